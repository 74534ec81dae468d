"""Looking over the open file a moment after each start, fully once a week, and telling only what is wrong."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from app.errors import UserFacingError
from ui.desk import Desk
from ui.jobs import FILES

_AFTER_MS = 20_000
"""The clerk has begun by then, and the start is over."""
_KEPT = "examined"


class Examining(QObject):
    """Begins when a workspace was opened; the preferences keep when each file was looked over fully."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._timer = QTimer(self, singleShot=True, interval=_AFTER_MS)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """Look in a moment."""
        self._timer.start()

    def look(self) -> None:
        """Look now, beside the work that goes on."""
        # The start waits for nothing of this.
        from app.safekeeping.checking import is_full_check_due, problems_of

        unit = self._desk.session.unit
        if unit is None:
            return
        path = unit.path
        full = is_full_check_due(self._desk.preferences.get(_KEPT, {}).get(str(path), ""), datetime.now())

        def looked(problems: list[str]) -> None:
            if full:
                kept = dict(self._desk.preferences.get(_KEPT, {}))
                self._desk.preferences.put(_KEPT, kept | {str(path): datetime.now().isoformat(timespec="minutes")})
            if problems:
                self._tell(path, problems)

        # A file that cannot be read beside the work is told of by the work itself.
        self._desk.jobs.run(
            FILES, lambda watch: problems_of(path, full=full), looked, self._desk.jobs.log_failure, owner=self
        )

    def _tell(self, path: Path, problems: list[str]) -> None:
        from ui.rescuing import ask_to_rescue
        from ui.restoring import Restoring

        words = (
            f"“{path.name}”里有 {len(problems)} 处不对，自己检查出来的。"
            "现在填的还会存，但请先备一份，再用备份恢复，或者把读得出来的抢救到新文件。"
        )
        restoring = Restoring(self._desk, lambda said: said and self._desk.messages.toast(said))
        ways = [
            ("用备份恢复", "archive-restore", restoring.ask),
            ("抢救里面的内容", "shield-check", lambda: ask_to_rescue(self._desk, path)),
        ]
        error = UserFacingError("workspace-damaged", words, "\n".join(problems[:20]))
        self._desk.messages.trouble(error, buttons=ways)
