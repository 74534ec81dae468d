"""Where the panels of finished boards stand: slot after slot from the top, then what was placed. Lengths are mm."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.printing.board_frame import BoardFrame
from app.printing.board_layout import BoardLayout
from app.printing.board_panels import PanelPart
from app.printing.board_stream import FilledSlot, gap_before


@dataclass(frozen=True)
class Standing:
    """A panel, or what of it stands in one place, in its frame on board number `board` (from 1)."""

    part: PanelPart
    board: int
    x: float
    y: float
    width: float
    height: float
    is_placed: bool = False


def standing(layout: BoardLayout) -> Iterator[Standing]:
    """Everything that stands on the boards."""
    for number in range(1, len(layout.boards) + 1):
        yield from standing_on(layout, number)


def standing_on(layout: BoardLayout, number: int) -> Iterator[Standing]:
    """What stands on one board, in the order in which it is drawn."""
    board = layout.boards[number - 1]
    for filled in board.filled:
        slot = filled.slot
        for part, y, height in _stacked(layout.frame, filled, stretched=board.stretched):
            yield Standing(part, number, slot.x, y, slot.width, height)
    for each in layout.placed if number == 1 else ():
        yield Standing(each.part, number, each.x, each.y, each.width, each.height, is_placed=True)


def _stacked(frame: BoardFrame, filled: FilledSlot, *, stretched: bool) -> Iterator[tuple[PanelPart, float, float]]:
    """The parts of a slot, each with the top and the height of its frame; frames that are stretched reach down to the
    foot together, each taking its part of what is left over."""
    slot, parts = filled.slot, filled.parts
    room = slot.height - (frame.note_height if filled.goes_on else 0.0)
    gaps = [gap_before(part) if index else 0.0 for index, part in enumerate(parts)]
    used = sum(part.height for part in parts)
    more = max(1.0, (room - sum(gaps)) / used) if stretched and used else 1.0
    y = slot.top
    for part, gap in zip(parts, gaps, strict=True):
        y += gap
        yield part, y, more * part.height
        y += more * part.height
