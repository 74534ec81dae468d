"""Old workbooks made record by record: what no library writes."""

import struct
from pathlib import Path

from xlwt.CompoundDoc import XlsDoc

_BOOK, _SHEET = 0x0005, 0x0010
EXCEL_5, EXCEL_97 = 0x0500, 0x0600


def record(kind: int, content: bytes = b"") -> bytes:
    """A record of a workbook stream."""
    return struct.pack("<HH", kind, len(content)) + content


def wide(text: str) -> bytes:
    """A text of Excel 97 with a length of two bytes."""
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


def old_text(row: int, column: int, text: str) -> bytes:
    """A cell of Excel 5 with a Chinese text."""
    letters = text.encode("gbk")
    return record(0x0204, struct.pack("<HHHH", row, column, 0, len(letters)) + letters)


def shared_text(row: int, column: int, index: int) -> bytes:
    """A cell of Excel 97 with a shared text."""
    return record(0x00FD, struct.pack("<HHHI", row, column, 0, index))


def comment(row: int, column: int, text: str, number: int = 1) -> bytes:
    """The records of a comment of Excel 97."""
    box = struct.pack("<HH6sHHH", 0x0212, 0, b"", len(text), 8, 0)
    return b"".join(
        (
            record(0x005D, struct.pack("<HHHHH12xHH", 0x15, 18, 0x19, number, 0x4011, 0, 0)),
            record(0x01B6, box + bytes(4)),
            record(0x003C, b"\1" + text.encode("utf-16-le")),
            record(0x003C, struct.pack("<HHIHHI", 0, 0, 0, len(text), 0, 0)),
            record(0x001C, struct.pack("<HHHH", row, column, 0, number) + wide("王") + b"\0"),
        )
    )


def old_workbook(path: Path, cells: bytes, version: int = EXCEL_97, before: bytes = b"", sheets: int = 1) -> Path:
    """An .xls with these records in each of its sheets, and `before` among those of the book."""
    start = struct.pack("<HHHHII", version, _BOOK, 0x0DBB, 0x07CC, 0, 6)
    names = [f"S{number}".encode() for number in range(sheets)]
    flag = b"\0" if version == EXCEL_97 else b""
    head = record(0x0809, start[: 16 if version == EXCEL_97 else 8]) + record(0x0042, struct.pack("<H", 936)) + before
    end = record(0x000A)
    sheet = record(0x0809, struct.pack("<HHHHII", version, _SHEET, 0x0DBB, 0x07CC, 0, 6)) + cells + end
    listed = sum(4 + 6 + 1 + len(flag + name) for name in names)
    places = [len(head) + listed + len(end) + number * len(sheet) for number in range(sheets)]
    told = b"".join(
        record(0x0085, struct.pack("<IHB", place, 0, len(name)) + flag + name)
        for place, name in zip(places, names, strict=True)
    )
    XlsDoc().save(str(path), head + told + end + sheet * sheets)
    return path


def shared_texts(claimed: int, *texts: bytes) -> bytes:
    """The records of the texts that cells share."""
    return record(0x00FC, struct.pack("<iI", claimed, claimed & 0xFFFFFFFF) + b"".join(texts))
