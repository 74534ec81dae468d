"""Where on a page the cells stand that may be parts of one number of a person: see `split_numbers`."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from app.checks.column_heads import names_quantities
from app.checks.personal_data import Hit
from app.checks.placed_text import PlacedText, overlap, rows_of
from app.checks.split_columns import digits_only
from app.checks.split_numbers import Find, Piece, SplitNumbers

# In heights of the type, from the top of a row of a table to the top of the next: closer lines are broken text, which
# is read as such, wider ones are no neighbours.
_NEXT_ROW = 4.0
_LEAST_PIECES = 2


class _Placed(NamedTuple):
    """A cell of digits and where it stands."""

    piece: Piece
    run: PlacedText


def split_on_page(runs: Sequence[PlacedText], where: str, find: Find) -> Iterator[tuple[str, Hit]]:
    """Yield what `find` knows in numbers that were put together from cells of one page, each with `where`."""
    digits = {id(run): said for run in runs if (said := digits_only(run.text))}
    if len(digits) < _LEAST_PIECES:
        return
    columns = _Columns([run for run in runs if id(run) in digits])
    numbers = SplitNumbers()
    headings: list[PlacedText] = []
    stacks = _Stacks(numbers)
    for row in rows_of(runs):
        row.sort(key=lambda run: run.x)
        placed = [
            _Placed(Piece(where, digits[id(run)], columns.number(run)), run) if id(run) in digits else None
            for run in row
        ]
        told = _told(row, placed, headings)
        for run_of_digits in _neighbours(told):
            numbers.across(run_of_digits)
        stacks.take(row, told)
        headings += (run for run in row if id(run) not in digits and names_quantities(run.text))
    stacks.end()
    yield from numbers.end(find)


def _told(row: list[PlacedText], placed: list[_Placed | None], headings: list[PlacedText]) -> list[_Placed | None]:
    """The cells of digits, with whether a heading above or the word in front says that they are quantities."""
    told: list[_Placed | None] = []
    is_told = False
    for run, each in zip(row, placed, strict=True):
        if each is None:
            is_told = names_quantities(run.text)
            told.append(None)
        else:
            told_above = any(overlap(heading, run) for heading in headings)
            told.append(each._replace(piece=each.piece._replace(is_quantity=is_told or told_above)))
    return told


def _neighbours(row: list[_Placed | None]) -> Iterator[list[Piece]]:
    run: list[Piece] = []
    for each in (*row, None):
        if each is None:
            if run:
                yield run
            run = []
        else:
            run.append(each.piece)


class _Columns:
    """Numbers the columns of a page from left to right, by the digits that stand above each other."""

    def __init__(self, runs: list[PlacedText]) -> None:
        self._ends: list[float] = []
        self._of: dict[int, int] = {}
        for run in sorted(runs, key=lambda run: run.x):
            if not self._ends or run.x >= self._ends[-1]:
                self._ends.append(run.x + run.width)
            self._ends[-1] = max(self._ends[-1], run.x + run.width)
            self._of[id(run)] = len(self._ends)

    def number(self, run: PlacedText) -> int:
        return self._of[id(run)]


class _Stacks:
    """Collects cells of digits that stand one below the other with nothing between."""

    def __init__(self, numbers: SplitNumbers) -> None:
        self._numbers = numbers
        self._open: list[list[_Placed]] = []

    def take(self, row: list[PlacedText], placed: list[_Placed | None]) -> None:
        """Look at the next row of the page."""
        still_open: list[list[_Placed]] = []
        below = list(zip(row, placed, strict=True))
        for stack in self._open:
            last = stack[-1].run
            if row and row[0].y - last.y > _NEXT_ROW * last.height:
                self._numbers.down([each.piece for each in stack])
                continue
            under = next(((run, each) for run, each in below if overlap(run, last)), None)
            if under is None:
                still_open.append(stack)
            elif under[1] is None:
                self._numbers.down([each.piece for each in stack])
            else:
                stack.append(under[1])
                below.remove(under)
                still_open.append(stack)
        self._open = still_open + [[each] for _, each in below if each is not None]

    def end(self) -> None:
        """The page ends."""
        for stack in self._open:
            self._numbers.down([each.piece for each in stack])
