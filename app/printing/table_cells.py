"""Cells of the official table laid out for a width: how high they are, drawn, and split over two pages. Lengths mm."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from app.printing.line_marks import LINE_END, PARAGRAPH_END, count_lines, parted_lines
from app.printing.paper import MM, Align, Paper
from app.printing.text import Line, TextStyle, break_lines, fit_line, joined_lines, set_text
from app.tables.official import Box, Cell, TextCell, TickCell

#: Added to a text that goes on from the page before.
CONTINUED = "（续）"
#: Labels of boxes beside each other have at least this many em between.
_BETWEEN_BOXES = 0.6
_TEXTS_KEPT = 1000
_NO_LINE = Line("", 0.0)


@dataclass(frozen=True, slots=True)
class TableStyle:
    """Type of a table's head, of its text, of its boxes and notes, and the space inside cells."""

    head: TextStyle
    body: TextStyle
    boxes: TextStyle
    pad_x: float
    pad_y: float


class LaidText:
    """A text in lines (see `set_text`), centred from top to bottom. The same one may stand in many cells."""

    __slots__ = ("align", "count", "height", "style", "text")

    def __init__(self, text: str, style: TextStyle, align: Align):
        self.text = text
        self.style = style
        self.align = align
        self.count = count_lines(text)
        self.height = self.count * style.leading / MM

    def draw(self, paper: Paper, x: float, y: float, width: float, height: float) -> None:
        """Draw in the room given, which is at least as high as the text."""
        paper.lines(x, y + (height - self.height) / 2, width, self.text, self.style, align=self.align)

    def split(self, room: float) -> tuple["TextPart", "TextPart"]:
        """The lines that fit into `room` and the rest."""
        return self._split(room, None)

    def _split(self, room: float, before: "TextPart | None") -> tuple["TextPart", "TextPart"]:
        lines = [f"{line}{PARAGRAPH_END if last else LINE_END}" for line, last in parted_lines(self.text)]
        count = _lines_in(room, self.style)
        head = TextPart("".join(lines[:count]).removesuffix(PARAGRAPH_END), self, before)
        return head, TextPart("".join(lines[count:]).removesuffix(PARAGRAPH_END), self, head)


class TextPart(LaidText):
    """A part of a text that goes over several pages; `before` is the part on the page before."""

    __slots__ = ("_before", "_block")

    def __init__(self, text: str, whole: LaidText, before: "TextPart | None"):
        super().__init__(text, whole.style, whole.align)
        self._before = before
        self._block: int | None = None

    def draw(self, paper: Paper, x: float, y: float, width: float, height: float) -> None:
        """Draw in the room given, which is at least as high as the text."""
        continues = self._before._block if self._before else None
        top = y + (height - self.height) / 2
        self._block = paper.lines(x, top, width, self.text, self.style, align=self.align, continues=continues)

    def split(self, room: float) -> tuple["TextPart", "TextPart"]:
        """The lines that fit into `room` and the rest."""
        return self._split(room, self._before)


class PlacedLabel(NamedTuple):
    """One line of a label: its distance from the left, whose box stands before it (None: none), its text."""

    x: float
    box: int | None
    line: Line


class LaidBoxes:
    """Choices with their boxes, several in a line where they fit."""

    __slots__ = ("checked", "rows", "style")

    def __init__(self, rows: Sequence[Sequence[PlacedLabel]], checked: Sequence[bool], style: TextStyle):
        self.rows = rows
        self.checked = checked
        self.style = style

    @property
    def height(self) -> float:
        return len(self.rows) * self.style.leading / MM

    def draw(self, paper: Paper, x: float, y: float, width: float, height: float) -> None:
        """Draw in the room given."""
        style = self.style
        top = y + (height - self.height) / 2
        for row in self.rows:
            for distance, box, line in row:
                if box is None:
                    paper.block(x + distance + style.size / MM, top, width, [line], style)
                else:
                    paper.choice(x + distance, top, line, style, self.checked[box])
            top += style.leading / MM

    def split(self, room: float) -> tuple["LaidBoxes", "LaidBoxes"]:
        """The rows that fit into `room` and the rest."""
        count = _lines_in(room, self.style)
        return (
            LaidBoxes(self.rows[:count], self.checked, self.style),
            LaidBoxes(self.rows[count:], self.checked, self.style),
        )


