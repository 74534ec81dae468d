"""Where the backups lie that the program makes by itself: one folder for each workspace file on this computer."""

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.user_folder import data_home
from app.workspace import Workspace
from db.filesystem import plain_disk_errors

CLOSING, IMPORTING, BULK, BY_HAND = "close", "import", "bulk", "hand"
REASONS = {CLOSING: "关闭时", IMPORTING: "导入前", BULK: "成批改动前", BY_HAND: "另外备的"}
"""Why one was made, and what its file is called by."""
SUFFIX = ".qdbak"
_FOLDER = "backups"
_CODES = {word: reason for reason, word in REASONS.items()}
_NAME = re.compile(rf"(\d{{6}})_(\d{{4}}-\d{{2}}-\d{{2}})_\d{{4}}_({'|'.join(_CODES)}){re.escape(SUFFIX)}")


@dataclass(frozen=True)
class Kept:
    """A backup the program made. `number` grows with each: a computer's clock may go wrong, and the order not."""

    path: Path
    number: int
    day: date
    reason: str
    size: int


def backups_home() -> Path:
    """The folder of all series on this computer."""
    return data_home() / _FOLDER


def series_of(workspace: Workspace) -> Path:
    """Return the folder for the backups of an open workspace: of this unit, and of this file alone."""
    return backups_home() / series_name(workspace.organisation.id, workspace.path)


def series_name(organisation: str, path: Path) -> str:
    """Return what the folder is called for the file of an organisation that lies at a path."""
    place = hashlib.sha256(str(path.absolute()).encode("utf-8", "surrogateescape")).hexdigest()
    return f"{organisation}_{place[:12]}"


def series_of_unit(organisation: str) -> list[Path]:
    """Return the folders of all files of an organisation that were worked in on this computer."""
    home = backups_home()
    return sorted(home.glob(f"{organisation}_*")) if home.is_dir() else []


def backups_in(folder: Path) -> list[Kept]:
    """Return the backups in a folder, the newest last. What else lies there is not ours."""
    with plain_disk_errors(folder):
        if not folder.is_dir():
            return []
        found = [_kept(path) for path in folder.iterdir()]
    return sorted((each for each in found if each is not None), key=lambda each: each.number)


def next_place(workspace: Workspace, folder: Path, reason: str) -> Path:
    """Return what the next backup in a folder is called."""
    before = backups_in(folder)
    number = before[-1].number + 1 if before else 1
    moment = workspace.now().astimezone()
    return folder / f"{number:06d}_{moment:%Y-%m-%d_%H%M}_{REASONS[reason]}{SUFFIX}"


def _kept(path: Path) -> Kept | None:
    parts = _NAME.fullmatch(path.name)
    if parts is None:
        return None
    try:
        return Kept(path, int(parts[1]), date.fromisoformat(parts[2]), _CODES[parts[3]], path.stat().st_size)
    except (ValueError, FileNotFoundError):
        return None
