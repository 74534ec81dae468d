"""全县总表: how far every unit below us is in every field. Read from kept counts, whatever the number of entries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Literal

from app.county.standard_versions import unit_versions
from app.drafting.entry import title_of
from app.drafting.lookup import entry_content, find_definition, standard_items
from app.exchange.received import UnitStanding, roster_standing
from app.organisations import Organisation
from app.standards.models import STANDARD_CATALOGUE, Item, Level
from app.workspace import Workspace
from db.repositories.entries import EntryRow
from db.repositories.tallies import TallyRow

CellStanding = Literal[
    "not_submitted",
    "returned",
    "findings",
    "missing",
    "not_applicable",
    "accepted",
    "unchecked",
    "unconfirmed",
    "submitted",
    "complete",
]

STANDING_LABELS: dict[CellStanding, str] = {
    "not_submitted": "没交",
    "returned": "已退回 {n}",
    "findings": "有问题 {n}",
    "missing": "缺条目 {n}",
    "not_applicable": "不涉及",
    "accepted": "已通过",
    "unchecked": "没查过 {n}",
    "unconfirmed": "待核对 {n}",
    "submitted": "没填完 {n}",
    "complete": "待审 {n}",
}
"""What a cell says, gravest first; {n} is how many entries it is about."""
PROBLEMS: tuple[CellStanding, ...] = ("not_submitted", "returned", "findings", "missing")
"""What the unit has to do something about."""


@dataclass(frozen=True)
class MatrixColumn:
    """A field of the standard catalogue, or another checklist (`field` None)."""

    checklist: str
    field: str | None
    name: str


@dataclass(frozen=True)
class Counts:
    """Entries of a unit in a column. `items`: the standard's of the unit's level, `missing` of them without an entry.

    `ready`, `unconfirmed`, `unchecked`, `blocked`, `warned` leave out what is 不涉及 (`declined`). `unchecked`: nobody
    looked for findings in them as they stand. `blocked` and `warned` count entries, not findings.
    """

    items: int = 0
    entries: int = 0
    missing: int = 0
    declined: int = 0
    ready: int = 0
    unconfirmed: int = 0
    unchecked: int = 0
    blocked: int = 0
    warned: int = 0
    accepted: int = 0
    returned: int = 0

    @property
    def pending(self) -> int:
        """Entries on which there is no verdict as they stand."""
        return self.entries - self.accepted - self.returned

    @property
    def unready(self) -> int:
        """Entries that their unit has not finished."""
        return self.entries - self.declined - self.ready

    def plus(self, other: "Counts") -> "Counts":
        """Return the sums of both."""
        return Counts(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(Counts)))


@dataclass(frozen=True)
class MatrixCell:
    """A unit in a column: its gravest standing, and the counts behind it."""

    standing: CellStanding
    counts: Counts

    @property
    def number(self) -> int:
        """How many entries the standing is about."""
        counts = self.counts
        numbers: Mapping[CellStanding, int] = {
            "returned": counts.returned,
            "findings": counts.blocked,
            "missing": counts.missing,
            "unchecked": counts.unchecked,
            "unconfirmed": counts.unconfirmed,
            "submitted": counts.unready,
            "complete": counts.pending,
        }
        return numbers.get(self.standing, counts.entries)

    @property
    def is_accepted(self) -> bool:
        """Whether nothing is missing and every entry is accepted, those that say 不涉及 too."""
        return self.counts.accepted == self.counts.entries > 0 and not self.counts.missing

    @property
    def label(self) -> str:
        """The standing in words."""
        return STANDING_LABELS[self.standing].format(n=self.number)


@dataclass(frozen=True)
class MatrixRow:
    """A unit: the newest round that came from it and when (ISO 8601), None where nothing came; a cell for each column,
    None where the column has nothing for units of its level and none of them has an entry there."""

    unit: Organisation
    round: int | None
    at: str | None
    cells: tuple[MatrixCell | None, ...]
    behind: tuple[str, ...] = ()
    """The fields, by name, in which it does not go by the version of the standard that is demanded."""
    overdue: tuple[tuple[str, int], ...] = ()
    """What its registers were overdue with when it handed in, and how many; only `with_overdue` fills it."""

    @cached_property
    def counts(self) -> Counts:
        """The counts of all columns together."""
        return _sum(self.cells)

    @cached_property
    def concerned(self) -> int:
        """How many columns have something for this unit."""
        return sum(cell is not None for cell in self.cells)

    @cached_property
    def accepted(self) -> int:
        """How many of them are accepted as a whole."""
        return sum(cell is not None and cell.is_accepted for cell in self.cells)

    @property
    def overdue_words(self) -> str:
        """公开台账 3 件、政策解读 1 件; empty where nothing was overdue."""
        return "、".join(f"{what} {count} 件" for what, count in self.overdue)

    @cached_property
    def problems(self) -> int:
        """In how many of them the unit has to do something."""
        return sum(cell is not None and cell.standing in PROBLEMS for cell in self.cells)


@dataclass(frozen=True)
class Matrix:
    """The units of the roster in its order, and the columns in order of field, then checklist."""

    edition: str
    columns: tuple[MatrixColumn, ...]
    rows: tuple[MatrixRow, ...]

    @cached_property
    def sums(self) -> tuple[Counts, ...]:
        """The counts of all units together, by column."""
        return tuple(_sum(row.cells[place] for row in self.rows) for place in range(len(self.columns)))

    @property
    def submitted(self) -> int:
        """How many units handed something in."""
        return sum(row.round is not None for row in self.rows)


@dataclass(frozen=True)
class CellEntry:
    """One entry behind a cell. `verdict`: accepted, returned or pending; `blocks` and `warns` None: never looked at."""

    id: str
    item: str | None
    title: str
    state: str
    not_applicable: str | None
    is_unconfirmed: bool
    verdict: str
    blocks: int | None
    warns: int | None


def matrix(workspace: Workspace, *, edition: str | None = None) -> Matrix:
    """Return how every unit of the roster stands in every field that has something for one of them."""
    year = edition or workspace.edition
    units = roster_standing(workspace, year)
    tallies = {(row.organisation, row.checklist, row.field): row for row in workspace.store.tallies.of_edition(year)}
    columns = _columns(workspace, [each.unit for each in units], tallies)
    extra = _beyond_level(workspace, year, units)
    # Once for each level, not for each unit: they are the same ten times over.
    sizes = {
        level: [len(_level_items(workspace, column, level)) for column in columns]
        for level in {each.unit.facts.level for each in units}
    }
    behind: dict[str, tuple[str, ...]] = {}
    for told in unit_versions(workspace) if year == workspace.edition else ():
        behind[told.unit.id] = (*behind.get(told.unit.id, ()), *((told.name,) if told.behind else ()))
    rows = (
        replace(_row(each, columns, sizes[each.unit.facts.level], tallies, extra), behind=behind.get(each.unit.id, ()))
        for each in units
    )
    return Matrix(year, columns, tuple(rows))


def cell_entries(
    workspace: Workspace, unit: str, column: MatrixColumn, *, edition: str | None = None
) -> list[CellEntry]:
    """Return the live entries of a unit (its id) in a column, in table order."""
    rows = workspace.store.entries.listed(
        organisation=unit,
        edition=edition or workspace.edition,
        checklist=column.checklist,
        fields=None if column.field is None else [column.field],
    )
    listed = list(rows)
    looked = workspace.store.entries.looked(row.id for row in listed)
    verdicts = workspace.store.verdicts.standing(row.id for row in listed)
    return [_cell_entry(workspace, row, looked[row.id], verdicts[row.id]) for row in listed]


def missing_items(workspace: Workspace, unit: Organisation, column: MatrixColumn) -> list[tuple[str, str]]:
    """Return (code, title) of the standard's items of the unit's level that have no entry in a column."""
    entries = workspace.store.entries.heads(unit.id, workspace.edition, column.checklist, column.field)
    begun = {entry.item for entry in entries}
    definition = find_definition(workspace, column.checklist)
    wanted = _level_items(workspace, column, unit.facts.level)
    return [(item.code, title_of(definition, item.values)) for item in wanted if item.code not in begun]


def _columns(
    workspace: Workspace, units: list[Organisation], tallies: Mapping[tuple, TallyRow]
) -> tuple[MatrixColumn, ...]:
    known = {unit.id for unit in units}
    begun = {(checklist, field) for organisation, checklist, field in tallies if organisation in known}
    levels = {unit.facts.level for unit in units}
    fields = [
        MatrixColumn(STANDARD_CATALOGUE, code, field.name)
        for code, field in sorted(workspace.library.fields.items())
        if (STANDARD_CATALOGUE, code) in begun or any(levels.intersection(item.levels) for item in field.items)
    ]
    others = [
        MatrixColumn(checklist, None, workspace.library.definitions[checklist].name)
        for checklist, _ in sorted(place for place in begun if place[1] is None)
        if checklist in workspace.library.definitions
    ]
    return (*fields, *others)


def _level_items(workspace: Workspace, column: MatrixColumn, level: Level | None) -> list[Item]:
    items = standard_items(workspace, column.checklist, column.field)
    return [item for item in items if not item.withdrawn and (level in item.levels or not item.levels)]


def _beyond_level(workspace: Workspace, edition: str, units: list[UnitStanding]) -> Mapping[tuple, int]:
    """Count, by unit and column, the entries of standard items that are not of the unit's level: they stand for none
    of those that are missing."""
    found: dict[tuple, int] = {}
    codes = workspace.store.entries.item_codes()
    for level in {each.unit.facts.level for each in units}:
        of_level = {
            item.code
            for definition in workspace.library.definitions.values()
            if definition.shape == "catalogue"
            for item in workspace.library.items(definition.code)
            if not item.withdrawn and (level in item.levels or not item.levels)
        }
        ids = [each.unit.id for each in units if each.unit.facts.level == level]
        found |= workspace.store.entries.count_of_items(edition, ids, codes - of_level)
    return found


def _row(
    standing: UnitStanding,
    columns: tuple[MatrixColumn, ...],
    sizes: list[int],
    tallies: Mapping[tuple, TallyRow],
    extra: Mapping[tuple, int],
) -> MatrixRow:
    places = [(standing.unit.id, column.checklist, column.field) for column in columns]
    cells = (
        _cell(size, _came(standing, tallies.get(place)), extra.get(place, 0))
        for size, place in zip(sizes, places, strict=True)
    )
    return MatrixRow(standing.unit, standing.round, standing.at, tuple(cells))


def _came(standing: UnitStanding, tally: TallyRow | None) -> TallyRow | None:
    """Return the counts, None where nothing has come, or it was taken back."""
    return None if tally is not None and standing.round is None and not tally.entries else tally


def _cell(items: int, tally: TallyRow | None, beyond: int) -> MatrixCell | None:
    if tally is None:
        return MatrixCell("not_submitted", Counts(items=items, missing=items)) if items else None
    counts = Counts(
        items=items,
        entries=tally.entries,
        missing=max(0, items - (tally.items - beyond)),
        declined=tally.declined,
        ready=tally.ready,
        unconfirmed=tally.unconfirmed,
        unchecked=tally.unchecked,
        blocked=tally.blocked,
        warned=tally.warned,
        accepted=tally.accepted,
        returned=tally.returned,
    )
    return MatrixCell(_standing(counts), counts) if items or tally.entries else None


def _standing(counts: Counts) -> CellStanding:
    """Return the gravest thing to be said of a cell: first what somebody has to do about it."""
    said: tuple[tuple[CellStanding, bool], ...] = (
        ("returned", counts.returned > 0),
        ("findings", counts.blocked > 0),
        ("missing", counts.missing > 0),
        ("not_applicable", counts.declined == counts.entries),
        ("accepted", counts.accepted == counts.entries),
        ("submitted", counts.unready > 0),
        ("unchecked", counts.unchecked > 0),
        ("unconfirmed", counts.unconfirmed > 0),
    )
    return next((standing for standing, is_so in said if is_so), "complete")


def _cell_entry(workspace: Workspace, row: EntryRow, looked: tuple, verdict: str | None) -> CellEntry:
    content = entry_content(row)
    return CellEntry(
        row.id,
        content.item,
        title_of(find_definition(workspace, content.checklist), content.values),
        content.state,
        content.not_applicable,
        content.evidence in ("partly", "recalled") and content.confirmed is None,
        verdict or "pending",
        *looked,
    )


def _sum(cells: Iterable[MatrixCell | None]) -> Counts:
    total = Counts()
    for cell in cells:
        total = total.plus(cell.counts) if cell is not None else total
    return total
