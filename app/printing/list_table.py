"""Tables of notices and boards: column widths from what the cells hold, rows measured before anything is drawn.

A table that is too wide for its place is not squeezed: `measure_table` says so by None, and the caller finds it more
room or writes the rows out as lines (`rows_as_lines`).
"""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from app.printing.paper import BLACK, HAIRLINE, MM, Align, Colour, Paper
from app.printing.text import Line, TextStyle, block_height, break_lines, longest_word
from app.printing.title_lines import break_title

#: Texts that a column keeps on one line, in em: short ones (王金龙之女), or names only where room is short.
WHOLE_TEXTS, WHOLE_NAMES = 6, 4
#: A longer word or number may be broken.
_LONGEST_WORD = 12
#: A head of so many em is never parted, one of so many only where room is short.
_WHOLE_HEAD, _SHORT_HEAD = 3, 4
#: The lines of a parted head may take this part of its whole length.
_PARTED_HEAD = 0.7
#: No column takes more than this part of the table while others are short of room.
_LARGEST_SHARE = 0.6
#: A head that takes more of the place than this leaves no room for rows.
_TALLEST_HEAD = 0.4


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


@dataclass(frozen=True)
class MeasuredRow:
    """The broken cells of a row, or of the part of a row that was too tall for one sheet (`number` is the row)."""

    number: int
    cells: tuple[tuple[Line, ...], ...]
    style: TextStyle
    height: float
    continues: bool = False


@dataclass
class MeasuredTable:
    """A table ready to be drawn in parts. Widths and heights are mm."""

    table: ListTable
    style: TableStyle
    widths: tuple[float, ...]
    head: MeasuredRow
    rows: tuple[MeasuredRow, ...]
    #: Names, words or amounts had to be broken over lines.
    breaks_words: bool
    _blocks: dict[tuple[int, int], int] = field(default_factory=dict)

    def rows_fitting(self, start: int, room: float) -> int:
        """How many rows from `start` on fit below the head into `room` mm. The totals never stand alone: the last
        row before them goes along to the next sheet."""
        height = self.head.height
        count = 0
        for row in self.rows[start:]:
            height += row.height
            if height > room:
                break
            count += 1
        only_totals_left = self.table.total_row is not None and start + count == len(self.rows) - 1
        return count - 1 if only_totals_left and count > 1 else count

    def part_height(self, start: int, stop: int) -> float:
        """Height of the head with rows `start` to `stop`."""
        return self.head.height + sum(row.height for row in self.rows[start:stop])

    def draw(self, paper: Paper, x: float, y: float, start: int, stop: int) -> None:
        """Draw the head and rows `start` to `stop` with their rules, the top left corner at (x, y)."""
        shown = (self.head, *self.rows[start:stop])
        width = sum(self.widths)
        if self.style.head_fill is not None:
            paper.rectangle(x, y, width, self.head.height, line=None, fill=self.style.head_fill)
        tops = []
        bottom = y
        for row in shown:
            tops.append(bottom)
            self._draw_row(paper, x, bottom, row)
            bottom += row.height
        rules = [
            (x, top, x + width, top)
            for index, (row, top) in enumerate(zip(shown, tops, strict=True))
            if not row.continues or index == 1
        ]
        rules += [(edge, y, edge, bottom) for edge in self._edges(x)]
        paper.rules([*rules, (x, bottom, x + width, bottom)], width=self.style.rule, colour=self.style.rule_colour)

    def _edges(self, x: float) -> Iterator[float]:
        yield x
        for width in self.widths:
            x += width
            yield x

    def _draw_row(self, paper: Paper, x: float, y: float, row: MeasuredRow) -> None:
        left = x
        for index, (lines, width) in enumerate(zip(row.cells, self.widths, strict=True)):
            align = "center" if row is self.head else self.table.columns[index].align
            top = y + (row.height - block_height(lines, row.style) / MM) / 2
            room = width - 2 * self.style.padding_x
            block = self._blocks.get((row.number, index)) if row.continues else None
            self._blocks[row.number, index] = paper.block(
                left + self.style.padding_x, top, room, lines, row.style, align=align, continues=block
            )
            left += width


def measure_table(
    table: ListTable, style: TableStyle, width: float, tallest: float, whole: float | None = WHOLE_TEXTS
) -> MeasuredTable | None:
    """The table set `width` mm wide for places `tallest` mm high; None if it is too wide or its head too tall.

    Texts of up to `whole` em, words and amounts are kept on one line, else the table counts as too wide; with None
    anything may be broken.
    """
    widths = _column_widths(table, style, width, whole)
    if widths is None:
        return None
    heads = tuple(column.head for column in table.columns)
    head = _measured_row(-1, heads, style.head, style, widths, break_title)
    if head.height > _TALLEST_HEAD * tallest:
        return None
    rows: list[MeasuredRow] = []
    for number, cells in enumerate(table.all_rows()):
        is_total = number == len(table.rows)
        row = _measured_row(number, cells, style.total if is_total else style.body, style, widths)
        rows += _cut(row, tallest - head.height, style)
    return MeasuredTable(table, style, widths, head, tuple(rows), breaks_words=whole is None)


