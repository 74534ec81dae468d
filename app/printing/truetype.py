"""Reading TrueType files and cutting subsets out of them, as far as printing needs it (ISO/IEC 14496-22).

reportlab reads a font of 30,000 glyphs glyph by glyph, 0.06 seconds and 28 megabytes for each face; a catalogue needs
three faces. Here the file is mapped into memory and only what is asked for is looked up. Understood are outlines in
`glyf` and the character maps of formats 4 and 12, which all fonts of the bundle and of Windows have.
"""

import mmap
import struct
import sys
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

_UNICODE_MAPS = ((3, 10), (0, 4), (0, 6), (3, 1), (0, 3))
#: Tables a font inside a PDF needs besides those built anew (ISO 32000-1 9.9).
_COPIED_TABLES = ("cvt ", "fpgm", "prep")
#: Of the basic plane, to which a map of format 4 belongs.
_MOST_CHARACTERS = 0x10000
_WHOLE_FONT_CHECKSUM = 0xB1B0AFBA
_FEWEST_UNITS, _MOST_UNITS = 16, 16384
#: The number of contours is negative.
_COMPOSITE = b"\x80"
# Flags of a part of a composite glyph.
_WORDS, _SCALE, _MORE, _TWO_SCALES, _MATRIX = 0x1, 0x8, 0x20, 0x40, 0x80


class TrueTypeError(ValueError):
    """The file is not a TrueType font that can be printed with."""


