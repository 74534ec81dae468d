"""Preferences in memory, written a moment after each change on the store's thread."""

from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer

from app.preferences import load_preferences, save_preferences
from ui.jobs import STORE, Jobs
from ui.units import UnitList

_WRITE_AFTER_MS = 800
_RECENT = "recent_workspaces"
_MOST_RECENT = 12


class Preferences(QObject):
    """What this person chose for the window. Values are JSON."""

    def __init__(self, jobs: Jobs, values: dict[str, Any] | None = None) -> None:
        super().__init__()
        self._jobs = jobs
        self.units = UnitList(jobs)
        self._values = load_preferences() if values is None else dict(values)
        self._timer = QTimer(self, singleShot=True, interval=_WRITE_AFTER_MS)
        self._timer.timeout.connect(self.save)

    def get(self, key: str, default: Any = None) -> Any:
        """Return what was chosen for a key; what is of another kind than `default` was not written by this version."""
        value = self._values.get(key, default)
        kind = (int, float) if isinstance(default, float) else type(default)
        return value if default is None or isinstance(value, kind) else default

    def put(self, key: str, value: Any) -> None:
        """Remember a choice; it reaches the disk within a second and at the end."""
        if self._values.get(key) != value:
            self._values[key] = value
            self._timer.start()

    def save(self) -> None:
        """Write now, in the background. Losing them costs a few clicks, so failing is logged, not shown."""
        self._timer.stop()
        values = dict(self._values)
        self._jobs.run(STORE, lambda watch: save_preferences(values), failed=self._jobs.log_failure)

    def recent_workspaces(self) -> list[dict[str, str]]:
        """Return the workspaces opened lately, newest first: path, name, edition, at (ISO 8601, local time)."""
        return list(self.get(_RECENT, []))

    def remember_workspace(self, path: Path, name: str, edition: str) -> None:
        """Put a workspace on top of the recent ones."""
        at = datetime.now().isoformat(timespec="minutes")
        entry = {"path": str(path), "name": name, "edition": edition, "at": at}
        others = [known for known in self.recent_workspaces() if known["path"] != entry["path"]]
        self.put(_RECENT, [entry, *others][:_MOST_RECENT])

    def forget_workspace(self, path: str) -> None:
        """Take a workspace off the list; the file stays."""
        self.put(_RECENT, [known for known in self.recent_workspaces() if known["path"] != path])
