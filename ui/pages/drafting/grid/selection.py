"""Which cells are chosen: some lines, each in the same columns, so that they are always one block."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from ui.pages.drafting.grid.columns import NAME

Place = tuple[int, int]
"""Row and column."""


class CellSelection:
    """The current cell and the block around it, as in Excel: the block grows from the cell the clerk began at.

    `size` is how many rows and columns there are. The column of the number is chosen with whole lines only.
    """

    def __init__(self) -> None:
        self.size: Place = (0, 0)
        self.current: Place = (-1, NAME)
        self._end: Place = self.current
        self._more: set[int] = set()
        self._whole = False

    # --- what is chosen --------------------------------------------------------------------------------------------

    @property
    def is_empty(self) -> bool:
        """Whether there is no cell at all."""
        return self.current[0] < 0

    @property
    def is_whole_lines(self) -> bool:
        """Whether lines are chosen with all their cells."""
        return self._whole

    @property
    def end(self) -> Place:
        """The cell at the other end of the block, where it goes on growing."""
        return self._end

    def rows(self) -> list[int]:
        """Return the rows that are chosen, from above."""
        if self.is_empty:
            return []
        first, last = sorted((self.current[0], self._end[0]))
        return sorted(self._more.union(range(first, last + 1)))

    def columns(self) -> range:
        """Return the columns that are chosen, without that of the number."""
        if self.is_empty:
            return range(0)
        if self._whole:
            return range(NAME, self.size[1])
        first, last = sorted((self.current[1], self._end[1]))
        return range(first, last + 1)

    def runs(self) -> list[tuple[int, int]]:
        """Return first and last of each run of rows."""
        return list(runs_of(self.rows()))

    def count(self) -> int:
        """Return how many cells are chosen."""
        return len(self.rows()) * len(self.columns())

    # --- choosing --------------------------------------------------------------------------------------------------

    def go(self, place: Place, *, grow: bool = False) -> None:
        """Move to a cell, or let the block reach to it."""
        place = self._inside(place)
        if grow and not self.is_empty:
            self._end = place
            return
        self.current = self._end = place
        self._more, self._whole = set(), False

    def choose_lines(self, row: int, *, grow: bool = False, more: bool = False) -> None:
        """Choose a whole line, all up to it, or one more."""
        if more and not self.is_empty:
            self._add(row)
        else:
            self.go((row, NAME), grow=grow)
        self._whole = True

    def add_line(self, row: int) -> None:
        """Choose one line more, or one less, in the same columns."""
        if self.is_empty:
            self.go((row, NAME))
        else:
            self._add(row)

    def choose_columns(self, column: int, *, grow: bool = False) -> None:
        """Choose a whole column, or all up to it."""
        first = self.current[1] if grow and not self.is_empty else column
        self.go((0, first))
        self._end = self._inside((self.size[0] - 1, column))

    def choose_rows(self, rows: Sequence[int], *, whole: bool) -> None:
        """Choose these lines, the first being the current one, in the columns chosen or as a whole."""
        columns = self.current[1], self._end[1]
        self.current, self._end = self._inside((rows[0], columns[0])), self._inside((rows[0], columns[1]))
        self._more, self._whole = set(rows[1:]), whole

    def choose_block(self, rows: Sequence[int], columns: range) -> None:
        """Choose these columns of these lines, which come in order; the first cell is the current one."""
        in_a_row = len(rows) == rows[-1] + 1 - rows[0]
        self.current = self._inside((rows[0], columns[0]))
        self._end = self._inside((rows[-1] if in_a_row else rows[0], columns[-1]))
        self._more, self._whole = set() if in_a_row else set(rows[1:]), False

    def choose_all(self) -> None:
        """Choose every cell; the current one stays."""
        row, column = self._inside(self.current)
        self._more = set(range(self.size[0]))
        self.current = self._end = (row, column)
        self._whole = True

    def _add(self, row: int) -> None:
        chosen = set(self.rows())
        if row in chosen and len(chosen) > 1:
            chosen.discard(row)
            row = min(chosen, key=lambda each: abs(each - row))
        columns = self.current[1], self._end[1]
        self.current, self._end = (row, columns[0]), (row, columns[1])
        self._more = chosen

    def _inside(self, place: Place) -> Place:
        rows, columns = self.size
        return min(max(place[0], 0), rows - 1), min(max(place[1], NAME), columns - 1)


def runs_of(rows: Iterable[int]) -> Iterable[tuple[int, int]]:
    """Return first and last of each run of following numbers, which come in order."""
    for _, run in groupby(enumerate(rows), lambda pair: pair[1] - pair[0]):
        numbers = [number for _, number in run]
        yield numbers[0], numbers[-1]
