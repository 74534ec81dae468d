"""A file's tables understood: where its catalogue tables are, what their columns mean, and what each item says."""

from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec

from app.collector import collector_paused
from app.standards.library import Library
from app.tables.sources.sheet import Sheet, Source
from app.tables.understanding.catalogue import (
    Answer,
    Cell,
    NotUnderstood,
    ReadCatalogue,
    ReadColumn,
    ReadTable,
)
from app.tables.understanding.fields import field_named, field_of_items
from app.tables.understanding.grid import Grid, grid_of
from app.tables.understanding.head_rows import are_stacked, head_keys
from app.tables.understanding.lines import Line, is_contents, is_remark, title_text
from app.tables.understanding.pieces import Pieces
from app.tables.understanding.regions import Region, regions_of, side_by_side, told_region, whole_sheet
from app.tables.understanding.stopping import Ask, asking
from app.tables.understanding.tables import Body, columns_of, is_catalogue, read_body
from app.tables.understanding.words import comparable, joined
from app.tables.words_in_force import reading_by

Corrections = Mapping[tuple[int, int, int], str | None]
"""By sheet, table in the sheet and column: the meaning that a clerk has given, None for none."""

Heads = Mapping[int, int | None]
"""By sheet: the row in which a clerk says that the heads begin, None where the table has none."""

_FEWEST_COLUMNS, _FEWEST_ROWS = 4, 2
_MOST_SIDEWAYS = 200
"""Nobody puts a longer list of heads under one another."""


class _Page(msgspec.Struct, frozen=True):
    """The last table read, for one that goes on with it on the next page of a document."""

    heads: tuple[tuple[str, str], ...]
    columns: tuple[ReadColumn, ...]
    field: Answer | None
    width: int
    last: Mapping[int, Pieces]


@collector_paused()  # hundreds of thousands of pieces, none of which is in a cycle
def understand(
    source: Source,
    corrections: Corrections | None = None,
    is_cancelled: Callable[[], bool] | None = None,
    heads: Heads | None = None,
    library: Library | None = None,
) -> ReadCatalogue:
    """Return what a file's tables say. `corrections` tell what columns mean; the rest is read anew around them. A sheet
    of which `heads` say where they are is read as one table, whatever its columns mean. `library`: whose words and
    checklists tables are read by; the program's own without one.

    Raises `UserFacingError` (`cancelled`) when `is_cancelled`, asked every few hundred rows, says so.
    """
    reader = _Reader(source, corrections or {}, heads or {}, asking(source.name, is_cancelled))
    with reading_by(library):
        for number in range(len(source.sheets)):
            reader.read(number)
    return ReadCatalogue(
        name=source.name,
        tables=tuple(reader.tables),
        not_understood=tuple(dict.fromkeys(reader.unknown)),
        remarks=tuple(reader.remarks),
        notes=source.notes,
    )


