"""Numbers of eighteen digits that a chain of groups does not show: letters typed for digits, commas between the parts.

People write 51O5O2… with the letter O, and 510502，19800101，1235 with marks between region, birth date and the rest.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from app.checks.digit_groups import LIKE_DIGITS, MARKS, plain_digits

_LENGTH = 18
_AS_DIGITS = str.maketrans(LIKE_DIGITS, "0" * 8 + "1" * 4)
_PART = rf"(?:[ \u3000]?[{MARKS}\-][ \u3000]?|[ \u3000])?"
_LIKE_DIGIT = rf"[0-9{LIKE_DIGITS}]"
_CANDIDATE = re.compile(
    rf"(?<![0-9A-Za-z])(?=({_LIKE_DIGIT}(?:{_PART}{_LIKE_DIGIT}){{16}}{_PART}(?:{_LIKE_DIGIT}|[Xx]))(?![0-9A-Za-z]))"
)
# Looked for first, because it is fast: so long a stretch without a Chinese character is rare.
_STRETCH = re.compile(rf"[\d{LIKE_DIGITS}][^\u4e00-\u9fff]{{{_LENGTH - 1}}}")
_DISGUISE = re.compile(rf"[{LIKE_DIGITS}{MARKS}]")
_PARTS = re.compile(_LIKE_DIGIT + r"+[Xx]?|[Xx]")
# A list of amounts, years or postcodes has other sizes: groups of three, four or six all through.
_SIZES = {(18,), (6, 8, 4), (6, 4, 4, 4), (6, 4, 2, 2, 4), (3, 3, 4, 4, 4), (3, 3, 8, 4), (6, 12), (14, 4), (17, 1)}


class Disguised(NamedTuple):
    """Eighteen characters of a number (the last may be X) at `start` to `end` of the text."""

    start: int
    end: int
    number: str


def disguised_numbers(text: str) -> Iterator[Disguised]:
    """What may be an identity number once letters are read as digits and marks are left out; whether it is one, its
    check digit has to tell."""
    if len(text) < _LENGTH or not _STRETCH.search(text) or not _DISGUISE.search(text):
        return
    plain = plain_digits(text)
    for match in _CANDIDATE.finditer(plain):
        written = match[1]
        parts = _PARTS.findall(written)
        sizes = tuple(map(len, parts))
        if _DISGUISE.search(written) and (sizes in _SIZES or max(sizes) == 1):
            yield Disguised(*match.span(1), "".join(parts).translate(_AS_DIGITS).upper())
