"""Opening a workspace file in this window, from wherever it was chosen."""

from pathlib import Path

from app.opening import open_workspace
from ui.desk import Desk
from ui.jobs import Failed


def open_file(desk: Desk, path: Path, failed: Failed | None = None) -> bool:
    """Open a workspace; the one open before is saved and closed. Whether anything has to be opened.

    The file that is open already is only shown: its own lock would keep it from being opened a second time.
    """
    if desk.session.is_open and desk.session.unit.path == path:
        desk.go("workbench")
        return False
    desk.session.start(lambda: open_workspace(path), failed)
    return True
