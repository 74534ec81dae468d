"""The inbox: files from below are looked at, taken in, or their senders admitted; and the roster of units."""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.exchange.looking import Look
from ui.desk import Desk
from ui.pages.inbox import words
from ui.pages.inbox.acts import Taken
from ui.pages.inbox.admitting import Admitting
from ui.pages.inbox.found_files import FoundFiles
from ui.pages.inbox.progress import Progress
from ui.pages.inbox.reading import Stored, look_at_files, look_into, read_stored, whole_batch
from ui.pages.inbox.received_acts import ReceivedActs
from ui.pages.inbox.results import Became, Results
from ui.pages.inbox.roster_desk import RosterDesk
from ui.pages.inbox.taking import Taking
from ui.pages.inbox.trouble import brief_note, trouble_note
from ui.pages.inbox.unit_edit import UnitEdit
from ui.pages.inbox.units import RosterView, UnitForm
from ui.pages.inbox.unlocking import Unlocking
from ui.pages.inbox.view import FILES, ROSTER, UNITS, EmptyInbox, FilesView, InboxTools
from ui.pages.page import Page
from ui.turns import turns
from ui.widgets.buttons import Button

_FILTERS = "交换文件 (*.zwgk)"
_OPEN_HINT = "Ctrl+O 打开文件"
_TAKE_HINT = "Ctrl+Enter 收下完整的"
_ADMIT_HINTS = ("Enter 认可", "Esc 先不认")
_MANY = 30
"""More files than these make a table that takes its time."""


