"""The list of hits is there while somebody searches, and only then."""

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QFrame, QLineEdit, QPushButton, QVBoxLayout, QWidget

from tests.support import Computer
from tests.ui.support import choose_look, wait_idle
from ui.jobs import STORE
from ui.shell.search_box import SearchBox
from ui.theme import theme


@pytest.fixture
def box(qtbot, desk: Callable, township: Computer) -> Iterator[SearchBox]:
    """A search field with the cursor in it, beside something else to go to."""
    around = QWidget()
    qtbot.addWidget(around)
    made = SearchBox(desk(township).session)
    layout = QVBoxLayout(around)
    layout.addWidget(made)
    layout.addWidget(QPushButton("别处"))
    around.show()
    around.activateWindow()
    qtbot.waitUntil(around.isActiveWindow)
    made.open()
    yield made


def search(qtbot, box: SearchBox, text: str) -> QLineEdit:
    field = box.findChild(QLineEdit)
    qtbot.keyClicks(field, text)
    qtbot.waitUntil(lambda: box.hits_shown > 0, timeout=5000)
    return field


def test_the_hits_go_when_the_clerk_goes_elsewhere(qtbot, box: SearchBox):
    search(qtbot, box, "db")
    elsewhere = next(each for each in box.parentWidget().findChildren(QPushButton) if each.text() == "别处")
    elsewhere.setFocus()
    assert box.hits_shown == 0


def test_hits_that_come_after_escape_are_not_shown(qtbot, box: SearchBox, jobs):
    field, gate = search(qtbot, box, "d"), threading.Event()
    jobs.run(STORE, lambda watch: gate.wait(10))
    qtbot.keyClicks(field, "b")
    qtbot.waitUntil(lambda: not box.findChild(QTimer).isActive())
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    gate.set()
    wait_idle(qtbot, jobs)
    assert box.hits_shown == 0


def test_escape_in_the_empty_field_gives_the_keyboard_back(qtbot, box: SearchBox):
    elsewhere = next(each for each in box.parentWidget().findChildren(QPushButton) if each.text() == "别处")
    elsewhere.setFocus()
    box.open()
    field = search(qtbot, box, "db")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.hasFocus() and not field.text()
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert elsewhere.hasFocus()


def test_a_key_with_alt_is_no_letter(qtbot, box: SearchBox):
    field = box.findChild(QLineEdit)
    qtbot.keyClicks(field, "d")
    qtbot.keyClick(field, "b", Qt.KeyboardModifier.AltModifier)
    assert field.text() == "d"


def test_enter_opens_the_first_hit_of_what_stands_in_the_field(qtbot, box: SearchBox, jobs):
    field, found = search(qtbot, box, "d"), []
    box.found.connect(found.append)
    qtbot.keyClicks(field, "b")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert found == []
    qtbot.waitUntil(lambda: not box.findChild(QTimer).isActive())
    wait_idle(qtbot, jobs)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert len(found) == 1


def test_the_words_begin_after_the_icon_at_every_text_size(box: SearchBox):
    field = box.findChild(QLineEdit)
    try:
        choose_look("light", 1.5)
        # The icon stands 10 pixels from the edge, the words 5 from where their room begins.
        assert field.textMargins().left() + 5 > 10 + theme().scaled(15)
    finally:
        choose_look("light", 1.0)


def test_the_hits_stay_inside_the_window_at_every_text_size(qtbot, box: SearchBox):
    window, hits = box.window(), box.findChild(QFrame)
    window.setFixedWidth(600)
    try:
        choose_look("light", 2.0)
        search(qtbot, box, "db")
        assert hits.x() >= window.mapToGlobal(QPoint(0, 0)).x()
        assert hits.x() + hits.width() <= window.mapToGlobal(QPoint(window.width(), 0)).x()
    finally:
        choose_look("light", 1.0)
