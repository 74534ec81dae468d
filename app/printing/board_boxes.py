"""Boxes on a board: QR codes, and slots that sheets are slipped into. Lengths are mm."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import segno

from app.errors import UserFacingError
from app.printing.board_content import Code, SheetSlots
from app.printing.board_frame import INK
from app.printing.paper import MM, Colour, Paper, page_size
from app.printing.text import Line, TextStyle, block_height, break_lines

#: A code is at least so large, and its modules so far apart that a telephone held close tells them from each other.
_SMALLEST_CODE, _MODULE = 50.0, 0.6
#: The further people read from, the larger the type and with it the codes: so many em.
_CODE_EM = 5.0
#: A sheet goes in and out of its slot by so much play on every side.
_PLAY = 3.0
_SLOT_LINE: Colour = (0x8A / 255, 0x85 / 255, 0x78 / 255)
_SLOT_RULE = 0.6
_DASH = (6.0, 4.0)


@dataclass(frozen=True)
class Box:
    """Width and height of each box of a piece, the words below or in it included."""

    width: float
    height: float


@dataclass(frozen=True)
class BoxesPiece:
    """Boxes in rows of `across`; what is drawn in them is `codes`, or slots for sheets where there are none."""

    kind: Literal["二维码", "卡槽"]
    box: Box
    across: int
    count: int
    room: float
    gap: float
    style: TextStyle
    words: tuple[Sequence[Line], ...]
    codes: tuple[Code, ...] = ()
    keep: bool = False

    @property
    def length(self) -> int:
        return math.ceil(self.count / self.across)

    def height(self, start: int, stop: int) -> float:
        return (stop - start) * (self.box.height + self.gap) - self.gap if stop > start else 0.0

    def fitting(self, start: int, room: float, *, apart: bool) -> int:
        """How many rows from `start` on fit into `room`."""
        return min(self.length - start, max(0, int((room + self.gap) / (self.box.height + self.gap) + 1e-6)))

    def draw(self, paper: Paper, x: float, y: float, start: int, stop: int) -> None:
        """Rows `start` to `stop`, each in the middle of the room."""
        for number in range(start * self.across, min(stop * self.across, self.count)):
            row, place = divmod(number, self.across)
            in_row = min(self.across, self.count - row * self.across)
            taken = in_row * (self.box.width + self.gap) - self.gap
            left = x + (self.room - taken) / 2 + place * (self.box.width + self.gap)
            self._draw_box(paper, number, left, y + (row - start) * (self.box.height + self.gap))

    def _draw_box(self, paper: Paper, number: int, x: float, y: float) -> None:
        words = self.words[number % len(self.words)]
        tall = block_height(words, self.style) / MM
        if self.codes:
            side = self.box.height - max(block_height(lines, self.style) for lines in self.words) / MM
            paper.qr(x + (self.box.width - side) / 2, y, side, self.codes[number].data)
            paper.block(x, y + side, self.box.width, words, self.style, align="center", colour=INK)
            return
        right, bottom = x + self.box.width, y + self.box.height
        sides = [(x, y, right, y), (right, y, right, bottom), (right, bottom, x, bottom), (x, bottom, x, y)]
        paper.rules(sides, width=_SLOT_RULE, colour=_SLOT_LINE, dash=_DASH)
        top = y + (self.box.height - tall) / 2
        paper.block(x, top, self.box.width, words, self.style, align="center", colour=INK)


def code_boxes(codes: tuple[Code, ...], style: TextStyle, room: float) -> BoxesPiece:
    """Codes side by side with their labels below, as many across as there is room for.

    Raises UserFacingError for a text that no code can hold.
    """
    modules = max(_modules(code.data) for code in codes)
    side = max(_SMALLEST_CODE, min(_CODE_EM * style.size / MM, room), _MODULE * modules)
    widest = max(line.width for code in codes for line in break_lines(code.label, style, room * MM)) / MM
    width = min(room, max(side, widest))
    words = tuple(break_lines(code.label, style, width * MM) for code in codes)
    gap = style.size / MM
    across = min(len(codes), max(1, int((room + gap) / (width + gap) + 1e-6)))
    height = min(side, width) + max(block_height(lines, style) for lines in words) / MM
    return BoxesPiece("二维码", Box(width, height), across, len(codes), room, gap, style, words, codes)


def slot_boxes(slots: SheetSlots, style: TextStyle, room: float) -> BoxesPiece:
    """Slots side by side as large as their sheets, as many across as there is room for."""
    sheet = page_size(slots.paper)
    width, height = slot_width(slots), sheet.height + 2 * _PLAY
    gap = style.size / MM
    across = min(slots.count, max(1, int((room + gap) / (width + gap) + 1e-6)))
    words = (break_lines(f"{slots.paper}卡槽", style, width * MM),)
    return BoxesPiece("卡槽", Box(width, height), across, slots.count, room, gap, style, words)


def slot_width(slots: SheetSlots) -> float:
    """How wide one slot is."""
    return page_size(slots.paper).width + 2 * _PLAY


@lru_cache(maxsize=256)
def _modules(data: str) -> int:
    """How many modules the code of a text is wide, its white margin included. The size does not depend on the mask,
    and looking for the best one takes nearly all of the time."""
    try:
        return int(segno.make_qr(data, error="m", mask=0).symbol_size()[0])
    except segno.DataOverflowError as error:
        raise UserFacingError(
            "qr-too-long", "二维码放不下这么长的内容，没有打印。请改放一个网址。", str(error)
        ) from error
