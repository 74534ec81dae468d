"""What the parts of a definition are called, and how they are written on one line."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.proposals.definition_parts import is_order, member_name, way_of
from app.standards.definition_elements import OF_PART, PART_LABELS, WORDS
from app.standards.problems import KEY_LABELS

_LABELS = {
    "checklist": "清单",
    "comments": "审核的常用意见",
    "former_names": "旧名称",
    "kinds": "遮挡",
    "offices": "常见科室",
    "reasons": "不涉及的常用理由",
    "templates": "公示模板",
    "wrong_words": "错别字",
}


_NAMES = ("label", "name", "head", "text", "title", "wrong")
_LONGEST = 20


def part_label(key: str, *values: Any) -> str:
    """Return what a part is called: 要素“收费”, 表格各列的次序; by the first of its values that has a name."""
    steps = way_of(key)
    if member_name(steps[-1]) and not is_order(key) and (name := _named(values)):
        steps = (*steps[:-1], f"={name}")
    words = [f"“{name}”" if (name := member_name(step)) else _label(step) for step in steps if member_name(step) != "*"]
    # Which checklist or template it is of has been said.
    shown = words[1:] if len(words) > 1 and not words[1].startswith("“") else words
    shown = shown[1:] if len(shown) > 1 and steps[0] == "templates" else shown
    return "".join([*shown, "的次序"] if is_order(key) else shown)


def _named(values: Sequence[Any]) -> str:
    found = (value[key] for value in values if isinstance(value, Mapping) for key in _NAMES if value.get(key))
    name = str(next(found, ""))
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"


def part_text(value: Any, key: str = "") -> str:
    """Return a part on one line, with what its own parts are called."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Mapping):
        first = sorted(value, key=lambda name: name not in _NAMES)
        told = ((name, part_text(value[name], name)) for name in first if value[name] not in (None, "", [], {}))
        return "；".join(f"{_label(name)}：{text}" for name, text in told)
    if isinstance(value, list):
        return "、".join(part_text(each, key) for each in value)
    text = str(value)
    return OF_PART.get((key, text)) or WORDS.get(text, text)


def _label(key: str) -> str:
    return _LABELS.get(key) or PART_LABELS.get(key) or KEY_LABELS.get(key, key)
