"""Printing: true size, progress, stopping, and no printer at all."""

import io
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget
from reportlab.pdfgen.canvas import Canvas

from app.errors import UserFacingError
from app.printing.raster import page_sizes, render_page
from ui.printing import choose_printer, print_pdf

MM = 72 / 25.4
A3_LANDSCAPE = (420 * MM, 297 * MM)
SQUARE = (100 * MM, 120 * MM, 50 * MM, 50 * MM)
"""A black square of 50 mm, 100 mm from the left and 120 mm from the lower edge."""


class Watch:
    """Writes down progress; asks to stop once so many pages are done."""

    def __init__(self, stop_at: int | None = None) -> None:
        self.told: list[tuple[int, int]] = []
        self._stop_at = stop_at

    def progress(self, done: int, total: int, words: str = "") -> None:
        self.told.append((done, total))

    def is_cancelled(self) -> bool:
        return self._stop_at is not None and any(done >= self._stop_at for done, _ in self.told)


def sheets(count: int) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A3_LANDSCAPE)
    for _ in range(count):
        canvas.rect(*SQUARE, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def printer_to(path: Path, resolution: int = 600) -> QPrinter:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setResolution(resolution)
    return printer


def black_box(pdf: bytes, dots_per_mm: int = 4) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of what is black on the first page, in millimetres."""
    width, height, pixels = render_page(pdf, 0, dots_per_mm / MM)
    greens = pixels[1::4]
    rows = [y for y in range(height) if min(greens[y * width : (y + 1) * width]) < 100]
    columns = [x for x in range(width) if min(greens[x::width]) < 100]
    return tuple(value / dots_per_mm for value in (columns[0], rows[0], columns[-1] + 1, rows[-1] + 1))


@pytest.mark.parametrize("resolution", [300, 600, 720])
def test_pages_come_out_in_their_true_size(qapp, tmp_path, resolution):
    watch = Watch()
    assert print_pdf(sheets(2), printer_to(tmp_path / "印.pdf", resolution), watch) == 2
    printed = (tmp_path / "印.pdf").read_bytes()
    assert page_sizes(printed) == [pytest.approx(A3_LANDSCAPE, abs=1.5)] * 2
    assert black_box(printed) == pytest.approx((100, 297 - 170, 150, 297 - 120), abs=0.5)
    assert watch.told[0] == (0, 2) and watch.told[-1] == (2, 2)


def test_stopping_says_what_was_sent(qapp, tmp_path):
    with pytest.raises(UserFacingError) as stopped:
        print_pdf(sheets(3), printer_to(tmp_path / "印.pdf"), Watch(stop_at=1))
    assert stopped.value.code == "cancelled" and "前 1 张可能已经送到打印机" in stopped.value.message


def test_only_the_chosen_pages_are_printed(qapp, tmp_path):
    printer = printer_to(tmp_path / "印.pdf", 300)
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 3)
    assert print_pdf(sheets(4), printer, Watch()) == 2


def test_without_any_printer_it_says_what_to_do(qapp, qtbot, monkeypatch):
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(lambda: []))
    parent = QWidget()
    qtbot.addWidget(parent)
    with pytest.raises(UserFacingError, match="存成 PDF") as missing:
        choose_printer(parent, lambda printer: None)
    assert missing.value.code == "printer-missing"
