"""What a deadline says in words and what it says in parts: one must never tell something else than the other.

The words are what the catalogue shows; the parts are what dates are reckoned from.
"""

import re
from typing import Any, cast

from msgspec import Struct, structs

from app.standards.numerals import with_digits
from app.standards.records import DeadlineUnit

UNIT_WORDS: dict[str, str] = {
    "workday": "个工作日",
    "day": "日",
    "hour": "小时",
    "month": "个月",
}
"""How a counted unit is written behind its number."""

USUAL_EVENTS = (
    "信息形成或者变更",
    "信息形成",
    "制定或获取信息",
    "制作或获取信息",
    "作出行政决定",
    "文件公开",
    "收到申请",
    "批准",
)
"""What periods most often begin with, most frequent first."""

_UNITS_OF_WORDS: dict[str, DeadlineUnit] = {word: cast(DeadlineUnit, unit) for unit, word in UNIT_WORDS.items()} | {
    "天": "day",
    "工作日": "workday",
}
_UNCOUNTED: dict[str, str] = {"realtime": "及时公开", "ongoing": "长期公开"}
_HINTS: dict[DeadlineUnit, str] = {
    "realtime": "及时|实时|即时|随时|同时",
    "ongoing": "长期|常年|动态",
    "month": "每月",
    "quarter": "季度",
    "year": "每年|年度",
}
_UNKNOWN = "几"
_ANY_UNIT = "个?工作日|[日天]|小时|个月"

_EVENT = r"(?P<lead>自该?|在)?(?P<event>(?!每|提前|至少)[^，。；：\d]*?[^，。；：\d自月])"
_JOINT = r"(?P<joint>之日起|之日后|之后|后|起)"
_NOTICE = (
    r"(?:，(?P<notice>公[示告](?:期|期限|时间)?(?:为|不少于|不得少于)?)"
    r"(?P<notice_days>\d+)(?P<notice_unit>个?工作日|日|天))?"
)
_COUNTED = re.compile(
    rf"(?:{_EVENT}{_JOINT}?)?(?P<count>\d+)(?P<unit>个?工作日|日|天|小时|个月)"
    rf"(?P<tail>(?:以|之)?内(?:予以|及时)?(?:公开|公布|公示|公告)?|){_NOTICE}"
)
_DIGIT = re.compile(r"\d")
_PLAIN = re.compile(rf"(?:{_EVENT}{_JOINT})?(?P<tail>及时公开|实时公开|长期公开){_NOTICE}")


class DeadlineParts(Struct, frozen=True):
    """What dates are reckoned from. `event`: what the period begins with, without 之日起."""

    count: int | None = None
    unit: DeadlineUnit = "workday"
    event: str | None = None
    notice_days: int | None = None
    notice_unit: str | None = None


def deadline_parts(value: dict[str, Any]) -> DeadlineParts:
    """Return the parts of a deadline's value."""
    parts: dict[str, Any] = {name: value[name] for name in DeadlineParts.__struct_fields__ if value.get(name)}
    return DeadlineParts(**parts)


def deadline_text(parts: DeadlineParts, like: str = "") -> str:
    """Return the words for these parts, in the turns of phrase of `like` where that speaks in the same way.

    A number not known yet is written 几.
    """
    frame = _frame(like)
    return _disclosed(parts, frame) + _posted(parts, frame)


def read_deadline(text: str) -> DeadlineParts | None:
    """Return what the words say; None where they say more than parts can hold, or nothing that dates come from."""
    frame = _frame(text)
    if not frame:
        return None
    unit = _UNITS_OF_WORDS.get(frame.get("unit", ""), "ongoing" if "长期" in frame["tail"] else "realtime")
    notice_unit = _UNITS_OF_WORDS.get(frame.get("notice_unit", ""))
    return DeadlineParts(
        _number(frame.get("count")), unit, frame.get("event"), _number(frame.get("notice_days")), notice_unit
    )


def speaks_in_parts(value: dict[str, Any]) -> bool:
    """Whether the words of a deadline say what its parts say and nothing else."""
    said = read_deadline(value.get("text") or "")
    return said is not None and _comparable(said) == _comparable(deadline_parts(value))


def reworded(value: dict[str, Any], text: str) -> dict[str, Any]:
    """Return the deadline in other words: with the parts these say, else with those of `value` still said."""
    parts = read_deadline(text) or _still_said(deadline_parts(value), text)
    return {"text": text} | structs.asdict(parts)


def _frame(text: str) -> dict[str, str]:
    text = with_digits(text, _ANY_UNIT).strip()
    match = _COUNTED.fullmatch(text) if _DIGIT.search(text) else None
    match = match or (_PLAIN.fullmatch(text) if "公开" in text else None)
    return {name: said for name, said in match.groupdict().items() if said is not None} if match else {}


def _disclosed(parts: DeadlineParts, frame: dict[str, str]) -> str:
    if parts.unit in _UNCOUNTED:
        kept = frame.get("tail", "") if "unit" not in frame else ""
        same = (parts.unit == "ongoing" and "长期" in kept) or (parts.unit == "realtime" and "时公开" in kept)
        return (f"{parts.event}后" if parts.event else "") + (kept if same else _UNCOUNTED[parts.unit])
    tail = frame["tail"] if "unit" in frame else "内"
    unit = frame["unit"] if _UNITS_OF_WORDS.get(frame.get("unit", "")) == parts.unit else UNIT_WORDS[parts.unit]
    return f"{_begun(parts, frame)}{parts.count or _UNKNOWN}{unit}{tail}"


def _begun(parts: DeadlineParts, frame: dict[str, str]) -> str:
    if not parts.event:
        return ""
    if "unit" not in frame or "event" not in frame:
        return f"{parts.event}之日起"
    return f"{frame.get('lead', '')}{parts.event}{frame.get('joint', '')}"


def _posted(parts: DeadlineParts, frame: dict[str, str]) -> str:
    if not parts.notice_unit:
        return ""
    said = frame.get("notice_unit", "")
    unit = said if _UNITS_OF_WORDS.get(said) == parts.notice_unit else UNIT_WORDS[parts.notice_unit]
    return f"，{frame.get('notice', '公示')}{parts.notice_days or _UNKNOWN}{unit}"


def _number(digits: str | None) -> int | None:
    return int(digits) if digits else None


def _comparable(parts: DeadlineParts) -> DeadlineParts:
    """Parts with the small words taken out of the event that people write or leave out."""
    event = (parts.event or "").replace("该", "").replace("或者", "或")
    return structs.replace(parts, event=event or None)


def _still_said(parts: DeadlineParts, text: str) -> DeadlineParts:
    counted = parts.count is not None and _says_days(text, parts.count, parts.unit)
    uncounted = parts.count is None and parts.unit in _HINTS and bool(re.search(_HINTS[parts.unit], text))
    posted = parts.notice_days is not None and _says_days(text, parts.notice_days, parts.notice_unit)
    return DeadlineParts(
        count=parts.count if counted else None,
        unit=parts.unit if counted or uncounted else "other",
        event=parts.event if counted or uncounted else None,
        notice_days=parts.notice_days if posted else None,
        notice_unit=parts.notice_unit if posted else None,
    )


def _says_days(text: str, count: int, unit: str | None) -> bool:
    words = [word for word, meant in _UNITS_OF_WORDS.items() if meant == unit]
    text = with_digits(text, _ANY_UNIT)
    return any(re.search(rf"(?<!\d){count}{word}", text) for word in words)
