"""The notice board: what hangs on it, how large it is, whether it can be read, and how it leaves the house."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.notices.keeping import make_notice
from app.printing.legibility import PrintedPart
from tests.support import TOWNSHIP, VILLAGE, Computer, computer
from tests.ui.pages.reading_pdf import pages_of
from tests.ui.support import TestDesk
from ui.jobs import PAPER
from ui.pages.board.legibility import LegibilityPanel, Point
from ui.pages.board.page import BoardPage
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.meter import Meter
from ui.widgets.note import Note

BLANKS = {"start_date": "2026-11-24", "phone": "0990-6120118", "supervision_phone": "0990-6120012"}
HEADS = ["村民小组", "户主姓名", "补贴面积（亩）", "补贴标准（元/亩）", "补贴金额（元）", "身份证号（重名时加）"]


def drawn(qtbot, sitting: TestDesk, page: BoardPage) -> None:
    """Wait until the board shows what is chosen."""
    busy = (page.drawing, page.cutting)
    qtbot.waitUntil(lambda: sitting.jobs.are_idle and not any(work.is_waiting for work in busy), timeout=20_000)


def subsidies(path: Path, rows: int) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADS)
        for row in range(1, rows + 1):
            sheet.write_row(row, 0, [f"{row % 9}组", f"王金{chr(0x4E00 + row)}", "12.5", "118.50", "1481.25", ""])
    return path


@pytest.fixture
def village(tmp_path: Path) -> Computer:
    """A computer of 白马村 with two kept notices: finance and a decision."""
    made = computer(tmp_path / "白马村", VILLAGE)
    with made.working() as workspace:
        make_notice(workspace, "NT-34", BLANKS)
        make_notice(workspace, "NT-35", BLANKS)
    return made


@pytest.fixture
def opened(qtbot, desk: Callable) -> Callable[..., tuple[TestDesk, BoardPage]]:
    """Show the page of a computer's workspace, its board drawn."""

    def show(at: Computer, kept: dict | None = None) -> tuple[TestDesk, BoardPage]:
        sitting = desk(at)
        if kept:
            sitting.preferences.put(f"board.{sitting.session.unit.id}", kept)
        return sitting, shown(qtbot, sitting)

    return show


def shown(qtbot, sitting: TestDesk) -> BoardPage:
    """Show the page of an open workspace, its board drawn."""
    page = BoardPage(sitting)
    for widget in (page, page.tools, page.print):
        qtbot.addWidget(widget)
    page.resize(1286, 570)
    page.show()
    drawn(qtbot, sitting, page)
    return page


def titles(page: BoardPage) -> list[str]:
    return [row.title for row in page.view.notices.rows() if row.checked]


