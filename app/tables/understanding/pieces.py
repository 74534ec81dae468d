"""What an item has under each column: the cells of its rows, those above where its own say 同上 or nothing."""

from collections.abc import Mapping, Sequence

import msgspec

from app.tables.understanding.catalogue import Cell
from app.tables.understanding.grid import Grid
from app.tables.understanding.words import is_same_as_above, says_itself, says_nothing

HOW_SURE: Mapping[str, float] = {"written": 1.0, "merged": 0.95, "same": 0.9, "above": 0.8}
"""How sure an answer is by how it came to stand there."""


class Pieces(msgspec.Struct, frozen=True, gc=False):
    """The texts an item has under a column, each with its cell, from the top, and how they came there: "written",
    "merged", "same" (同上) or "above" (blank, taken from the item above); without texts "lost" (同上 with nothing
    above) or "dash"."""

    texts: tuple[str, ...] = ()
    cells: tuple[Cell, ...] = ()
    how: str = "written"

    def __bool__(self) -> bool:
        return bool(self.texts)

    def is_blank(self) -> bool:
        """Whether nothing at all stands here, not even a dash."""
        return not self.texts and not self.cells


NONE = Pieces()


def pieces_at(grid: Grid, sheet: int, rows: Sequence[int], column: int, above: Pieces) -> Pieces:
    """Return what stands under a column in the rows of an item; 同上 takes what the item above has."""
    if len(rows) == 1 and (only := _only_piece(grid, sheet, rows[0], column)) is not None:  # as nearly always
        return only
    texts: list[str] = []
    cells: list[Cell] = []
    dashes: list[Cell] = []
    merged = False
    for row in rows:
        text = grid.shown[row][column]
        if not text:
            continue
        if says_nothing(text):
            dashes.append(Cell(sheet, *grid.source(row, column)))
            continue
        span = grid.spans.get((row, column))
        cell = Cell(sheet, *grid.source(row, column))
        if cells and cell in cells:
            continue
        merged = merged or (span is not None and span.top < rows[0])
        texts.append(text)
        cells.append(cell)
    if len(texts) == 1 and is_same_as_above(texts[0]):
        return Pieces(above.texts, (*above.cells, *cells), "same") if above else Pieces((), tuple(cells), "lost")
    if not texts:
        return Pieces((), tuple(dashes), "dash") if dashes else NONE
    return Pieces(tuple(texts), tuple(cells), "merged" if merged else "written")


def _only_piece(grid: Grid, sheet: int, row: int, column: int) -> Pieces | None:
    """Return what stands in one row that says something of its own, or nothing at all; None where it takes more."""
    text = grid.shown[row][column]
    if not text:
        return NONE
    if not says_itself(text) and (says_nothing(text) or is_same_as_above(text)):
        return None
    span = grid.spans.get((row, column)) if row in grid.spanned else None
    how = "written" if span is None or span.top == row else "merged"
    place = (row, column) if span is None and grid.is_as_written else grid.source(row, column)
    return Pieces((text,), (Cell(sheet, *place),), how)


def with_rest(above: Pieces, rest: Pieces) -> Pieces:
    """Return what an item has together with the rest of it that stands on the next page."""
    return Pieces((*above.texts, *rest.texts), (*above.cells, *rest.cells), above.how if above else rest.how)


def taken(above: Pieces) -> Pieces:
    """Return what the item above has, as taken from there."""
    return Pieces(above.texts, above.cells, "above") if above else NONE
