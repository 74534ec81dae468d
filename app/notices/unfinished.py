"""Notices that somebody has begun: kept beside the workspace until they are printed, so that no crash loses them.

Their lists are raw, with names and numbers that are never published. They lie in a file of their own on this computer,
readable by its user alone: it is in no backup and no package, and what is older than thirty days goes.
"""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from app.errors import UserFacingError
from app.workspace import Workspace
from db.filesystem import half_written, placed, plain_disk_errors

KEPT_FOR = timedelta(days=30)
_OWNER_ONLY = 0o600


class Unfinished(msgspec.Struct, frozen=True):
    """A template with what was typed so far. `kept` is the id of the notice it was kept as; `at` ISO 8601, UTC."""

    key: str
    template: str
    answers: dict[str, str]
    rows: tuple[dict[str, str], ...]
    at: str
    kept: str | None = None
    is_touched: bool = True
    dropped: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """Name it without anything that was typed: this may end up in a report."""
        return f"Unfinished({self.key}, {self.template})"


def unfinished_file(workspace_path: Path) -> Path:
    """Return the file in which unfinished notices of a workspace lie; it exists only while there are any."""
    return workspace_path.with_name(f"{workspace_path.stem}.draft")


def store_unfinished(workspace: Workspace, unfinished: Sequence[Unfinished], *, moved_from: Path | None = None) -> None:
    """Keep these and no others; without any the file goes. What lay beside `moved_from`, the workspace file this one
    was saved from, goes too. Raises `UserFacingError` when the disk refuses."""
    workspace.require_in_place()
    if moved_from is not None:
        with plain_disk_errors(moved_from):
            _remove(unfinished_file(moved_from))
    path = unfinished_file(workspace.path)
    with plain_disk_errors(path):
        if not unfinished:
            _remove(path)
            return
        with placed(path, force=True, mode=_OWNER_ONLY) as part:
            part.write_bytes(msgspec.json.encode(unfinished))


def read_unfinished(workspace: Workspace) -> tuple[Unfinished, ...]:
    """Return what was begun and not printed in the last thirty days, the newest first; what is older is thrown away.

    Raises `UserFacingError` when the file cannot be read; it is thrown away then.
    """
    path = unfinished_file(workspace.path)
    _throw_away(half_written(path))
    if not path.exists():
        return ()
    with plain_disk_errors(path):
        content = path.read_bytes()
    try:
        found = msgspec.json.decode(content, type=tuple[Unfinished, ...])
        young = tuple(each for each in found if workspace.now() - datetime.fromisoformat(each.at) < KEPT_FOR)
    except (msgspec.MsgspecError, ValueError, TypeError) as error:
        _throw_away(path)
        raise UserFacingError(
            "unfinished-unreadable",
            "上次没做完的公示读不出来了，已经丢掉。做好的公示和别的内容都在。请重新做这一份。",
            type(error).__name__,
        ) from error
    if len(young) < len(found) and not workspace.store.read_only:
        store_unfinished(workspace, young)
    return tuple(sorted(young, key=lambda each: each.at, reverse=True))


class _Begun(msgspec.Struct, frozen=True):
    """What of an unfinished notice is told without its list."""

    template: str
    at: str
    is_touched: bool = True


def unfinished_templates(workspace: Workspace) -> tuple[str, ...]:
    """Return the templates of notices that were begun and not printed in the last thirty days, the newest first.

    Reads no lists and throws nothing away: none for a file that cannot be read, which `read_unfinished` tells.
    """
    try:
        found = msgspec.json.decode(unfinished_file(workspace.path).read_bytes(), type=tuple[_Begun, ...])
        ages = [(datetime.fromisoformat(each.at), each.template) for each in found if each.is_touched]
        return tuple(template for at, template in sorted(ages, reverse=True) if workspace.now() - at < KEPT_FOR)
    except (OSError, msgspec.MsgspecError, ValueError, TypeError):
        return ()


def _remove(path: Path) -> None:
    for file in (path, half_written(path)):
        file.unlink(missing_ok=True)


def _throw_away(path: Path) -> None:
    # Nothing in it is of use; where the disk refuses it is read and refused again next time.
    with suppress(OSError):
        path.unlink(missing_ok=True)
