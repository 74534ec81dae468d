"""What a clerk is told about reviews: which wait, what is to be looked at again, what to begin the next one with."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from msgspec import convert, structs

from app.drafting.editions import carried_on
from app.errors import UserFacingError
from app.persons import known_persons
from app.registers.publications import PUBLICATION, find_publication
from app.registers.reviews import REVIEW, Review, Stage, StageDone, is_ended, next_stage, review_of, standing_of
from app.registers.subjects import ENTRY, NOTICE, Subject, subject_named
from app.workspace import Workspace

EXEMPTIONS = "exemption-list"


@dataclass(frozen=True)
class OpenReview:
    """A review that waits for its next `stage`: of what kind and id of thing (`kind`, `subject`), and the stage that
    was recorded last."""

    kind: str
    subject: str
    title: str
    stage: Stage
    last: StageDone


@dataclass(frozen=True)
class Reassessment:
    """Something withheld, of what kind and id, and the day by which it is to be looked at again (条例第十八条)."""

    kind: str
    subject: str
    title: str
    due: date


def open_reviews(workspace: Workspace) -> list[OpenReview]:
    """Return the reviews that somebody has begun and nobody has ended, of what still stands as it was; the one that
    waits longest first."""
    found = [
        OpenReview(kept.kind, kept.subject, kept.title, next_stage(kept), kept.stages[-1])
        for kept in _reviews(workspace)
        # The catalogue of a year is closed with the year; notices and lines of the ledger go on.
        if standing_of(kept) in ("begun", "sent-back")
        and (kept.kind != ENTRY or kept.edition == workspace.edition)
        and _stands(workspace, kept)
    ]
    return sorted(found, key=lambda each: (each.last.at, each.subject))


def reassessments(workspace: Workspace) -> list[Reassessment]:
    """Return what is withheld and still stands as it was, with the day a year after it was decided, the earliest
    first. An entry of an earlier year is looked at again as the entry of this year that goes on from it."""
    withheld = [each for each in _reviews(workspace) if standing_of(each) == "withheld" and _stands(workspace, each)]
    now = carried_on(workspace, (each.subject for each in withheld if each.kind == ENTRY))
    found = [
        Reassessment(each.kind, now.get(each.subject, each.subject), each.title, _a_year_after(each.stages[-1].day))
        for each in withheld
        if not _is_of_closed_year(workspace, each) or _is_unreviewed(workspace, now.get(each.subject))
    ]
    return sorted(found, key=lambda each: (each.due, each.title))


def exemptions(workspace: Workspace) -> list[tuple[str, str, str]]:
    """Return the exemption list (负面清单) to choose grounds from: code, category, what it covers."""
    items = workspace.library.items(EXEMPTIONS)
    return [(item.code, item.values["category"], item.values["item"]) for item in items]


def known_reviewers(workspace: Workspace) -> list[str]:
    """Return the names to choose from for a stage: who reviewed before, the latest first, then who works here."""
    stages = sorted((done for each in _reviews(workspace) for done in each.stages), key=lambda done: done.at)
    return list(dict.fromkeys((*(done.person for done in reversed(stages)), *known_persons(workspace))))


def former_review(workspace: Workspace, subject: Subject) -> Review | None:
    """Return the review to begin that of a subject with: of what it was before it changed, else the latest of another
    line of its entry or of the entry, or of another notice of its template, which tells nothing of what is in this one.
    None where there is none."""
    akin = _akin(workspace, subject)
    found = [each for each in _reviews(workspace) if each.subject in akin and is_ended(each)]
    rank = {subject.id: 2} | {id: 1 for id in akin if id != subject.id}
    last = max(
        found, key=lambda each: (rank[each.subject], each.kind == subject.kind, each.stages[-1].at), default=None
    )
    return last if last is None or last.subject == subject.id else structs.replace(last, summary="")


def _akin(workspace: Workspace, subject: Subject) -> set[str]:
    records = workspace.store.records
    if subject.kind == NOTICE:
        template = records.get(NOTICE, subject.id).content["template"]
        return {row.id for row in records.of_kind(NOTICE) if row.content["template"] == template}
    if subject.kind == PUBLICATION:
        entry = find_publication(workspace, subject.id).line.entry
        return {entry, *(row.id for row in records.of_kind(PUBLICATION) if row.content["entry"] == entry)}
    return {subject.id, *_earlier(workspace, subject.id)}


def _earlier(workspace: Workspace, entry: str) -> list[str]:
    """Return the entries of earlier years that were reviewed and that an entry goes on from."""
    reviewed = {each.subject for each in _reviews(workspace) if each.kind == ENTRY}
    return [before for before, now in carried_on(workspace, reviewed).items() if now == entry]


def _reviews(workspace: Workspace) -> Iterator[Review]:
    for row in workspace.store.records.of_kind(REVIEW):
        yield convert(row.content, Review)


def _stands(workspace: Workspace, kept: Review) -> bool:
    """Say whether what was reviewed is still there, and reads as it did."""
    if kept.organisation != workspace.organisation.id:
        return False
    try:
        return review_of(workspace, subject_named(workspace, kept.subject)) == kept
    except UserFacingError as error:
        if error.code != "subject-unknown":
            raise
        return False


def _is_of_closed_year(workspace: Workspace, kept: Review) -> bool:
    return kept.kind == ENTRY and kept.edition < workspace.edition


def _is_unreviewed(workspace: Workspace, entry: str | None) -> bool:
    return entry is not None and review_of(workspace, subject_named(workspace, entry)) is None


def _a_year_after(day: date) -> date:
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)
