"""Marking what was published: only what was signed for publication."""

from collections.abc import Sequence
from datetime import date

from app.registers.plan_publishing import require_publishable
from app.registers.publications import find_publication, record_published
from app.registers.signatures import out_before_signed, require_signed
from app.registers.subjects import line_subject
from app.workspace import Workspace


def publish(
    workspace: Workspace, id: str, on: date, where: Sequence[str], link: str = "", evidence: Sequence[str] = ()
) -> list[str]:
    """Write down when and where a line of the ledger was published; return what to look at in what was written.

    Raises `UserFacingError` (`review-missing` and its kin) unless the line was signed as it stands for these places,
    `plan-no-phone` for an interpretation that names nobody to ask, and what `record_published` raises.
    """
    kept = find_publication(workspace, id)
    require_publishable(workspace, kept.id)
    subject = line_subject(kept)
    require_signed(workspace, subject, where)
    record_published(workspace, id, on, where, link, evidence)
    return out_before_signed(workspace, subject, on, "公开")
