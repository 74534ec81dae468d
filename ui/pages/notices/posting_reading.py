"""What is known of a kept notice on the wall, read on the store's thread."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from app.attachments import attach
from app.drafting.form_drafts import kept_forms
from app.notices.keeping import filled_of, find_notice, kept_notices
from app.products.posting_photos import PostingPhoto, photos_of
from app.registers.copies import Copy, copies_of
from app.registers.corrections import Step, correction_steps
from app.registers.notice_standings import notice_standings
from app.registers.postings import Ending, PostingRecord, ending_of, is_past, posting_of, standing_of, stored_posting
from app.registers.reviews import Review, review_of
from app.registers.subjects import Subject, notice_subject
from app.registers.withdrawn_lines import lines_of
from app.workspace import Workspace

FORM = "posting"
"""Under which half written forms of this panel are kept."""


@dataclass(frozen=True)
class PostingFacts:
    """`standing`: code of `notice_standings`, "" for none; `record` of the notice's hanging as it is made now, with
    `words` on how that stands; `places`: where such notices usually hang; `correction`: title of the one in its
    place; `steps` of taking a wrong one back; `lines`: in how many lines of the ledger it is published; `half_written`
    forms about it, by subject."""

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
    ending: Ending | None = None
    photos: tuple[PostingPhoto, ...] = ()
    steps: tuple[Step, ...] = ()
    lines: int = 0
    half_written: Mapping[str, Any] = field(default_factory=dict)


def read_posting(workspace: Workspace, notice: str) -> PostingFacts:
    """Read all that the panel shows. Raises `UserFacingError` when there is no such notice."""
    row, today = find_notice(workspace, notice), workspace.today()
    subject = notice_subject(workspace, row.id)
    record = posting_of(workspace, row.id)
    if record is not None and is_past(workspace, record, row.revision):
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
        **(_of_record(workspace, record) if record else {}),
        half_written=kept_forms(workspace, FORM),
    )


def _of_record(workspace: Workspace, record: PostingRecord) -> dict[str, Any]:
    stored = stored_posting(workspace, record.notice)
    return {
        "ending": ending_of(workspace, stored),
        "photos": photos_of(workspace, record),
        "steps": correction_steps(workspace, record),
        "lines": len(lines_of(workspace, record)) if record.reason else 0,
    }


def attached(workspace: Workspace, files: Sequence[Path]) -> list[str]:
    """Keep photos beside the workspace; returns what they lie under. Raises what `attach` raises."""
    return [attach(workspace, file).sha256 for file in files]


def _title(workspace: Workspace, notice: str) -> str:
    return next((row.content["title"] for row in kept_notices(workspace) if row.id == notice), "")
