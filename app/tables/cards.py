"""Entries of a checklist as cards: every element that is filled in, by its label, where a table shows its columns."""

from collections.abc import Callable, Mapping, Sequence

import msgspec

from app.standards.models import Definition, Element
from app.tables.official import SEQUENCE_HEAD, BoxesCell, TableEntry, TextCell, element_cell, elements_beside, never

#: Kinds of values that take the whole width of a card.
_LONG_KINDS = frozenset({"long_text", "list", "citations"})


class CardPart(msgspec.Struct, frozen=True):
    """One element on a card. `group`: the part of a long checklist it belongs to; `is_long`: it stands in a line of
    its own; `is_list`: its lines are members of a list. `before`: what stood here in the edition compared with, None
    where that is the same."""

    key: str
    label: str
    cell: TextCell | BoxesCell
    group: str = ""
    is_long: bool = False
    is_list: bool = False
    before: TextCell | None = None


class Card(msgspec.Struct, frozen=True):
    """One entry. `above` are the names it stands under (综合业务), `mark` says that it is new or changed."""

    number: int
    above: str
    title: str
    parts: tuple[CardPart, ...]
    entry_id: str
    mark: str = ""


def cards_of(
    definition: Definition, entries: Sequence[TableEntry], show_article: Callable[[str], bool] = never
) -> tuple[Card, ...]:
    """The entries, in the order given, as cards; elements without a value are left out unless they are required.

    For `show_article` see `official_table`."""
    return tuple(_card(definition, entry, number, show_article) for number, entry in enumerate(entries, start=1))


def _card(definition: Definition, entry: TableEntry, number: int, show_article: Callable[[str], bool]) -> Card:
    beside = elements_beside(definition)
    names = [str(name) for key in definition.title_elements if (name := entry.values.get(key))]
    parts = tuple(
        _part(definition, element, entry.values, show_article)
        for element in definition.elements
        if element.key not in definition.title_elements
        and element.key not in beside
        and element.label != SEQUENCE_HEAD
        and _is_shown(element, entry.values)
    )
    return Card(number, " / ".join(names[:-1]), names[-1] if names else "", parts, entry.id)


def _is_shown(element: Element, values: Mapping[str, object]) -> bool:
    return element.required or values.get(element.key) not in (None, "", [])


def _part(
    definition: Definition, element: Element, values: Mapping[str, object], show_article: Callable[[str], bool]
) -> CardPart:
    cell = element_cell(definition, element, values, show_article)
    is_long = isinstance(cell, BoxesCell) or element.kind in _LONG_KINDS
    return CardPart(element.key, element.label, cell, element.group or "", is_long, element.kind == "list")
