"""Review before publication (政府信息公开条例第十七条): 初审, 保密审查, 签发, each by a named person.

A review belongs to what was reviewed as it stood then (`about`): when that changes it must be reviewed again. It is a
record (`review`); every step is an operation with history and undo.
"""

import hashlib
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Literal, NamedTuple

from msgspec import Meta, Struct, ValidationError, convert, structs, to_builtins

from app.calendar.wording import full_date
from app.canonical import canonical_json
from app.checks.personal_data import KIND_LABELS, find_personal_data
from app.drafting.editing import own_entry
from app.drafting.lookup import entry_content, entry_title, find_entry
from app.drafting.operations import operation
from app.errors import UsageError, UserFacingError
from app.notices.keeping import find_notice
from app.persons import checked_person, known_persons
from app.registers.publications import PUBLICATION, KeptPublication, find_publication
from app.workspace import Workspace

REVIEW = "review"
EXEMPTIONS = "exemption-list"

Stage = Literal["initial", "secrecy", "issue"]
Mode = Literal["proactive", "on_request", "partial", "withheld"]
Standing = Literal["none", "begun", "sent-back", "signed", "withheld"]
STAGES: tuple[Stage, ...] = ("initial", "secrecy", "issue")
STAGE_WORDS: Mapping[Stage, str] = {"initial": "初审", "secrecy": "保密审查", "issue": "签发"}
MODE_WORDS: Mapping[Mode, str] = {
    "proactive": "主动公开",
    "on_request": "依申请公开",
    "partial": "部分公开",
    "withheld": "不予公开",
}
STANDING_WORDS: Mapping[Standing, str] = {
    "none": "没有送审",
    "begun": "审查中",
    "sent-back": "审查没有通过",
    "signed": "已签发",
    "withheld": "不予公开",
}
_NEEDS_GROUNDS = ("partial", "withheld")
_Text = Annotated[str, Meta(max_length=2000)]


class StageDone(Struct, frozen=True):
    """One stage: who, when (ISO 8601, UTC), with which opinion, and whether it passed."""

    stage: Stage
    person: Annotated[str, Meta(min_length=1, max_length=100)]
    at: str
    opinion: _Text
    passed: bool


class Review(Struct, frozen=True):
    """The record of one review.

    `summary`: what the information is about; `scope`: for whom; `reason` and `basis`: why it, or the part named in
    `kept_back` (区分处理), is withheld. `basis` begins with the code of the exemption list where one fits.
    """

    organisation: str
    edition: str
    kind: Literal["notice", "publication", "entry"]
    subject: str
    about: str
    title: Annotated[str, Meta(min_length=1, max_length=500)]
    summary: _Text = ""
    mode: Mode = "proactive"
    scope: Annotated[str, Meta(max_length=200)] = "全社会"
    reason: _Text = ""
    basis: _Text = ""
    kept_back: _Text = ""
    stages: tuple[StageDone, ...] = ()
    removed: bool = False


class Subject(NamedTuple):
    """What is reviewed, as it stands: `about` changes with what people would read."""

    kind: str
    id: str
    about: str
    title: str


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
    """Something withheld, the entry it is where it is one, and the day by which it is to be looked at again
    (条例第十八条)."""

    id: str
    title: str
    due: date
    entry: str | None


def subject_named(workspace: Workspace, name: str) -> Subject:
    """Return what may be reviewed by a name: a notice or a line of the ledger by 8 characters of its id, or an entry.

    Raises `UserFacingError` where nothing has that name.
    """
    for find in (_notice, _line, _entry):
        try:
            return find(workspace, name)
        except UserFacingError as error:
            if error.code == "entry-ambiguous":
                raise
    raise UserFacingError(
        "subject-unknown", f"没有编号为“{name}”的公示、台账一行或者条目。请写事项编号或者编号的前 8 位。"
    )