class TrueTypeFile:
    """One font file. Glyphs are numbers, 0 is the glyph for nothing; lengths are thousandths of the type size."""

    def __init__(self, path: Path, directory: int = 0):
        """`directory` is where the table of contents begins: a collection holds several fonts. Raises TrueTypeError
        when the file is damaged or of another kind, OSError when it cannot be read."""
        with path.open("rb") as file:
            try:
                self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            except ValueError as error:
                raise TrueTypeError("empty file") from error
        try:
            self._read(directory)
        except (struct.error, KeyError, IndexError) as error:
            raise TrueTypeError(f"damaged table: {error!r}") from error

    def _read(self, directory: int) -> None:
        data = self._data
        version, count = struct.unpack_from(">4sH", data, directory)
        if version not in (b"\0\1\0\0", b"true"):
            raise TrueTypeError(f"not TrueType outlines: {version!r}")
        entries = (struct.unpack_from(">4s4xLL", data, directory + 12 + 16 * index) for index in range(count))
        self._tables = {tag.decode("latin-1"): (offset, length) for tag, offset, length in entries}
        head, hhea = self._offset("head"), self._offset("hhea")
        (units,) = struct.unpack_from(">H", data, head + 18)
        if not _FEWEST_UNITS <= units <= _MOST_UNITS:
            raise TrueTypeError(f"{units} units in an em")
        self._scale = 1000 / units
        self.bounding_box = [round(each * self._scale) for each in struct.unpack_from(">4h", data, head + 36)]
        (self._long_offsets,) = struct.unpack_from(">h", data, head + 50)
        ascent, descent = struct.unpack_from(">2h", data, hhea + 4)
        self.ascent, self.descent = round(ascent * self._scale), round(descent * self._scale)
        (self._widths,) = struct.unpack_from(">H", data, hhea + 34)
        (self._glyphs,) = struct.unpack_from(">H", data, self._offset("maxp") + 4)
        self._glyf, self._loca, self._hmtx = self._offset("glyf"), self._offset("loca"), self._offset("hmtx")
        self._outline_span(self._glyphs - 1)
        self._read_character_map()

    def _offset(self, tag: str) -> int:
        offset, length = self._tables[tag]
        if offset + length > len(self._data):
            raise TrueTypeError(f"table {tag} reaches past the end of the file")
        return offset

    def _read_character_map(self) -> None:
        """Ranges of consecutive characters: their first and last, and how to come to the glyph of the first."""
        data, cmap = self._data, self._offset("cmap")
        (count,) = struct.unpack_from(">H", data, cmap + 2)
        maps = (struct.unpack_from(">HHL", data, cmap + 4 + 8 * index) for index in range(count))
        offsets = {(platform, encoding): cmap + offset for platform, encoding, offset in maps}
        start = next((offsets[kind] for kind in _UNICODE_MAPS if kind in offsets), None)
        if start is None:
            raise TrueTypeError("no Unicode character map")
        (form,) = struct.unpack_from(">H", data, start)
        if form == 12:
            (groups,) = struct.unpack_from(">L", data, start + 12)
            values = self._numbers("I", start + 16, 3 * groups)
            self._first, self._last, self._first_glyph = values[0::3], values[1::3], values[2::3]
        elif form == 4:
            self._read_segments(start)
        else:
            raise TrueTypeError(f"character map of format {form}")

    def _read_segments(self, start: int) -> None:
        """Format 4, turned into ranges whose glyphs follow each other."""
        (double_count,) = struct.unpack_from(">H", self._data, start + 6)
        count = double_count // 2
        lasts = self._numbers("H", start + 14, count)
        firsts = self._numbers("H", start + 16 + double_count, count)
        deltas = self._numbers("H", start + 16 + 2 * double_count, count)
        ranges_at = start + 16 + 3 * double_count
        ranges = self._numbers("H", ranges_at, count)
        self._first, self._last, self._first_glyph = array("I"), array("I"), array("I")
        if sum(max(0, last - first) for first, last in zip(firsts, lasts, strict=True)) > _MOST_CHARACTERS:
            raise TrueTypeError("segments over one another")
        for index, (first, last, delta, distance) in enumerate(zip(firsts, lasts, deltas, ranges, strict=True)):
            if last < first:
                raise TrueTypeError("a segment that ends before it begins")
            if distance == 0:
                self._add_range(first, last, (first + delta) & 0xFFFF)
                continue
            glyphs = self._numbers("H", ranges_at + 2 * index + distance, last - first + 1)
            for character, glyph in enumerate(glyphs, start=first):
                if glyph:
                    self._add_range(character, character, (glyph + delta) & 0xFFFF)

    def _add_range(self, first: int, last: int, glyph: int) -> None:
        self._first.append(first)
        self._last.append(last)
        self._first_glyph.append(glyph)

    def _numbers(self, kind: str, offset: int, count: int) -> array:
        """`count` big-endian numbers of 2 (H) or 4 (I) bytes."""
        numbers = array(kind)
        end = offset + count * numbers.itemsize
        if end > len(self._data):
            raise TrueTypeError("a table reaches past the end of the file")
        numbers.frombytes(self._data[offset:end])
        if sys.byteorder == "little":
            numbers.byteswap()
        return numbers

    def require_sound(self) -> None:
        """Look through all that drawing will ask for. Raises TrueTypeError; without this a font file that somebody
        else made may fail in the middle of a page."""
        kind, scale = ("I", 1) if self._long_offsets else ("H", 2)
        offsets = self._numbers(kind, self._loca, self._glyphs + 1)
        length = self._tables["glyf"][1]
        if not all(start <= end for start, end in pairwise(offsets)) or offsets[-1] * scale > length:
            raise TrueTypeError("outlines that overlap or reach past their table")
        if self._glyphs < self._widths or not self._widths:
            raise TrueTypeError("no width for each glyph")
        if self._tables["hmtx"][1] < 4 * self._widths + 2 * (self._glyphs - self._widths):
            raise TrueTypeError("the table of widths is too short")
        try:
            parts = {part for glyph in range(self._glyphs) for part in self._parts_of(glyph)}
        except struct.error as error:
            raise TrueTypeError("a composite glyph without end") from error
        if max(parts, default=0) >= self._glyphs:
            raise TrueTypeError("a composite glyph of parts that are not there")

    def _parts_of(self, glyph: int) -> list[int]:
        start, end = self._outline_span(glyph)
        if self._data[start : start + 1] < _COMPOSITE or start == end:
            return []
        return [part for _, part in _parts(self._data[start:end])]

    def glyph(self, character: str) -> int:
        """The glyph of a character, 0 when the font has none."""
        code = ord(character)
        index = bisect_right(self._first, code) - 1
        if index < 0 or code > self._last[index]:
            return 0
        glyph = self._first_glyph[index] + code - self._first[index]
        return glyph if glyph < self._glyphs else 0

    def has_ink(self, glyph: int) -> bool:
        """Whether anything is drawn for the glyph."""
        start, end = self._outline_span(glyph)
        return end > start

    def advance(self, glyph: int) -> float:
        """Width of the glyph."""
        return self._metrics(glyph)[0] * self._scale

    def _metrics(self, glyph: int) -> tuple[int, int]:
        """Advance and left side bearing in the font's own units."""
        last = self._widths - 1
        if glyph <= last:
            return struct.unpack_from(">Hh", self._data, self._hmtx + 4 * glyph)
        (width,) = struct.unpack_from(">H", self._data, self._hmtx + 4 * last)
        (bearing,) = struct.unpack_from(">h", self._data, self._hmtx + 4 * self._widths + 2 * (glyph - self._widths))
        return width, bearing

    def _outline_span(self, glyph: int) -> tuple[int, int]:
        if self._long_offsets:
            start, end = struct.unpack_from(">2L", self._data, self._loca + 4 * glyph)
        else:
            start, end = (2 * half for half in struct.unpack_from(">2H", self._data, self._loca + 2 * glyph))
        return self._glyf + start, self._glyf + end

    def subset(self, glyphs: Iterable[int]) -> bytes:
        """A font file with these glyphs, numbered from 1 in the order given (0 stays the glyph for nothing), and the
        parts of composite ones behind them. `glyphs` has no number twice."""
        order = [0, *glyphs]
        places = {glyph: place for place, glyph in enumerate(order)}
        outlines = []
        for glyph in order:  # grows while it is read
            start, end = self._outline_span(glyph)
            outline = bytearray(self._data[start:end])
            if outline[:1] >= _COMPOSITE:
                for position, part in _parts(outline):
                    if part not in places:
                        places[part] = len(order)
                        order.append(part)
                    struct.pack_into(">H", outline, position, places[part])
            outlines.append(outline + b"\0" * (-len(outline) % 4))
        tables = {tag: self._table(tag) for tag in _COPIED_TABLES if tag in self._tables}
        tables["glyf"] = b"".join(outlines)
        tables["loca"] = _offsets(outlines)
        tables["hmtx"] = b"".join(struct.pack(">Hh", *self._metrics(glyph)) for glyph in order)
        tables["hhea"] = _patched(self._table("hhea"), 34, len(order))
        tables["maxp"] = _patched(self._table("maxp"), 4, len(order))
        tables["head"] = _patched(self._table("head"), 50, 1)
        return _font_file(tables)

    def _table(self, tag: str) -> bytes:
        offset, length = self._tables[tag]
        return self._data[offset : offset + length]


