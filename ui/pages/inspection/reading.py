"""What the page of inspections reads, away from the window's thread."""

from dataclasses import dataclass

from app.county.inspecting import InspectionTable, inspect
from app.county.inspection_behind import Behind, behind
from app.standards.inspection_rules import Measure
from app.workspace import Workspace

MOST_SHOWN = 200
"""So many records behind a point are listed; the others are counted."""


@dataclass(frozen=True)
class Kinds:
    """The kinds of inspection there are (code, name), and the table of the one that is shown."""

    kinds: tuple[tuple[str, str], ...]
    table: InspectionTable


def read_table(workspace: Workspace, kind: str, period: str) -> Kinds:
    """Return the table of a kind (the monthly where it is unknown) and a period, that of today without one."""
    known = {each.code: each.name for each in workspace.library.inspections.values()}
    chosen = kind if kind in known else "month"
    table = inspect(workspace, chosen, period)
    for score in table.units:
        # Reckoned here: the window only shows it.
        _ = score.total, score.full, score.adjusted
    return Kinds(tuple(known.items()), table)


def read_behind(workspace: Workspace, table: InspectionTable, unit: str, measure: Measure) -> list[Behind]:
    """Return the records behind a point of a unit (id), a few more than are shown where there are too many."""
    score = next(each for each in table.units if each.unit.id == unit)
    return behind(workspace, score.unit, measure, table.period, most=MOST_SHOWN)
