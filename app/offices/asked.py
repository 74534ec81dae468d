"""What an office is asked: our entries and the standard's items it answers for, as they stand now."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from app.drafting.beginning import Beginning, beginning_id, begun_contents
from app.drafting.entry import as_builtins, title_of
from app.drafting.lookup import find_definition, known_item
from app.drafting.projection import project
from app.drafting.publisher_answers import publisher_answer
from app.drafting.tables import own_entries, own_items
from app.offices.responsible import Office, field_of, office_of, offices
from app.standards.models import STANDARD_CATALOGUE, Definition, Element
from app.workspace import Workspace
from db.repositories.entries import EntryRow

_NOT_ASKED = ("attachment",)


@dataclass(frozen=True)
class Asked:
    """One item. `content` is the entry as it stands, or as adopting would write it where `revision` is None;
    `standard` are the values the standard has for our unit, None for a local entry; `field`: or the checklist's code
    where that is another than the standard's catalogue."""

    entry: str
    key: str
    field: str
    title: str
    revision: str | None
    content: dict[str, Any]
    standard: dict[str, Any] | None


def asked_elements(definition: Definition) -> tuple[Element, ...]:
    """Return what can be written into a table or on a form: no files, nothing the program works out."""
    return tuple(each for each in definition.elements if each.kind not in _NOT_ASKED and not each.computed)


def asked_of(workspace: Workspace, office: Office, fields: Collection[str] | None = None) -> list[Asked]:
    """Return what an office answers for, by field in order; of these fields alone where some are named."""
    known = offices(workspace)
    found = []
    for field in _fields(workspace, office):
        if fields is None or field in fields:
            asked = _of_table(workspace, STANDARD_CATALOGUE, field)
            found += [each for each in asked if office_of(known, field, each.key) == office]
    return found


def asked_of_checklist(workspace: Workspace, checklist: str) -> list[Asked]:
    """Return all of a checklist that has no fields: no office answers for it by itself."""
    return list(_of_table(workspace, checklist, None))


def contents_of(workspace: Workspace, checklist: str, codes: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return by entry id what adopting these items together would write; those that stand already are left out."""
    begun = [Beginning(checklist, code) for code in codes]
    begins = {beginning_id(workspace, each): each for each in begun}
    return {id: as_builtins(content) for id, content in begun_contents(workspace, begins).items()}


def _fields(workspace: Workspace, office: Office) -> list[str]:
    return sorted({*office.fields, *filter(None, (field_of(workspace, key) for key in office.items))})


def _of_table(workspace: Workspace, checklist: str, field: str | None) -> Iterator[Asked]:
    definition = find_definition(workspace, checklist)
    for row, _ in own_entries(workspace, checklist, field):
        yield _asked(workspace, definition, field, row.id, row.revision, row.content)
    # An entry removed on purpose is not asked about again.
    begun = contents_of(workspace, checklist, [item.code for item in own_items(workspace, checklist, field)])
    removed = _removed(workspace, begun)
    for id, content in begun.items():
        if id not in removed:
            yield _asked(workspace, definition, field, id, None, content)


def _removed(workspace: Workspace, ids: Iterable[str]) -> set[str]:
    rows: dict[str, EntryRow] = workspace.store.entries.many(ids)
    return {id for id, row in rows.items() if row.content["removed"]}


def _asked(
    workspace: Workspace,
    definition: Definition,
    field: str | None,
    id: str,
    revision: str | None,
    content: dict[str, Any],
) -> Asked:
    item = known_item(workspace, definition.code, content["item"]) if content["item"] else None
    standard = None
    if item is not None:
        answer = publisher_answer(workspace, definition.code, field)
        standard = project(definition, item, workspace.organisation, answer).values
    title = title_of(definition, content["values"])
    return Asked(id, content["item"] or id, field or definition.code, title, revision, content, standard)
