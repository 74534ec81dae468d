"""The official table over pages: head on each, merged cells continued, rows higher than a page split. Lengths mm.

A table is laid out and drawn page by page, so that a long one needs no more memory than a page.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import accumulate, groupby
from typing import NamedTuple

from app.printing.paper import MM, Paper
from app.printing.table_cells import CellLayout, LaidCell, LaidText, TableStyle
from app.printing.table_columns import column_widths
from app.printing.text import Line, TextStyle, break_lines, joined_lines
from app.tables.official import OfficialRow, OfficialTable, TextCell, row_spans

#: A merged cell whose text takes more than this part of a page is not merged, so that it may be split.
_HIGHEST_MERGED = 0.5
#: A row that must be split begins on a page only if this part of a page is still free.
_LEAST_TO_START = 0.25
#: The last row follows what stands below the table to a new page only if that is no higher than this part of a page.
_HIGHEST_BELOW = 0.5


#: A bar before what differs from an earlier edition: told from a rule also on a third copy.
BAR = 0.8


class Frame(NamedTuple):
    """Where tables stand on a page: left and right edge, and the lowest line a table may reach."""

    left: float
    right: float
    bottom: float


class _PageRow(NamedTuple):
    """A row, or a part of one, on a page. `merged` gives for each merged column the first row of its cell; `marked`
    are the columns with a bar before their cells."""

    cells: Sequence[LaidCell | None]
    merged: dict[int, int]
    height: float
    marked: Collection[int]


class TableWriter:
    """Draws one table. `next_page` begins a page and returns where the table goes on; `row_done` is called after
    each row and may raise to stop. `marks` gives by entry the columns whose cells get a bar at their left edge."""

    def __init__(
        self,
        paper: Paper,
        table: OfficialTable,
        style: TableStyle,
        frame: Frame,
        next_page: Callable[[], float],
        row_done: Callable[[], None],
        marks: Mapping[str, Collection[int]] | None = None,
    ):
        self._paper = paper
        self._table = table
        self._style = style
        self._frame = frame
        self._next_page = next_page
        self._row_done = row_done
        self._marks = marks or {}
        widths = column_widths(table, style, frame.right - frame.left)
        self._edges = list(accumulate(widths, initial=frame.left))
        self._inner = [
            (left + style.pad_x, width - 2 * style.pad_x) for left, width in zip(self._edges, widths, strict=False)
        ]
        self._head = _Head(table, style, self._edges)
        self._layouts = [
            CellLayout(style, width, column.align) for width, column in zip(widths, table.columns, strict=True)
        ]
        self._spans = row_spans(table)
        self._page_room = 0.0
        self._top = 0.0
        self._rows: list[_PageRow] = []
        self._used = 0.0
        self._pieces: dict[int, tuple[int, float]] = {}
        self._starts: dict[int, int] = {}
        self._merged_text: dict[tuple[int, int], LaidText] = {}
        self._begun: set[tuple[int, int]] = set()

    def draw(self, top: float, full_page_top: float, below: float = 0.0) -> float:
        """Draw the table from `top` on the current page; later pages begin at `full_page_top`. Returns its end.

        The last row goes to a new page with what stands `below` the table if that would not fit after it."""
        self._page_room = self._frame.bottom - full_page_top - self._head.height
        self._top = top
        below = min(below, _HIGHEST_BELOW * self._page_room)
        for index, row in enumerate(self._table.rows, start=1):
            self._add(index - 1, row, below if index == len(self._table.rows) else 0.0)
            self._row_done()
        return self._finish_page()

    @property
    def _room(self) -> float:
        """Height still free on the page."""
        return self._frame.bottom - self._top - self._head.height - self._used

    def _add(self, index: int, row: OfficialRow, below: float) -> None:
        merged = self._merged_cells(index, row)
        marked = self._marks.get(row.entry_id, ())
        cells = [
            None if column in merged else layout.lay_out(cell)
            for column, (layout, cell) in enumerate(zip(self._layouts, row.cells, strict=True))
        ]
        while not self._fits(merged, height := self._height(cells), below):
            if self._is_split_here(merged, height):
                room = self._room
                head, cells = self._split(row, cells, room)
                self._place(head, merged, room, marked)
            self._turn_page()
        self._place(cells, merged, height + self._lacking_at_end(index, merged, height), marked)

    def _fits(self, merged: dict[int, int], height: float, below: float) -> bool:
        """Whether a row fits on the page even if the page must end with it; on an empty page `below` need not fit."""
        return height + self._lacking(merged, height) <= self._room - (below if self._rows else 0.0)

    def _is_split_here(self, merged: dict[int, int], height: float) -> bool:
        """Whether a row that does not fit is split on this page: one higher than any page, or the first below a
        chapter's title; not where little room is left. On an empty page always."""
        is_needed = height > self._page_room or not self._rows
        return is_needed and self._room > _LEAST_TO_START * self._page_room and self._lacking(merged, self._room) <= 0

    def _merged_cells(self, index: int, row: OfficialRow) -> dict[int, int]:
        """The merged columns of a row, each with the row its cell starts in."""
        merged = {}
        for column, spans in self._spans.items():
            if spans[index]:
                self._starts[column] = index
                laid = self._layouts[column].lay_out(row.cells[column])
                continued = self._continued(column, index)
                if (
                    laid is None or isinstance(laid, LaidText)
                ) and continued.height <= _HIGHEST_MERGED * self._page_room:
                    self._merged_text[column, index] = laid or continued
            if (column, self._starts[column]) in self._merged_text:
                merged[column] = self._starts[column]
        return merged

    def _continued(self, column: int, start: int) -> LaidText:
        cell = self._table.rows[start].cells[column]
        text = "\n".join(cell.lines) if isinstance(cell, TextCell) else ""
        return self._layouts[column].continued(text)

    def _height(self, cells: Sequence[LaidCell | None]) -> float:
        highest = max((cell.height for cell in cells if cell is not None), default=0.0)
        return max(highest, self._style.body.leading / MM) + 2 * self._style.pad_y

    def _lacking(self, merged: dict[int, int], height: float, columns: Sequence[int] | None = None) -> float:
        """How much a row must be higher than `height` for the merged cells that the page would end with it."""
        lacking = 0.0
        for column, start in merged.items():
            if columns is not None and column not in columns:
                continue
            piece_start, piece_height = self._pieces.get(column, (start, 0.0))
            if piece_start != start:
                piece_height = 0.0
            text = self._piece_text(column, start)
            lacking = max(lacking, text.height + 2 * self._style.pad_y - piece_height - height)
        return lacking

    def _lacking_at_end(self, index: int, merged: dict[int, int], height: float) -> float:
        """The same for those merged cells that really end with row `index`."""
        ending = [column for column, start in merged.items() if start + self._spans[column][start] == index + 1]
        return self._lacking(merged, height, ending)

    def _piece_text(self, column: int, start: int) -> LaidText:
        return self._continued(column, start) if (column, start) in self._begun else self._merged_text[column, start]

    def _split(
        self, row: OfficialRow, cells: Sequence[LaidCell | None], room: float
    ) -> tuple[list[LaidCell | None], list[LaidCell | None]]:
        """The part of a row's cells that fits into `room`, and the rest."""
        inner = room - 2 * self._style.pad_y
        head: list[LaidCell | None] = []
        tail: list[LaidCell | None] = []
        for cell in cells:
            first, rest = (cell, None) if cell is None or cell.height <= inner else cell.split(inner)
            head.append(first)
            tail.append(rest)
        first_cell = row.cells[0]
        if tail[0] is None and cells[0] is not None and isinstance(first_cell, TextCell):
            tail[0] = self._layouts[0].continued("".join(first_cell.lines))
        return head, tail

    def _place(
        self, cells: Sequence[LaidCell | None], merged: dict[int, int], height: float, marked: Collection[int]
    ) -> None:
        self._rows.append(_PageRow(cells, merged, height, marked))
        self._used += height
        for column, start in merged.items():
            piece_start, piece_height = self._pieces.get(column, (start, 0.0))
            self._pieces[column] = (start, height + (piece_height if piece_start == start else 0.0))

    def _turn_page(self) -> None:
        if self._rows:
            last = self._rows[-1]
            self._rows[-1] = last._replace(height=last.height + self._lacking(last.merged, 0.0))
        self._finish_page()
        self._top = self._next_page()

    def _finish_page(self) -> float:
        """Draw what the page holds; returns where it ends."""
        y = self._head.draw(self._paper, self._top) if self._rows or not self._table.rows else self._top
        tops = list(accumulate((row.height for row in self._rows), initial=y))
        pad_y = self._style.pad_y
        for number, (row, top) in enumerate(zip(self._rows, tops, strict=False)):
            room = row.height - 2 * pad_y
            for column, cell in enumerate(row.cells):
                if column in row.merged:
                    self._draw_merged(column, number, tops)
                elif cell is not None:
                    left, width = self._inner[column]
                    cell.draw(self._paper, left, top + pad_y, width, room)
        if self._rows:
            self._draw_rules(y, tops)
            self._draw_bars(tops)
        self._rows.clear()
        self._pieces.clear()
        self._used = 0.0
        return tops[-1]

    def _draw_merged(self, column: int, number: int, tops: Sequence[float]) -> None:
        """Draw the part of a merged cell that begins with row `number` of the page, if one does."""
        start = self._rows[number].merged[column]
        if number and self._rows[number - 1].merged.get(column) == start:
            return
        end = number + 1
        while end < len(self._rows) and self._rows[end].merged.get(column) == start:
            end += 1
        text = self._piece_text(column, start)
        self._begun.add((column, start))
        if text.text:
            left, width = self._inner[column]
            pad_y = self._style.pad_y
            text.draw(self._paper, left, tops[number] + pad_y, width, tops[end] - tops[number] - 2 * pad_y)

    def _draw_rules(self, top: float, tops: Sequence[float]) -> None:
        segments = [(x, top, x, tops[-1]) for x in self._edges]
        for number, y in enumerate(tops[1:], start=1):
            following = self._rows[number].merged if number < len(self._rows) else {}
            open_columns = {
                column for column, start in self._rows[number - 1].merged.items() if following.get(column) == start
            }
            segments += self._segments(y, open_columns)
        self._paper.rules(segments)

    def _draw_bars(self, tops: Sequence[float]) -> None:
        bars = [
            bar_before(self._edges[column], top, row.height)
            for row, top in zip(self._rows, tops, strict=False)
            for column in row.marked
        ]
        if bars:
            self._paper.rules(bars, width=BAR)

    def _segments(self, y: float, open_columns: set[int]) -> list[tuple[float, float, float, float]]:
        """The line under a row, left out below the merged cells that go on."""
        segments = []
        for is_open, columns in groupby(range(len(self._edges) - 1), key=open_columns.__contains__):
            indexes = list(columns)
            if not is_open:
                segments.append((self._edges[indexes[0]], y, self._edges[indexes[-1] + 1], y))
        return segments


