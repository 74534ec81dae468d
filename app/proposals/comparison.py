"""Three-way comparison of one subject, element by element.

Every source of change (a package, a table, another clerk's work, a new standard) is brought into this form; there is
no second compare or merge in the program.
"""

from dataclasses import dataclass
from typing import Any, Literal

from app.drafting.entry import PART

Content = dict[str, Any]
Side = Literal["ours", "theirs"]
ElementChange = Literal["changed", "cleared", "conflict"]
SubjectChange = Literal["new", "changed", "cleared", "removed", "unchanged", "conflict"]

REMOVED = ("removed", PART + "removed")


@dataclass(frozen=True)
class ElementDifference:
    """One element that differs. `side` is the default: theirs when only they changed it, ours when only we did."""

    element: str
    kind: ElementChange
    base: Any
    ours: Any
    theirs: Any
    side: Side


def differences(base: Content | None, ours: Content, theirs: Content) -> tuple[ElementDifference, ...]:
    """Return the elements in which ours and theirs differ.

    An element that theirs does not have changes nothing: missing is not cleared. Without a base every difference is
    a conflict.
    """
    old, mine, yours = _flat(base or {}), _flat(ours), _flat(theirs)
    found = []
    for key, theirs_value in yours.items():
        ours_value = mine.get(key)
        if theirs_value == ours_value:
            continue
        kind, side = _judge(base is not None, old.get(key), ours_value, theirs_value)
        if kind == "changed" and side == "theirs" and not key.startswith(PART) and theirs_value in (None, [], ""):
            kind = "cleared"
        found.append(ElementDifference(key, kind, old.get(key), ours_value, theirs_value, side))
    return tuple(found)


def subject_change(found: tuple[ElementDifference, ...], theirs: Content) -> SubjectChange:
    """Name the change of a whole subject by its gravest difference."""
    if not found:
        return "unchanged"
    if any(difference.kind == "conflict" for difference in found):
        return "conflict"
    if any(difference.element in REMOVED for difference in found):
        return "removed" if theirs.get("removed") else "new"
    if any(difference.kind == "cleared" for difference in found):
        return "cleared"
    return "changed"


def merged(ours: Content, found: tuple[ElementDifference, ...], sides: dict[str, Side]) -> Content:
    """Return ours with theirs where the side chosen (by default the difference's own) is theirs."""
    result = ours | {"values": dict(ours.get("values", {}))} if "values" in ours else dict(ours)
    for difference in found:
        if sides.get(difference.element, difference.side) != "theirs":
            continue
        if "values" in result and not difference.element.startswith(PART):
            result["values"][difference.element] = difference.theirs
        else:
            result[difference.element.removeprefix(PART)] = difference.theirs
    return result


def touches_only_missing(base: Content, ours: Content, theirs: Content) -> bool:
    """Say whether we differ from the common ancestor only in elements that theirs does not know at all."""
    old, mine, yours = _flat(base), _flat(ours), _flat(theirs)
    return all(key not in yours for key in mine if mine[key] != old.get(key))


def _judge(has_base: bool, base: Any, ours: Any, theirs: Any) -> tuple[ElementChange, Side]:
    if not has_base or (ours != base and theirs != base):
        return "conflict", "ours"
    if ours != base:
        return "changed", "ours"
    return "changed", "theirs"


def _flat(content: Content) -> dict[str, Any]:
    if "values" not in content:
        return content
    # All parts, those too that a later version of the program adds and this one does not know.
    return {PART + key: value for key, value in content.items() if key != "values"} | content["values"]
