"""Who wrote what over a number of the yearly report, and took it back."""

from dataclasses import dataclass
from datetime import date

from msgspec import convert

from app.drafting.history import history
from app.registers.annual_records import CELL, AnnualCell, cell_id
from app.registers.days import desk_day
from app.standards.annual_rules import CellName
from app.workspace import Workspace


@dataclass(frozen=True)
class CellChange:
    """What was done to a number on a day: written with its reason, or taken back (`value` None)."""

    day: date
    person: str | None
    value: str | None
    reason: str


def cell_history(workspace: Workspace, year: int, name: CellName) -> list[CellChange]:
    """Return what was done to a number, the latest first; what undid it again is an act like others."""
    found = []
    for version in history(workspace, CELL, cell_id(workspace.organisation.id, year, name)):
        cell = convert(workspace.store.revisions.content(version.revision), AnnualCell)
        day = desk_day(version.at)
        found.append(CellChange(day, version.person, None if cell.removed else cell.value, cell.reason))
    return found[::-1]
