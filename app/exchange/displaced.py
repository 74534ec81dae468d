"""Definitions that a unit wrote itself, and that a file of its parent puts others in the place of."""

from collections.abc import Iterator, Mapping
from typing import Any

from app.proposals.proposals import Batch
from app.standards.own_definitions import DEFINITION

_NAMES = ("label", "name", "title", "code", "key", "text")
_MOST, _LONGEST = 4, 40


def displaced_definitions(batch: Batch, unit: str) -> list[str]:
    """Return a sentence for each definition that `unit` (a name) wrote and that taking the batch in replaces: what it
    is called, who wrote it, and the first things that differ."""
    return [_told(each.title, each.ours.content, each.theirs) for each in batch.packs if _is_displaced(each, unit)]


def _is_displaced(each: Any, unit: str) -> bool:
    ours = each.ours.content
    if each.subject_kind != DEFINITION or not each.differences or not ours or ours["removed"]:
        return False
    return ours["unit"] == unit != each.theirs["unit"]


def _told(title: str, ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> str:
    found = list(_differences(ours["data"], theirs["data"]))
    more = f"等 {len(found)} 处" if len(found) > _MOST else ""
    return f"{title}（{ours['person']} {ours['date']} 写的）：{'；'.join(found[:_MOST])}{more}"


def _differences(ours: Any, theirs: Any, name: str = "") -> Iterator[str]:
    """Yield what stands otherwise, members of lists held together by what they are called."""
    if ours == theirs:
        return
    if isinstance(ours, dict) and isinstance(theirs, dict):
        inside = _name_of(ours) or name
        for key in dict.fromkeys((*ours, *theirs)):
            yield from _differences(ours.get(key), theirs.get(key), inside or key)
    elif isinstance(ours, list) and isinstance(theirs, list):
        here, there = ({_key_of(each): each for each in members} for members in (ours, theirs))
        yield from (f"没有“{_shown(here[key])}”" for key in here if key not in there)
        yield from (f"多了“{_shown(there[key])}”" for key in there if key not in here)
        for key in here:
            if key in there:
                yield from _differences(here[key], there[key], _shown(here[key]))
    else:
        yield f"“{name}”本单位写“{_shown(ours)}”，上级写“{_shown(theirs)}”"


def _key_of(member: Any) -> str:
    found = (member.get(key) for key in ("key", "code", "text", "name", "label")) if isinstance(member, dict) else ()
    return str(next((each for each in found if each), member))


def _name_of(member: Mapping[str, Any]) -> str:
    return next((member[key] for key in _NAMES if isinstance(member.get(key), str)), "")


def _shown(value: Any) -> str:
    text = _name_of(value) if isinstance(value, dict) else "没有写" if value in (None, "") else str(value)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
