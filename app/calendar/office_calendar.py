"""The calendar an office goes by: the program's year tables, those taken in since, and holidays of the place itself.

Both are records of the workspace (`year-table` under its year, `local-holiday` under its date), so taking one in is
an operation like any other: it has a history and can be undone.
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct, convert, to_builtins

from app.calendar.statutory import load_statutory_rules
from app.calendar.wording import plain_date, require_supported
from app.calendar.work_calendar import WorkCalendar, load_calendar, own_year_tables
from app.calendar.year_table import ExtraHoliday, YearTable, sound_table, unusable_table
from app.drafting.operations import operation
from app.errors import UserFacingError
from app.workspace import Workspace

YEAR_TABLE = "year-table"
LOCAL_HOLIDAY = "local-holiday"


class TakenTable(Struct, frozen=True):
    """A year table with who took it in, on which day, and from which file."""

    table: YearTable
    person: Annotated[str, Meta(min_length=1, max_length=200)]
    date: date
    file: Annotated[str, Meta(min_length=1, max_length=200)]
    removed: bool = False


class LocalHoliday(Struct, frozen=True):
    """A day off of the place itself, and the rule it rests on."""

    date: date
    name: Annotated[str, Meta(min_length=1, max_length=50)]
    basis: Annotated[str, Meta(min_length=1, max_length=200)]
    removed: bool = False


@dataclass(frozen=True)
class KnownYear:
    """A year whose arrangement is known; `taken` is None for a table that came with the program."""

    table: YearTable
    taken: TakenTable | None


def office_calendar(workspace: Workspace, table: YearTable | None = None) -> WorkCalendar:
    """Return the calendar of this office; with `table`, as it would be once that is taken in too."""
    tables = [taken.table for taken in _taken(workspace).values()]
    extra = [ExtraHoliday(holiday.date, holiday.name) for holiday in local_holidays(workspace)]
    return load_calendar(extra, tables if table is None else (*tables, table))


def known_years(workspace: Workspace) -> list[KnownYear]:
    """Return the years whose arrangement is known here, in order; a table taken in goes before the program's own."""
    taken = _taken(workspace)
    own = {table.year: table for table in own_year_tables()}
    found = [KnownYear(taken[year].table, taken[year]) for year in taken]
    found += [KnownYear(table, None) for year, table in own.items() if year not in taken]
    return sorted(found, key=lambda known: known.table.year)


def local_holidays(workspace: Workspace) -> list[LocalHoliday]:
    """Return the holidays of the place itself by date."""
    rows = workspace.store.records.of_kind(LOCAL_HOLIDAY)
    return sorted((convert(row.content, LocalHoliday) for row in rows), key=lambda holiday: holiday.date)


def complete_table(table: YearTable, name: str) -> YearTable:
    """Return the table itself. Raises `UserFacingError` where it leaves a holiday that the law gives a working day."""
    require_supported(date(table.year, 1, 1))
    sound_table(table, name)
    rules = load_statutory_rules()
    calendar = WorkCalendar((table,), rules)
    for day, holiday in sorted(rules.fixed_days(table.year).items()):
        if calendar.day(day).working:
            raise unusable_table(name, f"{holiday}的{plain_date(day)}是法定节假日，表里却没有放假")
    return table


def take_year_table(workspace: Workspace, table: YearTable, file: str) -> None:
    """Let the office go by a year's arrangement from now on, as one operation that can be undone.

    Raises `UserFacingError` where it is the one already gone by, and `UsageError` where nobody is known to work here.
    """
    person = workspace.require_person("收下放假安排")
    if any(known.table == table for known in known_years(workspace)):
        raise UserFacingError("calendar-known", f"{table.year}年的放假安排已经是这一份，什么也没有改。")
    taken = TakenTable(complete_table(table, file), person, workspace.today(), file)
    with operation(workspace, "calendar", f"收下{table.year}年放假安排") as act:
        act.write(YEAR_TABLE, str(table.year), to_builtins(taken))


def withdraw_year_table(workspace: Workspace, year: int) -> None:
    """Go by what the program itself knows of a year again. Raises `UserFacingError` where no table was taken in."""
    record = workspace.store.records.get(YEAR_TABLE, str(year))
    if record is None or record.content["removed"]:
        raise UserFacingError("calendar-missing", f"没有收下过{year}年的放假安排，什么也没有改。请核对年份。")
    _write(workspace, f"撤回{year}年放假安排", YEAR_TABLE, str(year), record.content | {"removed": True})


def add_local_holiday(workspace: Workspace, day: date, name: str, basis: str) -> None:
    """Keep a day off that holds where the office stands (放假办法第四条: ethnic areas), with the rule it rests on.

    Raises `UserFacingError` for a day that is known already, or an answer that is missing or too long.
    """
    require_supported(day)
    if any(holiday.date == day for holiday in local_holidays(workspace)):
        raise UserFacingError("holiday-known", f"{plain_date(day)}已经记过是本地放假，什么也没有改。")
    answers = {"date": day.isoformat(), "name": name.strip(), "basis": basis.strip(), "removed": False}
    try:
        holiday = convert(answers, LocalHoliday)
    except msgspec.ValidationError as error:
        raise UserFacingError(
            "holiday-wrong", "节日名称和依据都要写，名称不超过 50 字，依据不超过 200 字。没有记下。", str(error)
        ) from error
    _write(workspace, f"记下本地放假：{plain_date(day)}", LOCAL_HOLIDAY, day.isoformat(), to_builtins(holiday))


def remove_local_holiday(workspace: Workspace, day: date) -> None:
    """Take a local day off back. Raises `UserFacingError` where there is none."""
    record = workspace.store.records.get(LOCAL_HOLIDAY, day.isoformat())
    if record is None or record.content["removed"]:
        raise UserFacingError("holiday-missing", f"没有记过{plain_date(day)}是本地放假，什么也没有改。请核对日期。")
    content = record.content | {"removed": True}
    _write(workspace, f"去掉本地放假：{plain_date(day)}", LOCAL_HOLIDAY, day.isoformat(), content)


def _taken(workspace: Workspace) -> dict[int, TakenTable]:
    found = (convert(row.content, TakenTable) for row in workspace.store.records.of_kind(YEAR_TABLE))
    return {taken.table.year: taken for taken in found}


def _write(workspace: Workspace, label: str, kind: str, id: str, content: dict[str, Any]) -> None:
    with operation(workspace, "calendar", label) as act:
        act.write(kind, id, content)
