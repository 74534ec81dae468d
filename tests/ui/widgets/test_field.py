"""Fields of a form."""

from PySide6.QtWidgets import QLineEdit

from ui.widgets.field import Field


def test_line_under_the_editor(qtbot):
    editor = QLineEdit()
    field = Field("公开时限", editor, "几个工作日")
    qtbot.addWidget(field)
    field.show()
    assert (editor.accessibleName(), field.line()) == ("公开时限", "几个工作日")
    field.say_wrong("写清几日或几个工作日")
    assert editor.property("wrong") and not editor.property("differs")
    assert editor.accessibleDescription() == "写清几日或几个工作日"
    field.say_difference("标准是 7 个工作日")
    assert editor.property("differs") and not editor.property("wrong")
    field.say_same()
    assert field.line() == "同标准"
    field.clear()
    assert (field.line(), editor.property("differs")) == ("几个工作日", False)
