"""The interpretation in the ledger: a line of its own under an entry of the catalogue, and what keeps it back."""

import uuid
from datetime import date

from msgspec import structs

from app.drafting.operations import operation
from app.errors import UserFacingError
from app.registers.ledger_records import PUBLICATION
from app.registers.plan_records import KeptPlan
from app.registers.plans import document_out_on, find_plan, no_phone, plans, title_of_plan, write_linked
from app.registers.publications import find_publication, new_line, write_line
from app.workspace import Workspace

_LONGEST = 190  # characters of a title that leave room for the words behind it


def plan_to_ledger(workspace: Workspace, name: str, entry: str, formed: date | None = None) -> str:
    """Write the interpretation into the ledger under one of our entries; returns the id of the line. It is then
    reviewed, published and taken down there, and its plan is done on the day it came out.

    `formed`: when the interpretation was finished; without it the day the document came out, or today where that is
    still to come. Raises `UserFacingError` where the plan has a line already, and what `new_line` raises.
    """
    kept = find_plan(workspace, name)
    if kept.plan.line and is_in_ledger(workspace, kept):
        raise UserFacingError(
            "plan-has-line", f"“{title_of_plan(kept)[:60]}”的解读已经在台账里了，没有再记。请到公开台账里接着办。"
        )
    today = workspace.today()
    published = document_out_on(workspace, kept.plan)
    day = formed or (published if published and published <= today else today)
    line = new_line(workspace, entry, day, f"《{title_of_plan(kept)[:_LONGEST]}》解读")
    line = structs.replace(line, id=_line_id(kept))
    with operation(workspace, "plan", f"解读记进台账：{title_of_plan(kept)[:40]}") as act:
        write_line(act, line)
        write_linked(act, kept, line.id)
    return line.id


def _line_id(kept: KeptPlan) -> str:
    """Return the id of the line: the same on every PC, so that two clerks who each put it there have one. The one that
    was struck out before keeps its own."""
    return str(uuid.uuid5(uuid.UUID(kept.id), f"{PUBLICATION}:{kept.plan.line}"))


def is_in_ledger(workspace: Workspace, kept: KeptPlan) -> bool:
    """Whether the line of a plan still stands in the ledger: it may have been struck out there."""
    try:
        find_publication(workspace, kept.plan.line)
    except UserFacingError:
        return False
    return True


def plan_of_line(workspace: Workspace, line: str) -> KeptPlan | None:
    """Return the plan whose interpretation a line of the ledger (id) is."""
    return next((kept for kept in plans(workspace) if kept.plan.line == line), None)


def require_publishable(workspace: Workspace, line: str) -> None:
    """Raise `UserFacingError` (`plan-no-phone`) for the line of an interpretation that names nobody to ask."""
    kept = plan_of_line(workspace, line)
    if kept is not None and not kept.plan.values.get("contact_phone"):
        raise no_phone(title_of_plan(kept))
