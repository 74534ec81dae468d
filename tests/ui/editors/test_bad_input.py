"""What people type and paste all the same: told at the place, nothing lost, no standstill."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit

from app.errors import UserFacingError
from app.standards.models import Element
from app.standards.values import MAX_TEXT, check_value
from tests.ui.editors.conftest import child, paste
from ui.editors.growing_text import GrowingText
from ui.editors.kinds import editor_for
from ui.editors.reasons import ReasonPicker

ODD = "䶮𬭎🙂"


def element(kind: str) -> Element:
    return Element("key", "公开时限" if kind == "deadline" else "标签", kind)


def words(editor) -> list[str]:
    """What stands in the editor besides what is typed."""
    return [each.text() for each in editor.findChildren(QLabel) if each.isVisible() and each.text()]


@pytest.mark.parametrize("kind", ["text", "long_text", "list", "citations"])
def test_very_much_text_is_refused_at_once_and_what_was_typed_stays(kind, shown):
    editor = shown(editor_for(element(kind)))
    text = child(editor, GrowingText)
    text.insertPlainText("先写的")
    before = editor.value()
    paste(text, "办事指南流程" * 20_000)
    QApplication.processEvents()
    assert editor.value() == before
    assert "120000 个字，没有贴进来" in editor.said()
    assert editor.said() in words(editor)
    text.insertPlainText("，接着写")
    assert editor.said() == ""


def test_as_much_as_is_allowed_is_taken(shown):
    editor = shown(editor_for(element("long_text")))
    paste(child(editor, GrowingText), "长" * MAX_TEXT)
    assert check_value(editor.element, editor.value()) == "长" * MAX_TEXT
    paste(child(editor, GrowingText), "多")
    assert len(editor.value()) == MAX_TEXT
    assert f"最多写 {MAX_TEXT} 个字" in editor.said()


@pytest.mark.parametrize("kind", ["text", "long_text", "list", "citations", "deadline", "phone"])
def test_rare_characters_and_emoji_stay_as_they_are(kind, shown):
    editor = shown(editor_for(element(kind)))
    if kind == "deadline":
        editor.set_value(ODD)
    elif kind == "phone":
        child(editor, QLineEdit).insert(ODD)
    else:
        paste(child(editor, GrowingText), f"\u202e{ODD}\x07\u200b")
    assert ODD in str(check_value(editor.element, editor.value()))
    assert "\x07" not in str(editor.value())


@pytest.mark.parametrize(("typed", "number"), [("１２", 12), ("－７", -7), ("一二", None)])
def test_numbers_in_full_width_digits(typed, number, shown):
    editor = shown(editor_for(element("number")))
    child(editor, QLineEdit).insert(typed)
    if number is None:
        with pytest.raises(UserFacingError):
            check_value(editor.element, editor.value())
    else:
        assert check_value(editor.element, editor.value()) == number


def test_a_deadline_counted_in_full_width_digits(qtbot, shown):
    editor = shown(editor_for(element("deadline")))
    event, count = child(editor, QComboBox).lineEdit(), child(editor, QLineEdit, 1)
    event.setFocus()
    event.insert("信息形成")
    count.insert("１０")
    count.textEdited.emit(count.text())
    assert editor.value()["text"] == "信息形成之日起10个工作日内"
    editor.left.emit()
    assert count.text() == "10"
    qtbot.keyClicks(count, "0000")
    assert "4 位数" in editor.said()


def test_a_deadline_without_a_number_is_kept_as_text_and_says_what_follows(qtbot, shown):
    editor = shown(editor_for(element("deadline")))
    child(editor, QComboBox).lineEdit().insert("尽快")
    with qtbot.waitSignal(editor.typed):
        editor.left.emit()
    value = check_value(editor.element, editor.value())
    assert (value["text"], value["unit"], value["count"]) == ("尽快", "other", None)
    assert any("算不出是哪一天" in each for each in words(editor))
    text = child(editor, GrowingText)
    text.selectAll()
    text.insertPlainText("信息形成之日起5个工作日内")
    assert not any("算不出" in each for each in words(editor))


@pytest.mark.parametrize(
    ("typed", "text", "parts"),
    [
        ("尽快", "尽快", (None, "other", None)),
        ("每季度", "每季度", (None, "other", None)),
        ("3个工作日", "3个工作日内", (3, "workday", None)),
        ("信息形成之日起3个月内", "信息形成之日起3个月内", (3, "month", "信息形成")),
        ("收到第1份申请", "收到第1份申请之日起10个工作日内", (10, "workday", "收到第1份申请")),
        ("每季度结束", "每季度结束之日起10个工作日内", (10, "workday", "每季度结束")),
    ],
)
def test_words_over_the_event_of_a_deadline_never_become_half_of_another(qtbot, shown, typed, text, parts):
    editor = shown(editor_for(element("deadline")))
    editor.set_value(
        {"text": "信息形成或者变更之日起10个工作日内", "count": 10, "unit": "workday", "event": "信息形成或者变更"}
    )
    event = child(editor, QComboBox).lineEdit()
    event.selectAll()
    event.insert(typed)
    for _ in ("while it is typed", "when it is left"):
        value = check_value(editor.element, editor.value())
        assert (value["text"], (value["count"], value["unit"], value["event"])) == (text, parts)
        editor.left.emit()


def test_a_whole_deadline_in_the_first_box_is_parted(qtbot, shown):
    editor = shown(editor_for(element("deadline")))
    child(editor, QComboBox).lineEdit().insert("制定或获取信息之日起10个工作日内，公示7个工作日")
    editor.left.emit()
    value = editor.value()
    assert (value["count"], value["event"], value["notice_days"]) == (10, "制定或获取信息", 7)


def test_a_ready_reason_is_taken_with_a_key_or_the_mouse(qtbot, shown):
    picker = shown(ReasonPicker("例：本镇没有这类企业"))
    picker.offer(["本镇没有这类事项", "本镇没有这类企业"])
    picker.setFocus()
    qtbot.keyClick(picker.line, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert picker.text() == "本镇没有这类企业"
    picker.line.insert("和场所")
    assert picker.text() == "本镇没有这类企业和场所"
    first = picker._buttons[0]
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    assert picker.text() == "本镇没有这类事项"
    with qtbot.waitSignal(picker.finished):
        qtbot.keyClick(picker.line, Qt.Key.Key_Return)
