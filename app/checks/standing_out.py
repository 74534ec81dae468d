"""Which numbers of a column look unlike the others there, as half of a telephone number does among quantities."""

from collections.abc import Iterable
from typing import NamedTuple

_YEARS = range(1949, 2036)
_LAND_LINE_DIGITS = (7, 8)
_LEAST_ROUND = 4


class _Sort(NamedTuple):
    """What may be told of a number by its look. `length` is 0 where it does not matter."""

    length: int
    name: str


_YEAR, _ROUND = _Sort(4, "year"), _Sort(0, "round")


class ColumnLook:
    """What the numbers of a column look like: how long they are, and whether they begin with a zero, may be years or
    land lines, or are round, when the length does not matter."""

    def __init__(self, numbers: Iterable[str]) -> None:
        known = list(numbers)
        self._sorts = frozenset(map(_sort, known))
        lengths = [len(number) for number in known]
        self._lengths = range(min(lengths, default=0), max(lengths, default=0) + 1)

    def is_unlike(self, digits: str) -> bool:
        """Whether there are numbers, and none is of its sort."""
        return bool(self._sorts) and _sort(digits) not in self._sorts

    def is_outside(self, digits: str) -> bool:
        """Whether no number there is of its sort, and it is longer or shorter than all or begins with a zero."""
        return self.is_unlike(digits) and (digits.startswith("0") or len(digits) not in self._lengths)


def _sort(digits: str) -> _Sort:
    length = len(digits)
    if length > 1 and digits.startswith("0"):
        return _Sort(length, "zero in front")
    if length >= _LEAST_ROUND and digits.endswith("00"):
        return _ROUND
    if length == _YEAR.length and digits.isdecimal() and int(digits) in _YEARS:
        return _YEAR
    is_land_line = length in _LAND_LINE_DIGITS and not digits.startswith("1")
    return _Sort(length, "land line" if is_land_line else "")
