"""How wide the columns of an official table are on a given sheet. Lengths are mm."""

import math
from collections.abc import Collection, Iterable, Sequence
from heapq import nlargest
from itertools import chain, islice
from operator import attrgetter
from typing import NamedTuple

from app.errors import UserFacingError
from app.printing.paper import MM
from app.printing.table_cells import CellLayout, TableStyle
from app.printing.table_fitting import TextColumn, fit_widths
from app.printing.text import TextStyle, fit_line, longest_word
from app.tables.official import BoxesCell, Cell, OfficialColumn, OfficialTable, TextCell, TickCell, text_lines

#: A text column may become this much narrower or wider than its preferred share of the sheet.
_NARROWEST, _WIDEST = 0.75, 1.5
#: Other columns grow no further on a sheet with room to spare; what is left goes to the text.
_WIDEST_FIXED = 1.15
#: Centred and right-aligned text: this many em stay in one line, a longer word or number as many as the second says.
_EM_IN_ONE_LINE, _LONGEST_WORD_EM = 4, 9
#: A column of lines so short, in characters, holds facts (a telephone number) rather than sentences.
_LONGEST_FACT = 20
#: What rounding may cost a line that just fits.
_SLACK = 0.01
#: A short column head is not broken, a longer one into two lines up to the second width, then into more.
_WHOLE_HEAD_EM, _WIDEST_HALF_HEAD_EM = 3, 4
#: A label beside a box is broken only if it is longer than this.
_WIDEST_LABEL_EM = 7
#: Where there is room for it, one up to this is not broken either.
_WIDEST_WHOLE_LABEL_EM = 20
_LONGEST_LINES = 20
#: About so many rows, and of so many columns those with most text, are looked at to find widths at which rows are low.
_ROWS_LOOKED_AT, _COLUMNS_MOVED = 32, 6


class _Content(NamedTuple):
    """What stands in the cells of a column: the lines of its texts, the longest first, the labels of its boxes, the
    kinds of its cells."""

    lines: Sequence[str]
    labels: Collection[str]
    kinds: Collection[type]


_EMPTY = _Content((), (), frozenset())


def column_widths(table: OfficialTable, style: TableStyle, room: float) -> list[float]:
    """Widths that fill `room`. Columns keep the proportions the checklist prefers; those of running text share
    theirs by how much text they hold, none below 3/4 or above 3/2 of it or wider than its longest line needs; none is
    too narrow for its head, its boxes or a number. Raises UserFacingError when the sheet is too small for so many
    columns."""
    columns = table.columns
    contents = list(map(_content, zip(*(row.cells for row in table.rows), strict=True))) or [_EMPTY] * len(columns)
    least = [_least_width(column, each, style) for column, each in zip(columns, contents, strict=True)]
    narrowest = [_narrowest(each, style) for each in contents]
    if sum(narrowest) > room:
        raise UserFacingError(
            "too-many-columns",
            f"这张表有{len(columns)}栏，这种纸放不下，没有打印。请换成A3纸，或者在清单里减少几栏。",
        )
    if sum(least) > room:
        return _squeezed(least, narrowest, room)
    scale = room / sum(column.width_mm for column in columns)
    flexible = [index for index, each in enumerate(contents) if _is_running_text(columns[index], each)]
    fixed_scale = min(scale, _WIDEST_FIXED) if flexible else scale
    whole = [_whole_label_width(each, style) for each in contents]
    widths = [
        max(column.width_mm * fixed_scale, low, wish) for column, low, wish in zip(columns, least, whole, strict=True)
    ]
    chosen = flexible or range(len(columns))
    kept = sum(width for index, width in enumerate(widths) if index not in chosen)
    preferred = [columns[index].width_mm for index in chosen]
    amounts = [_amount(contents[index].lines) for index in chosen] if flexible else preferred
    useful = [_useful_width(contents[index], style) if flexible else math.inf for index in chosen]
    floors = [least[index] for index in chosen]
    shared = _shared(room - kept, preferred, amounts, floors, useful)
    for index, width in zip(chosen, shared, strict=True):
        widths[index] = width
    if sum(widths) > room + _SLACK:
        return _squeezed(widths, least, room)
    return _lowest_rows(table, style, widths, flexible, _bounds(room - kept, preferred, floors, useful))


