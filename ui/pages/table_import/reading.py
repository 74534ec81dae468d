"""Reading a file or what was pasted, and holding it against what stands here: all on the store's thread."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from msgspec.structs import replace as replaced

from app.errors import UserFacingError
from app.standards.matching import plain
from app.tables.import_items import RowKey
from app.tables.importing import RowPlace, TableBatch, table_proposals
from app.tables.sources.reading import read_pasted, read_source
from app.tables.sources.sheet import Source
from app.tables.understanding.catalogue import Answer, NotUnderstood, ReadCatalogue, ReadTable
from app.tables.understanding.understand import understand
from app.workspace import Workspace
from ui.jobs import Watch
from ui.pages.table_import.marks import ItemKey, Marks, marks_of
from ui.pages.table_import.meaning_memory import Known, remembered
from ui.pages.table_import.sheet_look import SheetLook, look_of

CARRIED = "表里的原文"
"""The head under which what was not understood goes along as text."""
_STEPS = ("正在读文件", "正在看懂表格", "正在和这里的对着看")

ColumnKey = tuple[int, int, int]
"""Sheet, table in the sheet and column, as corrections name it."""


@dataclass(frozen=True)
class Choices:
    """What the clerk said about a file. `meanings`: what columns mean; `fields`: of tables by sheet and number in it;
    `sections`: groups of rows that are ours; `include`: items to take although they are left out; `heads`: columns
    without a meaning that go along; `carried`: numbers in `ReadCatalogue.not_understood` that go along as text."""

    meanings: Mapping[ColumnKey, str | None] = field(default_factory=dict)
    fields: Mapping[tuple[int, int], str] = field(default_factory=dict)
    sections: frozenset[str] = frozenset()
    include: frozenset[RowKey] = frozenset()
    heads: frozenset[str] = frozenset()
    carried: frozenset[int] = frozenset()

    def with_meaning(self, column: ColumnKey, meaning: str | None, *, told: bool = True) -> "Choices":
        """Say what a column means, or (`told` False) leave it to the program again. What depended on how the file was
        read before is forgotten."""
        meanings = {key: value for key, value in self.meanings.items() if key != column}
        return Choices(meanings | ({column: meaning} if told else {}), self.fields, self.sections, heads=self.heads)


@dataclass(frozen=True)
class Reading:
    """A file as it was read: the cells, what they say, how both are shown, and what is proposed for our entries."""

    source: Source
    choices: Choices
    read: ReadCatalogue
    looks: tuple[SheetLook, ...]
    marks: Marks
    owners: tuple[ItemKey | None, ...]
    """Of what was not understood, in its order: the item it stands in."""
    batch: TableBatch
    places: Mapping[ItemKey, RowPlace]
    fields: tuple[tuple[str, str], ...]
    """Every field there is: code and name."""
    field_codes: tuple[str | None, ...]
    """Of each table, as told by the file or the clerk."""
    sections: tuple[str, ...] = ()
    """The groups of rows for several units of which the clerk has to name the own one, or has."""
    path: Path | None = None
    """The file; None for what was pasted."""

    @property
    def told_fields(self) -> dict[int, str]:
        """The fields that the clerk chose, by the places of the tables."""
        chosen, tables = self.choices.fields, self.read.tables
        return {number: chosen[key] for number, table in enumerate(tables) if (key := key_of(table)) in chosen}


def read_file(workspace: Workspace, watch: Watch, path: Path, known: Known) -> Reading:
    """Read a file; `known`: what columns meant in tables with the same heads.

    Raises `UserFacingError` for one that cannot be read, or holds no catalogue.
    """
    watch.progress(0, len(_STEPS), _STEPS[0])
    return replace(_first(workspace, watch, read_source(path, watch), known), path=path)


def read_clipboard(workspace: Workspace, watch: Watch, copied: tuple[str, str | None], known: Known) -> Reading:
    """Read what was copied elsewhere, as text and web page. Raises `UserFacingError` as `read_file` does."""
    return _first(workspace, watch, read_pasted(*copied), known)


def read_again(workspace: Workspace, watch: Watch, before: Reading, choices: Choices) -> Reading:
    """Read with other choices; the cells are understood anew only where a column means something else."""
    if choices.meanings == before.choices.meanings:
        return _held(workspace, watch, replace(before, choices=choices))
    return replace(_understood(workspace, watch, before.source, choices, before.looks), path=before.path)


def _first(workspace: Workspace, watch: Watch, source: Source, known: Known) -> Reading:
    """Read something for the first time, with what was said of tables with its heads."""
    _go_on(watch, 1)
    read = understand(source)
    if not any(table.rows for table in read.tables):
        raise _no_catalogue(source)
    looks = tuple(map(look_of, source.sheets))
    meanings = remembered(read, known)
    if meanings:
        return _understood(workspace, watch, source, Choices(meanings), looks)
    return _marked(workspace, watch, source, Choices(), looks, read)


def _understood(
    workspace: Workspace, watch: Watch, source: Source, choices: Choices, looks: tuple[SheetLook, ...]
) -> Reading:
    _go_on(watch, 1)
    return _marked(workspace, watch, source, choices, looks, understand(source, choices.meanings))


def _marked(
    workspace: Workspace,
    watch: Watch,
    source: Source,
    choices: Choices,
    looks: tuple[SheetLook, ...],
    read: ReadCatalogue,
) -> Reading:
    marks = marks_of(read, len(source.sheets))
    fields = tuple((code, each.name) for code, each in sorted(workspace.library.fields.items()))
    empty = TableBatch("table", source.name, workspace.organisation.id, None, ())
    return _held(
        workspace, watch, Reading(source, choices, read, looks, marks, owners_of(read, marks), empty, {}, fields, ())
    )


def _held(workspace: Workspace, watch: Watch, reading: Reading) -> Reading:
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
    )
    watch.progress(len(_STEPS), len(_STEPS), _STEPS[-1])
    codes = tuple(told.get(number, table.field_code) for number, table in enumerate(tables))
    places = {ItemKey(*place.row): place for place in batch.rows}
    sections = batch.sections or reading.sections
    return replace(reading, batch=batch, places=places, field_codes=codes, sections=sections)


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


def _no_catalogue(source: Source) -> UserFacingError:
    return UserFacingError(
        "no-catalogue",
        f"“{source.name}”里没有找到目录表格，什么也没有改。"
        "目录表格要有一行表头，写着“公开事项”“公开内容”“公开依据”这样的栏目。请看选的是不是这一份；表头写得特别的，先改成常用的叫法再选一次。",
    )
