"""Marking what was published: only what was signed for publication."""

from collections.abc import Sequence
from datetime import date

from app.registers.publications import record_published
from app.registers.reviews import publication_subjects, require_signed
from app.workspace import Workspace


def publish(
    workspace: Workspace, id: str, on: date, where: Sequence[str], link: str = "", evidence: Sequence[str] = ()
) -> None:
    """Write down when and where a line of the ledger was published.

    Raises `UserFacingError` (`review-missing`) until the line, or its entry, was signed as it stands, and what
    `record_published` raises.
    """
    require_signed(workspace, *publication_subjects(workspace, id))
    record_published(workspace, id, on, where, link, evidence)
