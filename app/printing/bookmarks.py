"""Bookmarks and a title for a PDF that PDFium wrote: added behind its end, as PDF allows, without touching the rest."""

import re
from collections.abc import Sequence
from typing import NamedTuple

_END = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_ENTRY = 20
"""Bytes of a line in a table of objects."""


class Bookmark(NamedTuple):
    """A line of the list of contents: where it leads (page from 0), and the lines under it."""

    title: str
    page: int
    below: tuple["Bookmark", ...] = ()


def with_bookmarks(pdf: bytes, title: str, bookmarks: Sequence[Bookmark]) -> bytes:
    """Return the document with a title and a list of contents in two levels. Raises ValueError where it is not built
    as PDFium builds one."""
    start = int(_only(_END.search(pdf)))
    offsets = _offsets(pdf, start)
    trailer = pdf[pdf.rindex(b"trailer") :]
    root, size = (_number(trailer, name) for name in (b"Root", b"Size"))
    catalog = _object(pdf, offsets[root])
    kids = re.search(rb"/Kids\s*\[([^\]]*)\]", _object(pdf, offsets[_number(catalog, b"Pages")]))
    pages = [int(number) for number in re.findall(rb"(\d+) 0 R", _only(kids))]
    info = size
    objects = {info: f"<</Title {_text(title)}>>".encode("ascii")}
    objects |= _outline(bookmarks, pages, size + 1)
    objects[root] = catalog.rstrip()[:-2] + b"/Outlines %d 0 R/PageMode/UseOutlines>>" % (size + 1)
    return _appended(pdf, objects, root, info, start)


def _outline(bookmarks: Sequence[Bookmark], pages: Sequence[int], first: int) -> dict[int, bytes]:
    """The objects of the list of contents; the first number is the whole list's."""
    objects: dict[int, bytes] = {}
    _add_level(objects, bookmarks, pages, first, "")
    return objects


def _add_level(
    objects: dict[int, bytes], bookmarks: Sequence[Bookmark], pages: Sequence[int], number: int, own: str
) -> int:
    """Add a line (`own` is what it says) and those below it; returns the next free number."""
    free = number + 1
    numbers = []
    for bookmark in bookmarks:
        numbers.append(free)
        free += 1 + len(bookmark.below)
    below = f"/First {numbers[0]} 0 R/Last {numbers[-1]} 0 R/Count {len(numbers)}" if numbers else ""
    objects[number] = f"<<{own}{below}>>".encode("ascii")
    for place, bookmark in enumerate(bookmarks):
        says = f"/Title {_text(bookmark.title)}/Parent {number} 0 R/Dest[{pages[bookmark.page]} 0 R/Fit]"
        says += f"/Prev {numbers[place - 1]} 0 R" if place else ""
        says += f"/Next {numbers[place + 1]} 0 R" if place + 1 < len(numbers) else ""
        _add_level(objects, bookmark.below, pages, numbers[place], says)
    return free


def _appended(pdf: bytes, objects: dict[int, bytes], root: int, info: int, before: int) -> bytes:
    """The document, behind it the new objects, where they stand, and where the older ones are listed."""
    parts, places, length = [pdf], {}, len(pdf)
    for number, content in objects.items():
        places[number] = length
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, content))
        length += len(parts[-1])
    lines = [b"%d 1\n%010d 00000 n \n" % (number, place) for number, place in sorted(places.items())]
    trailer = b"trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/Prev %d>>\n" % (max(places) + 1, root, info, before)
    return b"".join([*parts, b"xref\n", *lines, trailer, b"startxref\n%d\n%%%%EOF\n" % length])


def _offsets(pdf: bytes, start: int) -> dict[int, int]:
    """Where each object stands, from the table at `start`."""
    offsets: dict[int, int] = {}
    section = re.compile(rb"(?:xref)?\s*(\d+) (\d+)\s*?\r?\n")
    while found := section.match(pdf, start):
        first, count = int(found[1]), int(found[2])
        for number in range(count):
            offsets[first + number] = int(pdf[found.end() + number * _ENTRY :][:10])
        start = found.end() + count * _ENTRY
    return offsets


def _object(pdf: bytes, offset: int) -> bytes:
    return pdf[pdf.index(b"obj", offset) + 3 : pdf.index(b"endobj", offset)]


def _number(dictionary: bytes, name: bytes) -> int:
    return int(_only(re.search(rb"/%s (\d+)" % name, dictionary)))


def _only(found: re.Match[bytes] | None) -> bytes:
    if found is None:
        raise ValueError("not built as PDFium builds a document")
    return found[1]


def _text(words: str) -> str:
    coded = f"\ufeff{words}".encode("utf-16-be")
    return f"<{coded.hex()}>"
