"""Opening a workspace file in this window, from wherever it was chosen."""

from functools import partial
from pathlib import Path

from app.errors import UserFacingError
from app.opening import open_workspace
from ui.desk import Desk
from ui.jobs import Failed
from ui.leaving import leave_file
from ui.restoring import Restoring

_DAMAGED = ("workspace-damaged", "not-a-workspace")


def open_file(desk: Desk, path: Path, failed: Failed | None = None) -> bool:
    """Open a workspace; the one open before is saved and closed. Whether anything has to be opened.

    The file that is open already is only shown: its own lock would keep it from being opened a second time.
    """
    if desk.session.is_open and desk.session.unit.path == path:
        desk.go("workbench")
        return False
    told = failed or partial(_tell_not_opened, desk, path)
    leave_file(desk, lambda: desk.session.start(lambda: open_workspace(path), told), told)
    return True


def _tell_not_opened(desk: Desk, path: Path, error: BaseException) -> None:
    """Tell why, and offer a backup, or to save what can be read, where the file is damaged."""
    # Few files are ever damaged, and the start waits for nothing of this.
    from ui.rescuing import ask_to_rescue

    is_damaged = isinstance(error, UserFacingError) and error.code in _DAMAGED
    restoring = Restoring(desk, lambda words: words and desk.messages.toast(words))
    ways = [
        ("用备份恢复", "archive-restore", restoring.ask),
        ("抢救里面的内容", "shield-check", lambda: ask_to_rescue(desk, path)),
    ]
    desk.messages.trouble(error, buttons=ways if is_damaged else [])
