"""Two columns that together are a column of numbers of persons, without a heading that says so.

Two quantities beside each other now and then look like a telephone number when put together: one such row says nothing.
Rows that all do so are one number that somebody split.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from app.checks.office_parts import Cell
from app.checks.personal_data import Hit, is_id_number, is_mobile

_LEAST_ROWS = 3
_OLD_ID_DIGITS = 15
_YEARS = ("19", "20")


@dataclass
class _Pair:
    """What was seen so far of two neighbouring columns: the rows that read as one number, unless one does not."""

    rows: list[tuple[str, str, str]] = field(default_factory=list)
    is_broken: bool = False

    @property
    def tells(self) -> bool:
        """Whether enough rows say so, and the first column does not just count the rows, nor the second tell years."""
        firsts = [int(first) for _, first, _ in self.rows]
        counts = all(after == before + 1 for before, after in pairwise(firsts))
        years = all(len(second) == 4 and second.startswith(_YEARS) for _, _, second in self.rows)
        return not self.is_broken and len(self.rows) >= _LEAST_ROWS and not counts and not years


class SplitColumns:
    """Looks at the rows of a table, one after the other."""

    def __init__(self) -> None:
        self._pairs: dict[int, _Pair] = {}

    def take(self, row: list[Cell]) -> None:
        """Look at a row."""
        for left, right in pairwise(row):
            first, second = left.text.strip(), right.text.strip()
            if right.column - left.column == 1 and first.isdecimal() and second.isdecimal():
                pair = self._pairs.setdefault(left.column, _Pair())
                pair.is_broken = pair.is_broken or not _is_one_number(first, second)
                if not pair.is_broken:
                    pair.rows.append((left.where, first, second))

    def end(self, find: Callable[[str], tuple[Hit, ...]]) -> Iterator[tuple[str, Hit]]:
        """Yield where the numbers stand that `find` knows in what was put together, and begin another table."""
        for pair in self._pairs.values():
            for where, first, second in pair.rows if pair.tells else ():
                yield from ((where, hit) for hit in find(first + second))
        self._pairs = {}


def _is_one_number(first: str, second: str) -> bool:
    number = first + second
    return is_mobile(number) or (len(number) == _OLD_ID_DIGITS and is_id_number(number))
