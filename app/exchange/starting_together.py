"""Start files for many units, written into one folder one after the other."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.errors import UserFacingError
from app.exchange.handing_in import export_start
from app.file_names import file_name, unit_names
from app.organisations import Organisation
from app.workspace import NOT_IN_PLACE, Workspace

Progress = Callable[[int, int, str], None]
"""Called with (units done, units in all, name of the unit)."""


@dataclass(frozen=True)
class StartWritten:
    """What became of the start file of a unit; `reason` says why it was not written."""

    unit: Organisation
    path: Path
    reason: str = ""


def start_names(units: Iterable[Organisation], edition: str) -> dict[str, str]:
    """Return by unit id what the start files of units are called that are written into one folder."""
    return {id: file_name(f"{name}_{edition}版_开始文件.zwgk") for id, name in unit_names(units).items()}


def export_starts(
    workspace: Workspace,
    units: Sequence[Organisation],
    folder: Path,
    *,
    fields: Sequence[str] | None = None,
    due: date | None = None,
    force: bool = False,
    progress: Progress | None = None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> list[StartWritten]:
    """Write a start file for each unit into a folder; those after somebody stopped it are told as not written.

    What fails for one unit does not keep the others waiting. Raises `UserFacingError` where the workspace itself is no
    longer in its place.
    """
    written: list[StartWritten] = []
    names = start_names(units, workspace.edition)
    for number, unit in enumerate(units):
        path = folder / names[unit.id]
        if is_cancelled():
            written.append(StartWritten(unit, path, "停下了，没有写。"))
            continue
        if progress is not None:
            progress(number, len(units), unit.name)
        written.append(StartWritten(unit, path, _refusal(workspace, unit, path, fields, due, force=force)))
    return written


def _refusal(
    workspace: Workspace, unit: Organisation, path: Path, fields: Sequence[str] | None, due: date | None, *, force: bool
) -> str:
    """Write one start file; returns why it could not be, "" when it stands."""
    try:
        export_start(workspace, unit, path, fields=fields, due=due, force=force)
    except UserFacingError as error:
        if error.code in NOT_IN_PLACE:
            raise
        return error.message
    return ""
