"""Looking ourselves for findings in what units handed in: what their own programs told of it may be old, or nothing."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from app.checks.completeness import entry_findings
from app.checks.doubts import entry_doubts
from app.checks.yardstick import yardstick_of
from app.drafting.lookup import entry_content
from app.errors import UserFacingError
from app.exchange.roster import roster
from app.organisations import Organisation
from app.workspace import Workspace
from db.repositories.entries import EntryRow, Looked

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
        looked = dict(_looked(workspace, unit.id, tell))
        _note(workspace, looked)
        found += looked.values()
    if progress is not None:
        progress(total, total)
    blocked = sum(each.blocks > 0 for each in found)
    return Rechecked(len(chosen), total, blocked, sum(each.warns > 0 and not each.blocks for each in found))


def _looked(workspace: Workspace, unit: str, tell: Callable[[], None]) -> Iterator[tuple[str, Looked]]:
    # All at once: a reading that was broken off would keep the file from being put in order.
    rows = list(workspace.store.entries.listed(organisation=unit, edition=workspace.edition))
    for place, of_table in groupby(rows, key=_place):
        yardstick = yardstick_of(workspace, unit, *place)
        for row in of_table:
            tell()
            content = entry_content(row)
            found = (
                *entry_findings(workspace, row.id, content, yardstick),
                *entry_doubts(yardstick, row.id, content),
            )
            blocks = sum(finding.severity == "block" for finding in found)
            warns = sum(finding.severity == "warn" for finding in found)
            yield row.id, Looked(row.revision, blocks, warns, "us")


def _note(workspace: Workspace, looked: dict[str, Looked]) -> None:
    store = workspace.store
    with store.transaction(), store.tallies.keeping(looked):
        store.entries.note_looked(looked)


def _place(row: EntryRow) -> tuple[str, str | None]:
    return row.content["checklist"], row.content["field"]
