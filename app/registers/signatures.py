"""May it go out? What the review of a piece says about the places where it is to be seen."""

from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import convert

from app.calendar.wording import full_date
from app.drafting.lookup import entry_content
from app.errors import UserFacingError
from app.registers.publications import KeptPublication
from app.registers.reviews import (
    REVIEW,
    STANDING_WORDS,
    Review,
    Standing,
    review_of,
    review_record_id,
    standing_of,
)
from app.registers.subjects import ENTRY, NOTICE, Subject, line_subject, shown_entry
from app.workspace import Workspace
from db.repositories.entries import EntryRow


def require_signed(workspace: Workspace, subject: Subject, places: Sequence[str] = ()) -> None:
    """Raise `UserFacingError` (`review-missing`, `review-withheld`, `review-on-request`, `review-out-of-scope`) unless
    a subject, as it stands, was signed for these places, or for the public where none is named."""
    stands = review_of(workspace, subject)
    standing = standing_of(stands, places)
    if standing != "signed":
        raise _refusal(subject.title, stands, standing)


def out_before_signed(workspace: Workspace, subject: Subject, on: date, word: str) -> list[str]:
    """Return what to look at where a signed subject came out on a day (of what: `word`) before it was signed."""
    stands = review_of(workspace, subject)
    signed = stands.stages[-1].day if standing_of(stands) in ("signed", "on-request") else on
    if on >= signed:
        return []
    return [f"{word}日期{full_date(on)}在签发日期{full_date(signed)}以前。先签发，再公开；是日期写错了的，请改过来。"]


def is_signed(workspace: Workspace, subject: Subject, places: Sequence[str] = ()) -> bool:
    """Say whether a subject, as it stands, was signed for these places, or for the public where none is named."""
    return standing_of(review_of(workspace, subject), places) == "signed"


def unsigned(workspace: Workspace, shown: Iterable[tuple[str, str, str]]) -> list[Subject]:
    """Return those of the notices and entries shown somewhere, given by kind, id and revision, that nobody signed for
    the public; an entry of a field that was made final was approved with it."""
    shown = list(shown)
    rows = workspace.store.entries.many(id for kind, id, _ in shown if kind == ENTRY)
    notices = [Subject(NOTICE, id, revision, "") for kind, id, revision in shown if kind == NOTICE]
    entries = [shown_entry(row) for row in rows.values() if not _is_final(row)]
    return [each for each in (*notices, *entries) if not is_signed(workspace, each)]


def line_reviews(workspace: Workspace, lines: Iterable[KeptPublication]) -> dict[str, Review | None]:
    """Return by their ids the reviews of lines of the ledger. One query, however many lines."""
    kept = {row.id: convert(row.content, Review) for row in workspace.store.records.of_kind(REVIEW)}
    return {each.id: kept.get(review_record_id(line_subject(each))) for each in lines}


def line_standings(
    workspace: Workspace, lines: Iterable[KeptPublication], places: Sequence[str] = ()
) -> dict[str, Standing]:
    """Return by their ids how far the reviews of lines of the ledger are, and whether they let them out at these
    places."""
    return {id: standing_of(review, places) for id, review in line_reviews(workspace, lines).items()}


def _is_final(row: EntryRow) -> bool:
    return entry_content(row).state == "final"


def _refusal(title: str, stands: Review | None, standing: Standing) -> UserFacingError:
    if standing == "withheld":
        return UserFacingError("review-withheld", f"“{title}”审查的结论是不予公开，不能记成已公开，没有改动。")
    if standing == "on-request":
        return UserFacingError(
            "review-on-request",
            f"“{title}”签发的是依申请公开，只能提供给申请人，不能放到网站、公示栏这些大家都看得到的地方，没有改动。"
            "要主动公开，请从初审起重新审查。",
        )
    if standing == "out-of-scope":
        return UserFacingError(
            "review-out-of-scope",
            f"“{title}”签发的公开范围是“{stands.scope}”，这里范围以外的人也看得到，没有改动。"
            "换一个地方，或者从初审起重新审查，把范围改成全社会。",
        )
    return UserFacingError(
        "review-missing",
        f"“{title}”{STANDING_WORDS[standing]}，不能记成已公开或者已张贴，没有改动。"
        "请先初审、保密审查、签发，三步都记下以后再做。",
    )
