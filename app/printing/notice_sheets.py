"""The sheets of a notice being set: text and list flow from one to the next, never into smaller type."""

from collections.abc import Sequence

from app.printing.list_table import MeasuredTable
from app.printing.notice_measures import NoticeMeasures
from app.printing.paper import MM, Align, Paper
from app.printing.text import Line, TextStyle, block_height, break_lines, fit_line
from app.printing.title_lines import break_title

#: A paragraph of at least twice as many lines leaves so many on either side of a break.
_LINES_TOGETHER = 2
#: From the type area to the page number in mm, GB/T 9704-2012 7.5; a line begins a little above its type.
_TO_PAGE_NUMBER, _ABOVE_TYPE = 7.0, 0.86
_CONTINUED = "（续）"
#: From the line that heads further sheets to the type area in mm; a title of more lines is cut there.
_ABOVE_TEXT, _MOST_HEAD_LINES, _CUT = 3.0, 2, "……"
#: A list begins with so many rows, or on the next sheet; but so much of the type area is not left empty for that.
_FEWEST_ROWS, _MOST_LEFT_EMPTY = 3, 0.2
#: The last sheet of a list bears rows of at least this part of the type area.
_LEAST_ON_LAST = 0.18


class NoticeSheets:
    """Writes from top to bottom of the type area; `y` is where the next line begins, mm from the top."""

    def __init__(self, paper: Paper, measures: NoticeMeasures):
        self.measures = measures
        self.paper = paper
        self.y = 0.0
        self.begin_sheet()

    def begin_sheet(self) -> None:
        self.paper.new_page(self.measures.size)
        self.y = self.measures.top

    @property
    def room(self) -> float:
        """What is left of the sheet, mm."""
        return self.measures.bottom - self.y

    @property
    def is_fresh(self) -> bool:
        return self.y == self.measures.top

    def skip(self, height: float) -> None:
        """Leave `height` mm empty, unless the sheet begins or ends here."""
        if not self.is_fresh:
            self.y += min(height, self.room)

    def lines(
        self,
        lines: Sequence[Line],
        style: TextStyle,
        *,
        align: Align = "left",
        inset: float = 0.0,
        reserve: float = 0.0,
    ) -> None:
        """Lines over the width of the type area, or what is left of it behind `inset` mm. `reserve` mm must stay free
        below the last one: where they would not, the last lines go along to the next sheet."""
        block = None
        rest = list(lines)
        while rest:
            count = self._lines_here(rest, style, reserve)
            here, rest = rest[:count], rest[count:]
            if here:
                left, width = self.measures.left + inset, self.measures.width - inset
                block = self.paper.block(left, self.y, width, here, style, align=align, continues=block)
                self.y += block_height(here, style) / MM
            if rest:
                self.begin_sheet()

    def _lines_here(self, lines: Sequence[Line], style: TextStyle, reserve: float) -> int:
        pitch = style.leading / MM
        fitting = int(self.room / pitch + 1e-6)
        if fitting >= len(lines) and len(lines) * pitch + reserve <= self.room + 1e-6:
            return len(lines)
        if self.is_fresh:
            return max(1, min(fitting, len(lines)))
        count = min(fitting, len(lines) - 1)
        if len(lines) >= 2 * _LINES_TOGETHER:
            count = min(count, len(lines) - _LINES_TOGETHER)
        return count if count >= min(_LINES_TOGETHER, len(lines) - 1) else 0

    def table(self, table: MeasuredTable, caption: str, *, reserve: float = 0.0) -> None:
        """The list with its caption, both repeated on every further sheet."""
        style = self.measures.caption
        start = 0
        while start < len(table.rows):
            shown = caption if start == 0 or not caption else caption + _CONTINUED
            head = break_title(shown, style, self.measures.width)
            captioned = block_height(head, style) / MM
            count = self._rows_here(table, start, captioned, reserve)
            if count == 0:
                self.begin_sheet()
                continue
            self.paper.block(self.measures.left, self.y, self.measures.width, head, style, align="center")
            self.y += captioned
            table.draw(self.paper, self.measures.left, self.y, start, start + count)
            self.y += table.part_height(start, start + count)
            start += count
            if start < len(table.rows):
                self.begin_sheet()

    def _rows_here(self, table: MeasuredTable, start: int, captioned: float, reserve: float) -> int:
        count = table.rows_fitting(start, self.room - captioned)
        if self.is_fresh:
            count = max(count, 1)
        left_over = len(table.rows) - start - count
        if start == 0 and left_over and count < _FEWEST_ROWS and self._may_begin_later(count):
            return 0
        if not left_over and captioned + table.part_height(start, start + count) + reserve <= self.room:
            return count
        return self._with_company(table, start, count)

    def _may_begin_later(self, count: int) -> bool:
        """Whether a list that has room for `count` rows is better begun on the next sheet."""
        return not self.is_fresh and (count == 0 or self.room < _MOST_LEFT_EMPTY * self._height)

    def _with_company(self, table: MeasuredTable, start: int, count: int) -> int:
        """`count` rows, or as many fewer as the last sheet needs for more than a row or two."""
        stop, rows = start + count, len(table.rows)
        least = _LEAST_ON_LAST * self._height
        if rows > stop and table.part_height(stop, rows) - table.head.height >= least:
            return count
        fewest = start + (_FEWEST_ROWS if start == 0 else 1)
        with_totals = 2 if table.table.total_row is not None else 1
        while stop > fewest and (
            rows - stop < with_totals or table.part_height(stop, rows) - table.head.height < least
        ):
            stop -= 1
        if stop == rows and start == 0 and not self.is_fresh:
            return 0
        return stop - start

    @property
    def _height(self) -> float:
        """Height of the type area, mm."""
        return self.measures.bottom - self.measures.top

    def code(self, data: str, words: str) -> None:
        """A code at the left edge with a line of words below; nothing moves on: what follows stands beside it."""
        measures = self.measures
        line = fit_line(words, measures.note)
        width = max(measures.code, line.width / MM)
        self.paper.qr(measures.left + (width - measures.code) / 2, self.y, measures.code, data)
        self.paper.block(measures.left, self.y + measures.code, width, [line], measures.note, align="center")

    def number(self, unit: str, title: str) -> int:
        """Number the sheets, head all but the first with unit and title, so that sheets of several notices cannot be
        mixed up, and return how many there are; afterwards nothing more can be written."""
        measures, sheets = self.measures, self.paper.page_count
        y = self._number_top
        for sheet in range(1, sheets + 1):
            text = "— 1 —" if sheets == 1 else f"第{sheet}张　共{sheets}张"
            with self.paper.reopened(sheet):
                width = measures.width - measures.em
                self.paper.text(measures.left, y, text, measures.page_number, width=width, align="right")
                if sheet > 1:
                    self._draw_head(" ".join(unit.split()), " ".join(title.split()))
        return sheets

    def number_pages(self) -> int:
        """Number the sheets as pages of a letter, — 1 — at the outer edge (GB/T 9704-2012 7.5), and return how many
        there are; afterwards nothing more can be written."""
        measures, sheets = self.measures, self.paper.page_count
        width = measures.width - 2 * measures.em
        for sheet in range(1, sheets + 1):
            align: Align = "right" if sheet % 2 else "left"
            with self.paper.reopened(sheet):
                left, text = measures.left + measures.em, f"— {sheet} —"
                self.paper.text(left, self._number_top, text, measures.page_number, width=width, align=align)
        return sheets

    @property
    def _number_top(self) -> float:
        """Where the page number begins, mm from the top."""
        return self.measures.bottom + (_TO_PAGE_NUMBER - _ABOVE_TYPE) * self.measures.scale

    def _draw_head(self, unit: str, title: str) -> None:
        """Unit at the left and title at the right above the type area, or one above the other where they are long."""
        measures, style = self.measures, self.measures.note
        names = [self._cut(text) for text in (unit, title)]
        is_one_line = sum(line.width for lines in names for line in lines) + style.size <= measures.width * MM
        bottom = measures.top - _ABOVE_TEXT * measures.scale
        y = bottom - (style.leading if is_one_line else sum(block_height(lines, style) for lines in names)) / MM
        aligned: tuple[Align, Align] = ("left", "right" if is_one_line else "left")
        for lines, align in zip(names, aligned, strict=True):
            self.paper.block(measures.left, y, measures.width, lines, style, align=align)
            y += 0.0 if is_one_line else block_height(lines, style) / MM

    def _cut(self, text: str) -> list[Line]:
        style, room = self.measures.note, self.measures.width * MM
        lines = break_lines(text, style, room)
        if len(lines) <= _MOST_HEAD_LINES:
            return lines
        shown = "".join(line.text for line in lines[:_MOST_HEAD_LINES])
        return break_lines(shown[: -2 * len(_CUT)] + _CUT, style, room)[:_MOST_HEAD_LINES]
