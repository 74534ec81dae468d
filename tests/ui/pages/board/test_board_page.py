"""The notice board: what hangs on it, how large it is, whether it can be read, and how it leaves the house."""

import threading
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
import xlsxwriter
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.boards.keeping import kept_boards
from app.drafting.adopting import adopt
from app.notices.keeping import kept_notices, make_notice
from app.printing.legibility import PrintedPart
from tests.app.registers.signing import sign
from tests.support import TOWNSHIP, VILLAGE, Computer, computer
from tests.ui.pages.reading_pdf import pages_of
from tests.ui.support import TestDesk, choose_look
from ui.jobs import PAPER
from ui.pages.board import dragging
from ui.pages.board.legibility import LegibilityPanel, Point
from ui.pages.board.page import BoardPage
from ui.widgets.buttons import Button
from ui.widgets.meter import Meter
from ui.widgets.note import Note

BLANKS = {"start_date": "2026-11-24", "phone": "0990-6120118", "supervision_phone": "0990-6120012"}
HEADS = ["村民小组", "户主姓名", "补贴面积（亩）", "补贴标准（元/亩）", "补贴金额（元）", "身份证号（重名时加）"]


def drawn(qtbot, sitting: TestDesk, page: BoardPage) -> None:
    """Wait until the board shows what is chosen."""
    busy = (page.drawing, page.ways_out.cutting)
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

    def show(at: Computer) -> tuple[TestDesk, BoardPage]:
        sitting = desk(at)
        return sitting, shown(qtbot, sitting)

    return show


def shown(qtbot, sitting: TestDesk) -> BoardPage:
    """Show the page of an open workspace, its board drawn."""
    page = BoardPage(sitting).whole()
    for widget in (page, page.tools, page.print, page.boards):
        qtbot.addWidget(widget)
    page.resize(1286, 570)
    page.show()
    drawn(qtbot, sitting, page)
    return page


def titles(page: BoardPage) -> list[str]:
    return [row.title for row in page.view.rows.rows() if row.checked]


def columns(page: BoardPage) -> list[list[str]]:
    """The ids of the parts on the board, column after column."""
    return [[part.id for part in column.parts] for column in page.board.columns]


def kept(qtbot, sitting: TestDesk) -> list:
    """The boards in the store."""
    found: list = []
    sitting.session.ask(kept_boards, found.extend, owner=sitting.session)
    qtbot.waitUntil(lambda: sitting.jobs.are_idle, timeout=20_000)
    return found


