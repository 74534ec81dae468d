"""What is done to one line by a key or its menu: copy, confirm, write as the standard, decline with a ready reason."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu, QPushButton

from app.drafting.editing import set_entry
from app.drafting.lookup import find_entry
from tests.support import Computer
from ui.editors.choosing import Box
from ui.editors.growing_text import GrowingText

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def choose(at, words: str) -> None:
    """Choose from the menu of the current line."""
    rows = at.page.view.items.rows
    rows.customContextMenuRequested.emit(rows.visualRect(rows.currentIndex()).center())
    menu = at.page.view.items.findChild(QMenu)
    next(action for action in menu.actions() if action.text().startswith(words)).trigger()
    menu.close()
    at.wait()


def test_a_line_is_copied_and_the_copy_opened(sit, township: Computer):
    at = sit(township, item="05-005")
    at.press(Qt.Key.Key_D, CTRL | SHIFT)
    shown = at.page.view.shown
    assert shown.relation == "local" and shown.title == at.row("05-005").title
    keys = [item.key for item in at.page.table.items]
    assert keys[keys.index("05-005") + 1] == shown.key
    at.messages.toast_actions[-1]()
    at.wait()
    assert shown.key not in [item.key for item in at.page.table.items]
    assert at.title == "05-005"


def test_a_line_is_confirmed_with_one_key(sit, township: Computer):
    at = sit(township, item="05-005")
    at.press(Qt.Key.Key_F7)
    assert at.stored("05-005")["confirmed"]["person"] == "李梅"
    at.press(Qt.Key.Key_F7)
    assert "都已经核对过了" in at.messages.toasts[-1]


def test_a_line_is_written_as_the_standard_from_its_menu(sit, township: Computer):
    with township.working() as workspace:
        set_entry(workspace, find_entry(workspace, "05-005"), {"publisher": "甲", "mode": "依申请公开"})
    at = sit(township, item="05-005")
    choose(at, "整条照标准")
    assert at.stored("05-005")["values"]["publisher"] == "兴隆镇人民政府"
    assert at.page.view.shown.relation == "adopted"


def test_a_ready_reason_is_taken_and_can_be_changed(sit, township: Computer):
    at = sit(township, item="05-005")
    at.click(at.page.view.entry.tools.not_applicable)
    box = at.page.view.entry.decline
    at.qtbot.keyClick(box.reason.line, Qt.Key.Key_2, ALT)
    assert box.reason.text() == "本镇没有这类企业"
    at.qtbot.keyClick(box.reason.line, Qt.Key.Key_Return)
    at.wait()
    assert at.stored("05-005")["not_applicable"] == "本镇没有这类企业"


def test_the_own_name_is_offered_as_publisher(sit, township: Computer):
    with township.working() as workspace:
        set_entry(workspace, find_entry(workspace, "05-003"), {"publisher": "兴隆镇民政办"})
    at = sit(township, item="05-005", element="publisher")
    text = at.form.editor("publisher").findChild(GrowingText)
    at.qtbot.keyClick(text, Qt.Key.Key_F4)
    offered = text._offers.popup().model()
    names = [offered.index(row, 0).data() for row in range(offered.rowCount())]
    assert names[0] == "兴隆镇人民政府" and "兴隆镇民政办" in names
    text._offers.popup().hide()


def test_what_is_taken_out_of_the_standards_elements_comes_back(sit, township: Computer):
    at = sit(township, item="05-004", element="elements")
    editor = at.form.editor("elements")
    whole = list(editor.value())
    text = editor.findChild(GrowingText)
    at.qtbot.keyClick(text, Qt.Key.Key_Delete, ALT)
    at.page.view.items.rows.setFocus()
    at.wait()
    assert at.stored("05-004")["values"]["elements"] == whole[1:]
    box = next(box for box in editor.findChildren(Box) if not box.isHidden())
    assert box.text() == whole[0]
    box.click()
    at.page.view.items.rows.setFocus()
    at.wait()
    assert at.stored("05-004")["values"]["elements"] == whole


@pytest.mark.parametrize("give_up", ["Esc", "算了"])
def test_who_gives_up_the_reason_is_where_he_was(sit, township: Computer, give_up: str):
    at = sit(township, item="05-005", element="publisher")
    was, box = QApplication.focusWidget(), at.page.view.entry.decline
    choose(at, "不涉及…")
    at.qtbot.waitUntil(lambda: box.isAncestorOf(QApplication.focusWidget()))
    if give_up == "Esc":
        at.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    else:
        at.click(next(each for each in box.findChildren(QPushButton) if each.text() == give_up))
    assert not box.isVisible() and QApplication.focusWidget() is was


def test_a_finished_line_is_opened_again_where_it_is_to_be_changed(sit, township: Computer):
    with township.working() as workspace:
        set_entry(workspace, find_entry(workspace, "05-005"), state="ready")
    at = sit(township, item="05-005", element="publisher")
    at.click(at.page.view.bar.reopen)
    assert at.stored("05-005")["state"] == "draft"
    assert at.form.editor("publisher").isAncestorOf(QApplication.focusWidget())


@pytest.mark.parametrize("on_a_button", [False, True])
def test_ctrl_enter_in_the_box_declines_and_does_not_finish(sit, township: Computer, on_a_button: bool):
    at = sit(township, item="05-005", element="publisher")
    choose(at, "不涉及…")
    box = at.page.view.entry.decline
    box.reason.line.insert("本镇没有这项业务")
    if on_a_button:
        box.accept.setFocus()
    at.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CTRL)
    at.wait()
    content = at.stored("05-005")
    assert (content["state"], content["not_applicable"]) == ("draft", "本镇没有这项业务")
    assert at.title == "05-005" and not box.isVisible()


def test_a_reason_that_cannot_stand_is_kept_and_told_at_the_place(sit, township: Computer):
    at = sit(township, item="05-005", element="publisher")
    choose(at, "不涉及…")
    box = at.page.view.entry.decline
    box.reason.line.setMaxLength(200_000)
    box.reason.line.setText("没有" * 60_000)
    at.click(box.accept)
    assert box.isVisible() and len(box.reason.text()) == 120_000 and "字" in box.field.line()
    assert not at.messages.troubles


def test_the_menu_of_a_row_declines_that_row_though_another_is_still_shown(sit, township: Computer):
    at = sit(township, item="05-005")
    rows = at.page.view.items.rows
    rows.setCurrentIndex(rows.model().index(rows.model().row_of("05-008")))
    rows.customContextMenuRequested.emit(rows.visualRect(rows.currentIndex()).center())
    menu = at.page.view.items.findChild(QMenu)
    assert at.title == "05-005"
    next(action for action in menu.actions() if action.text().startswith("不涉及")).trigger()
    menu.close()
    at.wait()
    box = at.page.view.entry.decline
    assert box.isVisible() and box.isAncestorOf(at.page.window().focusWidget())
    box.reason.line.insert("本镇没有这项业务")
    at.click(box.accept)
    assert at.stored("05-008")["not_applicable"] == "本镇没有这项业务"
    assert at.stored("05-005")["not_applicable"] is None


def test_a_reason_begun_is_there_when_the_line_is_asked_about_again(sit, township: Computer):
    at = sit(township, item="05-005", element="publisher")
    choose(at, "不涉及…")
    box = at.page.view.entry.decline
    box.reason.line.insert("本镇没有这项")
    at.qtbot.keyClick(box.reason.line, Qt.Key.Key_Escape)
    at.click(at.page.view.entry.tools.not_applicable)
    assert box.reason.text() == "本镇没有这项"
    at.choose("05-006")
    assert not box.isVisible()
    choose(at, "不涉及…")
    assert box.reason.text() == ""


def test_where_there_is_little_room_the_reason_is_all_that_is_asked(sit, township: Computer):
    at = sit(township, item="05-005", element="publisher", width=560)
    at.page.resize(560, 320)
    at.click(at.page.view.entry.tools.not_applicable)
    box, panel = at.page.view.entry.decline, at.page.view.entry
    assert box.reason.line.height() >= box.reason.line.sizeHint().height()
    others = (panel.tools, panel.form, panel.head)
    assert not any(each.isVisible() for each in others)
    at.qtbot.keyClick(box.reason.line, Qt.Key.Key_Escape)
    assert all(each.isVisible() for each in others)


def test_a_check_that_finds_nothing_leaves_the_keyboard_where_it_is(sit, township: Computer):
    at = sit(township, item="05-005", element="publisher")
    at.page.acts.confirm_table(at.page.table.place)
    at.wait()
    was = QApplication.focusWidget()
    at.press(Qt.Key.Key_F9)
    assert at.messages.toasts[-1] == "没有要改的地方。" and QApplication.focusWidget() is was
