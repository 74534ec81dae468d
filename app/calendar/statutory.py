"""Holidays that the law itself fixes (全国年节及纪念日放假办法), for years whose arrangement is not at hand."""

from datetime import date, timedelta
from datetime import date as Day
from typing import Literal, NamedTuple

import msgspec
from borax.calendars.lunardate import LunarDate
from msgspec import Struct

from app.calendar.solar_terms import qingming
from app.resources import resource_bytes

_DAY = timedelta(days=1)


class Exchange(Struct, frozen=True, forbid_unknown_fields=True):
    """How the yearly notices usually swap workdays with weekend days around a holiday.

    At most `days` are swapped, and only if the holiday falls on one of the weekdays `only_on` (1 is Monday; none
    given: any). `rest` and `workdays` are first and last offset, in days from the first holiday, of what is swapped.
    """

    days: int
    rest: tuple[int, int]
    workdays: tuple[int, int]
    only_on: tuple[int, ...] = ()


class HolidayRule(Struct, frozen=True, forbid_unknown_fields=True):
    """A holiday of `days` days, from `offset` days after the solar or lunar date on."""

    name: str
    kind: Literal["solar", "lunar", "qingming"]
    month: int = 0
    day: int = 0
    offset: int = 0
    days: int = 1
    exchange: Exchange | None = None

    def first_day(self, year: int) -> date:
        """The first day of the holiday in a year from 1949 to 2099."""
        if self.kind == "qingming":
            return qingming(year)
        if self.kind == "lunar":
            return LunarDate(year, self.month, self.day).to_solar_date() + self.offset * _DAY
        return date(year, self.month, self.day)


class Period(Struct, frozen=True, forbid_unknown_fields=True):
    """The holidays of one wording of the law, from `since` until the next one."""

    since: date
    evidence: Literal["seen", "partly", "recalled"]
    holidays: tuple[HolidayRule, ...]


class WeeklyRest(Struct, frozen=True, forbid_unknown_fields=True):
    """The weekly days of rest (1 is Monday) from `since` on."""

    since: date
    days: tuple[int, ...]


class Window(NamedTuple):
    """Where a holiday without a notice may still move workdays: at most `days` in each of the two spans."""

    days: int
    rest_from: date
    rest_to: date
    work_from: date
    work_to: date


class StatutoryRules(Struct, frozen=True, forbid_unknown_fields=True):
    """Weekly rest and holidays by date, as `resources/calendars/statutory.yaml` holds them, oldest first."""

    title: str
    number: str
    date: date
    note: str
    weekly_rest: tuple[WeeklyRest, ...]
    periods: tuple[Period, ...]

    def is_weekly_rest(self, day: Day) -> bool:
        """Whether `day` is a Sunday, or since 1 May 1995 a Saturday or Sunday."""
        days: tuple[int, ...] = ()
        for rest in self.weekly_rest:
            if rest.since <= day:
                days = rest.days
        return day.isoweekday() in days

    def fixed_days(self, year: int) -> dict[Day, str]:
        """The days of the holidays themselves, those on a weekly rest day too, none moved."""
        return {first + offset * _DAY: rule.name for rule, first in self._rules_of(year) for offset in range(rule.days)}

    def holidays(self, year: int) -> dict[Day, str]:
        """Days off by law in `year`; one that falls on a weekly rest day or on another holiday moves to the next
        working day (放假办法 Art 6)."""
        wanted = sorted(
            (first + offset * _DAY, rule.name) for rule, first in self._rules_of(year) for offset in range(rule.days)
        )
        fixed = {day for day, _ in wanted}
        taken: dict[date, str] = {}
        for day, name in wanted:
            if day in taken or self.is_weekly_rest(day):
                taken.setdefault(day, name)
                while day in fixed or day in taken or self.is_weekly_rest(day):
                    day += _DAY
            taken[day] = name
        return taken

    def windows(self, year: int) -> list[Window]:
        """Where the notice for `year` may move workdays."""
        found = []
        for rule, first in self._rules_of(year):
            swap = rule.exchange
            if swap is None or (swap.only_on and first.isoweekday() not in swap.only_on):
                continue
            spans = (first + offset * _DAY for offset in (*swap.rest, *swap.workdays))
            found.append(Window(swap.days, *spans))
        return found

    def _rules_of(self, year: int) -> list[tuple[HolidayRule, Day]]:
        found = []
        for period, following in zip(self.periods, (*self.periods[1:], None), strict=True):
            if period.since.year > year or (following and following.since.year < year):
                continue
            for rule in period.holidays:
                first = rule.first_day(year)
                if period.since <= first and (following is None or first < following.since):
                    found.append((rule, first))
        return found


def load_statutory_rules() -> StatutoryRules:
    """The rules that come with the program."""
    return msgspec.yaml.decode(resource_bytes("calendars/statutory.yaml"), type=StatutoryRules)
