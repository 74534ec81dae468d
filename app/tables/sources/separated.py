"""Tables in text files: cells parted by commas, tabs or semicolons, quoted where they hold line feeds."""

import csv

from app.tables.plain_cells import bared
from app.tables.sources.bounds import Reading
from app.tables.sources.decoding import UNREADABLE, Decoded
from app.tables.sources.doubts import OPEN_QUOTE
from app.tables.sources.grid import Grid
from app.tables.sources.quoted_rows import quoted_rows
from app.tables.sources.sheet import Sheet

_SEPARATORS = ("\t", ",", ";", "，", "|")
_SAMPLE = 64 * 1024
_TELL_EVERY = 500
#: Rows of unreadable characters that a note names.
_MOST_NAMED = 20


def separated_sheets(decoded: Decoded, reading: Reading) -> list[Sheet]:
    """The one table of a text file; none when the file is blank. Unreadable rows are named in the notes."""
    text = decoded.text.replace("\0", "")
    if text.startswith("sep=") and "\n" in text[:10]:
        text = text.partition("\n")[2]
    grid = Grid(reading)
    damaged: list[int] = []
    opened: list[int] = []
    sign = _separator(text[:_SAMPLE])
    reading.go_over(text.count(sign) + text.count("\n") + text.count("\r"))
    try:
        for number, (row, is_open) in enumerate(quoted_rows(text, sign)):
            if number % _TELL_EVERY == 0:
                reading.tell(number, number + _TELL_EVERY)
            for column, cell in enumerate(row):
                grid.put((number, column), bared(cell), OPEN_QUOTE if is_open and cell.startswith('"') else None)
            if is_open:
                opened.append(number + 1)
            if any(UNREADABLE in cell for cell in row):
                damaged.append(number + 1)
    except csv.Error as error:
        raise reading.damaged(str(error)) from error
    if damaged:
        reading.notes.append(f"第{_named(damaged)}行有认不出来的字，已经换成了“{UNREADABLE}”，请对照原件改正。")
    if opened:
        reading.notes.append(
            f"第{_named(opened)}行有引号没有成对，这一行照原样读了，没有并进下面的行，请对照原件看看。"
        )
    sheet = grid.sheet("文字表格", lettered=True)
    return [sheet] if sheet else []


def _separator(sample: str) -> str:
    """The sign that parts most lines into the same number of cells."""
    counted = [(_evenness(sample, sign), -place) for place, sign in enumerate(_SEPARATORS)]
    best, place = max(counted)
    return _SEPARATORS[-place] if best else ","


def _evenness(sample: str, sign: str) -> int:
    try:
        widths = [len(row) for row, _ in quoted_rows(sample, sign)]
    except csv.Error:
        return 0
    usual = max(set(widths), key=lambda width: (widths.count(width) if width > 1 else 0, width), default=1)
    return widths.count(usual) * usual if usual > 1 else 0


def _named(rows: list[int]) -> str:
    return "、".join(map(str, rows[:_MOST_NAMED])) + ("等" if len(rows) > _MOST_NAMED else "")
