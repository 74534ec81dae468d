"""How the open workspace stands: whose it is, who works in it, what can be taken back."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from app.drafting.history import has_left_since, next_redo, next_undo
from app.practice import is_practice
from app.registers.columns import keeps_columns
from app.registers.plans import takes_plans
from app.registers.requests import takes_requests
from app.standards.library import Library
from app.workspace import Workspace


@dataclass(frozen=True)
class UnitFacts:
    """Whose workspace is open, and who works in it."""

    id: str
    kind: str
    kind_label: str
    level: str | None
    name: str
    full_name: str
    code: str
    contact: str
    parent_name: str
    edition: str
    path: Path
    person: str | None
    library: Library = field(compare=False, repr=False)
    """Its words, checklists and standards as they stand."""
    takes_requests: bool = False
    """Whether it handles requests for information."""
    takes_plans: bool = False
    """Whether it plans how its documents are explained."""
    keeps_columns: bool = False
    """Whether it keeps columns of a website up to date."""
    is_practice: bool = False
    """Whether it is there to practise in: its papers say so, and nobody in earnest takes its packages."""


@dataclass(frozen=True)
class Done:
    """What an act gave back, and how the workspace stands after it."""

    result: Any
    unit: UnitFacts
    undo_label: str | None
    redo_label: str | None
    has_left: bool
    at: datetime


def standing(workspace: Workspace, result: Any) -> Done:
    """Return what an act gave back with how the workspace stands now. Reads the store."""
    labels = next_undo(workspace), next_redo(workspace)
    return Done(result, _facts(workspace), *labels, has_left_since(workspace), workspace.now().astimezone())


def _facts(workspace: Workspace) -> UnitFacts:
    unit = workspace.organisation
    return UnitFacts(
        unit.id,
        unit.kind,
        unit.facts.label,
        unit.facts.level,
        unit.name,
        unit.full_name,
        unit.code,
        unit.contact,
        unit.parent_name,
        workspace.edition,
        workspace.path,
        workspace.person,
        workspace.library,
        takes_requests(workspace),
        takes_plans(workspace),
        keeps_columns(workspace),
        is_practice(workspace),
    )
