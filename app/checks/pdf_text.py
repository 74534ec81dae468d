"""What PDFium reads in a PDF file: runs of text with their place, and everything written outside the pages.

A file that is open keeps other threads from opening one.
"""

import ctypes
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from app.checks.column_heads import names_quantities
from app.checks.digit_groups import NUMERALS, is_heading_of_numbers
from app.errors import UserFacingError
from app.pdfium import PDFIUM

_DIGIT_HEIGHT = 0.73  # of the type size; digits of the fonts in use lie between 0.70 and 0.76
_HAN_HEIGHT = 0.9
_NEW_RUN = 0.9  # type sizes; a wider gap parts two cells


_UNSEEN = "\u200b"
_MAY_HOLD_NUMBERS = re.compile(rf"\d|(?:[{NUMERALS}]\s*){{3}}")
# What a note or a field on a page says: its text, writer, subject, rich text, value, and what is told of a field.
_SAID = (b"Contents", b"T", b"Subj", b"RC", b"V", b"DV", b"TU", b"TM")


class PdfRun(NamedTuple):
    """A run of text in points, `y` counted downwards from the page's origin."""

    page: int
    x: float
    y: float
    width: float
    height: float
    text: str


class _Box(NamedTuple):
    left: float
    right: float
    bottom: float
    top: float


@contextmanager
def open_pdf(content: Path | bytes, name: str) -> Iterator[pypdfium2.PdfDocument]:
    """The document, closed afterwards. Raises UserFacingError naming it when it is damaged or locked."""
    with PDFIUM, _opened(content, name) as document:
        yield document


def _opened(content: Path | bytes, name: str) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(content)
    except (pypdfium2.PdfiumError, OSError) as error:
        raise UserFacingError(
            "file-unreadable",
            f"{name} 打不开（文件损坏或者加了密码），没法检查里面有没有个人信息，所以没有放行。请重新生成这个文件。",
            str(error),
        ) from error


def page_text(document: pypdfium2.PdfDocument, index: int) -> tuple[str, list[PdfRun]]:
    """The text of a page in the order of the file, and the runs of those lines that hold digits or say which
    stand below."""
    page = document[index]
    text_page = page.get_textpage()
    try:
        codes = (pdfium.FPDFText_GetUnicode(text_page.raw, at) for at in range(text_page.count_chars()))
        # A sign that its font does not have comes as 0; nobody sees it between two digits.
        text = "".join(chr(code) if code else _UNSEEN for code in codes)
        runs = [
            run
            for line in re.finditer(r"[^\r\n]+", text)
            if _MAY_HOLD_NUMBERS.search(line[0]) or _says_what_stands_below(line[0].strip())
            for run in _runs(text_page.raw, index + 1, line[0], line.start())
        ]
        return text, runs
    finally:
        text_page.close()
        page.close()


def outside_text(document: pypdfium2.PdfDocument, name: str) -> Iterator[tuple[str, str]]:
    """Notes and filled-in fields, properties and bookmarks, each with what to call it.

    Raises UserFacingError, naming the document, when it holds other files.
    """
    if pdfium.FPDFDoc_GetAttachmentCount(document.raw):
        raise UserFacingError(
            "file-unreadable",
            f"{name} 里嵌着别的文件，没法检查里面有没有个人信息，所以没有放行。请删去嵌着的文件，另存后再做。",
        )
    for index in range(len(document)):
        for text in _said_on_page(document[index]):
            yield f"第{index + 1}页的批注", text
    for value in document.get_metadata_dict(skip_empty=True).values():
        yield "文档属性", value
    for bookmark in document.get_toc():
        yield "书签", bookmark.get_title()


def _says_what_stands_below(line: str) -> bool:
    return is_heading_of_numbers(line) or any(names_quantities(part) for part in line.split())


def _said_on_page(page: pypdfium2.PdfPage) -> Iterator[str]:
    try:
        for number in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
            annotation = pdfium.FPDFPage_GetAnnot(page.raw, number)
            try:
                yield from filter(None, (_string_of(annotation, key) for key in _SAID))
            finally:
                pdfium.FPDFPage_CloseAnnot(annotation)
    finally:
        page.close()


def _string_of(annotation: object, key: bytes) -> str:
    size = pdfium.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    content = (ctypes.c_ushort * (size // 2 + 1))()
    pdfium.FPDFAnnot_GetStringValue(annotation, key, content, size)
    return bytes(content)[: max(0, size - 2)].decode("utf-16-le", "replace")


def _runs(text_page: object, page: int, line: str, first: int) -> Iterator[PdfRun]:
    boxes = [_box(text_page, first + offset) for offset in range(len(line))]
    height = _type_size(line, boxes)
    start = 0
    before: _Box | None = None
    for position, (character, box) in enumerate(zip(line, boxes, strict=True)):
        if character.isspace():
            continue
        if before and not -height < box.left - before.right <= _NEW_RUN * height:
            yield _run(page, line, boxes, start, position, height)
            start = position
        before = box
    yield _run(page, line, boxes, start, len(line), height)


def _type_size(line: str, boxes: list[_Box]) -> float:
    digits = [box.top - box.bottom for box, char in zip(boxes, line, strict=True) if char.isdigit()]
    return max(digits) / _DIGIT_HEIGHT if digits else max(box.top - box.bottom for box in boxes) / _HAN_HEIGHT


def _run(page: int, line: str, boxes: list[_Box], start: int, end: int, height: float) -> PdfRun:
    text = line[start:end].rstrip()
    shown = boxes[start : start + len(text)]
    left = min(box.left for box in shown)
    right = max(box.right for box in shown)
    return PdfRun(page, left, -min(box.bottom for box in shown), right - left, height, text)


def _box(text_page: object, position: int) -> _Box:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(text_page, position, *map(ctypes.byref, (left, right, bottom, top)))
    return _Box(left.value, right.value, bottom.value, top.value)
