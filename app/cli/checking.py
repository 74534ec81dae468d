"""check, workday."""

import argparse
import sys
from pathlib import Path

from app.boards.staleness import board_findings
from app.calendar import WorkCalendar, load_calendar
from app.calendar.office_calendar import office_calendar
from app.checks.finding import SEVERITY_LABELS
from app.checks.table_findings import check_workspace
from app.cli.common import add_json, add_workspace, date_of, print_json, reading
from app.cli.hints import hint_lines
from app.drafting.lookup import find_field
from app.opening import open_workspace


def register(commands: argparse._SubParsersAction) -> None:
    """Add these commands to the parser."""
    check = commands.add_parser("check", help="检查还缺什么、哪里要看")
    add_workspace(check)
    check.add_argument("--field", metavar="领域", help="只查这个领域")
    add_json(check)
    check.set_defaults(run=_check)

    day = commands.add_parser("workday", help="算工作日，并说明跳过了哪些天")
    day.add_argument("start", metavar="日期", type=date_of, help="从哪天起算，例如 2026-09-28；当天不算")
    day.add_argument("count", metavar="+天数", type=_count, help="几个工作日，例如 +20")
    day.add_argument("--calendar", metavar="WS", type=Path, help="照这个工作文件收下的放假安排和本地放假算")
    add_json(day)
    day.set_defaults(run=_workday)


def _check(arguments: argparse.Namespace) -> int:
    with reading(arguments) as workspace:
        field = find_field(workspace, arguments.field).code if arguments.field else None
        found = check_workspace(workspace, field=field) + ([] if field else board_findings(workspace))
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


def _workday(arguments: argparse.Namespace) -> int:
    due = _calendar(arguments.calendar).add_workdays(arguments.start, arguments.count)
    if arguments.json:
        print_json({"date": due.end.isoformat()} | due.as_dict())
    else:
        print(due.end.isoformat())
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