def test_chosen_notices_are_on_the_board_in_their_order(opened, qtbot, messages, village, tmp_path: Path, shot):
    sitting, page = opened(village)
    first, second = titles(page)
    shot(page, "board")
    rows = page.view.notices
    rows.set_current(page.choice.order[1])
    qtbot.keyClick(page, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert titles(page) == [second, first]
    rows.set_current(page.choice.order[1])
    qtbot.keyClick(rows, Qt.Key.Key_Space)
    assert titles(page) == [second]
    drawn(qtbot, sitting, page)
    messages.save_answer = tmp_path / "整块.pdf"
    page.tools.whole.click()
    drawn(qtbot, sitting, page)
    [(width, height, text)] = pages_of(messages.save_answer)
    assert (width, height) == (1200.0, 800.0)
    assert "白马村公开栏" in text and "".join(second.split()) in text and "".join(first.split()) not in text
    assert messages.suggested == ["白马村公示栏1200×800.pdf"]
    assert sitting.preferences.get(f"board.{VILLAGE.id}")["order"] == list(page.choice.order)


def test_tiles_have_the_sheets_that_were_announced(opened, qtbot, messages, village, tmp_path: Path):
    sitting, page = opened(village)
    assert "1200 × 800 毫米，打到 A4 共 21 张，竖放，拼接处重叠 10 毫米" in page.view.sheets.plain_text()
    messages.save_answer = tmp_path / "分块.pdf"
    page.tools.tiles.click()
    assert not page.tools.tiles.isEnabled()
    drawn(qtbot, sitting, page)
    pages = pages_of(messages.save_answer)
    assert len(pages) == 1 + 21 and {page[:2] for page in pages} == {(210.0, 297.0)}
    page.tools.sheet.chosen.emit("A3")
    page.tools.overlap.setValue(20)
    assert "打到 A3 共 12 张" in page.view.sheets.plain_text() and "重叠 20 毫米" in page.view.sheets.plain_text()


def test_cutting_can_be_stopped(opened, qtbot, messages, village, tmp_path: Path):
    sitting, page = opened(village)
    messages.save_answer = tmp_path / "分块.pdf"
    go_on = threading.Event()
    sitting.jobs.run(PAPER, lambda watch: go_on.wait(20))
    page.tools.tiles.click()
    qtbot.waitUntil(lambda: page.view.shown.box is not None, timeout=5000)
    page.view.shown.box.stopped.emit()
    go_on.set()
    drawn(qtbot, sitting, page)
    assert messages.toasts == ["分块停下了，什么也没有打印。"] and not messages.save_answer.exists()
    assert page.tools.tiles.isEnabled() and page.view.shown.preview.desk.page_count == 1


def test_size_and_distance_decide_the_board(opened, qtbot, village):
    sitting, page = opened(village)
    page.tools.size.setCurrentIndex(page.tools.size.count() - 1)
    page.tools.size.activated.emit(page.tools.size.count() - 1)
    page.tools.width_mm.setValue(1500)
    page.view.legibility.distance_chosen.emit(1)
    page.view.legibility.elder.click()
    drawn(qtbot, sitting, page)
    board = page._board.drawn
    assert page.view.legibility.least.plain_text() == "站 1 米看，字高至少 7 毫米（约 22 磅）"
    assert {part.least for part in board.report.parts} == {7.0}
    assert page.tools.custom.isVisibleTo(page.tools) and "1500 × 800 毫米" in page.view.sheets.plain_text()
    again = shown(qtbot, sitting)
    assert again.choice.size == (1500, 800) and again.choice.elder and again.tools.width_mm.value() == 1500
    assert len(titles(again)) == 2


def test_what_does_not_fit_comes_first_and_can_be_mended_there(opened, qtbot, village, tmp_path: Path, shot):
    with village.working() as workspace:
        long = make_notice(workspace, "NT-09", BLANKS, subsidies(tmp_path / "名单.xlsx", 79)).id
    sitting, page = opened(village)
    points = page.view.legibility.points()
    assert points[0].part is None and "放不下" in points[0].text
    assert page.view.legibility.count.text() == "1 处请看"
    qtbot.keyClick(page, Qt.Key.Key_F8)
    assert page.view.ruled.frames.rects() and isinstance(QApplication.focusWidget().findChild(Note), Note)
    shot(page, "board-moved")
    words = [words for words, _, _ in points[0].ways]
    assert words == ["换成 2400 × 1200", "改成近看", "去改公示"]
    points[0].ways[2][2]()
    assert sitting.went == [("notices", {"notice": long})]
    points[0].ways[1][2]()
    drawn(qtbot, sitting, page)
    assert page.choice.near == (long,)
    assert {point.part.least for point in page.view.legibility.points() if "补贴" in point.name and point.part} == {5.6}


def test_meters_stand_for_every_part_failing_first(qtbot):
    panel = LegibilityPanel()
    qtbot.addWidget(panel)
    parts = [PrintedPart("表格", 7.1, 9.0, 1.7), PrintedPart("大标题", 46, 9.0, 11)]
    panel.set_points([Point(part.name, part.name, part) for part in parts])
    panel.show()
    assert [meter.accessibleName() for meter in panel.findChildren(Meter)] == [
        "表格：7.1 毫米，看不清，只能站到 1.7 米看清，差 1.9 毫米",
        "大标题：46 毫米，看得清，11 米外可读",
    ]
    assert panel.count.text() == "1 处看不清"
    chosen = []
    panel.part_chosen.connect(lambda name, needs: chosen.append((name, needs)))
    panel.next.click()
    assert chosen == [("表格", True)]


def test_rulers_show_millimetres_of_the_board(opened, qtbot, village):
    _, page = opened(village)
    desk, ruler = page.view.shown.preview.desk, page.view.ruled.top
    (start, zero), *_, (end, last) = ruler.ticks()
    assert (zero, last) == (0, 1200)
    rect = desk.rect_of(0)
    assert start == rect.left() and end == pytest.approx(rect.right() + 1, abs=2)
    before = ruler.ticks()[1][0]
    desk.setFocus()
    qtbot.keyClick(desk, Qt.Key.Key_Plus)
    assert ruler.ticks()[0][1] == 0 and ruler.ticks()[1][0] != before


def test_a_mobile_number_stops_the_board(opened, qtbot, village, messages):
    sitting, page = opened(village)
    page.view.phone.insert("13800138000")
    page.view.phone.editingFinished.emit()
    drawn(qtbot, sitting, page)
    assert "手机号" in page.view.shown.note.accessibleName()
    assert not page.print.isEnabled() and "个人信息" in page.print.toolTip()
    page.view.phone.clear()
    page.view.phone.editingFinished.emit()
    drawn(qtbot, sitting, page)
    assert page.view.shown.note is None and page.print.isEnabled()


def test_without_a_printer_saving_the_tiles_is_the_way_out(opened, qtbot, messages, village, tmp_path: Path):
    sitting, page = opened(village)
    messages.save_answer = tmp_path / "分块.pdf"
    qtbot.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    drawn(qtbot, sitting, page)
    assert [error.code for error in messages.troubles] == ["printer-missing"]
    messages.trouble_buttons[0][0][2]()
    drawn(qtbot, sitting, page)
    assert len(pages_of(messages.save_answer)) == 22


def test_too_small_a_board_is_refused_with_a_larger_one(opened, qtbot, village):
    sitting, page = opened(village, {"width": 200, "height": 200, "is_custom": True})
    note = page.view.shown.note
    assert "看得清的字放不下" in note.accessibleName() and not page.print.isEnabled()
    assert page.view.sheets.plain_text() == "200 × 200 毫米"
    [way] = note.findChildren(Button)
    assert way.text() == "换成 600 × 800"
    way.click()
    drawn(qtbot, sitting, page)
    assert page.choice.size == (600, 800) and page.view.shown.note is None


def test_without_notices_the_page_says_what_to_do(opened, tmp_path: Path):
    sitting, page = opened(computer(tmp_path / "新", TOWNSHIP))
    assert page.view.currentIndex() == 1 and page.toolbar is None
    page.view.start.click()
    assert sitting.went == [("notices", {})]


def test_narrow_shows_one_pane_and_f8_goes_to_the_points(opened, qtbot, village, shot):
    theme().choose("light", 1.5)
    _, page = opened(village)
    assert page.view.columns.is_narrow and page.view.shown.isVisible()
    shot(page, "board-large")
    qtbot.keyClick(page, Qt.Key.Key_F8)
    assert page.view.legibility.isVisible() and not page.view.shown.isVisible()


def test_a_board_changed_while_it_is_cut_is_not_let_out_as_it_was(opened, qtbot, village: Computer):
    sitting, page = opened(village)
    let_out: list[object] = []
    page._with_tiles(let_out.append)
    page._change(width=900, height=600)
    drawn(qtbot, sitting, page)
    assert let_out == []
    page._with_tiles(let_out.append)
    drawn(qtbot, sitting, page)
    assert len(let_out) == 1


def test_in_a_narrow_window_every_area_is_reached_by_key(opened, qtbot, village: Computer):
    _, page = opened(village)
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    for part in (page.tools, page):
        column.addWidget(part)
        part.show()
    window.resize(640, 480)
    window.show()
    window.activateWindow()
    view = page.view
    qtbot.waitUntil(window.isActiveWindow)
    view.columns.show_list()
    for area in (view.shown, view.legibility, page.tools):
        assert page.next_area() and area.isVisible() and area.isAncestorOf(QApplication.focusWidget())
    assert not page.next_area()
    for area in (view.legibility, view.shown, view.notices):
        assert page.next_area(back=True) and area.isVisible()
    assert not page.next_area(back=True)
