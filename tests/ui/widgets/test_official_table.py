"""A form of the state on the screen: its numbers are walked through as they stand, and its head stays where it can."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.standards.annual_rules import annual_rules
from app.standards.library import load_library
from app.tables.annual_tables import annual_table
from ui.widgets.official_table import Figure, OfficialTable

RULES = annual_rules(load_library())
FIGURES = {str(name): Figure("0", RULES.cells[name]) for name in RULES.cells}
Key = Qt.Key


@pytest.fixture
def shown(qtbot):
    """Show a table of the yearly report in so much room."""

    kept: list[QWidget] = []

    def show(table: str, width: int = 700, height: int = 500) -> OfficialTable:
        around, made = QWidget(), OfficialTable("表")
        column = QVBoxLayout(around)
        column.addWidget(made, 1)
        column.addStretch(0)
        qtbot.addWidget(around)
        kept.append(around)
        around.resize(width, height)
        around.show()
        made.set_table(annual_table(RULES, table, str), FIGURES)
        qtbot.waitUntil(lambda: made.body.viewport().height() > 0)
        return made

    yield show


@pytest.mark.parametrize("table", ["t1", "t2", "t3"])
def test_every_number_is_reached_by_arrows_and_none_by_none(qtbot, shown, table: str):
    made = shown(table)
    names = [str(name) for name in RULES.cells if name.table == table]
    walked = [made.current_key()]
    made.body.setFocus()
    for _ in names[1:]:
        qtbot.keyClick(made.body, Key.Key_Right)
        walked.append(made.current_key())
    assert walked == names
    qtbot.keyClick(made.body, Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    assert made.current_key() == names[0]
    qtbot.keyClick(made.body, Key.Key_Up)
    assert made.current_key() == names[0]


def test_a_step_down_stays_in_the_column_over_rows_of_other_columns(qtbot, shown):
    made = shown("t1")
    made.set_current("t1/1.1.2/in_force")
    with qtbot.waitSignal(made.moved) as told:
        qtbot.keyClick(made.body, Key.Key_Down)
    assert told.args == ["t1/1.2.1/decisions"]
    with qtbot.waitSignal(made.written) as told:
        qtbot.keyClick(made.body, Key.Key_7)
    assert told.args == ["t1/1.2.1/decisions", "7"]
    with qtbot.waitSignal(made.opened):
        qtbot.keyClick(made.body, Key.Key_Return)


def test_the_head_stays_where_it_leaves_room_and_scrolls_where_not(qtbot, shown):
    made = shown("t2")
    key = "t2/3.5.2/legal"
    made.set_current(key)
    assert made.head.isVisible() and made.body.verticalScrollBar().value() > 0
    edges = [made.head.columnViewportPosition(column) for column in range(10)]
    assert edges == [made.body.columnViewportPosition(column) for column in range(10)]
    assert edges[9] + made.body.columnWidth(9) == made.body.viewport().width()
    # Narrow, so that the words of the head take many lines in any font.
    made.window().resize(360, 200)
    qtbot.waitUntil(lambda: not made.head.isVisible())
    assert made.current_key() == key and made.figure(key).text == "0"
    made.window().resize(700, 600)
    qtbot.waitUntil(made.head.isVisible)
    small = shown("t3", 900, 500)
    assert small.head.isVisible() and not small.body.verticalScrollBar().isEnabled()
    assert small.body.viewport().height() == small.body.content_height()
