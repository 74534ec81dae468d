"""A law found from anywhere leads to the register, where everybody who cites it is listed."""

from PySide6.QtCore import Qt

from tests.support import Computer
from ui.pages.laws.page import LawsPage


def test_search_leads_to_a_law_by_its_initials(at_work, qtbot, township: Computer):
    window = at_work(township).window
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    field = window.focusWidget()
    qtbot.keyClicks(field, "tkryrdbf")
    qtbot.waitUntil(lambda: window.search.hits_shown == 1, timeout=5000)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(window.current, LawsPage), timeout=5000)
    page = window.current
    qtbot.waitUntil(lambda: page.law_pane.title.text() == "《特困人员认定办法》", timeout=5000)
    qtbot.waitUntil(lambda: len(page.law_pane.places.rows()) == 3, timeout=5000)
