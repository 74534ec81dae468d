"""How long a deadline is: for sorting and filtering in working days, and for saying which of two is surely longer."""

import re
from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any

from app.standards.deadlines import UNIT_WORDS

WORKDAYS_A_YEAR = 248
"""365 days without 104 days of weekends and 13 of holidays (全国年节及纪念日放假办法 of 2025)."""

_WORKDAYS: Mapping[str, Fraction] = {
    "workday": Fraction(1),
    "day": Fraction(5, 7),
    "hour": Fraction(5, 7 * 24),
    "month": Fraction(WORKDAYS_A_YEAR, 12),
    "quarter": Fraction(WORKDAYS_A_YEAR, 4),
    "year": Fraction(WORKDAYS_A_YEAR),
}
# Every month, every quarter, every year: written without a number.
_EVERY = frozenset({"month", "quarter", "year"})
_COUNTED = re.compile(r"\d+\s*(?:个?工作日|日|天|小时|个月)")
# Told before something happens, or again and again: there more days are not later.
_NOT_WITHIN = re.compile(r"提前|每\s*\d|\d+\s*(?:个?工作日|日|天|小时|个月)(?:之|以)?前")
_POSTED = re.compile(r"公[示告](?:期|期限|时间)?(?:为|不少于|不得少于)?\s*\d+\s*(?:个?工作日|日|天)")


def workdays_of(deadline: Mapping[str, Any]) -> float | None:
    """Return about how many working days a deadline leaves; None for one without a length.

    7 days are 5 working days, 24 hours 1 day, a year 248, a month and a quarter their share of it; at once is 0.
    """
    unit, count = deadline.get("unit"), deadline.get("count")
    if unit == "realtime":
        return 0.0
    if count is None and unit in _EVERY:
        count = 1
    return _counted(count, unit) if count is not None and unit in _WORKDAYS else None


@lru_cache(maxsize=1000)
def _counted(count: int, unit: str) -> float:
    return float(count * _WORKDAYS[unit])


_SAID: Mapping[str, str] = {"quarter": "个季度", "year": "年"} | UNIT_WORDS


def period_text(count: int | None, unit: str | None) -> str:
    """Return a period as it is said: 7 个工作日, 30 日, 及时."""
    return "及时" if unit == "realtime" else f"{count} {_SAID.get(unit or '')}"


def is_surely_longer(count: int | None, unit: str | None, than: int | None, than_unit: str | None) -> bool:
    """Whether a period ends later than another from any day on; False where that depends on the day or is unknown."""
    if unit == than_unit and unit != "realtime":
        return count is not None and than is not None and count > than
    one, other = _days(count, unit), _days(than, than_unit)
    return one is not None and other is not None and one[0] > other[1]


def says_one_period(deadline: Mapping[str, Any]) -> bool:
    """Whether the words of a deadline hold a single period within which to publish, its notice period aside.

    Where several are written for several kinds of information, or days before an event, the parts tell only a
    piece of it.
    """
    text = _POSTED.sub("", deadline.get("text") or "")
    return not _NOT_WITHIN.search(text) and len(_COUNTED.findall(text)) <= 1


def _days(count: int | None, unit: str | None) -> tuple[float, float] | None:
    """Return the fewest and the most calendar days a period can take."""
    if unit == "realtime":
        return 0, 0
    if count is None:
        return None
    match unit:
        case "workday":
            # At most two long holidays fall into one period of the lengths that are written.
            return count + 2 * ((count - 1) // 5), count + 2 * (count // 5 + 1) + 9
        case "day":
            return count, count
        case "hour":
            return count / 24, count / 24
        case "month":
            return 28 * count, 31 * count
        case "quarter":
            return 90 * count, 92 * count
        case "year":
            return 365 * count, 366 * count
    return None
