"""Pictures of PDF pages: for the preview on the screen and for printers.

A PDF that is open keeps other threads from opening one.
"""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from app.errors import UserFacingError
from app.pdfium import PDFIUM

POINTS_PER_INCH = 72
_WHITE = 0xFFFFFFFF
_BYTES_PER_PIXEL = 4


class Raster(NamedTuple):
    """Pixels of a page or of a band of it: four bytes each, blue, green, red, unused; rows follow without gaps."""

    width: int
    height: int
    pixels: bytes


class PdfPages:
    """The pages of an open PDF."""

    def __init__(self, document: pypdfium2.PdfDocument) -> None:
        self._document = document

    @cached_property
    def sizes(self) -> list[tuple[float, float]]:
        """Width and height in points of every page as it is seen, rotation included; reads every page once."""
        return [self._document.get_page_size(index) for index in range(len(self._document))]

    def draw(self, index: int, width: int, height: int, top: int = 0, rows: int | None = None) -> Raster:
        """Draw a page `width` × `height` pixels large, or of that picture only `rows` rows from row `top` on."""
        rows = height - top if rows is None else min(rows, height - top)
        buffer = (ctypes.c_ubyte * (width * rows * _BYTES_PER_PIXEL))()
        stride = width * _BYTES_PER_PIXEL
        bitmap = pdfium.FPDFBitmap_CreateEx(width, rows, pdfium.FPDFBitmap_BGRx, buffer, stride)
        page = self._document[index]
        try:
            pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, rows, _WHITE)
            pdfium.FPDF_RenderPageBitmap(bitmap, page.raw, 0, -top, width, height, 0, pdfium.FPDF_ANNOT)
            return Raster(width, rows, bytes(buffer))
        finally:
            page.close()
            pdfium.FPDFBitmap_Destroy(bitmap)


@contextmanager
def open_pages(pdf: bytes) -> Iterator[PdfPages]:
    """The pages of a PDF, closed afterwards. Raises UserFacingError when it cannot be read."""
    with PDFIUM, _opened(pdf) as document:
        yield PdfPages(document)


def _opened(pdf: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as error:
        raise UserFacingError(
            "pdf-unreadable",
            "这份 PDF 打不开（文件损坏或者加了密码），没有显示，也没有打印。请重新生成后再看。",
            str(error),
        ) from error


def page_sizes(pdf: bytes) -> list[tuple[float, float]]:
    """Return width and height of every page in points. Raises UserFacingError when the PDF cannot be read."""
    with open_pages(pdf) as pages:
        return pages.sizes


def render_page(pdf: bytes, index: int, scale: float) -> Raster:
    """Draw a whole page with `scale` pixels to a point. Raises UserFacingError when the PDF cannot be read."""
    with open_pages(pdf) as pages:
        width, height = pages.sizes[index]
        return pages.draw(index, max(round(width * scale), 1), max(round(height * scale), 1))
