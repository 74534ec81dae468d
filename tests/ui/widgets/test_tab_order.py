"""Tab goes through what was put in later as it stands."""

import gc
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

import ui
from ui.editors.line import Line
from ui.widgets.scrolled import scrolled_column
from ui.widgets.segments import FilterTabs
from ui.widgets.tab_order import tab_as_laid_out


def test_tab_goes_on_from_whichever_choice_was_chosen(qtbot):
    above, below, last = Line(), Line(), Line()
    tabs = FilterTabs()
    area = scrolled_column([above, tabs, below, last])
    qtbot.addWidget(area)
    tabs.set_tabs([("whole", "", "予以公开"), ("part", "", "部分公开")])
    area.show()
    qtbot.waitExposed(area)
    tab_as_laid_out(tabs)
    area.activateWindow()
    above.setFocus()
    qtbot.waitUntil(above.hasFocus)
    went = []
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Down, Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        qtbot.keyClick(area.focusWidget(), key)
        went.append(area.focusWidget())
    assert went == [*tabs.buttons, below, last, below]


def test_what_tab_was_led_through_stays_when_garbage_is_freed(qtbot):
    holder, lines = QWidget(), [Line(), Line()]
    qtbot.addWidget(holder)
    area = scrolled_column(lines)
    QVBoxLayout(holder).addWidget(area)
    area.viewport()
    # From now on nobody but what stands around it holds the area.
    del area
    tab_as_laid_out(lines[1])
    gc.collect()
    assert all(map(isValid, lines))


def test_nothing_asks_qt_for_the_next_in_the_order_of_tab():
    # The binding takes each widget for the owner of the next one: the window would come to own itself in a ring.
    asking = [path for path in Path(ui.__file__).parent.rglob("*.py") if "InFocusChain" in path.read_text("utf-8")]
    assert asking == []
