"""What the page of website columns shows: read on the store's thread."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from app.drafting.form_drafts import kept_forms
from app.registers.column_import import DatedColumn, plan_column_days
from app.registers.column_standings import ColumnLine, ThresholdStanding, column_lines, decides_alone, thresholds
from app.registers.columns import column_definition, columns_not_taken, usual_for
from app.standards.column_rules import column_rules
from app.standards.models import Definition, Item
from app.tables.sources.reading import read_pasted, read_source
from app.workspace import Workspace

NEW_FORM, CHANGE_FORM, DAY_FORM = "column-new", "column-change", "column-day"
FORMS = (NEW_FORM, CHANGE_FORM, DAY_FORM)
"""Under which what stands half written is kept; what it is about is the id of its column."""


@dataclass(frozen=True)
class ColumnsSeen:
    """All columns by their ids. `alone`: those of which a single one overdue decides an inspection; `offered` those of
    the checklist that were not taken over; `usual` how a column of a kind is kept up to date; `typed` is what stands
    half written, by form and subject."""

    lines: Mapping[str, ColumnLine]
    today: date
    definition: Definition
    measures: Sequence[ThresholdStanding]
    alone: frozenset[str]
    offered: Sequence[Item]
    usual: Mapping[str, Mapping[str, Any]]
    typed: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def begun(self) -> frozenset[str]:
        """The columns (ids) about which a form stands half written."""
        return frozenset(subject for form in FORMS[1:] for subject in self.typed.get(form, {}))


def read_columns(workspace: Workspace) -> ColumnsSeen:
    """Return all columns as they stand today, and what stands half written in the forms of the page."""
    lines, rules = column_lines(workspace), column_rules(workspace.library)
    definition = column_definition(workspace)
    kinds = definition.element("column_kind").choice_labels
    return ColumnsSeen(
        {line.kept.id: line for line in lines},
        workspace.today(),
        definition,
        tuple(thresholds(workspace, lines)),
        frozenset(line.kept.id for line in lines if decides_alone(rules, line)),
        tuple(columns_not_taken(workspace)),
        {kind: usual_for(workspace, kind) for kind in kinds},
        {form: kept_forms(workspace, form) for form in FORMS},
    )


def read_days_in_file(path: Path, workspace: Workspace) -> list[DatedColumn]:
    """Say what a file with a table would change."""
    return plan_column_days(workspace, read_source(path))


def read_days_pasted(text: str, workspace: Workspace) -> list[DatedColumn]:
    """Say what pasted cells would change."""
    return plan_column_days(workspace, read_pasted(text))