class LaidTick:
    """A tick, perhaps with a note beneath."""

    __slots__ = ("_tick_height", "note", "style")

    def __init__(self, style: TextStyle, note: LaidText):
        self.style = style
        self.note = note
        self._tick_height = style.leading / MM

    @property
    def height(self) -> float:
        return self._tick_height + self.note.height

    def draw(self, paper: Paper, x: float, y: float, width: float, height: float) -> None:
        """Draw in the room given."""
        top = y + (height - self.height) / 2
        paper.tick(x, top, width, self.style)
        if self.note.text:
            self.note.draw(paper, x, top + self._tick_height, width, self.note.height)

    def split(self, room: float) -> tuple["LaidTick", LaidText]:
        """The tick with the lines of its note that fit into `room`, and the rest of the note."""
        head, tail = self.note.split(max(0.0, room - self._tick_height))
        return LaidTick(self.style, head), tail


LaidCell = LaidText | LaidBoxes | LaidTick


class CellLayout:
    """Lays out the cells of one column. Boxes with the same labels are laid out once."""

    def __init__(self, style: TableStyle, width: float, align: Align, boxes_across: int = 2):
        self._style = style
        self._width = width - 2 * style.pad_x
        self._align = align
        self._boxes_across = boxes_across
        #: The cells of a column say the same again and again.
        self._laid = lru_cache(_TEXTS_KEPT)(self._lay_lines)
        self._box_rows: dict[tuple[tuple[str, str], ...], Sequence[Sequence[PlacedLabel]]] = {}

    def lay_out(self, cell: Cell) -> LaidCell | None:
        """The cell in lines; None when nothing stands in it."""
        if isinstance(cell, TextCell):
            return self._laid(cell.lines) if cell.lines else None
        if isinstance(cell, TickCell):
            return LaidTick(self._style.body, self._note(cell.note)) if cell.checked else None
        return LaidBoxes(self._rows(cell.boxes), [box.checked for box in cell.boxes], self._style.boxes)

    def text(self, text: str) -> LaidText:
        """A text in lines as wide as the column."""
        return self._laid((text,))

    def _lay_lines(self, lines: tuple[str, ...]) -> LaidText:
        body = self._style.body
        return LaidText(set_text("\n".join(lines), body, self._width * MM), body, self._align)

    def continued(self, text: str) -> LaidText:
        """A text that goes on from the page before; a column too narrow for （续） has 续 beneath. Nothing for ""."""
        em = self._style.body.size / MM
        mark = CONTINUED if self._width >= len(CONTINUED) * em else f"\n{CONTINUED[1]}"
        return self.text(f"{text}{mark}" if text else "")

    def _note(self, note: str) -> LaidText:
        boxes = self._style.boxes
        return LaidText(joined_lines(break_lines(note, boxes, self._width * MM)), boxes, "center")

    def _rows(self, boxes: Sequence[Box]) -> Sequence[Sequence[PlacedLabel]]:
        key = tuple((box.label, box.text) for box in boxes)
        rows = self._box_rows.get(key)
        if rows is None:
            labels = [f"{label}（{text}）" if text else label for label, text in key]
            rows = self._box_rows[key] = box_rows(labels, self._style.boxes, self._width, self._boxes_across)
        return rows


def box_rows(labels: Sequence[str], style: TextStyle, width: float, across: int = 2) -> list[list[PlacedLabel]]:
    """Labels placed line by line at `across` stops that part the `width`: a label takes as many as it needs, one wider
    than all of them is broken."""
    stop = width / across
    between = (1 + _BETWEEN_BOXES) * style.size / MM
    rows: list[list[PlacedLabel]] = []
    free = 0
    for box, label in enumerate(labels):
        line = fit_line(label, style)
        stops = math.ceil((line.width / MM + between) / stop - 1e-9)
        if stops <= free:
            rows[-1].append(PlacedLabel((across - free) * stop, box, line))
            free -= stops
        elif stops < across:
            rows.append([PlacedLabel(0.0, box, line)])
            free = across - stops
        else:
            first, *more = break_lines(label, style, max(width * MM - style.size, style.size)) or [_NO_LINE]
            rows.append([PlacedLabel(0.0, box, first)])
            rows += ([PlacedLabel(0.0, None, rest)] for rest in more)
            free = 0
    return rows


def _lines_in(room: float, style: TextStyle) -> int:
    return max(0, int(room * MM / style.leading + 0.001))
