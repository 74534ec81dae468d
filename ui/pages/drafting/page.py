"""目录编制: which field is open, which of its items, in which view; reading it, and leading to places in it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, ClassVar

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.checks.finding import Finding
from app.drafting.lookup import find_definition
from app.drafting.tables import heading_element
from app.standards.models import STANDARD_CATALOGUE, Definition
from app.workspace import Workspace
from ui.desk import Desk
from ui.editors.composing import finish_composing
from ui.pages.drafting.acts import Acts, Finished
from ui.pages.drafting.findings_panel import neighbour
from ui.pages.drafting.grid.view import GridView
from ui.pages.drafting.guide_view import GuideView
from ui.pages.drafting.lines import line_instead, neighbour_line, next_open_line
from ui.pages.drafting.overview.view import OverviewView
from ui.pages.drafting.places import place_of_entry, place_of_item, place_of_law
from ui.pages.drafting.reading import read_line, read_page
from ui.pages.drafting.records import EntryView, PageView, Place, TableView
from ui.pages.drafting.table_choice import TableChoice
from ui.pages.drafting.table_reading import TableReading, known_citations
from ui.pages.drafting.tools import Tools
from ui.pages.drafting.view import ANY, View
from ui.pages.page import Page
from ui.widgets.segments import Segments

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
        self.choice, self.tools = TableChoice(), Tools()
        self._views: dict[str, View] = {}
        self._single = ""
        """The view in which a single table was worked on last."""
        self._switch: Segments | None = None
        self._stack = QStackedWidget()
        self.body.addWidget(self._stack)
        self.set_header(self.choice)
        self._make_switch()
        self._connect()
        self._add_shortcuts()

    # --- views -----------------------------------------------------------------------------------------------------

    @property
    def view(self) -> View:
        """The view that is shown."""
        return self._stack.currentWidget()

    def show_view(self, code: str) -> None:
        """Show the same line in another view."""
        before = self._put_up(code)
        if before is not None:
            self.desk.preferences.put(_VIEW, code)
            self._wanted_element = before.element or ANY
            self.reload()

    def _put_up(self, code: str) -> View | None:
        """Put a view in the place of another, which is returned; it shows nothing before the page has read anew."""
        before = self.view
        self._settle()
        self._stack.setCurrentWidget(self._view_of(code))
        self._read = None
        if not self.view.is_of_all:
            self._single = code
        if before is not None:
            self.view.element = before.element
        self._show_frame()
        return before

    def _leave_all(self) -> None:
        """Go from the view of all tables to the one in which a single table was worked on last."""
        if self.view.is_of_all:
            single = next(kind.code for kind in self.view_kinds if not kind.is_of_all)
            self._put_up(self._single or single)
            self.desk.preferences.put(_VIEW, self.view.code)

    def _show_all(self) -> None:
        self.show_view(next(kind.code for kind in self.view_kinds if kind.is_of_all))

    def _show_frame(self) -> None:
        """Show what the view brings along: its tools, its keys, its place in the switch."""
        if self._switch is not None:
            self._switch.set_current(self.view.code)
        own = self.view.hints
        self.hints = type(self).hints if own is None else own
        self.set_toolbar(self.view.toolbar or self.tools)

    def _make_switch(self) -> None:
        codes = [kind.code for kind in self.view_kinds]
        self.choice.offers_all = any(kind.is_of_all for kind in self.view_kinds)
        kept = self.desk.preferences.get(_VIEW)
        if len(codes) > 1:
            self._switch = Segments([(kind.code, kind.icon, kind.title) for kind in self.view_kinds])
            self._switch.chosen.connect(self.show_view)
            for number, kind in enumerate(self.view_kinds, start=1):
                self._switch.set_tip(kind.code, f"{kind.title}（Ctrl+{number}）")
            self.set_primary(self._switch)
        self._put_up(kept if kept in codes else codes[0])

    def _view_of(self, code: str) -> View:
        if code not in self._views:
            self._views[code] = self._make_view(code)
            self._stack.addWidget(self._views[code])
        return self._views[code]

    def _make_view(self, code: str) -> View:
        kind = next(kind for kind in self.view_kinds if kind.code == code)
        view = kind(self.desk, self.acts)
        view.share(self._reading.grids)
        view.chosen.connect(self._choose)
        view.opened.connect(self._open)
        view.stepped.connect(self._step)
        view.jump_asked.connect(self._jump)
        view.forward_asked.connect(self._forward)
        view.adopt_asked.connect(self._adopt_all)
        view.add_asked.connect(self._add_local)
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
        law: str | None = None,
        *,
        every: bool = False,
    ) -> None:
        """Go to a field or checklist, one of our entries, an item of the standard, where a law is cited, or `every`
        field at once (with `field` to its card)."""
        if every:
            if field:
                self._place = Place(STANDARD_CATALOGUE, field)
                self._key = self._keys.get(self._place, "")
            self._show_all()
            self.view.take_keyboard()
        elif entry:
            self._look_for(lambda workspace: place_of_entry(workspace, entry), element or ANY)
        elif item:
            self._look_for(lambda workspace: place_of_item(workspace, item), element or ANY)
        elif law:
            self._look_for(lambda workspace: place_of_law(workspace, law), element or "basis")
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
        """Make the other views."""
        for kind in self.view_kinds:
            if kind.code not in self._views:
                yield lambda code=kind.code: self._view_of(code)

    def may_leave(self) -> bool:
        """What is being typed is saved before another page comes."""
        self._settle()
        return True

    def areas(self) -> list[QWidget]:
        """The areas of the view and the tools over it, as far as they are shown."""
        areas = self.view.areas()
        if self.toolbar is not None and self.toolbar not in areas:
            areas.append(self.toolbar)
        return [area for area in areas if area.isVisible()] or [self]

    def _settle(self) -> None:
        """Bring what is being typed into safety, also what an input method has not made text of yet."""
        finish_composing()
        self.desk.session.typing.settle()

    def _look_for(self, work: Callable[[Workspace], tuple[Place, str] | None], element: str) -> None:
        def found(where: tuple[Place, str] | None) -> None:
            if where is None:
                self.desk.messages.toast("没有找到用到它的事项。")
            else:
                self._open_at(*where, element)

        self.desk.session.ask(work, found, owner=self)

    def _go(self, place: Place, key: str = "", element: str = "") -> None:
        """Show a line of a table; without `key` the one shown there last."""
        self._settle()
        self._place, self._key, self._wanted_element = place, key or self._keys.get(place, ""), element
        if self._key and self._read is not None and self._read.table.place == place and not self._is_outdated:
            self._read_line(self._read)
        else:
            self.reload()

    def _open_table(self, place: Place) -> None:
        self._leave_all()
        self._go(place)

    def _choose(self, key: str) -> None:
        if key and key != self._key:
            self._go(self.table.place, key)

    def _open(self, key: str, element: str = ANY) -> None:
        self._open_at(self.table.place, key, element)

    def _open_at(self, place: Place, key: str, element: str) -> None:
        """Show a line and take the keyboard into it."""
        self._leave_all()
        self.view.reveal()
        self._go(place, key, element)

    def _step(self, step: int) -> None:
        if self.table is not None and not self.view.is_of_all:
            self._choose(neighbour_line(self.table, self._key, step))

    def _go_on(self) -> None:
        """Go to the next item that is not finished, round and round."""
        key = next_open_line(self.table, self._key)
        if key:
            self._choose(key)
        else:
            self.desk.messages.toast(f"“{self.table.name}”每一条都完成了，可以定稿。")

    def _jump(self, step: int) -> None:
        """Go to the next finding, or the one before."""
        if self.table is None:
            return
        if self.view.is_of_all:
            self.view.go_to_findings()
            return
        finding: Finding | None = neighbour(self.table, self._key, self.view.element, step)
        if finding is None and self.table.findings:
            self.desk.messages.toast("没有哪一条要改，关于整张表的在“问题”里。")
            self.view.go_to_findings()
        elif finding is None:
            self.desk.messages.toast("没有要改的地方。")
        else:
            self._open(self.table.key_of(finding), finding.element or ANY)

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

    # --- what the clerk does ---------------------------------------------------------------------------------------

    def _connect(self) -> None:
        tools, acts = self.tools, self.acts
        self.choice.place_chosen.connect(self._open_table)
        self.choice.all_chosen.connect(self._show_all)
        tools.adopt_all.clicked.connect(self._adopt_all)
        tools.add.clicked.connect(self._add_local)
        tools.copy.clicked.connect(lambda: self.desk.go("copying", **self._place._asdict()))
        tools.check.clicked.connect(self._check)
        tools.confirm_one.triggered.connect(self._confirm)
        tools.confirm_all.triggered.connect(lambda: acts.confirm_table(self.table.place))
        tools.finalise.clicked.connect(lambda: acts.finalise(self.table.place))
        acts.finished.connect(self._show_finished)
        self.desk.session.typing.settled.connect(self._show_settled)

    def _add_shortcuts(self) -> None:
        for keys, act in {
            "Alt+Left": lambda: self._step(-1),
            "Alt+Right": lambda: self._step(1),
            "Ctrl+Return": self._forward,
            "Ctrl+Enter": self._forward,
            "F8": lambda: self._jump(1),
            "Shift+F8": lambda: self._jump(-1),
            "F7": self._confirm,
            "F9": self._check,
            "Ctrl+Shift+D": self._duplicate,
        }.items():
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        for number, kind in enumerate(self.view_kinds, start=1):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            shortcut.activated.connect(lambda code=kind.code: self.show_view(code))

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

    def _show_finished(self, entry: str, done: Finished) -> None:
        shown = self.view.shown
        if shown is None or shown.id != entry or shown.key != self._key:
            # The clerk has gone on meanwhile, or pressed twice.
            return
        if done.is_done:
            self._go_on()
            return
        count = len(done.findings) + len(done.waiting)
        self.desk.messages.toast(f"还有 {count} 处要改，改好才能标为已完成。")
        self.view.show_findings()
        self._wanted_element = done.first_element or ANY
        self.reload()

    def _forward(self) -> None:
        """Adopt the item, finish the entry, or go on where nothing is left to do."""
        finish_composing()
        if self.view.is_of_all or self.table is None:
            return
        shown: EntryView | None = self.view.shown
        if shown is None:
            self._go_on()
        elif shown.entry is None:
            self.acts.finish_item(shown.place, shown.code)
        elif shown.not_applicable is None and shown.state == "draft":
            self.acts.finish(shown.entry)
        else:
            self._go_on()

    def _adopt_all(self) -> None:
        self.view.take_keyboard()
        self.acts.adopt_table(self.table.place)

    def _add_local(self) -> None:
        """Add an item of the unit's own under the heading of the one that is shown, and begin with its name."""
        shown, place, definition = self.view.shown, self.table.place, self.table.definition
        heading = heading_element(definition)
        name = next((key for key in definition.title_elements if key != heading), ANY)
        values = {heading: shown.values.get(heading)} if shown is not None and heading else {}
        self.acts.add_local(place, values, lambda entry: self._open_at(place, entry, name))

    def _confirm(self) -> None:
        if self.view.chosen_entries:
            self.acts.confirm(self.view.chosen_entries)

    def _duplicate(self) -> None:
        """Put a copy behind the entry that is shown, and go there."""
        shown = self.view.shown
        if shown is not None and shown.entry:
            self._settle()
            self.acts.duplicate(shown.entry, shown.title, lambda entry: self._open(entry))

    def _check(self) -> None:
        """Show what there is to mend in the whole table, as of now."""
        self._settle()
        self.view.go_to_findings()
        self.reload()
