"""The rail marks the place where the clerk is, or came from, and nothing where that place is not on it."""

from PySide6.QtCore import Qt

from ui.shell.places import PLACES
from ui.shell.rail import Rail


def marked(rail: Rail) -> list[str]:
    return [code for code, button in rail._buttons.items() if button.isChecked()]


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
