"""How a sheet is laid out on the window: widths of columns, heights of rows and merged cells, all as plain numbers.

Worked out beside the window's thread, in ems and lines, so that other text sizes need no second look at the cells.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from unicodedata import east_asian_width

from app.tables.sources.sheet import Place, Sheet, Span

_NARROW_EM = 0.56
_LEAST_EM, _MOST_EM = 3.2, 14.0
_MOST_LINES = 12
_MOST_LOOKED_AT = 400
_MOST_MEASURED = 600


@dataclass(frozen=True)
class SheetLook:
    """`widths` of columns in ems of the cells' type; `lines` of text that each row has room for; `spans` of which none
    overlaps another or reaches beyond the sheet."""

    widths: tuple[float, ...]
    lines: tuple[int, ...]
    spans: tuple[Span, ...]


def look_of(sheet: Sheet) -> SheetLook:
    """Return how a sheet is laid out."""
    spans = _usable_spans(sheet)
    merged = {place: span for span in spans for place in span.places()}
    widths = _widths(sheet, merged)
    return SheetLook(widths, _lines(sheet, widths, merged, spans), spans)


def ems(text: str) -> float:
    """Return how wide a line of text is, in ems."""
    return sum(1.0 if east_asian_width(letter) in "WFA" else _NARROW_EM for letter in text)


def _usable_spans(sheet: Sheet) -> tuple[Span, ...]:
    """Return the merged cells of a sheet; of two that overlap the first counts."""
    height, width = len(sheet.cells), len(sheet.cells[0]) if sheet.cells else 0
    taken: set[Place] = set()
    usable = []
    for told in sheet.merged:
        span = Span(max(told.top, 0), max(told.left, 0), min(told.bottom, height - 1), min(told.right, width - 1))
        places = set(span.places())
        if len(places) > 1 and not places & taken:
            taken |= places
            usable.append(span)
    return tuple(usable)


def _widths(sheet: Sheet, merged: dict[Place, Span]) -> tuple[float, ...]:
    """Return widths that hold the usual line of each column; what stands over several columns does not count."""
    step = max(1, len(sheet.cells) // _MOST_LOOKED_AT)
    rows = range(0, len(sheet.cells), step)
    return tuple(_width(sheet, column, rows, merged) for column in range(len(sheet.cells[0]) if sheet.cells else 0))


def _width(sheet: Sheet, column: int, rows: Sequence[int], merged: dict[Place, Span]) -> float:
    found = sorted(
        max(map(ems, text[:_MOST_MEASURED].splitlines()), default=0.0)
        for row in rows
        if (text := sheet.cells[row][column]) and not _is_wide(merged.get((row, column)))
    )
    usual = found[int(len(found) * 0.8)] if found else 0.0
    return min(max(usual, _LEAST_EM), _MOST_EM)


def _is_wide(span: Span | None) -> bool:
    return span is not None and span.left != span.right


def _lines(
    sheet: Sheet, widths: tuple[float, ...], merged: dict[Place, Span], spans: tuple[Span, ...]
) -> tuple[int, ...]:
    lines = [
        max(
            (_lines_of(text, widths[column]) for column, text in _own_cells(sheet, row, merged)),
            default=1,
        )
        for row in range(len(sheet.cells))
    ]
    for span in spans:
        wanted = _lines_of(sheet.cells[span.top][span.left], sum(widths[span.left : span.right + 1]))
        lacking = min(wanted, _MOST_LINES) - sum(lines[span.top : span.bottom + 1])
        if lacking > 0:
            lines[span.bottom] += lacking
    return tuple(min(each, _MOST_LINES) for each in lines)


def _own_cells(sheet: Sheet, row: int, merged: dict[Place, Span]) -> Iterator[tuple[int, str]]:
    """Yield column and text of the cells that stand alone."""
    return ((column, text) for column, text in enumerate(sheet.cells[row]) if text and (row, column) not in merged)


def _lines_of(text: str, width: float) -> int:
    """Return how many lines a text takes in a column so many ems wide."""
    return sum(max(1, ceil(ems(line) / width)) for line in text[:_MOST_MEASURED].splitlines()) or 1
