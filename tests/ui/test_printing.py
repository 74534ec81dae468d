"""Printing: true size, progress, stopping, and no printer at all."""

import io
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget
from reportlab.pdfgen.canvas import Canvas

from app.errors import UserFacingError
from app.printing.check_sheet import draw_check_sheet
from app.printing.raster import page_sizes, render_page
from ui.printer_correction import correction_from
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


@pytest.mark.parametrize("landscape", [False, True])
def test_a_measured_printer_is_corrected_around_the_middle_of_the_sheet(qapp, tmp_path, landscape):
    """What measured 98 × 102.5 mm comes out as 100 × 100 from that printer: drawn as much larger and smaller."""
    correction = correction_from(98.0, 102.5, date(2026, 11, 22))
    buffer, size = io.BytesIO(), (297, 210) if landscape else (210, 297)
    canvas = Canvas(buffer, pagesize=(size[0] * MM, size[1] * MM))
    canvas.rect((size[0] - 100) / 2 * MM, (size[1] - 100) / 2 * MM, 100 * MM, 100 * MM, stroke=0, fill=1)
    canvas.save()
    print_pdf(buffer.getvalue(), printer_to(tmp_path / "印.pdf"), Watch(), correction)
    printed = (tmp_path / "印.pdf").read_bytes()
    left, top, right, bottom = black_box(printed, 8)
    # A lying page runs through the printer turned.
    wide, high = (100 / 1.025, 100 / 0.98) if landscape else (100 / 0.98, 100 / 1.025)
    assert page_sizes(printed) == [pytest.approx((size[0] * MM, size[1] * MM), abs=1.5)]
    assert (right - left, bottom - top) == pytest.approx((wide, high), abs=0.3)
    assert ((left + right) / 2, (top + bottom) / 2) == pytest.approx((size[0] / 2, size[1] / 2), abs=0.3)


def test_the_check_sheet_has_a_square_of_100_mm(qapp, tmp_path):
    print_pdf(draw_check_sheet("试验打印机", date(2026, 11, 22)), printer_to(tmp_path / "印.pdf"), Watch())
    width, height, pixels = render_page((tmp_path / "印.pdf").read_bytes(), 0, 10 / MM)
    green = pixels[1::4]
    row = [x for x in range(width) if green[700 * width + x] < 128]
    column = [y for y in range(height) if green[y * width + 570] < 128]
    assert (row[-1] - row[0]) / 10 == pytest.approx(100, abs=0.3)
    assert (column[-1] - next(y for y in column if y > 500)) / 10 == pytest.approx(100, abs=0.3)


def test_a_printer_without_the_paper_is_not_printed_on(qapp, tmp_path, monkeypatch):
    printer = printer_to(tmp_path / "印.pdf")
    only = QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF())
    monkeypatch.setattr(printer, "pageLayout", lambda: only)
    with pytest.raises(UserFacingError, match="没有 420×297 毫米的纸"):
        print_pdf(sheets(1), printer, Watch())


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
