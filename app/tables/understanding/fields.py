"""Which field a table is about: named in its title, its sheet, a line over its rows, or told by the items it holds."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from app.standards.library import load_library
from app.tables.understanding.words import comparable, joined

_NUMBERING = re.compile(
    r"^(?:附[件表录]\d*[:：.、\s-]*)?[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)]?[.、．:：\s-]*"
)
_NAMED = re.compile(r"([\u4e00-\u9fff、和与]{2,20}?)领域")
_PLACE = re.compile(
    r"^.*?(?:自治[州县区旗]|[省市县区旗镇乡州]|街道办事处|街道|人民政府|管委会|办事处)(?!级|域|政|场|管)"
)
_BEHIND = r"(?:领域|类|信息)?(?:基层)?(?:政务|信息|政府|公开|标准|事项|目录|$)"
_ENOUGH = 0.34
_LONGEST = 60
_NO_FIELDS = ("各", "试点", "重点", "本", "个试点", "相关", "有关")


def field_named(text: str) -> tuple[str, str | None] | None:
    """Return the field that a title, a sheet's name or a line names, as written, with its code; None where it names
    none. A field the standards do not have has no code."""
    bare = joined(text)
    core = _NUMBERING.sub("", bare)
    if len(core) > _LONGEST:
        return None
    return _standard_field(core) or _other_field(core)


def _standard_field(core: str) -> tuple[str, str] | None:
    """Return the field of the standards that a line names by its name or an alias, the longest that it names."""
    named = [(name, code) for name, code, is_alias in _names() if name in core and _names_field(core, name, is_alias)]
    return max(named, key=lambda field: len(field[0]), default=None)


def _names_field(core: str, name: str, is_alias: bool) -> bool:
    if core.removesuffix("领域") == name or f"{name}领域" in core:
        return True
    if not is_alias:
        return _is_titled(core, name)
    is_title = re.search("目录|清单|领域", core)
    return len(name) > 2 and bool(is_title) and bool(re.search(re.escape(name) + _BEHIND, core))


def _other_field(core: str) -> tuple[str, None] | None:
    """Return what stands before 领域, without the place in front."""
    named = _NAMED.search(core)
    if not named:
        return None
    said = named[1]
    while (shorter := _PLACE.sub("", said)) != said and len(shorter) > 1:
        said = shorter
    return None if said in _NO_FIELDS or "公开" in said else (said, None)


def _is_titled(core: str, name: str) -> bool:
    """Whether a title has a field's name in the place of one, and not in passing."""
    return len(core) <= 40 and bool(re.search(re.escape(name) + r".{0,12}$|" + re.escape(name) + _BEHIND, core))


@lru_cache(maxsize=1)
def _names() -> tuple[tuple[str, str, bool], ...]:
    fields = load_library().fields.values()
    return tuple((joined(field.name), field.code, False) for field in fields) + tuple(
        (joined(alias).removesuffix("领域"), field.code, True) for field in fields for alias in field.aliases
    )


def field_of_items(names: Iterable[tuple[str, str]]) -> str | None:
    """Return the code of the field that a third or more of the items, told by their names, belong to; None else, and
    where another field has as many of them."""
    votes: Counter[str] = Counter()
    total = 0
    for level1, level2 in names:
        total += 1
        codes = _fields_of().get(comparable(level2), frozenset())
        both = codes & _fields_of().get(comparable(level1), frozenset())
        for code in both or codes:
            votes[code] += 2 if both else 1
    if not votes:
        return None
    most = max(votes.values())
    codes = [code for code, count in votes.items() if count == most]
    return codes[0] if len(codes) == 1 and most >= 2 * _ENOUGH * total else None


@lru_cache(maxsize=1)
def _fields_of() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for field in load_library().fields.values():
        for item in field.items:
            for key in ("level1", "level2", "level3"):
                if item.values.get(key):
                    found.setdefault(comparable(item.values[key]), set()).add(field.code)
    return {name: frozenset(codes) for name, codes in found.items()}
