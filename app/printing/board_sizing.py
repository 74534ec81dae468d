"""How large the panels of a board are set: as large as lets them fit, never less than legible. Lengths are mm."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeVar

from app.errors import UserFacingError
from app.printing.board_content import Board, BoardColumn, Panel
from app.printing.board_frame import BoardFrame, Slot
from app.printing.board_panels import TIGHT, Air, PanelSize, SetPanel, Tolerance, set_panel, text_room
from app.printing.board_stream import Stream
from app.printing.legibility import GLYPH_SHARE, POCKET_DISTANCE, least_height
from app.printing.paper import MM

#: Text is at most this part of the size of the column heads; sizes are tried in so many steps down to the least.
_LARGEST_TEXT, _STEPS = 0.8, 10
#: As little air as can be, then more where there is room.
_AIRS = (
    TIGHT,
    Air(),
    Air(0.3),
    Air(0.5, 1.45, 0.5),
    Air(0.8, 1.5, 0.7),
    Air(1.1, 1.6, 1.0),
    Air(1.4, 1.75, 1.4),
    Air(1.8, 1.9, 1.8),
)
#: A long list stands in so many parts side by side at the most: read down, then on to the right.
MOST_PARTS = 3
#: Fewer characters in a line (a telephone number) are no text to read.
FEWEST_CHARACTERS = 8

Made = TypeVar("Made")


class PanelSizing:
    """Sets panels for the slots of one board. `lowest_slot` is how high the lowest slot is that panels may go on in."""

    def __init__(self, board: Board, frame: BoardFrame, lowest_slot: float):
        self._board, self._frame = board, frame
        self.lowest_slot = lowest_slot

    def largest(self, column: BoardColumn, slot: Slot) -> Stream | None:
        """The column in the largest type, and with the most air, in which all of it fits into the slot; None if it does
        not even in the least legible type."""
        for factor in self.factors():
            for across in range(1, MOST_PARTS + 1):
                fitting = self.fitting(column, slot, factor, across)
                if fitting is not None:
                    return fitting
        return None

    def fits(self, column: BoardColumn, slot: Slot, factor: float) -> bool:
        """Whether all of the column fits into the slot in type of one size."""
        sizes = (self.size(panel, factor).em for panel in column.panels)
        if any(text_room(slot.width, em) < FEWEST_CHARACTERS * em for em in sizes):
            return False
        streams = (self.stream(column, slot, factor, TIGHT, across) for across in range(1, MOST_PARTS + 1))
        return any(stream is not None and stream.fits(slot.height) for stream in streams)

    def factors(self) -> Iterator[float]:
        """Sizes of type to try, the largest first, as many times the least legible one."""
        largest = max(1.0, _LARGEST_TEXT * self._frame.column_style.size / MM / self._frame.em)
        for step in range(_STEPS + 1):
            yield largest ** (1 - step / _STEPS)

    def fitting(self, column: BoardColumn, slot: Slot, factor: float, across: int) -> Stream | None:
        """The column in type of one size with the most air in which all of it fits into the slot."""

        def with_air(air: Air) -> Stream | None:
            stream = self.stream(column, slot, factor, air, across)
            return stream if stream is not None and stream.fits(slot.height) else None

        return self.roomiest(with_air)

    def roomiest(self, made: Callable[[Air], Made | None]) -> Made | None:
        """What is made with the most air that something can be made with."""
        best = None
        for air in _AIRS:
            found = made(air)
            if found is None:
                break
            best = found
        return best

    def lowest(self, column: BoardColumn, slot: Slot, factor: float, air: Air = TIGHT) -> Stream | None:
        """The column in type of one size, its lists as low as can be; None if a table is too wide."""
        panels = [
            self._in_parts(panel, factor, slot, air) or self.set(panel, factor, slot, "broken_texts", air=air)
            for panel in column.panels
            if not panel.is_empty
        ]
        return None if None in panels else Stream(column.title, panels, factor)

    def whatever(self, panel: Panel, slot: Slot) -> SetPanel:
        """The panel in the least legible type, its table written out if it is too wide for the slot."""
        return self.in_most_parts(panel, slot) or self.set(panel, 1.0, slot, "written_out")

    def stream(self, column: BoardColumn, slot: Slot, factor: float, air: Air, across: int) -> Stream | None:
        """The column set so; None if a table is too wide, or has so many rows that measuring them is no use."""
        panels = []
        for panel in column.panels:
            if panel.is_empty:
                continue
            rows = len(panel.table.all_rows()) if panel.table is not None else 0
            if rows * self.size(panel, factor, air).em > slot.height * across:
                return None
            done = self.set(panel, factor, slot, air=air, across=across)
            if done is None:
                return None
            panels.append(done)
        return Stream(column.title, panels, factor)

    def in_most_parts(self, panel: Panel, slot: Slot) -> SetPanel | None:
        """The panel in the least legible type, its table in as many parts side by side as there is room for."""
        return self._in_parts(panel, 1.0, slot)

    def _in_parts(self, panel: Panel, factor: float, slot: Slot, air: Air = TIGHT) -> SetPanel | None:
        if panel.table is None:
            return None
        parts = range(MOST_PARTS, 1, -1)
        return next(filter(None, (self.set(panel, factor, slot, air=air, across=across) for across in parts)), None)

    def set(
        self,
        panel: Panel,
        factor: float,
        slot: Slot,
        tolerance: Tolerance = "none",
        *,
        air: Air = TIGHT,
        across: int = 1,
    ) -> SetPanel | None:
        """The panel at `factor` times the least legible type; None if a table is too wide, or the slot too narrow to
        read in. Raises UserFacingError where somebody chose characters too large for the slot."""
        size = replace(self.size(panel, factor, air), across=across)
        if text_room(slot.width, size.em) >= FEWEST_CHARACTERS * size.em:
            return set_panel(panel, size, slot.width, self.lowest_slot, tolerance)
        if panel.character_height_mm is None:
            return None
        raise UserFacingError(
            "characters-too-large",
            f"“{panel.name}”的字设成了{panel.character_height_mm:g}毫米，一行放不下{FEWEST_CHARACTERS}个字，"
            "没有打印。请把字改小一些，或者少分几栏。",
        )

    def size(self, panel: Panel, factor: float, air: Air = TIGHT) -> PanelSize:
        """The type of a panel: what somebody chose, or so many times the least legible."""
        heading = self._frame.em * factor
        if panel.character_height_mm is not None:
            return PanelSize(panel.character_height_mm / GLYPH_SHARE, self._frame.em, air)
        if panel.pocket:
            return PanelSize(pocket_least(self._board) / GLYPH_SHARE * factor, heading, air)
        return PanelSize(heading, heading, air)


def pocket_least(board: Board) -> float:
    """The least character height in mm for pocket sheets on the board."""
    return least_height(min(POCKET_DISTANCE, board.distance_m), elder=board.elder)
