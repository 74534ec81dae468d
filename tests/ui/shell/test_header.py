"""The header: where there is little room, a page's own choice comes before what is said elsewhere too."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel

from tests.support import Computer
from ui.pages.page import Page
from ui.shell.header import Header
from ui.shell.search_box import SearchBox
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
