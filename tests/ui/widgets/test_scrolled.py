"""An area in which a column of things scrolls."""

import pytest
import shiboken6
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from tests.ui.support import choose_look
from ui.editors.line import Line
from ui.widgets.fitting_scroll import FittingScroll
from ui.widgets.labels import label
from ui.widgets.scrolled import scrolled_column, scrolling


def test_what_has_the_keyboard_stays_in_sight_when_a_note_takes_room_above(qtbot):
    around, note = QWidget(), label("不能做", "body")
    note.setFixedHeight(150)
    note.hide()
    lines = [Line() for _ in range(20)]
    column = QVBoxLayout(around)
    column.addWidget(note)
    column.addWidget(scrolled_column(lines))
    qtbot.addWidget(around)
    around.resize(300, 400)
    around.show()
    qtbot.waitExposed(around)
    low = [each for each in lines if not each.visibleRegion().isEmpty()][-2]
    low.setFocus()
    qtbot.waitUntil(lambda: low.hasFocus() and low.visibleRegion().boundingRect() == low.rect())
    note.show()
    qtbot.waitUntil(lambda: low.visibleRegion().boundingRect() == low.rect() and around.height() == 400)
    assert not note.visibleRegion().isEmpty()
    qtbot.waitUntil(lambda: low.mapTo(around, low.rect().bottomLeft()).y() < around.height())


def test_what_has_the_keyboard_in_passing_moves_nothing(qtbot):
    around, outside, first = QWidget(), Line(), Line()
    lines = [Line() for _ in range(20)]
    area = scrolled_column([first, *lines])
    column = QVBoxLayout(around)
    column.addWidget(area)
    column.addWidget(outside)
    qtbot.addWidget(around)
    around.resize(300, 400)
    around.show()
    qtbot.waitExposed(around)
    QWidget.setTabOrder(first, lines[-1])
    first.setFocus()
    qtbot.waitUntil(first.hasFocus)
    first.hide()
    assert lines[-1].hasFocus()
    outside.setFocus()
    QApplication.processEvents()
    assert area.verticalScrollBar().value() == 0
    lines[-1].setFocus()
    qtbot.waitUntil(lambda: area.verticalScrollBar().value() > 0)


def test_an_area_that_is_taken_down_lays_out_without_its_bar(qtbot):
    content = QWidget()
    area = scrolling(content)
    qtbot.addWidget(area)
    area.resize(100, 100)
    area.show()
    content.setFixedHeight(300)
    qtbot.waitUntil(area.verticalScrollBar().isEnabled)
    shiboken6.invalidate(area.verticalScrollBar())
    with qtbot.captureExceptions() as raised:
        content.setFixedHeight(400)
        area.resize(100, 120)
    assert not raised


@pytest.fixture
def long_form(qtbot) -> tuple[QScrollArea, list[Line]]:
    lines = [Line() for _ in range(20)]
    area = scrolled_column(lines)
    qtbot.addWidget(area)
    area.resize(300, 400)
    area.show()
    qtbot.waitExposed(area)
    return area, lines


def is_seen(line: Line, room: int = 0) -> bool:
    viewport = line.parentWidget().parentWidget()
    return viewport.rect().contains(line.rect().translated(line.mapTo(viewport, QPoint())).adjusted(0, -room, 0, room))


def test_the_ring_around_what_has_the_keyboard_is_in_sight_as_well(qtbot, long_form):
    area, lines = long_form
    lines[8].setFocus()
    qtbot.waitUntil(lambda: area.verticalScrollBar().value() > 0)
    area.verticalScrollBar().setValue(lines[12].geometry().bottom() + 1 - area.viewport().height())
    assert is_seen(lines[12]) and not is_seen(lines[12], 4)
    lines[12].setFocus()
    qtbot.waitUntil(lambda: is_seen(lines[12], 4))


def test_what_has_the_keyboard_stays_in_sight_when_the_text_grows(qtbot, long_form):
    area, lines = long_form
    lines[9].setFocus()
    qtbot.waitUntil(lambda: is_seen(lines[9], 4))
    before = area.widget().height()
    choose_look(scale=2.0)
    qtbot.waitUntil(lambda: area.widget().height() > before)
    qtbot.waitUntil(lambda: is_seen(lines[9], 4))


def test_words_that_do_not_fit_are_gone_through_by_keys(qtbot):
    around, line = QWidget(), Line()
    words = label("\n".join(["05 社会救助：14 条"] * 40), "body")
    inside = QWidget()
    QVBoxLayout(inside).addWidget(words)
    scroll = FittingScroll(inside, 120)
    column = QVBoxLayout(around)
    column.addWidget(line)
    column.addWidget(scroll)
    qtbot.addWidget(around)
    around.resize(300, 300)
    around.show()
    qtbot.waitExposed(around)
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    assert around.focusWidget() is scroll
    qtbot.keyClick(scroll, Qt.Key.Key_Down)
    assert scroll.verticalScrollBar().value() > 0
    words.setText("05 社会救助：14 条")
    qtbot.waitUntil(lambda: scroll.focusPolicy() == Qt.FocusPolicy.NoFocus)