def _lowest_rows(
    table: OfficialTable,
    style: TableStyle,
    widths: list[float],
    flexible: Sequence[int],
    bounds: Sequence[tuple[float, float]],
) -> list[float]:
    """The widths with those of running text moved so that rows get low, judged by some rows from all over the table."""
    if len(flexible) < 2:
        return widths
    rows = table.rows[:: max(1, len(table.rows) // _ROWS_LOOKED_AT)]
    amounts = {index: _amount([line for row in rows for line in text_lines(row.cells[index])]) for index in flexible}
    moved = nlargest(_COLUMNS_MOVED, flexible, key=amounts.__getitem__)
    limits = dict(zip(flexible, bounds, strict=True))
    columns = [
        TextColumn([text_lines(row.cells[index]) for row in rows], style.body, style.pad_x, *limits[index])
        for index in moved
    ]
    fixed = [index for index in range(len(widths)) if index not in moved]
    layouts = [CellLayout(style, widths[index], table.columns[index].align) for index in fixed]
    line = style.body.leading / MM
    others = [
        max([1.0, *(_cell_height(layout, row.cells[i]) / line for layout, i in zip(layouts, fixed, strict=True))])
        for row in rows
    ]
    fitted = fit_widths(columns, [widths[index] for index in moved], others)
    for index, width in zip(moved, fitted, strict=True):
        widths[index] = width
    return widths


def _cell_height(layout: CellLayout, cell: Cell) -> float:
    laid = layout.lay_out(cell)
    return laid.height if laid is not None else 0.0


def _squeezed(widths: Sequence[float], least: Sequence[float], room: float) -> list[float]:
    """Widths that are together wider than `room`, narrowed towards the least ones, which are not."""
    share = (room - sum(least)) / (sum(widths) - sum(least))
    return [low + (width - low) * share for low, width in zip(least, widths, strict=True)]


def _content(cells: Sequence[Cell]) -> _Content:
    kinds = set(map(type, cells))
    texts = cells if kinds == {TextCell} else [cell for cell in cells if isinstance(cell, TextCell)]
    lines = sorted(chain.from_iterable(map(attrgetter("lines"), texts)), key=len, reverse=True)
    boxed = [cell for cell in cells if isinstance(cell, BoxesCell)] if BoxesCell in kinds else ()
    return _Content(lines, {box.label for cell in boxed for box in cell.boxes}, kinds)


def _is_running_text(column: OfficialColumn, content: _Content) -> bool:
    return column.align == "left" and BoxesCell not in content.kinds and TickCell not in content.kinds


def _amount(lines: Iterable[str]) -> float:
    """How much text there is; one more so that an empty column has a share."""
    return 1 + sum(map(len, lines))


def _useful_width(content: _Content, style: TableStyle) -> float:
    """The width at which no line of a column of text is broken: wider would be white paper."""
    longest = content.lines[:_LONGEST_LINES]
    widest = max((fit_line(line, style.body).width for line in longest), default=0.0)
    return widest / MM + 2 * style.pad_x + _SLACK


def _shared(
    room: float,
    preferred: Sequence[float],
    amounts: Sequence[float],
    least: Sequence[float],
    useful: Sequence[float],
) -> list[float]:
    """Share `room` by `amounts` within the bounds: who meets one keeps it, the others share the rest."""
    bounds = _bounds(room, preferred, least, useful)
    low, high = [low for low, _ in bounds], [high for _, high in bounds]
    widths: dict[int, float] = {}
    while len(widths) < len(preferred):
        free = [index for index in range(len(preferred)) if index not in widths]
        unit = max(0.0, room - sum(widths.values())) / sum(amounts[index] for index in free)
        wanted = {index: amounts[index] * unit for index in free}
        bounded = {index: min(max(width, low[index]), high[index]) for index, width in wanted.items()}
        surplus = sum(bounded.values()) - sum(wanted.values())
        at_low = {index: width for index, width in bounded.items() if width > wanted[index]}
        at_high = {index: width for index, width in bounded.items() if width < wanted[index]}
        widths |= at_low if surplus > 0 else at_high if surplus < 0 else bounded
    stretch = room / sum(widths.values())
    return [widths[index] * max(1.0, stretch) for index in range(len(preferred))]


def _bounds(
    room: float, preferred: Sequence[float], least: Sequence[float], useful: Sequence[float]
) -> list[tuple[float, float]]:
    """Between what widths each column that shares `room` may be."""
    scale = room / sum(preferred)
    bounds = []
    for width, enough, floor in zip(preferred, useful, least, strict=True):
        high = max(min(width * scale * _WIDEST, enough), floor)
        bounds.append((min(max(width * scale * _NARROWEST, floor), high), high))
    return bounds


def _narrowest(content: _Content, style: TableStyle) -> float:
    """Room for one character, behind its box where there are boxes."""
    box = 2 * style.boxes.size if BoxesCell in content.kinds else 0.0
    return max(style.body.size, box) / MM + 2 * style.pad_x


def _least_width(column: OfficialColumn, content: _Content, style: TableStyle) -> float:
    letters = len(column.head)
    head_em = letters if letters <= _WHOLE_HEAD_EM else min(math.ceil(letters / 2), _WIDEST_HALF_HEAD_EM)
    least = max(head_em * style.head.size, (_narrowest(content, style) - 2 * style.pad_x) * MM)
    lines = list(islice(dict.fromkeys(content.lines), _LONGEST_LINES))
    if column.align != "left":
        least = max(least, _least_text_width(lines, style.body))
    elif lines and len(lines[0]) <= _LONGEST_FACT:
        least = max(least, _longest_word_width(lines, style.body))
    if content.labels:
        least = max(least, (1 + min(max(map(len, content.labels)), _WIDEST_LABEL_EM)) * style.boxes.size)
    return least / MM + 2 * style.pad_x


def _whole_label_width(content: _Content, style: TableStyle) -> float:
    """Room for the longest label beside a box, unless it is as long as a sentence; 0 without boxes."""
    widest = max((fit_line(label, style.boxes).width for label in content.labels), default=0.0)
    if not 0 < widest <= _WIDEST_WHOLE_LABEL_EM * style.boxes.size:
        return 0.0
    return (widest + style.boxes.size) / MM + 2 * style.pad_x + _SLACK


def _least_text_width(lines: Sequence[str], style: TextStyle) -> float:
    """What the longest lines of a centred or right-aligned column need."""
    line_em = min(max(map(len, lines), default=0), _EM_IN_ONE_LINE)
    return max(line_em * style.size, _longest_word_width(lines, style))


def _longest_word_width(lines: Sequence[str], style: TextStyle) -> float:
    word = max((longest_word(line, style) for line in lines), default=0.0)
    return min(word, _LONGEST_WORD_EM * style.size)
