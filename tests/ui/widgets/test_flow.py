"""The layout that wraps widgets like words."""

from PySide6.QtWidgets import QWidget

from ui.widgets.buttons import Button
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
    page.resize(200, 200)
    assert buttons[2].y() > buttons[0].y() and buttons[2].x() == buttons[0].x()
    buttons[1].hide()
    flow.activate()
    assert buttons[2].y() == buttons[0].y()
