"""What the units below were overdue with in their registers when they handed in: publication, cycles, notices, plans
and columns."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from app.county.inspection_measures import DAYS_TO_TAKE_DOWN, NOT_DUE
from app.county.matrix import Matrix
from app.registers.days import desk_day
from app.registers.due_rows import BLANK, NOTICE, OPEN, ROW_WORDS
from app.workspace import Workspace
from db.repositories.inspection import DueCount

Overdue = Mapping[str, tuple[tuple[str, int], ...]]
"""By unit: what (`ROW_WORDS`) and how many."""


def overdue_told(workspace: Workspace) -> Overdue:
    """Return what each unit was overdue with the day before its newest registers came; later is not known here."""
    by_day: dict[date, dict[str, str]] = {}
    for unit, told in workspace.store.inspection.told_registers(workspace.edition).items():
        came = desk_day(told.at)
        by_day.setdefault(came - timedelta(days=1), {})[told.id] = unit
    found: dict[str, Counter[str]] = {}
    for day, units in by_day.items():
        known, long_over = day.isoformat(), (day - timedelta(days=DAYS_TO_TAKE_DOWN)).isoformat()
        for count in workspace.store.inspection.due_counts(units, known, known, known, long_over):
            if _is_overdue(count):
                found.setdefault(units[count.id], Counter())[count.kind] += count.count
    return {
        unit: tuple((words, counts[kind]) for kind, words in ROW_WORDS.items() if counts[kind])
        for unit, counts in found.items()
    }


def with_overdue(shown: Matrix, told: Overdue) -> Matrix:
    """Return the table with what each unit was overdue with."""
    return replace(shown, rows=tuple(replace(row, overdue=told.get(row.unit.id, ())) for row in shown.rows))


def _is_overdue(count: DueCount) -> bool:
    if count.state in NOT_DUE:
        return False
    # A notice may hang a while after its period.
    over = ("long-over",) if count.kind == NOTICE else ("over", "long-over")
    return (count.state == OPEN and count.outcome in over) or count.state == BLANK
