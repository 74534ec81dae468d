"""The elements of an item: a line each, those of the standard ticked, moved, taken out and brought back."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QCheckBox

from app.standards.models import Element
from app.standards.values import MAX_MEMBERS
from tests.ui.editors.conftest import child, paste
from ui.editors.growing_text import GrowingText
from ui.editors.kinds import editor_for
from ui.editors.numbered_text import _Strip

ELEMENTS = Element("elements", "公开内容（要素）", "list")
STANDARD = ["办理事项", "办理条件", "申请材料", "联系方式"]
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def editor(shown):
    made = editor_for(ELEMENTS)
    made.show_standard(STANDARD)
    made.set_value(STANDARD)
    return shown(made)


def boxes(editor) -> list[str]:
    """What can be brought back."""
    return [box.text() for box in editor.findChildren(QCheckBox) if box.isVisible()]


def line_place(editor, number: int, x: int) -> QPoint:
    """Where a line stands in the strip."""
    text = child(editor, GrowingText)
    return QPoint(x, text.box_of(text.document().findBlockByNumber(number)).center().y())


def go_to(text: GrowingText, number: int) -> None:
    cursor = text.textCursor()
    cursor.setPosition(text.document().findBlockByNumber(number).position())
    text.setTextCursor(cursor)


def test_what_is_taken_out_can_be_brought_back_with_the_keyboard(qtbot, editor):
    text = child(editor, GrowingText)
    assert boxes(editor) == []
    go_to(text, 1)
    with qtbot.waitSignal(editor.typed):
        qtbot.keyClick(text, Qt.Key.Key_Delete, ALT)
    assert editor.value() == ["办理事项", "申请材料", "联系方式"]
    assert boxes(editor) == ["办理条件"]
    qtbot.keyClick(child(editor, QCheckBox), Qt.Key.Key_Space)
    assert editor.value() == STANDARD
    assert boxes(editor) == []
    assert text.hasFocus()


def test_a_box_takes_a_line_out_and_the_mouse_brings_it_back(qtbot, editor):
    strip = child(editor, _Strip)
    qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=line_place(editor, 2, 8))
    assert boxes(editor) == ["申请材料"]
    child(editor, QCheckBox).click()
    assert editor.value() == STANDARD


def test_lines_of_ones_own_have_no_box_to_lose_them_by(qtbot, editor):
    editor.set_value(["乡贤榜", *STANDARD])
    qtbot.mouseClick(child(editor, _Strip), Qt.MouseButton.LeftButton, pos=line_place(editor, 0, 8))
    assert editor.value() == ["乡贤榜", *STANDARD]


def test_lines_are_moved_with_keys(qtbot, editor):
    text = child(editor, GrowingText)
    go_to(text, 3)
    qtbot.keyClick(text, Qt.Key.Key_Up, ALT | SHIFT)
    qtbot.keyClick(text, Qt.Key.Key_Up, ALT)
    assert editor.value() == ["办理事项", "联系方式", "办理条件", "申请材料"]
    assert text.textCursor().blockNumber() == 1
    text.undo()
    assert editor.value() == ["办理事项", "办理条件", "联系方式", "申请材料"]


def test_lines_are_dragged(qtbot, editor):
    strip = child(editor, _Strip)
    start, end = line_place(editor, 0, 34), line_place(editor, 2, 34) + QPoint(0, 6)
    qtbot.mousePress(strip, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(strip, end)
    qtbot.mouseRelease(strip, Qt.MouseButton.LeftButton, pos=end)
    assert editor.value() == ["办理条件", "申请材料", "办理事项", "联系方式"]


def test_pasted_lines_become_members_without_their_numbers(editor):
    text = child(editor, GrowingText)
    text.selectAll()
    text.textCursor().removeSelectedText()
    paste(text, "1. 办理条件；\r\n2. 救助标准；\r\n3. 咨询电话。")
    assert editor.value() == ["办理条件", "救助标准", "咨询电话。"]
    assert boxes(editor) == ["办理事项", "申请材料", "联系方式"]


def test_too_many_lines_are_refused_whole(editor):
    text = child(editor, GrowingText)
    paste(text, "\n".join(f"第{number}条" for number in range(MAX_MEMBERS + 1)))
    assert editor.value() == STANDARD
    assert f"最多写 {MAX_MEMBERS} 条" in editor.said()
    paste(text, "字" * 150_000)
    assert editor.value() == STANDARD
    assert "20000 个字" in editor.said()


def test_nothing_can_be_taken_out_of_what_may_not_be_changed(qtbot, editor):
    editor.set_value(["办理事项"])
    editor.set_read_only(True)
    assert boxes(editor) == []
    qtbot.mouseClick(child(editor, _Strip), Qt.MouseButton.LeftButton, pos=line_place(editor, 0, 8))
    qtbot.keyClick(child(editor, GrowingText), Qt.Key.Key_Delete, ALT)
    assert editor.value() == ["办理事项"]
