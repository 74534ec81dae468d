"""Which panel stands where on which board.

Every column begins on the first board, set as large as lets it fit there. Columns are of one width, unless others, or
columns one below the other on an upright board, let all of it stand on one board in larger type. A column that does
not fit even in the least legible type goes on in the slots of further boards; a table too wide for its column gets a
board of its own width. Nothing is set smaller. Lengths are mm.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from app.errors import UserFacingError
from app.printing.board_content import Board, BoardColumn, Panel
from app.printing.board_frame import BoardFrame, Slot
from app.printing.board_panels import (
    CONTINUED,
    PanelPart,
    PanelSize,
    Position,
    SetPanel,
    Tolerance,
    set_panel,
    table_only,
    text_room,
    without_table,
)
from app.printing.legibility import GLYPH_SHARE, POCKET_DISTANCE, least_height
from app.printing.paper import MM

#: Text is at most this part of the size of the column heads; sizes are tried in so many steps down to the least.
_LARGEST_TEXT, _STEPS = 0.65, 8
#: Room above and below the text of table rows, in em: as little as can be, then more where there is room.
_ROW_PADDINGS = (0.1, 0.3, 0.5, 0.8)
#: A long list stands in so many parts side by side at the most: read down, then on to the right.
_MOST_PARTS = 3
#: What tables too wide for their columns stand under, when there are several.
_WIDE_TABLES = "名单和明细"
#: Fewer characters in a line (a telephone number), or lines in a slot, are no text to read.
_FEWEST_CHARACTERS, _FEWEST_LINES = 8, 10
_BETWEEN_PANELS = 0.8
#: What goes over to the last board is spread over its slots, none less filled than this.
_LEAST_FILLED = 0.4
_BALANCING_STEPS = 7
#: Columns differ in width only where the smallest type of the board grows so many times; by how much in how many steps.
_WORTHWHILE = 1.1
_NARROWEST, _WIDEST, _WIDTH_STEP, _WIDTH_STEPS = 0.6, 1.8, 0.15, 8
#: A board at least so many times as high as wide is upright; a column without content is so many em high there.
_UPRIGHT, _EMPTY_BAND = 1.2, 3.0
#: Columns side by side that are all less full than this look unfinished.
_WELL_FILLED = 0.7


@dataclass
class FilledSlot:
    """A slot with the parts of panels in it, top to bottom, under the column head `title`. `stream` tells which slots
    follow each other; `goes_on` is the number of the board on which they do, if that is another."""

    slot: Slot
    title: str
    parts: list[PanelPart]
    stream: "Stream"
    goes_on: int | None = None


@dataclass
class FilledBoard:
    """One board. On the first the last frame of each slot reaches down to the foot."""

    filled: list[FilledSlot]
    stretched: bool = False


@dataclass
class BoardLayout:
    """All boards of one print. `wide` are panels whose table or slots have a board of their own width,
    `as_lines` those whose table no board is wide enough for; `stacked`: the columns stand one after the other."""

    frame: BoardFrame
    boards: list[FilledBoard] = field(default_factory=list)
    wide: list[Panel] = field(default_factory=list)
    as_lines: list[Panel] = field(default_factory=list)
    stacked: bool = False


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


def lay_out(board: Board) -> BoardLayout:
    """The boards that the content takes. Raises UserFacingError when the board is too small for legible type."""
    return _Composer(board).compose()


class _Composer:
    def __init__(self, board: Board):
        self._board = board
        self._frame = BoardFrame(board, least_height(board.distance_m, elder=board.elder))
        self._layout = BoardLayout(self._frame)
        counts = {1, len(board.columns)}
        #: The height of the lowest slot that a panel may go on in.
        self._lowest = min(self._slots(count, CONTINUED)[0].height for count in counts) - self._frame.note_height

    def compose(self) -> BoardLayout:
        columns = self._board.columns
        slots = self._slots(len(columns))
        whole = self._slots(1)[0]
        em = self._frame.em
        if text_room(whole.width, em) < _FEWEST_CHARACTERS * em or self._lowest < _FEWEST_LINES * em:
            raise _too_small(self._board)
        if text_room(slots[0].width, em) < _FEWEST_CHARACTERS * em:
            self._layout.stacked = True
            self._pour([self._across(column, whole) for column in columns], 1)
        else:
            self._place_on_the_first(slots, whole)
        self._say_where_columns_go_on()
        return self._layout

    def _slots(self, count: int, mark: str = "") -> list[Slot]:
        return self._frame.slots((1.0,) * count, self._titles(mark))

    def _titles(self, mark: str = "") -> list[str]:
        return [column.title + mark for column in self._board.columns]

    def _place_on_the_first(self, slots: Sequence[Slot], whole: Slot) -> None:
        """All columns on the first board, in whatever arrangement lets the type be largest, else as much as fits."""
        streams = [self._largest(column, slot) for column, slot in zip(self._board.columns, slots, strict=True)]
        least = min(map(_factor, streams))
        in_bands = self._in_bands(whole, least * (1.0 if _leave_room(streams, slots) else _WORTHWHILE))
        by_content = None if in_bands else self._as_wide_as_needed(streams, least)
        arranged = in_bands or by_content
        if arranged is None:
            self._place_side_by_side(slots, streams, whole)
            return
        filled = [FilledSlot(slot, stream.title, stream.fill(slot.height), stream) for slot, stream in arranged]
        self._layout.boards.append(FilledBoard(filled, stretched=True))

    def _in_bands(self, whole: Slot, least: float) -> list[tuple[Slot, Stream]] | None:
        """The columns one below the other on an upright board, in the largest type in which all of them fit; None if
        that is smaller than `least`."""
        if len(self._board.columns) == 1 or self._board.height_mm < _UPRIGHT * self._board.width_mm:
            return None
        for factor in self._factors():
            if factor < least:
                return None
            for across in range(1, _MOST_PARTS + 1):
                found = None
                for row_padding in _ROW_PADDINGS:
                    found = self._bands(whole, factor, row_padding, across) or found
                if found:
                    return found
        return None

    def _bands(self, whole: Slot, factor: float, row_padding: float, across: int) -> list[tuple[Slot, Stream]] | None:
        streams = [self._stream(column, whole, factor, row_padding, across) for column in self._board.columns]
        if None in streams:
            return None
        heights = [stream.height(2 * whole.height) for stream in streams]
        slots = self._frame.bands(whole, [max(height, _EMPTY_BAND * self._frame.em) for height in heights])
        if slots is None or not all(stream.fits(slot.height) for slot, stream in zip(slots, streams, strict=True)):
            return None
        return list(zip(slots, streams, strict=True))

    def _as_wide_as_needed(self, streams: Sequence[Stream | None], least: float) -> list[tuple[Slot, Stream]] | None:
        """The columns in widths that let the smallest type grow; None if none makes it much larger than `least`. What
        goes on on another board needs columns of one width."""
        shares, streams, best = [1.0] * len(streams), list(streams), None
        for _ in range(_WIDTH_STEPS):
            factors = [_factor(stream) for stream in streams]
            wanting = factors.index(min(factors))
            giving = max(range(len(shares)), key=lambda number: (factors[number], shares[number]))
            if factors[giving] < _WORTHWHILE * factors[wanting] or giving == wanting:
                break
            shares[wanting] += _WIDTH_STEP
            shares[giving] -= _WIDTH_STEP
            if shares[wanting] > _WIDEST or shares[giving] < _NARROWEST:
                break
            slots = self._frame.slots(shares, self._titles())
            for number in (wanting, giving):
                streams[number] = self._largest(self._board.columns[number], slots[number])
            smallest = min(map(_factor, streams))
            if smallest >= _WORTHWHILE * least and smallest >= 1.0:
                least, best = smallest, list(zip(slots, streams, strict=True))
        return best

    def _place_side_by_side(self, slots: Sequence[Slot], streams: Sequence[Stream | None], whole: Slot) -> None:
        first = FilledBoard([], stretched=True)
        self._layout.boards.append(first)
        wide: list[BoardColumn] = []
        for column, slot, stream in zip(self._board.columns, slots, streams, strict=True):
            if stream is None and len(slots) == 1:
                stream = self._across(column, slot)
            elif stream is None:
                stream, too_wide = self._least_legible(column, slot)
                wide += [too_wide] if too_wide.panels else []
            title, start = stream.title, stream.state
            parts = stream.fill(slot.height)
            if not stream.is_placed:
                stream.state = start
                parts = stream.fill(slot.height - self._frame.note_height)
            first.filled.append(FilledSlot(slot, title, parts, stream))
        self._pour([filled.stream for filled in first.filled], len(slots))
        if len(wide) > 1:
            wide = [BoardColumn(_WIDE_TABLES, tuple(panel for column in wide for panel in column.panels))]
        self._pour([self._across(column, whole) for column in wide], 1)

    def _largest(self, column: BoardColumn, slot: Slot) -> Stream | None:
        """The column in the largest type, and its rows with the most room, in which all of it fits into the slot; None
        if it does not even in the least legible type."""
        for factor in self._factors():
            for across in range(1, _MOST_PARTS + 1):
                fitting = self._roomiest(column, slot, factor, across)
                if fitting is not None:
                    return fitting
        return None

    def _factors(self) -> Iterator[float]:
        """Sizes of type to try, the largest first, as many times the least legible one."""
        largest = max(1.0, _LARGEST_TEXT * self._frame.column_style.size / MM / self._frame.em)
        for step in range(_STEPS + 1):
            yield largest ** (1 - step / _STEPS)

    def _roomiest(self, column: BoardColumn, slot: Slot, factor: float, across: int) -> Stream | None:
        """The column in type of one size, its rows with the most room in which all of it fits into the slot."""
        fitting = None
        for row_padding in _ROW_PADDINGS:
            stream = self._stream(column, slot, factor, row_padding, across)
            if stream is None or not stream.fits(slot.height):
                break
            fitting = stream
        return fitting

    def _stream(self, column: BoardColumn, slot: Slot, factor: float, row_padding: float, across: int) -> Stream | None:
        """The column set so; None if a table is too wide, or has so many rows that measuring them is no use."""
        panels = []
        for panel in column.panels:
            if panel.is_empty:
                continue
            rows = len(panel.table.all_rows()) if panel.table is not None else 0
            if rows * self._size(panel, factor, row_padding).em > slot.height * across:
                return None
            done = self._set(panel, factor, slot, row_padding=row_padding, across=across)
            if done is None:
                return None
            panels.append(done)
        return Stream(column.title, panels, factor)

    def _least_legible(self, column: BoardColumn, slot: Slot) -> tuple[Stream, BoardColumn]:
        """The column in the least legible type, and what of it is too wide for it."""
        panels: list[SetPanel] = []
        too_wide: list[Panel] = []
        for panel in column.panels:
            if panel.is_empty:
                continue
            done = self._in_most_parts(panel, slot) or self._set(panel, 1.0, slot, "broken_texts")
            if done is None:
                too_wide.append(table_only(panel))
                self._layout.wide.append(panel)
                done = self._set(without_table(panel), 1.0, slot)
            panels.append(done)
        return Stream(column.title, panels), BoardColumn(column.title + CONTINUED, tuple(too_wide))

    def _across(self, column: BoardColumn, whole: Slot) -> Stream:
        """The column for a slot as wide as the board, as large as lets it fit there."""
        stream = self._largest(column, whole)
        if stream is not None:
            return stream
        panels = [
            self._in_most_parts(panel, whole) or self._set(panel, 1.0, whole, "written_out")
            for panel in column.panels
            if not panel.is_empty
        ]
        self._layout.as_lines += [done.panel for done in panels if done.table_as_lines]
        return Stream(column.title, panels)

    def _in_most_parts(self, panel: Panel, slot: Slot) -> SetPanel | None:
        """The panel in the least legible type, its table in as many parts side by side as there is room for."""
        if panel.table is None:
            return None
        parts = range(_MOST_PARTS, 1, -1)
        return next(filter(None, (self._set(panel, 1.0, slot, across=across) for across in parts)), None)

    def _set(
        self,
        panel: Panel,
        factor: float,
        slot: Slot,
        tolerance: Tolerance = "none",
        *,
        row_padding: float = _ROW_PADDINGS[0],
        across: int = 1,
    ) -> SetPanel | None:
        size = replace(self._size(panel, factor, row_padding), across=across)
        if text_room(slot.width, size.em) >= _FEWEST_CHARACTERS * size.em:
            return set_panel(panel, size, slot.width, self._lowest, tolerance)
        if panel.character_height_mm is None:
            return None
        raise UserFacingError(
            "characters-too-large",
            f"“{panel.heading}”的字设成了{panel.character_height_mm:g}毫米，一行放不下{_FEWEST_CHARACTERS}个字，"
            "没有打印。请把字改小一些，或者少分几栏。",
        )

    def _size(self, panel: Panel, factor: float, row_padding: float) -> PanelSize:
        heading = self._frame.em * factor
        if panel.character_height_mm is not None:
            return PanelSize(panel.character_height_mm / GLYPH_SHARE, self._frame.em, row_padding)
        if panel.pocket:
            return PanelSize(pocket_least(self._board) / GLYPH_SHARE * factor, heading, row_padding)
        return PanelSize(heading, heading, row_padding)

    def _pour(self, streams: Sequence[Stream], count: int) -> None:
        """Place what is left of the streams on further boards of `count` slots each."""
        slots = self._slots(count, CONTINUED)
        room = slots[0].height - self._frame.note_height
        while not _all_placed(streams):
            start = [stream.state for stream in streams]
            filled = _fill(streams, slots, room)
            if not filled[0].parts:
                filled = _fill(streams, slots, room, apart=True)
            if not filled[0].parts:
                raise _too_small(self._board)
            if _all_placed(streams) and count > 1:
                filled = _fill_evenly(streams, start, slots, room)
            self._layout.boards.append(FilledBoard(filled))

    def _say_where_columns_go_on(self) -> None:
        filled = [(number, slot) for number, board in enumerate(self._layout.boards, 1) for slot in board.filled]
        for index, (number, slot) in enumerate(filled):
            following = (later for later, other in filled[index + 1 :] if other.stream is slot.stream)
            goes_on = next(following, number)
            slot.goes_on = goes_on if goes_on != number else None


def pocket_least(board: Board) -> float:
    """The least character height in mm for pocket sheets on the board."""
    return least_height(min(POCKET_DISTANCE, board.distance_m), elder=board.elder)


def _factor(stream: Stream | None) -> float:
    """How many times as large as the least legible type a column is set; 0 if it does not fit."""
    return stream.factor if stream is not None else 0.0


def _leave_room(streams: Sequence[Stream | None], slots: Sequence[Slot]) -> bool:
    """Whether every slot stays a good part empty."""
    return all(
        stream is not None and stream.height(slot.height) < _WELL_FILLED * slot.height
        for stream, slot in zip(streams, slots, strict=True)
    )


def _all_placed(streams: Sequence[Stream]) -> bool:
    return all(stream.is_placed for stream in streams)


def _fill(streams: Sequence[Stream], slots: Sequence[Slot], room: float, *, apart: bool = False) -> list[FilledSlot]:
    """Fill the slots of one board, left to right, from the first stream that is not placed yet."""
    filled = []
    for slot in slots:
        stream = next((stream for stream in streams if not stream.is_placed), None)
        if stream is None:
            break
        title = stream.title
        filled.append(FilledSlot(slot, title, stream.fill(room, apart=apart), stream))
    return filled


def _fill_evenly(
    streams: Sequence[Stream], start: Sequence[tuple[int, Position]], slots: Sequence[Slot], room: float
) -> list[FilledSlot]:
    """Fill the slots of the last board with what is left since `start`, all about as high."""
    low, high = _LEAST_FILLED * room, room
    for _ in range(_BALANCING_STEPS):
        middle = (low + high) / 2
        _restore(streams, start)
        _fill(streams, slots, middle)
        low, high = (low, middle) if _all_placed(streams) else (middle, high)
    _restore(streams, start)
    return _fill(streams, slots, high)


def _restore(streams: Sequence[Stream], states: Sequence[tuple[int, Position]]) -> None:
    for stream, state in zip(streams, states, strict=True):
        stream.state = state


def _too_small(board: Board) -> UserFacingError:
    return UserFacingError(
        "board-too-small",
        f"{board.width_mm:g}×{board.height_mm:g}毫米的板面，站在{board.distance_m:g}米外看得清的字放不下，没有打印。"
        "请换大一些的板面、把阅读距离改近一些，或者把标题写短一些。",
    )
