"""The note on top of the page."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tests.support import Computer
from tests.ui.support import wait_idle
from ui.shell.trouble_bar import TroubleBar

TOLD = ("这台电脑没有装打印机，什么也没有打印。", "可以先存成 PDF，拿到有打印机的电脑上打印。", "")


@pytest.mark.parametrize(("height", "most"), [(510, 80), (698, 160)])
def test_a_note_leaves_the_room_of_a_low_window_to_the_page(qtbot, height: int, most: int):
    window = QWidget()
    qtbot.addWidget(window)
    bar = TroubleBar()
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(bar)
    column.addWidget(QWidget(), 1)
    window.resize(880, height)
    window.show()
    bar.show_trouble(TOLD, [("存成 PDF", "download", lambda: None)])
    qtbot.waitUntil(lambda: 40 < bar.height() <= most)


def test_esc_takes_the_note_away_wherever_the_keyboard_is(at_work, qtbot, township: Computer):
    window = at_work(township).window
    page = window.go("printing")
    wait_idle(qtbot, window.desk.jobs)
    page.take_focus()
    window.show_trouble(*TOLD, [])
    bar = window._frame.trouble
    assert bar.isVisible() and not bar.isAncestorOf(window.focusWidget())
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    assert bar.isHidden()
