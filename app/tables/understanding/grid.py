"""A sheet with its merged cells resolved: what each place shows, and where that is written."""

from collections.abc import Iterable, Iterator, Sequence

from app.tables.sources.sheet import Place, Sheet, Span

ERRORS = ("#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!")
"""What a spreadsheet shows where a formula went wrong."""


class Grid:
    """The cells of a sheet by row and column. `shown[row][column]` is what a reader sees there: the text of a merged
    cell at all its places. Broken formulas are shown as nothing."""

    def __init__(
        self,
        cells: list[list[str]],
        spans: dict[Place, Span],
        *,
        is_turned: bool = False,
        places: list[list[Place]] | None = None,
    ):
        self._places = places
        self.cells = cells
        self.spans = spans
        self.is_turned = is_turned
        self.is_as_written = places is None and not is_turned
        """Whether its rows and columns are those of the sheet."""
        self.spanned = frozenset([row for row, _ in spans])
        """The rows that merged cells reach."""
        self.width = max((len(row) for row in cells), default=0)
        self.shown = [list(row) for row in cells]
        for (row, column), span in spans.items():
            self.shown[row][column] = cells[span.top][span.left]

    def __len__(self) -> int:
        return len(self.cells)

    def origin(self, row: int, column: int) -> Place:
        """Return where the text shown at a place is written, in rows and columns of the grid."""
        span = self.spans.get((row, column)) if row in self.spanned else None
        return (span.top, span.left) if span else (row, column)

    def source(self, row: int, column: int) -> Place:
        """Return where that is in the sheet."""
        place = self.origin(row, column)
        if self._places is not None:
            return self._places[place[0]][place[1]]
        return (place[1], place[0]) if self.is_turned else place

    def lines_of(self, rows: Iterable[int]) -> tuple[int, ...]:
        """Return the rows of the sheet (its columns, where the grid is turned) that these rows were taken from."""
        if self._places is None:
            return tuple(rows)
        return tuple(sorted({line for row in rows for line, _ in self._places[row]}))

    def is_own(self, row: int, column: int) -> bool:
        """Whether the place has its text from no row above."""
        span = self.spans.get((row, column)) if row in self.spanned else None
        return span is None or span.top == row

    def texts(self, row: int) -> Iterator[tuple[int, str]]:
        """Yield column and text of the cells that begin in a row and say something."""
        return ((column, text) for column, text in enumerate(self.cells[row]) if text)

    def paired(self, top: int, rows: Sequence[int]) -> "Grid":
        """Return the grid with every two of these rows side by side as one, and the two heads at `top` above them.

        Rows over the heads stay; of the second rows only columns with a head of their own are taken.
        """
        lower = [column for column in range(self.width) if self.cells[top + 1][column] and self.is_own(top + 1, column)]
        upper = range(self.width)
        cells = [[*row, *[""] * len(lower)] for row in self.cells[:top]]
        places = [[(row, column) for column in (*upper, *lower)] for row in range(top)]
        for first, second in [(top, top + 1), *zip(rows[::2], rows[1::2], strict=True)]:
            cells.append([self.shown[first][c] for c in upper] + [self.shown[second][c] for c in lower])
            places.append([self.source(first, c) for c in upper] + [self.source(second, c) for c in lower])
        return Grid(cells, {}, places=places)

    def part(self, left: int, right: int) -> "Grid":
        """Return the grid with only the columns from `left` to before `right`, all others empty."""
        cells = [[text if left <= column < right else "" for column, text in enumerate(row)] for row in self.cells]
        spans = {place: span for place, span in self.spans.items() if left <= span.left and span.right < right}
        return Grid(cells, spans)

    def turned(self) -> "Grid":
        """Return the grid with its rows as columns."""
        cells = [list(column) for column in zip(*self.cells, strict=True)]
        spans = {
            (column, row): Span(span.left, span.top, span.right, span.bottom)
            for (row, column), span in self.spans.items()
        }
        return Grid(cells, spans, is_turned=not self.is_turned)


def grid_of(sheet: Sheet) -> Grid:
    """Return the grid of a sheet; merged cells that reach beyond are cut off, of two overlapping the first counts."""
    cells = [["" if text.strip() in ERRORS else text.strip() for text in row] for row in sheet.cells]
    height, width = len(cells), max((len(row) for row in cells), default=0)
    for row in cells:
        row.extend([""] * (width - len(row)))
    spans: dict[Place, Span] = {}
    for told in sheet.merged:
        span = Span(max(told.top, 0), max(told.left, 0), min(told.bottom, height - 1), min(told.right, width - 1))
        places = list(span.places())
        if len(places) > 1 and spans.keys().isdisjoint(places):
            spans.update(dict.fromkeys(places, span))
    for place, span in spans.items():
        if place != (span.top, span.left):
            cells[place[0]][place[1]] = ""
    return Grid(cells, spans)
