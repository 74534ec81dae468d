"""office, distribute, collect: which office answers for what, tables handed round, answers back as proposals."""

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import Any

from app.calendar.wording import plain_date
from app.cli.common import add_json, add_override, add_workspace, date_of, print_json, reading, writing
from app.cli.hints import hint_lines
from app.errors import UsageError, UserFacingError
from app.exchange.taking_in import expected_outcome
from app.offices.collecting import Collected, collect, collect_files
from app.offices.handing import Handed, hand_round, standings
from app.offices.reminder import draw_reminder, prepare_reminder
from app.offices.responsible import (
    Office,
    add_office,
    field_names,
    find_office,
    give_fields,
    give_item,
    office_of,
    offices,
    place_names,
    remove_office,
    rename_office,
)
from app.offices.rounds import STATE_WORDS, OfficeStanding, record_by_hand
from app.products.outgoing import save_outgoing
from app.proposals.proposals import Outcome
from app.standards.models import STANDARD_CATALOGUE
from app.workspace import Workspace

_COUNTS = {"new": "新增", "changed": "改动", "cleared": "清空", "unchanged": "没变", "conflicting": "待定"}


def register(commands: argparse._SubParsersAction) -> None:
    """Add these commands to the parser."""
    office = commands.add_parser("office", help="分办：哪个科室管哪些领域；只写 WS 就列出来")
    add_workspace(office)
    office.add_argument("name", metavar="科室", nargs="?", help="哪个科室；没有就用 --add 新增")
    office.add_argument("--add", action="store_true", help="新增这个科室")
    office.add_argument("--field", metavar="领域", nargs="+", help="它管哪些领域，例如 05 06；原来管的科室不再管")
    office.add_argument("--item", metavar="事项", nargs="+", help="单独分给它的事项，例如 05-003")
    office.add_argument("--give-back", action="store_true", help="--item 写的事项还给管那个领域的科室")
    office.add_argument("--rename", metavar="新名称", help="改名")
    office.add_argument("--remove", action="store_true", help="从列表里删去")
    add_json(office)
    office.set_defaults(run=_office)

    give = commands.add_parser("distribute", help="把要填的事项做成表发给各科室；也看谁交回了，打印催办单")
    add_workspace(give)
    give.add_argument("--field", metavar="领域", nargs="+", help="哪些领域，例如 05；不写就是全部")
    give.add_argument("--checklist", metavar="清单", help="别的清单，整份发给 --office 写的科室；不写就是标准目录")
    give.add_argument("--office", metavar="科室", nargs="+", help="只发给这些科室")
    give.add_argument("-o", "--output", metavar="文件夹", type=Path, help="写到哪个文件夹，一个科室一个文件")
    give.add_argument("--until", metavar="日期", type=date_of, help="哪天以前交回，例如 2026-12-06；不写就是两周")
    give.add_argument("--form", action="store_true", help="做成打印出来手填的表（PDF），不做成 xlsx")
    give.add_argument("--list", action="store_true", help="只看谁交回了，不发")
    give.add_argument("--remind", metavar="文件", type=Path, help="打印催办单（.pdf），一个科室一张")
    give.add_argument("--answered", metavar="科室", help="记下这个科室已经交回（手填的、电话说的）")
    give.add_argument("--force", action="store_true", help="文件已经有了也覆盖")
    add_override(give)
    add_json(give)
    give.set_defaults(run=_distribute)

    back = commands.add_parser("collect", help="收回科室填好的表；两边都改过的先放着等决定")
    add_workspace(back)
    back.add_argument("files", metavar="文件", type=Path, nargs="+", help="科室交回的表，可以一次写几个")
    back.add_argument("--dry-run", action="store_true", help="只看会怎样，不改动")
    add_json(back)
    back.set_defaults(run=_collect, rest="files")


# --- office --------------------------------------------------------------------------------------------------------


