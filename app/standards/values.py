"""Reading what somebody typed or sent into the value shape of an element (design: shapes by kind).

Being strict about shape and lenient about form: width, spaces and labels are normalised, the wrong kind of thing is
refused with the element's name and an example of what is wanted.
"""

import json
import re
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, get_args

from app.errors import UsageError, UserFacingError
from app.standards.deadlines import reworded
from app.standards.models import Element
from app.standards.plain_text import plain_text
from app.standards.records import DeadlineUnit

MAX_TEXT = 20_000
MAX_MEMBERS = 500
_CITATION = ("title", "number", "kind", "article")
_DEADLINE = ("text", "count", "unit", "event", "notice_days", "notice_unit")
_KNOWN_KEYS: dict[tuple[str, ...], frozenset[str]] = {keys: frozenset(keys) for keys in (_CITATION, _DEADLINE)}
_UNITS = get_args(DeadlineUnit)
_TOO_LARGE = 10**15
_MONEY_PLACES = 6  # 0.000001 万元 is a cent
# The categories Cc and Cs of Unicode, which are closed, but for line feeds and tabs.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_SHA256 = re.compile(r"[0-9a-f]{64}")


def parse_assignment(element: Element, text: str, *, as_json: bool) -> Any:
    """Read `key=text` or `key:=JSON` of the command line; an empty text clears the element (None)."""
    if not as_json:
        return None if text == "" else check_value(element, plain_text(text))
    try:
        value = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise UsageError(
            "value-not-json",
            f"“{element.label}”后面写的不是 JSON，没有改动。例如：{element.key}:='{_EXAMPLES[element.kind]}'。",
        ) from error
    return check_value(element, value)


def check_value(element: Element, value: Any) -> Any:
    """Return the value in the shape of the element's kind. Raises `UserFacingError` naming the element."""
    if value is None:
        return None
    try:
        return _READERS[element.kind](element, value)
    except (ValueError, TypeError, ArithmeticError) as error:
        wanted = str(error) if isinstance(error, _Wrong) else f"应当像这样写：{_EXAMPLES[element.kind]}"
        raise UserFacingError("value-wrong", f"“{element.label}”填得不对，没有改动。{wanted}。") from error


def is_required(element: Element, values: dict[str, Any]) -> bool:
    """Whether the element must be filled beside these values of the others."""
    condition = element.required_when
    if element.required or condition is None:
        return element.required
    value = values.get(condition.element)
    chosen = value if isinstance(value, list) else [value]
    return any(label in condition.labels for label in chosen)


class _Wrong(ValueError):
    """What is wrong, said for the person who typed it."""


def _text(_: Element, value: Any) -> str | None:
    if not isinstance(value, str):
        raise TypeError
    text = unicodedata.normalize("NFC", value).strip()
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > MAX_TEXT:
        raise _Wrong(f"这里最多写 {MAX_TEXT} 个字，现在有 {len(text)} 个")
    if not text.isprintable() and (bad := _CONTROL.search(text)):
        raise _Wrong(f"里面有一个看不见的控制字符（U+{ord(bad[0]):04X}），请删掉它再填")
    return text or None


