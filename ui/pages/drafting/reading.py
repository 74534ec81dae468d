"""What the drafting page shows, read from the store as plain records."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple

from app.checks.completeness import check_table
from app.checks.finding import Finding
from app.drafting.concern import not_concerned
from app.drafting.editing import own_entry
from app.drafting.entry import EntryContent, title_of
from app.drafting.history import difference_label, difference_text, history
from app.drafting.lookup import entry_content, find_definition, item_of, known_item
from app.drafting.progress import shown_evidence
from app.drafting.projection import differing_elements, project, relation
from app.drafting.publisher_answers import publisher_answer
from app.drafting.tables import OwnTable, heading_element, open_publishers, own_entries, own_items, own_tables
from app.drafting.typing_drafts import waiting_drafts
from app.standards.models import STANDARD_CATALOGUE, Definition, Item, Law
from app.workspace import Workspace


class Place(NamedTuple):
    """Which table is shown: a field of the standard catalogue, or another checklist (`field` None)."""

    checklist: str
    field: str | None = None


@dataclass(frozen=True)
class ItemState:
    """One line of the list. `key` is the item's code, or the entry's id where no item stands behind it.

    `state`: untouched (no entry), draft, ready, final or not_applicable.
    """

    key: str
    entry: str | None
    code: str
    heading: str
    title: str
    state: str

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do here."""
        return self.state in ("ready", "final", "not_applicable")


@dataclass(frozen=True)
class TableView:
    """A table with its items, what the check says, and the items whose publisher somebody has to decide about.

    `citations` are the laws in force, to be offered while a basis is written. `not_concerned`: see `OwnTable`.
    """

    place: Place
    name: str
    definition: Definition
    items: tuple[ItemState, ...]
    findings: tuple[Finding, ...]
    open_publishers: tuple[str, ...]
    citations: tuple[dict[str, Any], ...]
    not_concerned: str

    def item(self, key: str) -> ItemState | None:
        """Return the line with a key."""
        return next((item for item in self.items if item.key == key), None)

    def key_of(self, finding: Finding) -> str:
        """Return the key of the line a finding is about, "" for one about the whole table."""
        return self._keys.get(finding.entry, "") if finding.entry else finding.item or ""

    @cached_property
    def _keys(self) -> dict[str, str]:
        return {item.entry: item.key for item in self.items if item.entry}


@dataclass(frozen=True)
class EntryView:
    """One item as the form shows it; `entry` is None while the unit has not adopted it.

    `values` has what waits in editors over what is stored; `waiting` says why it waits. `standard` is what adopting
    would write for us, `wording` what the standard itself says; both None for a local entry.
    """

    place: Place
    key: str
    entry: str | None
    definition: Definition
    code: str
    heading: str
    title: str
    values: dict[str, Any]
    waiting: dict[str, str]
    standard: dict[str, Any] | None
    wording: dict[str, Any] | None
    differing: frozenset[str]
    relation: str | None
    state: str
    evidence: str | None
    confirmed: str
    not_applicable: str | None
    guidance: str
    source: str
    shows_names: bool


@dataclass(frozen=True)
class Change:
    """One element of a version: what it was and what it became, in words. `element` is "" for what is none."""

    element: str
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class VersionView:
    """One version of an entry: when (ISO 8601), by whom, what the act was called and what it changed."""

    revision: str
    at: str
    person: str
    label: str
    changes: tuple[Change, ...]
    redacted: bool
    is_current: bool


@dataclass(frozen=True)
class PageView:
    """All the page shows: the tables to choose from, the one chosen, the item chosen and, if asked, its versions."""

    tables: tuple[OwnTable, ...]
    table: TableView
    entry: EntryView | None
    versions: tuple[VersionView, ...] | None


def read_page(workspace: Workspace, places: Sequence[Place], key: str, *, with_versions: bool = False) -> PageView:
    """Return what the page shows: of `places` the first that concerns the unit, else the unit's first table."""
    tables = tuple(own_tables(workspace))
    known = [Place(table.checklist, table.field) for table in tables]
    place = next((place for place in places if place in known), known[0])
    table = read_table(workspace, place)
    entry = read_entry(workspace, place, key) if table.item(key) else None
    return PageView(tables, table, entry, _versions(workspace, entry) if with_versions else None)


