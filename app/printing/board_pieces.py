"""What panels of a board are made of: paragraphs and tables that can be cut where a slot ends. Lengths are mm."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.printing.list_table import MeasuredTable
from app.printing.paper import MM, Align, Paper
from app.printing.text import Line, TextStyle

#: A paragraph cut by the end of a slot leaves so many lines on either side.
_LINES_TOGETHER = 2
_BALANCING_STEPS = 20


@dataclass(frozen=True)
class TextPiece:
    """A paragraph in lines. `keep` says that what follows must begin in the same slot."""

    lines: Sequence[Line]
    style: TextStyle
    align: Align = "left"
    keep: bool = False

    @property
    def length(self) -> int:
        return len(self.lines)

    def height(self, start: int, stop: int) -> float:
        return (stop - start) * self.style.leading / MM

    def fitting(self, start: int, room: float, *, apart: bool) -> int:
        """How many lines from `start` on fit into `room`; unless `apart`, none left alone and a heading only whole."""
        left = self.length - start
        count = min(left, int(room * MM / self.style.leading + 1e-6))
        if count == left or apart:
            return max(count, 0)
        if self.keep or count < _LINES_TOGETHER:
            return 0
        return max(min(count, left - _LINES_TOGETHER), _LINES_TOGETHER)


@dataclass(frozen=True)
class TablePiece:
    """A table in rows, one below the other or in up to `across` parts side by side; its head is repeated above each
    part and in every slot."""

    table: MeasuredTable
    keep: bool = False
    across: int = 1
    gap: float = 0.0
    _parted: dict[tuple[int, int], list[tuple[int, int]]] = field(default_factory=dict, compare=False)

    @property
    def length(self) -> int:
        return len(self.table.rows)

    def height(self, start: int, stop: int) -> float:
        return max(self.table.part_height(*part) for part in self.parts(start, stop)) if stop > start else 0.0

    def fitting(self, start: int, room: float, *, apart: bool) -> int:
        """How many rows from `start` on fit into `room`."""
        row = start
        for _ in range(self.across):
            row += self.table.rows_fitting(row, room)
        return row - start

    def parts(self, start: int, stop: int) -> list[tuple[int, int]]:
        """Rows `start` to `stop` in parts that are about as high as each other, filled from the left."""
        if self.across == 1:
            return [(start, stop)]
        if (start, stop) not in self._parted:
            self._parted[start, stop] = self._lowest_parts(start, stop)
        return self._parted[start, stop]

    def _lowest_parts(self, start: int, stop: int) -> list[tuple[int, int]]:
        low, high = 0.0, self.table.part_height(start, stop)
        for _ in range(_BALANCING_STEPS):
            middle = (low + high) / 2
            low, high = (low, middle) if self._filled(start, stop, middle) else (middle, high)
        return self._filled(start, stop, high) or [(start, stop)]

    def _filled(self, start: int, stop: int, room: float) -> list[tuple[int, int]] | None:
        """The rows in parts of at most `room`; None if that takes more parts than there are."""
        parts: list[tuple[int, int]] = []
        while start < stop and len(parts) < self.across:
            end = min(stop, start + self.table.rows_fitting(start, room))
            if end == start:
                return None
            parts.append((start, end))
            start = end
        return parts if start == stop else None

    def draw(self, paper: Paper, x: float, y: float, start: int, stop: int) -> None:
        """Rows `start` to `stop` with the head above each part of them."""
        for part in self.parts(start, stop):
            self.table.draw(paper, x, y, *part)
            x += sum(self.table.widths) + self.gap
