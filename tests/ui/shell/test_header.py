"""The header: where there is little room, a page's own choice comes before what is said elsewhere too."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit

from tests.support import Computer
from ui.pages.page import Page
from ui.shell.header import Header
from ui.shell.search_box import SearchBox
from ui.widgets.buttons import Button
from ui.widgets.segments import Segments


@pytest.mark.parametrize(("width", "shown"), [(1286, ["目录编制", "2026版"]), (900, ["目录编制"]), (560, [])])
def test_a_pages_choice_and_switch_are_never_cut(
    qtbot, desk: Callable, township: Computer, width: int, shown: list[str]
):
    opened = desk(township)
    header, page = Header(SearchBox(opened.session)), Page(opened)
    page.title, page.context = "目录编制", "2026版"
    page.header = QLabel("05 社会救助")
    page.primary = Segments([("guide", "", "引导"), ("grid", "", "表格"), ("all", "", "总览")])
    for widget in (header, page):
        qtbot.addWidget(widget)
    header.resize(width, 54)
    header.show_page(page)
    header.show()
    told = [each.text() for each in header.findChildren(QLabel) if each.isVisible() and each is not page.header]
    assert [text for text in told if text in (page.title, page.context)] == shown
    for part in (page.header, page.primary):
        assert part.width() >= part.sizeHint().width()


def test_the_search_gives_way_before_the_switch_loses_its_words(qtbot, desk: Callable, township: Computer):
    opened = desk(township)
    header, page = Header(SearchBox(opened.session)), Page(opened)
    page.title, page.header = "目录编制", QLabel("05 社会救助 1/14" * 2)
    page.primary = Segments([("guide", "list", "引导"), ("grid", "table", "表格"), ("all", "layout-grid", "总览")])
    for widget in (header, page):
        qtbot.addWidget(widget)
    header.resize(920, 54)
    header.show_page(page)
    header.show()
    assert all(button.width() >= button.sizeHint().width() for button in page.primary.buttons)
    search = box_of(header)
    assert search.is_wide and search.width() < 250


@pytest.fixture
def narrow(qtbot, desk: Callable, township: Computer) -> Header:
    """The header of a page with a choice of its own, with no room for the field of the search."""
    opened = desk(township)
    header, page = Header(SearchBox(opened.session)), Page(opened)
    page.title, page.context, page.header = "目录编制", "2026版", QLabel("05 社会救助")
    for widget in (header, page):
        qtbot.addWidget(widget)
    header.resize(690, 54)
    header.show_page(page)
    header.set_history(None, None)
    header.show()
    header.activateWindow()
    qtbot.waitUntil(header.isActiveWindow)
    return header


def box_of(header: Header) -> SearchBox:
    return header.findChild(SearchBox)


def test_what_room_is_left_does_not_part_the_buttons(narrow: Header):
    search = box_of(narrow)
    undo, redo = (each for each in narrow.findChildren(Button) if "没有可以" in each.toolTip())
    assert undo.x() - search.geometry().right() < 20
    assert [each.width() for each in (undo, redo)] == [each.sizeHint().width() for each in (undo, redo)]
    assert redo.geometry().right() > narrow.width() - 40


def test_search_is_an_icon_again_when_it_is_left(qtbot, narrow: Header):
    box_of(narrow).open()
    qtbot.waitUntil(box_of(narrow).findChild(QLineEdit).hasFocus)
    wide = box_of(narrow).width()
    narrow.findChild(QLineEdit).clearFocus()
    qtbot.waitUntil(lambda: not box_of(narrow).is_wide)
    assert box_of(narrow).width() < wide
