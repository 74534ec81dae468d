"""Entries of many units as the rows of one table: where units say the very same, one row names all of them.

A county has sixteen townships that adopted the same item from the same guide; sixteen equal rows would hide the two
that differ. Nothing but the unit's own name as publisher counts as the same.
"""

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from app.canonical import canonical_json
from app.county.area import each_unit
from app.county.standings import Standing
from app.county.whole_reading import FieldReading, UnitEntry
from app.drafting.progress import shown_evidence
from app.organisations import Organisation
from app.standards.library import Library
from app.standards.models import STANDARD_CATALOGUE
from app.tables.official import Cell, OfficialColumn, OfficialTable, TableEntry, TextCell, official_table

UNIT_HEAD, STANDING_HEAD = "单位", "状态"
#: What stands as publisher where several units publish the same, each its own.
THOSE_UNITS = "所列各单位"
STANDING_WORDS: Mapping[Standing, str] = {
    "public": "已通过",
    "pending": "待审",
    "returned": "已退回",
    "draft": "没有定稿",
}
OWN_PUBLIC = "已定稿"
_PUBLISHER = "publisher"
_UNIT_WIDTH, _STANDING_WIDTH = 25.0, 16.0
#: As many units are named one by one; more of them, where it is nearly all, as all with those that are not among them.
_NAMED = 6
_FEW_WITHOUT = 3
_LEVELS = ("county", "township", "village")
_LAST = 10**9


@dataclass
class MergedRow:
    """One row: an entry that stands for all of the same text, the units it is of, and the entries of each."""

    entry: UnitEntry
    units: list[Organisation] = field(default_factory=list)
    entries: list[UnitEntry] = field(default_factory=list)

    @property
    def is_unconfirmed(self) -> bool:
        """Whether any of the units has not held the text against the official one."""
        return any(shown_evidence(each.content) in ("partly", "recalled") for each in self.entries)

    @property
    def values(self) -> Mapping[str, object]:
        """The values to show: where several units publish, they are not named in every row again."""
        values = self.entry.content.values
        if len(self.units) == 1:
            return values
        return {**values, _PUBLISHER: _publisher(self.entry, THOSE_UNITS)}

    def standing_words(self, own: str) -> str:
        """How the row stands, in words; `own` is the id of the unit that makes the catalogue."""
        if self.entry.standing == "public" and self.entry.unit.id == own:
            return OWN_PUBLIC
        return STANDING_WORDS[self.entry.standing]


def merged_rows(reading: FieldReading, library: Library, *, own: str, by_standing: bool) -> list[MergedRow]:
    """Return the entries of a field as rows, in the order of the standard, those of our own making behind the items of
    the same first level; of one item our own unit's row first. `by_standing`: what stands differently is another row.
    """
    rows: dict[bytes, MergedRow] = {}
    for entry in reading.entries:
        key = _key(entry, own=own, by_standing=by_standing)
        row = rows.setdefault(key, MergedRow(entry))
        row.entries.append(entry)
        if not row.units or row.units[-1].id != entry.unit.id:
            row.units.append(entry.unit)
    places = _places(reading, library)
    # What was found first stays first: sorting keeps the order of units.
    return sorted(rows.values(), key=lambda row: places(row.entry))


def whole_table(
    rows: Sequence[MergedRow],
    library: Library,
    below: Sequence[Organisation],
    *,
    own: str,
    shows_standing: bool,
) -> OfficialTable:
    """Return the rows as the official table with a column for the unit, and for how they stand where that is to be
    shown. `below` are all units below that the catalogue is of."""
    definition = library.definitions[STANDARD_CATALOGUE]
    table = official_table(definition, table_entries(rows), _levels(rows), library.laws.shows_article)
    place = _behind_names(table)
    heads = [OfficialColumn(UNIT_HEAD, None, _UNIT_WIDTH, False, "left")]
    names = UnitNames(below)
    more = [[TextCell(names.lines(row.units))] for row in rows]
    if shows_standing:
        heads.append(OfficialColumn(STANDING_HEAD, None, _STANDING_WIDTH, False, "center"))
        for cells, row in zip(more, rows, strict=True):
            cells.append(TextCell((row.standing_words(own),)))
    # Rows of many units are mostly made of the same cells: each is kept once.
    known: dict[Cell, Cell] = {}
    widened = (
        replace(row, cells=tuple(known.setdefault(c, c) for c in (*row.cells[:place], *cells, *row.cells[place:])))
        for row, cells in zip(table.rows, more, strict=True)
    )
    return OfficialTable((*table.columns[:place], *heads, *table.columns[place:]), tuple(widened))