class InboxPage(Page):
    """Nothing is taken in by looking; each file taken in is one step that can be taken back."""

    place, title, icon = "inbox", "收件箱", "inbox"
    hints = (_OPEN_HINT,)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._files = FoundFiles()
        self._told: tuple[list[tuple[Path, str]], bool] = ([], False)
        self._stored = Stored([], [], [], set(), [], 0, datetime.now().astimezone())
        self._taking = Taking(desk, self)
        self._unlocking = Unlocking(desk, self._files, self)
        self._shows_taken = False
        self._has_roster = desk.session.unit.kind not in ("village", "community", "institution")
        self._roster: RosterDesk | None = None
        self._roster_is_old = True

    def build(self) -> Iterator[None]:
        self.tools = InboxTools(has_roster=self._has_roster)
        self.take_button = Button("收下", icon="check", role="primary", key="Ctrl+Enter")
        self.open_button = Button("打开文件", icon="file-input", key="Ctrl+O")
        self._stack = QStackedWidget()
        self.body.addWidget(self._stack)
        self._empty = EmptyInbox(has_roster=self._has_roster)
        yield
        self.files = FilesView()
        yield from self.files.in_turns()
        for view in (self.files, self._empty):
            self._stack.addWidget(view)
        yield
        self._received = ReceivedActs(self.desk, self._taking, self)
        self._admitting = Admitting(self.desk, self.files, self._files, self)
        self._connect()
        self.setAcceptDrops(True)
        self.set_toolbar(self.tools)
        self._show_files()

    def show_place(self, files: Sequence[Path] = (), roster: bool = False, units: bool = False, **target) -> None:
        """Look at files (folders count for the exchange files in them), or show the roster, or how units stand."""
        if files:
            self._show_tab(FILES)
            self.look_at(files)
        elif roster:
            self._show_tab(ROSTER)
            self.take_focus()
        elif units and self._has_roster:
            self._show_tab(UNITS)
            self.take_focus()

    def prepare(self) -> None:
        """Make the roster, and in turns of their own how units stand and what asks to be admitted."""
        if self._has_roster:
            turns().do(lambda: self._roster_forms, self)
            turns().do(lambda: self.roster_desk, self)
            turns().do(lambda: self.roster_desk.pane.ensurePolished(), self)
            turns().do(lambda: self.progress.view.ensurePolished(), self)
        turns().do(lambda: self.files.admission.ensurePolished(), self)

    @property
    def roster(self) -> RosterView:
        """The roster of units as it is now."""
        self._fill_roster()
        return self.roster_desk.view

    @property
    def roster_desk(self) -> RosterDesk:
        """The roster and what opens in its place; made when it is asked for first."""
        if self._roster is None:
            self._roster = RosterDesk(self.desk, self._stored, RosterView(*self._roster_forms), self)
            self._stack.addWidget(self._roster.pane)
            self._roster.shown.connect(lambda: self._show_hints(self.tools.switch.current()))
        return self._roster

    @cached_property
    def _roster_forms(self) -> tuple[UnitForm, UnitEdit]:
        return UnitForm(self.desk.session.unit.kind), UnitEdit()

    @cached_property
    def progress(self) -> Progress:
        """How the units stand; made when it is asked for first."""
        made = Progress(self.desk, self)
        made.view.to_roster.clicked.connect(lambda: self.show_place(roster=True))
        self._stack.addWidget(made.view)
        return made

    def reload(self) -> None:
        """Read register, roster and how much waits; how units stand only while it is looked at."""
        self.desk.session.ask(read_stored, self._show_stored, owner=self)
        if self.tools.switch.current() == UNITS:
            self.progress.reload()

    def areas(self) -> list[QWidget]:
        """What is shown, then the tools."""
        tab = self.tools.switch.current()
        if tab == ROSTER:
            pane = self.roster_desk.pane.currentWidget()
            view = self.roster_desk.view
            return [view.table, view, self.tools] if pane is view else [pane, self.tools]
        if tab == UNITS:
            return [self.progress.view.table, self.progress.view, self.tools]
        lower = self.files.admission if self.files.is_admitting else self.files.lower_table
        if self._files:
            return [self.files.table, lower, self.tools]
        return [self._empty, lower, self.tools]

    # --- looking ---------------------------------------------------------------------------------------------------

    def look_at(self, paths: Sequence[Path]) -> None:
        """Verify files and show what each would bring."""
        self._long("正在核对文件", partial(look_into, list(paths)), self._show_looks)

    def _long(self, title: str, work: Callable, then: Callable, failed: Callable | None = None) -> None:
        self.desk.session.long(title, work, then, failed, owner=self)

    def _show_looks(self, found: tuple[list[Look], bool]) -> None:
        looks, stopped = found
        if stopped:
            self.desk.messages.toast(f"停下了，看了 {len(looks)} 个文件，什么也没有收")
        elif not looks:
            self.desk.messages.toast("里面没有上报文件（.zwgk）")
        self._files.add(looks)
        self._show_files()
        if looks:
            self.files.table.set_current(str(words.sorted_looks(looks)[0].path))
            self.files.table.setFocus()
            self._show_hints(FILES)

    def _look_again(self, senders: Collection[str]) -> None:
        """Look anew at the other files of senders: what was done changes what they would bring."""
        again = [(path, self._files.readable(path)) for path in self._files.sent_by(senders)]
        if again:
            self._long("正在核对文件", partial(look_at_files, again), self._renew)

    def _renew(self, found: tuple[list[Look], bool]) -> None:
        """The clerk is elsewhere meanwhile: neither the current row nor the keyboard moves."""
        self._files.renew(found[0])
        self._show_files()

    # --- what can be done with a file --------------------------------------------------------------------------------

    def _act_on_file(self, key: str, code: str) -> None:
        look = self._files[Path(key)]
        if code == words.TAKE:
            self._take([look])
        elif code == words.LOOK:
            self._compare(look)
        elif code == words.DROP:
            self._put_away([look])
        elif code == words.ADMIT:
            self._admitting.begin(look, self._stored.roster)
        elif code == words.RESEND:
            self._copy_words(look)
        elif code == words.UNLOCK:
            self._unlocking.ask(look)

    def _take_all(self) -> None:
        """Take in what can be; on the roster, do what it offers."""
        if self.tools.switch.current() == ROSTER:
            self.roster_desk.agree()
        elif self.tools.switch.current() == FILES:
            self._take(words.sorted_looks(self._files.ready))

    def _take(self, looks: Sequence[Look]) -> None:
        self._taking.take([(look, self._files.readable(look.path)) for look in looks])

    def _compare(self, look: Look) -> None:
        work = partial(whole_batch, look, self._files.readable(look.path))
        self.desk.session.ask(work, lambda batch: self.desk.go("comparison", batch=batch), owner=self)

    def _taken(self, taken: list[Taken]) -> None:
        """Forget what was taken in; of several files it is told what became of each, of those left alone, too."""
        done = [each.look for each in taken if each.outcome is not None]
        self._shows_taken = bool(done)
        if len(taken) > 1:
            tried = {each.look.path for each in taken}
            left = [look for look in self._files if look.path not in tried]
            self._show_results([*map(words.became, taken), *map(words.left_as, left)])
        self._unlocking.close(self._files.put_away(done))
        if len(taken) > 1 and self.isVisible():
            # The button that was pressed is gone with what could be taken in; what is left wants something.
            (self.files.table if self._files else self.files.results.table).setFocus(Qt.FocusReason.OtherFocusReason)
        # Long tables are made one in a turn.
        QTimer.singleShot(0, self, self._show_files)
        self._look_again({look.sender.id for look in done})

    def _show_results(self, became: Sequence[Became]) -> None:
        self.files.results.show_results(f"{self.desk.session.unit.name}收件清单", became)
        self.files.show_results(shown=True)

    def _put_away(self, looks: Sequence[Look]) -> None:
        self._unlocking.close(self._files.put_away(looks))
        self._show_files()

    def _copy_words(self, look: Look) -> None:
        QGuiApplication.clipboard().setText(words.resend_words(look))
        self.desk.messages.toast("说明已复制，可以发给对方")

    def _admitted(self, look: Look) -> None:
        if look.kind == "start":
            self._put_away([look])
        else:
            self._look_again([look.sender.id])

    # --- showing -----------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.tools.switch.chosen.connect(self._show_tab)
        self.tools.open.clicked.connect(self._ask_for_files)
        self.tools.folder.clicked.connect(self._ask_for_folder)
        self.open_button.clicked.connect(self._ask_for_files)
        self.take_button.clicked.connect(self._take_all)
        self._empty.files_asked.connect(self._ask_for_files)
        self._empty.folder_asked.connect(self._ask_for_folder)
        self._empty.register_asked.connect(self._go_register)
        self.files.table.chosen.connect(lambda _: self._show_hints(FILES))
        self.files.table.acted.connect(self._act_on_file)
        self.files.register.table.acted.connect(self._received.act)
        self._received.refused.connect(self.reload)
        self.files.tabs.chosen.connect(lambda _: self._show_files())
        self.files.results_made.connect(lambda view: Results(self.desk, view, self))
        self._taking.taken.connect(self._taken)
        self._unlocking.found.connect(self._show_files)
        self._admitting.admitted.connect(self._admitted)
        self.files.lower_changed.connect(lambda: self._show_hints(self.tools.switch.current()))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._take_all)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self).activated.connect(self._paste)

    def _show_stored(self, stored: Stored) -> None:
        self._stored = stored
        self._forget_taken()
        self._roster_is_old = True
        if self.tools.switch.current() == ROSTER:
            self._fill_roster()
            # Long tables are made one in a turn, the one that is looked at first.
            QTimer.singleShot(0, self, lambda: self.files.register.show_rows(stored.received, stored.now))
        else:
            self.files.register.show_rows(stored.received, stored.now)
        self.set_badge(stored.waiting)
        self._show_files()
        if self._shows_taken:
            self._shows_taken = False
            self._go_to_taken()
        if self._has_roster and self._roster is None:
            QTimer.singleShot(0, self, lambda: self.roster_desk)

    def _fill_roster(self) -> None:
        """Show the roster as it is now, where that is not done yet."""
        if self._roster_is_old:
            self._roster_is_old = False
            self.roster_desk.show_stored(self._stored)

    def _go_to_taken(self) -> None:
        """Put the keyboard on what was just taken in, once nothing is left to take."""
        table = self.files.lower_table
        if not self._files and table.isVisible():
            table.set_current(table.model().keys[0])
            table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _forget_taken(self) -> None:
        """Take out files that were taken in meanwhile, from the comparison for instance."""
        here = {row.hash for row in self._stored.received if not row.is_withdrawn}
        gone = [look for look in self._files.ready if look.batch.source_hash in here]
        self._unlocking.close(self._files.put_away(gone))

    def _show_files(self) -> None:
        looks = list(self._files)
        if looks and self.tools.switch.current() == FILES:
            # Rows get their heights at the width that they are shown at.
            self._stack.setCurrentWidget(self.files)
            self._stack.layout().activate()
        self.files.show_files(looks)
        if len(looks) > _MANY:
            # A long table takes its turn alone.
            QTimer.singleShot(0, self, self._show_around)
        else:
            self._show_around()

    def _show_around(self) -> None:
        """Show what stands around the files: what went wrong, what can be done with all of them."""
        looks, ready = list(self._files), len(self._files.ready)
        self._show_trouble()
        self.take_button.setText(f"收下 {ready} 个完整的")
        primary = self.take_button if ready else self.open_button
        if primary is not self.primary:
            self.set_primary(primary)
        self.tools.open.setVisible(ready > 0)
        self.set_context(words.context_text(looks))
        self._show_tab(self.tools.switch.current())

    def _show_trouble(self) -> None:
        """Tell on top what went wrong until the faulty files are put away."""
        faulty = [look for look in self._files if words.tab_of(look) == words.BAD]
        has_main = bool(self._files.ready)
        told = [(look.path, look.code) for look in faulty], has_main
        if told == self._told:
            return
        self._told = told
        if faulty:
            whole = trouble_note(faulty, self._ask_for_files, self._copy_words, has_main=has_main)
            self.files.show_trouble(whole, brief_note(faulty))
        else:
            self.files.show_trouble()

    def _show_tab(self, tab: str) -> None:
        self.tools.switch.set_current(tab)
        before = self._stack.currentWidget()
        had_focus = before.isAncestorOf(self.window().focusWidget() or self)
        if tab == ROSTER:
            self._fill_roster()
            self._stack.setCurrentWidget(self.roster_desk.pane)
        elif tab == UNITS:
            if self._stack.currentWidget() is not self.progress.view:
                self.progress.reload()
            self._stack.setCurrentWidget(self.progress.view)
        else:
            is_empty = not self._files and not self._stored.received
            self._stack.setCurrentWidget(self._empty if is_empty else self.files)
        # What is empty offers it itself.
        self.tools.folder.setVisible(self._stack.currentWidget() is not self._empty)
        self._show_hints(tab)
        if had_focus and before is not self._stack.currentWidget():
            self.take_focus()

    def _show_hints(self, tab: str) -> None:
        """Name the keys that do something to what is shown."""
        if tab == FILES:
            hints = self._file_hints()
        else:
            hints = (*(self.roster_desk.hints if tab == ROSTER else ("Enter 去审核",)), _OPEN_HINT)
        if hints != self.hints:
            self.hints = hints
            self.frame_changed.emit()

    def _file_hints(self) -> tuple[str, ...]:
        """Enter does what the first button of the current row says."""
        if self.files.is_admitting:
            return _ADMIT_HINTS
        table = self.files.table
        actions = table.actions_at(table.currentIndex()) if self._files and table.current_key() else []
        enter = (f"Enter {actions[0].text.removesuffix('…')}",) if actions else ()
        return (*enter, *((_TAKE_HINT,) if self._files.ready else ()), _OPEN_HINT)

    def _paste(self) -> None:
        if self.tools.switch.current() == ROSTER:
            self.roster_desk.paste()

    def _go_register(self) -> None:
        self._show_tab(ROSTER)
        self.roster.open_form()

    # --- where files come from ---------------------------------------------------------------------------------------

    def _ask_for_files(self) -> None:
        self.desk.messages.open_files("打开收到的文件", _FILTERS, self._open)

    def _ask_for_folder(self) -> None:
        self.desk.messages.choose_folder("选文件夹或U盘", lambda folder: self._open([folder]))

    def _open(self, paths: Sequence[Path]) -> None:
        self._show_tab(FILES)
        self.look_at(paths)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self._open([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
