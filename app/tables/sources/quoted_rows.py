"""The rows of a text with separated cells; a quote that never closes is a letter and swallows no rows."""

import csv
import re
from collections.abc import Iterator
from itertools import islice

#: Lines that one quoted cell may have; Excel holds 253 in one, lists far fewer.
_MOST_LINES = 200
#: After so many quotes that never close they are all letters: whoever wrote the file meant them so.
_MOST_OPEN = 1_000
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")

Row = tuple[list[str], bool]
"""Cells, and whether a quote in them never closes."""


def quoted_rows(text: str, sign: str) -> Iterator[Row]:
    """Yield the rows; raises csv.Error for a cell of more letters than the csv module takes."""
    # Line by line: the lines of a large file together take forty times the room of its letters.
    coming = (found.group() for found in _LINE.finditer(text))
    lines: list[str] = []
    opened = 0
    while lines := lines or list(islice(coming, 1)):
        row, taken = None, 1
        if opened < _MOST_OPEN:
            if '"' in lines[0]:
                lines += islice(coming, _MOST_LINES + 1 - len(lines))
            row, taken = _sound_row(lines, sign)
        if row is None:
            row = next(csv.reader(lines[:1], delimiter=sign, quoting=csv.QUOTE_NONE), [])
            opened += 1
            yield row, True
        else:
            yield row, False
        del lines[:taken]


def _sound_row(lines: list[str], sign: str) -> tuple[list[str] | None, int]:
    """The first row of the lines and how many it takes; None where its quote does not close as a cell's end does."""
    if '"' not in lines[0]:
        return next(csv.reader(lines[:1], delimiter=sign), []), 1
    reader = csv.reader(lines, delimiter=sign)
    try:
        row = next(reader, [])
        if reader.line_num > 1:
            # Strictly read, a quote that another cell's closes is followed by that cell's letters.
            row = next(csv.reader(lines[: reader.line_num], delimiter=sign, strict=True))
    except csv.Error:
        return None, 1
    return (row, reader.line_num) if reader.line_num <= _MOST_LINES else (None, 1)
