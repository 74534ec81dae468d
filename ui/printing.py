"""Paper out of a printer: every page of a PDF in its true size."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from app.errors import UserFacingError
from app.printing.raster import POINTS_PER_INCH, PdfPages, open_pages
from ui.printer_correction import Correction

_PICTURE_DPI = 300
_BAND_ROWS = 400
# Points: drivers round the sizes of their papers.
_PAPER_TOLERANCE = 9.0
AS_IT_IS = Correction()


class Watching(Protocol):
    """What printing tells and asks while it works: the `Watch` of a job."""

    def progress(self, done: int, total: int, words: str = "") -> None: ...

    def is_cancelled(self) -> bool: ...


def choose_printer(parent: QWidget, then: Callable[[QPrinter], object]) -> None:
    """Let a printer be chosen; `then(printer)` follows only when one was.

    Raises UserFacingError before anything opens when the computer has no printer.
    """
    if not QPrinterInfo.availablePrinterNames():
        raise UserFacingError(
            "printer-missing",
            "这台电脑没有装打印机，什么也没有打印。请存成 PDF 拿到有打印机的电脑上打印，或者接好打印机后再试。",
        )
    # The dialog keeps no printer of its own alive; this one lives as long as the dialog.
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle("选打印机")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(lambda: then(printer))
    dialog.open()


def print_pdf(pdf: bytes, printer: QPrinter, watch: Watching, correction: Correction = AS_IT_IS) -> int:
    """Print the pages the printer was told to print, each on paper of its own size; return how many.

    Pages come out in their true size: never fitted to the printable area, only drawn by `correction` larger or smaller
    around their middle. Runs on the paper lane. Pages are drawn in bands of about 300 dots an inch, so that the largest
    sheet needs little memory. Raises UserFacingError when the PDF cannot be read, the printer refuses or has no paper
    of that size, or somebody pressed 停下.
    """
    with open_pages(pdf) as pages:
        chosen = _chosen_pages(printer, len(pages.sizes))
        printer.setFullPage(True)
        painter = QPainter()
        try:
            for done, index in enumerate(chosen):
                _stop_if_asked(watch, printer, painter, done)
                watch.progress(done, len(chosen), f"第 {done + 1} 张，共 {len(chosen)} 张")
                _turn_to(printer, painter, pages.sizes[index], first=done == 0)
                stop = partial(_stop_if_asked, watch, printer, painter, done)
                _print_page(pages, index, printer, painter, correction, stop)
        finally:
            if painter.isActive():
                painter.end()
    watch.progress(len(chosen), len(chosen), "")
    return len(chosen)


def _chosen_pages(printer: QPrinter, count: int) -> list[int]:
    """The pages the clerk chose in the dialog, from 0; all of them when nothing was chosen."""
    if printer.printRange() != QPrinter.PrintRange.PageRange:
        return list(range(count))
    first, last = max(printer.fromPage(), 1), min(printer.toPage(), count)
    return list(range(first - 1, last))


def _turn_to(printer: QPrinter, painter: QPainter, size: tuple[float, float], *, first: bool) -> None:
    """Take a sheet of the size of a page, without margins of the driver's."""
    width, height = size
    upright = QSizeF(min(size), max(size))
    paper = QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    turned = QPageLayout.Orientation.Landscape if width > height else QPageLayout.Orientation.Portrait
    printer.setPageLayout(QPageLayout(paper, turned, QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Point))
    printer.setFullPage(True)
    _require_paper(printer, size)
    began = painter.begin(printer) if first else printer.newPage()
    if not began:
        raise UserFacingError(
            "printer-refused",
            f"打印机“{printer.printerName()}”没有接受这份文件，后面的没有打印。请看看打印机是否开着、有没有纸，然后再打印一次。",
        )


def _require_paper(printer: QPrinter, size: tuple[float, float]) -> None:
    """A driver without that paper silently takes another one, and cuts off what does not fit."""
    taken = printer.pageLayout().fullRect(QPageLayout.Unit.Point)
    if abs(taken.width() - size[0]) > _PAPER_TOLERANCE or abs(taken.height() - size[1]) > _PAPER_TOLERANCE:
        width, height = (round(points / POINTS_PER_INCH * 25.4) for points in size)
        raise UserFacingError(
            "printer-paper",
            f"打印机“{printer.printerName()}”没有 {width}×{height} 毫米的纸，后面的没有打印。"
            "请换一台打印机，或者改用它有的纸再排。",
        )


def _print_page(
    pages: PdfPages,
    index: int,
    printer: QPrinter,
    painter: QPainter,
    correction: Correction,
    stop: Callable[[], None],
) -> None:
    """Draw one page from top to bottom, band by band."""
    # Whole dots of the printer to a pixel, so that bands meet without a seam.
    dots = max(round(printer.resolution() / _PICTURE_DPI), 1)
    dpi = printer.resolution() / dots
    size = pages.sizes[index]
    factors = correction.along(landscape=size[0] > size[1])
    # Drawn in the corrected size at once: dots are never stretched afterwards.
    width, height = (max(round(points * k * dpi / POINTS_PER_INCH), 1) for points, k in zip(size, factors, strict=True))
    left, above = (
        round((points * printer.resolution() / POINTS_PER_INCH - pixels * dots) / 2)
        for points, pixels in zip(size, (width, height), strict=True)
    )
    for top in range(0, height, _BAND_ROWS):
        stop()
        band = pages.draw(index, width, height, top, _BAND_ROWS)
        image = QImage(band.pixels, band.width, band.height, band.width * 4, QImage.Format.Format_RGB32)
        painter.drawImage(QRectF(left, above + top * dots, band.width * dots, band.height * dots), image)


def _stop_if_asked(watch: Watching, printer: QPrinter, painter: QPainter, done: int) -> None:
    if not watch.is_cancelled():
        return
    printer.abort()
    painter.end()
    sent = f"前 {done} 张可能已经送到打印机" if done else "一张也没有打印"
    raise UserFacingError("cancelled", f"打印停下了：{sent}，后面的没有打印。")
