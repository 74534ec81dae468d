"""Review before publication (政府信息公开条例第十七条): 初审, 保密审查, 签发, each by a named person.

Each piece has its own: a review belongs to what was reviewed as it stood then (`about`), and when that changes it must
be reviewed again. It is a record (`review`); every step is an operation with history and undo.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Annotated, Final, Literal

from msgspec import UNSET, Meta, Struct, UnsetType, ValidationError, convert, structs, to_builtins

from app.calendar.wording import full_date, plain_date
from app.checks.personal_data import KIND_LABELS, find_personal_data
from app.drafting.editing import own_entry
from app.drafting.operations import operation
from app.errors import UsageError, UserFacingError
from app.persons import checked_person
from app.registers.places import beyond, is_for_everybody, public_places
from app.registers.publications import require_past
from app.registers.subjects import ENTRY, Subject
from app.standards.disclosure_modes import MODE_WORDS, Mode
from app.workspace import Workspace

REVIEW: Final = "review"

Stage = Literal["initial", "secrecy", "issue"]
Standing = Literal["none", "begun", "sent-back", "signed", "on-request", "out-of-scope", "withheld"]
STAGES: tuple[Stage, ...] = ("initial", "secrecy", "issue")
STAGE_WORDS: Mapping[Stage, str] = {"initial": "初审", "secrecy": "保密审查", "issue": "签发"}
STANDING_WORDS: Mapping[Standing, str] = {
    "none": "没有送审",
    "begun": "审查中",
    "sent-back": "审查没有通过",
    "signed": "已签发",
    "on-request": "依申请公开",
    "out-of-scope": "超出公开范围",
    "withheld": "不予公开",
}
ONE_PERSON = (
    "三步写的是同一个人。条例第十七条要求明确审查的程序和责任，保密审查和签发一般由不同的人做；"
    "人手少、只能一人兼做的，请在意见里写明。照样可以记，记录留着。"
)
_NEEDS_GROUNDS = ("partial", "withheld")
_Text = Annotated[str, Meta(max_length=2000)]


class StageDone(Struct, frozen=True):
    """One stage: who, when (ISO 8601, UTC; noon of the day where it was signed on paper before), with which opinion,
    and whether it passed."""

    stage: Stage
    person: Annotated[str, Meta(min_length=1, max_length=100)]
    at: str
    opinion: _Text
    passed: bool

    @property
    def day(self) -> date:
        """The day on which it was done."""
        return datetime.fromisoformat(self.at).astimezone().date()


class Review(Struct, frozen=True):
    """The record of one review.

    `summary`: what the information is about; `scope`: for whom; `reason` and `basis`: why it, or the part named in
    `kept_back` (区分处理), is withheld. `basis` begins with the code of the exemption list where one fits.
    `concluded_before`: what kept it from coming out by itself before it was looked at again.
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
    # Not written where there is none: records of before have the same shape.
    concluded_before: Literal["withheld", "on-request"] | UnsetType = UNSET
    removed: bool = False


@dataclass(frozen=True)
class Signature:
    """What one person says at a stage; `person` None is who works here, `on` None is today."""

    stage: Stage
    person: str | None = None
    opinion: str = ""
    passed: bool = True
    on: date | None = None


def review_of(workspace: Workspace, subject: Subject) -> Review | None:
    """Return the review of a subject as it stands, None where there is none."""
    for about in filter(None, (subject.about, subject.revision)):
        record = workspace.store.records.get(REVIEW, review_record_id(subject._replace(about=about)))
        if record is not None and not record.content["removed"]:
            return convert(record.content, Review)
    return None


def standing_of(review: Review | None, places: Sequence[str] = ()) -> Standing:
    """Return how far a review is, and where it is ended whether it lets the subject out: at these places, or in public
    where none is named."""
    if review is None or not review.stages:
        return "none"
    if not review.stages[-1].passed:
        return "sent-back"
    if review.stages[-1].stage != STAGES[-1]:
        return "begun"
    if review.mode == "withheld":
        return "withheld"
    if review.mode == "on_request":
        return "on-request" if not places or public_places(places) else "signed"
    return "out-of-scope" if beyond(review.scope, places) else "signed"


