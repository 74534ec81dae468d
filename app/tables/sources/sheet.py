"""One table of a file as it looks: its cells as text, where they are merged, hidden, commented or damaged."""

from collections.abc import Iterator, Mapping
from datetime import datetime

import msgspec

Place = tuple[int, int]
"""Row and column in `Sheet.cells`, both counted from 0."""


class Span(msgspec.Struct, frozen=True):
    """A merged cell: rows `top` to `bottom` and columns `left` to `right`, all counted from 0, all included."""

    top: int
    left: int
    bottom: int
    right: int

    def places(self) -> Iterator[Place]:
        """Yield every place it covers, the one with the text first."""
        return (
            (row, column) for row in range(self.top, self.bottom + 1) for column in range(self.left, self.right + 1)
        )


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """A sheet of a workbook, or one table of a document, page or pasted text.

    `cells` is rectangular; a cell holds its text with its line feeds, "" where it is empty. A merged cell has its text
    at its first place and "" at the others (`merged` says which). Symbols of picture fonts are plain marks by now.
    `before` are the lines of text between the last table and this one, the nearest last: titles stand there in
    documents and pages. `first_row` and `first_column` are the file's numbers (from 0) of the first row and column
    of `cells`. `doubts` says in a sentence what the file itself has done to a cell: digits lost, an error in a formula.
    `moments` are the dates and times of cells that the file keeps as such: the text shows only parts of them.
    """

    name: str
    cells: tuple[tuple[str, ...], ...]
    lettered: bool = False
    """Columns have letters (workbooks, csv), so a cell is told as B7, else as 第7行第2格."""
    first_row: int = 0
    first_column: int = 0
    merged: tuple[Span, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    is_hidden: bool = False
    comments: Mapping[Place, str] = {}
    doubts: Mapping[Place, str] = {}
    before: tuple[str, ...] = ()
    moments: Mapping[Place, datetime] = {}

    def address(self, place: Place) -> str:
        """The place as its user finds it: B7, or 第7行第2格 where columns have no letters."""
        row, column = place[0] + self.first_row + 1, place[1] + self.first_column
        return f"{_letters(column)}{row}" if self.lettered else f"第{row}行第{column + 1}格"


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """All tables of one file in their order; `notes` say in sentences what was left out or mended while reading."""

    name: str
    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...] = ()


def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
