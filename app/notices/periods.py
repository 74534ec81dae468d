"""From when to when a notice stays posted, how that was counted, and what is wrong with it."""

import unicodedata
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

import msgspec

from app.calendar import WorkCalendar
from app.calendar.wording import LONGEST_PERIOD, full_date
from app.notices.answers import Answers
from app.notices.filled_notice import NoticePeriod, Unit
from app.standards.models import NoticeTemplate
from app.tables.rows import written_date

UNIT_WORDS: dict[Unit, str] = {"day": "日", "workday": "个工作日"}
WORKDAY_WORD = "工作日"
DAY_WORDS = ("日", "天")
#: Blanks by which a text speaks of a period.
PERIOD_BLANKS = {"notice_days", "notice_unit", "start_date", "end_date"}
DAYS_EVIDENCE_WORDS = {"partly": "只部分核对过", "recalled": "还没有核对过"}
_ONE_DAY = timedelta(days=1)


class PeriodOfNotice(NamedTuple):
    """The period as far as it is known, the texts for the blanks that speak of it, and what to look at."""

    period: NoticePeriod | None
    texts: dict[str, str]
    warnings: list[str]


def period_of(
    template: NoticeTemplate, answers: Answers, asked: Sequence[str], calendar: WorkCalendar
) -> PeriodOfNotice:
    """The period of a notice whose text speaks of one, from the answers and, for its length, the template.

    Raises UsageError when the period leaves the years the calendar knows.
    """
    if PERIOD_BLANKS.isdisjoint(asked):
        return PeriodOfNotice(None, {}, [])
    warnings = _unreadable(answers)
    days, unit = _days(template, answers)
    if days is None:
        return PeriodOfNotice(None, {}, warnings)
    texts = {"notice_days": str(days), "notice_unit": UNIT_WORDS[unit]}
    posted_on, start, end = (answers.date(key) for key in ("publish_date", "start_date", "end_date"))
    period = notice_period(calendar, days, unit, posted_on=posted_on, start=start)
    if period is None:
        return PeriodOfNotice(None, texts, warnings)
    if end is not None and end != period.end:
        warnings.append(f"结束日期填的是{full_date(end)}，按公示{_length(period)}算是{full_date(period.end)}，请核对。")
        period = msgspec.structs.replace(period, end=end)
    warnings += _too_short(template, period, calendar, posted_on, start)
    warnings += _unsure(template, answers, period)
    texts |= {"start_date": written_date(period.start), "end_date": written_date(period.end)}
    return PeriodOfNotice(period, texts, warnings)


def notice_period(
    calendar: WorkCalendar, days: int, unit: Unit, *, posted_on: date | None, start: date | None
) -> NoticePeriod | None:
    """The period of a notice; None while neither the day of posting nor the first day is known.

    The day of posting is not counted (民法典第二百零一条): posted on the 23rd, seven days run from the 24th to the
    30th. A period of calendar days that ends on a day off ends on the next working day (第二百零三条). A first day
    that is the day of posting itself, or whose day of posting is not known, is shown but not counted either: better
    a day too long than a day too short.
    Raises UsageError when the period leaves the years the calendar knows.
    """
    day_zero = _day_zero(posted_on, start)
    if day_zero is None:
        return None
    due = calendar.add_workdays(day_zero, days) if unit == "workday" else calendar.add_days(day_zero, days)
    return NoticePeriod(start or day_zero + _ONE_DAY, due.end, days, unit, due.explanation(), due.inferred)


def _day_zero(posted_on: date | None, start: date | None) -> date | None:
    if start is None:
        return posted_on
    if posted_on is None:
        return start
    return start - _ONE_DAY if posted_on < start else posted_on


def recounted(period: NoticePeriod, calendar: WorkCalendar) -> NoticePeriod:
    """Return the period as `calendar` counts it, the same days from the same day on.

    A last day that somebody typed stays. Raises UsageError when the period leaves the years the calendar knows.
    """
    if not any(full_date(period.end) in line for line in period.explanation):
        return period
    return (
        notice_period(calendar, period.days, period.unit, posted_on=last_day_to_hang(period), start=period.start)
        or period
    )


