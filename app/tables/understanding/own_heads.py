"""What the heads of a checklist of a place's own mean: its elements by their names and by the heads of its columns."""

from collections.abc import Mapping

from msgspec import Struct

from app.standards.models import STANDARD_CATALOGUE, Definition, Element
from app.tables.understanding.meanings import EXTRA, LABELS, NAMES
from app.tables.understanding.words import comparable
from app.tables.words_in_force import own_checklists, remembered

ELEMENTS_OF: Mapping[str, tuple[str, ...]] = {
    "elements": ("elements", "content"),
    "basis": ("basis",),
    "deadline": ("deadline",),
    "publisher": ("publisher", "responsible"),
    "channels": ("channels", "forms"),
    "audience": ("audience", "scope"),
    "audience_group": ("audience_group",),
    "mode": ("mode",),
    "levels": ("levels",),
}
"""By what a column means: the elements of checklists that hold it, the first one there counts."""


class OwnHeads(Struct, frozen=True):
    """The heads of a checklist in comparable form with what each means; `names`: what its title elements mean."""

    code: str
    meanings: Mapping[str, str]
    names: tuple[str, ...]


@remembered(1)
def heads_of_own() -> tuple[OwnHeads, ...]:
    """Return the heads of the checklists that a place added or worded itself."""
    return tuple(map(_own_heads, own_checklists()))


def names_own_checklist(heads: set[str]) -> bool:
    """Whether comparable heads are those of one checklist of a place's own: half of them and two at least, a name
    among them. The standard's own heads need no such help."""
    return any(_are_of(own, heads) for own in heads_of_own() if own.code != STANDARD_CATALOGUE)


def _are_of(own: OwnHeads, heads: set[str]) -> bool:
    named = heads & own.meanings.keys()
    is_named = any(own.meanings[head] in own.names for head in named)
    return is_named and len(named) >= 2 and len(named) * 2 >= len(heads)


def _own_heads(definition: Definition) -> OwnHeads:
    """Return what heads mean in tables of a checklist."""
    elements = {element.key: element for element in definition.elements}
    named = [(column.head, column.element) for column in definition.columns if column.element and not column.group]
    named += [(element.label, element.key) for element in definition.elements]
    meanings = {comparable(head): _meaning(definition, elements[key]) for head, key in named if comparable(head)}
    return OwnHeads(definition.code, meanings, NAMES[: len(definition.title_elements)])


def _meaning(definition: Definition, element: Element) -> str:
    if definition.code == STANDARD_CATALOGUE:
        return element.key if element.key in LABELS else EXTRA
    if element.key in definition.title_elements[: len(NAMES)]:
        return NAMES[definition.title_elements.index(element.key)]
    return next((meaning for meaning, keys in ELEMENTS_OF.items() if element.key in keys and meaning in LABELS), EXTRA)


def element_of(definition: Definition, meaning: str) -> Element | None:
    """Return the element of a checklist that a column of that meaning fills; None where it has none."""
    title = dict(zip(NAMES, definition.title_elements, strict=False)) if definition.code != STANDARD_CATALOGUE else {}
    keys = [title[meaning]] if meaning in title else [meaning, *ELEMENTS_OF.get(meaning, ())]
    return next((element for key in keys for element in definition.elements if element.key == key), None)
