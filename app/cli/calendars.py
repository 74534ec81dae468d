"""calendar, period: the years whose holiday arrangement is known, taking in a new one, holidays of the place itself."""

import argparse
from pathlib import Path
from typing import Any

from app.calendar.notice_files import read_year_table
from app.calendar.office_calendar import (
    KnownYear,
    add_local_holiday,
    known_years,
    local_holidays,
    office_calendar,
    remove_local_holiday,
    take_year_table,
    withdraw_year_table,
)
from app.calendar.wording import full_date, plain_date
from app.calendar.year_table import ArrangedHoliday, YearTable
from app.cli.common import add_json, add_workspace, date_of, print_json, reading, writing
from app.errors import UsageError
from app.notices.least_periods import drop_least_period, least_periods, set_least_period
from app.notices.periods import UNIT_WORDS
from app.registers.deadlines import Moved, moved_deadlines
from app.workspace import Workspace


def register(commands: argparse._SubParsersAction) -> None:
    """Add this command to the parser."""
    days = commands.add_parser("calendar", help="放假安排：收下新一年的通知，记本地放假；只写 WS 就列出来")
    add_workspace(days)
    days.add_argument(
        "file", metavar="文件", nargs="?", type=Path, help="放假通知的全文（.txt、.docx），或者 .yaml 的表"
    )
    days.add_argument("--dry-run", action="store_true", help="只看会怎样，不改动")
    days.add_argument("--withdraw", metavar="年", type=int, help="撤回收下的这一年，照程序原有的")
    days.add_argument("--holiday", metavar="日期", type=date_of, help="记一天本地放假，例如 2027-03-10")
    days.add_argument("--name", metavar="节日", help="和 --holiday 一起写：节日名称")
    days.add_argument("--basis", metavar="依据", help="和 --holiday 一起写：依据什么规定")
    days.add_argument("--remove", metavar="日期", type=date_of, help="去掉记过的一天本地放假")
    add_json(days)
    days.set_defaults(run=_calendar)

    period = commands.add_parser("period", help="本地规定的公示期，比模板长的：张贴以前提醒；只写 WS 就列出来")
    add_workspace(period)
    period.add_argument("template", metavar="模板", nargs="?", help="模板编号，例如 NT-01；所有公示写 all")
    period.add_argument("--days", metavar="天数", type=int, help="至少公示多少天")
    period.add_argument("--workdays", metavar="天数", type=int, help="至少公示多少个工作日")
    period.add_argument("--basis", metavar="依据", default="", help="依据什么规定")
    period.add_argument("--drop", action="store_true", help="去掉这一条，只照模板")
    period.set_defaults(run=_period)


def _period(arguments: argparse.Namespace) -> int:
    asked = [arguments.days is not None, arguments.workdays is not None, arguments.drop]
    if arguments.template is None:
        with reading(arguments) as workspace:
            for rule in least_periods(workspace):
                print(f"{rule.template}\t至少{rule.days}{UNIT_WORDS[rule.unit]}\t{rule.basis}")
        return 0
    if sum(asked) != 1:
        raise UsageError("one-thing", "请写一样：--days 天数、--workdays 工作日数，或者 --drop 去掉。")
    with writing(arguments) as workspace:
        if arguments.drop:
            drop_least_period(workspace, arguments.template)
        else:
            unit = "day" if arguments.days is not None else "workday"
            days = arguments.days if arguments.days is not None else arguments.workdays
            set_least_period(workspace, arguments.template, days, unit, arguments.basis)
    print("已改。")
    return 0


def _calendar(arguments: argparse.Namespace) -> int:
    asked = [arguments.file, arguments.withdraw, arguments.holiday, arguments.remove]
    if sum(each is not None for each in asked) > 1:
        raise UsageError("one-thing", "一次只做一件事：收下通知、撤回、记本地放假、去掉本地放假，请分开写。")
    if arguments.dry_run and arguments.file is None:
        raise UsageError("nothing-to-try", "--dry-run 只和要收下的文件一起写。")
    if all(each is None for each in asked):
        return _list(arguments)
    table = None if arguments.file is None else read_year_table(arguments.file)
    with (reading if arguments.dry_run else writing)(arguments) as workspace:
        before = office_calendar(workspace)
        if not arguments.dry_run:
            _change(workspace, arguments, table)
        after = office_calendar(workspace, table)
        moved = moved_deadlines(workspace, before, after)
    _tell(arguments, table, moved)
    return 0


