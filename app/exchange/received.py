"""What came in, and how far each unit below us has got."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from app.drafting.operations import UNDOABLE
from app.exchange.roster import devices_by_unit, roster
from app.organisations import Organisation
from app.workspace import Workspace


@dataclass(frozen=True)
class Received:
    """One package that was taken in. `at` is ISO 8601, `counts` as applying it counted, `waiting` what waits now.

    `hash` names the package as `Batch.source_hash` does.
    """

    number: int
    hash: str
    at: str
    file: str
    kind: str
    organisation: str
    round: int
    counts: dict[str, int]
    waiting: int
    is_withdrawn: bool
    is_latest: bool
    """Undoing now would take exactly this import back."""


@dataclass(frozen=True)
class UnitStanding:
    """A unit of the roster: fingerprints of its admitted computers, newest round that stands, when it came."""

    unit: Organisation
    devices: tuple[str, ...]
    round: int | None
    at: str | None


def received_packages(workspace: Workspace) -> list[Received]:
    """Return the packages that came in, newest first; those whose import was undone are marked."""
    last = workspace.store.operations.last_standing(UNDOABLE)
    rows = workspace.store.packages.taken_in()
    names = {id: workspace.organisation_by_id(id).name for id in {row["organisation"] for row in rows}}
    return [
        Received(
            number=row["number"],
            hash=row["hash"],
            at=row["at"],
            file=row["summary"].get("file", ""),
            kind=row["kind"],
            organisation=names[row["organisation"]],
            round=row["round"],
            counts={name: count for name, count in row["summary"].items() if isinstance(count, int)},
            waiting=row["waiting"],
            is_withdrawn=row["standing"] == "withdrawn",
            is_latest=last is not None and last["number"] == row["operation"],
        )
        for row in rows
    ]


def roster_standing(workspace: Workspace, edition: str | None = None) -> list[UnitStanding]:
    """Return the units below us in order of code and name, with what has come from each in this edition or another."""
    year = edition or workspace.edition
    newest: dict[str, dict[str, Any]] = {}
    for row in reversed(workspace.store.packages.taken_in()):
        if (row["standing"], row["kind"], row["edition"]) == ("received", "submission", year):
            known = newest.get(row["organisation"])
            newest[row["organisation"]] = row if known is None or row["round"] >= known["round"] else known
    devices = devices_by_unit(workspace)
    return [_standing(unit, devices.get(unit.id, ()), newest.get(unit.id)) for unit in roster(workspace)]


def _standing(unit: Organisation, devices: Iterable[str], newest: dict[str, Any] | None) -> UnitStanding:
    return UnitStanding(unit, tuple(devices), *((newest["round"], newest["at"]) if newest else (None, None)))
