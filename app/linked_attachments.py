"""Attachments of the backups that the program makes by itself: each lies beside them once, however many list it."""

import errno
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from app.attachments import is_as_stored
from db.filesystem import plain_disk_errors, written_whole

LINKED = "附件"
"""The folder beside the backups."""
_NO_LINKS = (errno.EXDEV, errno.EPERM, errno.EOPNOTSUPP, errno.EMLINK, errno.EACCES, errno.ENOSYS, errno.EINVAL)


def link_attachments(attachments: Iterable[Path], folder: Path) -> tuple[list[Path], list[Path]]:
    """Put what is not there yet into `folder`; return the attachments that lie there and those that are damaged.

    One that lies there is the same file under another name where the disk can do that, else a copy. It is looked
    through when it is put there; later its size alone is, and all of it when somebody examines the file or restores.
    Of one that is damaged now, what lies there whole stays and is listed.
    """
    linked, damaged = [], []
    for path in attachments:
        place = folder / path.name
        with plain_disk_errors(path):
            is_there = place.is_file() and place.stat().st_size == path.stat().st_size
        if not is_there and not is_as_stored(path):
            if not (place.is_file() and is_as_stored(place)):
                damaged.append(path)
                continue
            is_there = True
        if not is_there:
            _put(path, place)
        linked.append(place)
    return linked, damaged


def _put(path: Path, place: Path) -> None:
    with plain_disk_errors(place):
        place.parent.mkdir(parents=True, exist_ok=True)
        place.unlink(missing_ok=True)
        try:
            os.link(path, place)
            return
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
    with written_whole(place, force=True) as part:
        shutil.copyfile(path, part)
