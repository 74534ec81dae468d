"""Documents and pages as they are met: lines of text and tables, tables within cells of tables, made into sheets."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from app.tables.sources.bounds import LONGEST_CELL, MOST_SPANNED, Reading
from app.tables.sources.grid import Grid
from app.tables.sources.sheet import Place, Sheet, Span

#: Lines kept before a table: titles stand near it.
_MOST_LINES = 200
#: A table with fewer columns than this around one that has about as many only places it on the page.
_FEWEST_COLUMNS = 4


@dataclass(slots=True)
class CellBlock:
    """A cell: its lines and the tables in it, and over how many columns and rows it reaches."""

    across: int = 1
    down: int = 1
    parts: list["str | TableBlock"] = field(default_factory=list)
    is_covered: bool = False
    """It continues the cell above it (Word says so in the lower one)."""

    def text(self) -> str:
        """All its text; tables in it row by row."""
        pieces = [part if isinstance(part, str) else part.text() for part in self.parts]
        return "\n".join(piece for piece in pieces if piece)[: LONGEST_CELL + 1]


@dataclass
class RowBlock:
    """A row of cells; `skipped` places are empty before the first one; a deleted one is not there for the reader."""

    cells: list[CellBlock] = field(default_factory=list)
    skipped: int = 0
    is_hidden: bool = False
    is_deleted: bool = False


@dataclass
class TableBlock:
    """A table by its rows."""

    rows: list[RowBlock] = field(default_factory=list)
    is_hidden: bool = False
    hidden_columns: list[int] = field(default_factory=list)

    def text(self) -> str:
        """Its text as it is put into the cell around it: a line for each row."""
        lines = (" ".join(filter(None, (cell.text() for cell in row.cells))) for row in self.rows)
        return "\n".join(filter(None, lines))

    @property
    def holds_only_layout(self) -> bool:
        """Whether it is there to place lines under, or a larger table beside, one another."""
        width, inner = self._width, max((table.widest for table in self._inner()), default=0)
        return width < 2 or (width < _FEWEST_COLUMNS and inner >= max(width, _FEWEST_COLUMNS - 1))

    @cached_property
    def widest(self) -> int:
        """Cells in the longest row of it or of a table in it."""
        return max([self._width, *(table.widest for table in self._inner())])

    @cached_property
    def _width(self) -> int:
        return max((len(row.cells) for row in self.rows), default=0)

    def _inner(self) -> Iterator["TableBlock"]:
        parts = (part for row in self.rows for cell in row.cells for part in cell.parts)
        return (part for part in parts if isinstance(part, TableBlock))


Block = str | TableBlock


def sheets_of(blocks: Sequence[Block], reading: Reading) -> list[Sheet]:
    """The tables as sheets, each with the lines before it; raises UserFacingError as `Grid` does."""
    sheets: list[Sheet] = []
    lines: list[str] = []
    for block in _in_order(blocks):
        if isinstance(block, str):
            lines += [line.strip() for line in block.split("\n") if line.strip()]
            del lines[:-_MOST_LINES]
            continue
        sheet = _sheet(block, reading, f"第{len(sheets) + 1}个表", tuple(lines))
        if sheet is not None:
            sheets.append(sheet)
            lines = []
    return sheets


def table_cells(table: TableBlock, reading: Reading) -> list[list[str]]:
    """All cells of a table row by row, empty ones at its edges, too; raises UserFacingError as `Grid` does."""
    grid = Grid(reading)
    width = _Placing(grid).place(table)
    reading.require_rectangle(len(table.rows), width)
    return [[grid.texts.get((row, column), "") for column in range(width)] for row in range(len(table.rows))]


def _in_order(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield lines and tables, those that only place other tables taken apart."""
    for block in blocks:
        if isinstance(block, str) or not block.holds_only_layout:
            yield block
            continue
        for row in block.rows:
            for cell in row.cells:
                yield from _in_order(cell.parts)


def _sheet(table: TableBlock, reading: Reading, name: str, before: tuple[str, ...]) -> Sheet | None:
    grid = Grid(reading, hidden_columns=[(column, column) for column in table.hidden_columns])
    _Placing(grid).place(table)
    return grid.sheet(name, before=before, is_hidden=table.is_hidden)


class _Placing:
    """Puts the cells of a table into a grid, each beside what reaches down from the rows above."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._free_from: dict[int, int] = {}
        """By column the row from which on nothing reaches into it any more."""
        self._open: dict[int, Place] = {}
        """By column the first place of a cell that Word may continue in the next row."""
        self._spans: dict[Place, Span] = {}
        self._width = 0

    def place(self, table: TableBlock) -> int:
        """Put all rows of the table; returns how many columns they have."""
        last = len(table.rows) - 1
        for number, row in enumerate(table.rows):
            if row.is_hidden:
                self._grid.hidden_rows.add(number)
            column = row.skipped
            for cell in row.cells:
                column = self._place_cell(number, column, cell, last)
        self._grid.merged = list(self._spans.values())
        return self._width

    def _place_cell(self, row: int, column: int, cell: CellBlock, last_row: int) -> int:
        start = column
        while self._free_from.get(column, 0) > row:
            column += 1
        right, bottom = column + cell.across - 1, min(row + cell.down - 1, last_row)
        self._grid.reading.go_over(right + 1 - start)
        self._width = max(self._width, right + 1)
        above = self._open.get(column) if cell.is_covered else None
        if above is not None and self._spans.get(above, Span(*above, *above)).bottom == row - 1:
            self._spans[above] = Span(*above, row, right)
            return right + 1
        place = row, column
        self._grid.put(place, cell.text())
        self._open[column] = place
        if bottom > row or right > column:
            self._spans[place] = Span(row, column, bottom, right)
        if bottom > row:
            self._free_from.update(dict.fromkeys(range(column, right + 1), bottom + 1))
        return right + 1


def span_of(told: str | None) -> int:
    """How many rows or columns an attribute says; 1 where it says nothing sensible, at most 1000."""
    told = (told or "").strip()
    return min(max(int(told), 1), MOST_SPANNED) if told.isdecimal() and len(told) < 9 else 1