def read_line(workspace: Workspace, page: PageView, key: str, *, with_versions: bool = False) -> PageView:
    """Return a page as it was read before with another line of its table chosen; `entry` is None if that went."""
    line, place = page.table.item(key), page.table.place
    if line is None or line.entry is None:
        item = line and known_item(workspace, place.checklist, key)
        return replace(page, entry=item and _item_view(workspace, place, item), versions=None)
    row = workspace.store.entries.get(line.entry)
    entry = row and _entry_view(workspace, place, row.id, entry_content(row))
    return replace(page, entry=entry, versions=_versions(workspace, entry) if with_versions else None)


def read_table(workspace: Workspace, place: Place) -> TableView:
    """Return a table: our entries, and between them the standard's items that were not adopted yet."""
    definition = find_definition(workspace, place.checklist)
    entries = own_entries(workspace, *place)
    return TableView(
        place,
        workspace.library.fields[place.field].name if place.field else definition.name,
        definition,
        tuple(_grouped(_lines(workspace, definition, place, entries))),
        tuple(check_table(workspace, *place)),
        tuple(open_publishers(workspace, *place)),
        known_citations(workspace),
        "" if entries else not_concerned(workspace).get(place.field or "", ""),
    )


def known_citations(workspace: Workspace) -> tuple[dict[str, Any], ...]:
    """Return the laws in force, to be offered while a basis is written."""
    return tuple({"title": law.title, "number": law.number, "kind": law.kind} for law in _laws_in_force(workspace))


def read_entry(workspace: Workspace, place: Place, key: str) -> EntryView | None:
    """Return what the form shows for a line of a table; None where there is no such line any more."""
    for row, content in own_entries(workspace, *place):
        if key in (content.item, row.id):
            return _entry_view(workspace, place, row.id, content)
    item = known_item(workspace, place.checklist, key)
    return None if item is None else _item_view(workspace, place, item)


def read_versions(workspace: Workspace, entry: str) -> list[VersionView]:
    """Return the versions of one of our entries, newest first."""
    row = own_entry(workspace, entry)
    definition = find_definition(workspace, row.content["checklist"])
    versions = history(workspace, "entry", entry)
    return [
        VersionView(
            version.revision,
            version.at,
            version.person or "",
            version.label,
            _changes(definition, version.differences) if number else (),
            version.redacted,
            version.revision == row.revision,
        )
        for number, version in reversed(list(enumerate(versions)))
    ]


def place_of_entry(workspace: Workspace, entry: str) -> tuple[Place, str]:
    """Return the table of one of our entries and its key there."""
    row = own_entry(workspace, entry)
    content = entry_content(row)
    return Place(content.checklist, content.field), content.item or row.id


def place_of_item(workspace: Workspace, code: str) -> tuple[Place, str] | None:
    """Return the table of a standard item, which is also its key there; None for an unknown code."""
    found = (known_item(workspace, table.checklist, code) for table in own_tables(workspace))
    item = next((item for item in found if item is not None), None)
    return item and (Place(item.checklist, item.field), item.code)


def place_of_law(workspace: Workspace, title: str) -> tuple[Place, str] | None:
    """Return the first item that rests on a law, our own entries before the standard; None where none does."""
    for table in own_tables(workspace):
        place = Place(table.checklist, table.field)
        for row, content in own_entries(workspace, *place):
            if _cites(content.values, title):
                return place, content.item or row.id
    for table in own_tables(workspace):
        place = Place(table.checklist, table.field)
        for item in own_items(workspace, *place):
            if _cites(item.values, title):
                return place, item.code
    return None


def _versions(workspace: Workspace, entry: EntryView | None) -> tuple[VersionView, ...] | None:
    return tuple(read_versions(workspace, entry.entry)) if entry and entry.entry else None


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


def _grouped(lines: Iterable[ItemState]) -> list[ItemState]:
    """Bring lines under one heading together, headings in the order in which they first come."""
    groups: dict[str, list[ItemState]] = {}
    for line in lines:
        groups.setdefault(line.heading, []).append(line)
    return [line for group in groups.values() for line in group]


def _entry_line(workspace: Workspace, definition: Definition, id: str, content: EntryContent) -> ItemState:
    heading, title = _entry_names(workspace, definition, content)
    state = "not_applicable" if content.not_applicable is not None else content.state
    return ItemState(content.item or id, id, content.item or "", heading, title, state)


def _item_line(definition: Definition, item: Item) -> ItemState:
    return ItemState(item.code, None, item.code, *_names(definition, item.values), "untouched")


