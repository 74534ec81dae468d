"""Where in a table the cells stand that may be parts of one number of a person: see `split_numbers`."""

import re
from collections.abc import Iterator
from itertools import pairwise

from app.checks.column_heads import names_quantities
from app.checks.digit_groups import INVISIBLE, NUMERALS, is_heading_of_numbers, is_plainly_else, plain_digits
from app.checks.office_parts import Cell
from app.checks.personal_data import Hit
from app.checks.split_numbers import Find, Piece, SplitNumbers

_DIGITS_ONLY = re.compile(rf"[\d{NUMERALS}](?:[\d{NUMERALS}\s{INVISIBLE}\-\u2010-\u2015\uff0d]*[\dXx{NUMERALS}])?")
_NOT_SAID = re.compile(r"[^0-9X]")
_LONGEST = 40  # a number in pieces of one digit, with something between
_LONGEST_HEADING = 20


def digits_only(text: str) -> str | None:
    """The digits of a cell that holds nothing else, Chinese numerals as digits; None for any other, for a day and for
    a land line."""
    said = text.strip()
    if not said or len(said) > _LONGEST or not _DIGITS_ONLY.fullmatch(said) or is_plainly_else(said):
        return None
    return _NOT_SAID.sub("", plain_digits(said, spelt=True).upper())


class SplitColumns:
    """Looks at the rows of a table, one after the other."""

    def __init__(self) -> None:
        self._begin()

    def take(self, row: list[Cell]) -> set[int]:
        """Look at a row: its cells in order, empty ones left out. Returns the columns in which it holds a quantity, as
        the heading or the word in front says."""
        pieces = [_piece(cell) for cell in row]
        if not any(pieces):
            self._take_heading(row)
        quantities = {row[at].column for at, piece in enumerate(pieces) if piece and self._is_quantity(row, pieces, at)}
        told = [piece and piece._replace(is_quantity=piece.column in quantities) for piece in pieces]
        self._take_across(row, told)
        self._take_down(row, told)
        return quantities

    def end(self, find: Find) -> Iterator[tuple[str, Hit]]:
        """Yield where the numbers stand that `find` knows in what was put together, and begin another table."""
        for run in self._columns.values():
            self._numbers.down([piece for _, piece in run])
        yield from self._numbers.end(find)
        self._begin()

    def _begin(self) -> None:
        self._numbers = SplitNumbers()
        #: What stands in the last rows of a column, with the number of the row.
        self._columns: dict[int, list[tuple[int, Piece]]] = {}
        self._quantities: set[int] = set()

    def _take_heading(self, row: list[Cell]) -> None:
        """Remember which columns a row of headings says to hold quantities; a merged one covers those up to the
        next."""
        if any(len(cell.text.strip()) > _LONGEST_HEADING for cell in row):
            return
        for cell, beside in pairwise([*row, None]):
            columns = range(cell.column, beside.column if beside else cell.column + 1)
            if names_quantities(cell.text):
                self._quantities.update(columns)
            elif is_heading_of_numbers(cell.text):
                self._quantities.difference_update(columns)

    def _is_quantity(self, row: list[Cell], pieces: list[Piece | None], at: int) -> bool:
        """Whether its heading, or the word in front of it in its row, says that the number is a quantity."""
        if row[at].column in self._quantities:
            return True
        before = next((row[place].text for place in range(at - 1, -1, -1) if pieces[place] is None), "")
        return names_quantities(before)

    def _take_across(self, row: list[Cell], pieces: list[Piece | None]) -> None:
        run: list[Piece] = []
        beside = 0
        for cell, piece in zip(row, pieces, strict=True):
            if run and (piece is None or cell.column != beside):
                self._numbers.across(run)
                run = []
            if piece is not None:
                run.append(piece)
            beside = cell.column + 1
        self._numbers.across(run)

    def _take_down(self, row: list[Cell], pieces: list[Piece | None]) -> None:
        for cell, piece in zip(row, pieces, strict=True):
            above = self._columns.get(cell.column)
            if above and (piece is None or above[-1][0] != cell.row - 1):
                self._numbers.down([each for _, each in above])
                del self._columns[cell.column]
            if piece is not None:
                self._columns.setdefault(cell.column, []).append((cell.row, piece))


def _piece(cell: Cell) -> Piece | None:
    digits = digits_only(cell.text)
    return Piece(cell.where, digits, cell.column) if digits else None
