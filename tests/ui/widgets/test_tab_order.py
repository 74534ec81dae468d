"""Tab goes through what was put in later as it stands."""

from PySide6.QtCore import Qt

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
