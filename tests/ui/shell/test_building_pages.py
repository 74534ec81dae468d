"""Pages that are built part by part ahead of time, and the clerk who comes before that is done."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.support import Computer
from tests.ui.support import wait_idle
from ui.shell.places import PLACES


def test_a_page_that_is_half_built_is_whole_once_somebody_goes_to_it(qtbot, at_work: Callable, township: Computer):
    window = at_work(township).window
    ahead = window.pages.make("settings")
    ahead.build_next()
    assert not ahead.is_whole

    page = window.go("settings")

    assert page is ahead and page.is_whole
    qtbot.waitUntil(lambda: page.view.unit.isVisible(), timeout=20_000)


@pytest.mark.parametrize("code", [place.code for place in PLACES])
def test_each_part_of_a_page_is_built_once(at_work: Callable, township: Computer, code: str):
    window = at_work(township).window
    page = window.pages.make(code).whole()
    made = page.findChildren(QLabel)
    page.build_next()
    assert page.findChildren(QLabel) == made


@pytest.mark.parametrize("code", [place.code for place in PLACES])
def test_each_part_that_is_made_ahead_of_time_is_made_once(at_work: Callable, township: Computer, code: str):
    page = at_work(township).window.pages.page(code)
    for make in page.parts_ahead():
        make()
    made = page.findChildren(QLabel)
    for make in page.parts_ahead():
        make()
    assert page.findChildren(QLabel) == made


def test_whoever_comes_before_a_page_is_built_sees_where_it_goes_and_what_was_pressed_reaches_it(
    qtbot, at_work: Callable, township: Computer
):
    program = at_work(township)
    window = program.window
    window.rail.button("settings").click()

    assert window.current is None and not window.pages.known()["settings"].is_whole
    assert next(label.text() for label in window.header.findChildren(QLabel) if label.isVisible()) == "设置"
    pressed = []
    page = window.pages.make("settings")
    page.keyPressEvent = lambda event: pressed.append(event.key())
    page.take_focus = lambda: page.setFocus()
    page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_A)
    assert pressed == []

    qtbot.waitUntil(lambda: window.current is page, timeout=20_000)
    qtbot.waitUntil(lambda: pressed == [Qt.Key.Key_A], timeout=20_000)
    assert page.is_whole and window.stack.currentWidget() is page


def test_a_clerk_who_goes_elsewhere_meanwhile_stays_there(qtbot, at_work: Callable, township: Computer):
    program = at_work(township)
    window = program.window
    window.desk.go("settings")
    window.desk.go("board")
    window.desk.go("workbench")
    wait_idle(qtbot, program.jobs)

    assert window.current.place == "workbench"


def test_all_that_is_asked_of_one_page_on_the_way_reaches_it(qtbot, at_work: Callable, township: Computer):
    program = at_work(township)
    window, asked = program.window, []
    page = window.pages.make("board")
    page.show_place = lambda **target: asked.append(target)
    window.desk.go("board", board="1")
    window.desk.go("board")
    qtbot.waitUntil(lambda: window.current is page, timeout=20_000)

    assert asked == [{"board": "1"}, {}]


def test_the_keyboard_stays_where_the_clerk_took_it_on_the_way(qtbot, at_work: Callable, township: Computer):
    program = at_work(township)
    window = program.window
    window.desk.go("board")
    button = window.rail.button("board")
    button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: window.current is not None, timeout=20_000)

    assert window.focusWidget() is button


def test_what_happens_in_the_window_does_not_reach_pages_that_are_not_built(
    qtbot, at_work: Callable, township: Computer
):
    """Looks change, something is saved, another file is opened while most pages have none of their parts."""
    program = at_work(township)
    window = program.window
    pages = [window.pages.make(place.code) for place in PLACES]
    assert not all(page.is_whole for page in pages)
    window.choose_theme(scale=1.3)
    program.session.changed.emit()
    program.session.typing.settle()
    program.session.closed.emit()
    wait_idle(qtbot, program.jobs)
