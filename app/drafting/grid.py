"""A table as rows of values: every line with all that a grid shows of it, as plain data that needs no store."""

from collections.abc import Hashable, Iterable, Mapping
from typing import Any, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from app.drafting.beginning import Beginning, beginning_id
from app.drafting.entry import EntryContent
from app.drafting.lookup import entry_content, find_definition, item_of
from app.drafting.naming import names_of, names_of_entry
from app.drafting.natural_order import natural_key
from app.drafting.progress import shown_evidence
from app.drafting.projection import PublisherAnswer, project
from app.drafting.publisher_answers import publisher_answer
from app.drafting.row_memory import RowMemory, table_heads
from app.drafting.tables import own_items
from app.drafting.typing_drafts import waiting_drafts
from app.standards.models import Definition, Item
from app.workspace import Workspace
from db.repositories.entries import EntryHead, EntryRow

Table = tuple[str, str | None]


class Waits(NamedTuple):
    """What was typed into an element and is no value of it yet, and why."""

    typed: Any
    reason: str


class GridRow(Struct, frozen=True):
    """One line. `id` and `revision` are None for an item that was not adopted; its values are those adopting writes.

    `key`: item code, or the entry's id where no item stands behind it. `values` are those stored; what waits in an
    editor stands in `waiting`. `standard`: the standard's values for us, nothing where no item stands behind the line;
    `differing`: elements that are not so. `state`: untouched, draft, ready, final or not_applicable. `evidence`:
    confirmed, seen, partly, recalled, None when local.
    `future`: the id that the entry of an item not adopted will have, "" where there is one.
    Rows are shared by readings: never change what they hold.
    """

    id: str | None
    key: str
    code: str
    heading: str
    title: str
    field: str | None
    values: Mapping[str, Any]
    differing: frozenset[str]
    state: str
    relation: str | None
    evidence: str | None
    not_applicable: str | None
    local: bool
    position: int
    revision: str | None
    standard: Mapping[str, Any] = {}
    waiting: Mapping[str, Waits] = {}
    future: str = ""

    @property
    def entry(self) -> str:
        """The id of the entry, or the one it will have."""
        return self.id or self.future


class Grid(Struct, frozen=True):
    """The lines of a table in its order. `missing`: how many entries a first page leaves out, 0 when all are there."""

    definition: Definition
    rows: tuple[GridRow, ...]
    missing: int = 0


class GridReading:
    """Reads tables of our unit; a line is made anew only when its entry, or what it is compared with, changed.

    Belongs to the thread of the workspace; what it returns does not.
    """

    def __init__(self) -> None:
        self._memories: dict[Table, RowMemory[GridRow]] = {}

    def read(
        self,
        workspace: Workspace,
        checklist: str,
        field: str | None = None,
        *,
        limit: int | None = None,
        grouped: bool = True,
    ) -> Grid:
        """Return a table: our entries, and between them the standard's items of our level without one.

        `grouped` brings lines under one heading together; without they stand in the order of the printed table.
        With `limit` only that many entries are read, for a first page that is there at once; reading again without
        takes them over. In the whole table lines may then come between them that stand under an earlier heading.
        """
        table = (checklist, field)
        maker = _Maker(workspace, table)
        heads = table_heads(workspace, table)
        memory = self._memories.setdefault(table, RowMemory())
        read = memory.read(workspace, heads[:limit], table, maker.rules, maker.row_of)
        if limit is None:
            memory.keep_only(heads)
            # Loading the readings of characters takes as long as ten frames: not when somebody sorts.
            natural_key("一")
        lines = _in_order([row.made for row in read], maker.untouched(heads), grouped=grouped)
        return Grid(maker.definition, _with_waiting(workspace, checklist, lines), len(heads) - len(read))


