"""Whether an open workspace file still lies where it was opened; what it is now, where it does not."""

from pathlib import Path

from db.errors import UserFacingError
from db.filesystem import plain_disk_errors

NOT_IN_PLACE = ("workspace-renamed", "workspace-gone", "workspace-replaced")
"""Codes: the open file is no longer what lies at its path."""

Identity = tuple[int, int]
"""Device and file number: what stays with a file under whatever name."""


def identity_of(path: Path) -> Identity:
    """Return what tells the file at `path` from every other. Raises `UserFacingError` where there is none."""
    with plain_disk_errors(path):
        found = path.stat()
    return found.st_dev, found.st_ino


def require_in_place(path: Path, identity: Identity) -> None:
    """Raise `UserFacingError` unless the file opened as `path` is still what lies there.

    One of the codes `NOT_IN_PLACE`; another one where the disk does not answer.
    """
    try:
        there = identity_of(path)
    except UserFacingError as error:
        if error.code not in ("file-missing", "not-a-folder"):
            raise
        raise _gone(path, identity) from error
    if there != identity:
        raise UserFacingError(
            "workspace-replaced",
            f"“{path.name}”开着的时候被换成了另一个文件，刚才的改动还没有存上。"
            "换上来的那个文件没有动，这里填的内容也都还在。先不要关闭，请另存一份接着做。",
        )


def _gone(path: Path, identity: Identity) -> UserFacingError:
    name = _name_now(path.parent, identity)
    if name:
        return UserFacingError(
            "workspace-renamed",
            f"“{path.name}”开着的时候被改名成了“{name}”，刚才的改动还没有存上。"
            f"以前存好的都在“{name}”里。请把名字改回“{path.name}”，会接着存；或者另存一份接着做。",
        )
    return UserFacingError(
        "workspace-gone",
        f"“{path.name}”不在原来的文件夹里了，刚才的改动还没有存上。"
        "它可能被移走、删除了，或者U盘拔掉了；这里填的内容都还在。先不要关闭，请把文件放回原处，或者另存一份接着做。",
    )


def _name_now(folder: Path, identity: Identity) -> str:
    """Return the name that the file has in its folder now; empty where it is not there."""
    try:
        paths = list(folder.iterdir())
    except OSError:
        return ""
    return next((path.name for path in paths if _is_at(path, identity)), "")


def _is_at(path: Path, identity: Identity) -> bool:
    try:
        return identity_of(path) == identity
    except UserFacingError:
        return False
