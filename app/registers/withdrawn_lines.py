"""A withdrawn notice in the ledger: the lines that bear a title of its say that it is published no longer, and why."""

from datetime import date

from app.drafting.operations import operation
from app.notices.keeping import kept_notices
from app.registers.corrections import LEDGER, seen_to, withdrawn_record
from app.registers.ledger_records import KeptPublication
from app.registers.postings import PostingRecord, write_posting
from app.registers.publications import all_publications, taken_down, write_line
from app.workspace import Workspace


def lines_of(workspace: Workspace, record: PostingRecord) -> list[KeptPublication]:
    """Return the lines of the ledger that bear the title of a notice, or bore it before they were corrected, and say it
    is published. The notice counts by the title it was posted under and by the one it has now."""
    now = (row.content["title"] for row in kept_notices(workspace) if row.id == record.notice)
    wanted = {_plain(title) for title in (record.title, *now)}
    lines = (each for each in all_publications(workspace) if wanted.intersection(_titles(each)))
    return [each for each in lines if each.published is not None and each.taken_down is None]


def note_in_ledger(workspace: Workspace, notice: str) -> int:
    """Write in the ledger that a withdrawn notice is published no longer, with its reason, as one operation; return in
    how many lines.

    The step counts as done also where it stands in no line. Raises `UserFacingError` for one that is not withdrawn.
    """
    record = withdrawn_record(workspace, notice)
    lines = lines_of(workspace, record)
    with operation(workspace, "posting", "撤下更正：在公开台账里记下") as act:
        for kept in lines:
            on = max(_last_published(kept), record.taken_down or workspace.today())
            write_line(act, taken_down(workspace, kept, on, f"撤下更正：{record.reason}"))
        write_posting(act, seen_to(workspace, record, LEDGER))
    return len(lines)


def _titles(kept: KeptPublication) -> set[str]:
    return {_plain(title) for title in (kept.line.title, *(before.title for before in kept.line.corrected))}


def _plain(title: str) -> str:
    return "".join(title.split())


def _last_published(kept: KeptPublication) -> date:
    return max(each.published for each in kept.outlets if each.taken_down is None)