def test_what_is_hung_moved_and_taken_down_is_stored_and_printed(opened, qtbot, messages, village, tmp_path, shot):
    sitting, page = opened(village)
    first, second = titles(page)
    shot(page, "board")
    assert kept(qtbot, sitting) == []
    rows = page.view.rows
    top, bottom = columns(page)[0]
    rows.set_current(bottom)
    qtbot.keyClick(page, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert columns(page) == [[bottom, top]] and rows.current_key() == bottom
    rows.set_current(top)
    qtbot.keyClick(rows, Qt.Key.Key_Space)
    drawn(qtbot, sitting, page)
    assert titles(page) == [second]
    [stored] = kept(qtbot, sitting)
    assert stored.board == page.board and [part.id for part in stored.board.parts()] == [bottom]
    messages.save_answer = tmp_path / "整块.pdf"
    page.tools.whole.click()
    drawn(qtbot, sitting, page)
    [(width, height, text)] = pages_of(messages.save_answer)
    assert (width, height) == (1200.0, 800.0)
    assert "白马村公开栏" in text and "".join(second.split()) in text and "".join(first.split()) not in text
    assert messages.suggested == ["白马村公示栏1200×800.pdf"]
    sitting.session.undo()
    drawn(qtbot, sitting, page)
    assert titles(page) == [second, first]


def test_parts_go_to_other_columns_by_key_and_by_mouse(opened, qtbot, village, shot):
    sitting, page = opened(village)
    page.composing.divide_into(2)
    key = columns(page)[0][0]
    page.view.rows.set_current(key)
    qtbot.keyClick(page, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert [len(column) for column in columns(page)] == [1, 1] and page.board.place_of(key) == (1, 0)
    drawn(qtbot, sitting, page)
    desk, frames = page.view.shown.preview.desk, page.view.ruled.frames
    [rect] = frames.chosen_rects()
    column = page.shown.drawn.drawn.report.columns[0]
    target = page.view.dragging._column_rect(column)
    start, end = rect.center().toPoint(), target.center().toPoint()
    end.setY(round(target.bottom()) - 3)
    qtbot.mousePress(desk.viewport(), Qt.MouseButton.LeftButton, pos=start)
    for place in (start, (start + end) / 2, end):
        qtbot.mouseMove(desk.viewport(), place)
    assert frames._drop is not None
    shot(page, "board-dragging")
    qtbot.mouseRelease(desk.viewport(), Qt.MouseButton.LeftButton, pos=end)
    assert page.board.place_of(key) == (0, 1) and frames._drop is None
    drawn(qtbot, sitting, page)
    assert kept(qtbot, sitting)[0].board.place_of(key) == (0, 1)


def test_rows_are_dragged_from_the_list_onto_the_board(opened, qtbot, village, monkeypatch):
    sitting, page = opened(village)
    out, stays = columns(page)[0]
    source = page.board.part(out).source
    page.composing.take_down(out)
    drawn(qtbot, sitting, page)
    started = []
    monkeypatch.setattr(
        dragging, "row_drag", lambda rows, key: SimpleNamespace(exec=lambda action: started.append(key))
    )
    rows = page.view.rows
    place = rows.visualRect(rows.model().index(rows.model().row_of(source))).center()
    qtbot.mousePress(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseMove(rows.viewport(), place + QPoint(40, 0))
    assert started == [source]
    report = page.shown.drawn.drawn.report
    target = page.view.dragging._rect(report.panels[0]).topLeft() + QPointF(20, 4)
    viewport, data = page.view.shown.preview.desk.viewport(), dragging.row_data(source)
    held = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(viewport, QDragEnterEvent(target.toPoint(), *held))
    assert page.view.ruled.frames._drop is not None
    QApplication.sendEvent(viewport, QDropEvent(target, *held))
    hung_first = page.board.columns[0].parts[0]
    assert hung_first.source == source and columns(page)[0][1] == stays
    assert page.view.ruled.frames._drop is None


def test_texts_codes_and_slots_are_added_and_filled_in(opened, qtbot, village, shot):
    sitting, page = opened(village)
    form = page.view.form
    page.tools.text.click()
    form.heading.insert("防火提醒")
    form.text.insertPlainText("进山不带火。\n秸秆不焚烧。")
    form.take()
    page.tools.code.click()
    form.address.insert("http://www.example.gov.cn/xxgk")
    form.take()
    page._add_slot("A4")
    form.count.setValue(2)
    drawn(qtbot, sitting, page)
    [stored] = kept(qtbot, sitting)
    made = [(part.kind, part.heading, part.text, part.count) for part in stored.board.parts()][2:]
    code = ("code", "", "http://www.example.gov.cn/xxgk", 1)
    assert made == [("text", "防火提醒", "进山不带火。\n秸秆不焚烧。", 1), code, ("slot", "", "", 2)]
    text = "".join(run.text for run in page.shown.drawn.drawn.report.runs)
    assert "防火提醒" in text and "扫码看内容" in text and text.count("A4卡槽") == 2
    shot(page, "board-added")
    page.composing.take_down(stored.board.columns[0].parts[2].id)
    assert not form.isVisible() or form._part.kind != "text"


def test_entries_are_found_and_hung(opened, qtbot, village):
    with village.working() as workspace:
        adopt(workspace, checklist="village-affairs")
    sitting, page = opened(village)
    page.view.search.insert("低保")
    qtbot.waitUntil(lambda: any(row.key == "entries" for row in page.view.rows.rows()), timeout=5000)
    row = next(row for row in page.view.rows.rows() if row.icon == "list-checks")
    page.view.rows.checked.emit(row.key, True)
    page.view.search.clear()
    drawn(qtbot, sitting, page)
    assert row.title in titles(page)
    text = "".join(run.text for run in page.shown.drawn.drawn.report.runs)
    assert row.title.split(" / ")[-1] in text


def test_a_search_that_the_end_of_the_file_overtakes_looks_nowhere(opened, qtbot, village, caplog):
    sitting, page = opened(village)
    page.view.search.insert("低保")
    sitting.session.close()
    qtbot.waitUntil(lambda: not sitting.session.is_open)
    with qtbot.waitSignal(page._search.timeout):
        page._search.start()
    qtbot.waitUntil(lambda: sitting.jobs.are_idle)
    assert not [record for record in caplog.records if record.exc_info]


def test_tiles_have_the_sheets_that_were_announced(opened, qtbot, messages, village, tmp_path: Path):
    sitting, page = opened(village)
    assert "1200 × 800 毫米，打到 A4 共 21 张，竖放，拼接处重叠 10 毫米" in page.view.sheets.plain_text()
    messages.save_answer = tmp_path / "分块.pdf"
    page.tools.tiles.click()
    assert not page.tools.tiles.isEnabled()
    drawn(qtbot, sitting, page)
    pages = pages_of(messages.save_answer)
    assert len(pages) == 1 + 21 and {page[:2] for page in pages} == {(210.0, 297.0)}
    page.view.settings.sheet.chosen.emit("A3")
    page.view.settings.overlap.setValue(20)
    drawn(qtbot, sitting, page)
    assert "打到 A3 共 12 张" in page.view.sheets.plain_text() and "重叠 20 毫米" in page.view.sheets.plain_text()


def test_the_keyboard_is_back_at_the_button_that_was_pressed(opened, qtbot, messages, village, tmp_path: Path):
    sitting, page = opened(village)
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    column.addWidget(page.tools)
    column.addWidget(page)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    messages.save_answer = tmp_path / "分块.pdf"
    page.tools.tiles.setFocus()
    qtbot.keyClick(page.tools.tiles, Qt.Key.Key_Space)
    drawn(qtbot, sitting, page)
    assert messages.save_answer.exists() and page.tools.tiles.hasFocus()
    # They are freed by themselves.
    for part in (page, page.tools):
        part.setParent(None)


def test_the_bleed_is_in_the_file_and_not_in_the_preview(opened, qtbot, messages, village, tmp_path: Path):
    sitting, page = opened(village)
    page.view.settings.bleed.click()
    drawn(qtbot, sitting, page)
    assert [page[:2] for page in pages_of(page.shown.drawn.drawn.outgoing.pdf)] == [(1200.0, 800.0)]
    messages.save_answer = tmp_path / "出血.pdf"
    page.tools.whole.click()
    drawn(qtbot, sitting, page)
    assert [page[:2] for page in pages_of(messages.save_answer)] == [(1206.0, 806.0)]


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
    assert messages.toasts == ["排要存的文件停下了，什么也没有打印。"] and not messages.save_answer.exists()
    assert page.tools.tiles.isEnabled() and page.view.shown.preview.desk.page_count == 1


def test_size_and_distance_decide_the_board(opened, qtbot, village):
    sitting, page = opened(village)
    page.tools.size.setCurrentIndex(page.tools.size.count() - 1)
    page.tools.size.activated.emit(page.tools.size.count() - 1)
    page.tools.width_mm.setValue(1500)
    page.view.legibility.distance_chosen.emit(1)
    page.view.legibility.elder.click()
    drawn(qtbot, sitting, page)
    board = page.shown.drawn.drawn
    assert page.view.legibility.least.plain_text() == "站 1 米看，字高至少 7 毫米（约 22 磅）"
    assert {part.least for part in board.report.parts} == {7.0}
    assert page.tools.custom.isVisibleTo(page.tools) and "1500 × 800 毫米" in page.view.sheets.plain_text()
    again = shown(qtbot, sitting)
    assert again.board.size == (1500, 800) and again.board.elder and again.tools.width_mm.value() == 1500
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
    assert [words for words, _, _ in points[0].ways] == ["换成 2400 × 1200", "改成近看", "改二维码", "去改公示"]
    points[0].ways[3][2]()
    assert sitting.went == [("notices", {"notice": long})]
    points[0].ways[1][2]()
    drawn(qtbot, sitting, page)
    part = next(part for part in page.board.parts() if part.source == long)
    assert part.near
    assert {point.part.least for point in page.view.legibility.points() if "补贴" in point.name and point.part} == {5.6}
    page.view.rows.set_current(part.id)
    page.view.form.coded.click()
    drawn(qtbot, sitting, page)
    assert page.shown.drawn.drawn.outgoing.pages == 1
    assert any("二维码" in point.name for point in page.view.legibility.points())


def test_a_size_somebody_chose_may_be_too_small_and_is_named_with_ways_out(opened, qtbot, village):
    sitting, page = opened(village)
    page.view.rows.set_current(columns(page)[0][0])
    page.view.form.height_mm.setValue(5.0)
    drawn(qtbot, sitting, page)
    failing = [point for point in page.view.legibility.points() if point.part and not point.part.legible]
    assert failing and "处看不清" in page.view.legibility.count.text()
    words, _, mend = failing[0].ways[0]
    assert words == "字放大，分两块"
    mend()
    drawn(qtbot, sitting, page)
    assert all(point.part is None or point.part.legible for point in page.view.legibility.points())


def test_a_board_put_up_long_ago_is_told_and_renewed(opened, qtbot, village, messages):
    with village.working() as workspace:
        for row in kept_notices(workspace):
            sign(workspace, row.id)
    sitting, page = opened(village)
    messages.text_answer = "2026-07-01"
    page.tools.post.click()
    drawn(qtbot, sitting, page)
    assert messages.toasts == ["记下了：7月1日贴出"]
    assert "该换了" in page.boards.currentText()
    point = page.view.legibility.points()[0]
    assert "一个季度" in point.text and point.ways[0][0] == "套用上一期"
    point.ways[0][2]()
    drawn(qtbot, sitting, page)
    assert "还没贴" in page.boards.currentText() and page.board.posted is None
    messages.text_answer = "下星期"
    page.tools.post.click()
    assert [error.code for error in messages.troubles] == ["date-wrong"]


def test_a_board_with_notices_that_nobody_signed_is_not_marked_as_put_up(opened, qtbot, village, messages):
    sitting, page = opened(village)
    messages.text_answer = "2026-07-01"
    page.tools.post.click()
    drawn(qtbot, sitting, page)
    assert [error.code for error in messages.troubles] == ["review-missing"] and page.board.posted is None
    ((words, _, lead),) = messages.trouble_buttons[-1]
    lead()
    assert words == "去审查" and sitting.went[-1][0] == "notices"


def test_several_boards_are_kept_and_one_is_taken_away(opened, qtbot, village, messages):
    sitting, page = opened(village)
    page.view.settings.title.setText("东头公开栏")
    page.view.settings.title.editingFinished.emit()
    drawn(qtbot, sitting, page)
    page._choose_board(1)
    drawn(qtbot, sitting, page)
    page.view.settings.title.setText("西头公开栏")
    page.view.settings.title.editingFinished.emit()
    drawn(qtbot, sitting, page)
    assert [each.board.title for each in kept(qtbot, sitting)] == ["东头公开栏", "西头公开栏"]
    page._choose_board(0)
    drawn(qtbot, sitting, page)
    assert page.board.title == "东头公开栏"
    page.view.settings.remove.click()
    drawn(qtbot, sitting, page)
    assert page.board.title == "西头公开栏" and page.boards.count() == 2
    messages.toast_actions[-1]()
    drawn(qtbot, sitting, page)
    assert len(kept(qtbot, sitting)) == 2


def test_columns_are_divided_and_renamed(opened, qtbot, village):
    sitting, page = opened(village)
    page.composing.divide(["党务公开", "村务公开", "财务公开"])
    drawn(qtbot, sitting, page)
    assert any("还是空的" in point.text for point in page.view.legibility.points())
    page.view.settings.columns.setText("党建、村务，财务")
    page.view.settings.columns.editingFinished.emit()
    assert [column.title for column in page.board.columns] == ["党建", "村务", "财务"]
    page.composing.divide_by_subject()
    assert [column.title for column in page.board.columns] == ["村务和财务"]
    drawn(qtbot, sitting, page)


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
    page.view.settings.phone.insert("13800138000")
    page.view.settings.phone.editingFinished.emit()
    drawn(qtbot, sitting, page)
    assert "手机号" in page.view.shown.note.accessibleName()
    assert not page.print.isEnabled() and "个人信息" in page.print.toolTip()
    page.view.settings.phone.clear()
    page.view.settings.phone.editingFinished.emit()
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
    sitting, page = opened(village)
    page.composing.change(width=200, height=200)
    drawn(qtbot, sitting, page)
    note = page.view.shown.note
    assert "看得清的字放不下" in note.accessibleName() and not page.print.isEnabled()
    assert page.view.sheets.plain_text() == "200 × 200 毫米"
    [way] = note.findChildren(Button)
    assert way.text() == "换成 600 × 800"
    way.click()
    drawn(qtbot, sitting, page)
    assert page.board.size == (600, 800) and page.view.shown.note is None


def test_without_notices_the_page_says_what_to_do(opened, qtbot, tmp_path: Path):
    sitting, page = opened(computer(tmp_path / "新", TOWNSHIP))
    assert page.view.currentIndex() == 1 and page.toolbar is None
    page.view.start.click()
    assert sitting.went == [("notices", {})]
    page.view.begin.click()
    drawn(qtbot, sitting, page)
    assert page.view.currentIndex() == 0 and len(page.board.columns) == 3 and not page.print.isEnabled()


def test_narrow_shows_one_pane_and_f8_goes_to_the_points(opened, qtbot, village, shot):
    choose_look("light", 1.5)
    _, page = opened(village)
    assert page.view.columns.is_narrow and page.view.shown.isVisible()
    shot(page, "board-large")
    qtbot.keyClick(page, Qt.Key.Key_F8)
    assert page.view.legibility.isVisible() and not page.view.shown.isVisible()


def test_a_board_changed_while_it_is_cut_is_not_let_out_as_it_was(opened, qtbot, village: Computer):
    sitting, page = opened(village)
    let_out: list[object] = []
    page.ways_out.with_tiles(let_out.append)
    page.composing.change(width=900, height=600)
    drawn(qtbot, sitting, page)
    assert let_out == []
    page.ways_out.with_tiles(let_out.append)
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
    for area in (view.legibility, view.shown, view.rows):
        assert page.next_area(back=True) and area.isVisible()
    assert not page.next_area(back=True)
    # The page is closed by itself, after the window is gone.
    for part in (page.tools, page):
        part.setParent(None)


def test_tab_goes_from_the_list_through_the_form_before_it_leaves_for_the_board(opened, qtbot, village: Computer):
    _, page = opened(village)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.tools.text.click()
    form, order = page.view.form, []
    page.view.rows.setFocus()
    while QApplication.focusWidget() is not page.view.shown.preview.desk and len(order) < 20:
        order.append(QApplication.focusWidget())
        qtbot.keyClick(order[-1], Qt.Key.Key_Tab)
    inside = [widget for widget in order if widget in form.fields()]
    assert inside == [form.heading, form.text, form.near, form.height_mm]


def test_a_way_out_goes_by_what_stands_there_now(opened, qtbot, village: Computer, tmp_path: Path):
    with village.working() as workspace:
        make_notice(workspace, "NT-09", BLANKS, subsidies(tmp_path / "名单.xlsx", 79))
    sitting, page = opened(village)
    [point] = [point for point in page.view.legibility.points() if "放不下" in point.text]
    part = next(part for part in page.board.parts() if "补贴" in page._sources()[part.source].title)
    page.composing.set_part(part.id, text="http://www.example.gov.cn/qb")
    page._set({"columns": ["惠农", "财务"]})
    next(act for words, _, act in point.ways if words == "改二维码")()
    changed = page.board.part(part.id)
    assert (changed.coded, changed.text) == (True, "http://www.example.gov.cn/qb")
    assert [column.title for column in page.board.columns] == ["惠农", "财务"]
    drawn(qtbot, sitting, page)
    page.composing.change(width=2400, height=1200)
    drawn(qtbot, sitting, page)
    page.composing.divide_without()
    assert [column.title for column in page.board.columns] == ["惠农"]
