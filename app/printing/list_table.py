"""Tables of notices and boards: column widths from what the cells hold, rows measured before anything is drawn.

A table that is too wide for its place is not squeezed: `measure_table` says so by None, and the caller finds it more
room or writes the rows out as lines (`rows_as_lines`).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from app.printing.list_columns import WHOLE_NAMES, WHOLE_TEXTS, ListTable, TableStyle, column_widths
from app.printing.paper import MM, Paper
from app.printing.text import Line, TextStyle, block_height, break_lines
from app.printing.title_lines import break_title

#: A head that takes more of the place than this leaves no room for rows.
_TALLEST_HEAD = 0.4
#: A row or two may be tall without the list looking so.
_NEARLY_ALL = 0.8


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
    insets: tuple[float, ...]
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

    @property
    def usual_lines(self) -> int:
        """How many lines nearly all rows have at most."""
        lines = sorted(max(map(len, row.cells), default=0) for row in self.rows)
        return lines[int(_NEARLY_ALL * (len(lines) - 1))] if lines else 0

    @property
    def mean_lines(self) -> float:
        """How many lines a row has on the whole."""
        return sum(max(map(len, row.cells), default=0) for row in self.rows) / max(1, len(self.rows))

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
            room = width - 2 * self.style.padding_x - (0.0 if row is self.head else self.insets[index])
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
    widths = column_widths(table, style, width, whole)
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
    insets = [_figure_inset(index, table, rows, width - 2 * style.padding_x) for index, width in enumerate(widths)]
    return MeasuredTable(table, style, widths, head, tuple(rows), tuple(insets), whole is None or _breaks_names(rows))


def _breaks_names(rows: Sequence[MeasuredRow]) -> bool:
    """Whether a text as short as a name stands on more than one line."""
    cells = (cell for row in rows for cell in row.cells if len(cell) > 1)
    return any(sum(len(line.text) for line in cell) <= WHOLE_NAMES and not cell[0].last for cell in cells)


def _figure_inset(index: int, table: ListTable, rows: Sequence[MeasuredRow], room: float) -> float:
    """How far figures end before the edge of a column: right-aligned, they stand as one block in its middle."""
    if table.columns[index].align != "right":
        return 0.0
    widest = max((line.width for row in rows for line in row.cells[index]), default=0.0)
    return max(0.0, (room - widest / MM) / 2)


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
