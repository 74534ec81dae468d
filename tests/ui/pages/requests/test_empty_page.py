"""依申请公开 before anything was registered, by keyboard."""

from collections.abc import Callable

from tests.support import Computer
from tests.ui.support import wait_idle
from ui.pages.requests.page import RequestsPage


def test_the_next_area_of_an_empty_page_is_what_can_be_done_there(qtbot, desk: Callable, township: Computer):
    page = RequestsPage(desk(township)).whole()
    qtbot.addWidget(page)
    page.show()
    page.show_place()
    wait_idle(qtbot, page.desk.jobs)
    assert page.empty.isVisible()
    assert page.new.height() < page.first.height(), "one button of a page is the main one"
    page.setFocus()
    assert page.next_area() and page.empty.isAncestorOf(page.window().focusWidget())
    assert not page.next_area(), "then the rail has its turn"
