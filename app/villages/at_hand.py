"""One unit's workspace for a moment: the one open already is used, any other is opened and closed again."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from app.errors import UserFacingError
from app.opening import open_workspace
from app.practice import is_practice, practising
from app.villages.units import MyUnit, is_same_file, open_to_read
from app.workspace import Workspace


class Watch(Protocol):
    """Told how far the work on many units is, and asked whether to stop."""

    def progress(self, done: int, total: int, words: str = "") -> None:
        """`done` of `total` units are done; `words` name the one at hand."""

    def is_cancelled(self) -> bool:
        """Whether somebody pressed 停下."""


class Unwatched:
    """Work that nobody watches and nobody stops."""

    def progress(self, done: int, total: int, words: str = "") -> None:
        """Tell nobody."""

    def is_cancelled(self) -> bool:
        """Never."""
        return False


@contextmanager
def at_hand(unit: MyUnit, open_now: Workspace | None = None, *, read_only: bool = False) -> Iterator[Workspace]:
    """Yield a unit's workspace. `open_now`, if it is this unit's, keeps its lock and stays open.

    Whoever works in `open_now` is who works in the others too. Raises what opening raises, and `UserFacingError`
    (`unit-changed`) when the file now belongs to another unit: nothing of one village may get into another's file.
    """
    if open_now is not None and is_same_file(open_now.path, unit.path):
        _require_same_unit(unit, open_now)
        yield open_now
        return
    desk: dict[str, Any] = {} if open_now is None else {"person": open_now.person, "now": open_now.now}
    opening = open_to_read(unit.path, **desk) if read_only else open_workspace(unit.path, **desk)
    with opening as workspace, workspace.store.plain_errors():
        _require_same_unit(unit, workspace)
        with practising(is_practice(workspace)):
            yield workspace


def _require_same_unit(unit: MyUnit, workspace: Workspace) -> None:
    if workspace.organisation.id != unit.id:
        raise UserFacingError(
            "unit-changed",
            f"“{unit.path.name}”现在是“{workspace.organisation.name}”的工作文件，不是“{unit.name}”的，没有动它。"
            f"请把“{unit.name}”从列表去掉，再把它自己的工作文件加进来。",
        )
