"""The time that an inspection is about: a week, a month, a quarter, a year, by the name people type for it."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from app.errors import UsageError
from app.standards.inspection_rules import PeriodKind

_NAMES: dict[PeriodKind, tuple[re.Pattern[str], str]] = {
    "week": (re.compile(r"(\d{4})-?[Ww](\d{1,2})"), "2026-W47"),
    "month": (re.compile(r"(\d{4})-(\d{1,2})"), "2026-11"),
    "quarter": (re.compile(r"(\d{4})-?[Qq]([1-4])"), "2026-Q4"),
    "year": (re.compile(r"(\d{4})()"), "2026"),
}
_FIRST_YEAR, _LAST_YEAR = 2008, 2200
_QUARTERS = "一二三四"


@dataclass(frozen=True)
class Period:
    """`name` as it is typed and kept, `words` as people say it, first and last day."""

    kind: PeriodKind
    name: str
    words: str
    first: date
    last: date

    def neighbour(self, step: int) -> "Period":
        """Return the one so many periods later, or before where `step` is below 0."""
        day = self.first
        for _ in range(abs(step)):
            day = (period_of(self.kind, day).last if step > 0 else period_of(self.kind, day).first) + timedelta(
                days=1 if step > 0 else -1
            )
        return period_of(self.kind, day)


def period_named(kind: PeriodKind, text: str) -> Period:
    """Return a period by its name. Raises `UsageError` for what is none of this kind."""
    pattern, example = _NAMES[kind]
    said = pattern.fullmatch(text.strip())
    if said is not None and _FIRST_YEAR <= int(said[1]) <= _LAST_YEAR:
        try:
            return period_of(kind, _first_day(kind, int(said[1]), int(said[2] or 1)))
        except ValueError:
            pass
    raise UsageError("period-unknown", f"“{text[:30]}”不是这种检查的时段，没有算。请写成 {example} 这样。")


def period_of(kind: PeriodKind, day: date) -> Period:
    """Return the period that a day lies in."""
    year, month = day.year, day.month
    if kind == "week":
        iso = day.isocalendar()
        first = date.fromisocalendar(iso.year, iso.week, 1)
        last = first + timedelta(days=6)
        span = f"{first.month}月{first.day}日至{last.month}月{last.day}日"
        return Period(kind, f"{iso.year}-W{iso.week:02}", f"{iso.year}年第{iso.week}周（{span}）", first, last)
    if kind == "month":
        return Period(kind, f"{year}-{month:02}", f"{year}年{month}月", date(year, month, 1), _end(year, month))
    if kind == "quarter":
        number = (month - 1) // 3
        words = f"{year}年第{_QUARTERS[number]}季度"
        first = date(year, number * 3 + 1, 1)
        return Period(kind, f"{year}-Q{number + 1}", words, first, _end(year, number * 3 + 3))
    return Period(kind, f"{year}", f"{year}年", date(year, 1, 1), date(year, 12, 31))


def _first_day(kind: PeriodKind, year: int, number: int) -> date:
    if kind == "week":
        return date.fromisocalendar(year, number, 1)
    return date(year, number * 3 - 2 if kind == "quarter" else number, 1)


def _end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