def conclusion_of(review: Review | None) -> Standing:
    """Return how far a review is; of what is being looked at again (条例第十八条), the conclusion that holds
    meanwhile."""
    standing = standing_of(review)
    return (review.concluded_before or standing) if standing in ("begun", "sent-back") else standing


def freed_on(review: Review | None) -> date | None:
    """Return the day on which something may come out that was kept back before, None for all else."""
    is_free = review is not None and standing_of(review) == "signed" and review.concluded_before
    return review.stages[-1].day if is_free else None


def next_stage(review: Review | None) -> Stage | None:
    """Return the stage that comes next, None where all is done. What was sent back begins anew, and so may all that is
    kept from somebody, when it is looked at again (条例第十八条)."""
    standing = standing_of(review)
    if standing == "begun":
        return STAGES[len(review.stages)]
    return None if standing == "signed" and not _keeps_back(review) else STAGES[0]


def is_ended(review: Review | None) -> bool:
    """Return whether a review came to its conclusion, whatever that is."""
    return standing_of(review) in ("signed", "on-request", "withheld")


def condition_of(review: Review | None) -> str:
    """Return what has to be heeded when something goes out that was signed only in part; "" where nothing has."""
    if standing_of(review) != "signed" or review.mode != "partial":
        return ""
    return f"签发的是部分公开：只能公开区分处理以后的那一份，里面不能有“{review.kept_back}”。"


def is_one_person(stages: Sequence[StageDone]) -> bool:
    """Return whether one person did all three stages without a word why."""
    return (
        len(stages) == len(STAGES)
        and len({each.person for each in stages}) == 1
        and not any(each.opinion for each in stages)
    )


def review(
    workspace: Workspace,
    subject: Subject,
    stage: Stage,
    *,
    opinion: str = "",
    passed: bool = True,
    facts: Mapping[str, str] | None = None,
    person: str | None = None,
    on: date | None = None,
) -> Review:
    """Record one stage, done by `person` on a day, as `sign` does."""
    return sign(workspace, subject, [Signature(stage, person, opinion, passed, on)], facts)


def sign(
    workspace: Workspace, subject: Subject, signatures: Sequence[Signature], facts: Mapping[str, str] | None = None
) -> Review:
    """Record stages in their order, several where one sheet was signed by all, as one operation; `facts` change what
    the record says (title, summary, mode, scope, reason, basis, kept_back).

    Raises `UsageError` without a name or, where it did not pass, without an opinion; `UserFacingError` for an entry of
    another unit, which reviews its own, a stage out of turn, a day before the former stage or in the future, a name
    that is none, blanks where it is signed, or a personal number in what is written.
    """
    if subject.kind == ENTRY:
        own_entry(workspace, subject.id)
    stands = review_of(workspace, subject) or _new(workspace, subject)
    for each in signatures:
        stands = _with_stage(workspace, stands, each)
    changed = _checked(workspace, stands, dict(facts or {}), signatures)
    if is_ended(changed):
        _require_whole(changed)
    words = "、".join(f"{STAGE_WORDS[each.stage]}{'' if each.passed else '没有通过'}" for each in signatures)
    with operation(workspace, "review", words) as act:
        act.write(REVIEW, _kept_under(workspace, subject), to_builtins(changed))
    return changed


def review_record_id(subject: Subject) -> str:
    """Return the id under which the review of a subject, as it stands, is kept."""
    return str(uuid.uuid5(uuid.UUID(subject.id), f"{REVIEW}:{subject.about}"))


def told(done: StageDone) -> str:
    """Return one stage as a line: 初审　李梅　2026年11月23日　同意."""
    words = done.opinion or ("同意" if done.passed else "不同意")
    return f"{STAGE_WORDS[done.stage]}　{done.person}　{full_date(done.day)}　{words}"


