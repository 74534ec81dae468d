"""Numbers of which some or all digits are written in Chinese: 〇 for 0, 一三八, 壹叁捌, spread out by spaces or not.

Such digits may run together with a name (张三三七〇…) or a word behind (…八〇〇〇一直), so every number that the
run may hold is offered; whether it is one, the caller tells.
"""

import re
import string
from collections.abc import Iterator
from typing import NamedTuple

from app.checks.digit_groups import INVISIBLE, LEAST_DIGITS, NUMERALS, plain_digits

_LENGTHS = (19, 18, 17, 16, 15, 11)
# A stretch of words that are numerals: 张三 before, 一直 behind. Longer runs hold several numbers, or none.
_WORDS_BESIDE = 3
_LONGEST = _LENGTHS[0] + 2 * _WORDS_BESIDE
_LIKE_DIGIT = rf"[0-9{NUMERALS}]"
_GAP = rf"[ \u00a0\u3000{INVISIBLE}]{{1,3}}"
_RUNS = (
    re.compile(rf"{_LIKE_DIGIT}(?:[{INVISIBLE}]*{_LIKE_DIGIT}){{{LEAST_DIGITS - 1},}}[Xx]?"),
    re.compile(
        rf"[{NUMERALS}](?:[ \u00a0\u3000{INVISIBLE}\-\uff0d]{{0,3}}[{NUMERALS}]){{{LEAST_DIGITS - 1},}}(?:{_GAP})?[Xx]?"
    ),
    re.compile(rf"(?<!\S){_LIKE_DIGIT}(?:{_GAP}{_LIKE_DIGIT}){{{LEAST_DIGITS - 1},}}(?:{_GAP}[Xx])?"),
)
# Looked for first, because it is fast: so many signs in a row are rare.
_LIKELY = re.compile(
    rf"[\d{NUMERALS}](?:[ \u00a0\u3000\-\uff0d{INVISIBLE}]{{0,3}}[\d{NUMERALS}]){{{LEAST_DIGITS - 1}}}"
)
_NUMERAL = re.compile(rf"[{NUMERALS}]")
_SIGN = re.compile(rf"{_LIKE_DIGIT}|[Xx]")


class Spelt(NamedTuple):
    """A number that may be meant, in digits (the last may be X), at `start` to `end` of the text."""

    start: int
    end: int
    number: str


def spelt_numbers(text: str) -> Iterator[Spelt]:
    """What may be a personal number once Chinese numerals are read as digits; only what holds at least one."""
    if len(text) < LEAST_DIGITS or not _LIKELY.search(text) or not _NUMERAL.search(text):
        return
    plain = plain_digits(text, spelt=False)
    for pattern in _RUNS:
        for run in pattern.finditer(plain):
            signs = [(match.start(), match[0]) for match in _SIGN.finditer(plain, *run.span())]
            yield from _within(signs)


def _within(signs: list[tuple[int, str]]) -> Iterator[Spelt]:
    for length in _LENGTHS:
        for first in range(len(signs) - length + 1) if len(signs) <= _LONGEST else ():
            inside, beside = signs[first : first + length], [*signs[:first], *signs[first + length :]]
            # What is left over belongs to words, never to another number.
            if any(sign in string.digits for _, sign in beside):
                continue
            written = "".join(sign for _, sign in inside)
            if _NUMERAL.search(written) and "x" not in written[:-1].lower():
                number = plain_digits(written, spelt=True).upper()
                yield Spelt(inside[0][0], inside[-1][0] + 1, number)
