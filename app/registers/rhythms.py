"""How often something comes out, and until when each time, as the words of a deadline have it: 每季度首月10日前."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from app.calendar import WorkCalendar
from app.standards.numerals import han_value

_PERIODS = {"月": 1, "季": 3, "半年": 6, "年": 12}
_LEAP_YEAR = 2000
_DAYS_OF = {"周": 7, "星期": 7}
_YEAR_END = 11
_PERIOD = r"(?P<period>月|季|半年|年)(?:度|份)?"
_DAY = r"(?P<day>\d+)[日号]"
_HAN = re.compile(r"[〇零一二两三四五六七八九十]+(?=个?工作日|[日号天周月年季]|星期|个(?:月|季度))")
_AFTER_END = re.compile(
    rf"(?:每个?)?{_PERIOD}(?:结束|终了|届满|末|底)(?:之日起|之日后|以后|之后|后)(?P<count>\d+)(?P<unit>个?工作日|日|天)"
)
_NEXT_MONTH = re.compile(rf"每个?{_PERIOD}.{{0,12}}?次月{_DAY}")
_MONTH_OF = re.compile(rf"每个?{_PERIOD}的?(?P<which>首|末|最后1?个|第\d个)月(?:份?的?{_DAY})?")
_OF_YEAR = re.compile(rf"每年度?的?(?P<month>\d+)月(?:{_DAY})?")
_QUARTER = re.compile(r"每年度?的?第?(?P<quarter>[1-4])季度")
_HALF = re.compile(r"每年度?的?上半年")
_OF_MONTH = re.compile(rf"每个?月的?{_DAY}")
_EVERY_SO_OFTEN = re.compile(r"每隔?(?P<count>\d+)个?(?P<unit>工作日|[日天周月年]|星期)")
_EVERY_WEEK = re.compile(r"每个?(?:周|星期)")
_EVERY = re.compile(rf"每个?{_PERIOD}")


class Rhythm(NamedTuple):
    """Periods of so many `months`, and the last day of each: `day` of the period's `month` (from 0; 0 is the end of
    that month), or `count` of a `unit` (day, workday) after its end. Without `months`, `count` of a unit after the last
    time. `is_named`: the words name that day; else each time comes out within its period."""

    months: int = 0
    month: int = 0
    day: int = 0
    count: int = 0  # type: ignore[assignment]  # hides tuple.count, which nobody asks a rhythm for
    unit: str = "day"
    is_named: bool = True


class Said(NamedTuple):
    """The rhythm that words tell, the shortest where they tell of several."""

    rhythm: Rhythm
    is_one_of_several: bool = False


def read_rhythm(text: str) -> Said | None:
    """Return what the words of a deadline say about coming out again and again, None where they say nothing of it."""
    plain = _HAN.sub(lambda number: str(han_value(number[0])), text)
    found = [rhythm for part in re.split("[；;。]", plain) if (rhythm := _read(part)) is not None]
    if not found:
        return None
    return Said(min(found, key=_length), len({_length(each) for each in found}) > 1)


def next_due(rhythm: Rhythm, last: date | None, today: date, calendar: WorkCalendar) -> date | None:
    """Return until when the next time is due; None where that is counted from the last time and nobody has written
    that down."""
    if not rhythm.months:
        return _later(rhythm, last, calendar) if last is not None else None
    if not rhythm.is_named:
        return _last_day(rhythm, _number(rhythm, last or today) + (last is not None), calendar)
    if last is None:
        return first_due(rhythm, today, calendar)
    # What came out somewhat late belongs to the time it was late for, what came out early to the one ahead.
    near = range(_number(rhythm, last) - 2, _number(rhythm, last) + 3)
    meant = min(near, key=lambda number: abs(_last_day(rhythm, number, calendar) - last))
    return _last_day(rhythm, meant + 1, calendar)


def first_due(rhythm: Rhythm, day: date, calendar: WorkCalendar) -> date:
    """Return the first last day of a period from a day on."""
    number = _number(rhythm, day) - 2
    while (due := _last_day(rhythm, number, calendar)) < day:
        number += 1
    return due


def end_of_month(day: date, later: int = 0) -> date:
    """Return the last day of a day's month, or of one so many months later."""
    return _day_of(day.year * 12 + day.month - 1 + later, 0)


