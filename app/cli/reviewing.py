"""comment, verdict, comments, returns, answer, return, receipt: what a reviewer says of entries and what comes back."""

import argparse
from dataclasses import asdict
from typing import Any, Literal

from app.cli.common import add_json, add_output, desk_time, print_json, reading, writing
from app.cli.drafting import add_command, add_entry, read_assignments
from app.drafting.entry import VERDICT_LABELS
from app.drafting.history import difference_label, difference_text
from app.drafting.lookup import entry_content, find_definition, find_entry
from app.errors import UserFacingError
from app.exchange.answers import OpenReturn, answer, open_returns
from app.exchange.returning import export_receipt, export_return
from app.exchange.roster import find_unit
from app.exchange.rounds import rounds, since_last_round
from app.exchange.undecided import require_decided
from app.exchange.verdicts import Verdict, comment_on, conversation, find_entry_below, judge, withdraw_verdict
from app.standards.models import Definition
from app.workspace import Workspace
from db.repositories.entries import EntryRow

_WORDS: dict[str, Literal["accepted", "returned"] | None] = {"通过": "accepted", "退回": "returned", "收回": None}


def register(commands: argparse._SubParsersAction) -> None:
    """Add these commands to the parser."""
    say = add_command(commands, "comment", "给下级报来的一条写意见，不判通过还是退回", _comment)
    add_entry(say)
    say.add_argument("text", metavar="文字", help="要说的话")
    _add_unit(say)

    decide = add_command(commands, "verdict", "审核下级报来的条目：通过、退回，或者收回审过的", _verdict)
    decide.add_argument("entries", metavar="条目", nargs="+", help="事项编号（05-003）或条目编号的前 8 位，可以写多个")
    decide.add_argument("word", metavar="通过|退回|收回", choices=list(_WORDS), help="通过、退回，或者收回审过的")
    decide.add_argument("--comment", metavar="文字", default="", help="意见；退回要写意见或者建议改成什么")
    decide.add_argument(
        "--propose", metavar="要素=内容", action="append", default=[], help="建议改成什么，每一栏写一次 --propose"
    )
    _add_unit(decide)
    decide.set_defaults(rest="entries")

    back = add_command(commands, "return", "把审核意见写成退回文件，交给下级", _return)
    back.add_argument("--to", metavar="单位", required=True, help="给名册里的哪个单位，例如 兴隆镇")
    back.add_argument("--as-here", action="store_true", help="和同事审得不一样、还没有定的，照这台电脑上的写")
    add_output(back, "文件名（.zwgk）")

    got = add_command(commands, "receipt", "给下级开回执：收到了第几轮", _receipt)
    got.add_argument("--to", metavar="单位", required=True, help="给名册里的哪个单位，例如 兴隆镇")
    add_output(got, "文件名（.zwgk）")

    talk = add_command(commands, "comments", "一条的审核意见和回复", _comments)
    add_entry(talk)
    _add_unit(talk)
    add_json(talk)

    listing = add_command(commands, "returns", "现在退回着的条目", _returns)
    listing.add_argument("--unit", metavar="单位", help="哪个下级单位的；不写就是本单位的")
    add_json(listing)

    past = add_command(commands, "rounds", "交给上级的各轮，上级收到没有", _rounds)
    add_json(past)

    reply = add_command(commands, "answer", "回复上级对一条的意见", _answer)
    add_entry(reply)
    reply.add_argument("text", metavar="文字", help="要说的话")


