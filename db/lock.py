"""One writer per workspace file: a lock of the operating system, and a mark where that lock ends at this computer."""

import contextlib
import os
import socket
import uuid
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from filelock import FileLock, Timeout

from db.errors import UserFacingError
from db.filesystem import keeps_locks_to_itself, plain_disk_errors

# Room for a number, a time and a host's name; a longer file beside a workspace is no mark of ours.
_MARK_MAX_BYTES = 512


def lock_path(path: Path) -> Path:
    """Return the lock file that belongs to a workspace file."""
    return path.with_name(f".{path.name}.lock")


def mark_path(path: Path) -> Path:
    """Return the file that says, on a share whose locks end at one computer, which computer has the workspace open."""
    return path.with_name(f".{path.name}.open")


class WriterLock:
    """The right to write to one workspace file, until released; made by `take_lock`."""

    def __init__(self, lock: FileLock, mark: Path | None):
        self._lock = lock
        self._mark = mark

    def release(self) -> None:
        """Let the next program have the file."""
        if self._mark is not None:
            # On a share that is gone the mark stays; this computer takes it for its own when it comes back.
            with contextlib.suppress(OSError):
                self._mark.unlink()
            self._mark = None
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def take_lock(path: Path) -> WriterLock:
    """Take the writer's lock or refuse at once with a sentence saying who can help.

    The system's lock dies with its process. Shares that a file manager opens (gvfs, sshfs, smbnetfs) do not tell other
    computers of it: there a mark beside the file names the computer, which no crash of another one can take away.
    """
    lock = FileLock(lock_path(path), timeout=0)
    with plain_disk_errors(path):
        try:
            lock.acquire()
        except Timeout as error:
            raise UserFacingError(
                "workspace-locked",
                f"“{path.name}”已经在另一个窗口或另一台电脑上打开，这里没有改动它。请先关掉那一边，再试一次。",
            ) from error
        if not keeps_locks_to_itself(path):
            return WriterLock(lock, None)
        try:
            return WriterLock(lock, _marked(path))
        except BaseException:
            lock.release()
            raise


def _marked(path: Path) -> Path:
    mark = mark_path(path)
    # Not the host's name: offices set up from one disk image all bear the same.
    computer = f"{uuid.getnode():012x}"
    text = "\n".join((computer, datetime.now().astimezone().isoformat(timespec="minutes"), socket.gethostname()))
    try:
        descriptor = os.open(mark, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    except FileExistsError:
        with mark.open("rb") as file:
            found = file.read(_MARK_MAX_BYTES).decode("utf-8", "replace").split("\n")
        if found[0] != computer:
            raise _open_elsewhere(path, found) from None
        # Ours, left by a program that ended without closing: its lock was free.
        descriptor = os.open(mark, os.O_WRONLY | os.O_TRUNC)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(text.encode())
    except OSError:
        # Half a mark would keep this computer out as well.
        mark.unlink(missing_ok=True)
        raise
    return mark


def _open_elsewhere(path: Path, found: list[str]) -> UserFacingError:
    since, host = "", ""
    if len(found) == 3:
        with contextlib.suppress(ValueError):
            moment = datetime.fromisoformat(found[1]).astimezone()
            since = f"从 {moment.month}月{moment.day}日 {moment:%H:%M} 起"
        host = f"“{found[2][:64]}”" if found[2].isprintable() and found[2] else ""
    return UserFacingError(
        "workspace-locked",
        f"“{path.name}”{since}在另一台电脑{host}上打开着，这里没有改动它。请先在那边关掉，再试一次。"
        "那边断过电、死过机，已经没有打开的，在那台电脑上再打开一次、关掉就好；那台电脑不用了的，把它复制到本机的文件夹里再打开。",
    )
