"""The inbox: files from below are looked at, taken in, or their senders admitted; and the roster of units."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.exchange.looking import Look
from app.exchange.roster import add_unit
from app.organisations import Organisation
from ui.desk import Desk
from ui.pages.inbox import words
from ui.pages.inbox.acts import admit_sender, undo_import
from ui.pages.inbox.admission import Admission
from ui.pages.inbox.found_files import FoundFiles
from ui.pages.inbox.reading import Stored, look_at_files, read_stored
from ui.pages.inbox.start_files import StartFiles
from ui.pages.inbox.taking import Taking
from ui.pages.inbox.trouble import brief_note, trouble_note
from ui.pages.inbox.units import NewUnit, RosterView
from ui.pages.inbox.view import FILES, ROSTER, FilesView, InboxTools, empty_state
from ui.pages.page import Page
from ui.widgets.buttons import Button

_FILTERS = "交换文件 (*.zwgk)"
_HINTS = ("Ctrl+O 打开文件",)
_TAKE_HINT = "Ctrl+Enter 收下完整的"
_ROSTER_HINTS = ("Enter 写开始文件", "Ctrl+O 打开文件")


class InboxPage(Page):
    """Nothing is taken in by looking; each file taken in is one step that can be taken back."""

    place, title, icon = "inbox", "收件箱", "inbox"
    hints = _HINTS

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._files = FoundFiles()
        self._told: tuple[list[Look], bool] = ([], False)
        self._stored = Stored([], [], 0, datetime.now().astimezone())
        self._taking = Taking(desk, self)
        self._starts = StartFiles(desk, self)
        self._shows_taken = False
        self._has_roster = desk.session.unit.kind not in ("village", "community", "institution")
        self._roster: RosterView | None = None
        self._build()
        self._connect()
        self.setAcceptDrops(True)
        self.set_toolbar(self.tools)
        self._show_files()

    def show_place(self, files: Sequence[Path] = (), roster: bool = False, **target) -> None:
        """Look at files (folders count for the exchange files in them), or show the roster."""
        if files:
            self._show_tab(FILES)
            self.look_at(files)
        elif roster:
            self._show_tab(ROSTER)
            self.take_focus()

    def prepare(self) -> None:
        """Make the roster, and a turn later what asks to be admitted."""
        if self._has_roster:
            self.roster.ensurePolished()
        QTimer.singleShot(0, self, lambda: self.files.admission.ensurePolished())

    @property
    def roster(self) -> RosterView:
        """The roster of units; made when it is asked for first."""
        if self._roster is None:
            self._roster = RosterView(self.desk.session.unit.kind)
            self._roster.form.filled.connect(self._add_unit)
            self._roster.start_asked.connect(self._start_file)
            self._roster.show_units(self._stored.roster, self._stored.now)
            self._stack.addWidget(self._roster)
        return self._roster

    def reload(self) -> None:
        """Read register, roster and how much waits."""
        self.desk.session.ask(read_stored, self._show_stored, owner=self)

    def areas(self) -> list[QWidget]:
        """What is shown, then the tools."""
        if self.tools.switch.current() == ROSTER:
            return [self.roster.table, self.roster, self.tools]
        lower = self.files.admission if self.files.is_admitting else self.files.register.table
        if self._files:
            return [self.files.table, lower, self.tools]
        return [self._empty, lower, self.tools]

    # --- looking ---------------------------------------------------------------------------------------------------

    def look_at(self, paths: Sequence[Path]) -> None:
        """Verify files and show what each would bring."""
        self._look(paths, self._show_looks)

    def _look(self, paths: Sequence[Path], then: Callable[[tuple[list[Look], bool]], None]) -> None:
        self.desk.session.long("正在核对文件", partial(look_at_files, list(paths)), then, owner=self)

    def _show_looks(self, found: tuple[list[Look], bool]) -> None:
        looks, stopped = found
        if stopped:
            self.desk.messages.toast(f"停下了，看了 {len(looks)} 个文件，什么也没有收")
        elif not looks:
            self.desk.messages.toast("里面没有上报文件（.zwgk）")
        self._files.add(looks)
        self._show_files()
        if looks:
            self.files.table.set_current(str(looks[0].path))
            self.files.table.setFocus()
            self._show_hints(FILES)

    def _look_again(self, sender: str) -> None:
        """Look anew at the other files of a sender: what was done changes what they would bring."""
        again = self._files.sent_by(sender)
        if again:
            self._look(again, self._renew)

    def _renew(self, found: tuple[list[Look], bool]) -> None:
        """The clerk is elsewhere meanwhile: neither the current row nor the keyboard moves."""
        self._files.renew(found[0])
        self._show_files()

    # --- what can be done with a file --------------------------------------------------------------------------------

    def _act_on_file(self, key: str, code: str) -> None:
        look = self._files[Path(key)]
        if code == words.TAKE:
            self._taking.take([look])
        elif code == words.LOOK:
            self.desk.go("comparison", batch=look.batch)
        elif code == words.DROP:
            self._put_away([look])
        elif code == words.ADMIT:
            self.files.table.set_current(key)
            self.files.show_admission(shown=True)
            self.files.admission.show_sender(look, self._stored.roster, self.desk.session.unit.kind)
        elif code == words.RESEND:
            self._copy_words(look)

    def _take_all(self) -> None:
        self._taking.take(self._files.ready)

    def _taken(self, looks: list[Look]) -> None:
        self._shows_taken = True
        self._put_away(looks)
        for sender in {look.sender.id for look in looks}:
            self._look_again(sender)

    def _put_away(self, looks: Sequence[Look]) -> None:
        self._files.put_away(looks)
        self._show_files()

    def _copy_words(self, look: Look) -> None:
        QGuiApplication.clipboard().setText(words.resend_words(look))
        self.desk.messages.toast("说明已复制，可以发给对方")

    # --- admitting ---------------------------------------------------------------------------------------------------

    def _admit(self, admission: Admission) -> None:
        def done(unit: Organisation) -> None:
            self._close_admission()
            if admission.look.kind == "start":
                self._put_away([admission.look])
                self.desk.messages.toast(f"已认可上级“{unit.name}”")
                return
            self.desk.messages.toast(f"已认可“{unit.name}”的电脑，它发来的文件可以收了")
            self._look_again(admission.look.sender.id)

        self.desk.session.act(partial(admit_sender, admission), done)

    def _close_admission(self) -> None:
        self.files.show_admission(shown=False)
        self.files.table.setFocus()

    # --- the roster --------------------------------------------------------------------------------------------------

    def _add_unit(self, unit: NewUnit) -> None:
        def done(added: Organisation) -> None:
            self.roster.form.begin()
            self.desk.messages.toast(f"已登记“{added.name}”")

        self.desk.session.act(
            lambda workspace: add_unit(workspace, unit.name, unit.code, unit.kind, unit.contact), done
        )

    def _start_file(self, unit_id: str, due: date | None) -> None:
        units = [standing.unit for standing in self._stored.roster]
        if unit_id:
            self._starts.write_one(next(unit for unit in units if unit.id == unit_id), due)
        else:
            self._starts.write_all(units, due)

    # --- the register ------------------------------------------------------------------------------------------------

    def _act_on_received(self, key: str, code: str) -> None:
        if code == words.DECIDE:
            self.desk.go("comparison")
        elif code == words.UNDO:
            self.desk.session.act(partial(undo_import, int(key)), self._undone, self._not_undone)

    def _undone(self, label: str) -> None:
        # The store parts number and word; the window writes 第2轮.
        self.desk.messages.toast(f"已撤销：{label.replace(' ', '')}")

    def _not_undone(self, error: BaseException) -> None:
        self.desk.messages.trouble(error)
        self.reload()

    # --- showing -----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.tools = InboxTools(has_roster=self._has_roster)
        self.files = FilesView()
        self.take_button = Button("收下", icon="check", role="primary", key="Ctrl+Enter")
        self.open_button = Button("打开文件", icon="file-input", key="Ctrl+O")
        self._stack = QStackedWidget()
        self._empty = self._make_empty()
        for view in (self.files, self._empty):
            self._stack.addWidget(view)
        self.body.addWidget(self._stack)

    def _make_empty(self) -> QWidget:
        open_button = Button("打开文件", icon="file-input", role="primary", key="Ctrl+O")
        folder = Button("选文件夹", icon="folder-open")
        register = Button("登记单位", icon="plus") if self._has_roster else None
        open_button.clicked.connect(self._ask_for_files)
        folder.clicked.connect(self._ask_for_folder)
        if register is not None:
            register.clicked.connect(self._go_register)
        return empty_state(open_button, folder, register)

    def _connect(self) -> None:
        self.tools.switch.chosen.connect(self._show_tab)
        self.tools.open.clicked.connect(self._ask_for_files)
        self.tools.folder.clicked.connect(self._ask_for_folder)
        self.open_button.clicked.connect(self._ask_for_files)
        self.take_button.clicked.connect(self._take_all)
        self.files.table.chosen.connect(lambda _: self._show_hints(FILES))
        self.files.table.acted.connect(self._act_on_file)
        self.files.register.table.acted.connect(self._act_on_received)
        self._taking.taken.connect(self._taken)
        self.files.admitted.connect(self._admit)
        self.files.admission_closed.connect(self._close_admission)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._take_all)

    def _show_stored(self, stored: Stored) -> None:
        self._stored = stored
        self._forget_taken()
        self.files.register.show_rows(stored.received, stored.now)
        if self._roster is not None:
            self._roster.show_units(stored.roster, stored.now)
        self.set_badge(stored.waiting)
        self._show_files()
        if self._shows_taken:
            self._shows_taken = False
            self._go_to_taken()

    def _go_to_taken(self) -> None:
        """Put the keyboard on what was just taken in, once nothing is left to take."""
        table = self.files.register.table
        if not self._files and table.isVisible():
            table.set_current(table.model().keys[0])
            table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _forget_taken(self) -> None:
        """Take out files that were taken in meanwhile, from the comparison for instance."""
        here = {row.hash for row in self._stored.received if not row.is_withdrawn}
        self._files.put_away([look for look in self._files.ready if look.batch.source_hash in here])

    def _show_files(self) -> None:
        looks, ready = list(self._files), len(self._files.ready)
        self.files.show_files(looks)
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
        faulty, has_main = told = self._files.faulty, bool(self._files.ready)
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
        had_focus = self._empty.isAncestorOf(self.window().focusWidget() or self)
        if tab == ROSTER:
            self._stack.setCurrentWidget(self.roster)
        else:
            is_empty = not self._files and not self._stored.received
            self._stack.setCurrentWidget(self._empty if is_empty else self.files)
        # What is empty offers it itself.
        self.tools.folder.setVisible(self._stack.currentWidget() is not self._empty)
        self._show_hints(tab)
        if had_focus and self._empty.isHidden():
            self.take_focus()

    def _show_hints(self, tab: str) -> None:
        """Name the keys that do something to what is shown."""
        roster_hints = _ROSTER_HINTS if self._stored.roster else _HINTS
        hints = roster_hints if tab == ROSTER else self._file_hints()
        if hints != self.hints:
            self.hints = hints
            self.frame_changed.emit()

    def _file_hints(self) -> tuple[str, ...]:
        """Enter does what the first button of the current row says."""
        table = self.files.table
        actions = table.actions_at(table.currentIndex()) if self._files and table.current_key() else []
        enter = (f"Enter {actions[0].text.removesuffix('…')}",) if actions else ()
        return (*enter, *((_TAKE_HINT,) if self._files.ready else ()), *_HINTS)

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