class _Reader:
    """Goes through the sheets of a file in order; titles and pages of a document reach into the next table."""

    def __init__(self, source: Source, corrections: Corrections, heads: Heads, ask: Ask):
        self.source = source
        self.corrections = corrections
        self.heads = heads
        self.ask = ask
        self.tables: list[ReadTable] = []
        self.unknown: list[NotUnderstood] = []
        self.remarks: list[NotUnderstood] = []
        self._page: _Page | None = None
        self._loose: list[str] = []

    def read(self, number: int) -> None:
        """Read the tables of a sheet; one that is none leaves its lines as titles for the next in a document."""
        sheet = self.source.sheets[number]
        if sheet.lettered:
            self._page, self._loose = None, []
        grid = grid_of(sheet)
        before = [*self._loose, *sheet.before]
        found = self._found(number, sheet, grid)
        for place, seen, region, columns in found:
            self._table(number, place, seen, region, columns, before)
            before = []
        if found:
            self._loose = []
        elif sheet.lettered and is_contents(grid, sheet.name):
            self.remarks.append(NotUnderstood(number, sheet.name, "", "这张工作表是目次，不是条目。"))
        elif sheet.lettered and any(map(any, grid.cells)):
            self.unknown.append(NotUnderstood(number, sheet.name, "", "这张工作表里没有目录，没有读。"))
        elif not sheet.lettered:
            self._loose = [*before, *_lines(grid)]

    def _found(self, number: int, sheet: Sheet, grid: Grid) -> list[tuple[int, Grid, Region, tuple[ReadColumn, ...]]]:
        """Return the catalogue tables of a sheet with their columns: as it stands, else on its side, else without
        heads."""
        if number in self.heads:
            region = told_region(grid, self.heads[number])
            return [(0, grid, region, columns_of(grid, sheet, region, self._told_columns(number, 0)))]
        for option in self._options(sheet, grid):
            found = []
            for place, (seen, region) in enumerate(option):
                told = self._told_columns(number, place)
                columns = self._columns(seen, sheet, region, told)
                if is_catalogue(columns) or (told and is_catalogue(self._columns(seen, sheet, region, {}))):
                    found.append((place, seen, region, columns))
            if found:
                return found
        return []

    def _told_columns(self, number: int, place: int) -> dict[int, str | None]:
        """Return what a clerk said that the columns of a table mean."""
        return {column: each for (s, t, column), each in self.corrections.items() if (s, t) == (number, place)}

    def _options(self, sheet: Sheet, grid: Grid) -> Iterator[list[tuple[Grid, Region]]]:
        upright = regions_of(grid, self.ask)
        yield [(part, region) for part in side_by_side(grid, upright) for region in regions_of(part, self.ask)]
        yield list(filter(None, (_unstacked(grid, region) for region in upright)))
        yield [(grid, region) for region in upright]
        if grid.width >= 2 and 3 <= len(grid) <= _MOST_SIDEWAYS:
            turned = grid.turned()
            yield [(turned, region) for region in regions_of(turned, self.ask)]
        region = whole_sheet(grid, self.ask)
        goes_on = self._page is not None and self._page.width == grid.width and not _title_lines(sheet.before)
        if region.rows and (goes_on or (grid.width >= _FEWEST_COLUMNS and len(region.rows) >= _FEWEST_ROWS)):
            yield [(grid, region)]

    def _columns(
        self, grid: Grid, sheet: Sheet, region: Region, told: Mapping[int, str | None]
    ) -> tuple[ReadColumn, ...]:
        page = self._page
        if not region.heads and page is not None and page.width == grid.width and not told:
            return page.columns
        return columns_of(grid, sheet, region, told)

    def _table(
        self,
        number: int,
        place: int,
        grid: Grid,
        region: Region,
        columns: tuple[ReadColumn, ...],
        before: Sequence[str],
    ) -> None:
        sheet = self.source.sheets[number]
        titles = [text for row in region.titles for _, text in grid.texts(row)]
        page = self._page if self._goes_on(region, before, titles) else None
        body = read_body(grid, sheet, number, region, columns, page.last if page else {}, self.ask)
        if body.torn and self.tables and self.tables[-1].rows:
            self._mend_last(body.torn)
        field = _field(sheet, number, grid, region, before) or (page.field if page else None)
        if field is None and not titles and self.tables and self.tables[-1].sheet == number:
            field = self.tables[-1].field
        heads = region.heads or (page.heads if page else ())
        self._page = None if sheet.lettered else _Page(heads, columns, field, grid.width, body.last)
        table = ReadTable(
            sheet=number,
            number=place,
            title=title_text([*before, *titles]),
            field=field,
            field_code=_code(field, body),
            columns=columns,
            rows=body.rows,
            top=region.top,
            bottom=max(grid.lines_of([region.bottom])),
            heads=region.head_rows,
            is_turned=grid.is_turned,
            is_continued=page is not None,
        )
        self.tables.append(table)
        self._doubts(number, grid, region, body)

    def _mend_last(self, answers: Mapping[str, Answer]) -> None:
        """Give the last item of the table above the answers it has with its rest on this page."""
        table = self.tables[-1]
        last = msgspec.structs.replace(table.rows[-1], answers=answers)
        self.tables[-1] = msgspec.structs.replace(table, rows=(*table.rows[:-1], last))

    def _goes_on(self, region: Region, before: Sequence[str], titles: Sequence[str]) -> bool:
        """Whether a table is the next page of the last one: the same heads or none, and no title over it."""
        if self._page is None or _title_lines([*before, *titles]):
            return False
        return not region.heads or _heads(region.heads) == _heads(self._page.heads)

    def _doubts(self, number: int, grid: Grid, region: Region, body: Body) -> None:
        sheet = self.source.sheets[number]
        for cell, text, why in body.doubts:
            self._unknown(cell, text, why)
        for (row, column), why in sheet.doubts.items():
            if region.top <= (column if grid.is_turned else row) <= region.bottom:
                self._unknown(Cell(number, row, column), sheet.cells[row][column], why)
        for row, line in region.lines:
            if line is Line.NOTE:
                said = list(grid.texts(row))
                column, text = said[0][0], " ".join(dict.fromkeys(each for _, each in said))
                told = self.remarks if is_remark(text) else self.unknown
                told.append(self._told(Cell(number, *grid.source(row, column)), text, "表里的说明，没有放进条目。"))

    def _unknown(self, cell: Cell, text: str, why: str) -> None:
        self.unknown.append(self._told(cell, text, why))

    def _told(self, cell: Cell, text: str, why: str) -> NotUnderstood:
        address = self.source.sheets[cell.sheet].address((cell.row, cell.column))
        return NotUnderstood(cell.sheet, address, text, why, cell)


