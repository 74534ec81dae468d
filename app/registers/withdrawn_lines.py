"""A withdrawn notice in the ledger: the lines that bear its title say that it is published no longer, and why."""

from app.registers.corrections import LEDGER, see_to, withdrawn_record
from app.registers.ledger_records import KeptPublication
from app.registers.postings import PostingRecord
from app.registers.publications import all_publications, record_taken_down
from app.workspace import Workspace


def lines_of(workspace: Workspace, record: PostingRecord) -> list[KeptPublication]:
    """Return the lines of the ledger that bear the title of a notice and say it is published."""
    title = "".join(record.title.split())
    lines = (each for each in all_publications(workspace) if "".join(each.line.title.split()) == title)
    return [each for each in lines if each.published is not None and each.taken_down is None]


def note_in_ledger(workspace: Workspace, notice: str) -> int:
    """Write in the ledger that a withdrawn notice is published no longer, with its reason; return in how many lines.

    The step counts as done also where it stands in no line. Raises `UserFacingError` for one that is not withdrawn.
    """
    record = withdrawn_record(workspace, notice)
    lines = lines_of(workspace, record)
    for kept in lines:
        on = max(kept.published, record.taken_down or workspace.today())
        record_taken_down(workspace, kept.id, on, f"撤下更正：{record.reason}")
    see_to(workspace, notice, LEDGER)
    return len(lines)
