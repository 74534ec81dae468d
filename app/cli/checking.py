"""check, dismiss, workday."""

import argparse
import sys
from pathlib import Path

from app.boards.staleness import board_findings
from app.calendar import WorkCalendar, load_calendar
from app.calendar.office_calendar import office_calendar
from app.calendar.wording import full_date
from app.checks.dismissing import Dismissal, Sorted, dismiss, look_again
from app.checks.finding import SEVERITY_LABELS
from app.checks.table_findings import check_all
from app.cli.common import add_json, add_workspace, date_of, print_json, reading, writing
from app.cli.hints import hint_lines
from app.drafting.lookup import find_entry, find_field
from app.opening import open_workspace


def register(commands: argparse._SubParsersAction) -> None:
    """Add these commands to the parser."""
    check = commands.add_parser("check", help="检查还缺什么、哪里要看")
    add_workspace(check)
    check.add_argument("--field", metavar="领域", help="只查这个领域")
    check.add_argument("--dismissed", action="store_true", help="列出说明过不用改的，写上谁、为什么")
    add_json(check)
    check.set_defaults(run=_check)

    let = commands.add_parser("dismiss", help="说明检查提醒的一处不用改；内容一改就再提醒")
    add_workspace(let)
    let.add_argument("entry", metavar="条目", help="事项编号，或者条目编号的前 8 位")
    let.add_argument("code", metavar="提醒", help="检查结果里的代号，check --json 里有，例如 former-name")
    let.add_argument("--element", metavar="栏目", help="只说这一栏；不写就是这条里所有这样的提醒")
    let.add_argument("--reason", metavar="理由", help="为什么不用改")
    let.add_argument("--again", action="store_true", help="不再算说明过，重新提醒")
    let.set_defaults(run=_dismiss)

    day = commands.add_parser("workday", help="算工作日，并说明跳过了哪些天")
    day.add_argument("start", metavar="日期", type=date_of, help="从哪天起算，例如 2026-09-28；当天不算")
    day.add_argument("count", metavar="+天数", type=_count, help="几个工作日，例如 +20")
    day.add_argument("--calendar", metavar="WS", type=Path, help="照这个工作文件收下的放假安排和本地放假算")
    add_json(day)
    day.set_defaults(run=_workday)


def _check(arguments: argparse.Namespace) -> int:
    with reading(arguments) as workspace:
        field = find_field(workspace, arguments.field).code if arguments.field else None
        checked = check_all(workspace, field=field)
        if arguments.dismissed:
            return _list_dismissed(arguments, checked)
        found = [*checked.standing, *([] if field else board_findings(workspace))]
        names = {f.organisation: workspace.organisation_by_id(f.organisation).name for f in found}
    if arguments.json:
        print_json([finding.facts() | {"organisation": names[finding.organisation]} for finding in found])
    else:
        for finding in found:
            place = f"{names[finding.organisation]}\t{finding.item or finding.field or ''}"
            print(f"{SEVERITY_LABELS[finding.severity]}\t{place}\t{finding.message}")
        # Beside the table, which other programs may read line by line.
        for line in hint_lines([finding.code for finding in found], "check"):
            print(line, file=sys.stderr)
        if not found:
            print("没有发现问题。")
    return 1 if found else 0


def _list_dismissed(arguments: argparse.Namespace, checked: Sorted) -> int:
    if arguments.json:
        print_json([finding.facts() | {"dismissed": _why(why)} for finding, why in checked.dismissed])
        return 0
    for finding, why in checked.dismissed:
        print(f"{finding.item or finding.field or ''}\t{finding.message}\t{why.person}：{why.reason}")
    if not checked.dismissed:
        print("没有说明过不用改的。")
    return 0


def _why(dismissal: Dismissal) -> dict[str, str]:
    return {"person": dismissal.person, "at": dismissal.at, "reason": dismissal.reason}


def _dismiss(arguments: argparse.Namespace) -> int:
    with writing(arguments) as workspace:
        entry = find_entry(workspace, arguments.entry).id
        if arguments.again:
            count = look_again(workspace, entry, arguments.code, arguments.element)
            print(f"重新提醒 {count} 处。")
        else:
            count = dismiss(workspace, entry, arguments.code, arguments.reason or "", arguments.element)
            print(f"记下了，{count} 处不再提醒；内容改了会再提醒。")
    return 0


def _workday(arguments: argparse.Namespace) -> int:
    due = _calendar(arguments.calendar).add_workdays(arguments.start, arguments.count)
    if arguments.json:
        print_json({"date": due.end.isoformat()} | due.as_dict())
    else:
        print(full_date(due.end))
        for line in due.explanation():
            print(line)
    return 0


def _calendar(path: Path | None) -> WorkCalendar:
    if path is None:
        return load_calendar()
    with open_workspace(path, read_only=True) as workspace:
        return office_calendar(workspace)


def _count(text: str) -> int:
    digits = text.removeprefix("+")
    if not digits.isascii() or not digits.isdigit() or int(digits) == 0:
        raise argparse.ArgumentTypeError(f"“{text}”不是天数，要写成 +20 这样")
    return int(digits)