def _office(arguments: argparse.Namespace) -> int:
    changes = (arguments.add, arguments.field, arguments.item, arguments.rename, arguments.remove)
    if any(changes) and not arguments.name:
        raise UsageError("office-missing", "没有写是哪个科室，没有改动。")
    if not any(changes):
        with reading(arguments) as workspace:
            return _list_offices(workspace, arguments)
    with writing(arguments) as workspace:
        _change_office(workspace, arguments)
        return _list_offices(workspace, arguments)


def _change_office(workspace: Workspace, arguments: argparse.Namespace) -> None:
    if arguments.add:
        office = add_office(workspace, arguments.name, arguments.field or ())
    else:
        office = find_office(workspace, arguments.name)
        if arguments.field:
            give_fields(workspace, office, arguments.field)
    for item in arguments.item or ():
        give_item(workspace, None if arguments.give_back else office, item)
    if arguments.rename:
        rename_office(workspace, office, arguments.rename)
    if arguments.remove:
        remove_office(workspace, office)


def _list_offices(workspace: Workspace, arguments: argparse.Namespace) -> int:
    known, names = offices(workspace), field_names(workspace)
    shown = [office for office in known if arguments.name in (None, office.name, arguments.rename)]
    nobodys = [code for code in names if office_of(known, code, "") is None]
    if arguments.json:
        print_json({"offices": [_office_json(office) for office in shown], "nobodys": nobodys})
        return 0
    if any(office.is_usual for office in known):
        print("下面是乡镇通常的分工（凭经验列的，没有逐处核对），请按本单位的科室改。")
    for office in shown:
        listed = "、".join(f"{code} {names.get(code, '')}".strip() for code in office.fields)
        single = f"；单独的事项：{'、'.join(office.items)}" if office.items else ""
        print(f"{office.name}\t{listed or '还没有领域'}{single}")
    if nobodys and arguments.name is None:
        print(f"还没有分给科室的：{'、'.join(f'{code} {names[code]}' for code in nobodys)}")
    return 0


def _office_json(office: Office) -> dict[str, Any]:
    facts = {"id": office.id, "name": office.name, "fields": list(office.fields), "items": list(office.items)}
    return facts | {"usual": office.is_usual}


# --- distribute ----------------------------------------------------------------------------------------------------


def _distribute(arguments: argparse.Namespace) -> int:
    if arguments.list:
        with reading(arguments) as workspace:
            return _say_standings(standings(workspace), arguments)
    if arguments.answered is not None:
        return _note_answered(arguments)
    if arguments.remind is None and arguments.output is None:
        raise UsageError("output-missing", "没有写发到哪个文件夹（-o），没有发。")
    if arguments.until is not None and arguments.until < date.today():
        raise UsageError("date-past", f"{plain_date(arguments.until)}已经过了，没有发。请写以后的日期。")
    with writing(arguments) as workspace:
        if arguments.remind is not None:
            outgoing = draw_reminder(prepare_reminder(workspace, arguments.office))
            save_outgoing(workspace, outgoing, arguments.remind, force=arguments.force)
            print(f"已写好：{arguments.remind}，{outgoing.pages} 张。")
            return 0
        handed = hand_round(
            workspace,
            arguments.output,
            fields=arguments.field,
            checklist=arguments.checklist or STANDARD_CATALOGUE,
            names=arguments.office,
            until=arguments.until,
            form=arguments.form,
            force=arguments.force,
        )
        names = place_names(workspace)
    _say_handed(handed, names, as_json=arguments.json)
    return 0


def _note_answered(arguments: argparse.Namespace) -> int:
    with writing(arguments) as workspace:
        office = find_office(workspace, arguments.answered)
        standing = next(each for each in standings(workspace) if each.office.id == office.id)
        if standing.round is None:
            raise UserFacingError("nothing-given", f"还没有发给{office.name}，没有可以记的。")
        record_by_hand(workspace, standing)
    print(f"记下了：{office.name}已经交回。")
    return 0


