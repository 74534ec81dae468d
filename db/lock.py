"""One writer per workspace file: a lock of the operating system, which dies with its process."""

from pathlib import Path

from filelock import FileLock, Timeout

from db.errors import UserFacingError
from db.filesystem import plain_disk_errors


def lock_path(path: Path) -> Path:
    """Return the lock file that belongs to a workspace file."""
    return path.with_name(f".{path.name}.lock")


def take_lock(path: Path) -> FileLock:
    """Take the writer's lock or refuse at once with a sentence saying who can help."""
    lock = FileLock(lock_path(path), timeout=0)
    with plain_disk_errors(path):
        try:
            lock.acquire()
        except Timeout as error:
            raise UserFacingError(
                "workspace-locked",
                f"“{path.name}”已经在另一个窗口或另一台电脑上打开，这里没有改动它。请先关掉那一边，再试一次。",
            ) from error
    return lock
