"""publish, ledger, due: what was formed, published and taken down, and what is due."""

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import to_builtins

from app.attachments import attach
from app.calendar.office_calendar import office_calendar
from app.calendar.wording import full_date, plain_date
from app.cli.common import add_json, add_override, add_workspace, date_of, print_json, reading, writing
from app.drafting.lookup import find_entry, find_field
from app.errors import UsageError
from app.registers.deadlines import KIND_WORDS, Deadline, open_deadlines
from app.registers.ledger import STANDING_WORDS, TO_REVIEW_AGAIN, LedgerLine, ledger
from app.registers.ledger_files import write_due_days, write_ledger_workbook
from app.registers.ledger_records import Outlet
from app.registers.publications import correct, find_publication, record_formed, record_taken_down, strike
from app.registers.publishing import publish
from app.workspace import Workspace


def register(commands: argparse._SubParsersAction) -> None:
    """Add these commands to the parser."""
    out = commands.add_parser("publish", help="记台账：信息哪天形成、哪天在哪里公开、哪天撤下")
    add_workspace(out)
    out.add_argument("what", metavar="条目或编号", help="和 --formed 一起写条目；别的写台账一行的编号（前 8 位）")
    out.add_argument("--formed", metavar="日期", type=date_of, help="新记一行：信息哪天形成或者变更")
    out.add_argument("--correct", action="store_true", help="更正记错的 --title 或者 --formed，写 --reason，原来的留着")
    out.add_argument("--title", metavar="名称", default="", help="这次公开的叫什么，例如 11月低保名单")
    out.add_argument("--on", metavar="日期", type=date_of, help="哪天公开的")
    where = "在哪里公开，例如 政府网站 村公示栏；又在别处公开的，再写一次就添上；和 --down、--strike 一起写，只管这几处"
    out.add_argument("--where", metavar="渠道", nargs="+", default=(), help=where)
    out.add_argument("--link", metavar="网址", default="", help="公开的网页地址")
    out.add_argument("--evidence", metavar="文件", nargs="+", type=Path, default=(), help="截图、照片等凭证")
    out.add_argument("--down", metavar="日期", type=date_of, help="哪天撤下的")
    out.add_argument("--reason", metavar="原因", default="", help="为什么撤下、更正")
    out.add_argument("--strike", action="store_true", help="划去记错的一行，写了 --where 就只划去这几处")
    out.set_defaults(run=_publish)

    book = commands.add_parser("ledger", help="公开台账：每条哪天形成、应当哪天公开、哪天公开、在哪里")
    add_workspace(book)
    book.add_argument("--field", metavar="领域", help="只看这个领域")
    book.add_argument("-o", "--output", metavar="文件", type=Path, help="存成 .xlsx 的表，或者 .ics 给日历程序用")
    book.add_argument("--force", action="store_true", help="文件已经有了也覆盖")
    add_override(book)
    add_json(book)
    book.set_defaults(run=_ledger)

    due = commands.add_parser("due", help="什么快到期、已逾期，写明怎么算的")
    add_workspace(due)
    due.add_argument("--on", metavar="日期", type=date_of, help="按哪一天看；不写就是今天")
    add_json(due)
    due.set_defaults(run=_due)


def _publish(arguments: argparse.Namespace) -> int:
    is_new = arguments.formed and not arguments.correct
    if sum(bool(each) for each in (is_new, arguments.on, arguments.down, arguments.correct, arguments.strike)) != 1:
        raise UsageError(
            "one-thing", "请写一件事：--formed 形成、--on 公开、--down 撤下、--correct 更正，或者 --strike 划去。"
        )
    with writing(arguments) as workspace:
        if is_new:
            id = record_formed(workspace, find_entry(workspace, arguments.what).id, arguments.formed, arguments.title)
            line = next(each for each in ledger(workspace, office_calendar(workspace)) if each.kept.id == id)
            print(f"已记，编号 {id[:8]}：{line.kept.line.title}，{full_date(line.due.due)}以前公开。")
            return 0
        id = find_publication(workspace, arguments.what).id
        remarks = _change(workspace, arguments, id)
    print("已记。")
    for line in remarks:
        print(f"注意：{line}")
    return 0


