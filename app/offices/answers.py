"""A table that came back, as it was written: which rows of ours it answers, what is new in it, what cannot be told."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.drafting.lookup import find_definition
from app.errors import UserFacingError
from app.offices.marks import (
    KEY,
    REASON_HEAD,
    REMARK,
    ROLE,
    SEQUENCE,
    STANDARD_ROLE,
    STATUS,
    TableMark,
    heads_of,
    read_row_mark,
    read_table_mark,
)
from app.offices.tick_columns import said_by_ticks, tick_heads
from app.standards.models import STANDARD_CATALOGUE, Definition, Element
from app.tables.sources.reading import read_source
from app.tables.sources.sheet import Place, Sheet, Source
from app.workspace import Workspace

_LEAST_HEADS = 4


@dataclass(frozen=True)
class Written:
    """The text of a cell and where it stands (05 社会救助 第9行 G9); `doubt` says what the file did to it."""

    text: str
    place: str
    doubt: str = ""


@dataclass(frozen=True)
class AnsweredRow:
    """A row as it came back. `entry` None: added by the office. `cells` by element key; empty cells are left out."""

    place: str
    field: str
    entry: str | None
    revision: str | None
    cells: Mapping[str, Written]
    status: str
    reason: Written | None
    remark: str


@dataclass(frozen=True)
class Answer:
    """A whole file. `hash` is its content's; `notes` say in sentences what could not be taken as it stands."""

    file: str
    hash: str
    mark: TableMark
    rows: tuple[AnsweredRow, ...]
    notes: tuple[str, ...]


def read_answer(workspace: Workspace, path: Path, source: Source | None = None) -> Answer:
    """Read a table that was handed out by our unit, whatever it is called and saved as now; `source`: its cells, where
    somebody has read them.

    Raises `UserFacingError` for a file that cannot be read, is none of these tables, or is another unit's or edition's.
    """
    source = source or read_source(path)
    mark = _mark_of(source)
    _require_ours(workspace, path.name, mark)
    definition = definition_of(workspace, mark)
    rows: list[AnsweredRow] = []
    notes = list(source.notes)
    for sheet in source.sheets:
        found = _SheetRows(sheet, definition, mark)
        rows += found.rows()
        notes += found.notes
    kept, doubled = _each_once(rows)
    if not kept:
        raise UserFacingError("answer-empty", f"“{path.name}”里没有可以收的行，什么也没有收。请看看表头有没有被改掉。")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return Answer(path.name, digest, mark, tuple(kept), (*notes, *doubled))


def definition_of(workspace: Workspace, mark: TableMark) -> Definition:
    """Return the checklist that a table is of."""
    is_other = mark.field in workspace.library.definitions
    return find_definition(workspace, mark.field if is_other else STANDARD_CATALOGUE)


def is_answer(source: Source) -> bool:
    """Say whether a file that was read is a table that some unit handed out."""
    return any(_marks(source))


def _marks(source: Source) -> Iterator[TableMark]:
    for sheet in source.sheets:
        for line in (*sheet.before, *(text for row in sheet.cells for text in row)):
            if "分办表" in line and (mark := read_table_mark(line)) is not None:
                yield mark


def _mark_of(source: Source) -> TableMark:
    mark = next(_marks(source), None)
    if mark is None:
        raise UserFacingError(
            "not-an-office-table",
            f"“{source.name}”不是发给科室的分办表，没有收。如果表里的“程序用，请不要改”那一行删掉了，请用原来发出去的文件再填。",
        )
    return mark


def _require_ours(workspace: Workspace, file: str, mark: TableMark) -> None:
    if mark.organisation != workspace.organisation.id:
        raise UserFacingError(
            "answer-of-another-unit",
            f"“{file}”是别的单位发出去的分办表，不是{workspace.organisation.name}的，没有收。请核对文件。",
        )
    if mark.edition != workspace.edition:
        raise UserFacingError(
            "answer-of-another-edition",
            f"“{file}”是 {mark.edition} 年目录的分办表，现在编的是 {workspace.edition} 年，没有收。"
            f"要收它，请先换到 {mark.edition} 年。",
        )


def _each_once(rows: list[AnsweredRow]) -> tuple[list[AnsweredRow], list[str]]:
    """Of rows about one entry the first that says anything counts; later ones that say otherwise are named."""
    kept: dict[str, AnsweredRow] = {}
    notes = []
    for row in rows:
        first = kept.get(row.entry) if row.entry else None
        if first is None or not any(_texts(first).values()):
            kept[row.entry or row.place] = row
        elif _texts(first) != _texts(row):
            notes.append(f"{row.place}和{first.place}写的是同一项，内容不一样，收了前面的一行。请看后面一行要不要。")
    return list(kept.values()), notes


