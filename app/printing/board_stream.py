"""The panels of a column on their way into the slots of boards. Lengths are mm."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.printing.board_frame import Slot
from app.printing.board_panels import CONTINUED, PanelPart, Position, SetPanel

_BETWEEN_PANELS = 0.8
#: What goes over to the last board is spread over its slots, none less filled than this.
_LEAST_FILLED = 0.4
_BALANCING_STEPS = 7


class Stream:
    """The panels of a column, of which more and more are placed."""

    def __init__(self, title: str, panels: Sequence[SetPanel], factor: float = 1.0):
        self._title = title
        #: How many times as large as the least legible type it is set.
        self.factor = factor
        self._panels = panels
        self.state = (0, Position())

    @property
    def title(self) -> str:
        """The column head, with （续） where something stands before."""
        begins = self.state == (0, Position())
        return self._title if begins or self._title.endswith(CONTINUED) else self._title + CONTINUED

    @property
    def width(self) -> float:
        """The width of the slots that its panels are set for."""
        return max((panel.width for panel in self._panels), default=0.0)

    @property
    def is_placed(self) -> bool:
        return self.state[0] == len(self._panels)

    def fits(self, room: float) -> bool:
        """Whether what is not placed yet fits into `room`; nothing is placed."""
        state = self.state
        self.fill(room)
        fits, self.state = self.is_placed, state
        return fits

    def height(self, most: float) -> float:
        """How high all of it stands in one slot that is at most so high; nothing is placed."""
        state = self.state
        parts = self.fill(most)
        self.state = state
        return sum(part.height for part in parts) + sum(map(gap_before, parts[1:]))

    def fill(self, room: float, *, apart: bool = False) -> list[PanelPart]:
        """Place as much as fits into `room`; for `apart` see `SetPanel.cut`."""
        parts: list[PanelPart] = []
        while not self.is_placed:
            number, position = self.state
            panel = self._panels[number]
            gap = _BETWEEN_PANELS * panel.size.em if parts else 0.0
            part = panel.cut(position, room - gap, apart=apart)
            if part is None:
                break
            parts.append(part)
            room -= gap + part.height
            self.state = (number, part.end) if part.end else (number + 1, Position())
        return parts


def gap_before(part: PanelPart) -> float:
    """Space between a part and the one above it in the same slot."""
    return _BETWEEN_PANELS * part.panel.size.em


@dataclass
class FilledSlot:
    """A slot with the parts of panels in it, top to bottom, under the column head `title`. `stream` tells which slots
    follow each other; `goes_on` says where they do, if that is not right below."""

    slot: Slot
    title: str
    parts: list[PanelPart]
    stream: Stream
    goes_on: str = ""


@dataclass
class FilledBoard:
    """One board. On the first the last frame of each slot reaches down to the foot."""

    filled: list[FilledSlot]
    stretched: bool = False


def all_placed(streams: Sequence[Stream]) -> bool:
    """Whether nothing of them is left."""
    return all(stream.is_placed for stream in streams)


def fill_slots(
    streams: Sequence[Stream], slots: Sequence[Slot], room: float, *, apart: bool = False
) -> list[FilledSlot]:
    """Fill the slots of one board, left to right, from the first stream that is not placed yet."""
    filled = []
    for slot in slots:
        stream = next((stream for stream in streams if not stream.is_placed), None)
        if stream is None:
            break
        title = stream.title
        filled.append(FilledSlot(slot, title, stream.fill(room, apart=apart), stream))
    return filled


def fill_evenly(
    streams: Sequence[Stream], start: Sequence[tuple[int, Position]], slots: Sequence[Slot], room: float
) -> list[FilledSlot]:
    """Fill the slots of the last board with what is left since `start`, all about as high."""
    low, high = _LEAST_FILLED * room, room
    for _ in range(_BALANCING_STEPS):
        middle = (low + high) / 2
        _restore(streams, start)
        fill_slots(streams, slots, middle)
        low, high = (low, middle) if all_placed(streams) else (middle, high)
    _restore(streams, start)
    return fill_slots(streams, slots, high)


def _restore(streams: Sequence[Stream], states: Sequence[tuple[int, Position]]) -> None:
    for stream, state in zip(streams, states, strict=True):
        stream.state = state
