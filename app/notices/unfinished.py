"""Notices that somebody has begun: kept beside the workspace until they are printed, so that no crash loses them.

Their lists are raw, with names and numbers that are never published. They lie in a file of their own on this computer,
readable by its user alone: it is in no backup and no package, and what is older than thirty days goes. It names
the unit whose it is: a workspace file renamed by hand finds it again, and no unit gets another's.
"""

import re
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
_ID = re.compile(r"[\w-]{1,64}", re.ASCII)


class Unfinished(msgspec.Struct, frozen=True):
    """A template with what was typed so far. `kept` is the id of the notice it was kept as, `corrects` of the
    withdrawn one it takes the place of; `at` ISO 8601, UTC."""

    key: str
    template: str
    answers: dict[str, str]
    rows: tuple[dict[str, str], ...]
    at: str
    kept: str | None = None
    is_touched: bool = True
    dropped: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    corrects: str | None = None

    def __repr__(self) -> str:
        """Name it without anything that was typed: this may end up in a report."""
        return f"Unfinished({self.key}, {self.template})"


class _Kept(msgspec.Struct, frozen=True):
    """What the file holds, and the unit (id) whose it is. Older versions wrote the notices alone."""

    unit: str
    notices: tuple[Unfinished, ...]


class _Owner(msgspec.Struct, frozen=True):
    """Of what the file holds only whose it is."""

    unit: str = ""


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
        _take_over(workspace)
        if not unfinished:
            _remove(path)
            return
        with placed(path, force=True, mode=_OWNER_ONLY) as part:
            part.write_bytes(msgspec.json.encode(_Kept(workspace.organisation.id, tuple(unfinished))))


def read_unfinished(workspace: Workspace) -> tuple[Unfinished, ...]:
    """Return what was begun and not printed in the last thirty days, the newest first; what is older is thrown away.

    Raises `UserFacingError` when the file cannot be read; it is thrown away then.
    """
    path = unfinished_file(workspace.path)
    _throw_away(half_written(path))
    with plain_disk_errors(path):
        _take_over(workspace)
        if not path.exists() or not _is_of(workspace, path):
            return ()
        content = path.read_bytes()
    try:
        kept = msgspec.json.decode(content, type=_Kept | tuple[Unfinished, ...])
        found = kept.notices if isinstance(kept, _Kept) else kept
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


class _AllBegun(msgspec.Struct, frozen=True):
    """Of what the file holds what is told without lists."""

    notices: tuple[_Begun, ...]


def unfinished_templates(workspace: Workspace) -> tuple[str, ...]:
    """Return the templates of notices that were begun and not printed in the last thirty days, the newest first.

    Reads no lists and throws nothing away: none for a file that cannot be read, which `read_unfinished` tells.
    """
    try:
        _take_over(workspace)
        path = unfinished_file(workspace.path)
        if not _is_of(workspace, path):
            return ()
        kept = msgspec.json.decode(path.read_bytes(), type=_AllBegun | tuple[_Begun, ...])
        found = kept.notices if isinstance(kept, _AllBegun) else kept
        ages = [(datetime.fromisoformat(each.at), each.template) for each in found if each.is_touched]
        return tuple(template for at, template in sorted(ages, reverse=True) if workspace.now() - at < KEPT_FOR)
    except (OSError, msgspec.MsgspecError, ValueError, TypeError):
        return ()


def _take_over(workspace: Workspace) -> None:
    """Bring what was begun under the name that the workspace file had before to the name that it has now; what lies
    there of another unit is put aside under that unit's id, where its own file finds it."""
    if workspace.store.read_only:
        return
    path = unfinished_file(workspace.path)
    if path.exists() and not _is_of(workspace, path):
        path.replace(path.with_name(f"{_owner(path)}.draft"))
    if not path.exists():
        left = [each for each in path.parent.glob("*.draft") if _is_left(each, workspace)]
        if left:
            max(left, key=lambda each: each.stat().st_mtime).replace(path)


def _is_left(path: Path, workspace: Workspace) -> bool:
    """Whether this was begun in the workspace and the file beside which it lay is there no more."""
    return not path.with_suffix(workspace.path.suffix).exists() and _owner(path) == workspace.organisation.id


def _is_of(workspace: Workspace, path: Path) -> bool:
    return _owner(path) in ("", workspace.organisation.id)


def _owner(path: Path) -> str:
    """The unit (id) whose a file of unfinished notices is, "" where it does not say."""
    with suppress(msgspec.MsgspecError, UnicodeDecodeError):
        unit = msgspec.json.decode(path.read_bytes(), type=_Owner).unit
        # It may become the name of a file.
        return unit if _ID.fullmatch(unit) else ""
    return ""


def _remove(path: Path) -> None:
    for file in (path, half_written(path)):
        file.unlink(missing_ok=True)


def _throw_away(path: Path) -> None:
    # Nothing in it is of use; where the disk refuses it is read and refused again next time.
    with suppress(OSError):
        path.unlink(missing_ok=True)
