"""Measuring a printer: what the clerk types is kept for that printer, within bounds, and used from then on."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest

from app.printing.raster import page_sizes
from tests.support import Computer
from ui import measuring as measuring_module
from ui.measuring import PrinterDialog
from ui.printer_correction import Correction, correction_of
from ui.widgets.labels import Label

NAME = "村委会打印机"


@pytest.fixture
def dialog(qtbot, desk, township: Computer, monkeypatch):
    sitting, went = desk(township), []
    printer = QPrinter()
    monkeypatch.setattr(printer, "printerName", lambda: NAME)
    made = PrinterDialog(sitting, printer, go_on=lambda: went.append("printed"))
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    made.sitting, made.went = sitting, went
    return made


def words(dialog: PrinterDialog) -> str:
    return " ".join(each.text() for each in dialog.findChildren(Label) if each.isVisible())


def test_a_measured_side_is_kept_for_that_printer_and_shown(dialog, shot):
    assert "还没有量过，按 100 % 打印。" in words(dialog) and NAME in words(dialog)
    dialog.begin.click()
    dialog.width_mm.setValue(99.5)
    dialog.height_mm.setValue(101)
    shot(dialog, "measuring")
    QTest.keyClick(dialog.height_mm, Qt.Key.Key_Return)
    assert dialog.went == []
    kept = correction_of(dialog.sitting.preferences, NAME)
    assert (kept.width, kept.height) == pytest.approx((1.00503, 0.9901), abs=1e-5)
    assert correction_of(dialog.sitting.preferences, "另一台") == Correction()
    assert "宽 100.5 %，高 99.0 %" in words(dialog) and dialog.begin.text() == "重新量"
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.went == ["printed"]


def test_what_is_no_fault_of_the_printer_is_not_kept(dialog):
    dialog.begin.click()
    dialog.width_mm.setValue(85)
    dialog.keep.click()
    assert "适合纸张" in words(dialog)
    assert correction_of(dialog.sitting.preferences, NAME) == Correction()
    dialog.width_mm.setValue(98)
    dialog.keep.click()
    dialog.back_to_whole.click()
    assert "按 100 % 打印" in words(dialog)
    assert correction_of(dialog.sitting.preferences, NAME) == Correction()


def test_the_square_goes_to_that_printer_uncorrected(dialog, settle, tmp_path, monkeypatch):
    def to_file(name: str) -> QPrinter:
        assert name == NAME
        printer = QPrinter()
        printer.setOutputFileName(str(tmp_path / "方框.pdf"))
        return printer

    monkeypatch.setattr(measuring_module, "square_printer", to_file)
    dialog.begin.click()
    dialog.square.click()
    settle(dialog.sitting)
    assert "检验方框已送到打印机" in words(dialog)
    assert page_sizes((tmp_path / "方框.pdf").read_bytes()) == [pytest.approx((595, 842), abs=1.5)]


@pytest.mark.parametrize(
    "kept",
    [None, 5, {"width": 2.0, "height": 1.0, "measured": "2026-11-22"}, {"width": "1", "height": 1, "measured": "x"}],
)
def test_what_is_kept_amiss_is_not_used(dialog, kept):
    dialog.sitting.preferences.put("printers.corrections", {NAME: kept})
    assert correction_of(dialog.sitting.preferences, NAME) == Correction()
