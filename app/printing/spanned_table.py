"""Tables with cells over rows and columns, measured and drawn over as many sheets as they need. Lengths mm."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from app.printing.paper import MM, Align, Paper
from app.printing.text import Line, TextStyle, block_height, break_lines
from app.tables.spanned import SpannedTable

_CONTINUED = "\n（续）"


@dataclass(frozen=True)
class SpannedLayout:
    """A table set for a width in a type, with so much space inside its cells."""

    table: SpannedTable
    style: TextStyle
    width: float
    pad_x: float = 0.8
    pad_y: float = 0.6

    @cached_property
    def edges(self) -> Sequence[float]:
        """The edges of the columns, from 0."""
        share = self.width / sum(self.table.widths)
        return [edge * share for edge in accumulate(self.table.widths, initial=0.0)]

    @cached_property
    def heights(self) -> Sequence[float]:
        """The heights of the rows: that of their highest cell; a cell over several makes the last of them higher
        where it needs it."""
        heights = [self._least] * len(self.table.rows)
        for row, column, cell in sorted(self.table.cells(), key=lambda each: each[2].rows):
            room = sum(heights[row : row + cell.rows])
            last = row + cell.rows - 1
            heights[last] += max(0.0, self._needed(column, cell.columns, cell.text) - room)
        return heights

    @property
    def height(self) -> float:
        """How high the whole table is."""
        return sum(self.heights)

    def rows_fitting(self, start: int, room: float) -> int:
        """Return before which row to go on to the next sheet when rows from `start` stand in `room`: no cell over
        several rows is parted where a part could not hold its text. `start` where nothing fits."""
        top = 0.0 if start == 0 else sum(self.heights[: self.table.head])
        stop = start
        while stop < len(self.heights) and top + self.heights[stop] <= room + 1e-6:
            top += self.heights[stop]
            stop += 1
        while stop > start and stop < len(self.heights) and not self._parts_well(start, stop):
            stop -= 1
        return stop if stop > self.table.head else start

    def draw(self, paper: Paper, x: float, y: float, start: int, stop: int) -> float:
        """Draw rows from `start` to `stop`, below the head where they go on; returns where they end."""
        shown = [*(range(self.table.head) if start else ()), *range(start, stop)]
        tops = dict(zip(shown, accumulate((self.heights[row] for row in shown), initial=y), strict=False))
        for row, column, cell in self.table.cells():
            here = [each for each in range(row, row + cell.rows) if each in tops]
            if here:
                height = sum(self.heights[each] for each in here)
                text = cell.text if row in tops or not cell.text else cell.text + _CONTINUED
                box = (x + self.edges[column], tops[here[0]], self._width(column, cell.columns), height)
                paper.rectangle(*box)
                lines = self._lines(column, cell.columns, text)
                self._draw_text(paper, box, lines, cell.align)
        return y + sum(self.heights[row] for row in shown)

    @property
    def _least(self) -> float:
        return self.style.leading / MM + 2 * self.pad_y

    def _draw_text(
        self, paper: Paper, box: tuple[float, float, float, float], lines: Sequence[Line], align: Align
    ) -> None:
        left, top, width, height = box
        free = height - block_height(lines, self.style) / MM
        paper.block(left + self.pad_x, top + free / 2, width - 2 * self.pad_x, lines, self.style, align=align)

    def _width(self, column: int, columns: int) -> float:
        return self.edges[column + columns] - self.edges[column]

    def _lines(self, column: int, columns: int, text: str) -> list[Line]:
        return break_lines(text, self.style, (self._width(column, columns) - 2 * self.pad_x) * MM)

    def _needed(self, column: int, columns: int, text: str) -> float:
        return block_height(self._lines(column, columns, text), self.style) / MM + 2 * self.pad_y

    def _parts_well(self, start: int, stop: int) -> bool:
        for row, column, cell in self.table.cells():
            if row < stop < row + cell.rows:
                needed = self._needed(column, cell.columns, cell.text + _CONTINUED)
                above = sum(self.heights[max(row, start) : stop])
                if needed > min(above, sum(self.heights[stop : row + cell.rows])) + 1e-6:
                    return False
        return True
