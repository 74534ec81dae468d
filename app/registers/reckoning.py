"""Until when information is to be published: from the day it was formed and the deadline that its entry states."""

import math
import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from app.calendar import DueDate, WorkCalendar
from app.calendar.wording import full_date
from app.registers.rhythms import Said, end_of_month, first_due, next_due, read_rhythm, same_day_later
from app.standards.deadline_length import says_one_period

LONGEST = 20
"""Working days, where no law or regulation says otherwise (政府信息公开条例第二十六条)."""
_HOURS_A_DAY = 24
_FORMING = re.compile("形成|变更|制作|制定|获取|更新|信息|文件公开")
_COUNTED = re.compile(r"\d+\s*(?:个?工作日|日|天|小时|个月)")
_HANGING = re.compile(r"(?:为|不少于|不得少于)\s*\d+\s*(?:个?工作日|日|天)")
"""How long something hangs or is shown: no time until when."""
_BEFORE = re.compile(r"提前|\d+\s*(?:个?工作日|日|天|小时|个月)(?:之|以)?前|日前\d+")
_NEXT_MONTH = re.compile(r"次月(?:(?P<day>[12]?\d|3[01])[日号])?")


class Reckoned(NamedTuple):
    """A day, how it was reached (lines in Chinese), and whether a calendar still to come may move it (推算)."""

    due: date
    explanation: tuple[str, ...]
    inferred: bool


def due_after(deadline: Mapping[str, Any] | None, formed: date, calendar: WorkCalendar) -> Reckoned:
    """Return until when what was formed on a day is to be published.

    Where the words name no day that can be told from the day it was formed, the regulation's longest period counts,
    and the explanation says why. Raises `UsageError` outside the years that the calendar knows.
    """
    text = (deadline or {}).get("text") or ""
    if deadline and (counted := _counted(deadline, formed, calendar)) is not None:
        event = deadline.get("event") or ""
        is_other = event and not _FORMING.search(event)
        lead = (f"从“{event}”那天算，形成日期要写那一天。",) if is_other else ()
        return counted._replace(explanation=(*lead, *counted.explanation))
    longest = _reckoned(calendar.add_workdays(formed, LONGEST))
    named = _named_day(text, formed, calendar)
    if named is not None and named <= longest.due:
        first = f"{full_date(formed)}形成，时限写的是“{text}”。"
        return Reckoned(named, (first, f"到期日：{full_date(named)}", *_on_day_off(named, calendar)), False)
    first = f"{_why_not_counted(text)}最迟按 {LONGEST} 个工作日算（政府信息公开条例第二十六条）。"
    return longest._replace(explanation=(first, *longest.explanation))


def next_of_cycle(
    deadline: Mapping[str, Any] | None, last: date | None, today: date, calendar: WorkCalendar
) -> Reckoned | None:
    """Return until when information that is published again and again is due next; None for what has no cycle, or one
    that is counted from the last time while nobody has written that down.

    `last`: when it was published last, None where nobody has written that down; then the round at hand counts.
    """
    said = _rhythm_of(deadline)
    due = next_due(said.rhythm, last, today, calendar) if said is not None else None
    if due is None:
        return None
    since = f"上一次是{full_date(last)}公开的" if last else "还没有记过上一次"
    several = "写了几种周期，按最短的提醒；" if said.is_one_of_several else ""
    words = f"时限写的是“{deadline['text']}”；{several}{since}，这一次到{full_date(due)}为止。"
    return Reckoned(due, (words, *_on_day_off(due, calendar)), False)


def _rhythm_of(deadline: Mapping[str, Any] | None) -> Said | None:
    if not deadline:
        return None
    said = read_rhythm(deadline["text"])
    if said is not None:
        return said
    # Deadlines of which only the parts tell that they come round.
    if deadline.get("unit") != "year" or deadline.get("count") not in (None, 1):
        return None
    return read_rhythm(f"每年{(deadline.get('event') or '').removeprefix('每年')}")


def _counted(deadline: Mapping[str, Any], formed: date, calendar: WorkCalendar) -> Reckoned | None:
    """Return the end of a period that the deadline counts, None where it counts none, or several."""
    count, unit = deadline.get("count"), deadline.get("unit")
    if not count or not says_one_period(deadline) or read_rhythm(deadline["text"]) is not None:
        return None
    match unit:
        case "workday":
            return _reckoned(calendar.add_workdays(formed, count))
        case "day":
            return _reckoned(calendar.add_days(formed, count))
        case "hour":
            return _after_hours(formed, count)
        case "month" if "次月" not in deadline["text"]:
            return _reckoned(calendar.add_days(formed, (same_day_later(formed, count) - formed).days))
    return None


def _named_day(text: str, formed: date, calendar: WorkCalendar) -> date | None:
    """Return the day that the words name, as told from the day something was formed."""
    said = read_rhythm(text)
    if said is not None:
        rhythm = said.rhythm
        return first_due(rhythm, formed, calendar) if rhythm.months and rhythm.is_named else None
    following = _NEXT_MONTH.search(text)
    if following is None:
        return None
    end = end_of_month(formed, 1)
    return min(end, end.replace(day=int(following["day"]))) if following["day"] else end


def _on_day_off(due: date, calendar: WorkCalendar) -> tuple[str, ...]:
    """Say of a day that the words themselves name and nobody works on until when it is to be done: no rule puts off
    what an office owes by such a day, as 民法典 Art 203 does the end of a period."""
    fact = calendar.day(due)
    if fact.working:
        return ()
    before = due
    while not calendar.day(before).working:
        before -= timedelta(days=1)
    return (f"那天不上班（{fact.reason}），没有规定说可以顺延，请在{full_date(before)}以前办好。",)


def _why_not_counted(text: str) -> str:
    if not text:
        return "没有写时限；"
    if (said := read_rhythm(text)) is not None:
        named = said.rhythm.months and said.rhythm.is_named
        return f"时限写的是“{text}”，是定期公开的{'' if named else '，没有写每次哪一天'}；"
    if _BEFORE.search(text):
        return f"时限写的是“{text}”，说的是一件事以前，程序不知道那件事是哪一天；"
    until = _HANGING.sub("", text)
    if len(_COUNTED.findall(until)) > 1 or (_COUNTED.search(until) and "；" in until):
        return f"时限写的是“{text}”，分了几种情况，程序分不清这一条是哪一种；"
    return f"时限写的是“{text}”，没有写成多少天；"


def _after_hours(formed: date, count: int) -> Reckoned:
    """Hours run on over days of rest: only a last day is put off (民法典 Art 203)."""
    due = formed + timedelta(days=math.ceil(count / _HOURS_A_DAY))
    first = f"{full_date(formed)}形成，{count}小时以内公开；按小时算的，遇休息日不顺延。"
    return Reckoned(due, (first, f"到期日：{full_date(due)}"), False)


def _reckoned(found: DueDate) -> Reckoned:
    return Reckoned(found.end, found.explanation(), found.inferred)
