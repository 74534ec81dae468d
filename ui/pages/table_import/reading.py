"""Reading a file or what was pasted needs no store; holding it against what stands here is done on the store's
thread."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from msgspec.structs import replace as replaced

from app.checks.personal_data import masked_cell
from app.errors import UserFacingError
from app.standards.library import Library
from app.standards.matching import plain
from app.standards.models import STANDARD_CATALOGUE, Definition
from app.tables.import_checklist import Recognised, checklist_names, recognised_checklist
from app.tables.import_columns import read_as
from app.tables.import_items import RowKey
from app.tables.importing import RowPlace, TableBatch, table_proposals
from app.tables.sources.reading import read_pasted, read_source
from app.tables.sources.sheet import Source
from app.tables.understanding.catalogue import Answer, NotUnderstood, ReadCatalogue, ReadTable
from app.tables.understanding.understand import understand
from app.workspace import Workspace
from ui.jobs import Watch
from ui.pages.table_import.marks import ItemKey, Marks, doubtful_columns, marks_of
from ui.pages.table_import.meaning_memory import Known, remembered
from ui.pages.table_import.sheet_look import SheetLook, look_of

CARRIED = "表里的原文"
"""The head under which what was not understood goes along as text."""
_STEPS = ("正在读文件", "正在看懂表格", "正在和这里的对着看")

_NO_BATCH = TableBatch("table", "", "", None, ())

ColumnKey = tuple[int, int, int]
"""Sheet, table in the sheet and column, as corrections name it."""
Opened = Source | UserFacingError
"""A file that somebody has read already, or why it could not be read."""


@dataclass(frozen=True)
class Choices:
    """What the clerk said about a file. `meanings`: what columns mean; `head_rows`: by sheet the row in which the heads
    begin, None for a table without; `checklist`: the code of the one the tables are of, None to go by what they are
    called; `fields`: of tables by sheet and number in it; `sections`: groups of rows that are ours; `include`: items to
    take although they are left out; `heads`: columns without a meaning that go along; `carried`: numbers in
    `ReadCatalogue.not_understood` that go along as text."""

    meanings: Mapping[ColumnKey, str | None] = field(default_factory=dict)
    head_rows: Mapping[int, int | None] = field(default_factory=dict)
    checklist: str | None = None
    fields: Mapping[tuple[int, int], str] = field(default_factory=dict)
    sections: frozenset[str] = frozenset()
    include: frozenset[RowKey] = frozenset()
    heads: frozenset[str] = frozenset()
    carried: frozenset[int] = frozenset()

    def with_meaning(self, column: ColumnKey, meaning: str | None, *, told: bool = True) -> "Choices":
        """Say what a column means, or (`told` False) leave it to the program again."""
        meanings = {key: value for key, value in self.meanings.items() if key != column}
        return self._anew(meanings=meanings | ({column: meaning} if told else {}))

    def with_heads(self, sheet: int, row: int | None, *, told: bool = True) -> "Choices":
        """Say in which row of a sheet its heads begin (None: it has none), or (`told` False) leave it to the program
        again."""
        others = {key: value for key, value in self.head_rows.items() if key != sheet}
        meanings = {key: value for key, value in self.meanings.items() if key[0] != sheet}
        return self._anew(meanings=meanings, head_rows=others | ({sheet: row} if told else {}))

    def with_checklist(self, code: str) -> "Choices":
        """Say of which checklist the tables are."""
        return self._anew(checklist=code)

    def _anew(self, **changes) -> "Choices":
        """Forget what depended on how the file was read before."""
        return replace(self, include=frozenset(), carried=frozenset(), **changes)

    def is_understood_as(self, other: "Choices") -> bool:
        """Whether the cells say the same with other choices, so that items have the same numbers."""
        return (self.meanings, self.head_rows, self.checklist) == (other.meanings, other.head_rows, other.checklist)


@dataclass(frozen=True)
class Reading:
    """A file as it was read: the cells, what they say, how both are shown; once it was held against what stands here
    (`held`) also what is proposed for our entries."""

    source: Source
    choices: Choices
    read: ReadCatalogue
    definition: Definition
    """The checklist that its tables are of."""
    looks: tuple[SheetLook, ...]
    marks: Marks
    doubtful: tuple[frozenset[int], ...]
    """By sheet the columns in which a cell is not sure."""
    owners: tuple[ItemKey | None, ...]
    """Of what was not understood, in its order: the item it stands in."""
    recognised: Recognised
    """Which checklist the program took its tables for."""
    library: Library
    """The words and checklists by which it was read."""
    path: Path | None = None
    """The file; None for what was pasted."""
    batch: TableBatch = _NO_BATCH
    places: Mapping[ItemKey, RowPlace] = field(default_factory=dict)
    checklists: tuple[tuple[str, str], ...] = ()
    """The checklists that a table can be of: code and name."""
    fields: tuple[tuple[str, str], ...] = ()
    """Every field there is: code and name."""
    field_codes: tuple[str | None, ...] = ()
    """Of each table, as told by the file or the clerk."""
    sections: tuple[str, ...] = ()
    """The groups of rows for several units of which the clerk has to name the own one, or has."""
    public_phones: frozenset[str] = frozenset()
    """Telephone numbers that our unit itself made public."""

    @property
    def told_fields(self) -> dict[int, str]:
        """The fields that the clerk chose, by the places of the tables."""
        chosen, tables = self.choices.fields, self.read.tables
        return {number: chosen[key] for number, table in enumerate(tables) if (key := key_of(table)) in chosen}

    @property
    def is_standard(self) -> bool:
        """Whether its tables are of the standard catalogue, the only checklist that is parted into fields."""
        return self.definition.code == STANDARD_CATALOGUE

    @property
    def likely_checklists(self) -> list[str]:
        """The names of the checklists of which the clerk has to say one, likeliest first; none where it is known."""
        return (
            []
            if self.choices.checklist or not self.recognised.rivals
            else checklist_names(self.recognised, self.library)
        )

    @property
    def has_items(self) -> bool:
        """Whether any catalogue was found."""
        return any(table.rows for table in self.read.tables)

    def masked(self, text: str) -> str:
        """Return a text of the file as it is shown: without the personal numbers in it."""
        return masked_cell(text, self.public_phones)


def read_file(watch: Watch, library: Library, path: Path, known: Known, opened: Opened | None = None) -> Reading:
    """Read a file by the words and checklists of a library; `known`: what columns meant in tables with the same heads;
    `opened`: its cells, where somebody has read them. Raises `UserFacingError` for one that cannot be read."""
    watch.progress(0, len(_STEPS), _STEPS[0])
    if isinstance(opened, UserFacingError):
        raise opened
    return replace(_first(watch, library, opened or read_source(path, watch), known), path=path)


def read_clipboard(watch: Watch, library: Library, copied: tuple[str, str | None], known: Known) -> Reading:
    """Read what was copied elsewhere, as text and web page. Raises `UserFacingError` as `read_file` does."""
    return _first(watch, library, read_pasted(*copied), known)


def read_again(watch: Watch, library: Library, before: Reading, choices: Choices, known: Known) -> Reading:
    """Read with other choices; the cells are understood anew only where something in them means something else."""
    if choices.is_understood_as(before.choices):
        return replace(before, choices=choices)
    read = _understood(watch, library, before.source, choices, before.looks, known)
    return replace(read, path=before.path)


def held(workspace: Workspace, watch: Watch, reading: Reading) -> Reading:
    """Hold what was read against what stands here."""
    _go_on(watch, 2)
    choices, tables, told = reading.choices, reading.read.tables, reading.told_fields
    batch = table_proposals(
        workspace,
        with_carried(reading.read, reading.owners, choices.carried),
        reading.source,
        fields=told,
        sections=choices.sections,
        include=choices.include,
        carried={*choices.heads, CARRIED},
        checklist=reading.definition.code,
        is_cancelled=watch.is_cancelled,
    )
    watch.progress(len(_STEPS), len(_STEPS), _STEPS[-1])
    return replace(
        reading,
        batch=batch,
        places={ItemKey(*place.row): place for place in batch.rows},
        checklists=tuple(_checklists(workspace, reading)),
        fields=tuple((code, each.name) for code, each in sorted(workspace.library.fields.items())),
        field_codes=tuple(told.get(number, table.field_code) for number, table in enumerate(tables)),
        sections=batch.sections or reading.sections,
        public_phones=frozenset(workspace.organisation.public_phones),
    )


def _checklists(workspace: Workspace, reading: Reading) -> list[tuple[str, str]]:
    """Return the checklists of our kind of unit, and the one the tables are of."""
    known = [each for each in workspace.library.definitions.values() if each.shape == "catalogue"]
    likely = (reading.definition.code, reading.recognised.code, *reading.recognised.rivals)
    ours = [each for each in known if workspace.organisation.kind in each.used_by or each.code in likely]
    return [(each.code, each.name) for each in sorted(ours, key=lambda each: each.code != STANDARD_CATALOGUE)]


def _first(watch: Watch, library: Library, source: Source, known: Known) -> Reading:
    return _understood(watch, library, source, Choices(), tuple(map(look_of, source.sheets)), known)


def _understood(
    watch: Watch,
    library: Library,
    source: Source,
    choices: Choices,
    looks: tuple[SheetLook, ...],
    known: Known,
) -> Reading:
    """Understand the cells, with what was said of tables with their heads."""
    _go_on(watch, 1)
    read = understand(source, choices.meanings, watch.is_cancelled, choices.head_rows, library)
    meanings = remembered(read, known) | dict(choices.meanings)
    if meanings != choices.meanings:
        choices = replace(choices, meanings=meanings)
        read = understand(source, meanings, watch.is_cancelled, choices.head_rows, library)
    recognised = recognised_checklist(read, source, library)
    definition = library.definitions[choices.checklist or recognised.code]
    read = read_as(definition, read, source, meanings, watch.is_cancelled, choices.head_rows, library)
    marks = marks_of(read, len(source.sheets))
    return Reading(
        source,
        choices,
        read,
        definition,
        looks,
        marks,
        doubtful_columns(marks),
        owners_of(read, marks),
        recognised,
        library,
    )


def key_of(table: ReadTable) -> tuple[int, int]:
    """Return what names a table however often its file is read."""
    return table.sheet, table.number


def owners_of(read: ReadCatalogue, marks: Marks) -> tuple[ItemKey | None, ...]:
    """Return for everything not understood the item it stands in; None for what stands beside all items."""
    lines = {
        (table.sheet, table.is_turned, line): ItemKey(number, place)
        for number, table in enumerate(read.tables)
        for place, row in enumerate(table.rows)
        for line in row.rows
    }
    return tuple(_owner(told, marks, lines) for told in read.not_understood)


def _owner(told: NotUnderstood, marks: Marks, lines: Mapping[tuple[int, bool, int], ItemKey]) -> ItemKey | None:
    if told.cell is None:
        return None
    mark = marks[told.cell.sheet].get((told.cell.row, told.cell.column))
    if mark is not None and mark.items:
        return mark.items[0]
    upright = lines.get((told.cell.sheet, False, told.cell.row))
    return upright or lines.get((told.cell.sheet, True, told.cell.column))


def with_carried(read: ReadCatalogue, owners: Sequence[ItemKey | None], carried: Collection[int]) -> ReadCatalogue:
    """Return what was read with the text of these not understood cells beside the items that own them."""
    texts: dict[ItemKey, list[NotUnderstood]] = {}
    for number in sorted(carried):
        told, owner = read.not_understood[number], owners[number]
        if owner is not None and plain(told.text):
            texts.setdefault(owner, []).append(told)
    tables = list(read.tables)
    for (number, place), found in texts.items():
        rows = list(tables[number].rows)
        text = "；".join(each.text for each in found)
        answer = Answer(text, text, tuple(each.cell for each in found))
        rows[place] = replaced(rows[place], extra={**rows[place].extra, CARRIED: answer})
        tables[number] = replaced(tables[number], rows=tuple(rows))
    return replaced(read, tables=tuple(tables))


def _go_on(watch: Watch, step: int) -> None:
    if watch.is_cancelled():
        raise UserFacingError("cancelled", "已经停下，什么也没有改。")
    watch.progress(step, len(_STEPS), _STEPS[step])
