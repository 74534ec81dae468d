"""What the inbox reads on the store's thread; nothing is changed by it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from app.county.round_closing import UnitRound, unit_rounds
from app.errors import UserFacingError
from app.exchange.answers import open_returns
from app.exchange.looking import Look, look_at, packages_in
from app.exchange.received import Received, UnitStanding, received_packages, roster_standing
from app.exchange.roster_changes import Device, devices, units_heard_of
from app.exchange.taking_in import read_batch
from app.proposals.proposals import Batch, waiting
from app.workspace import Workspace
from ui.jobs import Watch, is_cancelled
from ui.pages.inbox.sealed import Opened, open_sealed

_HELD = 2_000
"""So many proposals of files that were looked at are held in memory; those of further files are read again."""

Place = tuple[Path, Path]
"""A file by the name of its row, and where it can be read."""


@dataclass(frozen=True)
class Stored:
    """What the page shows from the store. `heard_of`: ids of units that ever sent something; `fields`: their codes and
    names."""

    received: list[Received]
    roster: list[UnitStanding]
    devices: list[Device]
    heard_of: set[str]
    fields: list[tuple[str, str]]
    waiting: int
    now: datetime


def read_stored(workspace: Workspace) -> Stored:
    """Read register, roster and how much waits."""
    return Stored(
        received_packages(workspace),
        roster_standing(workspace),
        devices(workspace),
        units_heard_of(workspace),
        [(field.code, field.name) for field in workspace.library.fields.values()],
        len(waiting(workspace)),
        workspace.now().astimezone(),
    )


def read_rounds(workspace: Workspace) -> tuple[list[UnitRound], datetime]:
    """Read how every unit stands with us, and what time it is."""
    return unit_rounds(workspace), workspace.now().astimezone()


def first_returned(workspace: Workspace) -> str | None:
    """Return the first of our own entries that stands returned, without an answer if there is one."""
    returned = open_returns(workspace, workspace.organisation.id)
    unanswered = [each for each in returned if not each.is_answered]
    return next((each.entry for each in unanswered or returned), None)


def look_at_files(places: Sequence[Place], workspace: Workspace, watch: Watch) -> tuple[list[Look], bool]:
    """Look at every file; returns those looked at before somebody pressed 停下, and whether somebody did."""
    found: list[Look] = []
    for number, (path, place) in enumerate(places):
        if watch.is_cancelled():
            return found, True
        watch.progress(number, len(places), path.name)
        try:
            look = look_at(workspace, place, is_cancelled=watch.is_cancelled)
        except UserFacingError as error:
            if not is_cancelled(error):
                raise
            return found, True
        held = sum(len(each.batch.proposals) for each in found if each.batch is not None)
        found.append(replace(_slim(look) if held >= _HELD else look, path=path))
    return found, False


def whole_batch(look: Look, place: Path, workspace: Workspace) -> Batch:
    """Return what a file proposes, read again from `place` where that was not held.

    Raises `UserFacingError` as `read_batch` does, or where another file lies there now.
    """
    if sum(look.counts.values()) == len(look.batch.everything):
        return look.batch
    batch = read_batch(workspace, place)
    if batch.source_hash != look.batch.source_hash:
        raise UserFacingError(
            "package-exchanged", f"“{look.path.name}”在核对以后换成了另一份，没有收。请再打开一次，重新核对。"
        )
    return batch


def _slim(look: Look) -> Look:
    """Hold what the table shows, and not all that the file proposes."""
    if look.batch is None or not look.batch.proposals:
        return look
    return replace(look, batch=replace(look.batch, proposals=(), behind=(), looked={}))


def look_into(paths: Sequence[Path], workspace: Workspace, watch: Watch) -> tuple[list[Look], bool]:
    """Look at the files named and those in the folders named, as `look_at_files` does."""
    files = packages_in(paths, watch.is_cancelled)
    return look_at_files([(path, path) for path in files], workspace, watch)


def unlock_file(path: Path, password: str, workspace: Workspace, watch: Watch) -> tuple[Opened, Look]:
    """Open a file under a password and look at what is in it. Raises `UserFacingError` where it does not open."""
    opened = open_sealed(path, password)
    try:
        look = look_at(workspace, opened.plain, is_cancelled=watch.is_cancelled)
    except UserFacingError:
        opened.close()
        raise
    return opened, replace(look, path=path)
