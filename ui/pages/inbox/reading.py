"""What the inbox reads on the store's thread; nothing is changed by it."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.errors import UserFacingError
from app.exchange.looking import Look, look_at, packages_in
from app.exchange.received import Received, UnitStanding, received_packages, roster_standing
from app.proposals.proposals import waiting
from app.workspace import Workspace
from ui.jobs import Watch, is_cancelled


@dataclass(frozen=True)
class Stored:
    """What the page shows from the store."""

    received: list[Received]
    roster: list[UnitStanding]
    waiting: int
    now: datetime


def read_stored(workspace: Workspace) -> Stored:
    """Read register, roster and how much waits."""
    return Stored(
        received_packages(workspace),
        roster_standing(workspace),
        len(waiting(workspace)),
        workspace.now().astimezone(),
    )


def look_at_files(paths: list[Path], workspace: Workspace, watch: Watch) -> tuple[list[Look], bool]:
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
