"""QR codes (ISO/IEC 18004) as bars of dark modules."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

_QUIET_ZONE = 4  # modules of white around the code, clause 9.1


class QrCode(NamedTuple):
    """How many modules wide a code is, its white margin included, and its bars of dark modules: column, row and length
    of each, counted from the corner of the margin."""

    modules: int
    bars: Sequence[tuple[int, int, int]]


@lru_cache(maxsize=64)
def qr_code(data: str) -> QrCode:
    """The code (level M) of a text. Kept: looking for the best mask takes its time, and a board is drawn often.

    Raises segno.DataOverflowError when `data` is longer than a code can hold."""
    import segno  # a page without a code need not load it

    matrix = segno.make_qr(data, error="m").matrix
    bars = [
        (column, row, length) for row, modules in enumerate(matrix, _QUIET_ZONE) for column, length in _bars(modules)
    ]
    return QrCode(len(matrix) + 2 * _QUIET_ZONE, bars)


def _bars(modules: bytearray) -> Iterator[tuple[int, int]]:
    """Where dark modules beside each other begin, and how many they are."""
    column = _QUIET_ZONE
    for dark, group in groupby(modules):
        length = len(list(group))
        if dark:
            yield column, length
        column += length