def same_day_later(day: date, months: int) -> date:
    """Return the same day of the month so many months later, the last one where that month is shorter."""
    return _day_of(day.year * 12 + day.month - 1 + months, day.day)


def _read(text: str) -> Rhythm | None:
    for pattern, make in _READINGS:
        said = pattern.search(text)
        if said is not None and (rhythm := make(said.groupdict())) is not None:
            return rhythm
    return None


def _after_end(said: dict[str, str]) -> Rhythm:
    unit = "workday" if "工作日" in said["unit"] else "day"
    return Rhythm(_PERIODS[said["period"]], count=int(said["count"]), unit=unit)


def _next_month(said: dict[str, str]) -> Rhythm | None:
    months = _PERIODS[said["period"]]
    return _on_day(months, months, said["day"])


def _month_of(said: dict[str, str]) -> Rhythm | None:
    months = _PERIODS[said["period"]]
    which = said["which"]
    month = 0 if which == "首" else int(which[1]) - 1 if which.startswith("第") else months - 1
    return _on_day(months, month, said["day"]) if 0 <= month < months else None


def _of_year(said: dict[str, str]) -> Rhythm | None:
    month = int(said["month"])
    is_day = 1 <= month <= 12 and int(said["day"] or 1) in range(1, monthrange(_LEAP_YEAR, month)[1] + 1)
    # A day that there is none of names none: the year is all that is said.
    return _on_day(12, month - 1, said["day"]) if is_day else Rhythm(12, _YEAR_END)


def _on_day(months: int, month: int, day: str | None) -> Rhythm | None:
    number = int(day or 0)
    return Rhythm(months, month, number) if number <= 31 else None


def _every_so_often(said: dict[str, str]) -> Rhythm:
    count, unit = int(said["count"]), said["unit"]
    if unit in ("月", "年"):
        return Rhythm(count=count * _PERIODS[unit], unit="month", is_named=False)
    return Rhythm(count=count * _DAYS_OF.get(unit, 1), unit="workday" if unit == "工作日" else "day", is_named=False)


def _every(said: dict[str, str]) -> Rhythm:
    months = _PERIODS[said["period"]]
    return Rhythm(12, _YEAR_END) if months == 12 else Rhythm(months, is_named=False)


_READINGS: tuple[tuple[re.Pattern[str], Callable[[dict[str, str]], Rhythm | None]], ...] = (
    (_AFTER_END, _after_end),
    (_NEXT_MONTH, _next_month),
    (_MONTH_OF, _month_of),
    (_OF_YEAR, _of_year),
    (_QUARTER, lambda said: Rhythm(12, int(said["quarter"]) * 3 - 1)),
    (_HALF, lambda said: Rhythm(12, 5)),
    (_OF_MONTH, lambda said: _on_day(1, 0, said["day"])),
    (_EVERY_SO_OFTEN, _every_so_often),
    (_EVERY_WEEK, lambda said: Rhythm(count=7, is_named=False)),
    (_EVERY, _every),
)
"""The first that fits says it: what names a day stands before what only names a period."""


def _length(rhythm: Rhythm) -> int:
    """About how many days lie between two times."""
    months = rhythm.months or (rhythm.count if rhythm.unit == "month" else 0)
    return months * 30 if months else rhythm.count


def _number(rhythm: Rhythm, day: date) -> int:
    return (day.year * 12 + day.month - 1) // rhythm.months


def _last_day(rhythm: Rhythm, number: int, calendar: WorkCalendar) -> date:
    """Return the last day of the period of a number, as `_number` counts them."""
    if rhythm.count:
        return _later(rhythm, _day_of((number + 1) * rhythm.months - 1, 0), calendar)
    month = rhythm.month if rhythm.is_named else rhythm.months - 1
    return _day_of(number * rhythm.months + month, rhythm.day)


def _later(rhythm: Rhythm, day: date, calendar: WorkCalendar) -> date:
    if rhythm.unit == "month":
        return same_day_later(day, rhythm.count)
    add = calendar.add_workdays if rhythm.unit == "workday" else calendar.add_days
    return add(day, rhythm.count).end


def _day_of(month: int, day: int) -> date:
    """Return a day of a month that is counted from year 0; 0, and what is beyond its end, is its last day."""
    year, number = divmod(month, 12)
    last = monthrange(year, number + 1)[1]
    return date(year, number + 1, min(day or last, last))