def _field(sheet: Sheet, number: int, grid: Grid, region: Region, before: Sequence[str]) -> Answer | None:
    """Return the field named nearest over a table: in its own titles, the lines before it, the name of its sheet."""
    for row in sorted(region.titles, reverse=True):
        for column, text in grid.texts(row):
            if named := field_named(text):
                return Answer(named[0], text, (Cell(number, *grid.source(row, column)),), 1.0, "title")
    for text in (*reversed(before), sheet.name):
        if named := field_named(text):
            return Answer(named[0], text, (), 0.9, "title")
    return None


def _unstacked(grid: Grid, region: Region) -> tuple[Grid, Region] | None:
    """Return a table whose heads and items take two rows each with both side by side; None for any other."""
    if len(region.head_rows) != 2 or len(region.rows) % 2 or not are_stacked(region.heads):
        return None
    top = region.head_rows[0]
    paired = grid.paired(top, region.rows)
    return paired, msgspec.structs.replace(
        region,
        heads=tuple((text, "") for text in paired.cells[top]),
        head_rows=(top,),
        rows=tuple(range(top + 1, len(paired))),
        bottom=len(paired) - 1,
        lines=(),
    )


def _code(field: Answer | None, body: Body) -> str | None:
    named = field_named(field.text) if field else None
    if named and named[1]:
        return named[1]
    values = [{key: answer.value for key, answer in row.answers.items()} for row in body.rows]
    names = [
        (str(row.get("level1") or ""), str(row.get("level3") or row.get("level2") or row.get("level1") or ""))
        for row in values
    ]
    return field_of_items(names)


def _title_lines(lines: Sequence[str]) -> bool:
    return bool(title_text(lines))


def _heads(heads: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    return [tuple(map(comparable, head)) for head in heads]


def _lines(grid: Grid) -> Iterator[str]:
    """Yield the lines of a table that is no catalogue: titles stand in tables of their own."""
    for row in range(min(len(grid), 8)):
        for _, text in grid.texts(row):
            if len(joined(text)) > 4 and not head_keys([text]):
                yield text