def rows_as_lines(table: ListTable) -> tuple[str, ...]:
    """Each row as a line of text, every cell behind its column's head: for places too narrow for the table."""
    heads = [" ".join(column.head.split()) for column in table.columns]
    return tuple(
        "；".join(f"{head}：{cell}" for head, cell in zip(heads, row, strict=True) if cell) for row in table.all_rows()
    )


def _cell_lines(text: str, style: TextStyle, width: float) -> list[Line]:
    return break_lines(text.strip(), style, width * MM)


def _measured_row(
    number: int,
    cells: Sequence[str],
    text: TextStyle,
    style: TableStyle,
    widths: Sequence[float],
    breaking: Callable[[str, TextStyle, float], Sequence[Line]] = _cell_lines,
) -> MeasuredRow:
    broken = tuple(
        tuple(breaking(cell, text, width - 2 * style.padding_x)) for cell, width in zip(cells, widths, strict=True)
    )
    tallest = max((len(lines) for lines in broken), default=0)
    return MeasuredRow(number, broken, text, max(tallest, 1) * text.leading / MM + 2 * style.padding_y)


def _cut(row: MeasuredRow, tallest: float, style: TableStyle) -> Iterator[MeasuredRow]:
    """The row, in parts if it is taller than a whole sheet."""
    if row.height <= tallest:
        yield row
        return
    count = max(1, int((tallest - 2 * style.padding_y) * MM / row.style.leading))
    for start in range(0, max(map(len, row.cells)), count):
        cells = tuple(lines[start : start + count] for lines in row.cells)
        lines = max(map(len, cells))
        height = lines * row.style.leading / MM + 2 * style.padding_y
        yield MeasuredRow(row.number, cells, row.style, height, continues=start > 0)


def _column_widths(
    table: ListTable, style: TableStyle, width: float, whole_text: float | None
) -> tuple[float, ...] | None:
    """Widths in mm that fill `width`; None when the columns do not fit."""
    padding = 2 * style.padding_x
    kept = WHOLE_NAMES if whole_text is None else whole_text
    wanted, whole = [], []
    for index, column in enumerate(table.columns):
        needs = [_needs((row[index] for row in table.rows), style.body, kept), _head_needs(column.head, style.head)]
        if table.total_row is not None:
            needs.append(_needs([table.total_row[index]], style.total, kept))
        wanted.append(max(most for most, _ in needs) / MM + padding)
        whole.append(max(least for _, least in needs) / MM + padding)
    wanted = [min(most, max(least, _LARGEST_SHARE * width)) for most, least in zip(wanted, whole, strict=True)]
    if sum(wanted) <= width:
        return tuple(most * width / sum(wanted) for most in wanted)
    if sum(whole) <= width:
        return _shared(whole, wanted, width)
    narrowest = max(style.head.size, style.body.size, style.total.size) / MM + padding
    if whole_text is not None or narrowest * len(whole) > width:
        return None
    return _capped(whole, width)


def _shared(least: Sequence[float], most: Sequence[float], width: float) -> tuple[float, ...]:
    """Each column its least width and an equal part of what it wants beyond that."""
    share = (width - sum(least)) / (sum(most) - sum(least))
    return tuple(low + share * (high - low) for low, high in zip(least, most, strict=True))


def _capped(widths: Sequence[float], width: float) -> tuple[float, ...]:
    """The columns made to fit by cutting the widest only: names and counts stay whole as long as can be."""
    room, cap = width, 0.0
    for index, smallest in enumerate(sorted(widths)):
        cap = room / (len(widths) - index)
        if smallest > cap:
            break
        room -= smallest
    return tuple(min(each, cap) for each in widths)


def _needs(texts: Iterable[str], style: TextStyle, kept: float) -> tuple[float, float]:
    """The width in points that holds every line whole, and the least that breaks no text of `kept` em and no word."""
    wanted = whole = 0.0
    for text in set(texts):
        for line in map(style.typeface.printable, text.strip().splitlines()):
            natural = style.typeface.width(line, style.size)
            word = min(longest_word(line, style), _LONGEST_WORD * style.size)
            wanted = max(wanted, natural)
            whole = max(whole, min(natural, max(kept * style.size, word)))
    return wanted, whole


def _head_needs(head: str, style: TextStyle) -> tuple[float, float]:
    """The width in points that a head wants, and that of its lines when it is parted into two."""
    natural = sum(line.width for line in break_title(head, style, math.inf))
    if natural <= _WHOLE_HEAD * style.size:
        return natural, natural
    parted = max(line.width for line in break_title(head, style, _PARTED_HEAD * natural / MM))
    return natural if natural <= _SHORT_HEAD * style.size else parted, parted
