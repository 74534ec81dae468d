"""The tables a unit drafts: the fields of the standard catalogue and the further checklists that concern it."""

from collections import Counter
from dataclasses import dataclass

from app.drafting.concern import not_concerned
from app.drafting.entry import EntryContent
from app.drafting.lookup import entry_content, find_definition, known_item, standard_items
from app.drafting.progress import field_progress
from app.drafting.projection import project
from app.drafting.publisher_answers import has_publisher_answer
from app.drafting.row_memory import table_heads
from app.standards.models import STANDARD_CATALOGUE, Definition, Item
from app.workspace import Workspace
from db.repositories.entries import EntryRow

_OF_VILLAGES = "village-affairs"


@dataclass(frozen=True)
class OwnTable:
    """A field of the standard catalogue, or another checklist (`field` None), with how far our unit is in it.

    `items`: the standard's items of our level; `entries`: our live entries; `done`: those of them that are ready,
    final or not applicable. `not_concerned`: why the field was said not to concern us, "" where it does or was begun.
    """

    checklist: str
    field: str | None
    name: str
    items: int
    entries: int
    done: int
    not_concerned: str = ""


def own_tables(workspace: Workspace) -> list[OwnTable]:
    """Return every table our unit may draft, those without items of its level last.

    A village's own checklist comes before the fields, which are the township's work; elsewhere fields come first.
    """
    kind = workspace.organisation.kind
    checklists = [d for d in workspace.library.definitions.values() if d.shape == "catalogue" and kind in d.used_by]
    fields = _fields(workspace) if any(d.code == STANDARD_CATALOGUE for d in checklists) else []
    others = _checklists(workspace, [d for d in checklists if d.code != STANDARD_CATALOGUE])
    first = [table for table in others if workspace.organisation.facts.level == "village"]
    first.sort(key=lambda table: table.checklist != _OF_VILLAGES)
    rest = [table for table in others if table not in first]
    with_items = [table for table in fields if table.items or table.entries]
    return [*first, *with_items, *rest, *(table for table in fields if table not in with_items)]


def own_entries(workspace: Workspace, checklist: str, field: str | None = None) -> list[tuple[EntryRow, EntryContent]]:
    """Return our live entries of one table in its order."""
    rows = workspace.store.entries.listed(
        organisation=workspace.organisation.id,
        edition=workspace.edition,
        checklist=checklist,
        fields=[field] if field else None,
    )
    return [(row, entry_content(row)) for row in rows]


def own_items(workspace: Workspace, checklist: str, field: str | None = None) -> tuple[Item, ...]:
    """Return the items of a table that concern our unit's level."""
    level = workspace.organisation.facts.level
    return tuple(i for i in standard_items(workspace, checklist, field) if not i.levels or level in i.levels)


def open_publishers(workspace: Workspace, checklist: str, field: str | None = None) -> list[str]:
    """Return the codes of our entries whose publisher does not name us, as long as nobody said what to do with them."""
    if has_publisher_answer(workspace, checklist, field):
        return []
    definition, unit = find_definition(workspace, checklist), workspace.organisation
    codes = [head.item for head in table_heads(workspace, (checklist, field)) if head.item]
    items = [item for code in codes if (item := known_item(workspace, checklist, code)) is not None]
    return [item.code for item in items if not project(definition, item, unit).names_unit]


def heading_element(definition: Definition) -> str | None:
    """Return the key of the element by which rows of a table are grouped: the first merged column; None without."""
    return next((column.element for column in definition.columns if column.merge and column.element), None)


def _fields(workspace: Workspace) -> list[OwnTable]:
    reasons = not_concerned(workspace)
    return [
        OwnTable(
            STANDARD_CATALOGUE,
            table.code,
            table.name,
            table.items,
            table.drafted + table.not_applicable,
            table.ready + table.not_applicable,
            "" if table.drafted + table.not_applicable else reasons.get(table.code, ""),
        )
        for table in field_progress(workspace)
        if table.organisation.id == workspace.organisation.id
    ]


def _checklists(workspace: Workspace, definitions: list[Definition]) -> list[OwnTable]:
    entries, done = Counter[str](), Counter[str]()
    for row in workspace.store.entries.counts(workspace.edition):
        if row["organisation"] == workspace.organisation.id:
            entries[row["checklist"]] += row["entries"]
            finished = row["declined"] or row["state"] in ("ready", "final")
            done[row["checklist"]] += row["entries"] if finished else 0
    return [
        OwnTable(d.code, None, d.name, len(own_items(workspace, d.code)), entries[d.code], done[d.code])
        for d in definitions
    ]
