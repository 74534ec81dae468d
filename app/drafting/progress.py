"""How far each field is, and entries as lists and other programs see them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Any

from app.drafting.entry import EntryContent, title_of
from app.drafting.lookup import entry_content, find_definition, item_of
from app.drafting.official_texts import official_of
from app.drafting.projection import PublisherAnswer, relation
from app.drafting.publisher_answers import publisher_answer
from app.organisations import Organisation
from app.standards.models import STANDARD_CATALOGUE, Field
from app.workspace import Workspace
from db.repositories.entries import EntryRow


@dataclass
class FieldProgress:
    """Counts of one organisation in one field; `items` are the standard's items of the organisation's level."""

    organisation: Organisation
    code: str
    name: str
    items: int
    drafted: int = 0
    ready: int = 0
    final: int = 0
    not_applicable: int = 0
    evidence: Counter[str] = field(default_factory=Counter)

    def as_json(self) -> dict[str, Any]:
        """The form of the command-line contract."""
        return {
            "organisation": self.organisation.name,
            "organisation_id": self.organisation.id,
            "code": self.code,
            "name": self.name,
            "items": self.items,
            "drafted": self.drafted,
            "ready": self.ready,
            "final": self.final,
            "not_applicable": self.not_applicable,
            "evidence": {key: self.evidence[key] for key in ("seen", "partly", "recalled", "confirmed")},
        }


def field_progress(workspace: Workspace) -> list[FieldProgress]:
    """Return every field for our own unit, and for units below us the fields in which they have entries."""
    tables = _own_fields(workspace)
    unit_of = cache(workspace.organisation_by_id)
    for row in workspace.store.entries.counts(workspace.edition):
        if row["checklist"] != STANDARD_CATALOGUE or row["field"] not in workspace.library.fields:
            continue
        place = row["organisation"], row["field"]
        if place not in tables:
            tables[place] = _empty(workspace.library.fields[row["field"]], unit_of(row["organisation"]))
        _count(tables[place], row)
    touched = workspace.store.entries.items_by_field(workspace.edition, STANDARD_CATALOGUE)
    for place, table in tables.items():
        _count_untouched(workspace, table, touched.get(place, set()))
    return list(tables.values())


def entry_views(workspace: Workspace, rows: Iterable[EntryRow]) -> list[dict[str, Any]]:
    """Return entries in the form of the command-line contract; units and answers are looked up once each."""
    rows = list(rows)
    verdicts = verdicts_of(workspace, rows)
    unit_of = cache(workspace.organisation_by_id)
    answer_of = cache(partial(publisher_answer, workspace))
    views = []
    for row in rows:
        content = entry_content(row)
        unit = unit_of(content.organisation)
        own = unit.id == workspace.organisation.id
        answer = answer_of(content.checklist, content.field) if own else None
        views.append(_view(workspace, row, content, unit, answer, verdicts[row.id]))
    return views


def verdicts_of(workspace: Workspace, rows: Iterable[EntryRow]) -> dict[str, str | None]:
    """Return by id how entries were judged as they stand: accepted, returned, pending (with the reviewer, no word as
    yet), None where they were never handed over as they are."""
    revisions = {row.id: row.revision for row in rows}
    ours = [row.id for row in rows if row.content["organisation"] == workspace.organisation.id]
    out = workspace.store.operations.handed_over("entry", ours, ("submission", "recovery"))
    told = workspace.store.verdicts.standing(revisions)
    waiting = revisions.keys() - set(ours) | {id for id in ours if (id, revisions[id]) in out}
    return {id: told.get(id) or ("pending" if id in waiting else None) for id in revisions}


def shown_evidence(content: EntryContent) -> str | None:
    """Return how well the entry's standard text is known: confirmed, official, seen, partly, recalled; None when
    local."""
    return "confirmed" if content.confirmed else content.evidence


def counted_evidence(evidence: str) -> str:
    """Return under which word evidence counts: an imported official text is as good as confirmed."""
    return "confirmed" if evidence == "official" else evidence


def _view(
    workspace: Workspace,
    row: EntryRow,
    content: EntryContent,
    unit: Organisation,
    answer: PublisherAnswer | None,
    verdict: str | None,
) -> dict[str, Any]:
    definition, confirmed = find_definition(workspace, content.checklist), content.confirmed
    return {
        "id": row.id,
        "organisation": unit.name,
        "organisation_id": unit.id,
        "checklist": content.checklist,
        "edition": content.edition,
        "field": content.field,
        "item": content.item,
        "title": title_of(definition, content.values),
        "relation": relation(definition, item_of(workspace, content), unit, content, answer),
        "not_applicable": content.not_applicable,
        "state": content.state,
        "verdict": verdict,
        "evidence": content.evidence and counted_evidence(shown_evidence(content)),
        "official": official_of(workspace, content),
        "confirmed": confirmed and {"person": confirmed.person, "at": confirmed.at},
        "position": content.position,
        "revision": row.revision,
        "values": content.values,
    }


def _own_fields(workspace: Workspace) -> dict[tuple[str, str], FieldProgress]:
    unit = workspace.organisation
    return {(unit.id, code): _empty(standard, unit) for code, standard in sorted(workspace.library.fields.items())}


def _empty(standard: Field, unit: Organisation) -> FieldProgress:
    level = unit.facts.level
    return FieldProgress(unit, standard.code, standard.name, sum(level in item.levels for item in standard.items))


def _count(table: FieldProgress, row: dict[str, Any]) -> None:
    entries = row["entries"]
    if row["declined"]:
        table.not_applicable += entries
    else:
        table.drafted += entries
        table.ready += entries if row["state"] in ("ready", "final") else 0
        table.final += entries if row["state"] == "final" else 0
    if row["confirmed"] or row["evidence"]:
        table.evidence["confirmed" if row["confirmed"] else counted_evidence(row["evidence"])] += entries


def _count_untouched(workspace: Workspace, table: FieldProgress, touched: set[str]) -> None:
    """Add the evidence of items that have no entry yet, so that the marks of a field add up to its items."""
    level = table.organisation.facts.level
    for item in workspace.library.fields[table.code].items:
        if level in item.levels and item.code not in touched:
            table.evidence[counted_evidence(item.evidence)] += 1