def table_entries(rows: Iterable[MergedRow]) -> list[TableEntry]:
    """Return the rows as tables and cards need them."""
    return [TableEntry(row.entry.id, row.values, row.is_unconfirmed) for row in rows]


class UnitNames:
    """Names of units in a cell: all of them in one word, nearly all with those left out, else each."""

    def __init__(self, below: Sequence[Organisation]):
        self._below = below
        self._ids = {unit.id for unit in below}
        self._word = each_unit(below) if below else ""

    def lines(self, units: Sequence[Organisation]) -> tuple[str, ...]:
        """Return the names of these units, a few of them one to a line."""
        ours = [unit.name for unit in units if unit.id not in self._ids]
        named = [*ours, *self._named([unit for unit in units if unit.id in self._ids])]
        return tuple(named) if len(named) <= _NAMED else ("、".join(named),)

    @property
    def note(self) -> str:
        """What the word for all stands for; "" where it is never used."""
        if len(self._below) <= _NAMED:
            return ""
        names = "、".join(unit.name for unit in self._below)
        return f"“{self._word}（{len(self._below)}个）”指：{names}。"

    def _named(self, units: Sequence[Organisation]) -> list[str]:
        chosen = {unit.id for unit in units}
        without = [unit.name for unit in self._below if unit.id not in chosen]
        if len(units) <= _NAMED or len(without) > _FEW_WITHOUT:
            return [unit.name for unit in units]
        word = f"{self._word}（{len(units)}个）"
        return [f"{word}，没有{'、'.join(without)}" if without else word]


def _key(entry: UnitEntry, *, own: str, by_standing: bool) -> bytes:
    """What is equal for entries that make one row. Our own unit never shares one: its level is another."""
    content = entry.content
    said = [
        content.item or "",
        {**content.values, _PUBLISHER: _publisher(entry, "\0")},
        entry.standing if by_standing else "",
        entry.unit.id if entry.unit.id == own else "",
    ]
    return hashlib.sha256(canonical_json(said)).digest()


def _publisher(entry: UnitEntry, instead: str) -> object:
    """The publisher with the unit's own name replaced, full or short."""
    publisher = entry.content.values.get(_PUBLISHER)
    if not isinstance(publisher, str):
        return publisher
    parts = publisher.replace(entry.unit.full_name, instead).split("、")
    return "、".join(instead if part == entry.unit.name else part for part in parts)


def _places(reading: FieldReading, library: Library) -> Callable[[UnitEntry], tuple[int, int, str, str]]:
    """Return what gives an entry its place in the field."""
    order = {item.code: number for number, item in enumerate(library.known_items(reading.code))}
    last: dict[object, int] = {}
    for entry in reading.entries:
        level1 = entry.content.values.get("level1")
        if entry.content.item in order:
            last[level1] = max(last.get(level1, 0), order[entry.content.item])

    def place(entry: UnitEntry) -> tuple[int, int, str, str]:
        content = entry.content
        if content.item in order:
            return order[content.item], 0, "", ""
        level1, level2 = (content.values.get(key) for key in ("level1", "level2"))
        return last.get(level1, _LAST), 1, str(level1 or ""), str(level2 or "")

    return place


def _levels(rows: Iterable[MergedRow]) -> Collection[str]:
    shown = {level for row in rows for unit in row.units for level in unit.facts.shown}
    return [level for level in _LEVELS if level in shown]


def _behind_names(table: OfficialTable) -> int:
    """Behind the columns that name an entry: the first ones under one head."""
    group = next(column.group for column in table.columns if column.group)
    return max(place for place, column in enumerate(table.columns) if column.group == group) + 1