def review_of(workspace: Workspace, subject: Subject) -> Review | None:
    """Return the review of a subject as it stands, None where there is none."""
    record = workspace.store.records.get(REVIEW, review_record_id(subject))
    return convert(record.content, Review) if record is not None and not record.content["removed"] else None


def standing_of(review: Review | None) -> Standing:
    """Return how far a review is."""
    if review is None or not review.stages:
        return "none"
    if not review.stages[-1].passed:
        return "sent-back"
    if review.stages[-1].stage != STAGES[-1]:
        return "begun"
    return "withheld" if review.mode == "withheld" else "signed"


def next_stage(review: Review | None) -> Stage | None:
    """Return the stage that comes next, None where all is done. What was sent back begins anew, and so does what is
    withheld when it is looked at again (条例第十八条)."""
    standing = standing_of(review)
    if standing in ("none", "sent-back", "withheld"):
        return STAGES[0]
    return None if standing != "begun" else STAGES[len(review.stages)]


def review(
    workspace: Workspace,
    subject: Subject,
    stage: Stage,
    *,
    opinion: str = "",
    passed: bool = True,
    facts: Mapping[str, str] | None = None,
    person: str | None = None,
) -> Review:
    """Record one stage by `person`, or by whoever is working, as one operation; `facts` change what the record says
    (title, summary, mode, scope, reason, basis, kept_back).

    Raises `UsageError` without a name or, where it did not pass, without an opinion; `UserFacingError` for an entry of
    another unit, which reviews its own, a stage out of turn, a name that is none, grounds that are missing where
    something is withheld, or a personal number in what is written.
    """
    by = checked_person(person) if person is not None else workspace.require_person(STAGE_WORDS[stage])
    if subject.kind == "entry":
        own_entry(workspace, subject.id)
    before = review_of(workspace, subject)
    wanted = next_stage(before)
    if wanted != stage:
        raise _out_of_turn(stage, wanted)
    said = " ".join(opinion.split())
    if not passed and not said:
        raise UsageError("opinion-missing", "没有通过的要写意见，没有记下。请写明哪里要改。")
    kept = before or _new(workspace, subject)
    done = StageDone(stage, by, workspace.timestamp(), said, passed)
    stages = (*(kept.stages if standing_of(kept) == "begun" else ()), done)
    changed = _checked(workspace, structs.replace(kept, stages=stages), dict(facts or {}))
    if stage == STAGES[-1] and passed:
        _require_grounds(changed)
    result = "" if passed else "没有通过"
    with operation(workspace, "review", f"{STAGE_WORDS[stage]}{result}") as act:
        act.write(REVIEW, review_record_id(subject), to_builtins(changed))
    return changed


def require_signed(workspace: Workspace, *subjects: Subject) -> None:
    """Raise `UserFacingError` (`review-missing`, `review-withheld`) unless the first of these that was reviewed as it
    stands was signed for publication: a word about the thing itself goes before one about what it belongs to."""
    standing = _deciding(standing_of(review_of(workspace, subject)) for subject in subjects)
    if standing == "signed":
        return
    title = subjects[0].title
    if standing == "withheld":
        raise UserFacingError("review-withheld", f"“{title}”审查的结论是不予公开，不能记成已公开，没有改动。")
    words = STANDING_WORDS[standing]
    raise UserFacingError(
        "review-missing",
        f"“{title}”{words}，不能记成已公开或者已张贴，没有改动。请先初审、保密审查、签发，三步都记下以后再做。",
    )


def _deciding(standings: Iterable[Standing]) -> Standing:
    return next((each for each in standings if each != "none"), "none")


def is_signed(workspace: Workspace, subject: Subject) -> bool:
    """Say whether a subject, as it stands, was signed for publication."""
    return standing_of(review_of(workspace, subject)) == "signed"