def _add_unit(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--unit", metavar="单位", help="哪个下级单位的，例如 兴隆镇；只有一个单位有这一条就不用写")


def _below(workspace: Workspace, arguments: argparse.Namespace, name: str) -> EntryRow:
    unit = find_unit(workspace, arguments.unit) if arguments.unit else None
    return find_entry_below(workspace, name, unit)


def _comment(arguments: argparse.Namespace) -> int:
    with writing(arguments) as workspace:
        comment_on(workspace, _below(workspace, arguments, arguments.entry).id, arguments.text)
    print("意见记下了。")
    return 0


def _verdict(arguments: argparse.Namespace) -> int:
    verdict = _WORDS[arguments.word]
    with writing(arguments) as workspace:
        rows = [_below(workspace, arguments, name) for name in arguments.entries]
        if verdict is None:
            print(f"收回了 {withdraw_verdict(workspace, [row.id for row in rows])} 条。")
            return 0
        definition = find_definition(workspace, entry_content(rows[0]).checklist)
        proposed = read_assignments(definition, arguments.propose)
        count = judge(workspace, [row.id for row in rows], verdict, arguments.comment, proposed)
    print(f"{arguments.word}了 {count} 条。" if count else "和原来审的一样，没有改动。")
    return 0


def _return(arguments: argparse.Namespace) -> int:
    with writing(arguments) as workspace:
        unit = find_unit(workspace, arguments.to)
        if not arguments.as_here:
            require_decided(workspace, unit)
        done = export_return(workspace, unit, arguments.output, force=arguments.force)
    print(f"已写好并读回核对：{done.path}，给“{unit.name}”的第 {done.round} 轮审核意见，{done.entries} 条。")
    print(f"对方还没有认可过本单位的，第一次收的时候会问指纹，请在电话里念：{done.fingerprint}")
    return 0


def _receipt(arguments: argparse.Namespace) -> int:
    with writing(arguments) as workspace:
        unit = find_unit(workspace, arguments.to)
        done = export_receipt(workspace, unit, arguments.output, force=arguments.force)
    print(f"已写好并读回核对：{done.path}，给“{unit.name}”的回执。")
    return 0


def _comments(arguments: argparse.Namespace) -> int:
    with reading(arguments) as workspace:
        find = _below if arguments.unit else _any_entry
        row = find(workspace, arguments, arguments.entry)
        said = conversation(workspace, row.id)
        definition = find_definition(workspace, entry_content(row).checklist)
        names = {verdict.reviewer: workspace.organisation_by_id(verdict.reviewer).name for verdict in said}
    if arguments.json:
        print_json([asdict(verdict) for verdict in said])
        return 0
    for verdict in said:
        _print_verdict(verdict, names[verdict.reviewer], definition)
    if not said:
        print("还没有意见。")
    return 0


def _any_entry(workspace: Workspace, arguments: argparse.Namespace, name: str) -> EntryRow:
    """Return our own entry of that name, else the one of the unit below us that has it."""
    try:
        return find_entry(workspace, name)
    except UserFacingError as error:
        if error.code != "entry-ambiguous":
            raise
        return _below(workspace, arguments, name)


def _print_verdict(verdict: Verdict, reviewer: str, definition: Definition) -> None:
    word = VERDICT_LABELS.get(verdict.verdict or "", "意见")
    of = "" if verdict.is_current else "（说的是以前的内容）"
    print(f"{desk_time(verdict.at)}\t{reviewer} {verdict.person or ''}\t{word}{of}\t{verdict.comment}")
    for key, value in verdict.proposed.items():
        print(f"    建议 {difference_label(definition, key)}：{difference_text(key, value)}")
    if verdict.answer is not None:
        to = "" if verdict.is_answered else "（说的是以前的意见）"
        when = desk_time(verdict.answered_at or verdict.at)
        print(f"    {when}\t{verdict.answered_by or ''} 回复{to}\t{verdict.answer}")


def _returns(arguments: argparse.Namespace) -> int:
    with reading(arguments) as workspace:
        unit = find_unit(workspace, arguments.unit).id if arguments.unit else None
        found = open_returns(workspace, unit)
    if arguments.json:
        print_json([_return_facts(each) for each in found])
        return 0
    for each in found:
        answered = f"（已回复：{each.verdict.answer}）" if each.is_answered else ""
        print(f"{each.item or '—'}\t{each.entry[:8]}\t{each.title}\t{each.verdict.comment}{answered}")
        for id in each.proposals:
            print(f"    有建议的改法，编号 {id[:8]}")
    if not found:
        print("没有退回着的条目。")
    return 0


def _rounds(arguments: argparse.Namespace) -> int:
    with reading(arguments) as workspace:
        found, since = rounds(workspace), since_last_round(workspace)
    if arguments.json:
        print_json({"rounds": [asdict(each) for each in found], "since": asdict(since)})
        return 0
    for each in found:
        when = each.received_at or each.at
        kind = "" if each.kind == "submission" else "工作包 "
        day = f"\t{desk_time(when)}" if when else ""
        print(f"{kind}第 {each.number} 轮\t{each.entries} 条\t{each.standing_label}{day}")
    counts = f"新增 {since.new}，改动 {since.changed}，删除 {since.removed}，回复 {since.answers}"
    print(f"现在比上一轮：{counts}。" if since.round else "还没有交过。")
    return 0


def _return_facts(each: OpenReturn) -> dict[str, Any]:
    return asdict(each) | {"answered": each.is_answered}


def _answer(arguments: argparse.Namespace) -> int:
    with writing(arguments) as workspace:
        row = find_entry(workspace, arguments.entry)
        said = conversation(workspace, row.id)
        if not said:
            raise UserFacingError("nothing-to-answer", "上级对这一条还没有说过什么，没有要回复的。")
        current = [verdict for verdict in said if verdict.is_current] or said
        answer(workspace, current[-1].id, arguments.text)
    print("回复记下了，下次上报时一起交给上级。")
    return 0
