"""The print preview: what is seen, and that nothing else is drawn."""

import io

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from reportlab.pdfgen.canvas import Canvas

from tests.ui.support import choose_look
from ui.jobs import Jobs
from ui.theme import theme
from ui.widgets import page_pictures
from ui.widgets.buttons import Button
from ui.widgets.labels import Label
from ui.widgets.paper_desk import PaperDesk
from ui.widgets.paper_preview import PaperPreview


def pdf_of(pages: int, size: tuple[float, float] = (595, 842)) -> bytes:
    """Pages that are green all over."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=size)
    for _ in range(pages):
        canvas.setFillColorRGB(0, 1, 0)
        canvas.rect(0, 0, *size, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@pytest.fixture
def preview(qtbot, jobs: Jobs) -> PaperPreview:
    made = PaperPreview(jobs)
    qtbot.addWidget(made)
    made.resize(396, 560)
    made.show()
    return made


def show(qtbot, preview: PaperPreview, pdf: bytes, pages: int) -> None:
    preview.show_pdf(pdf, "A4 竖向")
    qtbot.waitUntil(lambda: preview.desk.page_count == pages and preview.desk.is_drawn)


def words(preview: PaperPreview) -> str:
    return " ".join(each.text() for each in preview.findChildren(Label) if each.isVisible())


def button(preview: PaperPreview, name: str) -> Button:
    return next(each for each in preview.findChildren(Button) if name in each.accessibleName())


def test_a_page_is_shown_whole_in_the_middle_of_the_desk(qtbot, preview):
    show(qtbot, preview, pdf_of(1), 1)
    assert "A4 竖向" in words(preview) and "第 1 张，共 1 张" in words(preview)
    picture = preview.desk.grab().toImage()
    middle = picture.rect().center()
    assert picture.pixelColor(middle) == QColor(0, 255, 0)
    assert picture.pixelColor(3, 3) == theme().colour("desk")
    assert preview.desk.verticalScrollBar().maximum() == 0


def test_paper_stays_white_in_the_dark(qtbot, preview):
    choose_look("dark")
    show(qtbot, preview, blank(), 1)
    picture = preview.desk.grab().toImage()
    assert picture.pixelColor(picture.rect().center()) == QColor("white")


def blank() -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842))
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def test_only_what_is_seen_is_drawn_and_pages_turn(qtbot, preview):
    show(qtbot, preview, pdf_of(98), 98)
    assert {band.page for band in preview.desk._pictures.bands} <= {0, 1}
    preview.desk.setFocus()
    QTest.keyClick(preview.desk, Qt.Key.Key_PageDown)
    assert "第 2 张，共 98 张" in words(preview)
    QTest.keyClick(preview.desk, Qt.Key.Key_End)
    assert "第 98 张，共 98 张" in words(preview)
    qtbot.waitUntil(lambda: preview.desk.is_drawn)
    assert 50 not in {band.page for band in preview.desk._pictures.bands}


def test_zoom_by_buttons_and_fits(qtbot, preview):
    show(qtbot, preview, pdf_of(2), 2)
    whole = preview.desk.zoom
    button(preview, "放大").click()
    assert preview.desk.zoom > whole and not button(preview, "整页").isChecked()
    button(preview, "页宽").click()
    assert button(preview, "页宽").isChecked() and preview.desk.horizontalScrollBar().maximum() == 0
    assert f"{round(preview.desk.zoom * 100)} %" in words(preview)
    button(preview, "整页").click()
    assert preview.desk.zoom == pytest.approx(whole)


def test_the_last_paper_wins_and_a_new_state_stays_where_it_was(qtbot, preview):
    preview.show_pdf(pdf_of(5))
    show(qtbot, preview, pdf_of(3), 3)
    preview.desk.go_to_page(2)
    show(qtbot, preview, pdf_of(3), 3)
    assert preview.desk.page == 2


def test_large_sheets_are_drawn_in_strips(qtbot, preview):
    show(qtbot, preview, pdf_of(1, (3402, 2268)), 1)
    preview.desk.set_zoom(2.0)
    qtbot.waitUntil(lambda: preview.desk.is_drawn)
    assert all(image.sizeInBytes() < 16 * 1024 * 1024 for image in preview.desk._pictures.bands.values())
    picture = preview.desk.grab().toImage()
    assert picture.pixelColor(picture.rect().center()) == QColor(0, 255, 0)


def test_it_says_what_to_do_without_pages_and_why_with_damaged_ones(qtbot, preview):
    assert "还没有可以看的" in preview.desk.viewport().accessibleName()
    preview.show_pdf(b"%PDF-1.7 nothing")
    qtbot.waitUntil(lambda: "打不开" in preview.desk.viewport().accessibleName())
    assert preview.desk.page_count == 0 and "张" not in words(preview)


def test_true_size_is_that_of_the_screen(qtbot, preview, monkeypatch):
    monkeypatch.setattr(PaperDesk, "dots_per_inch", property(lambda desk: 127.0))
    show(qtbot, preview, pdf_of(1, (100 / 25.4 * 72, 100 / 25.4 * 72)), 1)
    button(preview, "实际大小").click()
    assert preview.desk.rect_of(0).width() == 500 and "100 %" in words(preview)
    assert button(preview, "实际大小").isChecked() and not button(preview, "整页").isChecked()
    button(preview, "放大").click()
    assert not button(preview, "实际大小").isChecked()


def test_small_pages_lead_through_a_long_document_by_keys(qtbot, preview, shot):
    preview.resize(760, 560)
    show(qtbot, preview, pdf_of(98), 98)
    strip = preview.thumbnails
    assert strip.isVisible() and strip.currentIndex().row() == 0
    qtbot.waitUntil(lambda: strip.is_drawn)
    assert 0 in strip._pages.pictures and 50 not in strip._pages.pictures
    shot(preview, "thumbnails")
    strip.setFocus()
    QTest.keyClick(strip, Qt.Key.Key_Down)
    assert "第 2 张，共 98 张" in words(preview)
    QTest.keyClick(strip, Qt.Key.Key_End)
    assert "第 98 张，共 98 张" in words(preview)
    preview.desk.setFocus()
    QTest.keyClick(preview.desk, Qt.Key.Key_PageUp)
    assert strip.currentIndex().row() == 96
    button(preview, "缩略图").click()
    assert not strip.isVisible()
    show(qtbot, preview, pdf_of(1), 1)
    assert not button(preview, "缩略图").isVisible()


def test_a_narrow_preview_has_small_pages_only_where_wanted(qtbot, preview):
    show(qtbot, preview, pdf_of(3), 3)
    assert not preview.thumbnails.isVisible()
    button(preview, "缩略图").click()
    assert preview.thumbnails.isVisible()


def test_going_through_a_long_document_keeps_a_bounded_number_of_pictures(qtbot, preview, monkeypatch):
    monkeypatch.setattr(page_pictures, "_CACHE_BYTES", 2_000_000)
    monkeypatch.setattr(page_pictures, "_STAND_IN_BYTES", 1_000_000)
    show(qtbot, preview, pdf_of(12), 12)
    for page in range(12):
        preview.desk.go_to_page(page)
        qtbot.waitUntil(lambda: preview.desk.is_drawn)
    for kept, most in ((preview.desk._pictures.bands, 2_000_000), (preview.desk._pictures.stand_ins, 1_000_000)):
        assert 0 < sum(picture.sizeInBytes() for picture in kept.values()) <= most
