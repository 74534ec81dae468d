"""Every place of the window, walked, sieved and drawn wider, and walked again: each is as it was left."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget

from app.drafting.adopting import adopt
from app.exchange.roster import add_unit
from app.opening import open_workspace
from app.registers.publications import record_formed
from tests.support import COUNTY, Computer, computer
from tests.ui.shell.sieves import forgotten, sieves_of
from tests.ui.support import TestDesk, end_program, wait_idle
from ui.application import Application, Program
from ui.pages.filters import remember_tab, remember_words
from ui.pages.page import Page
from ui.shell.places import PLACES
from ui.widgets.segments import FilterTabs
from ui.widgets.splitter import REMEMBERED

_MOVED = 60


@pytest.fixture
def open_at(qtbot, qapp: Application) -> Iterator[Callable[[Computer], Program]]:
    """Start the program at a computer; the one before is closed."""
    running: list[Program] = []

    def close() -> None:
        while running:
            end_program(qtbot, running.pop())

    def start(at: Computer) -> Program:
        close()
        program = Program(qapp)
        running.append(program)
        program.window.resize(1366, 698)
        program.session.start(lambda: open_workspace(at.path, person=at.person, now=at.clock))
        program.window.show()
        wait_idle(qtbot, program.jobs)
        return program

    yield start
    close()


@pytest.mark.drill
def test_every_page_is_as_it_was_left(qtbot, open_at: Callable[[Computer], Program], township: Computer):
    with township.working() as workspace:
        adopt(workspace, field="05")
        add_unit(workspace, "青石村", "990124101203", "village")
        entry = next(iter(workspace.store.entries.listed(edition=workspace.edition)))
        record_formed(workspace, entry.id, workspace.today(), "低保对象名单")
    program = open_at(township)
    left: dict[str, object] = {}
    for page in pages_of(qtbot, program):
        assert forgotten(page) == set()
        left |= {widget.property(REMEMBERED): change(widget) for _, widget in sieves_of(page) if is_kept(widget)}
    again = open_at(township)
    found: dict[str, object] = {}
    for page in pages_of(qtbot, again):
        found |= {widget.property(REMEMBERED): state(widget) for _, widget in sieves_of(page) if is_kept(widget)}
    heights = {kept_as for kept_as in left if kept_as.endswith(".heights")}
    assert {kept_as: found.get(kept_as) for kept_as in left if kept_as not in heights} == {
        kept_as: how for kept_as, how in left.items() if kept_as not in heights
    }
    # What stands above takes the lines it needs.
    drawn = {kept_as: (left[kept_as], found[kept_as]) for kept_as in heights}
    assert all(abs(before - after) < _MOVED / 3 for before, after in drawn.values()), drawn
    assert len([kept_as for kept_as in left if kept_as.startswith("columns.")]) > 10
    assert {"filters.laws.tab", "filters.matrix.words", "filters.ledger.tab", "filters.drafting.overview.tab"} <= set(
        left
    )


def pages_of(qtbot, program: Program) -> Iterator[Page]:
    """Yield the page of every place, again for each of its views."""
    for place in PLACES:
        page = program.window.go(place.code)
        wait_idle(qtbot, program.jobs)
        yield page
        for view in getattr(page, "view_kinds", ()):
            page.show_view(view.code)
            wait_idle(qtbot, program.jobs)
            yield page


def is_kept(widget: QWidget) -> bool:
    """Whether the preferences know it."""
    return bool(widget.property(REMEMBERED))


def change(widget: QWidget) -> object:
    """Sieve otherwise than it is, or draw wider; returns how it is then."""
    if isinstance(widget, FilterTabs):
        if widget.buttons:
            widget.buttons[-1].click()
    elif isinstance(widget, QLineEdit):
        widget.setText("低保")
    elif widget.isVisible():
        widget.handle(1).moveSplitter(widget.sizes()[0] + _MOVED)
    return state(widget)


def state(widget: QWidget) -> object:
    """How something is sieved or parted."""
    if isinstance(widget, FilterTabs):
        return widget.current()
    if isinstance(widget, QLineEdit):
        return widget.text()
    return widget.sizes()[0]


@pytest.fixture
def kept(desk: Callable[[Computer], TestDesk], township: Computer) -> TestDesk:
    return desk(township)


def tabs_over(kept: TestDesk, *keys: str) -> FilterTabs:
    """The tabs of a list as a page makes them: before it knows which there are."""
    tabs = FilterTabs()
    remember_tab(kept, "laws", tabs)
    tabs.set_tabs([(key, "", key) for key in keys])
    return tabs


def test_a_tab_is_chosen_again_and_what_is_gone_to_from_elsewhere_is_not_kept(kept: TestDesk):
    tabs = tabs_over(kept, "all", "open", "done")
    assert tabs.current() == "all"
    tabs.buttons[2].click()
    # Somebody is led here from elsewhere.
    tabs.turn_to("all")
    assert tabs.current() == "all"
    again = tabs_over(kept, "all", "open", "done")
    assert again.current() == "done"
    led = FilterTabs()
    remember_tab(kept, "laws", led)
    led.turn_to("open")
    led.set_tabs([("all", "", "全部"), ("open", "", "没办的"), ("done", "", "办完的")])
    assert led.current() == "open"


def test_a_tab_that_is_not_there_yet_is_awaited_until_another_is_chosen(kept: TestDesk):
    before = tabs_over(kept, "all", "open")
    before.buttons[1].click()
    tabs = tabs_over(kept, "all")
    assert tabs.current() == "all"
    tabs.set_tabs([("all", "", "全部"), ("open", "", "没办的")])
    assert tabs.current() == "open"
    tabs.buttons[0].click()
    tabs.set_tabs([("all", "", "全部"), ("open", "", "没办的"), ("done", "", "办完的")])
    assert tabs.current() == "all"


def test_words_looked_for_are_those_of_the_workspace(kept: TestDesk, desk: Callable, tmp_path: Path):
    line = QLineEdit()
    remember_words(kept, "laws", line)
    line.setText("低保")
    again, elsewhere = QLineEdit(), QLineEdit()
    remember_words(kept, "laws", again)
    assert again.text() == "低保"
    other = desk(computer(tmp_path / "青山县", COUNTY))
    other.preferences = kept.preferences
    remember_words(other, "laws", elsewhere)
    assert elsewhere.text() == ""
    again.clear()
    assert kept.preferences.get("filters.laws.words") == {}
