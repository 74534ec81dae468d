"""The lines of a table: our entries, and between them what was not adopted yet."""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from app.checks.table_findings import check_table
from app.drafting.concern import not_concerned
from app.drafting.entry import EntryContent
from app.drafting.lookup import find_definition
from app.drafting.offers import offered_texts
from app.drafting.reasons import ready_reasons
from app.drafting.tables import open_publishers, own_entries, own_items
from app.standards.law_choices import LawChoice, law_choices
from app.standards.laws import Laws
from app.standards.models import Definition, Item
from app.workspace import Workspace
from ui.pages.drafting.naming import names_of, names_of_entry
from ui.pages.drafting.records import Counts, ItemState, Place, TableView


def read_table(workspace: Workspace, place: Place) -> TableView:
    """Return a table: our entries, and between them the standard's items that were not adopted yet."""
    definition = find_definition(workspace, place.checklist)
    entries = own_entries(workspace, *place)
    items = tuple(_lines(workspace, definition, place, entries))
    return TableView(
        place,
        workspace.library.fields[place.field].name if place.field else definition.name,
        definition,
        items,
        tuple(check_table(workspace, *place)),
        tuple(open_publishers(workspace, *place)),
        known_citations(workspace),
        "" if entries else not_concerned(workspace).get(place.field or "", ""),
        _counts(items),
        offered_texts(definition, workspace.organisation, (content for _, content in entries)),
        tuple(reason.text for reason in ready_reasons(workspace)),
    )


def known_citations(workspace: Workspace) -> tuple[LawChoice, ...]:
    """Return the laws of the register, to be offered while a basis is written."""
    return _choices(workspace.library.laws)


@lru_cache(maxsize=1)
def _choices(laws: Laws) -> tuple[LawChoice, ...]:
    return law_choices(laws)


def _lines(
    workspace: Workspace, definition: Definition, place: Place, entries: list[tuple[Any, EntryContent]]
) -> list[ItemState]:
    """Return entries in their order; each item without one follows the item before it in the standard."""
    lines = [_entry_line(workspace, definition, row.id, content) for row, content in entries]
    before = ""
    for item in own_items(workspace, *place):
        if not any(line.key == item.code for line in lines):
            after = next((number for number, line in enumerate(lines) if line.key == before), -1)
            lines.insert(after + 1, _item_line(definition, item))
        before = item.code
    return lines


def _entry_line(workspace: Workspace, definition: Definition, id: str, content: EntryContent) -> ItemState:
    heading, title = names_of_entry(workspace, definition, content)
    state = "not_applicable" if content.not_applicable is not None else content.state
    return ItemState(content.item or id, id, content.item or "", heading, title, state)


def _item_line(definition: Definition, item: Item) -> ItemState:
    return ItemState(item.code, None, item.code, *names_of(definition, item.values), "untouched")


def _counts(items: Sequence[ItemState]) -> Counts:
    states = Counter(item.state for item in items)
    adopted, done = sum(item.entry is not None for item in items), sum(item.is_done for item in items)
    return Counts(len(items), adopted, done, states["not_applicable"], states["untouched"])