def unsigned(workspace: Workspace, shown: Iterable[tuple[str, str, str]]) -> list[Subject]:
    """Return those of the notices and entries shown somewhere, given by kind, id and revision, that nobody signed for
    publication; an entry of a field that was made final needs no more."""
    subjects = [Subject(kind, id, revision, "") for kind, id, revision in shown if kind in ("notice", "entry")]
    return [each for each in subjects if not is_signed(workspace, each) and not _is_final(workspace, each)]


def notice_subject(workspace: Workspace, id: str) -> Subject:
    """Return a kept notice as what is reviewed."""
    return _notice(workspace, id)


def publication_subjects(workspace: Workspace, id: str) -> tuple[Subject, ...]:
    """Return what may have been reviewed for a line of the ledger: the line itself, or the entry it belongs to."""
    line = find_publication(workspace, id).line
    return _line(workspace, id), _entry(workspace, line.entry)


def reassessments(workspace: Workspace) -> list[Reassessment]:
    """Return what is withheld, with the day a year after it was decided, the earliest first."""
    rows = ((row.id, convert(row.content, Review)) for row in workspace.store.records.of_kind(REVIEW))
    found = [
        Reassessment(id, each.title, _a_year_after(each.stages[-1].at), each.subject if each.kind == "entry" else None)
        for id, each in rows
        if standing_of(each) == "withheld"
    ]
    return sorted(found, key=lambda each: (each.due, each.title))


def exemptions(workspace: Workspace) -> list[tuple[str, str, str]]:
    """Return the exemption list (负面清单) to choose grounds from: code, category, what it covers."""
    items = workspace.library.items(EXEMPTIONS)
    return [(item.code, item.values["category"], item.values["item"]) for item in items]


def line_standings(workspace: Workspace, lines: Iterable[KeptPublication]) -> dict[str, Standing]:
    """Return by their ids how far the reviews of lines of the ledger are; a line that was not reviewed itself
    goes by its entry's review. Two queries, however many lines."""
    kept = {row.id: convert(row.content, Review) for row in workspace.store.records.of_kind(REVIEW)}
    lines = list(lines)
    entries = workspace.store.entries.many({each.line.entry for each in lines})

    def standing(each: KeptPublication) -> Standing:
        row = entries.get(each.line.entry)
        subjects = [_line_subject(each), *([Subject("entry", row.id, row.revision, "")] if row is not None else [])]
        return _deciding(standing_of(kept.get(review_record_id(subject))) for subject in subjects)

    return {each.id: standing(each) for each in lines}


def line_subject(workspace: Workspace, id: str) -> Subject:
    """Return under what a line of the ledger is reviewed: its entry where that is under review as it stands and the
    line is not, else the line itself."""
    line, entry = publication_subjects(workspace, id)
    return entry if review_of(workspace, line) is None and review_of(workspace, entry) is not None else line


def open_reviews(workspace: Workspace) -> list[OpenReview]:
    """Return the reviews that somebody has begun and nobody has ended, of what still stands as it was; the one that
    waits longest first."""
    found = []
    for row in workspace.store.records.of_kind(REVIEW):
        kept = convert(row.content, Review)
        if standing_of(kept) in ("begun", "sent-back") and _stands(workspace, kept):
            found.append(OpenReview(kept.kind, kept.subject, kept.title, next_stage(kept), kept.stages[-1]))
    return sorted(found, key=lambda each: (each.last.at, each.subject))


def known_reviewers(workspace: Workspace) -> list[str]:
    """Return the names to choose from for a stage: who reviewed before, the latest first, then who works here."""
    rows = (convert(row.content, Review) for row in workspace.store.records.of_kind(REVIEW))
    stages = sorted((done for each in rows for done in each.stages), key=lambda done: done.at, reverse=True)
    return list(dict.fromkeys((*(done.person for done in stages), *known_persons(workspace))))


def _is_final(workspace: Workspace, subject: Subject) -> bool:
    row = workspace.store.entries.get(subject.id) if subject.kind == "entry" else None
    return row is not None and entry_content(row).state == "final"


