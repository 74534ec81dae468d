"""The list of the program, as mouse, keyboard and screen reader meet it."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from tests.ui.support import choose_look
from ui.theme import theme
from ui.widgets.rows import FINDINGS, ITEMS, TASKS, Mark, Row, RowAction, RowList

DO = RowAction("do", "登记公开")
LATER = RowAction("later", "以后再办")


def tasks() -> list[Row]:
    return [
        Row("late", "已经逾期", "2 项", "octagon-alert", "danger", heading=True),
        Row("a", "最低生活保障 · 审批信息", "10个工作日", "file-text", right="过了 6 个工作日", actions=(DO, LATER)),
        Row("b", "耕地地力保护：补贴结果", "20个工作日", "file-text", right="过了 4 个工作日", actions=(DO,)),
        Row("soon", "七天内到期", "1 项", "clock", "warn", heading=True),
        Row("c", "审核审批信息", "跳过两个周末", "file-text", right="今天到期", checked=False),
    ]


@pytest.fixture
def work_list(qtbot) -> RowList:
    made = RowList(TASKS, name="今天要办")
    qtbot.addWidget(made)
    made.resize(700, 400)
    made.set_rows(tasks())
    made.show()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    return made


def button_place(rows: RowList, key: str, code: str) -> QPoint:
    number = rows.model().row_of(key)
    rect = next(rect for rect, action in rows.itemDelegate().layout_of(number).buttons if action.code == code)
    return rows.visualRect(rows.model().index(number)).topLeft() + rect.center()


def press_again(widget, key: Qt.Key, repeats: bool) -> None:
    """Press a key, or hold it: the keyboard then sends it again and again."""
    event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, "", repeats)
    QApplication.sendEvent(widget, event)


def test_a_lone_date_stands_level_with_the_buttons(work_list):
    placed = work_list.itemDelegate().layout_of(work_list.model().row_of("b"))
    [date] = [at for at in placed.texts if at.at_right]
    [(button, _)] = placed.buttons
    assert abs(date.rect.center().y() - button.center().y()) <= 1


def heard(signal) -> list:
    told: list = []
    signal.connect(lambda *values: told.append(values if len(values) > 1 else values[0]))
    return told


def test_the_model_behaves_as_qt_expects(work_list, qtmodeltester):
    qtmodeltester.check(work_list.model())


def test_arrows_pass_over_headings(work_list):
    chosen = heard(work_list.chosen)
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_End, Qt.Key.Key_Down):
        QTest.keyClick(work_list, key)
    assert chosen == ["b", "c", "b", "c"]
    QTest.keyClick(work_list, Qt.Key.Key_PageUp)
    assert work_list.current_key() == "a"
    QTest.keyClick(work_list, Qt.Key.Key_PageDown)
    assert work_list.current_key() == "c"


def test_a_button_is_pressed_with_the_mouse_and_the_row_is_not_opened(work_list, qtbot):
    acted, opened = heard(work_list.acted), heard(work_list.opened)
    qtbot.mouseClick(work_list.viewport(), Qt.MouseButton.LeftButton, pos=button_place(work_list, "a", "later"))
    qtbot.mouseDClick(work_list.viewport(), Qt.MouseButton.LeftButton, pos=button_place(work_list, "b", "do"))
    assert acted[0] == ("a", "later") and set(acted[1:]) <= {("b", "do")} and opened == []


def test_a_press_meant_one_row_whatever_comes_under_the_mouse(work_list, qtbot):
    acted, ticked = heard(work_list.acted), heard(work_list.checked)
    place = button_place(work_list, "a", "do")
    qtbot.mousePress(work_list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    work_list.set_rows([replace(row, key="new") if row.key == "a" else row for row in tasks()])
    qtbot.mouseRelease(work_list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert acted == [] and ticked == []


def test_a_second_quick_click_is_not_for_the_row_that_came_after_the_first(work_list, qtbot):
    acted = heard(work_list.acted)
    alike = [replace(tasks()[1], key=key) for key in ("a", "b", "c")]
    work_list.set_rows(alike)
    place = button_place(work_list, "a", "do")
    # As a page does with a row that is dealt with.
    work_list.acted.connect(lambda key, code: work_list.set_rows([r for r in work_list.rows() if r.key != key]))
    for send in (qtbot.mouseClick, qtbot.mouseDClick, qtbot.mouseRelease):
        send(work_list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert acted == [("a", "do")]


def test_a_key_held_down_acts_on_one_row(work_list):
    acted, ticked = heard(work_list.acted), heard(work_list.checked)
    work_list.acted.connect(lambda key, code: work_list.set_rows([r for r in work_list.rows() if r.key != key]))
    work_list.set_current("a")
    for repeats in (False, True, True):
        press_again(work_list, Qt.Key.Key_Return, repeats)
    assert acted == [("a", "do")]
    work_list.set_current("c")
    for repeats in (False, True, True):
        press_again(work_list, Qt.Key.Key_Space, repeats)
    assert ticked == [("c", True)]


def test_a_press_that_ends_elsewhere_does_nothing(work_list, qtbot):
    acted = heard(work_list.acted)
    qtbot.mousePress(work_list.viewport(), Qt.MouseButton.LeftButton, pos=button_place(work_list, "a", "do"))
    qtbot.mouseRelease(work_list.viewport(), Qt.MouseButton.LeftButton, pos=button_place(work_list, "b", "do"))
    assert acted == []


def test_enter_does_the_first_action_or_opens(work_list):
    acted, opened = heard(work_list.acted), heard(work_list.opened)
    work_list.set_current("a")
    QTest.keyClick(work_list, Qt.Key.Key_Return)
    work_list.set_current("c")
    QTest.keyClick(work_list, Qt.Key.Key_Enter)
    assert acted == [("a", "do")] and opened == ["c"]


def test_shift_enter_offers_every_action(work_list, qtbot):
    acted = heard(work_list.acted)
    work_list.set_current("a")
    QTest.keyClick(work_list, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu) and [action.text() for action in menu.actions()] == ["登记公开", "以后再办"]
    menu.actions()[1].trigger()
    menu.close()
    assert acted == [("a", "later")]


def test_space_and_a_click_tick(work_list, qtbot):
    checked = heard(work_list.checked)
    work_list.set_current("c")
    QTest.keyClick(work_list, Qt.Key.Key_Space)
    number = work_list.model().row_of("c")
    place = work_list.visualRect(work_list.model().index(number)).topLeft()
    box = work_list.itemDelegate().layout_of(number).check.center()
    qtbot.mouseClick(work_list.viewport(), Qt.MouseButton.LeftButton, pos=place + box)
    assert checked == [("c", True), ("c", True)]


def test_new_rows_keep_the_current_one_and_say_nothing(work_list):
    work_list.set_current("b")
    chosen = heard(work_list.chosen)
    work_list.set_rows([Row("new", "新来的"), *tasks()])
    assert work_list.current_key() == "b"
    work_list.set_rows([row for row in tasks() if row.key != "b"])
    assert work_list.current_key() == "c" and chosen == []


def test_a_disabled_row_can_be_read_but_not_acted_on(work_list):
    acted = heard(work_list.acted)
    work_list.set_rows([replace(tasks()[1], enabled=False, tip="已经定稿。")])
    QTest.keyClick(work_list, Qt.Key.Key_Down)
    QTest.keyClick(work_list, Qt.Key.Key_Return)
    assert work_list.current_key() == "a" and acted == []
    assert "已经定稿。" in work_list.itemDelegate().tip_at(0, QPoint(60, 10))


def test_words_typed_find_a_row(qtbot):
    rows = RowList(ITEMS, name="条目")
    qtbot.addWidget(rows)
    rows.set_rows(
        [Row(f"k{n}", title, number=f"{n:03}") for n, title in enumerate(["政策法规", "办事指南", "审核信息"], 1)]
    )
    rows.set_current("k1")
    event = QInputMethodEvent()
    event.setCommitString("审核")
    QApplication.sendEvent(rows, event)
    assert rows.current_key() == "k3"
    rows.setCurrentIndex(rows.model().index(0))
    other = RowList(ITEMS)
    qtbot.addWidget(other)
    other.set_rows(rows.rows())
    QTest.keyClicks(other, "002")
    assert other.current_key() == "k2"


def test_what_icons_stand_for_is_spoken():
    row = Row(
        "a",
        "审核信息",
        icon="circle-dot",
        icon_text="正在填",
        number="005",
        marks=(Mark("triangle-alert", "1 处请看", "warn"),),
        progress=0.5,
        checked=True,
        actions=(DO,),
    )
    assert row.spoken() == "正在填，005，审核信息，1 处请看，50%，已勾选，按钮 登记公开"


def test_sentences_wrap_and_titles_are_cut_with_a_tooltip(qtbot):
    long = "依据已更换：民发〔2016〕178号由民发〔2021〕43号取代，请把目录里的依据换成现行有效的文件。"
    findings, items = RowList(FINDINGS), RowList(ITEMS)
    for rows in (findings, items):
        qtbot.addWidget(rows)
        rows.resize(300, 200)
        rows.set_rows([Row("a", long, "05-009 审核信息")])
        rows.show()
    assert findings.content_height() >= 3 * theme().line_height("table")
    assert items.content_height() < 3 * theme().line_height("body")
    assert long in items.itemDelegate().tip_at(0, QPoint(40, 10))
    assert findings.itemDelegate().tip_at(0, QPoint(40, 10)) == ""


def test_large_text_and_a_narrow_list_cut_nothing(work_list, qtbot):
    before = work_list.content_height()
    choose_look(scale=1.5)
    work_list.resize(420, 400)
    qtbot.waitUntil(lambda: work_list.content_height() > 1.8 * before)
    delegate, width = work_list.itemDelegate(), work_list.viewport().width()
    for number in range(work_list.model().rowCount()):
        layout = delegate.layout_of(number)
        assert not layout.cut
        assert all(rect.right() < width for rect, _ in layout.buttons)
        assert work_list.visualRect(work_list.model().index(number)).height() == layout.height


def test_ten_thousand_rows_show_the_last_one(qtbot):
    rows = RowList(FINDINGS)
    qtbot.addWidget(rows)
    rows.resize(320, 400)
    rows.show()
    rows.set_rows([Row(f"k{n}", f"第 {n} 处") for n in range(10_000)])
    rows.set_current("k9990")
    index = rows.model().index(9990)
    qtbot.waitUntil(lambda: rows.viewport().rect().intersects(rows.visualRect(index)), timeout=10_000)


def test_rows_that_come_when_the_keyboard_is_there_already_show_it(qtbot):
    rows = RowList(TASKS, name="今天要办")
    qtbot.addWidget(rows)
    rows.show()
    rows.activateWindow()
    rows.setFocus()
    qtbot.waitUntil(rows.hasFocus)
    chosen: list[str] = []
    rows.chosen.connect(chosen.append)
    rows.set_rows([Row("due", "已经逾期", heading=True), Row("first", "登记公开"), Row("second", "登记公开")])
    assert rows.current_key() == "first"
    assert chosen == []
