"""List, content and side: wide on splitters, narrow one at a time."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QMainWindow, QPlainTextEdit

from tests.ui.support import choose_look
from ui.preferences import Preferences
from ui.widgets.buttons import Button
from ui.widgets.columns import Columns
from ui.widgets.labels import ElidedLabel
from ui.widgets.pane_head import PaneHead
from ui.widgets.rows import Row, RowList


@pytest.fixture
def kept(jobs) -> Preferences:
    return Preferences(jobs, {})


def window_with(qtbot, kept, width: int = 1366) -> tuple[QMainWindow, Columns]:
    window, columns = QMainWindow(), Columns("drafting", kept)
    qtbot.addWidget(window)
    items = RowList(name="条目")
    items.set_rows([Row("a", "审核信息")])
    columns.set_list(items, "条目")
    columns.set_content(QLineEdit(), "填写")
    columns.set_side(QPlainTextEdit(), "标准和提示")
    window.setCentralWidget(columns)
    window.resize(width, 698)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window, columns


def part(columns: Columns, kind: type):
    return columns.findChild(kind)


def press(qtbot, columns: Columns, words: str) -> None:
    button = next(each for each in columns.findChildren(Button) if words in each.accessibleName() and each.isVisible())
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def seen(columns: Columns) -> list[bool]:
    return [part(columns, kind).isVisible() for kind in (RowList, QLineEdit, QPlainTextEdit)]


def test_the_usual_widths_then_those_of_last_time(qtbot, kept):
    window, columns = window_with(qtbot, kept)
    assert (part(columns, RowList).width(), part(columns, QPlainTextEdit).width()) == (260, 320)
    splitter = columns._splitter
    splitter.handle(1).moveSplitter(300)
    window.close()
    _, again = window_with(qtbot, kept)
    assert part(again, RowList).width() == 300


def test_the_side_is_closed_and_opened_and_stays_so(qtbot, kept):
    window, columns = window_with(qtbot, kept)
    part(columns, QPlainTextEdit).setFocus()
    press(qtbot, columns, "收起标准和提示")
    assert seen(columns) == [True, True, False] and part(columns, QLineEdit).hasFocus()
    window.close()
    _, again = window_with(qtbot, kept)
    assert seen(again) == [True, True, False]
    again.toggle_side()
    assert seen(again) == [True, True, True]


def test_a_narrow_window_shows_one_pane_with_ways_to_the_others(qtbot, kept):
    _, columns = window_with(qtbot, kept, width=1100)
    assert columns.is_narrow and seen(columns) == [False, True, False]
    press(qtbot, columns, "返回条目")
    assert seen(columns) == [True, False, False] and part(columns, RowList).hasFocus()
    assert part(columns, RowList).width() == 1100
    press(qtbot, columns, "填写")
    press(qtbot, columns, "标准和提示")
    assert seen(columns) == [False, False, True] and part(columns, QPlainTextEdit).hasFocus()
    press(qtbot, columns, "返回填写")
    assert seen(columns) == [False, True, False] and part(columns, QLineEdit).hasFocus()


def test_large_text_is_narrow_too_and_keeps_where_the_clerk_was(qtbot, kept):
    _, columns = window_with(qtbot, kept)
    part(columns, RowList).setFocus()
    with qtbot.waitSignal(columns.narrow_changed) as changed:
        choose_look(scale=1.5)
    assert changed.args == [True] and seen(columns) == [True, False, False]
    with qtbot.waitSignal(columns.narrow_changed):
        choose_look(scale=1.0)
    assert seen(columns) == [True, True, True]
    assert (part(columns, RowList).width(), part(columns, QPlainTextEdit).width()) == (260, 320)


@pytest.mark.parametrize("width", [1366, 1100])
def test_f6_goes_round_the_panes(qtbot, kept, width):
    _, columns = window_with(qtbot, kept, width)
    columns.show_list()
    assert columns.next_area() and part(columns, QLineEdit).hasFocus()
    assert columns.next_area() and part(columns, QPlainTextEdit).hasFocus()
    assert not columns.next_area()
    assert columns.next_area(back=True) and part(columns, QLineEdit).hasFocus()


def test_a_side_that_shows_something_else_says_so_on_top(qtbot, kept):
    _, columns = window_with(qtbot, kept)
    columns.name_side("填报完整", head=True)
    assert [each.text() for each in columns.findChildren(ElidedLabel) if each.isVisible()] == ["填报完整"]


def test_a_narrow_window_says_the_title_of_the_side_on_the_band_it_has_anyway(qtbot, kept):
    window, columns = window_with(qtbot, kept, width=1100)
    columns.show_side()
    side = part(columns, QPlainTextEdit)
    titles = [each for each in columns.findChildren(ElidedLabel) if each.text() == "标准和提示"]
    # A line of its own above it would be the second.
    qtbot.waitUntil(lambda: side.mapTo(columns, side.rect().topLeft()).y() < 48)
    assert [each.isVisible() for each in titles].count(True) == 1
    window.resize(1366, 698)
    qtbot.waitUntil(lambda: [each.isVisible() for each in titles].count(True) == 1)
    columns.side_head.addWidget(Button("历史", compact=True))
    window.resize(1100, 698)
    qtbot.waitUntil(lambda: columns.findChild(PaneHead).isVisible() and columns.is_narrow)
