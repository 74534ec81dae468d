"""The records of an old workbook (.xls): its stream, their contents, and texts that go on over several of them.

A workbook stream is a row of records: two bytes for the kind, two for the length, then the content. Numbers are
little-endian. What does not fit into one record goes on in the next ones of kind CONTINUE.
"""

import struct
from collections.abc import Iterator

from app.tables.sources.bounds import LONGEST_CELL

BEGIN, END, CONTINUE = 0x0809, 0x000A, 0x003C
_WIDE, _EASTERN, _RICH = 1, 4, 8

Record = tuple[int, bytes, list[bytes]]
"""Kind, content, and the contents that continue it."""


def records(stream: bytes, start: int) -> Iterator[Record]:
    """Yield the records from here to the end of the part that begins here; raises EOFError when it has no end."""
    place, depth = start, 0
    held: Record | None = None
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        content = stream[place + 4 : place + 4 + length]
        place += 4 + length
        if kind == CONTINUE:
            if held is not None:
                held[2].append(content)
            continue
        if held is not None:
            yield held
        if len(content) < length:
            break
        depth += (kind == BEGIN) - (kind == END)
        if depth <= 0:
            return
        # Charts within a sheet are parts of their own.
        held = (kind, content, []) if depth == 1 else None
    raise EOFError("the workbook stream stops within a part")


class Letters:
    """Reads texts out of a record and its continuations; raises struct.error or IndexError past their end."""

    def __init__(self, pieces: list[bytes]) -> None:
        self._pieces = pieces
        self._piece = self._place = 0

    @property
    def is_at_end(self) -> bool:
        """Whether nothing is left."""
        self._step_on()
        return self._piece >= len(self._pieces)

    def text(self, length_bytes: int = 2) -> tuple[bytes, list[tuple[int, int]]]:
        """The next text in UTF-16 (its first letters, as many as a cell holds), and where a font begins in it."""
        length = self.number(length_bytes)
        flags = self.number(1)
        runs = self.number(2) if flags & _RICH else 0
        extra = self.number(4) if flags & _EASTERN else 0
        letters = self._letters(length, bool(flags & _WIDE))
        fonts = [struct.unpack("<HH", self._take(4)) for _ in range(runs)]
        self._skip(extra)
        return letters[: 2 * (LONGEST_CELL + 1)], fonts

    def number(self, size: int) -> int:
        """The next whole number of so many bytes."""
        return int.from_bytes(self._take(size), "little")

    def _letters(self, length: int, is_wide: bool) -> bytes:
        found = []
        while length > 0:
            if self._place >= len(self._pieces[self._piece]):
                # Each piece of a text says anew how wide its letters are.
                self._piece, self._place = self._piece + 1, 1
                is_wide = bool(self._pieces[self._piece][0] & _WIDE)
            size = 1 + is_wide
            piece = self._pieces[self._piece][self._place : self._place + length * size]
            count = len(piece) // size
            if not count:
                raise IndexError("half a letter")
            piece = piece[: count * size]
            found.append(piece if is_wide else piece.decode("latin-1").encode("utf-16-le"))
            self._place += count * size
            length -= count
        return b"".join(found)

    def _take(self, size: int) -> bytes:
        taken = b""
        while len(taken) < size:
            self._step_on()
            piece = self._pieces[self._piece][self._place : self._place + size - len(taken)]
            self._place += len(piece)
            taken += piece
        return taken

    def _skip(self, size: int) -> None:
        while size > 0:
            self._step_on()
            step = min(size, len(self._pieces[self._piece]) - self._place)
            self._place += step
            size -= step

    def _step_on(self) -> None:
        while self._piece < len(self._pieces) and self._place >= len(self._pieces[self._piece]):
            self._piece, self._place = self._piece + 1, 0


def packed_number(packed: int) -> float:
    """A number in the short form: 30 bits, whole or the upper half of a fraction, perhaps hundredths."""
    if packed & 2:
        whole = packed >> 2
        value = float(whole - (1 << 30) if whole & (1 << 29) else whole)
    else:
        value = struct.unpack("<d", struct.pack("<II", 0, packed & 0xFFFFFFFC))[0]
    return value / 100 if packed & 1 else value
