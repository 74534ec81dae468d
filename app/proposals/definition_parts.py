"""A definition taken apart: each element, item, column and word of it can be decided by itself, and put together again.

A part is known by the way to it, written as JSON behind `data`: data["checklist","elements","=fee"] is one member of a
list, known by its own key, code, text or name.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

Data = Any
Way = tuple[str, ...]

_DATA = "data"
_OF_WHOM = ("person", "unit", "date")
_KNOWN_BY = ("key", "code", "text", "name", "label", "head", "part", "title", "wrong")
_TAKEN_APART = "templates"
"""A list with one member that is large: its parts are decided, not it."""
_MEMBER, _ORDER = "=", "=*"
_FEWEST = {"kind", "code", "data", *_OF_WHOM}


def is_definition(content: Mapping[str, Any] | None) -> bool:
    """Whether a content is a definition of one's own, see `OwnDefinition`."""
    return content is not None and content.keys() >= _FEWEST


def is_part(key: str) -> bool:
    """Whether something that differs is a part of a definition."""
    return key.startswith(f"{_DATA}[")


def way_of(key: str) -> Way:
    """Return the way to a part."""
    return tuple(json.loads(key.removeprefix(_DATA)))


def is_order(key: str) -> bool:
    """Whether a part is the order of the members of a list."""
    return way_of(key)[-1] == _ORDER


def member_name(step: str) -> str:
    """Return which member of a list a step of a way leads to; "*" for their order, "" for no member."""
    return step.removeprefix(_MEMBER) if step.startswith(_MEMBER) else ""


def keeps_order(some: Any, others: Any) -> bool:
    """Whether what two lists both have stands in one order."""
    both = set(some or ()) & set(others or ())
    return [each for each in some or () if each in both] == [each for each in others or () if each in both]


def parts_of(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parts of a definition beside whatever else its record says, but not who wrote it when."""
    rest = {key: value for key, value in content.items() if key not in (_DATA, *_OF_WHOM)}
    return rest | {_key(way): value for way, value in _parts((), content.get(_DATA) or {})}


def with_parts(content: Mapping[str, Any], changed: Mapping[str, Any]) -> dict[str, Any]:
    """Return a definition with other parts, by their keys; None takes one away."""
    rest = {key: value for key, value in changed.items() if not is_part(key)}
    data = content[_DATA]
    # What gives way goes first, the order of a list last, when its members are there.
    for key in sorted(filter(is_part, changed), key=lambda each: (is_order(each), changed[each] is not None)):
        data = _with(data, way_of(key), changed[key])
    return dict(content) | rest | {_DATA: data}


def _key(way: Iterable[str]) -> str:
    return _DATA + json.dumps(list(way), ensure_ascii=False, separators=(",", ":"))


def _parts(way: Way, value: Data) -> Iterator[tuple[Way, Any]]:
    if isinstance(value, dict) and value:
        for key, inside in value.items():
            yield from _parts((*way, key), inside)
    elif _is_list_of_known(value):
        is_apart = way[-1:] == (_TAKEN_APART,)
        for member in value:
            inner = (*way, _MEMBER + _known_as(member))
            yield from _parts(inner, member) if is_apart else [(inner, member)]
        if len(value) > 1:
            yield (*way, _ORDER), [_known_as(member) for member in value]
    else:
        yield way, value


def _is_list_of_known(value: Data) -> bool:
    if not isinstance(value, list) or not value or not all(isinstance(each, dict) for each in value):
        return False
    names = [_known_as(each) for each in value]
    return all(names) and len(set(names)) == len(names)


def _known_as(member: Mapping[str, Any]) -> str:
    return next((str(member[key]) for key in _KNOWN_BY if member.get(key)), "")


def _with(data: Data, way: Way, value: Any) -> Data:
    """Return data with something else at the end of a way."""
    if not way:
        return value
    step, rest = way[0], way[1:]
    if step == _ORDER:
        return _ordered(data or [], value or [])
    if step.startswith(_MEMBER):
        return _with_member(data or [], step.removeprefix(_MEMBER), rest, value)
    inside = dict(data or {})
    inside[step] = _with(inside.get(step), rest, value)
    return inside if inside[step] is not None else {key: each for key, each in inside.items() if key != step}


def _with_member(members: list[Any], name: str, rest: Way, value: Any) -> list[Any]:
    is_there = any(_known_as(each) == name for each in members)
    changed = [_with(each, rest, value) if _known_as(each) == name else each for each in members]
    if not is_there:
        changed.append(_with({"code": name} if rest else None, rest, value))
    return [each for each in changed if each is not None]


def _ordered(members: list[Any], order: list[str]) -> list[Any]:
    """Put members in an order; what it does not name stays behind what it stood behind."""
    known = {_known_as(each): each for each in members}
    found = [name for name in order if name in known]
    before = ""
    for name in known:
        if name not in order:
            found.insert(found.index(before) + 1 if before else 0, name)
        before = name
    return [known[name] for name in found]
