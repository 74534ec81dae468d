"""The contents of everything that a work package carries beside entries and standards, by kind, as they are
checked when they come in, and what they are called."""

import datetime
from typing import Annotated, Any

from msgspec import Meta, Struct

from app.boards.keeping import KIND as BOARD
from app.boards.stored_board import StoredBoard
from app.checks.dismissing import DISMISSAL, Dismissal
from app.county.inspection_records import INSPECTION_CONTENTS, INSPECTION_LABELS
from app.drafting.concern import KIND as CONCERN
from app.drafting.projection import PublisherAnswer as PublisherAnswerWord
from app.drafting.publisher_answers import KIND as PUBLISHER_ANSWER
from app.exchange.answers import AnswerContent
from app.exchange.manifest import OrganisationId, OrganisationKind, Sha256, UnitCode, UnitName
from app.exchange.register_rows import UnitRegisters
from app.exchange.rule_rows import RULE_CONTENTS
from app.exchange.told_rounds import HandedRound, SentRevision
from app.exchange.verdicts import ANSWER, RECEIPT, VERDICT, VerdictContent
from app.notices.filled_notice import FilledNotice
from app.offices.responsible import OFFICE
from app.offices.rounds import ROUND
from app.proposals.records import UNIT_REGISTERS
from app.registers.annual_records import ANNUAL_CONTENTS, ANNUAL_LABELS
from app.registers.column_records import COLUMN, Column
from app.registers.ledger_records import OUTLET, PUBLICATION, Outlet, Publication
from app.registers.plan_records import PLAN, Plan
from app.registers.postings import POSTING, PostingRecord
from app.registers.request_records import REQUEST, REQUEST_EVENT, Request, RequestEvent
from app.registers.reviews import REVIEW, Review
from app.standards.own_laws import LONGEST_TITLE

_PLAIN = r"^[0-9A-Za-z/._-]*$"

SubjectName = Annotated[str, Meta(pattern=_PLAIN, min_length=1, max_length=200)]
NameOrTitle = Annotated[str, Meta(min_length=1, max_length=LONGEST_TITLE)]
Text = Annotated[str, Meta(max_length=20_000)]


class RecordRowIn(Struct, frozen=True):
    """A line of records.jsonl: one subject that is no entry, its present content, the revision that holds it and those
    behind it. What became of a law stands under its title, everything else under figures and letters."""

    kind: Annotated[str, Meta(pattern="^[a-z-]{1,40}$", max_length=40)]
    id: NameOrTitle
    revision: Sha256
    parents: Annotated[tuple[Sha256, ...], Meta(max_length=2)]
    ancestors: tuple[Sha256, ...]
    content: dict[str, Any]


class RevisionRowIn(Struct, frozen=True):
    """A line of revisions.jsonl: a revision behind one that stands, of which subject it is, and its content."""

    kind: Annotated[str, Meta(pattern="^[a-z-]{1,40}$", max_length=40)]
    subject: NameOrTitle
    id: Sha256
    parents: Annotated[tuple[Sha256, ...], Meta(max_length=2)]
    ancestors: tuple[Sha256, ...]
    content: dict[str, Any]


class ReceivedRound(Struct, frozen=True):
    """A submission that was taken in there, with nothing of it left to decide."""

    organisation: OrganisationId
    round: Annotated[int, Meta(ge=1, le=1_000_000)]
    hash: Sha256
    parent: Sha256 | None
    file: Annotated[str, Meta(max_length=500)]


class WorkSettings(Struct, frozen=True):
    """settings.json: which fields the parent asked for (null: all), until when, what was taken in from below, and what
    was handed in."""

    fields_concerned: tuple[Annotated[str, Meta(pattern="^[0-9]{2}$", max_length=2)], ...] | None
    due: datetime.date | None
    received: Annotated[tuple[ReceivedRound, ...], Meta(max_length=100_000)] = ()
    handed_in: Annotated[tuple[HandedRound, ...], Meta(max_length=10_000)] = ()
    sent: Annotated[tuple[SentRevision, ...], Meta(max_length=1_000_000)] = ()


class _Unit(Struct, frozen=True):
    kind: OrganisationKind
    name: UnitName
    code: UnitCode
    parent_id: OrganisationId | None
    parent_name: Annotated[str, Meta(max_length=200)]
    contact: Annotated[str, Meta(max_length=2000)]
    removed: bool


class _DeviceFacts(Struct, frozen=True):
    organisation: OrganisationId
    admitted_by: str | None
    at: Text
    removed: bool


class _Concern(Struct, frozen=True):
    reason: Text
    removed: bool


class _PublisherAnswer(Struct, frozen=True):
    answer: PublisherAnswerWord
    removed: bool


class _Office(Struct, frozen=True):
    name: Text
    fields: tuple[str, ...]
    items: tuple[str, ...]
    removed: bool


class _OfficeRound(Struct, frozen=True):
    office: str
    name: Text
    edition: str
    fields: tuple[str, ...]
    at: str
    until: Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    file: Text
    rows: dict[str, dict[str, Any]]
    answers: tuple[dict[str, Any], ...]
    removed: bool


class _Notice(Struct, frozen=True):
    organisation: OrganisationId
    template: str
    field: str | None
    title: Text
    made_at: str
    filled: FilledNotice
    removed: bool


class _Board(Struct, frozen=True):
    organisation: OrganisationId
    made_at: str
    board: StoredBoard
    removed: bool


class _Receipt(Struct, frozen=True):
    round: int
    edition: str | None
    organisation: OrganisationId
    received_at: str
    entries: int
    waiting: int
    at: str
    removed: bool


TRAVELS: dict[str, type[Struct]] = {
    "organisation": _Unit,
    "device": _DeviceFacts,
    CONCERN: _Concern,
    PUBLISHER_ANSWER: _PublisherAnswer,
    OFFICE: _Office,
    ROUND: _OfficeRound,
    "notice": _Notice,
    BOARD: _Board,
    VERDICT: VerdictContent,
    ANSWER: AnswerContent,
    RECEIPT: _Receipt,
    DISMISSAL: Dismissal,
    PUBLICATION: Publication,
    OUTLET: Outlet,
    REVIEW: Review,
    POSTING: PostingRecord,
    REQUEST: Request,
    REQUEST_EVENT: RequestEvent,
    PLAN: Plan,
    COLUMN: Column,
    UNIT_REGISTERS: UnitRegisters,
    **ANNUAL_CONTENTS,
    **INSPECTION_CONTENTS,
    **RULE_CONTENTS,
}
"""The kinds of subject that go along. Standards have a member of their own; which edition is worked in is each desk's
own choice; sheets that went out stay with the copies of them, and who asked for information with the desk that wrote
it down."""

RECORD_LABELS = {
    "device": "已认可的电脑",
    CONCERN: "不涉及的领域",
    PUBLISHER_ANSWER: "公开主体怎样写",
    OFFICE: "科室",
    ROUND: "发给科室的表",
    "notice": "公示",
    BOARD: "公示栏",
    VERDICT: "审核意见",
    ANSWER: "对审核意见的回复",
    RECEIPT: "回执",
    DISMISSAL: "说明不用改",
    PUBLICATION: "公开台账",
    OUTLET: "在哪里公开",
    REVIEW: "审查记录",
    POSTING: "公示张贴",
    REQUEST: "依申请公开",
    REQUEST_EVENT: "申请的办理记录",
    PLAN: "政策解读方案",
    COLUMN: "网站栏目",
    UNIT_REGISTERS: "单位的台账进度",
    **ANNUAL_LABELS,
    **INSPECTION_LABELS,
}
"""What subjects that are no entries are called where they are listed."""
