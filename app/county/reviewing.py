"""What a reviewer looks at: what a unit below handed in, field by field, and one entry beside the standard.

Nothing is decided here; see `app.exchange.verdicts`.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from app.checks.completeness import entry_findings
from app.checks.doubts import entry_doubts
from app.checks.finding import Finding
from app.checks.yardstick import Yardstick, yardstick_of
from app.drafting.entry import EntryContent
from app.drafting.lookup import entry_content, find_definition, item_of
from app.drafting.naming import names_of_entry
from app.drafting.progress import shown_evidence, verdicts_of
from app.drafting.projection import Relation, project, relation
from app.exchange.received import roster_standing
from app.exchange.roster import roster
from app.exchange.verdicts import Verdict, changed_since_return, conversation
from app.organisations import Organisation
from app.proposals.wording import differing_spans
from app.standards.models import STANDARD_CATALOGUE, Definition, Element
from app.tables.official import standard_text
from app.workspace import Workspace
from db.repositories.entries import EntryRow

Beside = Literal["same", "own-name", "differs", "missing", "local"]
"""How an element stands to the standard: as adopting writes it, the same but for the unit's own name, other, empty
where the standard says something, or with no standard to be held against."""

_MOST_WAYS = 3
"""So many of the ways in which other units filled an element are told, the most frequent first."""


@dataclass(frozen=True)
class ReviewPlace:
    """One field (or checklist without fields) of one unit as it was handed in. `round` None: taken in otherwise."""

    organisation: str
    unit: str
    checklist: str
    field: str | None
    name: str
    round: int | None
    entries: int


@dataclass(frozen=True)
class ReviewRow:
    """One entry in the list. `standing`: accepted, returned or pending. `findings` that block and that ask to look.

    `again`: it was returned before and has been changed since.
    """

    entry: str
    revision: str
    code: str
    heading: str
    title: str
    standing: str
    blocks: int
    warns: int
    again: bool
    relation: Relation


@dataclass(frozen=True)
class ElementBeside:
    """One element in the standard's words and the unit's. `spans` mark what only the unit says (start, length);
    `suggested` is the value that adopting the standard would write for the unit."""

    key: str
    label: str
    standard: str
    theirs: str
    beside: Beside
    spans: tuple[tuple[int, int], ...]
    value: Any
    suggested: Any


@dataclass(frozen=True)
class OtherWay:
    """How many other units filled an element so; `text` "" where they left it empty."""

    text: str
    units: int


@dataclass(frozen=True)
class ReviewedEntry:
    """One entry as its reviewer reads it. `others` tells how other units filled `others_element`; `others_missing`
    counts those that have handed in nothing for it."""

    row: ReviewRow
    unit: Organisation
    definition: Definition
    field: str | None
    evidence: str | None
    not_applicable: str | None
    elements: tuple[ElementBeside, ...]
    findings: tuple[Finding, ...]
    conversation: tuple[Verdict, ...]
    others_element: str
    others: tuple[OtherWay, ...]
    others_missing: int


def review_places(workspace: Workspace) -> list[ReviewPlace]:
    """Return what the units below us handed in for this edition, unit by unit in the roster's order."""
    entries: Counter[tuple[str, str, str | None]] = Counter()
    for row in workspace.store.entries.counts(workspace.edition):
        entries[row["organisation"], row["checklist"], row["field"]] += row["entries"]
    found = []
    for standing in roster_standing(workspace):
        unit = standing.unit
        for organisation, checklist, field in sorted(entries, key=_in_order):
            if organisation == unit.id:
                name, count = _list_name(workspace, checklist, field), entries[organisation, checklist, field]
                found.append(ReviewPlace(unit.id, unit.name, checklist, field, name, standing.round, count))
    return found


def review_list(workspace: Workspace, organisation: str, checklist: str, field: str | None) -> list[ReviewRow]:
    """Return the entries of one field of a unit in the order of its table."""
    rows = list(_rows(workspace, organisation, checklist, field))
    return list(_review_rows(workspace, yardstick_of(workspace, organisation, checklist, field), rows))


def reviewed_entry(workspace: Workspace, entry: str) -> ReviewedEntry | None:
    """Return one entry (id) of a unit below us beside the standard; None when it is no longer there."""
    row = workspace.store.entries.get(entry)
    if row is None or row.content["removed"]:
        return None
    content = entry_content(row)
    yardstick = yardstick_of(workspace, content.organisation, content.checklist, content.field)
    elements = tuple(_elements(yardstick, content))
    element, others, missing = _others(workspace, yardstick.definition, content, elements)
    return ReviewedEntry(
        row=next(_review_rows(workspace, yardstick, [row])),
        unit=yardstick.unit,
        definition=yardstick.definition,
        field=content.field,
        evidence=shown_evidence(content),
        not_applicable=content.not_applicable,
        elements=elements,
        findings=tuple(_findings(yardstick, row.id, content)),
        conversation=tuple(conversation(workspace, entry)),
        others_element=element,
        others=others,
        others_missing=missing,
    )


