"""The stream of an old workbook made safe for xlrd, which reads it: only the records that say what cells show.

xlrd trusts what a file claims: a link over a whole sheet fills memory with its cells, names are worked out until they
are gigabytes, a text may send it back to its own beginning for ever, and odd links, pictures or colours end the reading
of good tables. So the other records are renamed to a kind that it passes over, kinds that grow in memory are bounded,
sheets must begin where one begins, and what it takes out of the stream is counted.
"""

import struct

from app.errors import UserFacingError
from app.tables.sources.bounds import MEGABYTE, Reading

_START, _SHEET, _LOCKED, _OBJECT, _BOX, _NOTE, _MORE = 0x0809, 0x0085, 0x002F, 0x005D, 0x01B6, 0x001C, 0x003C
_FONT, _FORMAT, _STYLE, _MERGED = 0x0031, 0x041E, 0x00E0, 0x00E5
_BOOK_RECORDS = (_START, _SHEET, _FONT, _FORMAT, _STYLE, _MORE, 0x000A, 0x0042, 0x0022, 0x00FC)
_SHEET_RECORDS = (_MERGED, _OBJECT, _BOX, _NOTE, 0x0208, 0x007D)
_CELL_RECORDS = (0x00FD, 0x0203, 0x027E, 0x00BD, 0x0204, 0x00D6, 0x0205, 0x0006, 0x0206, 0x0406)
#: The result of a formula stands after these.
_FORMULA_RECORDS = (0x0207, 0x0221, 0x04BC, 0x0236)
_KEPT = frozenset((*_BOOK_RECORDS, *_SHEET_RECORDS, *_CELL_RECORDS, *_FORMULA_RECORDS))
_PASSED_OVER = b"\xfe\xff"
#: Bytes of all records of a kind together that xlrd makes large objects of.
_MOST = dict.fromkeys((_SHEET, _FONT, _FORMAT, _STYLE, _OBJECT, _BOX, _NOTE), MEGABYTE) | {_MERGED: 4 * MEGABYTE}
#: What may be taken out of a stream, in bytes; each piece is reckoned as that many more, for it becomes an object.
_MOST_TAKEN = 120 * MEGABYTE
_PIECE = 40
_NOTE_OBJECT = b"\x19\x00"


class _Taken:
    """How much was taken out of a stream."""

    def __init__(self, reading: Reading) -> None:
        self.reading, self.bytes = reading, 0

    def add(self, size: int) -> None:
        """Count a piece; raises UserFacingError when all are more than a table of this program holds."""
        self.bytes += size + _PIECE
        if self.bytes > _MOST_TAKEN:
            raise self.reading.too_much("pieces of an old workbook")


class BoundedStream(bytes):
    """Bytes whose pieces are counted, and pieces of pieces, too."""

    _taken: _Taken

    @classmethod
    def of(cls, content: bytes, taken: _Taken) -> "BoundedStream":
        """These bytes, counted here."""
        stream = cls(content)
        stream._taken = taken
        return stream

    def __getitem__(self, place: int | slice) -> "int | BoundedStream":  # type: ignore[override]  # two in one
        piece = super().__getitem__(place)
        if isinstance(piece, int):
            self._taken.add(1)
            return piece
        self._taken.add(len(piece))
        return BoundedStream.of(piece, self._taken)


def bounded_stream(stream: bytes, reading: Reading) -> BoundedStream:
    """The stream as xlrd may read it; raises UserFacingError for damage, passwords and excess."""
    safe = bytearray(stream)
    sizes = dict.fromkeys(_MOST, 0)
    starts, wanted = set(), set()
    place, is_note = 0, False
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        if kind == _LOCKED:
            raise _locked(reading)
        if kind == _OBJECT:
            is_note = stream[place + 8 : place + 10] == _NOTE_OBJECT
        if kind not in _KEPT or (kind in (_OBJECT, _BOX) and not is_note):
            safe[place : place + 2] = _PASSED_OVER
        elif kind == _START:
            starts.add(place)
        elif kind == _SHEET and length >= 4:
            wanted.add(struct.unpack_from("<I", stream.ljust(place + 8, b"\0"), place + 4)[0])
        if kind in sizes:
            sizes[kind] += length + 4
            if sizes[kind] > _MOST[kind]:
                raise reading.too_much(f"records of kind {kind:#x}")
        place += 4 + length
    if not wanted <= starts:
        raise reading.damaged("sheets do not begin where the workbook says")
    return BoundedStream.of(bytes(safe), _Taken(reading))


def _locked(reading: Reading) -> UserFacingError:
    return UserFacingError(
        "locked",
        f"“{reading.name}”加了密码，什么也没有读。请用 WPS 表格或 Excel 打开它并输入密码，"
        "另存为“Excel 工作簿（*.xlsx）”，保存时不设密码，再选新存的那一份。",
    )
