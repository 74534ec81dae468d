"""How days are said in Chinese, and how a clerk's own count of them is read."""

import re
from datetime import date

from app.errors import UsageError

WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
FIRST_YEAR, LAST_YEAR = 1949, 2099
LONGEST_PERIOD = 3660
"""Days or working days; no period of disclosure is nearly as long, so a larger count is a slip of the finger."""

_COUNT = re.compile(r"\+?(\d{1,5})", re.ASCII)


def weekday_name(day: date) -> str:
    """周一 … 周日."""
    return WEEKDAYS[day.weekday()]


def plain_date(day: date) -> str:
    """2026年9月28日."""
    return f"{day.year}年{day.month}月{day.day}日"


def plain_day(text: str) -> str:
    """The same of a day as records hold it, 2026-09-28; of some only the year or the month is known."""
    return plain_date(date.fromisoformat(text)) if len(text) == len("2026-09-28") else text


def full_date(day: date) -> str:
    """2026年9月28日（周一）."""
    return f"{plain_date(day)}（{weekday_name(day)}）"


def read_count(text: str) -> int:
    """The number of days written as +20 or 20. Raises UsageError for anything else."""
    match = _COUNT.fullmatch(text.strip())
    if not match:
        raise UsageError("count-wrong", f"“{text}”不是天数。请写成 +20 这样的整数。")
    return require_count(int(match[1]))


def require_supported(day: date) -> date:
    """`day` itself. Raises UsageError outside the years that lunar dates and rules are known for."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise UsageError(
            "date-out-of-range",
            f"{plain_date(day)}超出了能推算的范围。本程序只推算{FIRST_YEAR}年至{LAST_YEAR}年的工作日，请核对年份。",
        )
    return day


def require_count(count: int) -> int:
    """`count` itself. Raises UsageError for none, a negative or an absurd number of days."""
    if not 1 <= count <= LONGEST_PERIOD:
        raise UsageError("count-wrong", f"天数要在 1 至 {LONGEST_PERIOD} 之间，现在是 {count}。请核对后重填。")
    return count
