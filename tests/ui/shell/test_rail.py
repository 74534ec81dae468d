"""The rail marks the place where the clerk is, or came from, and nothing where that place is not on it."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from tests.ui.support import choose_look
from ui.shell.places import PLACES
from ui.shell.rail import Rail, RailButton
from ui.theme.metrics import RAIL


def marked(rail: Rail) -> list[str]:
    return [code for code, button in rail._ground.buttons.items() if button.isChecked()]


def test_the_comparison_keeps_the_place_one_came_from(qtbot) -> None:
    rail = Rail()
    qtbot.addWidget(rail)
    rail.set_places([place for place in PLACES if place.on_rail])
    for place in ("workbench", "inbox", "comparison"):
        rail.set_current(place)
    assert marked(rail) == ["inbox"]


def test_a_place_the_rail_has_not_leaves_nothing_marked(qtbot) -> None:
    rail = Rail()
    qtbot.addWidget(rail)
    rail.set_places([place for place in PLACES if place.on_rail and not place.needs_units_below])
    rail.show()
    for place in ("workbench", "inbox", "comparison"):
        rail.set_current(place)
    assert marked(rail) == []
    rail.focus_current()
    assert rail.focusWidget() is rail.button("workbench")
    qtbot.mouseClick(rail.button("settings"), Qt.MouseButton.LeftButton)
    assert marked(rail) == ["settings"]


def test_enter_goes_into_the_place_that_an_arrow_led_to(qtbot) -> None:
    rail = Rail()
    qtbot.addWidget(rail)
    rail.set_places([place for place in PLACES if place.on_rail])
    with qtbot.waitSignal(rail.chosen) as chosen:
        qtbot.keyClick(rail.button("ledger"), Qt.Key.Key_Return)
    assert chosen.args == ["ledger"]


def is_in_sight(rail: Rail, button: RailButton) -> bool:
    return rail.viewport().rect().contains(button.rect().translated(button.mapTo(rail.viewport(), QPoint())))


@pytest.mark.parametrize(("height", "scale"), [(670, 1.0), (670, 1.5), (670, 2.0), (452, 1.0), (452, 2.0)])
def test_every_place_can_be_read_and_reached_in_a_low_window_and_large_text(qtbot, height: int, scale: float) -> None:
    choose_look(scale=scale)
    rail = Rail()
    qtbot.addWidget(rail)
    rail.set_places([place for place in PLACES if place.on_rail])
    rail.set_badge("drafting", 12)
    rail.resize(rail.width(), height)
    rail.show()
    QApplication.sendPostedEvents()
    scrolls = rail.verticalScrollBar().maximum() > 0
    assert scrolls == rail.verticalScrollBar().isVisible() == ((height, scale) == (452, 2.0))
    assert (rail.width() == RAIL) == ((height, scale) == (670, 1.0)), "a usual window has icons above the words"
    for place in rail.places:
        button = rail.button(place.code)
        rail.set_current(place.code)
        qtbot.waitUntil(lambda button=button: is_in_sight(rail, button))
        assert button.height() >= button.minimumSizeHint().height() and button.width() >= button.least_width()
