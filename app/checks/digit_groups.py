"""Numbers as people write them: groups of digits with something between.

A telephone number may stand as 138 0013 8000, an identity number broken over two lines or two cells. Groups that only
spaces, hyphens, dots, line ends or cell borders part form a chain; the recognisers look at stretches of it.
"""

import re
import string
import unicodedata
from collections.abc import Iterator
from enum import Enum
from itertools import pairwise
from typing import NamedTuple

CELL_BORDER = "\t"
"""What parts two cells of a table in a text put together from cells."""

TOLD = "号码"
"""Stands in for the heading of a column, which makes clear what the parts of a number below it are."""

LEAST_DIGITS = 11
"""Digits of the shortest personal number, a mobile number."""

INVISIBLE = "\u00ad\u200b-\u200f\u2060\ufeff"
"""Signs without a look and width, for a class of a pattern."""

_DASHES = "\\-\u2010-\u2015\u2212\uff0d"
_DOTS = ".\uff0e"
_BETWEEN = rf"[\s{INVISIBLE}{_DASHES}{_DOTS}]{{0,8}}"
_LONGEST_HEADING = 20
_WIDE_GAP = 4  # so many spaces are a column of a typed table, not a breath within a number

_OTHER_DIGIT = re.compile(r"(?![0-9])\d")
_ROWS_OF_NUMERALS = ("〇一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖", "○幺貳參肆伍陸柒捌玖", "◯一二三四五六七八九")
_AS_DIGITS = str.maketrans({each: str(value) for row in _ROWS_OF_NUMERALS for value, each in enumerate(row)})
NUMERALS = "".join(map(chr, _AS_DIGITS))
"""Chinese characters that stand for one digit."""

LIKE_DIGITS = "OoОоΟοＯｏIlＩｌ"
"""Letters that are typed for digits: zeros, then ones."""

MARKS = ",，、/／;；|｜"
"""Marks that part the digits of a disguised number, for a class of a pattern."""

_SPELT_OUT = re.compile(rf"[{NUMERALS}]{{{LEAST_DIGITS},}}")
_OTHER_X = re.compile(r"(?<=\d)[\uff38\uff58\u00d7\u0425\u0445]")
_ENOUGH_DIGITS = re.compile(rf"\d(?:{_BETWEEN}\d){{10}}")
_LIKE_DIGIT = rf"[\d{NUMERALS}{LIKE_DIGITS}]"
_ENOUGH_LIKE_DIGITS = re.compile(rf"{_LIKE_DIGIT}(?:[\s{INVISIBLE}{_DASHES}{_DOTS}{MARKS}]{{0,8}}{_LIKE_DIGIT}){{10}}")
_CHAIN = re.compile(rf"[0-9](?:{_BETWEEN}[0-9Xx])*")
_GROUP = re.compile(r"[0-9]+(?:[Xx](?![0-9]))?|[Xx](?![0-9])")
_INVISIBLE_GAP = re.compile(rf"[{INVISIBLE}]*")
_THOUSANDS_BEFORE = re.compile(r"[0-9][,，]")
_THOUSANDS_AFTER = re.compile(r"[,，][0-9]{3}(?![0-9])")
_POINT_BEFORE = re.compile(r"(?<![0-9.])[0-9]+\.$")
_DECIMALS_AFTER = re.compile(r"\.[0-9]{1,2}(?![0-9.])")
_IDENTIFIER = re.compile(
    r"(?<![0-9A-Za-z])(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32,})(?![0-9A-Za-z])", re.IGNORECASE
)
_PLAINLY_ELSE = re.compile(r"(?<![0-9-])(?:0[0-9]{2,3}-[0-9]{7,8}|(?:19|20)[0-9]{2}-[0-9]{1,2}-[0-9]{1,2})(?![0-9-])")
_ANNOUNCING = re.compile(r"(?:手机|电话|联系|号码|身份证|证件|银行卡|卡号|账号|帐号)[^\d*＊]*$")
_HEADING = re.compile(r"手机|电话|联系方式|号码|身份证|证件号|卡号|账号|帐号")
_LETTERS = frozenset(string.ascii_letters)


class Break(Enum):
    """What stands between two groups of a chain."""

    SPACE = "space"
    HYPHEN = "hyphen"
    DOT = "dot"
    LINE = "line"
    CELL = "cell"


class Group(NamedTuple):
    """Digits without anything between, at `start` to `end` of the text.

    `check_x`: an X follows, as at the end of an identity number. `amount`: belongs to a decimal or to a number with
    thousands marks, so it is a quantity.
    """

    start: int
    end: int
    digits: str
    check_x: bool
    amount: bool


class Chain(NamedTuple):
    """Groups and what stands between them (one break less than groups).

    `full_lines[i]` tells of a line break whether the line before it is at least as long as what follows: only a
    full line is broken inside a number. `announced`: 电话, 身份证 or the like stands right before the first group.
    """

    groups: tuple[Group, ...]
    breaks: tuple[Break, ...]
    full_lines: tuple[bool, ...]
    announced: bool

    def is_announced(self, group: int) -> bool:
        """Whether a word for a number of a person stands right before this group."""
        return self.announced and group == 0