def _rows(workspace: Workspace, organisation: str, checklist: str, field: str | None) -> Iterator[EntryRow]:
    listed = workspace.store.entries.listed(
        organisation=organisation, edition=workspace.edition, checklist=checklist, fields=[field] if field else None
    )
    return (row for row in listed if row.content["field"] == field)


def _review_rows(workspace: Workspace, yardstick: Yardstick, rows: list[EntryRow]) -> Iterator[ReviewRow]:
    verdicts = verdicts_of(workspace, rows)
    again = set(changed_since_return(workspace, yardstick.unit.id))
    for row in rows:
        content = entry_content(row)
        item = item_of(workspace, content)
        heading, title = names_of_entry(yardstick.definition, content, item)
        severities = Counter(finding.severity for finding in _findings(yardstick, row.id, content))
        yield ReviewRow(
            entry=row.id,
            revision=row.revision,
            code=content.item or "",
            heading=heading,
            title=title,
            standing=verdicts[row.id] or "pending",
            blocks=severities["block"],
            warns=severities["warn"],
            again=row.id in again,
            relation=relation(yardstick.definition, item, yardstick.unit, content),
        )


def _findings(yardstick: Yardstick, id: str, content: EntryContent) -> Iterator[Finding]:
    yield from entry_findings(yardstick.workspace, id, content, yardstick)
    yield from entry_doubts(yardstick, id, content)


def _elements(yardstick: Yardstick, content: EntryContent) -> Iterator[ElementBeside]:
    definition, wording = yardstick.definition, yardstick.wording(content)
    item = item_of(yardstick.workspace, content)
    ways = [project(definition, item, yardstick.unit, way).values for way in ("as-written", "own")] if item else []
    for element in definition.elements:
        value, standard = content.values.get(element.key), wording.get(element.key)
        theirs, written = standard_text(element, value), standard_text(element, standard)
        if not theirs and not written:
            continue
        beside = _beside(value, standard, [way.get(element.key) for way in ways])
        spans = differing_spans(theirs, written) if beside == "differs" and written else ()
        suggested = ways[0].get(element.key) if ways else None
        yield ElementBeside(element.key, element.label, written, theirs, beside, spans, value, suggested)


def _beside(value: Any, standard: Any, as_adopted: list[Any]) -> Beside:
    if not as_adopted:
        return "local"
    if value in as_adopted:
        return "same" if value == standard else "own-name"
    return "missing" if value in (None, "", []) else "differs"


def _others(
    workspace: Workspace, definition: Definition, content: EntryContent, elements: tuple[ElementBeside, ...]
) -> tuple[str, tuple[OtherWay, ...], int]:
    """Tell how other units filled the element that most needs a look: the first that differs, deadlines before all."""
    differing = [each for each in elements if each.beside in ("differs", "missing")]
    if content.item is None or not differing:
        return "", (), 0
    kinds = {element.key: element.kind for element in definition.elements}
    chosen = min(differing, key=lambda each: kinds[each.key] != "deadline")
    element = definition.element(chosen.key)
    rows = workspace.store.entries.by_item(content.item, workspace.edition)
    outside = {content.organisation, workspace.organisation.id}
    others = [row for row in rows if row.content["organisation"] not in outside and not row.content["removed"]]
    ways = Counter(_way(element, row.content["values"]) for row in others)
    below = {unit.id for unit in roster(workspace)} - outside
    told = tuple(OtherWay(text, units) for text, units in ways.most_common(_MOST_WAYS))
    return element.label, told, len(below - {row.content["organisation"] for row in others})


def _way(element: Element, values: Mapping[str, Any]) -> str:
    return standard_text(element, values.get(element.key))


def _in_order(place: tuple[str, str, str | None]) -> tuple:
    organisation, checklist, field = place
    return organisation, checklist != STANDARD_CATALOGUE, checklist, field or ""


def _list_name(workspace: Workspace, checklist: str, field: str | None) -> str:
    if checklist == STANDARD_CATALOGUE and field is not None and field in workspace.library.fields:
        return f"{field} {workspace.library.fields[field].name}"
    return find_definition(workspace, checklist).name