def _change(workspace: Workspace, arguments: argparse.Namespace, id: str) -> list[str]:
    """Write down what the arguments say; return what to look at in it."""
    if arguments.on:
        evidence = [attach(workspace, path).sha256 for path in arguments.evidence]
        return publish(workspace, id, arguments.on, arguments.where, arguments.link, evidence)
    if arguments.down:
        record_taken_down(workspace, id, arguments.down, arguments.reason, arguments.where)
    elif arguments.correct:
        correct(workspace, id, arguments.reason, title=arguments.title, formed=arguments.formed)
    else:
        strike(workspace, id, arguments.where)
    return []


def _ledger(arguments: argparse.Namespace) -> int:
    # Who lets something out is written down.
    with (reading if arguments.override is None else writing)(arguments) as workspace:
        field = find_field(workspace, arguments.field).code if arguments.field else None
        if arguments.output is not None:
            return _write(workspace, arguments, field)
        lines = ledger(workspace, office_calendar(workspace), field=field)
    if arguments.json:
        print_json([_line_json(line) for line in lines])
        return 0
    for line in lines:
        kept = line.kept.line
        out = "；".join([*map(_outlet_words, line.kept.outlets)]) or "还没有公开"
        out += f"；还差：{'、'.join(line.missing)}" if line.missing else ""
        out += f"；{TO_REVIEW_AGAIN}" if line.is_to_review_again else ""
        print(
            f"{line.kept.id[:8]}\t{STANDING_WORDS[line.standing]}\t{line.item or ''}\t{kept.title}\t"
            f"{plain_date(kept.formed)}形成\t{plain_date(line.due.due)}到期\t{out}"
        )
    if not lines:
        print("台账还是空的。信息形成以后，用 publish 条目 --formed 日期 记一行。")
    return 0


def _write(workspace: Workspace, arguments: argparse.Namespace, field: str | None) -> int:
    path, calendar = arguments.output, office_calendar(workspace)
    if path.suffix.lower() == ".xlsx":
        count = write_ledger_workbook(workspace, calendar, path, field=field, force=arguments.force)
        print(f"已写好：{path}，{count} 行")
    elif path.suffix.lower() == ".ics":
        count = write_due_days(workspace, calendar, path, force=arguments.force)
        print(f"已写好：{path}，{count} 个到期日，提前三天提醒")
    else:
        raise UsageError("suffix-unknown", f"“{path.name}”要以 .xlsx 或者 .ics 结尾，没有写。")
    return 0


def _due(arguments: argparse.Namespace) -> int:
    with reading(arguments) as workspace:
        on = arguments.on or workspace.today()
        found = open_deadlines(workspace, office_calendar(workspace), on)
    if arguments.json:
        print_json([_due_json(each, on) for each in found])
        return 0
    for each in found:
        mark = "已逾期" if each.due < on else ""
        day = f"{plain_date(each.due)}{'（推算）' if each.inferred else ''}"
        print(f"{day}\t{KIND_WORDS[each.kind]}\t{each.title}\t{mark}")
    if not found:
        print("没有要到期的。")
    return 0


def _outlet_words(outlet: Outlet) -> str:
    down = f"（{plain_date(outlet.taken_down)}撤下）" if outlet.taken_down else ""
    return f"{plain_date(outlet.published)}在{outlet.place}{down}"


def _line_json(line: LedgerLine) -> dict[str, Any]:
    kept = line.kept.line
    outlets = ("place", "published", "link", "evidence", "taken_down", "reason", "person")
    return to_builtins(
        {
            "id": line.kept.id,
            "entry": kept.entry,
            "field": line.field,
            "item": line.item,
            "title": kept.title,
            "formed": kept.formed,
            "due": line.due.due,
            "inferred": line.due.inferred,
            "explanation": line.due.explanation,
            "published": line.kept.published,
            "outlets": [{key: getattr(each, key) for key in outlets} for each in line.kept.outlets],
            "missing": line.missing,
            "taken_down": line.kept.taken_down,
            "corrected": kept.corrected,
            "review": line.review,
            "standing": line.standing,
        }
    )


def _due_json(each: Deadline, on: date) -> dict[str, Any]:
    return {
        "kind": each.kind,
        "id": each.id,
        "entry": each.entry,
        "title": each.title,
        "due": each.due.isoformat(),
        "overdue": each.due < on,
        "inferred": each.inferred,
        "explanation": list(each.explanation),
    }
