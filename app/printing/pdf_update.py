"""What a PDF that PDFium wrote lacks, added behind its end, as PDF allows, without touching the rest.

It is a list of contents, and what makes a document last by the rules that `pdf_canvas` keeps: metadata, the meaning of
its colours, an id.
"""

import hashlib
import re
import zlib
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from app.printing.bookmarks import Bookmark, outline, text_string
from app.printing.pdf_canvas import COLOURS, CREATOR, INTENT, metadata_packet, pdf_date, visible
from app.resources import resource_bytes

_END = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_ENTRY = 20
"""Bytes of a line in a table of objects."""


class Properties(NamedTuple):
    """What a document says of itself, as `Paper` does."""

    title: str
    author: str
    subject: str
    created: date


def completed(pdf: bytes, properties: Properties, bookmarks: Sequence[Bookmark] = ()) -> bytes:
    """Return the document with properties, the meaning of its colours and a list of contents in two levels.

    Raises ValueError where it is not built as PDFium builds one.
    """
    properties = properties._replace(title=visible(properties.title), author=visible(properties.author))
    start = int(_only(_END.search(pdf)))
    offsets = _offsets(pdf, start)
    trailer = pdf[pdf.rindex(b"trailer") :]
    root, size = (_number(trailer, name) for name in (b"Root", b"Size"))
    catalog = _object(pdf, offsets[root])
    info, metadata, profile, contents = range(size, size + 4)
    objects = {info: _info(properties), metadata: _metadata(properties), profile: _profile()}
    more = b"/Lang(zh-CN)/Metadata %d 0 R/OutputIntents[%s]" % (metadata, _output_intent(profile))
    if bookmarks:
        kids = re.search(rb"/Kids\s*\[([^\]]*)\]", _object(pdf, offsets[_number(catalog, b"Pages")]))
        pages = [int(number) for number in re.findall(rb"(\d+) 0 R", _only(kids))]
        objects |= outline(bookmarks, pages, contents)
        more += b"/Outlines %d 0 R/PageMode/UseOutlines" % contents
    objects[root] = catalog.rstrip()[:-2] + more + b">>"
    return _appended(pdf, objects, root, info, start)


def _info(properties: Properties) -> bytes:
    texts = {
        "Title": properties.title,
        "Author": properties.author,
        "Subject": properties.subject,
        "Creator": CREATOR,
        "Producer": CREATOR,
    }
    day = pdf_date(properties.created)
    entries = "".join(f"/{name} {text_string(words)}" for name, words in texts.items())
    return f"<<{entries}/CreationDate({day})/ModDate({day})>>".encode("ascii")


def _metadata(properties: Properties) -> bytes:
    return _stream(metadata_packet(*properties), b"/Type/Metadata/Subtype/XML")


def _profile() -> bytes:
    return _stream(zlib.compress(resource_bytes("icc/srgb.icc")), b"/N 3/Filter/FlateDecode")


def _stream(content: bytes, entries: bytes) -> bytes:
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries, len(content), content)


def _output_intent(profile: int) -> bytes:
    names = f"/S/{INTENT}/OutputConditionIdentifier({COLOURS})/Info({COLOURS})"
    return f"<</Type/OutputIntent{names}/DestOutputProfile {profile} 0 R>>".encode("ascii")


def _appended(pdf: bytes, objects: dict[int, bytes], root: int, info: int, before: int) -> bytes:
    """The document, behind it the new objects, where they stand, and where the older ones are listed."""
    parts, places, length = [pdf], {}, len(pdf)
    for number, content in objects.items():
        places[number] = length
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, content))
        length += len(parts[-1])
    lines = [b"%d 1\n%010d 00000 n \n" % (number, place) for number, place in sorted(places.items())]
    name = hashlib.sha256(b"".join(parts)).hexdigest()[:32].encode("ascii")
    entries = b"/Size %d/Root %d 0 R/Info %d 0 R/Prev %d" % (max(places) + 1, root, info, before)
    trailer = b"trailer\n<<%s/ID[<%s><%s>]>>\n" % (entries, name, name)
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
