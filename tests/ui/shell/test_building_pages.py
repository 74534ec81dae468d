"""Pages that are built part by part ahead of time, and the clerk who comes before that is done."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel

from tests.support import Computer
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
