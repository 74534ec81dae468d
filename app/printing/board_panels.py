"""Panels of a board set in type of a given size, and cut where a slot ends. Lengths are mm, sizes points."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from app.errors import UserFacingError
from app.printing.board_boxes import BoxesPiece, code_boxes, slot_boxes
from app.printing.board_content import Panel
from app.printing.board_frame import INK
from app.printing.board_pieces import TablePiece, TextPiece
from app.printing.list_table import (
    WHOLE_NAMES,
    WHOLE_TEXTS,
    ListTable,
    MeasuredTable,
    TableStyle,
    measure_table,
    rows_as_lines,
)
from app.printing.paper import MM, WHITE, Colour, Paper
from app.printing.text import Line, TextStyle, break_lines, text_style
from app.printing.title_lines import break_title

_BORDER: Colour = (0xB9 / 255, 0xB4 / 255, 0xA8 / 255)
_RULE: Colour = (0x44 / 255, 0x44 / 255, 0x44 / 255)
_HEAD_FILL: Colour = (0xF1 / 255, 0xEE / 255, 0xE6 / 255)

Tolerance = Literal["none", "broken_texts", "written_out"]
#: What is kept on one line, in turn. Amounts always are: read from afar, half an amount is a wrong one.
_KEPT_WHOLE: dict[Tolerance, tuple[float, ...]] = {
    "none": (WHOLE_TEXTS,),
    "broken_texts": (WHOLE_TEXTS, WHOLE_NAMES),
    "written_out": (WHOLE_TEXTS, WHOLE_NAMES),
}

_TO_SIGN = re.compile(r"(?P<who>.*：)(?P<line>＿+)")
CONTINUED = "（续）"
_NEAR = "（近看）"
_INDENT = "　　"
_TABLE_ELSEWHERE = "（表格较宽，另见后面的板块。）"
_SLOTS_ELSEWHERE = "（卡槽较宽，另见后面的板块。）"
#: In em of the panel's type: padding of the frame, heading.
_PADDING, _HEADING = 0.6, 1.15
_TABLE_PITCH, _CELL_PADDING_X = 1.3, 0.2
#: Parts of a table side by side: the gap between them in em, and how few rows are not parted.
_BETWEEN_PARTS, _FEWEST_ROWS = 1.2, 6
_RULE_WIDTH = 0.025
#: Justifying opens no wider gap, in em.
_WIDEST_GAP = 0.2
#: A longer heading may be cut like any text, and is not repeated where its panel goes on.
_LONGEST_KEPT_HEADING = 3


Piece = TextPiece | TablePiece | BoxesPiece


@dataclass(frozen=True)
class Position:
    """Where a panel goes on: the piece, and the line or row within it."""

    piece: int = 0
    offset: int = 0


@dataclass(frozen=True)
class Placed:
    """Lines or rows `start` to `stop` of a piece, `y` below the top of the frame."""

    piece: Piece
    start: int
    stop: int
    y: float


@dataclass(frozen=True)
class PanelPart:
    """What of a panel stands in one slot; `end` is None when the panel is complete."""

    panel: "SetPanel"
    placed: tuple[Placed, ...]
    height: float
    end: Position | None

    def kinds(self) -> list[str]:
        """What stands in it besides headings: 正文, 表格, 二维码, 卡槽."""
        pieces = [placed.piece for placed in self.placed]
        has_text = any(isinstance(piece, TextPiece) and piece.align == "left" for piece in pieces)
        has_table = any(isinstance(piece, TablePiece) for piece in pieces)
        boxes = [piece.kind for piece in pieces if isinstance(piece, BoxesPiece)]
        return [kind for kind, there in (("正文", has_text), ("表格", has_table)) if there] + boxes


@dataclass(frozen=True)
class Air:
    """Room within a panel, in em of its type: above and below the text of table rows, from line to line, between
    pieces."""

    rows: float = 0.1
    pitch: float = 1.4
    space: float = 0.4


#: As little as can be: guidelines for elderly readers ask for a pitch of 1.3 at least.
TIGHT = Air(0.1, 1.3, 0.3)
#: Frame padding and spaces around a table that fills a slot by itself.
_AROUND_TABLE = 2 * _PADDING + 3 * TIGHT.space + 1.5


@dataclass(frozen=True)
class PanelSize:
    """Type sizes of a panel in mm, its text and its heading, with its air. Long tables stand in `across` parts side by
    side."""

    em: float
    heading: float
    air: Air = TIGHT
    across: int = 1

    @property
    def space(self) -> float:
        """Between two pieces, in mm."""
        return self.air.space * self.em


@dataclass(frozen=True)
class SetPanel:
    """A panel in pieces for slots of one width. `table_as_lines`: its table was too wide and is written out."""

    panel: Panel
    width: float
    size: "PanelSize"
    pieces: tuple[Piece, ...]
    table_as_lines: bool = False

    @property
    def padding(self) -> float:
        return _PADDING * self.size.em

    def cut(self, position: Position, room: float, *, apart: bool = False) -> PanelPart | None:
        """As much of the panel from `position` on as fits into `room`; None if nothing does. `apart` gives up keeping
        headings with what follows them, for slots too small for that."""
        y = self.padding
        placed: list[Placed] = []
        if position != Position() and (repeated := self._repeated_heading()):
            placed.append(Placed(repeated, 0, repeated.length, y))
            y += repeated.height(0, repeated.length)
        first = len(placed)
        end: Position | None = position
        while end is not None:
            piece = self.pieces[end.piece]
            top = y + (self.size.space if placed else 0.0)
            count = piece.fitting(end.offset, room - top - self.padding, apart=apart)
            if count == 0:
                break
            stop = end.offset + count
            placed.append(Placed(piece, end.offset, stop, top))
            y = top + piece.height(end.offset, stop)
            end = self._after(end, stop)
            if end is not None and end.offset:
                break
        while not apart and end is not None and not end.offset and len(placed) > first and placed[-1].piece.keep:
            y = placed.pop().y
            end = Position(end.piece - 1)
        if len(placed) == first:
            return None
        return PanelPart(self, tuple(placed), y + self.padding, end)

    def _after(self, position: Position, stop: int) -> Position | None:
        if stop < self.pieces[position.piece].length:
            return Position(position.piece, stop)
        return Position(position.piece + 1) if position.piece + 1 < len(self.pieces) else None

    def _repeated_heading(self) -> TextPiece | None:
        if not self.panel.heading.strip():
            return None
        piece = _heading_piece(self.panel.heading.strip() + CONTINUED, self.size, self.width)
        return piece if piece.keep else None


class PanelDrawing:
    """Draws the parts of panels; a paragraph that goes on in another slot stays one text for the privacy gate."""

    def __init__(self, paper: Paper):
        self.paper = paper
        self._blocks: dict[int, int] = {}

    def draw(self, part: PanelPart, x: float, y: float, height: float) -> None:
        """The part in a frame of `height`, which is at least its own."""
        panel = part.panel
        rule = _RULE_WIDTH * panel.size.em
        self.paper.rectangle(x, y, panel.width, height, line=rule, colour=_BORDER, fill=WHITE)
        left, room = x + panel.padding, panel.width - 2 * panel.padding
        for placed in part.placed:
            piece = placed.piece
            if not isinstance(piece, TextPiece):
                piece.draw(self.paper, left, y + placed.y, placed.start, placed.stop)
                continue
            self._blocks[id(piece)] = self.paper.block(
                left,
                y + placed.y,
                room,
                piece.lines[placed.start : placed.stop],
                piece.style,
                align=piece.align,
                colour=INK,
                continues=self._blocks.get(id(piece)),
            )


def set_panel(
    panel: Panel, size: PanelSize, width: float, height: float, tolerance: Tolerance = "none"
) -> SetPanel | None:
    """The panel for slots `width` wide and `height` high; None if its table is too wide for them.

    `tolerance` says what may be done to the table rather than return None: break texts longer than names, or write its
    rows out as lines.
    """
    room = text_room(width, size.em)
    body = text_style("sans", size.em * MM, size.air.pitch * size.em * MM)
    pieces: list[Piece] = []
    if panel.heading.strip():
        pieces.append(_heading_piece(panel.heading.strip() + (_NEAR if panel.pocket else ""), size, width))
    pieces += _paragraphs(panel.paragraphs, body, room)
    as_lines = False
    if panel.table is not None and panel.table.all_rows():
        pieces += _caption_pieces(panel.table, panel.heading, size, room)
        heads = sum(piece.height(0, piece.length) for piece in pieces if piece.keep)
        tallest = height - heads - _AROUND_TABLE * size.em
        across = min(size.across, max(1, len(panel.table.rows) // _FEWEST_ROWS))
        gap = _BETWEEN_PARTS * size.em
        table = _measured(panel.table, size, (room - (across - 1) * gap) / across, tallest, tolerance)
        if table is None and tolerance != "written_out":
            return None
        as_lines = table is None
        pieces += (
            _paragraphs(rows_as_lines(panel.table), body, room)
            if table is None
            else [TablePiece(table, False, across, gap)]
        )
    boxes = [code_boxes(panel.codes, body, room)] if panel.codes else []
    if panel.slots is not None:
        slots = slot_boxes(panel.slots, body, room)
        if slots.box.width > room and tolerance != "written_out":
            return None
        heads = sum(piece.height(0, piece.length) for piece in pieces if piece.keep)
        if slots.box.width > room or heads + slots.height(0, 1) > height - _AROUND_TABLE * size.em:
            raise _slot_too_large(panel)
        boxes.append(slots)
    pieces += boxes
    pieces += _paragraphs(panel.closing, body, room)
    return SetPanel(panel, width, size, tuple(pieces), as_lines)


def without_table(panel: Panel) -> Panel:
    """The panel with a line in place of its table, or its slots, which stand on another board."""
    elsewhere = _TABLE_ELSEWHERE if panel.table is not None else _SLOTS_ELSEWHERE
    return replace(panel, table=None, slots=None, paragraphs=(*panel.paragraphs, elsewhere))


def table_only(panel: Panel) -> Panel:
    """The table of the panel, or its slots, under its heading."""
    return replace(panel, paragraphs=(), closing=(), codes=())


def _slot_too_large(panel: Panel) -> UserFacingError:
    return UserFacingError(
        "slot-too-large",
        f"“{panel.name}”：{panel.slots.paper}纸的卡槽比板面上能用的地方还大，没有打印。"
        "请改成小一些的纸，或者换大一些的板面。",
    )


def text_room(width: float, em: float) -> float:
    """Width in mm that text has in a panel `width` wide."""
    return width - 2 * _PADDING * em


def panel_width(room: float, em: float) -> float:
    """How wide a panel is whose text has so much room."""
    return room + 2 * _PADDING * em


def _heading_piece(heading: str, size: PanelSize, width: float) -> TextPiece:
    points = _HEADING * size.heading * MM
    return _head(heading, text_style("sans-bold", points, 1.3 * points), text_room(width, size.em))


def _caption_pieces(table: ListTable, heading: str, size: PanelSize, room: float) -> list[TextPiece]:
    """The caption of the table where the heading does not say the same."""
    caption = table.caption.strip()
    if not caption or caption == heading.strip():
        return []
    return [_head(caption, text_style("sans-bold", size.em * MM, 1.3 * size.em * MM), room)]


def _head(text: str, style: TextStyle, room: float) -> TextPiece:
    lines = break_title(text, style, room)
    return TextPiece(lines, style, "center", keep=len(lines) <= _LONGEST_KEPT_HEADING)


def _paragraphs(texts: Sequence[str], style: TextStyle, room: float) -> Iterator[TextPiece]:
    for text in texts:
        if text.strip():
            lines = break_lines(_INDENT + text.strip(), style, room * MM, justify=True, prose=True)
            if len(lines) > 1 and (found := _TO_SIGN.fullmatch(text.strip())):
                # Nobody signs on two halves of a line.
                halves = (_INDENT + found["who"], found["line"])
                lines = [line for half in halves for line in break_lines(half, style, room * MM)]
            yield TextPiece([_unless_torn(line, style) for line in lines], style)


def _unless_torn(line: Line, style: TextStyle) -> Line:
    """The line as justified, or ragged where that would tear holes into it: columns of boards are narrow."""
    return line._replace(stretch=0.0) if line.stretch > _WIDEST_GAP * style.size else line


def _measured(
    table: ListTable, size: PanelSize, room: float, tallest: float, tolerance: Tolerance
) -> MeasuredTable | None:
    points, pitch = size.em * MM, _TABLE_PITCH * size.em * MM
    style = TableStyle(
        head=text_style("sans-bold", points, pitch),
        body=text_style("sans", points, pitch),
        total=text_style("sans-bold", points, pitch),
        padding_x=_CELL_PADDING_X * size.em,
        padding_y=size.air.rows * size.em,
        rule=_RULE_WIDTH * size.em,
        rule_colour=_RULE,
        head_fill=_HEAD_FILL,
    )
    settings = (measure_table(table, style, room, tallest, whole) for whole in _KEPT_WHOLE[tolerance])
    return next(filter(None, settings), None)
