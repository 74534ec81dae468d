"""Doing what a finding's button says: as the entry stands now, in one step that can be undone."""

from app.checks.completeness import entry_findings
from app.checks.doubts import entry_doubts
from app.checks.finding import Finding, Fix
from app.checks.yardstick import yardstick_of
from app.drafting.bulk import apply_plan, plan_changes
from app.drafting.editing import own_entry, short_name
from app.drafting.lookup import entry_content
from app.errors import UserFacingError
from app.workspace import Workspace
from db.repositories.entries import EntryRow


def mend(workspace: Workspace, finding: Finding) -> int:
    """Make the changes of a finding's fix as one operation; returns how many elements changed.

    Worked out anew: what was changed since the finding was told is kept. Raises `UserFacingError` where the finding
    no longer stands, has no changes to make, or its entry is no longer ours.
    """
    row = own_entry(workspace, finding.entry or "")
    fix = _fix_now(workspace, row, finding)
    plan = plan_changes(workspace, fix.changes)
    if plan.refused:
        raise UserFacingError("fix-refused", plan.refused[0].reason)
    apply_plan(workspace, plan, f"{short_name(entry_content(row))} {fix.label}")
    return plan.cells


def _fix_now(workspace: Workspace, row: EntryRow, finding: Finding) -> Fix:
    content = entry_content(row)
    yardstick = yardstick_of(workspace, content.organisation, content.checklist, content.field)
    stands = (*entry_findings(workspace, row.id, content, yardstick), *entry_doubts(yardstick, row.id, content))
    same = [each for each in stands if each.facts() == finding.facts()]
    fix = next((each.fix for each in same if each.fix is not None and each.fix.changes), None)
    if fix is None:
        raise UserFacingError("finding-gone", "这一处刚才已经改过了，没有再动。请看最新的问题。")
    return fix