def _texts(row: AnsweredRow) -> dict[str, str]:
    words = {key: cell.text for key, cell in row.cells.items()}
    return words | {STATUS: row.status, REASON_HEAD: row.reason.text if row.reason else "", REMARK: row.remark}


class _SheetRows:
    """The rows of one sheet, its columns found by their heads."""

    def __init__(self, sheet: Sheet, definition: Definition, mark: TableMark):
        self._sheet = sheet
        self._elements = {_bare(head): element for head, element in heads_of(definition).items()}
        self._ticks = {
            element: {label: _bare(head) for label, head in heads.items()}
            for element in definition.elements
            if (heads := tick_heads(element))
        }
        self._known = {*self._elements, *_OURS, *(head for heads in self._ticks.values() for head in heads.values())}
        self._field = next((m.field for m in _marks(Source(name="", sheets=(sheet,))) if m.field), mark.field)
        self.notes: list[str] = []

    def rows(self) -> Iterator[AnsweredRow]:
        """Yield what was written below the heads; rows of the standard and empty ones are left out."""
        head = next((number for number, row in enumerate(self._sheet.cells) if self._is_head(row)), None)
        if head is None:
            return
        columns = {_bare(text): index for index, text in reversed(list(enumerate(self._sheet.cells[head]))) if text}
        self.notes += self._missing(columns)
        for number in range(head + 1, len(self._sheet.cells)):
            row = self._row(number, columns)
            if row is not None:
                yield row

    def _is_head(self, row: tuple[str, ...]) -> bool:
        return sum(_bare(text) in self._known for text in row) >= _LEAST_HEADS

    def _missing(self, columns: Mapping[str, int]) -> Iterator[str]:
        if KEY not in columns:
            yield f"“{self._sheet.name}”里没有“{KEY}”一栏，认不出哪一行是哪一项，都当作新增。请逐条看过。"
        unknown = [head for head in columns if head not in self._known]
        if unknown:
            yield f"“{self._sheet.name}”里多出来的栏没有收：{'、'.join(unknown)}。"

    def _row(self, number: int, columns: Mapping[str, int]) -> AnsweredRow | None:
        def written(head: str) -> Written | None:
            column = columns.get(head)
            return None if column is None else self._written((number, column))

        key = written(KEY)
        found = read_row_mark(key.text) if key else None
        role, status, reason, remark = (written(head) for head in (ROLE, STATUS, REASON_HEAD, REMARK))
        cells = {element.key: cell for head, element in self._elements.items() if (cell := written(head))}
        for element, heads in self._ticks.items():
            if cell := _by_ticks(element, {label: written(head) for label, head in heads.items()}):
                cells[element.key] = cell
        if found is None and (not cells or (role and _bare(role.text) == STANDARD_ROLE)):
            return None
        entry, revision = found or (None, None)
        place = f"“{self._sheet.name}”第{number + self._sheet.first_row + 1}行"
        told = status.text.strip() if status else ""
        return AnsweredRow(
            place, self._field, entry, revision, cells, told, reason, remark.text.strip() if remark else ""
        )

    def _written(self, place: Place) -> Written | None:
        text = self._sheet.cells[place[0]][place[1]]
        doubt = self._sheet.doubts.get(place, "")
        if not text.strip() and not doubt:
            return None
        return Written(text, f"“{self._sheet.name}”{self._sheet.address(place)}", doubt)


def _by_ticks(element: Element, cells: Mapping[str, Written | None]) -> Written | None:
    """Return what the columns of ticks of an element say, at the place of the first that says anything."""
    written = {label: cell for label, cell in cells.items() if cell}
    if not written:
        return None
    text, odd = said_by_ticks(element, {label: cell.text for label, cell in written.items()})
    if odd:
        cell = written[odd]
        return Written(cell.text, cell.place, cell.doubt or f"“{odd}”这一格只能打√或者空着，没有收。")
    doubt = next((cell.doubt for cell in written.values() if cell.doubt), "")
    return Written(text, next(iter(written.values())).place, doubt) if text or doubt else None


_OURS = (SEQUENCE, ROLE, STATUS, REASON_HEAD, REMARK, KEY)


def _bare(text: str) -> str:
    return "".join(text.split())
