"""Text as it stands on a page, put together the way an eye reads numbers: along the row and down a narrow cell."""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import Protocol

from app.checks.digit_groups import CELL_BORDER, TOLD, is_heading_of_numbers

# In heights of the type, from one run of text to the next:
_SAME_ROW = 0.3
_TOUCHING = 0.2
_WORD_SPACE = 0.8
# Lines broken in a narrow cell follow closely, rows of a table stand further apart; body text may be spaced widely.
_LINE_OF_CELL = 1.5
_LINE_OF_TEXT = 2.2


class PlacedText(Protocol):
    """A run of text on one line: page from 1, left edge, distance from the top, width and height of the type, all in
    one unit."""

    @property
    def page(self) -> int: ...
    @property
    def x(self) -> float: ...
    @property
    def y(self) -> float: ...
    @property
    def width(self) -> float: ...
    @property
    def height(self) -> float: ...
    @property
    def text(self) -> str: ...


def pages_of(runs: Iterable[PlacedText]) -> Iterator[tuple[int, list[PlacedText]]]:
    """Every page with its runs in order from the top."""
    in_order = sorted(runs, key=lambda run: (run.page, run.y, run.x))
    for page, group in groupby(in_order, key=lambda run: run.page):
        yield page, list(group)


def reading_texts(on_page: list[PlacedText]) -> Iterator[str]:
    """The text of every row of runs of a page, and of every number that may go on in the line below."""
    headings: list[PlacedText] = []
    for row in rows_of(on_page):
        yield _row_text(row)
        yield from _told_pairs(row, headings)
        headings += (run for run in row if is_heading_of_numbers(run.text))
    for lines in _stacks(on_page):
        yield "\n".join(line.text for line in lines)
        if _are_told(lines, headings):
            yield TOLD + CELL_BORDER.join(line.text for line in lines)


def rows_of(runs: Sequence[PlacedText]) -> Iterator[list[PlacedText]]:
    """The rows of a page, from runs in order from the top."""
    row: list[PlacedText] = []
    for run in runs:
        if row and run.y - row[0].y > _SAME_ROW * row[0].height:
            yield row
            row = []
        row.append(run)
    yield row


def _row_text(row: list[PlacedText]) -> str:
    row.sort(key=lambda run: run.x)
    parts = [row[0].text]
    for before, after in pairwise(row):
        gap = (after.x - before.x - before.width) / after.height
        word_space = _WORD_SPACE * (2 if _is_wide(before.text[-1:]) and _is_wide(after.text[:1]) else 1)
        parts.append("" if gap <= _TOUCHING else " " if gap <= word_space else CELL_BORDER)
        parts.append(after.text)
    return "".join(parts)


def _is_wide(letter: str) -> bool:
    """Whether it is a full-width digit, which stands with a gap of its own on either side."""
    return letter.isdigit() and unicodedata.east_asian_width(letter) == "F"


def _told_pairs(row: list[PlacedText], headings: list[PlacedText]) -> Iterator[str]:
    """Neighbours in a row below a heading that says what numbers stand there, with what it says in front."""
    for pair in pairwise(row) if headings else ():
        if _are_told(pair, headings):
            yield TOLD + CELL_BORDER.join(run.text for run in pair)


def _are_told(runs: Sequence[PlacedText], headings: list[PlacedText]) -> bool:
    """Whether a heading stands above one of the runs, which must be numbers throughout."""
    numbers = all(_is_number(run.text) for run in runs)
    return numbers and any(heading.y < run.y and overlap(heading, run) for heading in headings for run in runs)


def _stacks(runs: list[PlacedText]) -> Iterator[list[PlacedText]]:
    """Runs ending in a digit with the runs under them that begin with one, as lines of one text."""
    beginnings = [run for run in runs if run.text.lstrip()[:1].isdigit()]
    tops = [run.y for run in beginnings]
    middles: set[int] = set()
    for run in runs:
        if id(run) in middles or not run.text.rstrip(" -")[-1:].isdigit():
            continue
        lines = [run]
        while below := _run_below(lines[-1], beginnings, tops):
            lines.append(below)
            if not _is_number(below.text):
                break
            middles.add(id(below))
        if len(lines) > 1:
            yield lines


def _run_below(run: PlacedText, beginnings: list[PlacedText], tops: list[float]) -> PlacedText | None:
    reach = run.y + run.height * (_LINE_OF_CELL if _is_number(run.text) else _LINE_OF_TEXT)
    for candidate in beginnings[bisect_right(tops, run.y + _SAME_ROW * run.height) : bisect_right(tops, reach)]:
        if overlap(candidate, run):
            return candidate
    return None


def overlap(one: PlacedText, other: PlacedText) -> bool:
    """Whether one stands above the other, not beside it."""
    return one.x < other.x + other.width and other.x < one.x + one.width


def _is_number(text: str) -> bool:
    return all(character.isdigit() or character in " -" for character in text)
