"""The layout that wraps widgets like words."""

from PySide6.QtWidgets import QWidget

from ui.editors.line import Line
from ui.widgets.buttons import Button
from ui.widgets.field import Field
from ui.widgets.flow import Flow


def test_goes_on_in_the_next_line_and_hidden_widgets_take_no_room(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    flow = Flow(page)
    buttons = [Button(text) for text in ("分两张", "少一列", "改二维码")]
    for button in buttons:
        flow.addWidget(button)
    page.resize(600, 200)
    page.show()
    assert {button.y() for button in buttons} == {buttons[0].y()}
    assert flow.heightForWidth(600) == 32
    page.resize(buttons[2].geometry().right(), 200)
    assert buttons[2].y() > buttons[0].y() and buttons[2].x() == buttons[0].x()
    buttons[1].hide()
    flow.activate()
    assert buttons[2].y() == buttons[0].y()


def test_what_is_said_under_a_narrow_field_is_not_cut_off(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    flow = Flow(page, hang=True)
    field = Field("村（社区）", Line())
    field.setFixedWidth(128)
    flow.addWidget(field)
    page.resize(600, 300)
    page.show()
    field.say_wrong("这里有身份证号，不能公开，已经空出来。请删掉号码再填。")
    flow.activate()
    assert field.height() == field.heightForWidth(128)