def _entry_names(workspace: Workspace, definition: Definition, content: EntryContent) -> tuple[str, str]:
    """Return heading and name of an entry; while its own are empty, those of the item behind it."""
    item = item_of(workspace, content)
    filled = {key: value for key, value in content.values.items() if value}
    heading, title = _names(definition, (dict(item.values) if item else {}) | filled)
    return heading or (_NO_HEADING if heading_element(definition) else ""), title


def _names(definition: Definition, values: dict[str, Any]) -> tuple[str, str]:
    """Return the heading an entry stands under and its name below that."""
    element = heading_element(definition)
    heading = values.get(element) if element else None
    parts = [values.get(key) for key in definition.title_elements if key != element]
    title = " / ".join(part for part in parts if isinstance(part, str) and part)
    return heading or "", title or title_of(definition, values)


def _entry_view(workspace: Workspace, place: Place, id: str, content: EntryContent) -> EntryView:
    definition, unit = find_definition(workspace, content.checklist), workspace.organisation
    item, waiting = item_of(workspace, content), waiting_drafts(workspace, id)
    answer = publisher_answer(workspace, *place)
    heading, title = _entry_names(workspace, definition, content)
    differing = differing_elements(definition, item, unit, content.values, answer) if item else ()
    return EntryView(
        place=place,
        key=content.item or id,
        entry=id,
        definition=definition,
        code=content.item or "",
        heading=heading,
        title=title,
        values=content.values | waiting.typed,
        waiting=waiting.reasons,
        standard=project(definition, item, unit, answer).values if item else None,
        wording=dict(item.values) if item else None,
        differing=frozenset(differing),
        relation=relation(definition, item, unit, content, answer),
        state=content.state,
        evidence=shown_evidence(content),
        confirmed=_confirmed_by(content),
        not_applicable=content.not_applicable,
        guidance=(item and item.guidance) or "",
        source=_source(workspace, definition, item),
        shows_names=bool(item and item.pii_risk),
    )


def _item_view(workspace: Workspace, place: Place, item: Item) -> EntryView:
    definition = find_definition(workspace, place.checklist)
    standard = project(definition, item, workspace.organisation, publisher_answer(workspace, *place)).values
    heading, title = _names(definition, item.values)
    return EntryView(
        place=place,
        key=item.code,
        entry=None,
        definition=definition,
        code=item.code,
        heading=heading,
        title=title,
        values=standard,
        waiting={},
        standard=standard,
        wording=dict(item.values),
        differing=frozenset(),
        relation=None,
        state="untouched",
        evidence=item.evidence,
        confirmed="",
        not_applicable=None,
        guidance=item.guidance or "",
        source=_source(workspace, definition, item),
        shows_names=item.pii_risk,
    )


def _laws_in_force(workspace: Workspace) -> Iterator[Law]:
    return (law for law in workspace.library.laws if law.state in ("in_force", "amended"))


def _cites(values: dict[str, Any], title: str) -> bool:
    return any(
        isinstance(member, dict) and member.get("title") == title
        for value in values.values()
        if isinstance(value, list)
        for member in value
    )


def _confirmed_by(content: EntryContent) -> str:
    if content.confirmed is None:
        return ""
    day = datetime.fromisoformat(content.confirmed.at).astimezone()
    return f"{content.confirmed.person} {day.year}年{day.month}月{day.day}日"


def _source(workspace: Workspace, definition: Definition, item: Item | None) -> str:
    """Say in words where the wording of an item comes from and how well it is known."""
    if item is None:
        return ""
    if definition.code == STANDARD_CATALOGUE:
        guide = workspace.library.fields[item.field].guide
        named = f"《{guide.title}》" + (f"（{guide.document_number}）" if guide.document_number else "")
    else:
        named = "、".join(f"《{basis.title}》" for basis in definition.legal_basis[:2]) or definition.name
    read = f"，在 {len(item.sources)} 处公布的文本里读到" if item.sources else ""
    return f"{named}{read}。{_HOW_WELL[item.evidence]}"


def _changes(definition: Definition, differences: dict[str, tuple[Any, Any]]) -> tuple[Change, ...]:
    elements = {element.key for element in definition.elements}
    return tuple(
        Change(
            key if key in elements else "",
            difference_label(definition, key),
            difference_text(key, before),
            difference_text(key, after),
        )
        for key, (before, after) in differences.items()
    )


_NO_HEADING = "还没有归类"
_HOW_WELL = {
    "seen": "文字对照公布的原文看过。",
    "partly": "一部分文字对照公布的原文看过，其余要您对一遍。",
    "recalled": "还没有对照公布的原文，请您对一遍再用。",
}
