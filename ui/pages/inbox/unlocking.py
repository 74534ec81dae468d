"""Files under a password: asked for in their row, opened, and their plain copies removed."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.errors import UserFacingError
from app.exchange.looking import Look
from ui.desk import Desk
from ui.jobs import FILES, Watch, is_cancelled
from ui.pages.inbox.found_files import FoundFiles
from ui.pages.inbox.reading import unlock_file
from ui.pages.inbox.sealed import Opened


class Unlocking(QObject):
    """Opens files for their rows; no plain copy outlives the workspace that is open."""

    found = Signal()
    """A row says something else than before."""

    def __init__(self, desk: Desk, files: FoundFiles, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._files = desk, files
        desk.session.closed.connect(self._forget)

    def ask(self, look: Look) -> None:
        """Ask for the password of a file and open it."""
        text = f"“{look.path.name}”的密码，向发来的单位问："
        self._desk.messages.ask_text("输入密码", text, partial(self._open, look.path))

    def close(self, opened: Sequence[Opened]) -> None:
        """Remove plain copies; that touches the disk."""

        def work(watch: Watch) -> None:
            for each in opened:
                each.close()

        if opened:
            self._desk.jobs.run(FILES, work)

    def _forget(self) -> None:
        self.close(self._files.put_away(list(self._files)))

    def _open(self, path: Path, password: str) -> None:
        title, work = f"正在打开{path.name}", partial(unlock_file, path, password)
        self._desk.session.long(title, work, partial(self._opened, path), partial(self._refused, path), owner=self)

    def _opened(self, path: Path, found: tuple[Opened, Look]) -> None:
        opened, look = found
        if not self._files.unlock(path, opened, look):
            self.close([opened])
        self.found.emit()

    def _refused(self, path: Path, error: BaseException) -> None:
        """A wrong password is said in the row, which offers to try again."""
        if isinstance(error, UserFacingError) and not is_cancelled(error):
            self._files.refuse(path, error.code, error.message)
            self.found.emit()
        else:
            self._desk.messages.trouble(error)
