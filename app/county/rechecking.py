"""Looking ourselves for findings in what units handed in: what their own programs told of it may be old, or nothing."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from app.checks.looking_again import looked_at, note_looked
from app.errors import UserFacingError
from app.exchange.roster import roster
from app.organisations import Organisation
from app.workspace import Workspace
from db.repositories.entries import Looked

Progress = Callable[[int, int], None]
"""Called with (entries looked at, entries in all)."""


@dataclass(frozen=True)
class Rechecked:
    """How many entries of how many units were looked at, and in how many of them something was found."""

    units: int
    entries: int
    blocked: int
    warned: int


def recheck(
    workspace: Workspace,
    units: Iterable[Organisation] | None = None,
    progress: Progress | None = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> Rechecked:
    """Look at every live entry of these units (all of the roster) and write down how many findings each has.

    Raises `UserFacingError` `cancelled` when `is_cancelled` says so; the units that were done by then stay done.
    """
    chosen = list(roster(workspace) if units is None else units)
    ids = [unit.id for unit in chosen]
    total, done = workspace.store.entries.number_of(ids, workspace.edition), 0
    found: list[Looked] = []

    def tell() -> None:
        nonlocal done
        if is_cancelled is not None and is_cancelled():
            raise UserFacingError("cancelled", "已经停下。查完的单位都记下了，没查完的还是原来的样子。")
        if progress is not None:
            progress(done, total)
        done += 1

    for unit in chosen:
        # All at once: a reading that was broken off would keep the file from being put in order.
        rows = list(workspace.store.entries.listed(organisation=unit.id, edition=workspace.edition))
        looked = dict(looked_at(workspace, rows, tell))
        with workspace.store.transaction():
            note_looked(workspace, looked)
        found += looked.values()
    if progress is not None:
        progress(total, total)
    blocked = sum(each.blocks > 0 for each in found)
    return Rechecked(len(chosen), total, blocked, sum(each.warns > 0 and not each.blocks for each in found))
