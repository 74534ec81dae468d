"""Whether what is typed reaches the disk, and whether the file is where it was: shown, and told once."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject

from app.errors import UserFacingError
from app.opening import open_copy
from app.workspace import NOT_IN_PLACE, Workspace
from ui.backing_up import BackingUp
from ui.desk import Desk
from ui.jobs import Watch
from ui.shell.status_line import StatusLine


class FileWatch(QObject):
    """Says in the status line how safe everything is; trouble with the file is told on top of the page, too."""

    def __init__(self, desk: Desk, status: StatusLine, backing_up: BackingUp) -> None:
        super().__init__(status)
        self._desk, self._status, self._backing_up = desk, status, backing_up
        self._told: set[str] = set()
        self._is_displaced = False
        session = desk.session
        session.saving.connect(status.say_saving)
        session.not_saved.connect(status.say_not_saved)
        session.saved.connect(self._show_saved)
        session.displaced.connect(self._tell_displaced)
        session.typing.refused.connect(self.tell_unsaved)
        session.backed_up.connect(self.show_backup)
        status.backup_asked.connect(backing_up.ask)

    def begin(self) -> None:
        """Begin anew with a file just opened."""
        self.tell_again()
        self._is_displaced = False
        self._status.say_opened()
        self.show_backup()

    def tell_again(self) -> None:
        """What is still refused is told once more when it is refused the next time."""
        self._told.clear()

    def show_backup(self) -> None:
        """Say how old the last backup is."""
        self._status.say_backup(self._backing_up.words())

    def look(self) -> None:
        """See whether the file is in its place: it may have been moved, or put back."""
        session = self._desk.session
        session.ask(lambda workspace: workspace.require_in_place(), self._found, self.tell_unsaved, self)

    def tell_unsaved(self, error: BaseException) -> None:
        """Tell once why the disk refuses; it is tried again every few seconds."""
        code = getattr(error, "code", type(error).__name__)
        is_new = code not in self._told
        if code in NOT_IN_PLACE:
            self._status.say_displaced()
            if is_new:
                self._tell_displaced(error)
            return
        self._status.say_unsaved()
        self._told.add(code)
        if is_new:
            self._desk.messages.trouble(error)

    def _show_saved(self, at: datetime) -> None:
        self.show_backup()
        if not self._desk.session.typing.is_waiting:
            if self._told:
                self._desk.messages.clear()
            self.tell_again()
            self._is_displaced = False
            self._status.say_saved(at)

    def _tell_displaced(self, error: UserFacingError) -> None:
        """Tell that the file is not in its place, and offer to go on in another one."""
        self._status.say_displaced()
        self._told.add(error.code)
        self._is_displaced = True
        self._desk.messages.trouble(error, buttons=[("另存一份", "save", self._ask_for_copy)])

    def _ask_for_copy(self) -> None:
        session = self._desk.session
        suggested = f"{session.unit.path.stem}_另存.qd"
        self._desk.messages.save_file("另存成哪个文件", suggested, "工作文件 (*.qd)", self._go_on_in)

    def _go_on_in(self, target: Path) -> None:
        def copy(workspace: Workspace, watch: Watch) -> tuple[Workspace, None]:
            return open_copy(workspace, target, watch.telling("另存停下了，没有留下文件。")), None

        words = f"已另存为“{target.name}”，接着在这个文件里做。"
        messages = self._desk.messages
        self._desk.session.go_on_in(f"正在另存为“{target.name}”", copy, lambda _: messages.toast(words))

    def _found(self, _: None) -> None:
        typing = self._desk.session.typing
        if self._is_displaced and typing.is_waiting:
            typing.settle()
        elif self._is_displaced:
            self._show_saved(datetime.now().astimezone())
