"""The guide: the list of items, one of them question by question, and beside it what the standard says."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMenu, QStackedWidget, QVBoxLayout, QWidget

from app.drafting.projection import PublisherAnswer
from app.standards.models import Definition
from app.workspace import Workspace
from ui.desk import Desk
from ui.editors.editor import holds
from ui.pages.drafting.acts import Acts
from ui.pages.drafting.empty import nothing_adopted, publisher_question
from ui.pages.drafting.entry_panel import EntryPanel
from ui.pages.drafting.item_list import ItemList, item_rows
from ui.pages.drafting.line_changes import LineChanges
from ui.pages.drafting.line_menu import line_menu
from ui.pages.drafting.records import EntryView, ItemState, PageView, TableView
from ui.pages.drafting.side import FINDINGS, HISTORY, REVIEW, STANDARD, Side
from ui.pages.drafting.steps_bar import StepsBar
from ui.pages.drafting.view import ANY, View
from ui.pages.drafting.words import self_name
from ui.shelf import shelf_of
from ui.theme.metrics import PAGE_PADDING
from ui.widgets.columns import Columns
from ui.widgets.rows import Row

_UNFOLDED = "drafting.unfolded"


class GuideView(View):
    """One item at a time: one question of it after the other, or all its elements at once."""

    code = "guide"
    title = "引导"
    icon = "notebook-pen"

    def __init__(self, desk: Desk, acts: Acts) -> None:
        super().__init__(desk, acts)
        self._table: TableView | None = None
        self._asked: tuple[Any, ...] = ()
        self._late: tuple[EntryView, int, str] | None = None
        """The line whose form is being made, when it was asked for, and where the keyboard goes."""
        self._rest = "", False
        """Where the keyboard goes in the line whose form is shown, and whether another line was shown before."""
        self._rest_soon = QTimer(self, singleShot=True, interval=0)
        self._rest_soon.timeout.connect(self._show_rest)
        self._empty: QWidget | None = None
        self._chosen = ""

    def build(self) -> Iterator[None]:
        desk, acts = self.desk, self.acts
        self.items, self.bar = ItemList(), StepsBar()
        yield
        self.entry = EntryPanel()
        yield
        self.side = Side(desk)
        yield
        self.changes = LineChanges(self, self.entry, acts, desk.session, self.bar.forward)
        self.entry.shelf = shelf_of(desk, self, lambda: self.entry.shown and self.entry.shown.id)
        self.columns = Columns("drafting", desk.preferences)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.columns)
        self.columns.set_list(self.items, "事项列表")
        self.columns.set_content(self._content(), "填写")
        self.columns.set_side(self.side, "参考")
        self.columns.side_head.addWidget(self.side.tabs)
        yield
        self._fold()
        self._connect_list()
        self._connect_entry()
        self._connect_side()

    # --- what the page asks ----------------------------------------------------------------------------------------

    @property
    def shown(self) -> EntryView | None:
        return self.entry.shown if self._stack.currentWidget() is self.entry else None

    @property
    def clock(self) -> int:
        return self.entry.clock

    @property
    def wants_versions(self) -> bool:
        return self.side.tabs.current() == HISTORY

    @staticmethod
    def work_out(workspace: Workspace, table: TableView) -> list[Row]:
        return item_rows(table)

    def prepare(self, definition: Definition, citations: Sequence[Mapping[str, Any]]) -> None:
        self.entry.citations = citations
        self.entry.prepare(definition)

    def parts_ahead(self) -> Iterator[Callable[[], object]]:
        yield self.side.prepare

    def show_findings(self) -> None:
        self.side.show_tab(FINDINGS)

    def go_to_findings(self) -> None:
        self.side.show_tab(FINDINGS)
        if self._table is not None and (self._table.findings or self._table.dismissed):
            self.columns.show_side()
        else:
            # There is nothing to go to.
            self.desk.messages.toast("没有要改的地方。")

    def reveal(self) -> None:
        self.columns.show_content()

    def take_keyboard(self) -> None:
        if self.items.isVisible():
            self.items.setFocus()

    def areas(self) -> list[QWidget]:
        middle = self._stack.currentWidget() if self.shown is None else self.entry.form
        return [self.items.rows, middle, self.bar, self.side]

    # --- showing ---------------------------------------------------------------------------------------------------

    def show_table(self, table: TableView, worked_out: Sequence[Row]) -> None:
        if self._table is None or self._table.place != table.place:
            self._late = None
            self._rest_soon.stop()
        self._table = table
        self.entry.citations = table.citations
        self.entry.offers = table.offers
        self.entry.decline.offer(table.reasons)
        self.items.show_items(worked_out, table.counts)
        self.side.set_findings_count(len(table.findings))
        self._show_question(table)

    def show_line(self, page: PageView, key: str, asked_at: int, wanted: str) -> None:
        self.changes.expect_line(key)
        if key:
            self.items.rows.set_current(key)
        else:
            self.items.rows.clear_current()
        self.side.findings.show_findings(page.table, key)
        if page.entry is None:
            self._show_empty(page.table)
        else:
            self._show_entry(page.entry, asked_at, wanted)
        self.side.history.show_versions(page.versions or ())
        self.side.review.show_entry(page.entry and page.entry.entry)

    def _show_question(self, table: TableView) -> None:
        # A question that stands keeps its buttons, and with them the keyboard.
        if (table.place, table.open_publishers) == self._asked:
            return
        self._asked = (table.place, table.open_publishers)
        while (item := self._question.takeAt(0)) is not None:
            item.widget().deleteLater()
        note = publisher_question(table, self.desk.session.unit.full_name, self._answer)
        if note is not None:
            self._question.addWidget(note)
        self._question.setContentsMargins(*((PAGE_PADDING, 12, PAGE_PADDING, 0) if note else (0, 0, 0, 0)))

    def _show_empty(self, table: TableView) -> None:
        level = self.desk.session.unit.kind_label
        state = nothing_adopted(table, level, self.adopt_asked.emit, self.add_asked.emit, self.bring_in)
        self._late = None
        self._stack.addWidget(state)
        self._stack.setCurrentWidget(state)
        if self._empty is not None:
            self._stack.removeWidget(self._empty)
            self._empty.deleteLater()
        self._empty = state
        self.bar.hide()
        self.side.standard.show_nothing()

    def _show_entry(self, view: EntryView, asked_at: int, wanted: str) -> None:
        """Show a line, as soon as there is a form for it."""
        if self._late is not None and self._late[0].id == view.id:
            wanted = wanted or self._late[2]
        self._late = view, asked_at, wanted
        if self.entry.is_ready(view.definition):
            self._show_form()
            self._show_rest()
        else:
            self.entry.make_ready(view)
            QTimer.singleShot(0, self.side, self.side.prepare)

    def _show_late(self) -> None:
        """Show a line whose form was made for it, what stands around the form in a turn of its own."""
        # The file may have been closed while its form was made.
        if self._late is None or not self.desk.session.is_open:
            return
        self._show_form()
        self._rest_soon.start()

    def _show_form(self) -> None:
        (view, asked_at, wanted), self._late = self._late, None
        if self._empty is not None and holds(self._empty, QApplication.focusWidget()):
            # Who adopted by the button there goes on with the first question; the list is not seen.
            wanted = wanted or ANY
        other = self.entry.shown is None or self.entry.shown.id != view.id
        if self._rest_soon.isActive() and not other:
            wanted, other = wanted or self._rest[0], self._rest[1]
        self._rest_soon.stop()
        self._rest = wanted, other
        findings = self._table.findings_of(view.entry)
        first = self.element if self.element != self._chosen else wanted
        self.entry.show_entry(view, findings, asked_at, self_name(self.desk.session.unit.name), first)
        self._stack.setCurrentWidget(self.entry)

    def _show_rest(self) -> None:
        """Show around the form what belongs to its line, and take the keyboard where it is wanted."""
        if self.shown is None or not self.desk.session.is_open:
            return
        view, (wanted, other) = self.shown, self._rest
        self.bar.show()
        self.side.standard.show_entry(view)
        self._show_element(self._element_to_show(view, other, wanted))
        self.bar.show_line(view, self._table)
        self.bar.show_questions(self.entry.form.guide)
        # Who finished the line before by its button is asked the first question of this one, not led past it.
        goes_on = other and self.entry.form.guide.is_on and self.bar.forward.hasFocus()
        # Whoever comes to a single question answers it; the way back to the list is one Tab away.
        arrives = other and self.columns.is_keyboard_on_band
        if wanted or goes_on or arrives:
            self.entry.focus_element(self.element)
        self.changes.follow_line()

    def _element_to_show(self, view: EntryView, other: bool, wanted: str) -> str:
        keys = [element.key for element in view.definition.elements]
        if wanted in keys:
            return wanted
        if self.entry.form.guide.is_on:
            # An element that this view did not choose was handed over by another view.
            handed_over = self.element in keys and self.element != self._chosen
            return self.element if handed_over else self.entry.form.guide.current or keys[0]
        if self.element in keys and not (other and view.differing):
            return self.element
        return next((key for key in keys if key in view.differing), keys[0])

    def _show_element(self, element: str) -> None:
        self.element = self._chosen = element
        about = self.entry.shown, element, self.entry.form.value(element), self_name(self.desk.session.unit.name)
        self.side.standard.show_element(*about)
        self.entry.standard.show_element(*about)

    # --- what the clerk does ---------------------------------------------------------------------------------------

    def _connect_list(self) -> None:
        rows = self.items.rows
        rows.chosen.connect(self.chosen)
        rows.opened.connect(lambda key: self.opened.emit(key, ANY))
        rows.clicked.connect(lambda index: self.columns.is_narrow and self.columns.show_content())
        self.items.actions_asked.connect(self._open_menu)
        self.bar.stepped.connect(self.stepped)
        self.bar.forward_asked.connect(self.forward_asked)
        self.bar.reopen_asked.connect(self.changes.reopen)

    def _connect_entry(self) -> None:
        panel = self.entry
        panel.ready.connect(self._show_late)
        panel.typed.connect(lambda entry, element, value: self._show_element(element))
        panel.element_entered.connect(self._show_element)
        panel.element_entered.connect(lambda element: self.bar.show_questions(panel.form.guide))
        panel.form_finished.connect(lambda: self.bar.forward.setFocus())
        panel.taken_over.connect(self.acts.take_proposals)
        panel.answer_asked.connect(self.acts.answer)
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys in ("Alt+Return", "Alt+Enter"):
            QShortcut(QKeySequence(keys), self, context=within).activated.connect(self._take_over)
        self.bar.question_stepped.connect(lambda step: panel.form.step(step))
        panel.tools.unfold.clicked.connect(self._turn)
        self.columns.narrow_changed.connect(lambda narrow: self._fold())
        self.changes.form_wanted.connect(self.columns.show_content)

    def _take_over(self) -> None:
        """Take over what our reviewer proposes for the line that is shown."""
        shown = self.shown
        if shown is not None and shown.returned is not None and shown.returned.proposals:
            self.acts.take_proposals(shown.returned)

    def _connect_side(self) -> None:
        self.side.standard.use_standard.connect(self.entry.use_standard)
        self.side.standard.history_asked.connect(self.show_history)
        self.entry.standard.use_standard.connect(self.entry.use_standard)
        self.entry.more.clicked.connect(self._show_standard)
        self.side.findings.chosen.connect(
            lambda finding: self.opened.emit(self._table.key_of(finding), finding.element or ANY)
        )
        self.side.findings.acted.connect(lambda finding, code: self.acts.act_on(self._table.place, finding, code))
        self.side.findings.stepped.connect(self.jump_asked)
        self.side.history.restore_asked.connect(
            lambda revision, element: self.acts.restore(self.entry.shown.entry, revision, element)
        )
        self.side.tab_chosen.connect(lambda tab: tab == HISTORY and self.reading_asked.emit())

    def _turn(self) -> None:
        """Turn from the guide to the whole form or back, and remember it."""
        self.desk.preferences.put(_UNFOLDED, not self._is_unfolded)
        self._fold()

    @property
    def _is_unfolded(self) -> bool:
        return bool(self.desk.preferences.get(_UNFOLDED))

    def _fold(self) -> None:
        self.entry.set_guided(not self._is_unfolded, single=self.columns.is_narrow)
        if self.entry.form is not None:
            self.bar.show_questions(self.entry.form.guide)

    def _answer(self, answer: PublisherAnswer) -> None:
        self.take_keyboard()
        self.acts.answer_publishers(self._table.place, answer)

    def _open_menu(self, place: QPoint) -> None:
        item = self._table.item(self.items.rows.current_key())
        if item is not None:
            self.chosen.emit(item.key)
            self.items.open_menu(self.menu(item), place)

    def menu(self, item: ItemState) -> QMenu:
        """Return what can be done with a line of the list."""
        return line_menu(
            self.acts,
            self._table.place,
            item,
            open_line=lambda: self.opened.emit(item.key, ANY),
            open_copy=lambda entry: self.opened.emit(entry, ANY),
            decline=lambda: self.changes.decline(item.key),
            show_history=self.show_history,
            show_review=self.show_review,
        )

    def _show_standard(self) -> None:
        """Go to all that the standard says."""
        self.side.show_tab(STANDARD)
        self.columns.show_side()

    def show_history(self) -> None:
        """Open the history of the line."""
        self.side.show_tab(HISTORY)
        self.reading_asked.emit()
        self.columns.show_side()

    def show_review(self) -> None:
        self.side.show_tab(REVIEW)
        self.columns.show_side()

    def _content(self) -> QWidget:
        self._question = QVBoxLayout()
        self._stack = QStackedWidget()
        # Nothing is seen of the form before it has something to show.
        self._stack.addWidget(QWidget())
        self._stack.addWidget(self.entry)
        self.bar.hide()
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._question)
        column.addWidget(self._stack, 1)
        column.addWidget(self.bar)
        content.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return content