def last_day_to_hang(period: NoticePeriod) -> date:
    """Return the day that a period does not count, the first shown or the one before it: who hangs it up later takes
    days from it."""
    # The explanation begins with that day.
    is_first = bool(period.explanation) and period.explanation[0].startswith(full_date(period.start))
    return period.start if is_first else period.start - _ONE_DAY


def is_moved(period: NoticePeriod) -> bool:
    """Whether the last day was a day off, so that the period ends on the next working day."""
    moved = any("顺延" in line for line in period.explanation)
    # Whoever typed the last day was not followed by the calendar.
    return period.unit == "day" and moved and any(full_date(period.end) in line for line in period.explanation)


def read_days(text: str) -> int | None:
    """The number of days typed as 7, ７, 7日, 7天 or 7个工作日; None when it is no sensible count."""
    plain = unicodedata.normalize("NFKC", text).strip()
    for word in ("个工作日", WORKDAY_WORD, "个自然日", "自然日", "日", "天"):
        plain = plain.removesuffix(word)
    plain = plain.strip()
    if not (plain.isascii() and plain.isdigit() and len(plain) <= 4):
        return None
    return int(plain) if 1 <= int(plain) <= LONGEST_PERIOD else None


def read_unit(text: str) -> Unit:
    """workday for anything that speaks of 工作日, else calendar days."""
    return "workday" if WORKDAY_WORD in text or text.strip() == "workday" else "day"


def _days(template: NoticeTemplate, answers: Answers) -> tuple[int | None, Unit]:
    """How many days of which kind: as typed, else as the template has them; calendar days where nobody says."""
    typed_days, typed_unit = answers.typed("notice_days"), answers.typed("notice_unit")
    days = read_days(typed_days) if typed_days else template.notice_days
    if typed_unit:
        return days, read_unit(typed_unit)
    if typed_days and any(word in typed_days for word in DAY_WORDS):
        return days, read_unit(typed_days)
    return days, template.notice_unit or "day"


def _unreadable(answers: Answers) -> list[str]:
    found = [
        f"“{answers.label(key)}”写的不是日期，公示期没有照它算。请写成2026年11月23日这样。"
        for key in ("publish_date", "start_date", "end_date")
        if answers.typed(key) and answers.date(key) is None
    ]
    typed = answers.typed("notice_days")
    if typed and read_days(typed) is None:
        found.append(f"“{answers.label('notice_days')}”写的不是天数，公示期没有算。请只写数字。")
    return found


def _too_short(
    template: NoticeTemplate, period: NoticePeriod, calendar: WorkCalendar, posted_on: date | None, start: date | None
) -> list[str]:
    if template.notice_days is None or template.notice_unit is None:
        return []
    least = notice_period(calendar, template.notice_days, template.notice_unit, posted_on=posted_on, start=start)
    if least is None or period.end >= least.end:
        return []
    return [
        f"公示期太短：应当有{_length(least)}，到{full_date(least.end)}为止；现在到{full_date(period.end)}就结束了。"
    ]


def _unsure(template: NoticeTemplate, answers: Answers, period: NoticePeriod) -> list[str]:
    found = ["结束日期是推算的：放假安排还没有公布，公布后请再核对。"] if period.inferred else []
    if template.days_evidence in DAYS_EVIDENCE_WORDS and answers.typed("notice_days") is None:
        hint = f"：{template.days_hint}" if template.days_hint else ""
        found.append(
            f"公示{_length(period)}这个天数{DAYS_EVIDENCE_WORDS[template.days_evidence]}{hint}。请对照本地规定。"
        )
    return found


def _length(period: NoticePeriod) -> str:
    return f"{period.days}{UNIT_WORDS[period.unit]}"
