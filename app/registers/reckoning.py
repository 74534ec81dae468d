"""Until when information is to be published: from the day it was formed and the deadline that its entry states."""

import math
import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from app.calendar import DueDate, WorkCalendar
from app.calendar.wording import full_date
from app.standards.deadline_length import says_one_period

LONGEST = 20
"""Working days, where no law or regulation says otherwise (政府信息公开条例第二十六条)."""
_HOURS_A_DAY = 24
_LEAP_YEAR = 2000
_CYCLES = ("month", "quarter", "year")
_DAY_OF_YEAR = re.compile(r"(\d{1,2})月(\d{1,2})日")


class Reckoned(NamedTuple):
    """A day, how it was reached (lines in Chinese), and whether a calendar still to come may move it (推算)."""

    due: date
    explanation: tuple[str, ...]
    inferred: bool


def due_after(deadline: Mapping[str, Any] | None, formed: date, calendar: WorkCalendar) -> Reckoned:
    """Return until when what was formed on a day is to be published.

    Where the deadline is no count of days after an event, the regulation's longest period counts, and the explanation
    says so. Raises `UsageError` outside the years that the calendar knows.
    """
    count, unit = (deadline or {}).get("count"), (deadline or {}).get("unit")
    if deadline and count and says_one_period(deadline) and unit in ("workday", "day", "hour"):
        if unit == "workday":
            return _reckoned(calendar.add_workdays(formed, count))
        return _after_hours(formed, count) if unit == "hour" else _reckoned(calendar.add_days(formed, count))
    said = (deadline or {}).get("text")
    lead = f"时限写的是“{said}”，没有写成多少天；" if said else "没有写时限；"
    found = _reckoned(calendar.add_workdays(formed, LONGEST))
    first = f"{lead}最迟按 {LONGEST} 个工作日算（政府信息公开条例第二十六条）。"
    return found._replace(explanation=(first, *found.explanation))


def next_of_cycle(deadline: Mapping[str, Any] | None, last: date | None, today: date) -> Reckoned | None:
    """Return until when information that is published again and again is due next; None for what has no cycle.

    `last`: when it was published last, None where nobody has written that down; then the round at hand counts.
    """
    if not deadline or deadline.get("unit") not in _CYCLES or deadline.get("count") not in (None, 1):
        return None
    unit, text = deadline["unit"], deadline["text"]
    if unit != "year" and "每" not in text:
        return None
    if unit == "year":
        due = _yearly(deadline, last, today)
    else:
        months = 3 if unit == "quarter" else 1
        due = _end_of_period(last or today, months, 1 if last else 0)
    since = f"上一次是{full_date(last)}公开的" if last else "还没有记过上一次"
    return Reckoned(due, (f"时限写的是“{text}”；{since}，这一次到{full_date(due)}为止。",), False)


def _after_hours(formed: date, count: int) -> Reckoned:
    """Hours run on over days of rest: only a last day is put off (民法典 Art 203)."""
    due = formed + timedelta(days=math.ceil(count / _HOURS_A_DAY))
    first = f"{full_date(formed)}形成，{count}小时以内公开；按小时算的，遇休息日不顺延。"
    return Reckoned(due, (first, f"到期日：{full_date(due)}"), False)


def _reckoned(found: DueDate) -> Reckoned:
    return Reckoned(found.end, found.explanation(), found.inferred)


def _yearly(deadline: Mapping[str, Any], last: date | None, today: date) -> date:
    month, day = _day_named(deadline["text"]) or _day_named(deadline.get("event") or "") or (12, 31)

    def of(year: int) -> date:
        # 29 February in other years: the day before counts, so that nobody is late.
        return date(year, month, day - 1 if (month, day) == (2, 29) and year % 4 else day)

    if last is None:
        return of(today.year) if today <= of(today.year) else of(today.year + 1)
    # What came out somewhat late belongs to the time it was late for, what came out early to the one ahead.
    meant = min((last.year - 1, last.year, last.year + 1), key=lambda year: abs(of(year) - last))
    return of(meant + 1)


def _day_named(text: str) -> tuple[int, int] | None:
    """Return the month and day that a text names, None where it names none that there is."""
    named = _DAY_OF_YEAR.search(text)
    month, day = (int(part) for part in named.groups()) if named else (0, 0)
    return (month, day) if 1 <= month <= 12 and 1 <= day <= monthrange(_LEAP_YEAR, month)[1] else None


def _end_of_period(day: date, months: int, later: int) -> date:
    """Return the last day of the period of so many months that a day lies in, or of one that many `later`."""
    number = (day.year * 12 + day.month - 1) // months + later + 1
    year, month = divmod(number * months, 12)
    return date.fromordinal(date(year, month + 1, 1).toordinal() - 1)
