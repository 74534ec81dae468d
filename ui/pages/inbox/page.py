"""The inbox: files from below are looked at, taken in, or their senders admitted; and the roster of units."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.drafting.history import undo
from app.errors import UserFacingError
from app.exchange.looking import Look, look_at, packages_in
from app.exchange.package_reading import open_package
from app.exchange.received import Received, UnitStanding, received_packages, roster_standing
from app.exchange.roster import add_unit, admit, admit_as_new, trust
from app.exchange.taking_in import apply_batch
from app.organisations import Organisation
from app.proposals.proposals import Outcome, waiting
from app.workspace import Workspace
from ui.desk import Desk
from ui.jobs import Watch, is_cancelled
from ui.pages.inbox import words
from ui.pages.inbox.admission import Admission
from ui.pages.inbox.start_files import StartFiles
from ui.pages.inbox.units import NewUnit, RosterView
from ui.pages.inbox.view import FILES, ROSTER, FilesView, InboxTools, empty_state
from ui.pages.page import Page
from ui.widgets.buttons import Button
from ui.widgets.note import Note

_FILTERS = "交换文件 (*.zwgk)"
_HINTS = ("Ctrl+O 打开文件",)
_FILE_HINTS = ("Enter 收下这一行", "Ctrl+Enter 收下完整的", "Ctrl+O 打开文件")
_ROSTER_HINTS = ("Enter 写开始文件", "Ctrl+O 打开文件")


@dataclass(frozen=True)
class _Shown:
    """What the page shows from the store."""

    received: list[Received]
    roster: list[UnitStanding]
    waiting: int
    now: datetime


@dataclass
class _Taken:
    """What taking files in did: outcomes by file, and what stopped it."""

    outcomes: list[tuple[Look, Outcome]] = field(default_factory=list)
    error: UserFacingError | None = None


class InboxPage(Page):
    """Nothing is taken in by looking; each file taken in is one step that can be taken back."""

    place, title, icon = "inbox", "收件箱", "inbox"
    hints = _HINTS

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._looks: dict[Path, Look] = {}
        self._is_again = self._is_taking = False
        self._starts = StartFiles(desk, self)
        self._shown = _Shown([], [], 0, datetime.now().astimezone())
        self._has_roster = desk.session.unit.kind not in ("village", "community", "institution")
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

    def reload(self) -> None:
        """Read register, roster and how much waits."""
        self.desk.session.ask(_read, self._show_stored, owner=self)

    def areas(self) -> list[QWidget]:
        """What is shown, then the tools."""
        if self.tools.switch.current() == ROSTER:
            return [self.roster.table, self.roster, self.tools]
        lower = self.files.admission if self.files.is_admitting else self.files.register.table
        if self._looks:
            return [self.files.table, lower, self.tools]
        # Enter in the register takes an import back: the keyboard does not begin there by itself.
        return [self._empty, self.tools, lower]

    # --- looking ---------------------------------------------------------------------------------------------------

    def look_at(self, paths: Sequence[Path]) -> None:
        """Verify files and show what each would bring."""
        self.desk.session.long("正在核对文件", partial(_look, list(paths)), self._show_looks, owner=self)

    def _show_looks(self, found: tuple[list[Look], bool]) -> None:
        looks, stopped = found
        self._looks |= {look.path: look for look in looks}
        if stopped:
            self.desk.messages.toast(f"停下了，看了 {len(looks)} 个文件，什么也没有收")
        elif not looks:
            self.desk.messages.toast("里面没有上报文件（.zwgk）")
        self._tell_refused([look for look in looks if _is_faulty(look)])
        self._show_files()
        if looks and not self._is_again:
            self.files.table.set_current(str(looks[0].path))
            self.files.table.setFocus()
        self._is_again = False

    def _tell_refused(self, refused: list[Look]) -> None:
        """Show on top what went wrong; it stays until the faulty files are put away."""
        if not refused:
            self._forget_trouble()
            return
        headline, text, details = words.trouble_words(refused)
        # The page's one main button stands in the header when there is something to take in.
        has_main = any(look.result == "ready" for look in self._looks.values())
        other = Button("换一个文件", icon="folder-open", role="normal" if has_main else "primary")
        other.clicked.connect(self._ask_for_files)
        buttons = [other]
        if len(refused) == 1:
            buttons.append(("复制说明发给对方", "copy", partial(self._copy_words, refused[0])))
        note = Note("danger", headline, text, buttons=buttons, details=details)
        self.files.show_trouble(note)

    def _look_again(self, sender: str) -> None:
        """Look anew at the other files of a sender: what was done changes what they would bring."""
        again = [path for path, look in self._looks.items() if look.sender and look.sender.id == sender]
        if again:
            self._is_again = True
            self.look_at(again)

    # --- what can be done with a file --------------------------------------------------------------------------------

    def _act_on_file(self, key: str, code: str) -> None:
        look = self._looks[Path(key)]
        if code == words.TAKE:
            self._take([look])
        elif code == words.LOOK:
            self.desk.go("comparison", batch=look.batch)
        elif code == words.DROP:
            self._drop([look])
        elif code == words.ADMIT:
            self.files.table.set_current(key)
            self.files.show_admission(shown=True)
            self.files.admission.show_sender(look, self._shown.roster, self.desk.session.unit.kind)
        elif code == words.RESEND:
            self._copy_words(look)

    def _take_all(self) -> None:
        ready = [look for look in self._looks.values() if look.result == "ready"]
        if ready:
            self._take(ready)

    def _take(self, looks: list[Look]) -> None:
        if self._is_taking:
            return
        self._is_taking = True
        title = f"正在收下{looks[0].batch.label}" if len(looks) == 1 else f"正在收下 {len(looks)} 个文件"
        job = self.desk.session.long(title, partial(_take_in, looks), self._taken, writes=True)
        job.finished.connect(self._end_taking)

    def _end_taking(self) -> None:
        self._is_taking = False

    def _taken(self, taken: _Taken) -> None:
        done = taken.outcomes
        self._drop([look for look, _ in done])
        if taken.error is not None:
            self.desk.messages.trouble(taken.error)
        if not done:
            return
        changed = sum(words.changed_count(outcome.counts) for _, outcome in done)
        conflicts = sum(outcome.waiting for _, outcome in done)
        name = done[0][0].batch.label.replace(" ", "") if len(done) == 1 else f" {len(done)} 个文件"
        text = f"已收下{name}，{changed} 条有改动"
        if conflicts:
            go = partial(self.desk.go, "comparison")
            self.desk.messages.toast(f"{text}，{conflicts} 条冲突等您定", "去定冲突", go)
        elif len(done) == 1 and changed:
            self.desk.messages.toast(text, "撤销 Ctrl+Z", self.desk.session.undo)
        else:
            self.desk.messages.toast(text)
        for sender in {look.sender.id for look, _ in done}:
            self._look_again(sender)

    def _drop(self, looks: Sequence[Look]) -> None:
        """Take files out of the table; the files themselves stay where they are."""
        for look in looks:
            self._looks.pop(look.path, None)
        self._forget_trouble()
        self._show_files()

    def _forget_trouble(self) -> None:
        """Take the note away once no faulty file is left."""
        if not any(map(_is_faulty, self._looks.values())):
            self.files.show_trouble(None)

    def _copy_words(self, look: Look) -> None:
        QGuiApplication.clipboard().setText(words.resend_words(look))
        self.desk.messages.toast("说明已复制，可以发给对方")

    # --- admitting ---------------------------------------------------------------------------------------------------

    def _admit(self, admission: Admission) -> None:
        def done(unit: Organisation) -> None:
            self._close_admission()
            if admission.look.claim == "parent":
                self._drop([admission.look])
                self.desk.messages.toast(f"已认可上级“{unit.name}”")
                return
            self.desk.messages.toast(f"已认可“{unit.name}”的电脑，它报来的文件可以收了")
            self._look_again(admission.look.sender.id)

        self.desk.session.act(partial(_admit_sender, admission), done)

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
        units = [standing.unit for standing in self._shown.roster]
        if unit_id:
            self._starts.write_one(next(unit for unit in units if unit.id == unit_id), due)
        else:
            self._starts.write_all(units, due)

    # --- the register ------------------------------------------------------------------------------------------------

    def _act_on_received(self, key: str, code: str) -> None:
        if code == words.DECIDE:
            self.desk.go("comparison")
        elif code == words.UNDO:
            self.desk.session.act(partial(_undo_import, int(key)), self._undone, self._not_undone)

    def _undone(self, label: str) -> None:
        self.desk.messages.toast(f"已撤销：{label}")

    def _not_undone(self, error: BaseException) -> None:
        self.desk.messages.trouble(error)
        self.reload()

    # --- showing -----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.tools = InboxTools(has_roster=self._has_roster)
        self.files = FilesView()
        self.roster = RosterView(self.desk.session.unit.kind)
        self.take_button = Button("收下", icon="check", role="primary", key="Ctrl+Enter")
        self.open_button = Button("打开文件", icon="folder-open", key="Ctrl+O")
        self._stack = QStackedWidget()
        self._empty = self._make_empty()
        for view in (self.files, self.roster, self._empty):
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
        self.files.table.acted.connect(self._act_on_file)
        self.files.register.table.acted.connect(self._act_on_received)
        self.files.admission.admitted.connect(self._admit)
        self.files.admission.closed.connect(self._close_admission)
        self.roster.form.filled.connect(self._add_unit)
        self.roster.start_asked.connect(self._start_file)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._take_all)

    def _show_stored(self, shown: _Shown) -> None:
        self._shown = shown
        self._forget_taken()
        self.files.register.show_rows(shown.received, shown.now)
        self.roster.show_units(shown.roster, shown.now)
        self.set_badge(shown.waiting)
        self._show_files()

    def _forget_taken(self) -> None:
        """Take out files that were taken in meanwhile, from the comparison for instance."""
        here = {row.hash for row in self._shown.received if not row.is_withdrawn}
        for path, look in list(self._looks.items()):
            if look.result == "ready" and look.batch.source_hash in here:
                del self._looks[path]

    def _show_files(self) -> None:
        looks = list(self._looks.values())
        self.files.show_files(looks)
        ready = sum(look.result == "ready" for look in looks)
        self.take_button.setText(f"收下 {ready} 个完整的")
        primary = self.take_button if ready else self.open_button
        if primary is not self.primary:
            self.set_primary(primary)
        self.tools.open.setVisible(ready > 0)
        self.set_context(words.context_text(looks))
        self._show_tab(self.tools.switch.current())

    def _show_tab(self, tab: str) -> None:
        self.tools.switch.set_current(tab)
        had_focus = self._empty.isAncestorOf(self.window().focusWidget() or self)
        if tab == ROSTER:
            self._stack.setCurrentWidget(self.roster)
        else:
            is_empty = not self._looks and not self._shown.received
            self._stack.setCurrentWidget(self._empty if is_empty else self.files)
        self._show_hints(tab)
        if had_focus and self._empty.isHidden():
            self.take_focus()

    def _show_hints(self, tab: str) -> None:
        """Name the keys that do something to what is shown."""
        hints = _ROSTER_HINTS if tab == ROSTER else _FILE_HINTS if self._looks else _HINTS
        if hints != self.hints:
            self.hints = hints
            self.frame_changed.emit()

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


def _is_faulty(look: Look) -> bool:
    """Whether a file can neither be taken in nor be made so by admitting its sender."""
    return look.result == "refused" and not look.claim


def _read(workspace: Workspace) -> _Shown:
    return _Shown(
        received_packages(workspace),
        roster_standing(workspace),
        len(waiting(workspace)),
        workspace.now().astimezone(),
    )


def _look(paths: list[Path], workspace: Workspace, watch: Watch) -> tuple[list[Look], bool]:
    """Look at every file; returns those looked at before somebody pressed 停下, and whether somebody did."""
    found: list[Look] = []
    files = packages_in(paths, watch.is_cancelled)
    for number, path in enumerate(files):
        watch.progress(number, len(files), path.name)
        try:
            found.append(look_at(workspace, path, is_cancelled=watch.is_cancelled))
        except UserFacingError as error:
            if not is_cancelled(error):
                raise
        if watch.is_cancelled():
            return found, True
    return found, False


def _take_in(looks: list[Look], workspace: Workspace, watch: Watch) -> _Taken:
    """Take files in, each as one step; those done stay done when a later one fails or somebody pressed 停下."""
    taken = _Taken()
    for number, look in enumerate(looks):
        if watch.is_cancelled():
            break
        watch.progress(number, len(looks), look.path.name)
        try:
            taken.outcomes.append((look, apply_batch(workspace, look.batch)))
        except UserFacingError as error:
            taken.error = error
            break
    return taken


def _undo_import(number: int, workspace: Workspace) -> str:
    """Take an import back, unless something else was done since, which undoing would take back instead."""
    row = next(row for row in received_packages(workspace) if row.number == number)
    if not row.is_latest:
        raise UserFacingError(
            "undo-overtaken",
            f"收下“{row.organisation}”第{row.round}轮以后又改过别的，没有撤销。请按 Ctrl+Z 从最近的一步撤起。",
        )
    return undo(workspace) or ""


def _admit_sender(admission: Admission, workspace: Workspace) -> Organisation:
    with open_package(admission.look.path) as package:
        if admission.look.claim in ("own-device", "parent"):
            return trust(workspace, package, admission.typed)
        if admission.kind is None:
            return admit(workspace, package, admission.typed, admission.unit)
        return admit_as_new(workspace, package, admission.typed, admission.unit or "", admission.code, admission.kind)
