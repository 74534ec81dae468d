"""Fields of a form."""

from PySide6.QtWidgets import QLabel, QLineEdit

from ui.widgets.field import Field
from ui.widgets.scrolled import scrolled_column


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


def test_what_is_wrong_is_seen_at_once_below_the_line_and_above_a_list(qtbot):
    low, high = Field("放在哪里", QLineEdit()), Field("哪一种情形", tall := QLineEdit(), says_above=True)
    tall.setFixedHeight(400)
    area = scrolled_column([*(QLineEdit() for _ in range(8)), low, high])
    qtbot.addWidget(area)
    area.resize(300, 200)
    area.show()
    area.activateWindow()
    for field in (low, high):
        field.say_wrong("还没有写，写上才能往下走")
        field.editor.setFocus()
        line = next(each for each in field.findChildren(QLabel) if each.text() == field.line())
        qtbot.waitUntil(lambda line=line: line.visibleRegion().boundingRect() == line.rect())
    assert line.geometry().bottom() < tall.geometry().top()