def _parts(outline: bytes | bytearray) -> list[tuple[int, int]]:
    """The parts of a composite glyph: where in the outline their number stands, and the number."""
    parts = []
    position, flags = 10, _MORE
    while flags & _MORE:
        flags, part = struct.unpack_from(">2H", outline, position)
        parts.append((position + 2, part))
        position += 8 if flags & _WORDS else 6
        position += 2 if flags & _SCALE else 4 if flags & _TWO_SCALES else 8 if flags & _MATRIX else 0
    return parts


def _offsets(outlines: Sequence[bytearray]) -> bytes:
    position, offsets = 0, [0]
    for outline in outlines:
        position += len(outline)
        offsets.append(position)
    return struct.pack(f">{len(offsets)}L", *offsets)


def _patched(table: bytes, position: int, number: int) -> bytes:
    return table[:position] + struct.pack(">H", number) + table[position + 2 :]


def _font_file(tables: dict[str, bytes]) -> bytes:
    """The tables with their directory and checksums."""
    tables["head"] = tables["head"][:8] + b"\0\0\0\0" + tables["head"][12:]
    tags = sorted(tables)
    power = 1 << (len(tags).bit_length() - 1)
    head = struct.pack(">4s4H", b"\0\1\0\0", len(tags), power * 16, power.bit_length() - 1, (len(tags) - power) * 16)
    position = len(head) + 16 * len(tags)
    directory, content, total = [head], [], 0
    for tag in tags:
        padded = tables[tag].ljust(-(-len(tables[tag]) // 4) * 4, b"\0")
        checksum = _checksum(padded)
        directory.append(struct.pack(">4s3L", tag.encode(), checksum, position, len(tables[tag])))
        content.append(padded)
        position += len(padded)
        total += checksum
    total += _checksum(b"".join(directory))
    adjustment = struct.pack(">L", (_WHOLE_FONT_CHECKSUM - total) & 0xFFFFFFFF)
    place = tags.index("head")
    content[place] = content[place][:8] + adjustment + content[place][12:]
    return b"".join([*directory, *content])


def _checksum(content: bytes) -> int:
    """Sum of the big-endian numbers of 4 bytes; of the whole file it is the sum of its parts'."""
    numbers = array("I", content)
    if sys.byteorder == "little":
        numbers.byteswap()
    return sum(numbers) & 0xFFFFFFFF
