"""Panels that somebody placed by the millimetre, and columns that make way for them. Lengths are mm."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.printing.board_boxes import slot_width
from app.printing.board_content import Board, BoardColumn, Panel
from app.printing.board_frame import BoardFrame, Slot
from app.printing.board_panels import PanelPart, panel_width
from app.printing.board_sizing import FEWEST_CHARACTERS, PanelSizing
from app.printing.board_stream import Stream

#: A column makes way only where at least so much of its room is left: else it stands below what is placed on it.
_LEAST_LEFT = 0.2
#: Higher than any panel.
_ENDLESS = 1e6


@dataclass(frozen=True)
class PlacedPanel:
    """A panel where somebody placed it; `width` and `height` are what it takes there, at least what was asked for."""

    part: PanelPart
    x: float
    y: float
    width: float
    height: float

    @property
    def has_grown(self) -> bool:
        """Whether legible type takes more room than was asked for."""
        place = self.part.panel.panel.place
        return self.width > place.width + 0.5 or self.height > place.height + 0.5


def place_panels(board: Board, sizing: PanelSizing) -> tuple[list[PlacedPanel], list[Panel]]:
    """The panels with a place, each as large as lets it fit there, and those whose table is too wide and is written
    out. A place too small for legible type grows."""
    placed, as_lines = [], []
    for panel in board.panels():
        if panel.place is not None and not panel.is_empty:
            placed.append(_placed(panel, sizing))
            as_lines += [panel] if placed[-1].part.panel.table_as_lines else []
    return placed, as_lines


def _placed(panel: Panel, sizing: PanelSizing) -> PlacedPanel:
    place, em = panel.place, sizing.size(panel, 1.0).em
    width = max(place.width, panel_width(FEWEST_CHARACTERS * em, em) + 0.01)
    if panel.slots is not None:
        width = max(width, panel_width(slot_width(panel.slots), em) + 0.01)
    slot = Slot(place.x, width, place.y, 0.0, place.y, place.height)
    stream = sizing.largest(BoardColumn("", (panel,)), slot) or Stream("", [sizing.whatever(panel, slot)])
    (part,) = stream.fill(_ENDLESS)
    return PlacedPanel(part, place.x, place.y, width, max(place.height, part.height))


def cleared(slot: Slot, placed: Sequence[PlacedPanel], frame: BoardFrame, titles: Sequence[str]) -> Slot:
    """The largest part of a slot, its head included, that no placed panel stands in; the slot itself where next to
    nothing would be left of it. `titles` stand in its head."""
    bottom = slot.top + slot.height
    over = [each for each in placed if _meets(each, slot.x, slot.head_top, slot.width, bottom - slot.head_top)]
    if not over:
        return slot
    gap = frame.gutter
    rows = _widest_gap(slot.head_top, bottom, [(each.y - gap, each.y + each.height + gap) for each in over])
    across = _widest_gap(slot.x, slot.x + slot.width, [(each.x - gap, each.x + each.width + gap) for each in over])
    lower = replace(slot, head_top=rows[0], top=rows[0] + slot.top - slot.head_top)
    lower = replace(lower, height=rows[1] - lower.top)
    narrower = frame.narrowed(slot, across[0], across[1] - across[0], titles)
    best = max((lower, narrower), key=_area)
    return best if _area(best) >= _LEAST_LEFT * _area(slot) else slot


def _meets(panel: PlacedPanel, x: float, y: float, width: float, height: float) -> bool:
    return panel.x < x + width and x < panel.x + panel.width and panel.y < y + height and y < panel.y + panel.height


def _widest_gap(start: float, end: float, taken: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The longest stretch between start and end outside all those taken."""
    best, at = (start, start), start
    for low, high in (*sorted(taken), (end, end)):
        if min(low, end) - at > best[1] - best[0]:
            best = (at, min(low, end))
        at = max(at, high)
    return best


def _area(slot: Slot) -> float:
    return max(0.0, slot.width) * max(0.0, slot.height)
