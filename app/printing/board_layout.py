"""Which panel stands where on which board.

Every column begins on the first board, set as large as lets it fit there. Columns are of one width, unless others, or
columns one below the other on an upright board, let all of it stand on one board in larger type. What does not fit into
its column even so goes on under its own head where another column leaves room, and only then in the slots of further
boards; a table too wide for its column gets a board of its own width. Nothing is set smaller. Panels that somebody
placed stand where they were placed, and the columns make way. Lengths are mm.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from app.errors import UserFacingError
from app.printing.board_content import Board, BoardColumn, Panel
from app.printing.board_frame import BoardFrame, Slot
from app.printing.board_panels import CONTINUED, Air, table_only, text_room, without_table
from app.printing.board_placing import PlacedPanel, cleared, place_panels
from app.printing.board_sharing import share_room
from app.printing.board_sizing import FEWEST_CHARACTERS, MOST_PARTS, PanelSizing
from app.printing.board_stream import (
    FilledBoard,
    FilledSlot,
    Stream,
    all_placed,
    fill_evenly,
    fill_slots,
)
from app.printing.board_widths import needed_widths
from app.printing.legibility import least_height

#: What tables too wide for their columns stand under, when there are several.
_WIDE_TABLES = "名单和明细"
#: Fewer lines in a slot are no text to read.
_FEWEST_LINES = 10
#: Columns differ in width only where the smallest type of the board grows so many times.
_WORTHWHILE = 1.1
#: A board at least so many times as high as wide is upright; a column without content is so many em high there.
_UPRIGHT, _EMPTY_BAND = 1.2, 3.0
#: Columns side by side that are all less full than this look unfinished.
_WELL_FILLED = 0.7

Arranged = list[tuple[Slot, Stream]]


@dataclass
class BoardLayout:
    """All boards of one print. `columns` are the numbers (from 0) of the columns on the first board, whose slots come
    first there; `placed` is what somebody placed on it. `wide` are panels whose table or slots have a board of their
    own width, `as_lines` those whose table no board is wide enough for; `stacked`: the columns stand one after the
    other."""

    board: Board
    frame: BoardFrame
    columns: tuple[int, ...]
    boards: list[FilledBoard] = field(default_factory=list)
    placed: list[PlacedPanel] = field(default_factory=list)
    wide: list[Panel] = field(default_factory=list)
    as_lines: list[Panel] = field(default_factory=list)
    stacked: bool = False


def lay_out(board: Board) -> BoardLayout:
    """The boards that the content takes. Raises UserFacingError when the board is too small for legible type."""
    return _Composer(board).compose()


class _Composer:
    def __init__(self, board: Board):
        self._board = board
        self._frame = BoardFrame(board, least_height(board.distance_m, elder=board.elder))
        kept = _automatic(board)
        self._columns = [column for _, column in kept]
        self._layout = BoardLayout(board, self._frame, tuple(number for number, _ in kept))
        counts = {1, max(1, len(self._columns))}
        lowest = min(self._slots(count, CONTINUED)[0].height for count in counts) - self._frame.note_height
        self._sizing = PanelSizing(board, self._frame, lowest)

    def compose(self) -> BoardLayout:
        whole = self._slots(1)[0]
        em = self._frame.em
        if not _is_readable(whole, em) or self._sizing.lowest_slot < _FEWEST_LINES * em:
            raise _too_small(self._board)
        placed, as_lines = place_panels(self._board, self._sizing)
        self._layout.placed += placed
        self._layout.as_lines += as_lines
        if not self._columns:
            self._layout.boards.append(FilledBoard([]))
        elif not _is_readable(self._slots(len(self._columns))[0], em):
            self._layout.stacked = True
            self._pour([self._across(column, self._further()) for column in self._columns], 1)
        else:
            self._place_on_the_first()
        self._say_where_columns_go_on()
        return self._layout

    def _slots(self, count: int, mark: str = "") -> list[Slot]:
        return self._frame.slots((1.0,) * count, self._titles(mark))

    def _further(self) -> Slot:
        """A slot as wide as a further board, without the room to say where it goes on."""
        whole = self._slots(1)[0]
        return replace(whole, height=whole.height - self._frame.note_height)

    def _titles(self, mark: str = "") -> list[str]:
        return [column.title + mark for column in self._columns]

    def _cleared(self, slots: Sequence[Slot]) -> list[Slot]:
        """The slots of the first board without what the placed panels take."""
        titles = self._titles(CONTINUED)
        return [cleared(slot, self._layout.placed, self._frame, titles) for slot in slots]

    def _place_on_the_first(self) -> None:
        """All columns on the first board, in whatever arrangement lets the type be largest, else as much as fits."""
        slots = self._cleared(self._slots(len(self._columns)))
        whole = self._cleared(self._slots(1))[0]
        streams = [self._sizing.largest(column, slot) for column, slot in zip(self._columns, slots, strict=True)]
        least = min(stream.factor if stream is not None else 0.0 for stream in streams)
        arranged = self._in_bands(whole, least * (1.0 if self._leave_room(streams, slots) else _WORTHWHILE))
        arranged = arranged or self._as_wide_as_needed(slots, max(1.0, _WORTHWHILE * least))
        if arranged is None and None in streams and (filled := self._sharing(slots)):
            self._layout.boards.append(FilledBoard(filled, stretched=True))
        elif arranged is None:
            self._place_side_by_side(slots, streams)
        else:
            filled = [FilledSlot(slot, stream.title, stream.fill(slot.height), stream) for slot, stream in arranged]
            self._layout.boards.append(FilledBoard(filled, stretched=True))

    def _leave_room(self, streams: Sequence[Stream | None], slots: Sequence[Slot]) -> bool:
        """Whether every slot stays a good part empty, but for air."""
        if None in streams:
            return False
        low = [
            self._sizing.lowest(column, slot, stream.factor)
            for column, slot, stream in zip(self._columns, slots, streams, strict=True)
        ]
        return all(each.height(slot.height) < _WELL_FILLED * slot.height for each, slot in zip(low, slots, strict=True))

    def _in_bands(self, whole: Slot, least: float) -> Arranged | None:
        """The columns one below the other on an upright board, in the largest type in which all of them fit; None if
        that is smaller than `least`."""
        if len(self._columns) == 1 or self._board.height_mm < _UPRIGHT * self._board.width_mm:
            return None
        for factor in self._sizing.factors():
            if factor < least:
                return None
            for across in range(1, MOST_PARTS + 1):
                found = self._sizing.roomiest(partial(self._bands, whole, factor, across))
                if found:
                    return found
        return None

    def _bands(self, whole: Slot, factor: float, across: int, air: Air) -> Arranged | None:
        streams = [self._sizing.stream(column, whole, factor, air, across) for column in self._columns]
        if None in streams:
            return None
        heights = [stream.height(2 * whole.height) for stream in streams]
        slots = self._frame.bands(whole, [max(height, _EMPTY_BAND * self._frame.em) for height in heights])
        if slots is None or not all(stream.fits(slot.height) for slot, stream in zip(slots, streams, strict=True)):
            return None
        return list(zip(slots, streams, strict=True))

    def _as_wide_as_needed(self, slots: Sequence[Slot], least: float) -> Arranged | None:
        """The columns in widths that let all of them be set at `least` times the least legible type or larger; None
        where no widths do. What goes on elsewhere needs columns of one width."""
        for factor in self._sizing.factors():
            if factor < least:
                return None
            shares = needed_widths(self._sizing, self._columns, slots, factor)
            if shares is None:
                continue
            widened = self._cleared(self._frame.slots(shares, self._titles()))
            streams = [self._sizing.largest(column, slot) for column, slot in zip(self._columns, widened, strict=True)]
            if None not in streams and min(stream.factor for stream in streams) >= least:
                return list(zip(widened, streams, strict=True))
        return None

    def _sharing(self, slots: Sequence[Slot]) -> list[FilledSlot] | None:
        """All columns in type of one size, what one has no room for under its head in the room that others leave; None
        where they do not fit even in the least legible type."""
        for factor in self._sizing.factors():
            filled = self._sizing.roomiest(partial(self._shared, slots, factor))
            if filled is not None:
                return filled
        return None

    def _shared(self, slots: Sequence[Slot], factor: float, air: Air) -> list[FilledSlot] | None:
        pairs = zip(self._columns, slots, strict=True)
        streams = [self._sizing.lowest(column, slot, factor, air) for column, slot in pairs]
        if None in streams:
            return None
        filled = share_room(self._frame, streams, slots)
        return filled if all_placed(streams) else None

    def _place_side_by_side(self, slots: Sequence[Slot], streams: Sequence[Stream | None]) -> None:
        whole = self._further()
        wide: list[BoardColumn] = []
        chosen: list[Stream] = []
        for column, slot, stream in zip(self._columns, slots, streams, strict=True):
            if stream is None and len(slots) == 1:
                stream = self._across(column, slot)
            elif stream is None:
                stream, too_wide = self._least_legible(column, slot)
                wide += [too_wide] if too_wide.panels else []
            chosen.append(stream)
        self._layout.boards.append(FilledBoard(share_room(self._frame, chosen, slots), stretched=True))
        self._pour(chosen, len(slots))
        if len(wide) > 1:
            wide = [BoardColumn(_WIDE_TABLES, tuple(panel for column in wide for panel in column.panels))]
        self._pour([self._across(column, whole) for column in wide], 1)

    def _least_legible(self, column: BoardColumn, slot: Slot) -> tuple[Stream, BoardColumn]:
        """The column in the least legible type, and what of it is too wide for it."""
        panels, too_wide = [], []
        for panel in column.panels:
            if panel.is_empty:
                continue
            done = self._sizing.in_most_parts(panel, slot) or self._sizing.set(panel, 1.0, slot, "broken_texts")
            if done is None:
                too_wide.append(table_only(panel))
                self._layout.wide.append(panel)
                done = self._sizing.set(without_table(panel), 1.0, slot)
            panels.append(done)
        return Stream(column.title, panels), BoardColumn(column.title + CONTINUED, tuple(too_wide))

    def _across(self, column: BoardColumn, whole: Slot) -> Stream:
        """The column for a slot as wide as the board, as large as lets it fit there."""
        stream = self._sizing.largest(column, whole)
        if stream is not None:
            return stream
        panels = [self._sizing.whatever(panel, whole) for panel in column.panels if not panel.is_empty]
        self._layout.as_lines += [done.panel for done in panels if done.table_as_lines]
        return Stream(column.title, panels)

    def _pour(self, streams: Sequence[Stream], count: int) -> None:
        """Place what is left of the streams on further boards of `count` slots each."""
        slots = self._slots(count, CONTINUED)
        room = slots[0].height - self._frame.note_height
        while not all_placed(streams):
            start = [stream.state for stream in streams]
            filled = fill_slots(streams, slots, room)
            if not filled[0].parts:
                filled = fill_slots(streams, slots, room, apart=True)
            if not filled[0].parts:
                raise _too_small(self._board)
            if all_placed(streams) and count > 1:
                filled = fill_evenly(streams, start, slots, room)
            self._layout.boards.append(FilledBoard(filled))

    def _say_where_columns_go_on(self) -> None:
        filled = [(number, slot) for number, board in enumerate(self._layout.boards, 1) for slot in board.filled]
        for index, (number, slot) in enumerate(filled):
            following = (later for later, other in filled[index + 1 :] if other.stream is slot.stream)
            goes_on = next(following, number)
            if goes_on != number:
                slot.goes_on = f"第{goes_on}块"


def _automatic(board: Board) -> list[tuple[int, BoardColumn]]:
    """The columns with the panels that nobody placed, and their numbers. Where something is placed a column that holds
    nothing else is left out."""
    is_placed = any(panel.place is not None for panel in board.panels())
    columns = []
    for number, column in enumerate(board.columns):
        panels = tuple(panel for panel in column.panels if panel.place is None)
        if not is_placed or not all(panel.is_empty for panel in panels):
            columns.append((number, replace(column, panels=panels)))
    return columns


def _is_readable(slot: Slot, em: float) -> bool:
    """Whether a line of the slot holds a telephone number."""
    return text_room(slot.width, em) >= FEWEST_CHARACTERS * em


def _too_small(board: Board) -> UserFacingError:
    return UserFacingError(
        "board-too-small",
        f"{board.width_mm:g}×{board.height_mm:g}毫米的板面，站在{board.distance_m:g}米外看得清的字放不下，没有打印。"
        "请换大一些的板面、把阅读距离改近一些，或者把标题写短一些。",
    )
