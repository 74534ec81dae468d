"""What a column has no room for stands under its own head in the room that other columns of the board leave."""

from collections.abc import Sequence
from dataclasses import replace

from app.printing.board_frame import BoardFrame, Slot
from app.printing.board_stream import FilledSlot, Stream, all_placed, gap_before

#: A slot below the content of another column is at least so many em high.
_LOWEST = 5.0


def share_room(frame: BoardFrame, streams: Sequence[Stream], slots: Sequence[Slot]) -> list[FilledSlot]:
    """Fill each slot with its column, then the room left below with what others have no room for: first to the right of
    them, then to the left. The slots of the columns come first."""
    filled = [_filled(stream, slot, frame) for stream, slot in zip(streams, slots, strict=True)]
    if all_placed(streams):
        return filled
    further: list[FilledSlot] = []
    first = next(number for number, stream in enumerate(streams) if not stream.is_placed)
    for number in (*range(first + 1, len(slots)), *range(first)):
        guests = _guests(filled[number], streams, frame)
        for guest in guests:
            before = [each for each in (*filled, *further) if each.stream is guest.stream]
            before[-1].goes_on = f"第{number + 1}栏下面"
            further.append(guest)
        if guests:
            _part_the_room([filled[number], *guests])
    return filled + further


def _guests(host: FilledSlot, streams: Sequence[Stream], frame: BoardFrame) -> list[FilledSlot]:
    """What goes below the content of a slot, one under the other."""
    guests: list[FilledSlot] = []
    while host.stream.is_placed:
        stream = next((each for each in streams if not each.is_placed), None)
        if stream is None or host.slot.width < stream.width:
            break
        below = _below(host, stream.title, frame)
        if below.height < _LOWEST * frame.em:
            break
        guest = _filled(stream, below, frame)
        if not guest.parts:
            break
        guests.append(guest)
        host = guest
    return guests


def _filled(stream: Stream, slot: Slot, frame: BoardFrame) -> FilledSlot:
    """As much of the column as fits, with room to say where it goes on if that is not all."""
    title, start = stream.title, stream.state
    parts = stream.fill(slot.height)
    if not stream.is_placed:
        stream.state = start
        parts = stream.fill(slot.height - frame.note_height)
    return FilledSlot(slot, title, parts, stream)


def _below(host: FilledSlot, title: str, frame: BoardFrame) -> Slot:
    """The room below what stands in a slot, under a head of its own."""
    slot = host.slot
    head = frame.head_height_of(title, slot.width)
    head_top = slot.top + _used(host) + frame.gutter
    top = head_top + head + (slot.top - slot.head_top - slot.head_height)
    return replace(slot, head_top=head_top, head_height=head, top=top, height=slot.top + slot.height - top)


def _part_the_room(stack: Sequence[FilledSlot]) -> None:
    """Let what stands below each other have what is left over at the foot, by how high each is."""
    last = stack[-1]
    spare = max(0.0, last.slot.height - _used(last)) if last.stream.is_placed else 0.0
    total = sum(map(_used, stack))
    moved = 0.0
    for each in stack:
        slot, more = each.slot, spare * _used(each) / total
        height = (_used(each) if each is not last else slot.height - spare) + more
        each.slot = replace(slot, head_top=slot.head_top + moved, top=slot.top + moved, height=height)
        moved += more


def _used(filled: FilledSlot) -> float:
    return sum(part.height for part in filled.parts) + sum(map(gap_before, filled.parts[1:]))
