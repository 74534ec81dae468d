"""The frame of a board: head band, column heads, foot. Lengths are mm; no type is smaller than legible."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

import segno

from app.errors import UserFacingError
from app.printing.board_content import Board
from app.printing.fonts import TypefaceName
from app.printing.legibility import GLYPH_SHARE
from app.printing.paper import MM, WHITE, Align, Colour, Paper
from app.printing.text import Line, TextStyle, block_height, break_lines, fit_line, is_gap, text_style
from app.printing.title_lines import break_title
from app.tables.rows import written_date

_RED: Colour = (0xA3 / 255, 0x2E / 255, 0x26 / 255)
_BLUE: Colour = (0x17 / 255, 0x5D / 255, 0x7A / 255)
_GROUND: Colour = (0xF7 / 255, 0xF4 / 255, 0xEC / 255)
INK: Colour = (0x11 / 255, 0x11 / 255, 0x11 / 255)

#: The frame is drawn for a board whose shorter side is this long, and grows with the shorter side.
_DRAWN_FOR = 800.0
_MARGIN, _GUTTER, _SPACE = 25.0, 20.0, 8.0
#: Type sizes on that board, and the least in units of the smallest legible type.
_TITLE, _COLUMN_HEAD, _UNIT, _PHONE, _SMALL = (50.0, 1.6), (26.0, 1.25), (18.0, 1.0), (20.0, 1.1), (14.0, 1.0)
_TITLE_SPACING, _COLUMN_SPACING = 0.28, 0.23
_QR, _SMALLEST_QR = 74.0, 40.0
_WIDEST_NUMBER = "第88块　共88块"


@dataclass(frozen=True)
class Slot:
    """Room for panels, and above it that for the column head."""

    x: float
    width: float
    head_top: float
    head_height: float
    top: float
    height: float


class BoardFrame:
    """Head and foot of all boards of one print, measured. `em` is the smallest legible type size in mm."""

    def __init__(self, board: Board, least: float):
        self._board = board
        self.unit = min(board.width_mm, board.height_mm) / _DRAWN_FOR
        self.em = least / GLYPH_SHARE
        self.title_style = self._style("sans-bold", _TITLE, 1.2)
        self.column_style = self._style("sans-bold", _COLUMN_HEAD, 1.25)
        self.unit_style = self._style("sans", _UNIT, 1.3)
        self.phone_style = self._style("sans-bold", _PHONE, 1.35)
        self.small_style = self._style("sans", _SMALL, 1.35)
        room = board.width_mm - 2 * self.margin
        self._title = break_title(board.title, self.title_style, room)
        widest = "　".join(filter(None, (board.mark, _WIDEST_NUMBER)))
        self._label_room = fit_line(widest, self.unit_style).width / MM
        #: On a small board read from afar the label has rows of its own below the unit.
        self._label_rows = len(break_lines(widest, self.unit_style, room * MM)) if self._label_room > room / 3 else 0
        self._inset = 0.0 if self._label_rows else self._label_room
        self._unit = break_title(board.unit, self.unit_style, room - 2 * self._inset)
        self._qr = max(_QR * self.unit, _SMALLEST_QR) if board.qr else 0.0
        self._qr_label = [
            line
            for text in board.qr_label.splitlines()
            for line in break_lines(text, self.small_style, 0.3 * board.width_mm * MM)
        ]
        label = max((line.width for line in self._qr_label), default=0.0) / MM + self.space if board.qr else 0.0
        self._phone_room = room - self._qr - label
        self._phone = break_lines(f"监督电话 {board.phone}", self.phone_style, self._phone_room * MM)
        self._footer = break_lines(board.footer, self.small_style, self._phone_room * MM) if board.footer else []
        self._posted = break_lines(f"{written_date(board.posted)}张贴", self.small_style, self._phone_room * MM)

    def _style(self, name: TypefaceName, size: tuple[float, float], leading: float) -> TextStyle:
        drawn, least = size
        points = max(drawn * self.unit, least * self.em) * MM
        return text_style(name, points, leading * points)

    @property
    def margin(self) -> float:
        return _MARGIN * self.unit

    @property
    def space(self) -> float:
        return _SPACE * self.unit

    @property
    def head_height(self) -> float:
        return 4 * self.space + self._unit_row + block_height(self._title, self.title_style) / MM

    @property
    def _unit_row(self) -> float:
        return (max(1, len(self._unit)) + self._label_rows) * self.unit_style.leading / MM

    @property
    def foot_height(self) -> float:
        texts = block_height(self._posted, self.small_style) + block_height(self._footer, self.small_style)
        if self._board.phone:
            texts += block_height(self._phone, self.phone_style)
        label = block_height(self._qr_label, self.small_style) if self._board.qr else 0.0
        return max(texts / MM, label / MM, self._qr) + 2.5 * self.space

    @property
    def gutter(self) -> float:
        """Between columns."""
        return _GUTTER * self.unit

    def head_height_of(self, title: str, width: float) -> float:
        """How high the band above a slot is, for a title."""
        lines = max(1, len(self._column_lines(title, width)))
        return lines * self.column_style.leading / MM + 1.2 * self.space

    def narrowed(self, slot: Slot, x: float, width: float, titles: Sequence[str]) -> Slot:
        """The slot from `x` on and only so wide; its head stays high enough for these titles."""
        if width <= 2 * self.space:
            return replace(slot, x=x, width=0.0)
        head = max([slot.head_height, *(self.head_height_of(title, width) for title in titles)])
        more = head - slot.head_height
        return replace(slot, x=x, width=width, head_height=head, top=slot.top + more, height=slot.height - more)

    def slots(self, shares: Sequence[float], titles: Sequence[str]) -> list[Slot]:
        """Slots side by side below column heads that these titles fit into; `shares` is how wide they are, compared
        with each other."""
        gutter = self.gutter
        room = self._board.width_mm - 2 * self.margin - (len(shares) - 1) * gutter
        widths = [room * share / sum(shares) for share in shares]
        lefts = accumulate(widths[:-1], lambda left, width: left + width + gutter, initial=self.margin)
        head_top = self.head_height + 2 * self.space
        head_height = max(self.head_height_of(title, min(widths)) for title in (*titles, ""))
        top = head_top + head_height + self.space
        height = self._board.height_mm - self.foot_height - top
        return [
            Slot(left, width, head_top, head_height, top, height) for left, width in zip(lefts, widths, strict=True)
        ]

    def bands(self, whole: Slot, heights: Sequence[float]) -> list[Slot] | None:
        """Slots one below the other in place of a whole one, for contents of these heights; what is left over is spread
        among them. None where they do not fit."""
        gutter, head = self.gutter, whole.top - whole.head_top
        spare = head + whole.height - len(heights) * (head + gutter) + gutter - sum(heights)
        if spare < 0:
            return None
        tall = [height * (1 + spare / sum(heights)) for height in heights]
        tops = accumulate(tall[:-1], lambda top, height: top + height + gutter + head, initial=whole.head_top)
        return [
            replace(whole, head_top=top, top=top + head, height=height) for top, height in zip(tops, tall, strict=True)
        ]

    def _column_lines(self, title: str, width: float) -> list[Line]:
        return break_title(title, self.column_style, width - 2 * self.space)

    def draw(self, paper: Paper, number: int, boards: int) -> None:
        """Ground, head and foot of board `number` of so many."""
        board = self._board
        self.draw_grounds(paper)
        room = board.width_mm - 2 * self.margin
        y = 1.5 * self.space
        inset = self._inset
        paper.block(self.margin + inset, y, room - 2 * inset, self._unit, self.unit_style, align="center", colour=WHITE)
        label = "　".join(filter(None, [board.mark, f"第{number}块　共{boards}块" if boards > 1 else ""]))
        if label:
            below = len(self._unit) * self.unit_style.leading / MM if self._label_rows else 0.0
            lines = break_lines(label, self.unit_style, room * MM)
            paper.block(self.margin, y + below, room, lines, self.unit_style, align="right", colour=WHITE)
        y += self._unit_row + 0.5 * self.space
        _draw_spaced(paper, (self.margin, y, room), self._title, self.title_style, _TITLE_SPACING)
        self._draw_foot(paper)

    def draw_grounds(self, paper: Paper, bleed: float = 0.0) -> None:
        """The colours of board and head band, on a page that is larger by `bleed` all around."""
        width = self._board.width_mm + 2 * bleed
        paper.rectangle(0, 0, width, self._board.height_mm + 2 * bleed, line=None, fill=_GROUND)
        paper.rectangle(0, 0, width, self.head_height + bleed, line=None, fill=_RED)

    def draw_column_head(self, paper: Paper, slot: Slot, title: str) -> None:
        """The band above a slot with its title."""
        paper.rectangle(slot.x, slot.head_top, slot.width, slot.head_height, line=None, fill=_BLUE)
        lines = self._column_lines(title, slot.width)
        y = slot.head_top + (slot.head_height - block_height(lines, self.column_style) / MM) / 2
        place = (slot.x + self.space, y, slot.width - 2 * self.space)
        _draw_spaced(paper, place, lines, self.column_style, _COLUMN_SPACING)

    @property
    def note_height(self) -> float:
        """Room for the line that says where a column goes on."""
        return self.small_style.leading / MM + 0.5 * self.space

    def draw_note(self, paper: Paper, slot: Slot, text: str) -> None:
        """A line at the foot of a slot."""
        y = slot.top + slot.height - self.small_style.leading / MM
        paper.text(slot.x, y, text, self.small_style, width=slot.width, align="right", colour=INK)

    def _draw_foot(self, paper: Paper) -> None:
        board = self._board
        top = board.height_mm - self.foot_height
        middle = top + self.foot_height / 2
        phone = self._phone if board.phone else []
        small = (self._footer, self._posted)
        texts = (
            block_height(phone, self.phone_style) + sum(block_height(each, self.small_style) for each in small)
        ) / MM
        y = middle - texts / 2
        paper.block(self.margin, y, self._phone_room, phone, self.phone_style, colour=INK)
        y += block_height(phone, self.phone_style) / MM
        for lines in small:
            paper.block(self.margin, y, self._phone_room, lines, self.small_style, colour=INK)
            y += block_height(lines, self.small_style) / MM
        if not board.qr:
            return
        right = board.width_mm - self.margin
        self._draw_qr(paper, right - self._qr, middle - self._qr / 2)
        label_top = middle - block_height(self._qr_label, self.small_style) / MM / 2
        label_room = right - self._qr - self.space - self.margin
        paper.block(self.margin, label_top, label_room, self._qr_label, self.small_style, align="right", colour=INK)

    def _draw_qr(self, paper: Paper, x: float, y: float) -> None:
        try:
            paper.qr(x, y, self._qr, self._board.qr)
        except segno.DataOverflowError as error:
            raise UserFacingError(
                "qr-too-long", "二维码放不下这么长的内容，没有打印。请改放一个网址。", str(error)
            ) from error


def _draw_spaced(
    paper: Paper, place: tuple[float, float, float], lines: Sequence[Line], style: TextStyle, spacing: float
) -> None:
    """White lines centred in (x, y, width); a single line with `spacing` em between characters where there is room."""
    x, y, width = place
    align: Align = "center"
    if len(lines) == 1:
        line = lines[0]
        gaps = sum(is_gap(before, after) for before, after in pairwise(line.text))
        stretch = min(spacing * style.size, (width * MM - line.width) / gaps) if gaps else 0.0
        spread = line.width + gaps * stretch
        x, width = x + (width - spread / MM) / 2, spread / MM
        lines = [line._replace(stretch=stretch)]
    paper.block(x, y, width, lines, style, align=align, colour=WHITE)
