"""Rows under tabs, gone through by Tab."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QWidget

from ui.editors.line import Line
from ui.widgets.rows import TASKS, Row
from ui.widgets.tabbed_list import TabbedList


@pytest.mark.parametrize("search", [True, False])
def test_tab_comes_to_the_tabs_before_the_list_and_then_goes_on(search: bool, qtbot):
    around, wanted = QWidget(), Line() if search else None
    rows = TabbedList(TASKS, "事", search=wanted)
    before, beside = QPushButton("前"), QPushButton("旁")
    layout = QHBoxLayout(around)
    for widget in (before, rows, beside):
        layout.addWidget(widget)
    qtbot.addWidget(around)
    for keys in (["open", "done"], ["open", "done", "all"]):
        rows.tabs.set_tabs([(key, "", key) for key in keys])
        rows.show_rows([Row("1", "一件事")], "")
    around.show()
    around.activateWindow()
    qtbot.waitUntil(around.isActiveWindow)
    before.setFocus()
    passed = []
    for _ in range(4 if search else 3):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        passed.append(QApplication.focusWidget())
    assert passed == [*([wanted] if search else []), rows.tabs.buttons[0], rows.list, beside]


def test_the_keyboard_goes_to_the_tab_where_the_last_row_goes(qtbot):
    rows = TabbedList(TASKS, "事")
    qtbot.addWidget(rows)
    rows.tabs.set_tabs([("open", "", "要办"), ("done", "", "办好")])
    rows.show_rows([Row("1", "一件事")], "")
    rows.show()
    rows.activateWindow()
    qtbot.waitUntil(rows.isActiveWindow)
    rows.list.setFocus()
    rows.show_rows([], "都办好了")
    assert rows.tabs.buttons[0].hasFocus()
