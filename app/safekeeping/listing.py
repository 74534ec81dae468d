"""Which backups there are of a unit, wherever its files lie or lay."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.backups import BackupFacts, backup_facts
from app.errors import UserFacingError
from app.safekeeping.series import backups_home, backups_in, series_of_unit


@dataclass(frozen=True)
class Listed:
    """A backup on this computer; `facts` is None where it cannot be read."""

    path: Path
    size: int
    facts: BackupFacts | None

    def as_json(self) -> dict[str, Any]:
        """Return it as the command line prints it."""
        names = ("organisation", "edition", "at", "file", "reason")
        told = {name: getattr(self.facts, name, None) for name in names}
        return {"path": str(self.path), "size": self.size, "readable": self.facts is not None} | told


def listed_backups(organisation: str | None = None) -> list[Listed]:
    """Return the backups the program made of a unit (of all units without one), each file's newest first."""
    if organisation is not None:
        folders = series_of_unit(organisation)
    else:
        home = backups_home()
        folders = sorted(each for each in home.iterdir() if each.is_dir()) if home.is_dir() else []
    return [listed(kept.path, kept.size) for folder in folders for kept in reversed(backups_in(folder))]


def listed(path: Path, size: int) -> Listed:
    """Return a backup of so many bytes, wherever it lies, with what it tells of itself."""
    try:
        return Listed(path, size, backup_facts(path))
    except UserFacingError:
        return Listed(path, size, None)
