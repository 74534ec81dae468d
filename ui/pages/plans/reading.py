"""What the page of interpretation plans shows: read on the store's thread."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.calendar.office_calendar import office_calendar
from app.drafting.form_drafts import kept_forms
from app.registers.doubled_lines import doubled_lines, doubled_words
from app.registers.plan_standings import PlanFinding, PlanLine, overlap_finding, plan_lines
from app.registers.plans import plan_definition, plan_templates, prefilled
from app.standards.models import Definition
from app.workspace import Workspace

NEW_FORM, CHANGE_FORM, DONE_FORM, LEDGER_FORM = "plan-new", "plan-change", "plan-done", "plan-ledger"
FORMS = (NEW_FORM, CHANGE_FORM, DONE_FORM, LEDGER_FORM)
"""Under which what stands half written is kept; what it is about is the id of its plan."""


@dataclass(frozen=True)
class PlansSeen:
    """All plans by their ids. `begun_with` are the values of a new plan by the code of its template, "" for none;
    `kinds` the kinds of documents that have one, by code; `typed` is what stands half written, by form and subject."""

    lines: Mapping[str, PlanLine]
    today: date
    definition: Definition
    kinds: Mapping[str, str]
    begun_with: Mapping[str, Mapping[str, Any]]
    typed: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    doubled: tuple[str, ...] = ()
    """What is said of interpretations that stand in the ledger twice."""

    @property
    def begun(self) -> frozenset[str]:
        """The plans (ids) about which a form stands half written."""
        return frozenset(subject for form in FORMS[1:] for subject in self.typed.get(form, {}))


@dataclass(frozen=True)
class Compared:
    """What comparing the files of a plan has brought (see `files_of`)."""

    files: tuple[str, ...]
    finding: PlanFinding | None


def read_plans(workspace: Workspace) -> PlansSeen:
    """Return all plans as they stand today, and what stands half written in the forms of the page."""
    codes = {item.code: item.values["doc_kind"] for item in plan_templates(workspace)}
    return PlansSeen(
        {line.kept.id: line for line in plan_lines(workspace, office_calendar(workspace))},
        workspace.today(),
        plan_definition(workspace),
        codes,
        {code: prefilled(workspace, code) for code in ("", *codes)},
        {form: kept_forms(workspace, form) for form in FORMS},
        tuple(map(doubled_words, doubled_lines(workspace))),
    )


def files_of(line: PlanLine) -> tuple[str, ...]:
    """Return the id of a plan with the attachments that are compared."""
    return (line.kept.id, *(line.says("original") or ()), "", *(line.says("materials") or ()))


def read_compared(workspace: Workspace, line: PlanLine) -> Compared:
    """Say whether the interpretation of a plan copies the document. Reads attachments."""
    return Compared(files_of(line), overlap_finding(workspace, line))
