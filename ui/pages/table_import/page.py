"""导入表格: the table somebody has beside what was read from it; the comparison page decides what comes of it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget

from app.errors import UserFacingError
from app.tables.sources.kinds import PATTERNS
from app.tables.sources.sheet import Place
from app.tables.understanding.catalogue import ReadColumn, ReadTable
from app.workspace import Workspace
from ui.desk import Desk
from ui.jobs import Job, Watch, is_cancelled
from ui.pages.page import Page
from ui.pages.table_import.marks import ASK, LOOK, SURE, ItemKey, level_of
from ui.pages.table_import.meaning_memory import MeaningMemory
from ui.pages.table_import.meaning_menu import meaning_menu
from ui.pages.table_import.reading import (
    Choices,
    Opened,
    Reading,
    held,
    key_of,
    read_again,
    read_clipboard,
    read_file,
)
from ui.pages.table_import.standard_pane import StandardPane
from ui.pages.table_import.standard_taking import StandardTaking
from ui.pages.table_import.standard_words import Prospect
from ui.pages.table_import.view import ImportView, StepBand, start_state
from ui.pages.table_import.words import (
    ALL,
    Shown,
    parsed_head,
    parsed_item,
    parsed_unread,
    shown_of,
    unchanged_words,
)
from ui.widgets.buttons import Button
from ui.widgets.note import Note

_FILTERS = f"表格 ({PATTERNS});;所有文件 (*)"
_HINTS = ("Alt+↓ 改列的意思", "F8 下一处要看的", "F6 换区")
_DOUBTS = (ASK, LOOK)
Work = Callable[..., Reading]


class TableImportPage(Page):
    """One file at a time. Nothing here is stored: what comes of it goes to the comparison."""

    place, title, icon = "table-import", "导入表格", "file-input"
    hints = ("Ctrl+V 粘贴",)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.reading: Reading | None = None
        self._levels: Mapping[ItemKey, str] = {}
        # What was asked for last; what is shown follows.
        self._wanted = Choices()
        self._job: Job | None = None
        self._ticket = 0
        self._memory = MeaningMemory(desk.preferences)

    def build(self) -> Iterator[None]:
        desk = self.desk
        self.steps = StepBand()
        yield
        self._stack = QStackedWidget()
        self.view = ImportView(desk)
        self.body.addWidget(self.view.notes)
        self.body.addWidget(self._stack, 1)
        self._stack.addWidget(self.view)
        yield from self.view.in_turns()
        self.choose_file, self.paste = (
            Button("选文件", icon="folder-open", role="primary"),
            Button("粘贴", icon="clipboard-paste", key="Ctrl+V"),
        )
        self.other_file = Button("换一个文件", icon="folder-open")
        self.start = start_state(self.choose_file, self.paste)
        self._stack.addWidget(self.start)
        self._stack.setCurrentWidget(self.start)
        yield
        self.standard = StandardPane()
        self._stack.addWidget(self.standard)
        self._taking = StandardTaking(desk, self._say_refused, self)
        self.set_toolbar(self.steps)
        yield
        self._connect()

    def show_place(self, file: Path | None = None, opened: Opened | None = None) -> None:
        """Read a file, or only understand it where its cells are `opened`; without one show what was read last, or what
        to do first."""
        if file is not None:
            self.read(file, opened)

    def reload(self) -> None:
        """Hold what was read against what stands here now; what is being read is held against it anyway."""
        if self.reading is not None and self._job is None:
            self._again(self.reading.choices)

    def next_area(self, *, back: bool = False) -> bool:
        if self._stack.currentWidget() is not self.view:
            return super().next_area(back=back)
        return self.view.columns.next_area(back=back)

    def take_focus(self) -> None:
        """Begin where something is to be looked at, or chosen."""
        (self.choose_file if self.reading is None else self.view.items.list).setFocus(Qt.FocusReason.OtherFocusReason)

    # --- reading ---------------------------------------------------------------------------------------------------

    def read(self, path: Path, opened: Opened | None = None) -> None:
        """Read a file in place of what is shown; it stays where the file cannot be read."""
        known = self._memory.known()
        self._read(f"正在读“{path.name}”", partial(read_file, path=path, known=known, opened=opened), path.name)

    def read_pasted(self) -> None:
        """Read what was copied elsewhere."""
        data = QGuiApplication.clipboard().mimeData()
        copied = data.text(), data.html() if data.hasHtml() else None
        known = self._memory.known()
        self._read("正在读粘贴的内容", partial(read_clipboard, copied=copied, known=known), "粘贴的内容")

    def _again(self, choices: Choices) -> None:
        before, self._wanted, known = self.reading, choices, self._memory.known()
        again = partial(read_again, before=before, choices=choices, known=known)
        self._read("正在重新看", again, before.source.name)

    def _read(self, title: str, work: Work, name: str) -> None:
        """Understand a file by our words beside what goes on, then hold it against what is stored."""
        if self._job is not None:
            self._job.cancel()
        self._ticket += 1
        ticket = self._ticket
        self._taking.drop()
        self.view.notes.show_notes([])
        refuse = partial(self._refuse, ticket, name)

        def compare(reading: Reading) -> None:
            if ticket == self._ticket:
                self._follow(self.desk.session.long("正在和这里的对着看", partial(_shown, reading), show, refuse, self))

        def show(shown: Shown) -> None:
            if ticket == self._ticket:
                # What is shown for the first time takes a turn of its own.
                self._stack.setCurrentWidget(self.view)
                QTimer.singleShot(0, self, lambda: ticket == self._ticket and self._show(shown))

        by_our_words = partial(work, library=self.desk.session.unit.library)
        self._follow(self.desk.session.beside(title, by_our_words, compare, refuse, self))

    def _follow(self, job: Job) -> None:
        self._job = job
        job.finished.connect(lambda: self._end(job))

    def _end(self, job: Job) -> None:
        if self._job is job:
            self._job = None

    def _refuse(self, ticket: int, name: str, error: BaseException) -> None:
        if ticket == self._ticket and self.reading is not None:
            self._wanted = self.reading.choices
        if ticket == self._ticket or not isinstance(error, UserFacingError):
            self._say_refused(error)

    def _say_refused(self, error: BaseException) -> None:
        if not isinstance(error, UserFacingError):
            self.desk.messages.trouble(error)
        elif not is_cancelled(error):
            headline, stop, rest = error.message.partition("。")
            self.view.notes.show_notes([Note("danger", headline + stop, rest, details=error.details, compact=True)])

    # --- showing ---------------------------------------------------------------------------------------------------

    def _show(self, shown: Shown) -> None:
        reading = shown.reading
        is_new = self.reading is None or reading.source is not self.reading.source
        self.reading, self._levels, self._wanted = reading, shown.levels, reading.choices
        self.set_context(reading.source.name)
        self.hints = _HINTS
        self.set_primary(self.other_file)
        self.steps.show_counts(1, shown.counts)
        self.view.source.show_reading(reading)
        self.view.items.show_reading(shown, is_keeper=self._taking.is_offered)
        self.view.show_notes(reading)
        if is_new or not self.view.items.list.current_key():
            self._begin_list()
        if is_new and self.isVisible():
            self._begin()
        self._follow_list(go_there=is_new)

    def _begin_list(self) -> None:
        items = self.view.items
        items.show_tab(ALL)
        first = next((row.key for row in items.list.rows() if not row.heading), "")
        if first:
            items.list.set_current(first)

    def _begin(self) -> None:
        """Go where something is to be looked at; in a narrow window that is all that is seen."""
        if self.reading.has_items:
            self.view.columns.show_side()
            self.view.items.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.view.columns.show_content()
            self.view.source.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow_list(self, *, go_there: bool = True) -> None:
        """Show in the source what the current row of the list is about."""
        key = self.view.items.list.current_key()
        item, unread = parsed_item(key), parsed_unread(key)
        self.view.items.show_detail(item)
        if item is not None:
            self.view.source.show_item(item, go_there=go_there)
        elif unread is not None:
            told = self.reading.read.not_understood[unread]
            self.view.source.show_place(told.sheet, (told.cell.row, told.cell.column) if told.cell else None)

    def _go_to_cell(self, key: str) -> None:
        """Go from the list to the source."""
        self._follow_list()
        self.view.columns.show_content()
        self.view.source.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow_cell(self, place: Place) -> None:
        """Show the item that a cell belongs to; where it is part of several the chosen one stays."""
        mark = self.reading.marks[self.view.source.sheet].get(place)
        items = self.view.items
        if mark is not None and mark.items:
            item = items.current if items.current in mark.items else mark.items[0]
            items.show_item(item)
            self.view.source.show_item(item, go_there=False)

    def _open_cell(self, place: Place) -> None:
        """Go from the source to the item of a cell."""
        self._follow_cell(place)
        self.view.columns.show_side()
        self.view.items.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_element(self, element: str) -> None:
        item = self.view.items.current
        if item is not None:
            self.view.source.show_item(item, go_there=True, element=element)

    def go_to_doubt(self, step: int = 1) -> None:
        """Go to the next item that is not sure, or the one before."""
        if self._stack.currentWidget() is not self.view:
            return
        items = self.view.items
        keys = [row.key for row in items.list.rows()]
        doubts = [number for number, key in enumerate(keys) if self._is_doubt(key)]
        if not doubts:
            self.desk.messages.toast("没有要看的了，按 Ctrl+Enter 去对照。")
            return
        here = keys.index(items.list.current_key()) if items.list.current_key() in keys else -1
        ahead = [number for number in doubts if (number > here if step > 0 else number < here)]
        items.list.set_current(keys[(ahead or doubts)[0 if step > 0 else -1]])
        self._follow_list()

    def _is_doubt(self, key: str) -> bool:
        item = parsed_item(key)
        return parsed_unread(key) is not None if item is None else self._levels[item] in _DOUBTS

    # --- choosing --------------------------------------------------------------------------------------------------

    def ask_meaning(self, table: ReadTable, columns: tuple[ReadColumn, ...], at: QPoint) -> None:
        """Offer what a column can mean."""
        acts = partial(self.correct, table), partial(self._forget, table)
        menu = meaning_menu(self, self.reading, columns, *acts)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def correct(self, table: ReadTable, column: ReadColumn, meaning: str | None) -> None:
        """Say what a column means; everything is read anew, and so are tables with the same heads from now on."""
        if meaning != column.meaning or level_of(column.confidence) != SURE:
            self._memory.keep(table, column, meaning)
            self._again(self._wanted.with_meaning((*key_of(table), column.column), meaning))

    def _forget(self, table: ReadTable, column: ReadColumn) -> None:
        self._memory.forget(table, column)
        self._again(self._wanted.with_meaning((*key_of(table), column.column), None, told=False))

    def _tell_heads(self, sheet: int, row: int | None, told: bool) -> None:
        """Say in which row of a sheet the heads are; everything is read anew."""
        self._again(self._wanted.with_heads(sheet, row, told=told))

    def _choose_checklist(self, code: str) -> None:
        self._again(self._wanted.with_checklist(code))

    def _choose_field(self, number: int, code: str) -> None:
        choices, key = self._wanted, key_of(self.reading.read.tables[number])
        self._again(replace(choices, fields={**choices.fields, key: code}))

    def _tick(self, key: str, ticked: bool) -> None:
        """Take text along, or leave it."""
        if self._is_understood_anew:
            return
        choices, unread, head = self._wanted, parsed_unread(key), parsed_head(key)
        heads, carried = set(choices.heads), set(choices.carried)
        held, one = (carried, unread) if head is None else (heads, head)
        (held.add if ticked else held.discard)(one)
        self._again(replace(choices, heads=frozenset(heads), carried=frozenset(carried)))

    def _take(self, key: str) -> None:
        """Take an item that was left out, or leave it again."""
        if self._is_understood_anew:
            return
        item, choices = parsed_item(key), self._wanted
        self._again(replace(choices, include=choices.include ^ {tuple(item)}))

    @property
    def _is_understood_anew(self) -> bool:
        """Whether other items are on their way, which are not numbered as those shown."""
        return not self._wanted.is_understood_as(self.reading.choices)

    def _choose_section(self, section: str) -> None:
        self._again(replace(self._wanted, sections=frozenset((section,))))

    def forward(self) -> None:
        """Go where it is decided, unless everything stands here already; on the standard's pane take it."""
        if self._stack.currentWidget() is self.standard:
            self._taking.take()
            return
        if self.reading is None or not self.view.items.forward.isEnabled() or self._job is not None:
            return
        batch = self.reading.batch
        if any(proposal.change != "unchanged" for proposal in batch.proposals):
            self.desk.go("comparison", batch=batch)
        else:
            self.view.notes.show_notes([Note("success", *unchanged_words(self.reading), compact=True)])

    def look_as_standard(self) -> None:
        """Show what the table makes of the standards."""
        if self._job is None:
            self.view.notes.show_notes([])
            self._taking.look(self.reading)

    def _show_standard(self, prospect: Prospect) -> None:
        self.standard.show_prospect(prospect)
        self._stack.setCurrentWidget(self.standard)
        self.steps.stepper.set_step(2)
        self.standard.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave_standard(self) -> None:
        """Go back to the table without taking it."""
        if self._stack.currentWidget() is self.standard:
            self._taking.drop()
            self._stack.setCurrentWidget(self.view)
            self.steps.stepper.set_step(1)
            self.view.items.as_standard.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- building --------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        source, items = self.view.source, self.view.items
        for button in (self.choose_file, self.other_file):
            button.clicked.connect(self.ask_for_file)
        self.paste.clicked.connect(self.read_pasted)
        self.steps.back_asked.connect(self.ask_for_file)
        items.list.chosen.connect(lambda _: self._follow_list())
        items.list.opened.connect(self._go_to_cell)
        items.list.acted.connect(lambda key, _: self._take(key))
        items.list.checked.connect(self._tick)
        items.tabs.chosen.connect(lambda _: self._follow_list())
        items.detail.chosen.connect(self._show_element)
        items.field_chosen.connect(self._choose_field)
        items.section_chosen.connect(self._choose_section)
        items.checklist_chosen.connect(self._choose_checklist)
        items.forward.clicked.connect(self.forward)
        items.as_standard.clicked.connect(self.look_as_standard)
        self._taking.looked_at.connect(self._show_standard)
        self.standard.back.clicked.connect(self.leave_standard)
        self.standard.take.clicked.connect(self._taking.take)
        source.table.cell_chosen.connect(self._follow_cell)
        source.table.cell_opened.connect(self._open_cell)
        source.table.meaning_asked.connect(self.ask_meaning)
        source.sheet_chosen.connect(self._follow_sheet)
        source.heads_told.connect(self._tell_heads)
        self._add_keys()

    def _add_keys(self) -> None:
        for keys, act in {
            "F8": self.go_to_doubt,
            "Shift+F8": partial(self.go_to_doubt, -1),
            "Ctrl+Return": self.forward,
            "Ctrl+Enter": self.forward,
            "Ctrl+V": self.read_pasted,
            "Escape": self.leave_standard,
        }.items():
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def ask_for_file(self) -> None:
        """Let the clerk choose a file."""
        self.desk.messages.open_files("选要导入的表格", _FILTERS, lambda files: self.read(files[0]), many=False)

    def _follow_sheet(self, sheet: int) -> None:
        """Show the field of the table on a sheet."""
        tables = self.reading.read.tables
        number = next((number for number, table in enumerate(tables) if table.sheet == sheet), -1)
        if number >= 0:
            self.view.items.show_table(number)


def _shown(reading: Reading, workspace: Workspace, watch: Watch) -> Shown:
    return shown_of(held(workspace, watch, reading))
