"""The State Council's arrangement of holidays for one year, as written in `resources/calendars/YYYY.yaml`."""

from collections.abc import Iterator
from datetime import date, timedelta

import msgspec
from msgspec import Struct

from app.calendar.wording import plain_date
from app.errors import UserFacingError

LONGEST_REST = 15  # days; a longer row of free days in a table is a typing error


class Notice(Struct, frozen=True, forbid_unknown_fields=True):
    """The notice that a table was taken from."""

    title: str
    number: str
    date: date


class ArrangedHoliday(Struct, frozen=True, forbid_unknown_fields=True):
    """One numbered line of the notice: the days off, and the weekend days worked for it (调休上班)."""

    name: str
    rest_from: date
    rest_to: date
    workdays: tuple[date, ...] = ()

    def rest_days(self) -> Iterator[date]:
        """Each day from the first to the last day off."""
        for offset in range((self.rest_to - self.rest_from).days + 1):
            yield self.rest_from + timedelta(days=offset)


class YearTable(Struct, frozen=True, forbid_unknown_fields=True):
    """The arrangement for `year`. It may reach into the last days of the year before."""

    year: int
    sources: tuple[Notice, ...]
    holidays: tuple[ArrangedHoliday, ...]
    note: str = ""


class ExtraHoliday(Struct, frozen=True):
    """A day off that only holds where the office stands, such as a holiday of an autonomous area (放假办法 Art 4)."""

    date: date
    name: str


def parse_year_table(content: bytes, file_name: str) -> YearTable:
    """Read one table. Raises UserFacingError naming the file and what is wrong in it."""
    try:
        table = msgspec.yaml.decode(content, type=YearTable)
    except (msgspec.MsgspecError, ValueError) as error:
        raise unusable_table(file_name, "不是放假调休表的写法", str(error)) from error
    return sound_table(table, file_name)


def sound_table(table: YearTable, file_name: str) -> YearTable:
    """Return the table itself. Raises UserFacingError naming the file where the table contradicts itself."""
    fault = _fault(table)
    if fault:
        raise unusable_table(file_name, fault)
    return table


def _fault(table: YearTable) -> str:
    """What contradicts itself in a table that is well formed, or nothing."""
    if not table.sources:
        return "没有写依据的通知"
    rest: set[date] = set()
    worked: set[date] = set()
    for holiday in table.holidays:
        if not 0 <= (holiday.rest_to - holiday.rest_from).days < LONGEST_REST:
            return f"{holiday.name}的放假起止日期不对"
        for day in (*holiday.rest_days(), *holiday.workdays):
            if day.year != table.year and (day.year, day.month) != (table.year - 1, 12):
                return f"{holiday.name}里的{plain_date(day)}不属于{table.year}年"
        for day in holiday.workdays:
            if day.weekday() < 5:
                return f"{holiday.name}的调休上班日{plain_date(day)}不是周末"
        rest.update(holiday.rest_days())
        worked.update(holiday.workdays)
    both = sorted(rest & worked)
    return f"{plain_date(both[0])}既放假又上班" if both else ""


def unusable_table(file_name: str, fault: str, details: str = "") -> UserFacingError:
    """Return the refusal of a table that is not what it should be, by the name of its file."""
    return UserFacingError(
        "calendar-unreadable",
        f"放假调休表 {file_name} 用不了：{fault}。没有按它推算任何日期，请换一份正确的表。",
        details,
    )
