"""What nobody holds any more is freed, also what was held for long, but not while the clerk is at work."""

import gc
import weakref

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from ui.application import Application


class Ring:
    """Holds itself."""

    def __init__(self) -> None:
        self.me = self


@pytest.fixture
def edit(qtbot, qapp: Application) -> QLineEdit:
    made = QLineEdit()
    qtbot.addWidget(made)
    made.show()
    return made


def left_over() -> weakref.ref:
    """Something old that nobody holds: what frees the young does not find it."""
    ring = Ring()
    gc.collect()
    return weakref.ref(ring)


@pytest.mark.drill
def test_what_was_held_for_long_is_freed_once_nobody_has_touched_anything(edit, qapp, qtbot):
    old = left_over()
    gc.collect(1)
    assert old() is not None
    qapp.garbage.collect_at_rest(edit, 1)
    qtbot.waitUntil(lambda: old() is None)


@pytest.mark.drill
def test_what_was_put_aside_and_is_held_no_more_is_freed_after_a_long_rest(edit, qapp, qtbot):
    ring = Ring()
    qapp.garbage.put_aside()
    old = weakref.ref(ring)
    del ring
    qapp.garbage.collect_at_rest(edit, 1, 60_000)
    new = left_over()
    qtbot.waitUntil(lambda: new() is None)
    assert old() is not None
    qapp.garbage.collect_at_rest(edit, 1, 2)
    qtbot.waitUntil(lambda: old() is None)


def test_nothing_is_searched_through_while_the_clerk_types(edit, qapp, qtbot):
    old = left_over()
    qapp.garbage.collect_at_rest(edit, 400)
    for _ in range(30):
        qtbot.wait(20)
        QTest.keyClick(edit.windowHandle(), Qt.Key.Key_A)
    assert old() is not None and len(edit.text()) == 30
    qtbot.waitUntil(lambda: old() is None)


def test_what_comes_in_great_numbers_at_once_is_not_searched_through(edit, qapp, qtbot):
    gc.collect()
    before, ring = gc.get_freeze_count(), weakref.ref(Ring())
    crowd = [[] for _ in range(30_000)]
    qtbot.waitUntil(lambda: gc.get_freeze_count() >= before + len(crowd))
    assert ring() is not None
