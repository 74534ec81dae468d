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

from app.errors import UserFacingError
from app.pdfium import PDFIUM

_DIGIT_HEIGHT = 0.73  # of the type size; digits of the fonts in use lie between 0.70 and 0.76
_NEW_RUN = 0.9  # type sizes; a wider gap parts two cells


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
    """The text of a page in the order of the file, and the runs of those lines that hold digits."""
    page = document[index]
    text_page = page.get_textpage()
    try:
        text = "".join(
            chr(pdfium.FPDFText_GetUnicode(text_page.raw, position)) for position in range(text_page.count_chars())
        )
        runs = [
            run
            for line in re.finditer(r"[^\r\n]+", text)
            if re.search(r"\d", line[0])
            for run in _runs(text_page.raw, index + 1, line[0], line.start())
        ]
        return text, runs
    finally:
        text_page.close()
        page.close()


def outside_text(document: pypdfium2.PdfDocument) -> Iterator[tuple[str, str]]:
    """Properties and bookmarks, each with what to call it."""
    for value in document.get_metadata_dict(skip_empty=True).values():
        yield "文档属性", value
    for bookmark in document.get_toc():
        yield "书签", bookmark.get_title()


def _runs(text_page: object, page: int, line: str, first: int) -> Iterator[PdfRun]:
    boxes = [_box(text_page, first + offset) for offset in range(len(line))]
    height = max(box.top - box.bottom for box, char in zip(boxes, line, strict=True) if char.isdigit()) / _DIGIT_HEIGHT
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
