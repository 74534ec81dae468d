"""Three-way comparison of one subject, element by element.

Every source of change (a package, a table, another clerk's work, a new standard) is brought into this form; there is
no second compare or merge in the program.
"""

from dataclasses import dataclass, replace
from typing import Any, Literal

from app.drafting.entry import PART
from app.proposals.definition_parts import is_definition, is_order, is_part, keeps_order, parts_of, with_parts

Content = dict[str, Any]
Side = Literal["ours", "theirs"]
ElementChange = Literal["changed", "cleared", "conflict"]
SubjectChange = Literal["new", "changed", "cleared", "removed", "withdrawn", "unchanged", "conflict"]

REMOVED = ("removed", PART + "removed")
BEING = (*REMOVED, PART + "not_applicable")
"""Says of a whole subject whether it is there; nobody's work on its elements is put aside by it unasked."""

ALONG = (PART + "origin", PART + "evidence", PART + "confirmed")
"""Tells where the text of an entry is from; where a standard's own words come it goes with them, unasked."""

BY_WHOM = ("person", "at", "admitted_by", "round")
"""Tells who said the rest, when and of which round; it goes with it, and nobody is asked about it."""

_STATE = PART + "state"


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

    An element that theirs does not have changes nothing: missing is not cleared. Without a base, or where the base
    does not know an element that both have, every difference is a conflict. Of a definition what is missing is gone.
    """
    if is_definition(ours) and is_definition(theirs) and (found := _of_parts(base, ours, theirs)):
        return found
    return _of_elements(base, ours, theirs)


def _of_parts(base: Content | None, ours: Content, theirs: Content) -> tuple[ElementDifference, ...]:
    """Return the parts in which two definitions differ; none where only who wrote them does."""
    mine, yours, old = parts_of(ours), parts_of(theirs), parts_of(base or {})
    nothing = dict.fromkeys((*yours, *mine))
    before = nothing | {key: value for key, value in old.items() if key in nothing} if base is not None else None
    found = _of_elements(before, nothing | mine, nothing | yours)
    ordered = [_of_order(each) if is_part(each.element) and is_order(each.element) else each for each in found]
    return tuple(each for each in ordered if each is not None)


def _of_order(difference: ElementDifference) -> ElementDifference | None:
    """Ask about the order of a list only where what both have stands otherwise; where theirs adds something, its order
    tells where that goes."""
    if not keeps_order(difference.ours, difference.theirs):
        return difference
    is_told = set(difference.theirs or ()) - set(difference.ours or ())
    return replace(difference, kind="changed", side="theirs") if is_told and difference.ours else None


def _of_elements(base: Content | None, ours: Content, theirs: Content) -> tuple[ElementDifference, ...]:
    mine, yours = _flat(ours), _flat(theirs)
    old = mine if base is ours else _flat(base or {})
    found = []
    for key, theirs_value in yours.items():
        ours_value = mine.get(key)
        if theirs_value == ours_value:
            continue
        is_known = base is not None and (key in old or key not in mine)
        kind, side = _judge(is_known, old.get(key), ours_value, theirs_value)
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
    if any(is_part(each.element) for each in found):
        taken = [each for each in found if sides.get(each.element, each.side) == "theirs"]
        return with_parts(ours, {each.element: each.theirs for each in taken})
    result = ours | {"values": dict(ours.get("values", {}))} if "values" in ours else dict(ours)
    for difference in found:
        if sides.get(difference.element, difference.side) != "theirs":
            continue
        if "values" in result and not difference.element.startswith(PART):
            result["values"][difference.element] = difference.theirs
        else:
            result[difference.element.removeprefix(PART)] = difference.theirs
    return result


def decided(ours: Content, theirs: Content, found: tuple[ElementDifference, ...], sides: dict[str, Side]) -> Content:
    """Return what `merged` does; a definition of which everything is theirs is theirs, with who wrote it."""
    is_theirs = all(sides.get(each.element, each.side) == "theirs" for each in found)
    return theirs if is_theirs and is_definition(ours) else merged(ours, found, sides)


def agreed(base: Content | None, one: Content, other: Content) -> Content:
    """Return what two versions of one subject agree on: where only one went on, its word; where both did, nothing."""
    found = _of_elements(base, one, other)
    result = merged(one, found, {})
    for difference in found:
        if difference.kind == "conflict":
            parts = result if difference.element.startswith(PART) else result.get("values", result)
            parts.pop(difference.element.removeprefix(PART), None)
    return result


def joined(base: Content | None, ours: Content, theirs: Content) -> Content | None:
    """Return what two lines of work on one subject come to where different elements were changed; None where somebody
    has to be asked. Either side comes to the same, whichever is called ours.
    """
    if base in (ours, theirs):
        # One of the two has come back to where they parted: only the other has anything to say.
        return _with_all(theirs, ours) if ours == base else _with_all(ours, theirs)
    if is_definition(ours):
        # What each changed may not go together: somebody has to look.
        return None
    found = differences(base, ours, theirs)
    beside = (_STATE, *(PART + key for key in BY_WHOM)) if "values" in ours else BY_WHOM
    elements = [each for each in found if each.element not in beside]
    if any(each.kind == "conflict" or each.element in BEING for each in elements):
        return None
    content = _with_all(merged(ours, tuple(elements), {}), theirs)
    if "checklist" not in ours:
        return content | _by_whom(ours, theirs, elements)
    state = next((each for each in found if each.element == _STATE), None)
    if state is None:
        return content
    if len(_knew_all(content, ours, theirs)) == 2:
        return None if state.kind == "conflict" else content | {"state": getattr(state, state.side)}
    return with_state_known(content, ours, theirs)


def with_state_known(content: Content, ours: Content, theirs: Content) -> Content:
    """Return what two versions of an entry came to with the state that one of them had if it said just that, else as a
    draft: like any editing, whoever finished the entry had not seen what the other wrote."""
    knew_all = _knew_all(content, ours, theirs)
    return content if len(knew_all) == 2 else content | {"state": knew_all[0] if knew_all else "draft"}


def _knew_all(content: Content, *sides: Content) -> list[str]:
    return [side["state"] for side in sides if side | {"state": ""} == content | {"state": ""}]


def touches_only_missing(base: Content, ours: Content, theirs: Content) -> bool:
    """Say whether we differ from the common ancestor only in elements that theirs does not know at all."""
    old, mine, yours = _flat(base), _flat(ours), _flat(theirs)
    return all(key not in yours for key in mine if mine[key] != old.get(key))


def _by_whom(ours: Content, theirs: Content, elements: list[ElementDifference]) -> Content:
    """Return who said what was joined: whose word goes throughout, else who spoke last."""
    sides = {each.side for each in elements}
    latest = max((ours, theirs), key=lambda content: [str(content.get(key) or "") for key in ("at", *BY_WHOM)])
    said = (theirs if sides == {"theirs"} else ours) if len(sides) == 1 else latest
    return {key: said[key] for key in BY_WHOM if key in said}


def _with_all(content: Content, theirs: Content) -> Content:
    """Return a content with what only theirs has at all."""
    if "values" not in content:
        return theirs | content
    return theirs | content | {"values": theirs["values"] | content["values"]}


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