def _change(workspace: Workspace, arguments: argparse.Namespace, table: YearTable | None) -> None:
    if table is not None:
        take_year_table(workspace, table, arguments.file.name)
    elif arguments.withdraw is not None:
        withdraw_year_table(workspace, arguments.withdraw)
    elif arguments.holiday is not None:
        add_local_holiday(workspace, arguments.holiday, arguments.name or "", arguments.basis or "")
    else:
        remove_local_holiday(workspace, arguments.remove)


def _tell(arguments: argparse.Namespace, table: YearTable | None, moved: list[Moved]) -> None:
    if arguments.json:
        read = table and _table_json(table)
        print_json({"applied": not arguments.dry_run, "table": read, "moved": [_moved_json(each) for each in moved]})
        return
    if table is None:
        print("已改。")
    else:
        _tell_table(table, "看懂了，还没有收（只是看看）" if arguments.dry_run else "已收下")
    _tell_moved(moved)


def _list(arguments: argparse.Namespace) -> int:
    with reading(arguments) as workspace:
        years, extra = known_years(workspace), local_holidays(workspace)
    if arguments.json:
        print_json(
            {
                "years": [_year_json(known) for known in years],
                "local": [{"date": day.date.isoformat(), "name": day.name, "basis": day.basis} for day in extra],
            }
        )
        return 0
    for known in years:
        taken = known.taken
        origin = f"{plain_date(taken.date)}{taken.person}收下（{taken.file}）" if taken else "程序自带"
        print(f"{known.table.year}\t{_sources(known.table)}\t{origin}")
    for day in extra:
        print(f"{plain_date(day.date)}\t{day.name}（本地放假）\t{day.basis}")
    print("别的年份没有放假安排，按周末和法定节假日推算，写明“推算”。")
    return 0


def _tell_table(table: YearTable, result: str) -> None:
    print(f"{table.year}年放假安排：{result}。{_sources(table)}")
    for holiday in table.holidays:
        print(f"  {_holiday(holiday)}")


def _tell_moved(moved: list[Moved]) -> None:
    if not moved:
        print("没有期限因此改变。")
        return
    print(f"{len(moved)} 个期限变了：")
    for each in moved:
        before, after = each.before, each.after
        days = f"{_day(before.due, before.inferred)} → {_day(after.due, after.inferred)}"
        print(f"  {after.title}\t{days}")
        if after.written:
            print(f"    贴出去的纸上写的是{full_date(after.written)}，请看要不要换。")


def _day(day: Any, is_inferred: bool) -> str:
    return f"{full_date(day)}{'推算' if is_inferred else ''}"


def _holiday(holiday: ArrangedHoliday) -> str:
    days = full_date(holiday.rest_from)
    if holiday.rest_to != holiday.rest_from:
        days += f"至{full_date(holiday.rest_to)}"
    worked = "、".join(full_date(day) for day in holiday.workdays)
    return f"{holiday.name}：{days}放假" + (f"；{worked}上班" if worked else "")


def _sources(table: YearTable) -> str:
    return "；".join(f"{source.title}（{source.number}）" for source in table.sources)


def _year_json(known: KnownYear) -> dict[str, Any]:
    taken = known.taken
    facts = taken and {"person": taken.person, "date": taken.date.isoformat(), "file": taken.file}
    return _table_json(known.table) | {"taken": facts}


def _table_json(table: YearTable) -> dict[str, Any]:
    return {
        "year": table.year,
        "sources": [{"title": each.title, "number": each.number, "date": str(each.date)} for each in table.sources],
        "holidays": [
            {
                "name": each.name,
                "rest_from": each.rest_from.isoformat(),
                "rest_to": each.rest_to.isoformat(),
                "workdays": [day.isoformat() for day in each.workdays],
            }
            for each in table.holidays
        ],
    }


def _moved_json(moved: Moved) -> dict[str, Any]:
    after = moved.after
    return {
        "kind": after.kind,
        "id": after.id,
        "title": after.title,
        "before": moved.before.due.isoformat(),
        "after": after.due.isoformat(),
        "inferred": after.inferred,
        "written": after.written and after.written.isoformat(),
        "explanation": list(after.explanation),
    }
