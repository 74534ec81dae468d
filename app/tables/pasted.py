"""Cells copied from Excel, WPS or another table, as the clipboard carries them: tabs and line feeds, some quoted."""

import re
from collections.abc import Iterable, Sequence

# Office programs quote a cell that holds a line feed, a tab or a quote; other quotes are text.
_QUOTED = re.compile(r'"((?:[^"]|"")*)"(?=[\t\r\n]|$)')
_PLAIN = re.compile(r"[^\t\r\n]*")
_NEEDS_QUOTES = re.compile(r'^"|[\t\r\n]')
_END_OF_ROW = re.compile(r"\r\n|\n|\r")


def pasted_cells(text: str) -> list[list[str]]:
    """The rows of cells in pasted text; line feeds within a quoted cell stay, empty rows at the end are dropped."""
    rows: list[list[str]] = [[]]
    place = 0
    while True:
        cell = _QUOTED.match(text, place)
        plain = cell is None
        cell = cell or _PLAIN.match(text, place)
        rows[-1].append(cell[0] if plain else cell[1].replace('""', '"'))
        place = cell.end()
        if place >= len(text):
            break
        ending = _END_OF_ROW.match(text, place)
        if ending:
            rows.append([])
        place = ending.end() if ending else place + 1
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    return rows


def copied_text(rows: Iterable[Sequence[str]]) -> str:
    """Rows of cells as office programs put them on the clipboard; `pasted_cells` reads the same cells from it."""
    return "".join("\t".join(map(_quoted, row)) + "\r\n" for row in rows)


def _quoted(cell: str) -> str:
    escaped = cell.replace('"', '""')
    return f'"{escaped}"' if _NEEDS_QUOTES.search(cell) else cell