def _members(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError
    if len(value) > MAX_MEMBERS:
        raise _Wrong(f"最多 {MAX_MEMBERS} 条，现在有 {len(value)} 条")
    return value


def _list(element: Element, value: Any) -> list[str] | None:
    texts = [_text(element, member) for member in _members(value)]
    return [text for text in texts if text] or None


def _choice(element: Element, value: Any) -> str | None:
    text = _text(element, value)
    return text if text is None else _label(element, text)


def _choices(element: Element, value: Any) -> list[str] | None:
    chosen = {_label(element, text) for text in _list(element, value) or []}
    return [label for label in element.choice_labels if label in chosen] or None


def _label(element: Element, text: str) -> str:
    for choice in element.choices:
        if text in (choice.label, choice.code):
            return choice.label
    raise _Wrong(f"没有“{text}”这一项，可以选：{'、'.join(element.choice_labels)}")


def _citations(element: Element, value: Any) -> list[dict[str, str | None]] | None:
    return [_citation(element, member) for member in _members(value)] or None


def _citation(element: Element, value: Any) -> dict[str, str | None]:
    _only_keys(value, _CITATION)
    citation = {key: None if (said := value.get(key)) is None else _text(element, said) for key in _CITATION}
    citation["title"] = _without_marks(citation["title"] or "")
    if not citation["title"]:
        raise _Wrong("每条依据都要有名称")
    return citation


def _without_marks(title: str) -> str:
    """Take off the marks 《》 around a whole title, not those of the titles it contains."""
    inner = title[1:-1]
    while title.startswith("《") and title.endswith("》") and _marks_pair(inner):
        title = inner.strip()
        inner = title[1:-1]
    return title


def _marks_pair(text: str) -> bool:
    depth = 0
    for char in text:
        depth += (char == "《") - (char == "》")
        if depth < 0:
            return False
    return depth == 0


def _deadline(element: Element, value: Any) -> dict[str, Any]:
    if isinstance(value, str):
        value = reworded({}, value.strip())
    _only_keys(value, _DEADLINE)
    unit, notice_unit = value.get("unit") or "other", value.get("notice_unit")
    if unit not in _UNITS:
        raise _Wrong(f"时限单位不能写“{unit}”，可以写：{'、'.join(_UNITS)}")
    if notice_unit not in (None, "day", "workday"):
        raise _Wrong("公示期单位只能是 day 或 workday")
    text = _text(element, value.get("text"))
    if text is None:
        raise _Wrong("要有文字，例如“信息形成之日起20个工作日内”")
    return {
        "text": text,
        "count": _count(value.get("count")),
        "unit": unit,
        "event": _optional(element, value.get("event")),
        "notice_days": _count(value.get("notice_days")),
        "notice_unit": notice_unit,
    }


def _count(value: Any) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value < 10_000:
        raise _Wrong("天数要写成 1 到 9999 的整数")
    return value


def _date(element: Element, value: Any) -> str | None:
    text = _text(element, value)
    return None if text is None else date.fromisoformat(text).isoformat()


def _money(element: Element, value: Any) -> str | None:
    text = _text(element, str(value) if isinstance(value, int) and not isinstance(value, bool) else value)
    if text is None:
        return None
    amount = _decimal(text.replace(",", "").replace("，", ""))
    if int(amount.as_tuple().exponent) < -_MONEY_PLACES:
        raise _Wrong(f"金额最多写到小数点后 {_MONEY_PLACES} 位")
    return f"{amount:f}"


def _number(_: Element, value: Any) -> int | float:
    if isinstance(value, str):
        value = float(_decimal(value))
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError
    if not abs(value) < _TOO_LARGE:
        raise _Wrong("这个数超出了范围")
    return int(value) if value == int(value) else value


def _decimal(text: str) -> Decimal:
    amount = Decimal(unicodedata.normalize("NFKC", text).strip())
    # Compared before it is written out: 1e999999999 is short to type and takes all memory.
    if not amount.is_finite() or not abs(amount) < _TOO_LARGE:
        raise _Wrong("这个数超出了范围")
    return amount


def _flag(_: Element, value: Any) -> bool:
    words = {"是": True, "否": False, "true": True, "false": False}
    answer = words.get(value) if isinstance(value, str) else value
    if not isinstance(answer, bool):
        raise TypeError
    return answer


def _attachment(_: Element, value: Any) -> list[str] | None:
    for member in _members(value):
        if not isinstance(member, str) or not _SHA256.fullmatch(member):
            raise TypeError
    return value or None


def _optional(element: Element, value: Any) -> str | None:
    return None if value is None else _text(element, value)


def _only_keys(value: Any, keys: tuple[str, ...]) -> None:
    if not isinstance(value, dict):
        raise TypeError
    if not value.keys() <= _KNOWN_KEYS[keys]:
        unknown = sorted(set(value) - set(keys))
        raise _Wrong(f"不认识“{unknown[0]}”，可以写：{'、'.join(keys)}")


_READERS: dict[str, Callable[[Element, Any], Any]] = {
    "text": _text,
    "long_text": _text,
    "phone": _text,
    "list": _list,
    "choice": _choice,
    "choices": _choices,
    "citations": _citations,
    "deadline": _deadline,
    "date": _date,
    "money": _money,
    "number": _number,
    "flag": _flag,
    "attachment": _attachment,
}
_EXAMPLES = {
    "text": "一段文字",
    "long_text": "一段文字",
    "phone": "0830-1234567",
    "list": '["第一条", "第二条"]',
    "choice": "选项里的一个",
    "choices": '["选项一", "选项二"]',
    "citations": '[{"title": "社会救助暂行办法", "number": "国务院令第649号"}]',
    "deadline": '{"text": "信息形成之日起10个工作日内", "count": 10, "unit": "workday"}',
    "date": "2026-12-01",
    "money": "1234.50",
    "number": "12",
    "flag": "true",
    "attachment": '["文件的 SHA-256"]',
}
