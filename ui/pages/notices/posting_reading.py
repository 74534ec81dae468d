"""What is known of a kept notice on the wall, read on the store's thread."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.attachments import attach
from app.notices.keeping import filled_of, find_notice, kept_notices
from app.registers.copies import Copy, copies_of
from app.registers.notice_standings import notice_standings
from app.registers.postings import PostingRecord, posting_of, standing_of
from app.registers.reviews import Review, Subject, notice_subject, review_of
from app.workspace import Workspace


@dataclass(frozen=True)
class PostingFacts:
    """`standing`: code of `notice_standings`, "" for none; `record` of the notice's hanging as it is made now, with
    `words` on how that stands; `places`: where such notices usually hang; `correction`: title of the one in its
    place."""

    notice: str
    template: str
    standing: str
    subject: Subject
    review: Review | None
    record: PostingRecord | None
    words: str
    places: tuple[str, ...]
    copies: tuple[Copy, ...]
    correction: str
    today: date


def read_posting(workspace: Workspace, notice: str) -> PostingFacts:
    """Read all that the panel shows. Raises `UserFacingError` when there is no such notice."""
    row, today = find_notice(workspace, notice), workspace.today()
    subject = notice_subject(workspace, row.id)
    record = posting_of(workspace, row.id)
    if record is not None and record.taken_down and record.revision != row.revision:
        # What hung was an earlier form of it; this one can be hung up.
        record = None
    return PostingFacts(
        row.id,
        row.content["template"],
        notice_standings(workspace).get(row.id, ""),
        subject,
        review_of(workspace, subject),
        record,
        standing_of(record, today).words if record else "",
        filled_of(row).places,
        tuple(copies_of(workspace, row.id)),
        _title(workspace, record.corrected_by) if record and record.corrected_by else "",
        today,
    )


def attached(workspace: Workspace, files: Sequence[Path]) -> list[str]:
    """Keep photos beside the workspace; returns what they lie under. Raises what `attach` raises."""
    return [attach(workspace, file).sha256 for file in files]


def _title(workspace: Workspace, notice: str) -> str:
    return next((row.content["title"] for row in kept_notices(workspace) if row.id == notice), "")
