"""Lists, and how wide their columns are: by the bulk of what they hold, so that rows are low. Lengths are mm.

One long name among short ones does not widen its column: it is broken over lines. What room is left goes where it
saves most lines.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from app.printing.paper import BLACK, HAIRLINE, MM, Align, Colour
from app.printing.table_fitting import TextColumn
from app.printing.text import TextStyle, fit_line, longest_word
from app.printing.title_lines import BRACKET_AT_END, break_title

#: Texts that a column keeps on one line, in em: short ones (王金龙之女), names only where room is short, or just names
#: of three characters where it is very short.
WHOLE_TEXTS, WHOLE_NAMES, WHOLE_SHORT = 6, 4, 3
#: A longer word or number may be broken.
_LONGEST_WORD = 12
#: A head of so many em is never parted, one of so many only where room is short.
_WHOLE_HEAD, _SHORT_HEAD = 3, 4
#: The lines of a parted head may take this part of its whole length.
_PARTED_HEAD = 0.7
#: They may be so much wider where that keeps a unit whole: 底价 over （元/年）.
_WIDER_FOR_UNIT = 1.3
#: No column takes more than this part of the table while others are short of room.
_LARGEST_SHARE = 0.6
#: So many of the cells of a column are its bulk; it is made no wider than so many times what holds them.
_BULK, _BEYOND_BULK = 0.85, 1.8
#: So many rows are looked at to find out where room is needed, which is given out in such steps (mm on A4).
_ROWS_LOOKED_AT = 24
_STEPS = (2.0, 6.0, 16.0)
#: What a line in a cell counts beside a line of the whole row.
_PER_LINE = 0.1
_YEAR_END = re.compile(r"(?<=\d{4}年)(?=\d{1,2}月)")


@dataclass(frozen=True)
class ListColumn:
    """A column by its head; `align` is how its cells stand."""

    head: str
    align: Align = "center"


@dataclass(frozen=True)
class ListTable:
    """Rows of texts, each with a text for every column, and the row of totals if there is one."""

    columns: tuple[ListColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    total_row: tuple[str, ...] | None = None
    caption: str = ""

    def __post_init__(self) -> None:
        for row in self.all_rows():
            if len(row) != len(self.columns):
                raise ValueError(f"a row has {len(row)} cells, the table {len(self.columns)} columns")

    def all_rows(self) -> tuple[tuple[str, ...], ...]:
        """The rows, the totals last."""
        return self.rows if self.total_row is None else (*self.rows, self.total_row)


@dataclass(frozen=True)
class TableStyle:
    """How a table is set: type of head, rows and totals, padding in mm, rules in mm."""

    head: TextStyle
    body: TextStyle
    total: TextStyle
    padding_x: float
    padding_y: float
    rule: float = HAIRLINE
    rule_colour: Colour = BLACK
    head_fill: Colour | None = None


class _Needs(NamedTuple):
    """What a column needs in points: to break nothing, to break no text that is kept whole, and to hold the bulk of
    its cells on one line."""

    most: float
    least: float
    bulk: float


def column_widths(
    table: ListTable, style: TableStyle, width: float, whole_text: float | None
) -> tuple[float, ...] | None:
    """Widths in mm that fill `width`; None when the columns do not fit. Texts of up to `whole_text` em, words and
    amounts stay on one line; None: only as long as can be."""
    padding = 2 * style.padding_x
    needs = [_column_needs(table, index, style, whole_text) for index in range(len(table.columns))]
    least = [need.least / MM + padding for need in needs]
    if sum(least) > width:
        narrowest = max(style.head.size, style.body.size, style.total.size) / MM + padding
        return None if whole_text is not None or narrowest * len(least) > width else _capped(least, width)
    most = [
        max(low, min(need.most / MM + padding, _BEYOND_BULK * need.bulk / MM + padding, _LARGEST_SHARE * width))
        for need, low in zip(needs, least, strict=True)
    ]
    widths = most if sum(most) <= width else _lowest_rows(table, style, least, most, width)
    return tuple(each * width / sum(widths) for each in widths)


def _lowest_rows(
    table: ListTable, style: TableStyle, least: Sequence[float], most: Sequence[float], width: float
) -> list[float]:
    """From the least widths on, room is given where a row gets lowest for it, until there is none or no use for it."""
    rows = table.rows[:: max(1, len(table.rows) // _ROWS_LOOKED_AT)]
    columns = [
        TextColumn([row[index].splitlines() for row in rows], style.body, style.padding_x, low, high)
        for index, (low, high) in enumerate(zip(least, most, strict=True))
    ]
    scale = style.body.size / 12
    widths, room = list(least), width - sum(least)
    while room > 0:
        best = max(_gains(columns, widths, room, scale), default=(0.0, 0, 0.0))
        if best[0] <= 0:
            break
        _, index, step = best
        widths[index] += step
        room -= step
    return widths


def _gains(
    columns: Sequence[TextColumn], widths: Sequence[float], room: float, scale: float
) -> Iterable[tuple[float, int, float]]:
    """What each step of each column saves a millimetre, with the column and the step."""
    lines = [column.lines(width) for column, width in zip(columns, widths, strict=True)]
    one = [1] * len(lines[0])
    for index, (column, width) in enumerate(zip(columns, widths, strict=True)):
        free = min(room, column.high - width)
        if free <= 0 or max(lines[index], default=1) <= 1:
            continue
        others = list(map(max, one, one, *(each for number, each in enumerate(lines) if number != index)))
        height = _height(others, lines[index])
        for step in {min(step * scale, free) for step in _STEPS} | {free}:
            yield (height - _height(others, column.lines(width + step))) / step, index, step


def _height(others: Sequence[int], lines: Sequence[int]) -> float:
    return sum(map(max, others, lines)) + _PER_LINE * sum(lines)


def _column_needs(table: ListTable, index: int, style: TableStyle, whole_text: float | None) -> _Needs:
    kept = WHOLE_NAMES if whole_text is None else whole_text
    body = _needs([row[index] for row in table.rows], style.body, kept)
    head = _head_needs(table.columns[index].head, style.head)
    total = _needs([table.total_row[index]], style.total, kept) if table.total_row is not None else _Needs(0, 0, 0)
    return _Needs(*map(max, body, head, total))


def _needs(texts: Sequence[str], style: TextStyle, kept: float) -> _Needs:
    least = 0.0
    natural: dict[str, float] = {}
    for text in set(texts):
        natural[text] = 0.0
        for line in map(style.typeface.printable, text.strip().splitlines()):
            width = style.typeface.width(line, style.size)
            word = min(_longest_word(line, style, kept), _LONGEST_WORD * style.size)
            natural[text] = max(natural[text], width)
            least = max(least, min(width, max(kept * style.size, word)))
    widths = sorted(filter(None, map(natural.__getitem__, texts)))
    bulk = widths[int(_BULK * (len(widths) - 1))] if widths else 0.0
    return _Needs(max(widths, default=0.0), least, bulk)


def _longest_word(line: str, style: TextStyle, kept: float) -> float:
    """The longest word; a date is parted behind its year where room is short."""
    parts = [line] if kept >= WHOLE_TEXTS else _YEAR_END.split(line)
    return max(longest_word(part, style) for part in parts)


def _head_needs(head: str, style: TextStyle) -> _Needs:
    """The width in points that a head wants, and that of its lines when it is parted into two."""
    natural = sum(line.width for line in break_title(head, style, math.inf))
    if natural <= _WHOLE_HEAD * style.size:
        return _Needs(natural, natural, natural)
    parted = max(line.width for line in break_title(head, style, _PARTED_HEAD * natural / MM))
    if bracket := BRACKET_AT_END.search(head):
        unit = fit_line(bracket[0], style).width
        parted = unit if parted < unit <= _WIDER_FOR_UNIT * parted else parted
    wanted = natural if natural <= _SHORT_HEAD * style.size else parted
    return _Needs(wanted, parted, wanted)


def _capped(widths: Sequence[float], width: float) -> tuple[float, ...]:
    """The columns made to fit by cutting the widest only: names and counts stay whole as long as can be."""
    room, cap = width, 0.0
    for index, smallest in enumerate(sorted(widths)):
        cap = room / (len(widths) - index)
        if smallest > cap:
            break
        room -= smallest
    return tuple(min(each, cap) for each in widths)
