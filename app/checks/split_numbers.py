"""Numbers of persons that stand in two or three neighbouring cells, with no heading that says what they are.

Any two quantities now and then look like a telephone number when put together, and nothing but the cells around tells
them apart: a table of a few rows is stopped at, in a longer one the rows must agree.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

from app.checks.digit_groups import LEAST_DIGITS
from app.checks.personal_data import Hit

#: How people part these numbers: telephones, old identity numbers.
_USUAL = {(3, 8), (7, 4), (3, 4, 4), (6, 9), (12, 3), (6, 6, 3)}
_MOST_DIGITS = 19
_MOST_PARTS = 3
_FEW_ROWS = 2
_SURE_DIGITS = 18
_YEARS = ("19", "20")
_DAYS = range(2000, 2036)
_EVERY_BANK = "62"

Find = Callable[[str], tuple[Hit, ...]]


class Piece(NamedTuple):
    """A cell of nothing but digits: what to call its place, the digits, which column it stands in."""

    where: str
    digits: str
    column: Hashable


class _Joined(NamedTuple):
    """Neighbouring cells as one number. `crowded`: further numbers stand beside them."""

    where: str
    parts: tuple[str, ...]
    crowded: bool

    @property
    def number(self) -> str:
        return "".join(self.parts)

    @property
    def is_usual(self) -> bool:
        return tuple(map(len, self.parts)) in _USUAL


class SplitNumbers:
    """Keeps what may be split numbers of a table or a page, and tells at its end which are."""

    def __init__(self) -> None:
        self._places: dict[Hashable, list[_Joined]] = {}

    def across(self, run: Sequence[Piece]) -> None:
        """Keep the cells of a row that stand beside each other."""
        for size in range(2, _MOST_PARTS + 1):
            for window in _windows(run, size):
                columns = tuple(piece.column for piece in window)
                self._keep(("across", columns), window, crowded=len(run) > size + 1)

    def down(self, run: Sequence[Piece]) -> None:
        """Keep the cells of a column that stand one below the other. More than three are a column of quantities,
        unless two and two of them are numbers throughout."""
        chain = len(self._places)
        for size in range(2, _MOST_PARTS + 1):
            for at, window in enumerate(_windows(run, size)):
                if len(run) % size == 0 and at % size == 0:
                    self._keep(("down", chain, size), window, crowded=False)
                elif sum(len(piece.digits) for piece in window) == _SURE_DIGITS:
                    self._keep(("down", chain, size, at), window, crowded=True)

    def end(self, find: Find) -> Iterator[tuple[str, Hit]]:
        """Yield where the numbers stand that `find` knows in what was put together, and begin anew."""
        for (direction, *_), kept in self._places.items():
            yield from _told(kept, find, is_column=direction == "down")
        self._places = {}

    def _keep(self, place: Hashable, window: Sequence[Piece], *, crowded: bool) -> None:
        joined = _Joined(window[0].where, tuple(piece.digits for piece in window), crowded)
        self._places.setdefault(place, []).append(joined)


def _windows(run: Sequence[Piece], size: int) -> Iterator[Sequence[Piece]]:
    return (run[at : at + size] for at in range(len(run) - size + 1))


def _told(kept: list[_Joined], find: Find, *, is_column: bool) -> Iterator[tuple[str, Hit]]:
    """Of what stands in the same cells of all rows, that which the rows together say is a number of a person."""
    hits = [_hit(each, find) for each in kept]
    reading = [each for each, hit in zip(kept, hits, strict=True) if hit]
    if len(reading) == len(kept):
        tells = len(kept) <= _FEW_ROWS or not (_count_up(kept) or _end_in_years(kept))
        shown = reading if tells else []
    elif is_column:
        shown = []
    else:
        usual = [each for each in reading if each.is_usual and not each.crowded]
        tells = len(kept) <= _FEW_ROWS or (2 * len(usual) >= len(kept) and not _count_up(kept))
        shown = usual if tells else []
    for each, hit in zip(kept, hits, strict=True):
        if hit and (each in shown or _is_sure(hit)):
            yield each.where, hit


def _hit(joined: _Joined, find: Find) -> Hit | None:
    """What a number reads as, if it may be one number at all."""
    number = joined.number
    if not LEAST_DIGITS <= len(number) <= _MOST_DIGITS:
        return None
    hit = next((hit for hit in find(number) if (hit.start, hit.end) == (0, len(number))), None)
    if hit is None or _is_sure(hit):
        return hit
    if hit.kind == "bank_card" and not number.startswith(_EVERY_BANK):
        return None
    may_be = joined.is_usual if joined.crowded or len(joined.parts) > 2 else True
    is_phone_and_day = hit.kind == "phone" and _is_day(joined.parts[-1])
    return hit if may_be and not is_phone_and_day else None


def _is_sure(hit: Hit) -> bool:
    """Whether a check digit of an identity number says so."""
    return hit.kind == "id_number" and hit.end - hit.start == _SURE_DIGITS


def _count_up(kept: list[_Joined]) -> bool:
    """Whether the first column just counts the rows."""
    return len(kept) > _FEW_ROWS and all(int(b.parts[0]) == int(a.parts[0]) + 1 for a, b in pairwise(kept))


def _end_in_years(kept: list[_Joined]) -> bool:
    return all(len(each.parts[-1]) == 4 and each.parts[-1].startswith(_YEARS) for each in kept)


def _is_day(digits: str) -> bool:
    """Whether it is a day of our time, 20260131."""
    if len(digits) != 8:
        return False
    try:
        return datetime.strptime(digits, "%Y%m%d").year in _DAYS
    except ValueError:
        return False
