"""The basis: laws picked from the register, several pasted at once, moved, taken out, replaced."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from app.standards.models import Element
from app.standards.values import MAX_MEMBERS, check_value
from tests.ui.editors.conftest import child, paste
from ui.editors.growing_text import GrowingText
from ui.editors.kinds import editor_for
from ui.editors.laws import Replacement
from ui.widgets.buttons import Button
from ui.widgets.chips import ChipLabel

BASIS = Element("basis", "公开依据", "citations")
AID = {"title": "社会救助暂行办法", "number": "国务院令第649号", "kind": "行政法规", "article": None}
OLD = {"title": "最低生活保障审核审批办法（试行）", "number": None, "kind": None, "article": "第三条"}


def cited(title: str) -> dict:
    return {"title": title, "number": None, "kind": None, "article": None}


def button(editor, text: str) -> Button:
    return next(each for each in editor.findChildren(Button) if each.text() == text and each.isVisible())


def test_a_law_is_picked_by_its_initials_with_the_keyboard(qtbot, shown, laws):
    editor = shown(editor_for(BASIS, suggestions=laws))
    title = child(editor, GrowingText)
    title.setFocus()
    with qtbot.assertNotEmitted(editor.left):
        title.insertPlainText("shjzzxbf")
        popup = QApplication.activePopupWidget()
        offered = popup.model().index(0, 0)
        assert offered.data(Qt.ItemDataRole.AccessibleTextRole) == "社会救助暂行办法，国务院令第649号 · 行政法规，现行"
        qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert editor.value() == [AID]
    assert child(editor, ChipLabel).accessibleName() == "现行"
    assert QApplication.activePopupWidget() is None


def test_a_law_is_picked_with_the_mouse(qtbot, shown, laws):
    editor = shown(editor_for(BASIS, suggestions=laws))
    editor.set_value([cited("甲办法")])
    qtbot.mouseClick(button(editor, "从法规里选"), Qt.MouseButton.LeftButton)
    popup = QApplication.activePopupWidget()
    place = popup.visualRect(popup.model().index(1, 0)).center()
    wanted = popup.model().index(1, 0).data()
    qtbot.mouseClick(popup.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert [citation["title"] for citation in editor.value()] == ["甲办法", wanted]
    assert editor.value()[1]["kind"]


def test_f4_opens_the_laws_from_the_number_too(qtbot, shown, laws):
    editor = shown(editor_for(BASIS, suggestions=laws))
    number = next(line for line in editor.findChildren(QLineEdit) if line.placeholderText() == "文号")
    number.setFocus()
    qtbot.keyClick(number, Qt.Key.Key_F4)
    assert QApplication.activePopupWidget().model().rowCount() > 1
    QApplication.activePopupWidget().hide()


def test_free_text_is_left_as_it_is(qtbot, shown, laws):
    editor = shown(editor_for(BASIS, suggestions=laws))
    title = child(editor, GrowingText)
    title.setFocus()
    title.insertPlainText("青山县䶮𬭎办法🙂")
    qtbot.keyClick(title, Qt.Key.Key_Return)
    assert child(editor, QLineEdit).hasFocus()
    assert editor.value() == [cited("青山县䶮𬭎办法🙂")]
    assert not [chip for chip in editor.findChildren(ChipLabel) if chip.isVisible()]


def test_a_repealed_law_says_what_replaced_it_and_is_replaced_at_once(qtbot, shown, laws):
    editor = shown(editor_for(BASIS, suggestions=laws))
    editor.set_value([OLD])
    assert child(editor, ChipLabel).accessibleName() == "已废止"
    line = child(editor, Replacement)
    qtbot.mouseClick(line.button, Qt.MouseButton.LeftButton)
    assert [(c["title"], c["number"], c["article"]) for c in editor.value()] == [
        ("最低生活保障审核确认办法", "民发〔2021〕57号", None)
    ]
    assert not line.isVisible()
    assert child(editor, ChipLabel).accessibleName() == "待核"


def test_several_pasted_laws_stand_apart_with_number_and_kind(shown, laws):
    editor = shown(editor_for(BASIS, suggestions=laws))
    paste(
        child(editor, GrowingText),
        "《社会救助暂行办法》；《某某意见》（国发〔2012〕45号）；《政府信息公开条例》第十九条",
    )
    assert [(c["title"], c["number"], c["kind"], c["article"]) for c in editor.value()] == [
        ("社会救助暂行办法", "国务院令第649号", "行政法规", None),
        ("某某意见", "国发〔2012〕45号", None, None),
        ("政府信息公开条例", "国务院令第711号", "行政法规", "第十九条"),
    ]


def test_rows_are_moved_and_taken_out_with_keys(qtbot, shown):
    editor = shown(editor_for(BASIS))
    editor.set_value([cited(title) for title in "甲乙丙"])
    alt = Qt.KeyboardModifier.AltModifier
    qtbot.keyClick(child(editor, GrowingText, 2), Qt.Key.Key_Up, alt | Qt.KeyboardModifier.ShiftModifier)
    assert [citation["title"] for citation in editor.value()] == ["甲", "丙", "乙"]
    assert child(editor, GrowingText, 1).hasFocus()
    qtbot.keyClick(child(editor, GrowingText, 0), Qt.Key.Key_Delete, alt)
    assert [citation["title"] for citation in editor.value()] == ["丙", "乙"]


def test_very_many_laws_are_whole_before_all_their_rows_are_made(qtbot, shown):
    editor = shown(editor_for(BASIS))
    many = [cited(f"第{number}号办法") for number in range(20)]
    editor.set_value(many)
    assert editor.value() == check_value(BASIS, many)
    told: list[None] = []
    editor.typed.connect(lambda: told.append(None))
    qtbot.waitUntil(lambda: len([w for w in editor.findChildren(GrowingText) if w.isVisible()]) == 20)
    assert editor.value() == many
    assert not told


def test_too_much_to_paste_is_told_at_the_place_and_what_stands_there_stays(shown):
    editor = shown(editor_for(BASIS))
    title = child(editor, GrowingText)
    paste(title, "《甲》" * (MAX_MEMBERS + 1))
    assert editor.said() == f"依据最多写 {MAX_MEMBERS} 条，贴进来就有 {MAX_MEMBERS + 1} 条了，没有贴进来。"
    assert editor.value() is None
    title.insertPlainText("乙办法")
    assert editor.said() == ""
    paste(title, "字" * 100_000)
    assert "20000 个字" in editor.said()
    assert editor.value() == [cited("乙办法")]
