"""目录编制: which field is open, which of its items, in which view; reading it, and leading to places in it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, ClassVar

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.drafting.lookup import find_definition
from app.standards.models import STANDARD_CATALOGUE, Definition
from app.workspace import Workspace
from ui.desk import Desk
from ui.editors.composing import finish_composing
from ui.pages.drafting.acts import Acts
from ui.pages.drafting.commands import Commands
from ui.pages.drafting.grid.view import GridView
from ui.pages.drafting.guide_view import GuideView
from ui.pages.drafting.lines import line_instead
from ui.pages.drafting.overview.view import OverviewView
from ui.pages.drafting.places import place_of_entry, place_of_item, place_of_unconfirmed
from ui.pages.drafting.reading import read_line, read_page
from ui.pages.drafting.records import PageView, Place, TableView
from ui.pages.drafting.table_choice import TableChoice
from ui.pages.drafting.table_reading import TableReading, known_citations
from ui.pages.drafting.tools import Tools
from ui.pages.drafting.view import ANY, View
from ui.pages.drafting.views import Views
from ui.pages.page import Page

_PLACE, _VIEW = "drafting.place", "drafting.view"


class DraftingPage(Page):
    """The page on which the catalogue is written: it reads, one of its views shows."""

    place = "drafting"
    title = "目录编制"
    icon = "list-checks"
    hints = ("F6 换区", "F8 下一处问题", "Ctrl+Enter 完成")
    view_kinds: ClassVar[tuple[type[View], ...]] = (GuideView, GridView, OverviewView)
    """The views there are, in the order of the switch. One is made when it is shown first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        kept = desk.preferences.get(_PLACE) or [STANDARD_CATALOGUE, None]
        self._place = Place(*kept)
        self._key = ""
        self._keys: dict[Place, str] = {}
        self._wanted_element = ""
        self._ticket = 0
        self._reading = TableReading()
        self.table: TableView | None = None
        self._read: PageView | None = None
        """What was read last, as long as nothing changed since."""
        self.acts = Acts(desk, self)

    def build(self) -> Iterator[None]:
        self.choice, self.tools = TableChoice(), Tools()
        yield
        self._commands = Commands(self, self.acts, self.tools)
        self._views = Views(self.view_kinds, self._make_view)
        self.body.addWidget(self._views)
        self.set_header(self.choice)
        view = self._views.begun(self._first_view)
        yield from view.in_turns()
        self._begin()
        self.choice.place_chosen.connect(self._open_table)
        self.choice.all_chosen.connect(self._show_all)
        self.desk.session.typing.settled.connect(self._show_settled)

    @property
    def at(self) -> Place:
        """The table that is shown, or was before all tables were."""
        return self._place

    @property
    def key(self) -> str:
        """The line that is shown, by its key in the table; "" while there is none."""
        return self._key

    # --- views -----------------------------------------------------------------------------------------------------

    @property
    def view(self) -> View:
        """The view that is shown."""
        return self._views.shown

    def show_view(self, code: str) -> None:
        """Show the same line in another view."""
        before = self._put_up(code)
        if before is not None:
            self.desk.preferences.put(_VIEW, code)
            self.reload_at(before.element or ANY)

    def _put_up(self, code: str) -> View | None:
        """Put a view in the place of another, which is returned; it shows nothing before the page has read anew."""
        self.settle()
        before = self._views.put_up(code)
        self._read = None
        self._show_frame()
        return before

    def _leave_all(self) -> None:
        """Go from the view of all tables to the one in which a single table was worked on last."""
        if self.view.is_of_all:
            self._put_up(self._views.single)
            self.desk.preferences.put(_VIEW, self.view.code)

    def _show_all(self) -> None:
        self.show_view(self._views.of_all)

    def _show_frame(self) -> None:
        """Show what the view brings along: its tools, its keys, its place in the switch."""
        own = self.view.hints
        self.hints = type(self).hints if own is None else own
        self.set_toolbar(self.view.toolbar or self.tools)

    def _begin(self) -> None:
        """Put up the view that was used last."""
        self.choice.offers_all = bool(self._views.of_all)
        if self._views.switch is not None:
            self._views.switch.chosen.connect(self.show_view)
            self.set_primary(self._views.switch)
        for number, code in enumerate(self._views.codes, start=1):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            shortcut.activated.connect(lambda code=code: self.show_view(code))
        self._put_up(self._first_view)

    @property
    def _first_view(self) -> str:
        codes, kept = self._views.codes, self.desk.preferences.get(_VIEW)
        return kept if kept in codes else codes[0]

    def _make_view(self, kind: type[View]) -> View:
        view, commands = kind(self.desk, self.acts), self._commands
        view.share(self._reading.grids)
        view.chosen.connect(self.choose)
        view.opened.connect(self.open_line)
        view.stepped.connect(commands.step)
        view.jump_asked.connect(commands.jump)
        view.forward_asked.connect(commands.forward)
        view.adopt_asked.connect(commands.adopt_all)
        view.add_asked.connect(commands.add_local)
        view.reading_asked.connect(self.reload)
        view.hints_changed.connect(lambda: view is self.view and self._show_frame())
        view.place_asked.connect(lambda target: self.show_place(**target))
        return view

    # --- going somewhere -------------------------------------------------------------------------------------------

    def show_place(
        self,
        field: str | None = None,
        checklist: str | None = None,
        entry: str | None = None,
        item: str | None = None,
        element: str | None = None,
        *,
        every: bool = False,
        review: bool = False,
        returned: bool = False,
        unconfirmed: bool = False,
    ) -> None:
        """Go to a field or checklist, one of our entries, an item of the standard, or `every` field at once (with
        `field` to its card); with `review` to the review of the entry, with `returned` to where it is told why it was
        sent back, with `unconfirmed` to the first of the field or checklist that is to be held against the official
        text."""
        if returned:
            # A grid has no room for it.
            self.show_view(GuideView.code)
        if review:
            self.show_view(GuideView.code)
            self._look_for(lambda workspace: place_of_entry(workspace, entry), "", self.view.show_review)
        elif every:
            if field:
                self._place = Place(STANDARD_CATALOGUE, field)
                self._key = self._keys.get(self._place, "")
            self._show_all()
            self.view.take_keyboard()
        elif unconfirmed:
            table = Place(checklist or STANDARD_CATALOGUE, field)
            self._look_for(lambda workspace: place_of_unconfirmed(workspace, table), ANY)
        elif entry:
            self._look_for(lambda workspace: place_of_entry(workspace, entry), element or ANY)
        elif item:
            self._look_for(lambda workspace: place_of_item(workspace, item), element or ANY)
        else:
            if field or checklist:
                self._open_table(Place(checklist or STANDARD_CATALOGUE, field))
            self.view.take_keyboard()

    def prepare(self) -> None:
        """Make what is shown first."""
        checklist = self._place.checklist

        def read(workspace: Workspace) -> tuple[Definition, tuple[dict[str, Any], ...]]:
            return find_definition(workspace, checklist), known_citations(workspace)

        self.desk.session.ask(read, lambda known: self.view.prepare(*known), owner=self)

    def parts_ahead(self) -> Iterator[Callable[[], object]]:
        """Make the other views, and of each what it makes late."""
        yield from self.view.parts_ahead()
        for code in self._views.unmade:
            yield partial(self._views.begun, code)
            yield from self._views.begun(code).parts()
            yield lambda code=code: self._views.view(code)
            yield from self._views.view(code).parts_ahead()

    def views(self) -> list[QWidget]:
        return self._views.made if self.is_whole else []

    def may_leave(self) -> bool:
        """What is being typed is saved before another page comes."""
        self.settle()
        return True

    def areas(self) -> list[QWidget]:
        """The areas of the view and the tools over it, as far as they are shown."""
        areas = self.view.areas()
        if self.toolbar is not None and self.toolbar not in areas:
            areas.append(self.toolbar)
        return [area for area in areas if area.isVisible()] or [self]

    def settle(self) -> None:
        """Bring what is being typed into safety, also what an input method has not made text of yet."""
        finish_composing()
        self.desk.session.typing.settle()

    def _look_for(
        self,
        work: Callable[[Workspace], tuple[Place, str] | None],
        element: str,
        then: Callable[[], object] | None = None,
    ) -> None:
        def found(where: tuple[Place, str] | None) -> None:
            if where is None:
                self.desk.messages.toast("没有找到用到它的事项。")
            else:
                self.open_at(*where, element)
                if then is not None:
                    then()

        self.desk.session.ask(work, found, owner=self)

    def _go(self, place: Place, key: str = "", element: str = "") -> None:
        """Show a line of a table; without `key` the one shown there last."""
        self.settle()
        self._place, self._key, self._wanted_element = place, key or self._keys.get(place, ""), element
        if self._key and self._read is not None and self._read.table.place == place and not self._is_outdated:
            self._read_line(self._read)
        else:
            self.reload()

    def _open_table(self, place: Place) -> None:
        self._leave_all()
        self._go(place)

    def choose(self, key: str) -> None:
        """Show another line of the table."""
        if key and key != self._key:
            self._go(self.table.place, key)

    def open_line(self, key: str, element: str = ANY) -> None:
        """Show a line of the table and take the keyboard into it."""
        self.open_at(self.table.place, key, element)

    def open_at(self, place: Place, key: str, element: str) -> None:
        """Show a line of any table and take the keyboard into it."""
        self._leave_all()
        self.view.reveal()
        self._go(place, key, element)

    # --- reading and showing ---------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read what the page shows."""
        reading, places, key, view = self._reading, (self._place,), self._key, self.view
        work_out, with_versions = view.work_out, view.wants_versions

        def read(workspace: Workspace) -> tuple[PageView, Any]:
            page = read_page(workspace, reading, places, key, with_versions=with_versions)
            return page, work_out(workspace, page.table)

        self._read = None
        view.read_ahead(self._place)
        self._ask(read, anew=True)

    def reload_at(self, element: str) -> None:
        """Read what the page shows, and take the keyboard to an element then."""
        self._wanted_element = element
        self.reload()

    def _read_line(self, page: PageView) -> None:
        """Read one line of a table that stands as it was read: a long one takes a while."""
        key, with_versions = self._key, self.view.wants_versions
        self._ask(lambda workspace: (read_line(workspace, page, key, with_versions=with_versions), None), anew=False)

    def _ask(self, read: Callable[[Workspace], tuple[PageView, Any]], *, anew: bool) -> None:
        """Show what is read, unless something else is asked for meanwhile."""
        self._ticket += 1
        ticket, asked_at = self._ticket, self.view.clock

        def show(found: tuple[PageView, Any]) -> None:
            page, worked_out = found
            if ticket != self._ticket:
                return
            if anew:
                self._show_table(page, worked_out)
            if page.entry is not None or not self._key:
                self._show_line(page, asked_at)
            elif anew:
                self._read_line(page)
            else:
                # It went since the table was read.
                self.reload()

        self.desk.session.ask(read, show, owner=self)

    def _show_table(self, page: PageView, worked_out: Any) -> None:
        if page.entry is None:
            self._key = line_instead(page.table, self.table, self._key)
        self.table, self._place = page.table, page.table.place
        shown = None if self.view.is_of_all else self._place
        self.choice.show_tables(page.tables, shown, self.desk.session.unit.level)
        self.tools.show_table(page.table)
        self.set_context(f"{self.desk.session.unit.edition}版")
        self.view.show_table(page.table, worked_out)

    def _show_line(self, page: PageView, asked_at: int) -> None:
        self._read = page
        self._remember()
        wanted, self._wanted_element = self._wanted_element, ""
        self.view.show_line(self._with_typing(page), self._key, asked_at, wanted if page.entry else "")

    def _with_typing(self, page: PageView) -> PageView:
        """What the disk has not taken yet is newer than what was read from it."""
        entry = page.entry
        waiting = self.desk.session.typing.waiting(entry.id) if entry else {}
        return replace(page, entry=replace(entry, values=entry.values | waiting)) if waiting else page

    def _remember(self) -> None:
        if self._key:
            self._keys[self._place] = self._key
        self.desk.preferences.put(_PLACE, list(self._place))

    def _show_settled(self, entry: str, waiting: Mapping[str, str]) -> None:
        """What was typed became a revision, or waits: show how it stands now."""
        items = self.table.items if self.table else ()
        shown = self.view.shown
        # An item that is adopted by what is typed has no entry in the table yet.
        begun = shown.key if shown is not None and shown.id == entry else ""
        key = begun or next((item.key for item in items if item.entry == entry), "")
        if waiting and (key != self._key or not self.isVisible()):
            words, element = "刚才那一条有一处没写完整，写的内容留着。", next(iter(waiting))
            # The clerk may be on another page by then.
            self.desk.messages.toast(words, "去看看", lambda: self.desk.go(self.place, entry=entry, element=element))
        self._changed()