def bar_before(left: float, top: float, height: float) -> tuple[float, float, float, float]:
    """The line, to be drawn `BAR` thick, at the left edge of a cell: mostly inside it."""
    x = left + BAR / 4
    return x, top + BAR / 2, x, top + height - BAR / 2


class _HeadCell(NamedTuple):
    """One cell of the head: first and last edge, row 0, 1 or both (-1), text."""

    first: int
    last: int
    row: int
    text: LaidText


class _Head:
    """The head of a table: one row, or two where columns have a group."""

    def __init__(self, table: OfficialTable, style: TableStyle, edges: Sequence[float]):
        self._style = style
        self._edges = edges
        self._cells: list[_HeadCell] = []
        two_rows = any(column.group for column in table.columns)
        for group, members in groupby(enumerate(table.columns), key=lambda numbered: numbered[1].group):
            columns = list(members)
            if group:
                self._add(columns[0][0], columns[-1][0] + 1, 0, group)
            for index, column in columns:
                self._add(index, index + 1, 1 if group else -1, column.head)
        self._heights = [self._row_height(0), self._row_height(1)] if two_rows else [0.0, 0.0]
        lacking = self._row_height(-1) - sum(self._heights)
        self._heights[1] += max(0.0, lacking)
        self.height = sum(self._heights)

    def draw(self, paper: Paper, top: float) -> float:
        """Draw the head; returns where it ends."""
        middle, bottom = top + self._heights[0], top + self.height
        left, right = self._edges[0], self._edges[-1]
        segments = [(left, top, right, top), (left, bottom, right, bottom)]
        for first, last, row, text in self._cells:
            cell_top = middle if row == 1 else top
            cell_bottom = middle if row == 0 else bottom
            x, width = self._edges[first], self._edges[last] - self._edges[first]
            pad = self._style.pad_x
            text.draw(paper, x + pad, cell_top, width - 2 * pad, cell_bottom - cell_top)
            segments.append((x, cell_top, x, cell_bottom))
            if row == 0:
                segments.append((x, middle, x + width, middle))
        segments.append((right, top, right, bottom))
        paper.rules(segments)
        return bottom

    def _add(self, first: int, last: int, row: int, text: str) -> None:
        room = (self._edges[last] - self._edges[first] - 2 * self._style.pad_x) * MM
        head = self._style.head
        laid = LaidText(joined_lines(balanced_lines(text, head, room)), head, "center")
        self._cells.append(_HeadCell(first, last, row, laid))

    def _row_height(self, row: int) -> float:
        heights = [cell.text.height for cell in self._cells if cell.row == row]
        return max(heights, default=0.0) + 2 * self._style.pad_y


def balanced_lines(text: str, style: TextStyle, width: float) -> list[Line]:
    """As few lines as fit into `width` points, and these of nearly equal length: 特定 / 群体, not 特定群 / 体."""
    lines = break_lines(text, style, width)
    if len(lines) < 2:
        return lines
    em = sum(line.width for line in lines) / len(lines)
    while em < width:
        balanced = break_lines(text, style, em)
        if len(balanced) <= len(lines):
            return balanced
        em += style.size / 4
    return lines