class _Maker:
    """Makes lines of one table; what depends on the item alone is worked out once an item."""

    def __init__(self, workspace: Workspace, table: Table):
        self._workspace, self._table = workspace, table
        self.definition = find_definition(workspace, table[0])
        self._answer: PublisherAnswer = publisher_answer(workspace, *table)
        self._standards: dict[str, dict[str, Any]] = {}

    @property
    def rules(self) -> Hashable:
        """All that lines depend on besides their entries."""
        return self._workspace.library.digest, self._workspace.organisation, self._answer

    def row_of(self, row: EntryRow) -> GridRow:
        """Return the line of an entry."""
        content = entry_content(row)
        item = item_of(self._workspace, content)
        heading, title = names_of_entry(self.definition, content, item)
        differing = self._differing(item, content.values)
        return GridRow(
            id=row.id,
            key=content.item or row.id,
            code=content.item or "",
            heading=heading,
            title=title,
            field=content.field,
            values=content.values,
            differing=differing,
            state="not_applicable" if content.not_applicable is not None else content.state,
            relation=_relation(content, item, differing),
            evidence=shown_evidence(content),
            not_applicable=content.not_applicable,
            local=content.local,
            position=content.position,
            revision=row.revision,
            standard=self._standard(item) if item is not None else {},
        )

    def untouched(self, heads: Iterable[EntryHead]) -> list[tuple[str, GridRow | None]]:
        """Return the items of our level in order, by code, with the line of each that has no entry."""
        adopted = {head.item for head in heads}
        items = own_items(self._workspace, *self._table)
        return [(item.code, None if item.code in adopted else self._item_row(item)) for item in items]

    def _item_row(self, item: Item) -> GridRow:
        heading, title = names_of(self.definition, item.values)
        return GridRow(
            id=None,
            key=item.code,
            code=item.code,
            heading=heading,
            title=title,
            field=self._table[1],
            values=self._standard(item),
            differing=frozenset(),
            state="untouched",
            relation=None,
            evidence=item.evidence,
            not_applicable=None,
            local=False,
            position=0,
            revision=None,
            future=beginning_id(self._workspace, Beginning(self.definition.code, item.code)),
        )

    def _standard(self, item: Item) -> dict[str, Any]:
        if item.code not in self._standards:
            projected = project(self.definition, item, self._workspace.organisation, self._answer)
            self._standards[item.code] = projected.values
        return self._standards[item.code]

    def _differing(self, item: Item | None, values: Mapping[str, Any]) -> frozenset[str]:
        if item is None:
            return frozenset()
        standard = self._standard(item)
        return frozenset(e.key for e in self.definition.elements if values.get(e.key) != standard.get(e.key))


def _relation(content: EntryContent, item: Item | None, differing: frozenset[str]) -> str:
    if content.local or item is None:
        return "local"
    if content.not_applicable is not None:
        return "not_applicable"
    return "adapted" if differing else "adopted"


def _with_waiting(workspace: Workspace, checklist: str, rows: tuple[GridRow, ...]) -> tuple[GridRow, ...]:
    """Return rows with what was typed into them and is no value yet; that has no revision to be known by."""
    typed = {draft["subject_id"] for draft in workspace.store.drafts.all()}
    if not typed:
        return rows
    return tuple(_waiting_row(workspace, checklist, row) if row.entry in typed else row for row in rows)


def _waiting_row(workspace: Workspace, checklist: str, row: GridRow) -> GridRow:
    waiting = waiting_drafts(workspace, row.entry, None if row.id else Beginning(checklist, row.code))
    return replace(row, waiting={key: Waits(waiting.typed[key], why) for key, why in waiting.reasons.items()})


def _in_order(
    rows: Iterable[GridRow], items: Iterable[tuple[str, GridRow | None]], *, grouped: bool
) -> tuple[GridRow, ...]:
    """Put lines without an entry behind the item before them in the standard."""
    lines = list(rows)
    entries = {row.key for row in lines}
    behind: dict[str, list[GridRow]] = {}
    before = ""
    for code, untouched in items:
        if untouched is not None:
            behind.setdefault(before, []).append(untouched)
        elif code in entries:
            before = code
    whole = [*behind.get("", ()), *(each for row in lines for each in (row, *behind.get(row.key, ())))]
    return _by_heading(whole) if grouped else tuple(whole)


def _by_heading(lines: Iterable[GridRow]) -> tuple[GridRow, ...]:
    """Bring lines under one heading together; headings come in the order in which they are first met."""
    groups: dict[str, list[GridRow]] = {}
    for line in lines:
        groups.setdefault(line.heading, []).append(line)
    return tuple(line for group in groups.values() for line in group)
