"""The one byte layout of a package's zip. Headers are always composed from facts, so a reader can compare them.

Layout of the zip format: APPNOTE.TXT 6.3.10, sections 4.3.7 (local header), 4.3.12 (central directory),
4.3.16 (end record). We never use extra fields, comments, data descriptors, encryption or zip64.
"""

import struct
from collections.abc import Iterable, Sequence

from msgspec import Struct

from app.exchange.member_names import is_stored

_LOCAL_HEADER = struct.Struct("<4sHHHHHIIIHH")
_CENTRAL_HEADER = struct.Struct("<4sHHHHHHIIIHHHHHII")
_END_RECORD = struct.Struct("<4sHHHHIIH")

_VERSION = 20  # 2.0, which knows deflate; as "made by" it means MS-DOS, hence no file rights
_FLAGS = 0x0800  # names are UTF-8
_STORED = 0
_DEFLATED = 8
_TIME = 0  # 00:00:00
_DATE = 0x0021  # 1980-01-01, the earliest date the zip format knows: same content, same bytes

# What every package begins with; the checksum and sizes of the manifest lie between the two.
FIXED_START = struct.pack("<4sHHHHH", b"PK\x03\x04", _VERSION, _FLAGS, _STORED, _TIME, _DATE)
FIXED_NAME_AT = 26
FIXED_NAME = struct.pack("<HH", len("manifest.json"), 0) + b"manifest.json"
START_SIZE = FIXED_NAME_AT + len(FIXED_NAME)


class ZipEntry(Struct, frozen=True):
    """What the headers say about one member: sizes in bytes, CRC-32 of the unpacked bytes."""

    name: str
    crc: int
    packed_size: int
    size: int


def local_header(entry: ZipEntry) -> bytes:
    """Compose the header that lies before the member's bytes."""
    name = entry.name.encode("ascii")
    fixed = _LOCAL_HEADER.pack(
        b"PK\x03\x04",
        _VERSION,
        _FLAGS,
        _method(entry.name),
        _TIME,
        _DATE,
        entry.crc,
        entry.packed_size,
        entry.size,
        len(name),
        0,
    )
    return fixed + name


def local_header_size(name: str) -> int:
    """Length in bytes of a member's local header."""
    return _LOCAL_HEADER.size + len(name)


def sizes_in_local_header(header: bytes) -> tuple[int, int]:
    """Read packed and unpacked size from a local header not yet trusted."""
    return struct.unpack_from("<II", header, 18)


def closing_bytes(entries: Sequence[ZipEntry]) -> bytes:
    """Compose what follows the last member: central directory and end record."""
    headers = []
    offset = 0
    for entry in entries:
        headers.append(_central_header(entry, offset))
        offset += local_header_size(entry.name) + entry.packed_size
    directory = b"".join(headers)
    end = _END_RECORD.pack(b"PK\x05\x06", 0, 0, len(entries), len(entries), len(directory), offset, 0)
    return directory + end


def archive_size(names_and_packed_sizes: Iterable[tuple[str, int]]) -> int:
    """Length in bytes of the whole file, known before any member is read."""
    return _END_RECORD.size + sum(
        local_header_size(name) + packed_size + _CENTRAL_HEADER.size + len(name)
        for name, packed_size in names_and_packed_sizes
    )


def _central_header(entry: ZipEntry, offset: int) -> bytes:
    name = entry.name.encode("ascii")
    fixed = _CENTRAL_HEADER.pack(
        b"PK\x01\x02",
        _VERSION,
        _VERSION,
        _FLAGS,
        _method(entry.name),
        _TIME,
        _DATE,
        entry.crc,
        entry.packed_size,
        entry.size,
        len(name),
        0,
        0,
        0,
        0,
        0,
        offset,
    )
    return fixed + name


def _method(name: str) -> int:
    return _STORED if is_stored(name) else _DEFLATED
