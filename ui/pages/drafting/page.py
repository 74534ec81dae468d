"""目录编制: choose a field, go through its items, write each one beside what the standard says."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from app.checks.finding import Finding
from app.drafting.lookup import find_definition
from app.drafting.tables import OwnTable, heading_element
from app.standards.models import STANDARD_CATALOGUE, Definition
from app.workspace import Workspace
from ui.desk import Desk
from ui.pages.drafting.acts import Acts, Finished
from ui.pages.drafting.empty import nothing_adopted, publisher_question
from ui.pages.drafting.findings_panel import neighbour
from ui.pages.drafting.item_list import Listing, list_items
from ui.pages.drafting.presenting import show_actions, show_choice, show_line, show_table
from ui.pages.drafting.reading import (
    EntryView,
    ItemState,
    PageView,
    Place,
    TableView,
    known_citations,
    place_of_entry,
    place_of_item,
    place_of_law,
    read_line,
    read_page,
)
from ui.pages.drafting.view import FINDINGS, HISTORY, DraftingView
from ui.pages.drafting.words import self_name
from ui.pages.page import Page

_PLACE = "drafting.place"
# The keyboard goes to whichever element is shown beside the standard.
_ANY = "*"


class DraftingPage(Page):
    """The page on which the catalogue is written."""

    place = "drafting"
    title = "目录编制"
    icon = "list-checks"
    hints = ("F6 换区", "F8 下一处问题", "Ctrl+Enter 完成")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        kept = desk.preferences.get(_PLACE) or [STANDARD_CATALOGUE, None]
        self._place = Place(*kept)
        self._key = ""
        self._keys: dict[Place, str] = {}
        self._element = self._wanted_element = ""
        self._ticket = 0
        self._tables: tuple[OwnTable, ...] = ()
        self.table: TableView | None = None
        self._read: PageView | None = None
        """What was read last, as long as nothing changed since."""
        self._asked: tuple[Place, tuple[str, ...]] | None = None
        self.acts = Acts(desk, self)
        self.view = DraftingView(desk.preferences)
        self.body.addWidget(self.view)
        self.set_header(self.view.choice)
        self.set_toolbar(self.view.tools)
        self._connect_list()
        self._connect_entry()
        self._connect_tools()
        self._add_shortcuts()

    # --- going somewhere -----------------------------------------------------------------------------------------

    def show_place(
        self,
        field: str | None = None,
        checklist: str | None = None,
        entry: str | None = None,
        item: str | None = None,
        element: str | None = None,
        law: str | None = None,
    ) -> None:
        """Go to a field or checklist, one of our entries, an item of the standard, or where a law is cited."""
        self._wanted_element = element or ("basis" if law else _ANY if entry or item else "")
        if entry:
            self._look_for(lambda workspace: place_of_entry(workspace, entry))
        elif item:
            self._look_for(lambda workspace: place_of_item(workspace, item))
        elif law:
            self._look_for(lambda workspace: place_of_law(workspace, law))
        elif field or checklist:
            self._go(Place(checklist or STANDARD_CATALOGUE, field))
        if not self._wanted_element:
            self.view.items.setFocus()

    def prepare(self) -> None:
        """Make the form that is shown first."""
        checklist, panel = self._place.checklist, self.view.entry

        def make(known: tuple[Definition, tuple[dict[str, Any], ...]]) -> None:
            definition, panel.citations = known
            panel.prepare(definition)

        def read(workspace: Workspace) -> tuple[Definition, tuple[dict[str, Any], ...]]:
            return find_definition(workspace, checklist), known_citations(workspace)

        self.desk.session.ask(read, make, owner=self)

    def may_leave(self) -> bool:
        """What is being typed is saved before another page comes."""
        self.desk.session.typing.settle()
        return True

    def areas(self) -> list[QWidget]:
        """The list, the form, and what stands beside it, as far as they are shown."""
        areas = [self.view.items.rows, self.view.middle, self.view.bar, self.view.side]
        return [area for area in areas if area.isVisible()] or [self]

    @property
    def _shown(self) -> EntryView | None:
        """The item in the form, None while there is no form."""
        return self.view.entry.shown if self.view.is_entry_shown else None

    def _look_for(self, work: Callable[[Workspace], tuple[Place, str] | None]) -> None:
        def found(where: tuple[Place, str] | None) -> None:
            if where is None:
                self.desk.messages.toast("没有找到用到它的事项。")
            else:
                self.view.columns.show_content()
                self._go(*where)

        self.desk.session.ask(work, found, owner=self)

    def _go(self, place: Place, key: str = "") -> None:
        """Show a line of a table; without `key` the one shown there last."""
        self.desk.session.typing.settle()
        self._place, self._key = place, key or self._keys.get(place, "")
        if self._key and self._read is not None and self._read.table.place == place and not self._is_outdated:
            self._read_line(self._read)
        else:
            self.reload()

    def _choose(self, key: str) -> None:
        if key != self._key:
            self._go(self.table.place, key)

    def _open(self, key: str) -> None:
        """Show a line and take the keyboard into its form."""
        self.view.columns.show_content()
        self._wanted_element = _ANY
        self._go(self.table.place, key)

    def _step(self, step: int) -> None:
        keys = [item.key for item in self.table.items] if self.table else []
        if self._key in keys and 0 <= (number := keys.index(self._key) + step) < len(keys):
            self._choose(keys[number])

    def _go_on(self) -> None:
        """Go to the next item that is not finished, round and round."""
        items = self.table.items
        here = next((number for number, item in enumerate(items) if item.key == self._key), -1)
        following = [item for item in (*items[here + 1 :], *items[: max(here, 0)]) if not item.is_done]
        if following:
            self._choose(following[0].key)
        else:
            self.desk.messages.toast(f"“{self.table.name}”每一条都完成了，可以定稿。")

    def _jump(self, finding: Finding | None) -> None:
        if finding is None:
            self.desk.messages.toast("没有要改的地方。")
            return
        self.view.columns.show_content()
        self._wanted_element = finding.element or _ANY
        self._go(self.table.place, self.table.key_of(finding))

    # --- reading and showing -------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read what the page shows."""
        places, key, with_versions = (self._place,), self._key, self.view.tabs.current() == HISTORY

        def read(workspace: Workspace) -> tuple[PageView, Listing]:
            page = read_page(workspace, places, key, with_versions=with_versions)
            return page, list_items(page.table)

        self._read = None
        self._ask(read)

    def _read_line(self, page: PageView, items: Listing | None = None) -> None:
        """Read one line of a table that stands as it was read: a long one takes a while."""
        key, with_versions = self._key, self.view.tabs.current() == HISTORY
        self._ask(lambda workspace: (read_line(workspace, page, key, with_versions=with_versions), items))

    def _ask(self, read: Callable[[Workspace], tuple[PageView, Listing | None]]) -> None:
        """Show what is read, unless something else is asked for meanwhile."""
        self._ticket += 1
        ticket, typed = self._ticket, self.view.entry.clock

        def show(found: tuple[PageView, Listing | None]) -> None:
            if ticket == self._ticket:
                self._show(*found, typed)

        self.desk.session.ask(read, show, owner=self)

    def _show(self, page: PageView, items: Listing | None, typed: int) -> None:
        """Show what was read; `items` is None where the table is still the one shown."""
        if page.entry is None and (key := self._first_key(page.table)):
            known, self._key, self._place = self._key, key, page.table.place
            if items is None or key == known:
                self.reload()
            else:
                self._read_line(page, items)
            return
        self._read = page
        self._tables, self.table, self._place = page.tables, page.table, page.table.place
        self._remember()
        if items is not None:
            self._show_table(page, items)
        show_line(self.view, page.table, self._key)
        if page.entry is None:
            self.view.show_empty(self._empty_state())
            self.view.standard.show_nothing()
        else:
            self._show_entry(page.entry, typed)
        self.view.history.show_versions(page.versions or ())

    def _show_table(self, page: PageView, items: Listing) -> None:
        self.view.entry.citations = page.table.citations
        show_choice(self.view.choice, page.tables, self._place, self.desk.session.unit.level)
        show_table(self.view, page.table, items)
        self._show_question(page.table)

    def _first_key(self, table: TableView) -> str:
        """The line shown where none is wanted, or the one wanted went: its neighbour, else the first not finished."""
        known = [item.key for item in table.items]
        before = [item.key for item in self.table.items] if self.table and self.table.place == table.place else []
        if self._key in before:
            number = before.index(self._key)
            return next((key for key in (*before[number:], *reversed(before[:number])) if key in known), "")
        adopted = [item for item in table.items if item.entry]
        first = next((item for item in adopted if not item.is_done), None)
        return first.key if first else known[0] if adopted else ""

    def _remember(self) -> None:
        if self._key:
            self._keys[self._place] = self._key
        self.desk.preferences.put(_PLACE, list(self._place))

    def _show_question(self, table: TableView) -> None:
        # A question that stands keeps its buttons, and with them the keyboard.
        if (table.place, table.open_publishers) != self._asked:
            self._asked = (table.place, table.open_publishers)
            unit = self.desk.session.unit.full_name
            self.view.show_question(publisher_question(table, unit, self._answer))

    def _show_entry(self, read: EntryView, typed: int) -> None:
        # What the disk has not taken yet is newer than what was read from it.
        waiting = self.desk.session.typing.waiting(read.entry) if read.entry else {}
        view = replace(read, values=read.values | waiting)
        panel = self.view.entry
        other = panel.shown is None or panel.shown.key != view.key
        findings = [f for f in self.table.findings if view.entry and f.entry == view.entry]
        panel.show_entry(view, findings, typed, self_name(self.desk.session.unit.name))
        self.view.show_entry()
        self.view.standard.show_entry(view)
        self._show_element(self._element_to_show(view, other))
        show_actions(self.view, view, [item.key for item in self.table.items])
        if self._wanted_element:
            panel.focus_element(self._element)
            self._wanted_element = ""

    def _element_to_show(self, view: EntryView, other: bool) -> str:
        keys = [element.key for element in view.definition.elements]
        if self._wanted_element in keys:
            return self._wanted_element
        if self._element in keys and not (other and view.differing):
            return self._element
        return next((key for key in keys if key in view.differing), keys[0])

    def _show_element(self, element: str) -> None:
        view = self.view.entry.shown
        self._element = element
        self.view.standard.show_element(view, element, self.view.entry.form.value(element))

    def _empty_state(self) -> QWidget:
        return nothing_adopted(self.table, self.desk.session.unit.kind_label, self._adopt_all, self._add_local)

    # --- what the clerk does -------------------------------------------------------------------------------------

    def _connect_list(self) -> None:
        view = self.view
        view.choice.activated.connect(
            lambda index: self._go(Place(self._tables[index].checklist, self._tables[index].field))
        )
        view.items.rows.chosen.connect(self._choose)
        view.items.rows.opened.connect(self._open)
        view.items.rows.clicked.connect(lambda index: view.columns.is_narrow and view.columns.show_content())
        view.items.actions_asked.connect(self._open_menu)
        view.findings.chosen.connect(self._jump)
        view.tabs.chosen.connect(self._show_side)
        view.history.restore_asked.connect(
            lambda revision, element: self.acts.restore(view.entry.shown.entry, revision, element)
        )

    def _connect_entry(self) -> None:
        panel, typing = self.view.entry, self.desk.session.typing
        panel.typed.connect(typing.typed)
        panel.typed.connect(lambda entry, element, value: self._show_element(element))
        panel.left.connect(typing.settle)
        panel.element_entered.connect(self._show_element)
        panel.form_finished.connect(lambda: self.view.forward.setFocus())
        panel.use_standard.connect(lambda key: self.acts.use_standard(panel.shown, frozenset({key})))
        self.view.standard.use_standard.connect(panel.use_standard)
        panel.whole_standard.clicked.connect(
            lambda: self.acts.use_standard(panel.shown, panel.shown.differing | set(panel.shown.waiting))
        )
        panel.not_applicable.clicked.connect(self._decline_or_take_up)
        panel.decline.declined.connect(self._decline)
        typing.settled.connect(self._show_settled)

    def _connect_tools(self) -> None:
        view, tools, acts = self.view, self.view.tools, self.acts
        tools.adopt_all.clicked.connect(self._adopt_all)
        tools.add.clicked.connect(self._add_local)
        tools.check.clicked.connect(self._check)
        tools.confirm_one.triggered.connect(self._confirm)
        tools.confirm_all.triggered.connect(lambda: acts.confirm_table(self.table.place))
        tools.finalise.clicked.connect(lambda: acts.finalise(self.table.place))
        view.previous.clicked.connect(lambda: self._step(-1))
        view.next.clicked.connect(lambda: self._step(1))
        view.forward.clicked.connect(self._forward)
        view.reopen.clicked.connect(lambda: acts.reopen(view.entry.shown.entry))
        acts.finished.connect(self._show_finished)

    def _add_shortcuts(self) -> None:
        for keys, act in {
            "Alt+Left": lambda: self._step(-1),
            "Alt+Right": lambda: self._step(1),
            "Ctrl+Return": self._forward,
            "Ctrl+Enter": self._forward,
            "F8": lambda: self._jump_to_neighbour(1),
            "Shift+F8": lambda: self._jump_to_neighbour(-1),
            "F9": self._check,
        }.items():
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _show_settled(self, entry: str, waiting: Mapping[str, str]) -> None:
        """What was typed became a revision, or waits: show how it stands now."""
        shown = self.view.entry.shown
        if shown is not None and shown.entry == entry and not self.desk.session.typing.is_waiting:
            self.view.entry.form.forget_typing()
        items = self.table.items if self.table else ()
        key = next((item.key for item in items if item.entry == entry), "")
        if waiting and key != self._key:
            words = "刚才那一条有一处没写完整，写的内容留着。"
            self.desk.messages.toast(words, "去看看", lambda: self.show_place(entry=entry, element=next(iter(waiting))))
        self._changed()

    def _show_finished(self, entry: str, done: Finished) -> None:
        if self._shown is None or self._shown.entry != entry or self._shown.key != self._key:
            # The clerk has gone on meanwhile, or pressed twice.
            return
        if done.is_done:
            self._go_on()
            return
        count = len(done.findings) + len(done.waiting)
        self.desk.messages.toast(f"还有 {count} 处要改，改好才能标为已完成。")
        self.view.show_side(FINDINGS)
        self._wanted_element = done.first_element or _ANY
        self.reload()

    def _forward(self) -> None:
        """Adopt the item, finish the entry, or go on where nothing is left to do."""
        view = self._shown
        if view is None:
            return
        if view.entry is None:
            self.acts.adopt_item(view.place, view.code, lambda: self._open(view.key))
        elif view.not_applicable is None and view.state == "draft":
            self.acts.finish(view.entry)
        else:
            self._go_on()

    def _decline_or_take_up(self) -> None:
        view = self.view.entry.shown
        if view.not_applicable is None:
            self.view.columns.show_content()
            self.view.entry.decline.ask(self_name(self.desk.session.unit.name), view.title)
        else:
            self.acts.take_up(view.entry)

    def _decline(self, reason: str) -> None:
        self.view.forward.setFocus()
        self.acts.decline(self.view.entry.shown, reason)

    def _adopt_all(self) -> None:
        self._leave_to_list()
        self.acts.adopt_table(self.table.place)

    def _answer(self, answer: str) -> None:
        self._leave_to_list()
        self.acts.answer_publishers(self.table.place, answer)

    def _leave_to_list(self) -> None:
        """Bring the keyboard into safety from a button that goes away with what it does."""
        if self.view.items.isVisible():
            self.view.items.setFocus()

    def _add_local(self) -> None:
        """Add an item of the unit's own under the heading of the one that is shown, and begin with its name."""
        shown, place, definition = self._shown, self.table.place, self.table.definition
        heading = heading_element(definition)
        names = [key for key in definition.title_elements if key != heading]

        def added(id: str) -> None:
            self.view.columns.show_content()
            self._wanted_element = names[0] if names else _ANY
            self._go(place, id)

        values = {heading: shown.values.get(heading)} if shown is not None and heading else {}
        self.acts.add_local(place, values, added)

    def _confirm(self) -> None:
        if self._shown is not None and self._shown.entry:
            self.acts.confirm([self._shown.entry])

    def _check(self) -> None:
        """Show what there is to mend in the whole table, as of now."""
        self.desk.session.typing.settle()
        self._show_side(FINDINGS)
        self.view.columns.show_side()
        self.reload()

    def _show_side(self, tab: str) -> None:
        self.view.show_side(tab)
        if tab == HISTORY:
            self.reload()

    def _jump_to_neighbour(self, step: int) -> None:
        if self.table is not None:
            self._jump(neighbour(self.table, self._key, self._element, step))

    def _open_menu(self, place: QPoint) -> None:
        item = self.table.item(self.view.items.rows.current_key())
        if item is not None:
            self._choose(item.key)
            self.view.items.open_menu(self._menu(item), place)

    def _menu(self, item: ItemState) -> QMenu:
        menu = QMenu()
        # The item of the menu, which need not be shown yet.
        if item.entry is None:
            adopt = partial(self.acts.adopt_item, self._place, item.code, lambda: self._open(item.key))
            menu.addAction("采用这一条", adopt)
        if item.state == "not_applicable":
            menu.addAction("恢复为涉及", lambda: self.acts.take_up(item.entry))
        else:
            menu.addAction("不涉及…", self._decline_or_take_up)
        if item.entry is not None:
            menu.addAction("对照原文核对过了", lambda: self.acts.confirm([item.entry]))
            menu.addAction("历史", self._show_history)
            menu.addSeparator()
            menu.addAction("删除", lambda: self.acts.remove(item.entry, item.title))
        return menu

    def _show_history(self) -> None:
        self._show_side(HISTORY)
        self.view.columns.show_side()
