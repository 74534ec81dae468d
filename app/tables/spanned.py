"""Tables whose cells reach over rows and columns, as forms of the state have them: data for paper and Word alike."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple


class SpannedCell(NamedTuple):
    """A text over so many rows and columns."""

    text: str
    rows: int = 1
    columns: int = 1
    align: Literal["left", "center"] = "center"


@dataclass(frozen=True)
class SpannedTable:
    """`widths` share the width of the page between the columns; the first `head` rows stand on every page. In `rows`
    None stands where a cell from the left or above reaches."""

    widths: tuple[float, ...]
    head: int
    rows: tuple[tuple[SpannedCell | None, ...], ...]

    def cells(self) -> Iterator[tuple[int, int, SpannedCell]]:
        """Yield each cell with its first row and column."""
        for row, cells in enumerate(self.rows):
            for column, cell in enumerate(cells):
                if cell is not None:
                    yield row, column, cell


class TableBuilder:
    """Puts cells beside each other, each into the first place of its row that is free."""

    def __init__(self, columns: int):
        self._columns = columns
        self._rows: list[dict[int, SpannedCell | None]] = []

    def row(self, number: int, cells: Sequence[SpannedCell]) -> None:
        """Add cells to a row."""
        for cell in cells:
            column = next(place for place in range(self._columns) if place not in self._taken(number))
            for below in range(cell.rows):
                for beside in range(cell.columns):
                    self._taken(number + below)[column + beside] = None
            self._taken(number)[column] = cell

    def table(self, widths: tuple[float, ...], head: int) -> SpannedTable:
        """Return the table."""
        rows = tuple(tuple(row.get(column) for column in range(self._columns)) for row in self._rows)
        return SpannedTable(widths, head, rows)

    def _taken(self, number: int) -> dict[int, SpannedCell | None]:
        while len(self._rows) <= number:
            self._rows.append({})
        return self._rows[number]
