"""Removing backups that need not stay. What cannot be removed now is removed the next time."""

from contextlib import suppress
from pathlib import Path

from app.backups import backup_facts
from app.errors import UserFacingError
from app.linked_attachments import LINKED
from app.safekeeping.series import Kept, backups_home, backups_in
from app.safekeeping.thinning import outlived, over_budget


def drop_outlived(folder: Path) -> None:
    """Remove the backups in a folder that days, weeks and newer ones have made needless."""
    for each in outlived(backups_in(folder)):
        _remove(each)


def drop_over_budget(budget: int) -> None:
    """Remove the oldest backups on this computer until all fit into the budget (bytes)."""
    series = [backups_in(each) for each in backups_home().iterdir() if each.is_dir()]
    for each in over_budget(series, budget, besides=_bytes_of_attachments()):
        _remove(each)


def drop_unlisted(folder: Path) -> None:
    """Remove the attachments beside the backups in a folder that none of them lists any more."""
    pool = folder / LINKED
    if not pool.is_dir():
        return
    try:
        listed = {member.sha256 for kept in backups_in(folder) for member in backup_facts(kept.path).linked}
    except UserFacingError:
        # One cannot be read: it may need any of them.
        return
    for path in list(pool.iterdir()):
        if path.name not in listed:
            with suppress(OSError):
                path.unlink()


def _remove(kept: Kept) -> None:
    with suppress(OSError):
        kept.path.unlink()


def _bytes_of_attachments() -> int:
    """Return what attachments take that lie beside backups and nowhere else."""
    sizes = []
    for path in backups_home().glob(f"*/{LINKED}/*"):
        with suppress(OSError):
            facts = path.stat()
            if facts.st_nlink == 1:
                sizes.append(facts.st_size)
    return sum(sizes)
