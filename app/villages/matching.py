"""Whose a name in the village column is: names with or without 村, 村委会 and the township in front of them.

A name is taken only where it can mean one unit alone. Whatever is like a unit's name but is not it, or fits several,
is left to a person, with the units it might mean.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from app.villages.units import MyUnit

_NOT_OF_A_NAME = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]")
_REMARK = re.compile(r"\(([^()]*)\)$")
_OFFICES = (
    (("村村民委员会", "村民委员会", "村村委会", "村委会"), "村"),
    (("社区居民委员会", "社区居委会", "居民委员会", "居委会", "社区委员会"), "社区"),
)
_KINDS = ("村", "社区", "嘎查")
_PARENT_OFFICES = ("人民政府", "政府", "办事处", "")
#: How alike two names have to be for the one to be offered for the other, 0 to 1.
_LIKE = 0.6
_MOST_OFFERED = 5


@dataclass(frozen=True)
class Meant:
    """Whose a name is, or which units it might mean, the likeliest first."""

    unit: MyUnit | None = None
    offered: tuple[MyUnit, ...] = ()


def whose(text: str, units: Sequence[MyUnit]) -> Meant:
    """Say which of the units a name means."""
    name = _plain(text)
    bare, remark = _without_remark(name)
    readings = [(name, _is_named)]
    if not _names_a_unit(remark, units):
        readings += [(bare, _is_named), (bare, _is_named_shortly)]
    for reading, is_meant in readings:
        found = [unit for unit in units if is_meant(reading, unit)]
        if len(found) == 1:
            return Meant(found[0])
        if found:
            return Meant(offered=tuple(found[:_MOST_OFFERED]))
    return Meant(offered=_like(name, units))


def _is_named(name: str, unit: MyUnit) -> bool:
    """The name itself, its office's, with the parent in front, or the division code."""
    own = _with_kind(_plain(unit.name))
    return name == unit.code != "" or _with_kind(_without_parent(name, unit)) == own


def _is_named_shortly(name: str, unit: MyUnit) -> bool:
    """白马 for 白马村. 白马村 never means 白马社区."""
    short = _without_parent(name, unit)
    return bool(short) and not short.endswith(_KINDS) and short == _core(_with_kind(_plain(unit.name)))


def _without_parent(name: str, unit: MyUnit) -> str:
    parent = _plain(unit.parent_name)
    for office in _PARENT_OFFICES if parent else ():
        before, found, after = name.partition(parent + office)
        # What stands before it is the county; a name that only begins like the township's is the village's own.
        if found and len(after) >= 2 and (not before or before.endswith(("县", "市", "区", "旗"))):
            return after
    return name


def _with_kind(name: str) -> str:
    """白马村村委会, 白马村民委员会, 白马村 → 白马村."""
    for offices, kind in _OFFICES:
        for office in offices:
            if name.endswith(office) and len(name) > len(office):
                return name.removesuffix(office) + kind
    return name


def _core(name: str) -> str:
    return next((name.removesuffix(kind) for kind in _KINDS if name.endswith(kind)), name)


def _like(name: str, units: Sequence[MyUnit]) -> tuple[MyUnit, ...]:
    """Units whose name stands within the text or the other way round, or differs in a character or so."""
    ranked = sorted(((_likeness(name, unit), -number) for number, unit in enumerate(units)), reverse=True)
    return tuple(units[-number] for likeness, number in ranked[:_MOST_OFFERED] if likeness >= _LIKE)


def _likeness(name: str, unit: MyUnit) -> float:
    core, own = _core(_with_kind(_without_parent(name, unit))), _core(_with_kind(_plain(unit.name)))
    if len(own) >= 2 and own in name:
        return 1.0
    if len(core) >= 2 and core in own:
        return 0.9
    return SequenceMatcher(None, core, own).ratio()


def _without_remark(name: str) -> tuple[str, str]:
    """白马村(三组) → 白马村, 三组. Brackets within a name belong to it: 新建(一)村 is not 新建(二)村."""
    remark = _REMARK.search(name)
    return (name[: remark.start()], remark[1]) if remark and remark.start() else (name, "")


def _names_a_unit(remark: str, units: Sequence[MyUnit]) -> bool:
    """Whether a remark speaks of a unit, which the row may belong to as well: 白马村(青石村代管)."""
    return any(len(own) >= 2 and own in remark for own in (_core(_with_kind(_plain(unit.name))) for unit in units))


def _plain(text: str) -> str:
    """Full-width letters, digits and brackets as the plain ones; without spaces."""
    return _NOT_OF_A_NAME.sub("", unicodedata.normalize("NFKC", text))
