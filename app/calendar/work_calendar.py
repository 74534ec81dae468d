"""Which days are worked, and when a period of days ends."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from app.calendar.due_date import DayFact, DueDate
from app.calendar.statutory import StatutoryRules, Window, load_statutory_rules
from app.calendar.wording import LAST_YEAR, require_count, require_supported, weekday_name
from app.calendar.year_table import ExtraHoliday, YearTable, parse_year_table
from app.resources import resource_path

_DAY = timedelta(days=1)


class WorkCalendar:
    """Working days of state organs: published year tables where there are any, else inference that says so."""

    def __init__(
        self, tables: Iterable[YearTable], rules: StatutoryRules, extra_holidays: Iterable[ExtraHoliday] = ()
    ) -> None:
        """Of two tables for one year the later one holds."""
        self._tables = {table.year: table for table in tables}
        self._rules = rules
        self._extra = {holiday.date: holiday.name for holiday in extra_holidays}
        self._arranged = _arranged_days(self._tables.values())
        self._inferred: dict[int, dict[date, str]] = {}
        self._windows: dict[int, list[Window]] = {}

    @property
    def years(self) -> tuple[int, ...]:
        """Years whose arrangement is known."""
        return tuple(sorted(self._tables))

    def day(self, day: date) -> DayFact:
        """Whether `day` is worked and why. Raises UsageError outside 1949–2099."""
        require_supported(day)
        if day in self._extra:
            return DayFact(day, False, f"{self._extra[day]}放假（本地规定）")
        if day in self._arranged:
            return self._arranged[day]
        inferred = day.year not in self._tables
        if inferred and day in self._inferred_holidays(day.year):
            return DayFact(day, False, f"{self._inferred_holidays(day.year)[day]}放假", inferred=True)
        return DayFact(day, not self._rules.is_weekly_rest(day), weekday_name(day), inferred)

    def add_workdays(self, start: date, count: int) -> DueDate:
        """The `count`-th working day after `start`, which itself does not count (民法典 Art 201).

        Raises UsageError for a count below 1 or absurdly large, or when the period leaves 1949–2099.
        """
        walk = self._walk(require_supported(start), require_count(count))
        return DueDate(
            start,
            count,
            "workday",
            walk.counted[-1].date,
            walk.counted,
            walk.skipped,
            walk.is_inferred,
            walk.earliest,
            walk.latest,
        )

    def add_days(self, start: date, count: int) -> DueDate:
        """The `count`-th calendar day after `start` (民法典 Art 201), or the next working day if that is a day off
        (Art 203). Raises UsageError as `add_workdays` does."""
        nominal = require_supported(start) + require_count(count) * _DAY
        walk = self._walk(nominal - _DAY, 1)
        return DueDate(
            start,
            count,
            "day",
            walk.counted[-1].date,
            (self.day(nominal),),
            walk.skipped,
            walk.is_inferred,
            walk.earliest,
            walk.latest,
        )

    def _walk(self, start: date, count: int) -> "_Walk":
        """Go on from the day after `start` until `count` working days have passed in any case.

        A notice still to come may free some of the days taken for worked, or have some weekend days worked; how many
        at most is known for each holiday. So the end lies between the first day that could be the `count`-th and the
        first day by which `count` have passed for certain.
        """
        counted: list[DayFact] = []
        skipped: list[DayFact] = []
        leeway = _Leeway()
        passed = 0
        earliest = None
        day = start
        while passed - leeway.lost < count:
            day += _DAY
            fact = self.day(day)
            passed += fact.working
            if len(counted) < count:
                (counted if fact.working else skipped).append(fact)
            if self._is_movable(fact):
                leeway.meet(fact, self._windows_around(day))
            if earliest is None and passed + leeway.gained >= count:
                earliest = day
        return _Walk(tuple(counted), tuple(skipped), earliest or day, day)

    def _is_movable(self, fact: DayFact) -> bool:
        """Whether a notice still to come may turn this day: ordinary weekdays and weekends only."""
        return fact.reason == weekday_name(fact.date) and fact.date not in self._arranged

    def _windows_around(self, day: date) -> list[Window]:
        """Windows of the day's year, and in December of the next, unless their notice is known."""
        years = (day.year, day.year + 1) if day.month == 12 else (day.year,)
        return [window for year in years for window in self._windows_of(year)]

    def _windows_of(self, year: int) -> list[Window]:
        if year in self._tables or year > LAST_YEAR:
            return []
        if year not in self._windows:
            self._windows[year] = self._rules.windows(year)
        return self._windows[year]

    def _inferred_holidays(self, year: int) -> dict[date, str]:
        if year not in self._inferred:
            self._inferred[year] = self._rules.holidays(year)
        return self._inferred[year]


class _Walk(NamedTuple):
    """Days passed on the way to an end, and how far a notice still to come may move it."""

    counted: tuple[DayFact, ...]
    skipped: tuple[DayFact, ...]
    earliest: date
    latest: date

    @property
    def is_inferred(self) -> bool:
        return self.earliest != self.latest or any(fact.inferred for fact in (*self.counted, *self.skipped))


class _Leeway:
    """How many working days may be lost to bridge days, or gained by weekend days worked, so far."""

    def __init__(self) -> None:
        self._rest: Counter[Window] = Counter()
        self._work: Counter[Window] = Counter()

    def meet(self, fact: DayFact, windows: list[Window]) -> None:
        """Take one more day into account."""
        for window in windows:
            if fact.working and window.rest_from <= fact.date <= window.rest_to:
                self._rest[window] = min(window.days, self._rest[window] + 1)
            if not fact.working and window.work_from <= fact.date <= window.work_to:
                self._work[window] = min(window.days, self._work[window] + 1)

    @property
    def lost(self) -> int:
        return self._rest.total()

    @property
    def gained(self) -> int:
        return self._work.total()


def _arranged_days(tables: Iterable[YearTable]) -> dict[date, DayFact]:
    days: dict[date, DayFact] = {}
    for table in tables:
        for holiday in table.holidays:
            for day in holiday.rest_days():
                days[day] = DayFact(day, False, f"{holiday.name}放假")
            for day in holiday.workdays:
                days[day] = DayFact(day, True, f"调休上班（{holiday.name}）")
    return days


@cache
def own_year_tables() -> tuple[YearTable, ...]:
    """The year tables that come with the program, in order. Raises UserFacingError when one cannot be read."""
    paths = sorted(resource_path("calendars").glob("[12][0-9][0-9][0-9].yaml"))
    return tuple(parse_year_table(path.read_bytes(), path.name) for path in paths)


def load_calendar(extra_holidays: Iterable[ExtraHoliday] = (), year_tables: Iterable[YearTable] = ()) -> WorkCalendar:
    """The calendar that comes with the program, with local holidays and with year tables received since.

    Raises UserFacingError when a table of the program itself cannot be read.
    """
    return WorkCalendar((*own_year_tables(), *year_tables), load_statutory_rules(), extra_holidays)