def _say_handed(handed: Handed, names: dict[str, str], *, as_json: bool) -> None:
    if as_json:
        given = [
            {
                "office": each.office,
                "file": str(each.path),
                "fields": list(each.fields),
                "items": each.items,
                "until": each.until.isoformat(),
            }
            for each in handed.given
        ]
        print_json({"given": given, "nobodys": list(handed.nobodys)})
        return
    for each in handed.given:
        print(f"{each.office}\t{each.items} 项\t{plain_date(each.until)}以前交回\t{each.path}")
    if handed.nobodys:
        print(f"请看：还没有分给科室，没有发：{'、'.join(f'{code} {names[code]}' for code in handed.nobodys)}。")


def _say_standings(found: list[OfficeStanding], arguments: argparse.Namespace) -> int:
    shown = [each for each in found if arguments.office is None or each.office.name in arguments.office]
    if arguments.json:
        print_json([standing_json(each) for each in shown])
        return 0
    for each in shown:
        told = [each.office.name, f"{each.items} 项", STATE_WORDS[each.state]]
        if each.round is not None:
            told.append(f"{plain_date(each.round.given_on)}发，{plain_date(each.round.until)}以前交")
        if each.answered_at:
            told.append(f"改了 {each.changed} 项，待定 {each.waiting}，没填 {each.unanswered}")
        print("\t".join(told))
    return 0


def standing_json(each: OfficeStanding) -> dict[str, Any]:
    """Return how an office stands as JSON."""
    round = each.round
    return {
        "office": each.office.name,
        "fields": list(each.office.fields),
        "items": each.items,
        "state": each.state,
        "given": each.given,
        "given_at": round and round.at,
        "until": round and round.until.isoformat(),
        "file": round and round.file,
        "answered_at": each.answered_at,
        "changed": each.changed,
        "waiting": each.waiting,
        "unanswered": each.unanswered,
        "unfit": list(each.unfit),
        "overdue_days": each.overdue_days,
    }


# --- collect -------------------------------------------------------------------------------------------------------


def _collect(arguments: argparse.Namespace) -> int:
    with (reading if arguments.dry_run else writing)(arguments) as workspace:
        if arguments.dry_run:
            batches = [collect(workspace, path) for path in arguments.files]
            taken = [(batch, expected_outcome(batch)) for batch in batches]
        else:
            taken = collect_files(workspace, arguments.files)
    if arguments.json:
        print_json({"files": [_collected_json(*each, applied=not arguments.dry_run) for each in taken]})
    else:
        for batch, outcome in taken:
            _say_collected(batch, outcome, dry_run=arguments.dry_run)
    waits = sum(outcome.waiting for _, outcome in taken)
    if waits:
        print(f"{waits} 条要由人来定用哪一边，先没有动。", file=sys.stderr)
        for line in hint_lines([] if arguments.dry_run else ["decision-waiting"], "collect"):
            print(line, file=sys.stderr)
    return 1 if waits or any(batch.unfit for batch, _ in taken) else 0


def _collected_json(batch: Collected, outcome: Outcome, *, applied: bool) -> dict[str, Any]:
    unfit = [
        {"cell": u.place, "entry": u.entry, "element": u.element, "text": u.text, "reason": u.reason}
        for u in batch.unfit
    ]
    facts = {
        "file": batch.file,
        "office": batch.label,
        "applied": applied and not batch.is_known,
        "result": "unchanged" if batch.is_known else "waiting" if outcome.waiting else "applied",
        "waiting": outcome.waiting,
        "unanswered": batch.unanswered,
        "unfit": unfit,
        "notes": list(batch.notes),
    }
    return facts | {name: outcome.counts[name] for name in _COUNTS}


def _say_collected(batch: Collected, outcome: Outcome, *, dry_run: bool) -> None:
    if not batch.is_known:
        done = "可以收，还没有收（只是看看）" if dry_run else "收好了"
        print(f"{batch.file}（{batch.label}）：{done}，没填的 {batch.unanswered} 项。")
        print("  " + "，".join(f"{label} {outcome.counts[name]}" for name, label in _COUNTS.items()))
    for note in batch.notes:
        print(f"请看：{note}")