def _stands(workspace: Workspace, kept: Review) -> bool:
    """Say whether what was reviewed is still there, and reads as it did."""
    # The catalogue of a year is closed with the year; notices and lines of the ledger go on.
    is_of_another_year = kept.kind == "entry" and kept.edition != workspace.edition
    if is_of_another_year or kept.organisation != workspace.organisation.id:
        return False
    try:
        return subject_named(workspace, kept.subject).about == kept.about
    except UserFacingError as error:
        if error.code != "subject-unknown":
            raise
        return False


def _notice(workspace: Workspace, name: str) -> Subject:
    row = find_notice(workspace, name)
    return Subject("notice", row.id, row.revision, row.content["title"])


def _line(workspace: Workspace, name: str) -> Subject:
    return _line_subject(find_publication(workspace, name))


def _line_subject(kept: KeptPublication) -> Subject:
    # When and where it came out is not what was reviewed.
    reviewed = {"entry": kept.line.entry, "formed": kept.line.formed.isoformat(), "title": kept.line.title}
    about = hashlib.sha256(canonical_json(reviewed)).hexdigest()
    return Subject(PUBLICATION, kept.id, about, kept.line.title)


def _entry(workspace: Workspace, name: str) -> Subject:
    row = find_entry(workspace, name)
    return Subject("entry", row.id, row.revision, entry_title(workspace, row))


def review_record_id(subject: Subject) -> str:
    """Return the id under which the review of a subject, as it stands, is kept."""
    return str(uuid.uuid5(uuid.UUID(subject.id), f"{REVIEW}:{subject.about}"))


def _new(workspace: Workspace, subject: Subject) -> Review:
    return Review(workspace.organisation.id, workspace.edition, subject.kind, subject.id, subject.about, subject.title)


def _checked(workspace: Workspace, kept: Review, facts: Mapping[str, str]) -> Review:
    known = {key: " ".join(text.split()) for key, text in facts.items()}
    for text in (*known.values(), kept.stages[-1].opinion):
        for hit in find_personal_data(text, workspace.organisation.public_phones):
            raise UserFacingError("review-personal", f"写的内容里有{KIND_LABELS[hit.kind]}，没有记下。请删掉号码再写。")
    try:
        return convert(to_builtins(kept) | known, Review)
    except ValidationError as error:
        raise UserFacingError(
            "review-wrong", "审查记录里有写得太长、空着或者不认识的内容，没有记下。请看名称、方式和理由。", str(error)
        ) from error


def _require_grounds(kept: Review) -> None:
    if kept.mode not in _NEEDS_GROUNDS:
        return
    missing = [word for word, text in (("理由", kept.reason), ("依据", kept.basis)) if not text]
    if kept.mode == "partial" and not kept.kept_back:
        missing.append("哪一部分不公开")
    if missing:
        raise UserFacingError(
            "grounds-missing",
            f"{MODE_WORDS[kept.mode]}的要写明{'、'.join(missing)}，没有记下。依据可以从不予公开清单里选。",
        )


def _out_of_turn(stage: Stage, wanted: Stage | None) -> UserFacingError:
    if wanted is None:
        return UserFacingError("review-done", "这一份已经审查完了，没有改动。内容改了才要重新审查。")
    return UserFacingError(
        "review-out-of-turn",
        f"还没有轮到{STAGE_WORDS[stage]}，没有记下。先做{STAGE_WORDS[wanted]}。",
    )


def _a_year_after(at: str) -> date:
    day = datetime.fromisoformat(at).astimezone().date()
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def told(done: StageDone) -> str:
    """Return one stage as a line: 初审　李梅　2026年11月23日　同意."""
    day = full_date(datetime.fromisoformat(done.at).astimezone().date())
    words = done.opinion or ("同意" if done.passed else "不同意")
    return f"{STAGE_WORDS[done.stage]}　{done.person}　{day}　{words}"