def is_heading_of_numbers(text: str) -> bool:
    """Whether a cell says that numbers of persons stand below it or beside it: 手机, 身份证号, 银行账号."""
    return len(text) <= _LONGEST_HEADING and not any(map(str.isdigit, text)) and bool(_HEADING.search(text))


def is_plainly_else(text: str) -> bool:
    """Whether it is a land line with its area code, or a day with hyphens."""
    return bool(_PLAINLY_ELSE.fullmatch(text))


def plain_digits(text: str, *, spelt: bool | None = None) -> str:
    """The same text with every decimal digit of Unicode (full-width and so on) as 0–9; its length is unchanged.

    Chinese numerals are digits where so many follow each other that nobody would read a quantity or a date; with
    `spelt` all of them are, or none."""
    if spelt:
        text = text.translate(_AS_DIGITS)
    elif spelt is None:
        text = _SPELT_OUT.sub(lambda match: match[0].translate(_AS_DIGITS), text)
    text = _OTHER_DIGIT.sub(lambda match: str(unicodedata.decimal(match[0])), text)
    return _OTHER_X.sub("X", text)


def may_hold_number(text: str) -> bool:
    """Whether so many digits, or letters and numerals that may stand for digits, follow each other as the shortest
    number has. Looked for first, because it is fast: hardly any text has them."""
    return len(text) >= LEAST_DIGITS and bool(_ENOUGH_LIKE_DIGITS.search(text))


def chains(text: str) -> Iterator[Chain]:
    """Chains of at least eleven digits. Parts of codes that mix letters and digits, land lines and dates with hyphens
    are left out."""
    if len(text) < LEAST_DIGITS or not (_ENOUGH_DIGITS.search(text) or _SPELT_OUT.search(text)):
        return
    plain = plain_digits(text)
    for pattern in (_IDENTIFIER, _PLAINLY_ELSE):
        plain = pattern.sub(lambda match: "\0" * len(match[0]), plain)
    for match in _CHAIN.finditer(plain):
        if match.end() - match.start() >= LEAST_DIGITS:
            for groups in _rows_of_groups(plain, match.start(), match.end()):
                if sum(len(group.digits) for group in groups) >= LEAST_DIGITS:
                    yield _chain(plain, groups)


def _rows_of_groups(text: str, start: int, end: int) -> list[list[Group]]:
    rows: list[list[Group]] = [[]]
    for match in _GROUP.finditer(text, start, end):
        first, last = match.span()
        written = match[0]
        if _is_part_of_code(text, first, last):
            rows.append([])
            continue
        row = rows[-1]
        if row and not row[-1].check_x and _INVISIBLE_GAP.fullmatch(text, row[-1].end, first):
            earlier = row.pop()
            first, written = earlier.start, earlier.digits + written
        check_x = written[-1] in "Xx"
        digits = written[:-1] if check_x else written
        row.append(Group(first, last, digits, check_x, _is_amount(text, first, last)))
    return rows


def _chain(text: str, groups: list[Group]) -> Chain:
    neighbours = list(pairwise(groups))
    return Chain(
        tuple(groups),
        tuple(_break(text[before.end : after.start]) for before, after in neighbours),
        tuple(_is_full_line(text, before, after) for before, after in neighbours),
        bool(_ANNOUNCING.search(text[max(0, groups[0].start - 12) : groups[0].start])),
    )


def _break(gap: str) -> Break:
    if CELL_BORDER in gap or gap.count(" ") >= _WIDE_GAP:
        return Break.CELL
    if "\n" in gap or "\r" in gap:
        return Break.LINE
    if any(character in _DOTS for character in gap):
        return Break.DOT
    return Break.SPACE if not gap.strip(f" \u00a0\u3000{INVISIBLE}") else Break.HYPHEN


def _is_full_line(text: str, before: Group, after: Group) -> bool:
    line_start = max(text.rfind("\n", 0, before.end), text.rfind("\r", 0, before.end), text.rfind("\t", 0, before.end))
    return _width(text[line_start + 1 : before.end]) >= len(after.digits)


def _width(text: str) -> int:
    """Width in digits: a Chinese character counts two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _is_part_of_code(text: str, start: int, end: int) -> bool:
    """Whether letters join these digits to further ones, as in 91510100MA6ABCDE1X or IMG20260101A138."""
    before = start
    while before and text[before - 1] in _LETTERS:
        before -= 1
    after = end
    while after < len(text) and text[after] in _LETTERS:
        after += 1
    joined_before = before < start and text[before - 1 : before].isdigit()
    return joined_before or (after > end and text[after : after + 1].isdigit())


def _is_amount(text: str, start: int, end: int) -> bool:
    """Whether these digits are a part of 1,500,000 or of 1500.00."""
    return bool(
        (end - start == 3 and _THOUSANDS_BEFORE.fullmatch(text[max(0, start - 2) : start]))
        or (end - start <= 3 and _THOUSANDS_AFTER.match(text, end))
        or _DECIMALS_AFTER.match(text, end)
        or (end - start <= 2 and _POINT_BEFORE.search(text[max(0, start - 20) : start]))
    )
