"""Numbers of persons that stand in two or three neighbouring cells, with no heading that says what they are.

Any two quantities now and then look like a telephone number when put together, and nothing but the cells around tells
them apart: a table of a few rows is stopped at, in a longer one the rows must agree, or the parts look unlike what else
stands in their columns. Identity numbers and long bank cards hardly any quantities make: these are stopped at whatever
stands around, identity numbers below any heading.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from datetime import datetime
from itertools import groupby, pairwise
from operator import attrgetter
from typing import NamedTuple

from app.checks.digit_groups import LEAST_DIGITS
from app.checks.personal_data import Hit, is_certain_id
from app.checks.standing_out import ColumnLook

#: How people part these numbers: telephones, old identity numbers.
_USUAL = {(3, 8), (7, 4), (3, 4, 4), (6, 9), (12, 3), (6, 6, 3)}
_MOST_DIGITS = 19
_SIZES = (2, 3)
_PAIR = 2
_FEW_ROWS = 2
_CHECKED_ID_DIGITS = 18
_SURE_CARD_DIGITS = 19
_SURE_LENGTHS = (15, _CHECKED_ID_DIGITS, _SURE_CARD_DIGITS)
_CARD_PARTS = 2
_YEARS = ("19", "20")
_DAYS = range(2000, 2036)
_EVERY_BANK = "62"

Find = Callable[[str], tuple[Hit, ...]]


class Piece(NamedTuple):
    """A cell of nothing but digits: what to call its place, the digits, which column it stands in, and whether a
    heading or the word in front says that it is a quantity."""

    where: str
    digits: str
    column: Hashable
    is_quantity: bool = False


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
        self._places: dict[tuple[Hashable, ...], list[_Joined]] = {}
        #: What is looked at by itself, whatever stands around.
        self._single: list[Sequence[Piece]] = []
        #: More than two cells that stand beside each other, and one below the other.
        self._rows: list[Sequence[Piece]] = []
        self._stacks: list[Sequence[Piece]] = []

    def across(self, run: Sequence[Piece]) -> None:
        """Keep the cells of a row that stand beside each other."""
        self._keep_single(run)
        for part in _not_quantities(run):
            if len(part) > _PAIR:
                self._rows.append(part)
            for size in _SIZES:
                for window in _windows(part, size):
                    columns = tuple(piece.column for piece in window)
                    self._keep(("across", columns), window, crowded=len(part) > size + 1)

    def down(self, run: Sequence[Piece]) -> None:
        """Keep the cells of a column that stand one below the other. More than three are a column of quantities,
        unless two and two of them are numbers throughout, or two lie outside of what the others are."""
        self._keep_single(run)
        for part in _not_quantities(run):
            if len(part) > _PAIR:
                self._stacks.append(part)
            chain = len(self._places)
            for size in _SIZES:
                for window in _windows(part, size)[::size] if len(part) % size == 0 else ():
                    self._keep(("down", chain, size), window, crowded=False)

    def end(self, find: Find) -> Iterator[tuple[str, Hit]]:
        """Yield where the numbers stand that `find` knows in what was put together, and begin anew."""
        for (direction, *_), kept in self._places.items():
            yield from _told(kept, find, is_column=direction == "down")
        rows = self._rows if len(self._rows) <= _FEW_ROWS else ()
        for line in (*rows, *self._stacks):
            yield from _told_in_line(line, find)
        for window in self._single:
            if (hit := _sure_hit(window, find)) is not None:
                yield window[0].where, hit
        self._places, self._single, self._rows, self._stacks = {}, [], [], []

    def _keep(self, place: tuple[Hashable, ...], window: Sequence[Piece], *, crowded: bool) -> None:
        joined = _Joined(window[0].where, tuple(piece.digits for piece in window), crowded)
        self._places.setdefault(place, []).append(joined)

    def _keep_single(self, run: Sequence[Piece]) -> None:
        for size in _SIZES:
            self._single += (window for window in _windows(run, size) if _has_sure_length(window))


def _windows(run: Sequence[Piece], size: int) -> list[Sequence[Piece]]:
    return [run[at : at + size] for at in range(len(run) - size + 1)]


def _not_quantities(run: Sequence[Piece]) -> Iterator[Sequence[Piece]]:
    """The stretches of a run of which no heading says that they are quantities."""
    for is_quantity, part in groupby(run, key=attrgetter("is_quantity")):
        if not is_quantity:
            yield list(part)


def _has_sure_length(window: Sequence[Piece]) -> bool:
    return sum(len(piece.digits) for piece in window) in _SURE_LENGTHS


def _sure_hit(window: Sequence[Piece], find: Find) -> Hit | None:
    """What cells read as that certainly are one number of a person, not running numbers as 13011, 13012, 13013, nor a
    day with numbers around."""
    parts = [piece.digits for piece in window]
    number = "".join(parts)
    hit = None if _counts_up(parts) else _whole_hit(number, find)
    if hit is None:
        return None
    if hit.kind == "id_number":
        is_told = len(number) == _CHECKED_ID_DIGITS or not any(map(_is_day, parts))
        return hit if is_told and is_certain_id(number) else None
    is_long_card = hit.kind == "bank_card" and number.startswith(_EVERY_BANK) and len(number) == _SURE_CARD_DIGITS
    is_told = len(window) == _CARD_PARTS and not any(piece.is_quantity for piece in window)
    return hit if is_long_card and is_told else None


def _told(kept: list[_Joined], find: Find, *, is_column: bool) -> Iterator[tuple[str, Hit]]:
    """Of what stands in the same cells of all rows, that which the rows together say is a number of a person."""
    hits = [_hit(each, find) for each in kept]
    reading = [each for each, hit in zip(kept, hits, strict=True) if hit]
    if len(reading) == len(kept):
        if len(kept) <= _FEW_ROWS:
            shown = [each for each in reading if each.is_usual or not each.crowded]
        else:
            shown = [] if _first_count_up(kept) or _end_in_years(kept) else reading
    elif is_column:
        shown = []
    else:
        usual = [each for each in reading if each.is_usual and not each.crowded]
        tells = len(kept) <= _FEW_ROWS or (2 * len(usual) >= len(kept) and not _first_count_up(kept))
        shown = [*(usual if tells else []), *_standing_out(kept, reading)]
    wanted = set(shown)
    for each, hit in zip(kept, hits, strict=True):
        if hit and each in wanted:
            yield each.where, hit


def _standing_out(kept: list[_Joined], reading: list[_Joined]) -> list[_Joined]:
    """Those of which a part looks unlike what stands in its column in the rows that are no numbers."""
    read = set(reading)
    looks = [ColumnLook(column) for column in zip(*(each.parts for each in kept if each not in read), strict=True)]
    return [
        each for each in reading if any(look.is_unlike(part) for look, part in zip(looks, each.parts, strict=False))
    ]


def _told_in_line(line: Sequence[Piece], find: Find) -> Iterator[tuple[str, Hit]]:
    """Cells one after the other that read as one number, and lie outside of what the others there are."""
    found: dict[int, tuple[_Joined, Hit]] = {}
    taken: set[int] = set()
    for size in _SIZES:
        for at, window in enumerate(_windows(line, size)):
            joined = _Joined(window[0].where, tuple(piece.digits for piece in window), crowded=False)
            hit = None if _counts_up(joined.parts) else _hit(joined, find)
            if hit is not None:
                found.setdefault(at, (joined, hit))
                taken.update(range(at, at + size))
    others = ColumnLook(piece.digits for at, piece in enumerate(line) if at not in taken)
    for joined, hit in found.values():
        if any(map(others.is_outside, joined.parts)):
            yield joined.where, hit


def _hit(joined: _Joined, find: Find) -> Hit | None:
    """What a number reads as, if it may be one number at all."""
    number = joined.number
    hit = _whole_hit(number, find)
    if hit is None or (hit.kind == "bank_card" and not number.startswith(_EVERY_BANK)):
        return None
    may_be = joined.is_usual or len(joined.parts) == _PAIR
    is_phone_and_day = hit.kind == "phone" and _is_day(joined.parts[-1])
    return hit if may_be and not is_phone_and_day else None


def _whole_hit(number: str, find: Find) -> Hit | None:
    """What the whole number reads as."""
    if not LEAST_DIGITS <= len(number) <= _MOST_DIGITS:
        return None
    return next((hit for hit in find(number) if (hit.start, hit.end) == (0, len(number))), None)


def _first_count_up(kept: list[_Joined]) -> bool:
    """Whether the first column just counts the rows."""
    return len(kept) > _FEW_ROWS and _counts_up([each.parts[0] for each in kept])


def _counts_up(numbers: Sequence[str]) -> bool:
    return all(map(str.isdecimal, numbers)) and all(int(b) == int(a) + 1 for a, b in pairwise(numbers))


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
