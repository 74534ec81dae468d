"""Writing in the cells of the grid."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QCheckBox

from app.drafting.editing import set_entry
from app.drafting.lookup import find_entry
from tests.support import Computer
from tests.ui.pages.drafting.grid.conftest import ALT, CTRL, SHIFT, GridSitting
from tests.ui.support import choose_look

_Key = Qt.Key


def test_what_is_typed_replaces_and_enter_goes_down(grid, township: Computer):
    at: GridSitting = grid(township)
    at.go("05-005", "publisher")
    at.press(_Key.Key_A)
    at.type("镇民政办")
    at.press(_Key.Key_Return)
    assert at.values("05-005")["publisher"] == "a镇民政办"
    assert at.editor is None and at.view.cells.current == (at.row("05-006").id, "publisher")
    assert at.view.table.main.hasFocus()
    at.undo()
    assert at.values("05-005")["publisher"] == "兴隆镇人民政府"


def test_arrows_behind_what_replaces_a_cell_lead_on_as_in_a_spreadsheet(grid, township: Computer):
    at: GridSitting = grid(township)
    at.go("05-005", "publisher")
    at.press(_Key.Key_A)
    at.type("镇民政办")
    at.press(_Key.Key_Down)
    assert at.values("05-005")["publisher"] == "a镇民政办"
    assert at.editor is None and at.view.cells.current == (at.row("05-006").id, "publisher")
    at.press(_Key.Key_B)
    at.press(_Key.Key_Up)
    assert at.values("05-006")["publisher"] == "b" and at.view.cells.current[0] == at.row("05-005").id
    at.press(_Key.Key_F2)
    at.press(_Key.Key_Down)
    assert at.editor is not None


def test_words_of_an_input_method_go_into_the_cell(grid, township: Computer):
    at: GridSitting = grid(township)
    at.go("05-005", "publisher")
    QApplication.sendEvent(at.view.table.main, QInputMethodEvent("zhen", []))
    composed = QInputMethodEvent("", [])
    composed.setCommitString("镇民政办")
    QApplication.sendEvent(at.page.window().focusWidget(), composed)
    at.press(_Key.Key_Return)
    assert at.values("05-005")["publisher"] == "镇民政办"


@pytest.mark.parametrize("element", ["publisher", "level2"])
def test_words_that_come_at_once_go_into_the_cell(grid, township: Computer, element: str):
    at: GridSitting = grid(township)
    at.go("05-005", element)
    spoken = QInputMethodEvent("", [])
    spoken.setCommitString("镇民政办")
    QApplication.sendEvent(at.view.table.main, spoken)
    at.press(_Key.Key_Return)
    assert at.values("05-005")[element] == "镇民政办"


def test_f2_keeps_what_stands_there_and_tab_goes_to_the_side(grid, township: Computer):
    at: GridSitting = grid(township)
    at.go("05-005", "publisher")
    at.press(_Key.Key_F2)
    at.type("民政办")
    at.press(_Key.Key_Tab)
    assert at.values("05-005")["publisher"] == "兴隆镇人民政府民政办"
    elements = at.view.cells.shown_elements()
    assert at.view.cells.current == (at.row("05-005").id, elements[elements.index("publisher") + 1])
    at.press(_Key.Key_F2)
    at.press(_Key.Key_Backtab, SHIFT)
    assert at.view.cells.current == (at.row("05-005").id, "publisher")


def test_esc_leaves_the_editor_and_keeps_the_text(grid, township: Computer):
    at: GridSitting = grid(township)
    at.go("05-005", "publisher")
    at.press(_Key.Key_F2)
    at.type("民政办")
    at.press(_Key.Key_Escape)
    assert at.editor is None and at.view.cells.current == (at.row("05-005").id, "publisher")
    assert at.values("05-005")["publisher"] == "兴隆镇人民政府民政办"


def test_what_is_typed_is_on_the_disk_before_the_cell_is_left(grid, township: Computer):
    at: GridSitting = grid(township)
    at.go("05-005", "publisher")
    at.press(_Key.Key_F2)
    at.type("民政办")
    at.qtbot.waitUntil(lambda: not at.desk.session.typing.is_waiting, timeout=1000)
    kept = []
    at.desk.session.ask(lambda workspace: kept.extend(workspace.store.drafts.all()))
    at.wait()
    assert [row["value"] for row in kept] == ["兴隆镇人民政府民政办"] and at.editor is not None


def test_another_line_of_a_list_is_begun_with_alt(grid, township: Computer):
    at: GridSitting = grid(township)
    at.go("05-005", "elements")
    at.press(_Key.Key_F2)
    at.press(_Key.Key_Return, ALT)
    at.type("公示期满结果")
    at.press(_Key.Key_Return)
    assert at.values("05-005")["elements"] == ["初审对象名单及相关信息", "公示期满结果"]


def test_a_deadline_typed_as_a_sentence_is_read_in_parts(grid, township: Computer):
    at: GridSitting = grid(township)
    at.go("05-005", "deadline")
    at.press(_Key.Key_1)
    at.type("5个工作日内")
    at.press(_Key.Key_Return)
    deadline = at.values("05-005")["deadline"]
    assert deadline["text"] == "15个工作日内" and (deadline["count"], deadline["unit"]) == (15, "workday")


def test_a_date_that_is_none_yet_waits_with_its_reason(grid, township: Computer):
    at: GridSitting = grid(township)
    at.go("05-005", "deadline")
    at.press(_Key.Key_F2)
    count = next(widget for widget in at.editor.editor.inputs() if widget.property("part") == "多少")
    count.setFocus()
    count.selectAll()
    at.type("十来")
    at.press(_Key.Key_Return)
    before = at.values("05-005")["deadline"]
    assert before["count"] == 10
    waits = at.row("05-005").waiting["deadline"]
    assert waits.typed["count"] == "十来" and waits.reason
    at.go("05-005", "deadline")
    at.press(_Key.Key_F2)
    assert at.editor.editor.value()["count"] == "十来"
    assert waits.reason in at.editor.shown_reason()


def test_ticks_are_set_with_space(grid, township: Computer):
    at: GridSitting = grid(township)
    at.go("05-005", "channels")
    at.press(_Key.Key_Space)
    box = next(box for box in at.editor.findChildren(QCheckBox) if box.text() == "政府网站")
    box.setFocus()
    at.press(_Key.Key_Space)
    at.press(_Key.Key_Return)
    assert at.values("05-005")["channels"][0] == "政府网站" and len(at.values("05-005")["channels"]) == 2


@pytest.mark.parametrize(("width", "height", "scale"), [(640, 480, 1.0), (1286, 600, 2.0)])
def test_every_editor_stays_inside_the_window(grid, township: Computer, qapp, width, height, scale):
    at: GridSitting = grid(township, width, height)
    choose_look("light", scale)
    at.wait()
    for element in ("level2", "elements", "basis", "deadline", "channels", "levels"):
        at.go("05-013", element)
        at.press(_Key.Key_F2)
        inside = at.editor.parentWidget().rect()
        assert inside.contains(at.editor.geometry()), element
        at.press(_Key.Key_Escape)
    assert at.desk.session.undo_label is None or "05-013" not in at.desk.session.undo_label


def test_the_keyboard_may_go_elsewhere_from_a_cell(grid, township: Computer):
    at: GridSitting = grid(township)
    at.go("05-005", "publisher")
    at.press(_Key.Key_F2)
    at.type("民政办")
    at.click(at.tools.replace)
    assert at.editor is None and at.acts.replace.wanted.hasFocus()
    assert at.values("05-005")["publisher"] == "兴隆镇人民政府民政办"


def test_a_line_is_finished_from_within_a_cell(grid, township: Computer):
    at: GridSitting = grid(township)
    at.go("05-005", "publisher")
    at.press(_Key.Key_F2)
    at.type("民政办")
    at.press(_Key.Key_Return, CTRL)
    assert at.content("05-005")["state"] == "ready"
    assert at.values("05-005")["publisher"] == "兴隆镇人民政府民政办"
    assert at.editor is None and at.view.cells.current[0] == at.row("05-006").id


def test_undo_within_an_untouched_cell_shows_what_stands_there_then(grid, township: Computer):
    at: GridSitting = grid(township)
    at.go("05-005", "publisher")
    at.press(_Key.Key_F2)
    at.type("民政办")
    at.press(_Key.Key_Escape)
    at.press(_Key.Key_F2)
    at.undo()
    assert at.editor is not None and at.editor.editor.value() == "兴隆镇人民政府"
    at.press(_Key.Key_Return)
    assert at.values("05-005")["publisher"] == "兴隆镇人民政府"


def test_undo_of_what_is_typed_in_an_open_cell_takes_it_out_of_the_cell(grid, township: Computer):
    at: GridSitting = grid(township)
    at.go("05-005", "publisher")
    at.press(_Key.Key_F2)
    at.type("民政办")
    at.undo()
    assert at.values("05-005")["publisher"] == "兴隆镇人民政府"
    assert at.editor.editor.value() == "兴隆镇人民政府"
    at.press(_Key.Key_Escape)
    at.press(_Key.Key_F2)
    assert at.editor.editor.value() == "兴隆镇人民政府"
    at.type("一")
    at.press(_Key.Key_Return)
    assert at.values("05-005")["publisher"] == "兴隆镇人民政府一"


def test_what_locks_a_cell_is_said(grid, township: Computer):
    with township.working() as workspace:
        set_entry(workspace, find_entry(workspace, "05-006"), not_applicable="本镇没有这类对象")
    at: GridSitting = grid(township)
    at.go("05-006", "publisher")
    at.press(_Key.Key_A)
    assert at.editor is None and "不涉及" in at.messages.toasts[-1]
