"""Backups that the program makes by itself: on closing, and before something that changes much. Each is read back.

A backup that cannot be made never keeps a clerk from working: it is told to whoever listens, and in the log.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from app.backups import BackupFacts, Progress, back_up, backup_facts
from app.errors import UserFacingError
from app.safekeeping.dropping import drop_outlived, drop_over_budget, drop_unlisted
from app.safekeeping.second_place import Second, copy_over, second_place
from app.safekeeping.series import BULK, BY_HAND, CLOSING, IMPORTING, Kept, backups_in, next_place, series_of
from app.safekeeping.thinning import BUDGET
from app.workspace import Workspace
from db.filesystem import plain_disk_errors

LARGE = 512 << 20
"""Bytes: a file that takes minutes to back up is backed up once a day and not before every import."""
_NOT_AGAIN_WITHIN = timedelta(minutes=2)
"""Before the next of several imports in a row: what stood before the first of them counts."""
_A_DAY = timedelta(hours=20)
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Done:
    """A backup that was made, the attachments that are damaged and not in it, and what became of the second place."""

    kept: Kept
    damaged: tuple[Path, ...] = ()
    second: Second | None = None


def keep(workspace: Workspace, reason: str, progress: Progress | None = None, *, budget: int = BUDGET) -> Done | None:
    """Make a backup in the series of a workspace and drop those that need not stay; None where nothing new is to be
    kept.

    On closing, and by hand, it is copied to the second place, too, where one was chosen. Raises `UserFacingError`
    where the file is damaged or the disk refuses; older backups all stay then.
    """
    folder = series_of(workspace)
    before = backups_in(folder)
    done = None
    if not (before and _holds_all(workspace, before[-1], reason)):
        with plain_disk_errors(folder):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        target = next_place(workspace, folder, reason)
        damaged = back_up(workspace, target, progress=progress, reason=reason).damaged
        _thin_out(folder, budget)
        done = Done(backups_in(folder)[-1], tuple(damaged))
    second = _bring_to_second(folder, progress) if reason in (CLOSING, BY_HAND) else None
    if done is None:
        return None if second is None or not (second.copied or second.trouble) else Done(before[-1], (), second)
    return Done(done.kept, done.damaged, second)


def safeguard(workspace: Workspace, reason: str) -> None:
    """Keep what stands before something begins that changes much. Where that fails the log says why, and it begins
    all the same: it can be undone."""
    try:
        keep(workspace, reason)
    except UserFacingError as error:
        _LOG.warning("no backup before %s: %s", reason, error.code)


def kept_and_closed(workspace: Workspace, progress: Progress | None = None) -> None:
    """Back up a file that is left for another one, and close it. Where the backup fails, or `progress` stops it, the
    log says why: the work is in the file."""
    try:
        keep(workspace, CLOSING, progress)
    except UserFacingError as error:
        _LOG.warning("no backup on leaving: %s", error.code)
    finally:
        workspace.close()


def guarded(workspace: Workspace) -> Workspace:
    """Let a workspace be backed up from now on before imports and bulk changes; returns it."""
    workspace.safeguard = partial(safeguard, workspace)
    return workspace


def is_kept(workspace: Workspace) -> bool:
    """Whether the newest backup in the series of a workspace holds everything. Raises `UserFacingError` where the disk
    refuses."""
    before = backups_in(series_of(workspace))
    facts = _facts(before[-1]) if before else None
    return facts is not None and _ends_with_last(workspace, facts)


def _thin_out(folder: Path, budget: int) -> None:
    """Drop what need not stay. The backup is made: where the disk refuses this, it is tried again after the next."""
    try:
        drop_outlived(folder)
        drop_over_budget(budget)
        drop_unlisted(folder)
    except (OSError, UserFacingError) as error:
        _LOG.warning("backups not thinned out: %s", type(error).__name__)


def _facts(kept: Kept) -> BackupFacts | None:
    try:
        return backup_facts(kept.path)
    except UserFacingError:
        return None


def _ends_with_last(workspace: Workspace, facts: BackupFacts) -> bool:
    with workspace.store.plain_errors():
        last = workspace.store.operations.latest(1)
    return bool(last) and facts.last == last[0]["id"]


def _holds_all(workspace: Workspace, newest: Kept, reason: str) -> bool:
    """Whether another backup would hold nothing more, or is not worth its time. One that is asked for always is."""
    facts = _facts(newest)
    if facts is None:
        return False
    if _ends_with_last(workspace, facts):
        return True
    age = _age(workspace, facts.at)
    if reason == BY_HAND or not timedelta() <= age:
        # The clock was set back, or was wrong then: nothing is known of its age.
        return False
    with plain_disk_errors(workspace.path):
        is_large = workspace.path.stat().st_size > LARGE
    if is_large and age < _A_DAY:
        return True
    return reason in (IMPORTING, BULK) and newest.reason == reason and age < _NOT_AGAIN_WITHIN


def _age(workspace: Workspace, at: str) -> timedelta:
    try:
        return workspace.now() - datetime.fromisoformat(at)
    except (ValueError, TypeError):
        return timedelta(days=-1)


def _bring_to_second(folder: Path, progress: Progress | None) -> Second | None:
    place = second_place()
    return None if place is None else copy_over(folder, place, progress)
