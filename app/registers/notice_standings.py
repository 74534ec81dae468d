"""Where each notice stands between being made and being over: one word for a list of notices."""

from msgspec import convert

from app.notices.keeping import kept_notices
from app.registers.postings import PostingRecord, is_past, postings
from app.registers.postings import standing_of as posting_standing
from app.registers.reviews import REVIEW, Review, review_record_id
from app.registers.reviews import standing_of as review_standing
from app.registers.subjects import Subject
from app.workspace import Workspace
from db.repositories.records import RecordRow


def notice_standings(workspace: Workspace) -> dict[str, str]:
    """Return by id how far each kept notice is: a code of its review (begun, sent-back, signed, withheld) until it
    hangs, then one of its posting (running, over, done, withdrawn). A notice nothing was done with yet is left out.
    """
    hung = {record.notice: record for record in postings(workspace)}
    reviewed = {row.id: convert(row.content, Review) for row in workspace.store.records.of_kind(REVIEW)}
    found = ((row.id, _standing(workspace, row, hung.get(row.id), reviewed)) for row in kept_notices(workspace))
    return {id: code for id, code in found if code != "none"}


def _standing(workspace: Workspace, row: RecordRow, posted: PostingRecord | None, reviewed: dict[str, Review]) -> str:
    if posted is not None and not is_past(workspace, posted, row.revision):
        return posting_standing(posted, workspace.today()).code
    return review_standing(reviewed.get(review_record_id(Subject("notice", row.id, row.revision, ""))))
