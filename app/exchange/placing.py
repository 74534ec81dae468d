"""Putting a finished file in its place, so that under its name there is never half a file."""

import contextlib
import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO


def place_file(
    path: Path,
    fill: Callable[[BinaryIO], None],
    check: Callable[[Path], None] | None = None,
    *,
    force: bool = False,
    mode: int = 0o666,
) -> None:
    """Write beside (`….part`), sync, check what was written, rename, sync the folder.

    `fill` writes the bytes, `check` reads them back under the temporary name and raises if they are wrong.
    After any failure the `.part` is removed; after a kill or a power cut it may stay and the next call replaces it.
    Raises FileExistsError if `path` exists and `force` is not given, OSError when the disk fails, and whatever
    `fill` and `check` raise.
    """
    _refuse_existing(path, force)
    part = path.with_name(path.name + ".part")
    try:
        part.unlink(missing_ok=True)
        _write_synced(part, fill, mode)
        if check is not None:
            check(part)
        _refuse_existing(path, force)
        part.replace(path)
    except BaseException:
        # The first error is the one to tell; on a stick that is gone there is nothing left to remove.
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _refuse_existing(path: Path, force: bool) -> None:
    if path.exists() and not force:
        raise FileExistsError(errno.EEXIST, "exists", str(path))


def _write_synced(part: Path, fill: Callable[[BinaryIO], None], mode: int) -> None:
    # Exclusive, so that a link somebody put there is not followed.
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    with os.fdopen(descriptor, "wb") as stream:
        fill(stream)
        stream.flush()
        os.fsync(descriptor)
        if hasattr(os, "posix_fadvise"):
            # Reading back should ask the medium, not the memory that has just been written.
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return  # Windows cannot open a folder; NTFS logs the rename itself.
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        # Some network and FUSE file systems do not know this call; there the rename is all there is.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.ENOSYS):
            raise
    finally:
        os.close(descriptor)