def _with_stage(workspace: Workspace, stands: Review, said: Signature) -> Review:
    person = (
        checked_person(said.person) if said.person is not None else workspace.require_person(STAGE_WORDS[said.stage])
    )
    wanted = next_stage(stands)
    if wanted != said.stage:
        raise _out_of_turn(said.stage, wanted)
    opinion = " ".join(said.opinion.split())
    if not said.passed and not opinion:
        raise UsageError("opinion-missing", "没有通过的要写意见，没有记下。请写明哪里要改。")
    done = StageDone(said.stage, person, _moment(workspace, said), opinion, said.passed)
    if stands.stages and done.day < stands.stages[-1].day:
        raise _too_early(done, stands.stages[-1])
    standing = standing_of(stands)
    before = stands.stages if standing == "begun" else ()
    return structs.replace(stands, stages=(*before, done), concluded_before=_concluded(stands, standing))


def _concluded(stands: Review, standing: Standing) -> Standing | UnsetType:
    """Return what kept something back until it is looked at again, while that goes on and after."""
    if standing in ("begun", "sent-back"):
        return stands.concluded_before
    return standing if standing in ("withheld", "on-request") else UNSET


def _moment(workspace: Workspace, said: Signature) -> str:
    if said.on is None or said.on == workspace.today():
        return workspace.timestamp()
    require_past(workspace, said.on, f"{STAGE_WORDS[said.stage]}的日期")
    return datetime.combine(said.on, time(12)).astimezone(UTC).isoformat(timespec="seconds")


def _keeps_back(review: Review) -> bool:
    return review.mode != "proactive" or not is_for_everybody(review.scope)


def _new(workspace: Workspace, subject: Subject) -> Review:
    return Review(workspace.organisation.id, workspace.edition, subject.kind, subject.id, subject.about, subject.title)


def _kept_under(workspace: Workspace, subject: Subject) -> str:
    """A review that an older version began goes on where it stands."""
    kept = review_of(workspace, subject)
    return review_record_id(subject._replace(about=kept.about) if kept is not None else subject)


def _checked(workspace: Workspace, stands: Review, facts: Mapping[str, str], signatures: Sequence[Signature]) -> Review:
    known = {key: " ".join(text.split()) for key, text in facts.items()}
    for text in (*known.values(), *(each.opinion for each in signatures)):
        for hit in find_personal_data(text, workspace.organisation.public_phones):
            raise UserFacingError("review-personal", f"写的内容里有{KIND_LABELS[hit.kind]}，没有记下。请删掉号码再写。")
    try:
        return convert(to_builtins(stands) | known, Review)
    except ValidationError as error:
        raise UserFacingError(
            "review-wrong", "审查记录里有写得太长、空着或者不认识的内容，没有记下。请看名称、方式和理由。", str(error)
        ) from error


def _require_whole(stands: Review) -> None:
    scope = stands.scope or stands.mode == "withheld"
    missing = [word for word, text in (("内容概要", stands.summary), ("公开范围", scope)) if not text]
    if missing:
        raise UserFacingError("blanks-missing", f"签发以前要写明{'、'.join(missing)}，没有记下。请补上。")
    if stands.mode in _NEEDS_GROUNDS:
        _require_grounds(stands)


def _require_grounds(stands: Review) -> None:
    missing = [word for word, text in (("理由", stands.reason), ("依据", stands.basis)) if not text]
    if stands.mode == "partial" and not stands.kept_back:
        missing.append("哪一部分不公开")
    if missing:
        raise UserFacingError(
            "grounds-missing",
            f"{MODE_WORDS[stands.mode]}的要写明{'、'.join(missing)}，没有记下。依据可以从不予公开清单里选。",
        )


def _too_early(done: StageDone, before: StageDone) -> UserFacingError:
    is_new = done.stage == STAGES[0]
    last, order = ("上一次", "重新审查不会在上一次以前") if is_new else ("", "先初审，再保密审查，后签发")
    return UserFacingError(
        "review-too-early",
        f"{STAGE_WORDS[done.stage]}的日期{plain_date(done.day)}在{last}{STAGE_WORDS[before.stage]}的日期{plain_date(before.day)}以前，"
        f"没有记下。{order}，请核对日期。",
    )


def _out_of_turn(stage: Stage, wanted: Stage | None) -> UserFacingError:
    if wanted is None:
        return UserFacingError("review-done", "这一份已经审查完了，没有改动。内容改了才要重新审查。")
    return UserFacingError(
        "review-out-of-turn",
        f"还没有轮到{STAGE_WORDS[stage]}，没有记下。先做{STAGE_WORDS[wanted]}。",
    )
