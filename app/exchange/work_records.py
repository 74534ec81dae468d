"""What a work package carries beside entries and standards: everything else that is known of our unit, each subject
with its history, and the revisions behind all of it."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from msgspec import ValidationError, convert, to_builtins

from app.boards.keeping import KIND as BOARD
from app.canonical import canonical_json
from app.checks.dismissing import DISMISSAL, Dismissal, dismissal_id
from app.checks.privacy_gate import check_package_members, check_strings, require_clean
from app.county.inspection_records import INSPECTION_CONTENTS, WEIGHTS, weights_id
from app.drafting.concern import KIND as CONCERN
from app.drafting.lookup import entry_title
from app.drafting.operations import Operation, head_of, revision_id
from app.drafting.publisher_answers import KIND as PUBLISHER_ANSWER
from app.exchange import refusals
from app.exchange.ancestry import told_behind
from app.exchange.answers import answer_id
from app.exchange.landing import landing_among_clerks
from app.exchange.manifest import OrganisationId, PublicKeyHex, Sha256
from app.exchange.package_reading import VerifiedPackage
from app.exchange.request_news import Knows, events_in, is_worked_on
from app.exchange.rule_rows import RULE_CONTENTS, Rule, rule_fault, rule_title
from app.exchange.standing_rows import StandingRows
from app.exchange.subject_rows import bad_row, is_moment
from app.exchange.told_rounds import handed_in_content
from app.exchange.verdicts import ANSWER, RECEIPT, VERDICT, require_no_personal_data, verdict_id
from app.exchange.work_contents import (
    RECORD_LABELS,
    TRAVELS,
    ReceivedRound,
    RecordRowIn,
    RevisionRowIn,
    SubjectName,
    WorkSettings,
)
from app.offices.responsible import OFFICE
from app.offices.rounds import ROUND
from app.organisations import Organisation
from app.proposals.comparison import joined
from app.proposals.proposals import Lineage, Proposal, propose
from app.proposals.records import UNIT_REGISTERS
from app.registers.annual_records import ANNUAL_CONTENTS, annual_title
from app.registers.annual_records import record_id as annual_id
from app.registers.column_records import COLUMN, Column, column_id, column_title
from app.registers.ledger_records import OUTLET, PUBLICATION, Outlet, Publication, outlet_id
from app.registers.plan_records import PLAN, Plan, plan_title
from app.registers.postings import POSTING
from app.registers.request_order import case_fault, event_fault
from app.registers.request_records import REQUEST, REQUEST_EVENT, Event, Request, RequestEvent, event_title
from app.registers.reviews import REVIEW, Review, review_record_id
from app.registers.subjects import Subject
from app.standards.own_laws import LAW_CHANGE
from app.workspace import Workspace
from db.repositories.records import RecordRow
from db.repositories.revisions import RevisionRow

RECORDS = "records.jsonl"
REVISIONS = "revisions.jsonl"
SETTINGS = "settings.json"
_WHAT = "登记"

_NOT_ASKED = ("organisation", OFFICE, ROUND, VERDICT, ANSWER)
"""Where telephones of units stand that are nobody's personal data; and what is asked entry by entry."""


def record_rows(workspace: Workspace, standing: StandingRows, product: str) -> list[dict[str, Any]]:
    """Return the lines about everything that goes along beside entries. Raises `UserFacingError` where personal data
    stands in it; `product` names the file."""
    heads = [row for row in workspace.store.records.each() if row.kind in TRAVELS]
    heads.sort(key=lambda row: (row.kind, row.id))
    said = [{"id": row.id, "content": row.content} for row in heads if row.kind in (VERDICT, ANSWER)]
    require_no_personal_data(workspace, Path(product), said)
    members = [(f"{row.kind}.json", canonical_json(_asked(row))) for row in heads if row.kind not in _NOT_ASKED]
    require_clean(check_package_members(members, workspace.organisation.public_phones), product)
    return [line for line in map(standing.of_record, heads) if line is not None]


def _asked(row: RecordRow) -> dict[str, Any]:
    if row.kind == UNIT_REGISTERS:
        # Beside these there are days and ids only.
        return {"subjects": sorted({each["subject"] for each in row.content["rows"]})}
    # The figures in an address on the web are nobody's, and were read when the page was made.
    return row.content | {"link": ""} if row.kind in (PUBLICATION, OUTLET) else row.content


def revision_rows(workspace: Workspace, behind: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Yield the lines about older revisions, as far as they are held here; one in which personal data stood, or whose
    text was taken out, is left where it is."""
    revisions, phones = workspace.store.revisions, workspace.organisation.public_phones
    for id in behind:
        row = revisions.get(id)
        if row is None or row["redaction"] is not None or check_strings([("", row["content"])], phones):
            continue
        yield {
            "kind": row["subject_kind"],
            "subject": row["subject_id"],
            "id": id,
            "parents": [parent for parent in (row["parent1"], row["parent2"]) if parent],
            "ancestors": sorted(told_behind(revisions, row)),
            "content": revisions.content(id),
        }


def settings_content(workspace: Workspace, *, is_whole: bool) -> dict[str, Any]:
    """Return what a second clerk's workspace begins with, the fields and the day that the parent asked for, which
    rounds of the units below are in what goes along (none where it is not the whole of them), and our own rounds."""
    asked = {name: workspace.store.settings.get(name) for name in ("fields_concerned", "due")}
    received = [_received(row) for row in _rounds_in(workspace)] if is_whole else []
    return asked | handed_in_content(workspace) | {"received": received}


def take_up_rounds(workspace: Workspace, act: Operation, rounds: Iterable[ReceivedRound]) -> None:
    """Write down, inside an operation, what a colleague took in from below, so that it is known to have come."""
    packages = workspace.store.packages
    for each in rounds:
        if packages.received(each.hash) is None:
            packages.add(
                direction="in",
                kind="submission",
                organisation=each.organisation,
                recipient=None,
                edition=workspace.edition,
                round=each.round,
                hash=each.hash,
                parent_hash=each.parent,
                content_hash=each.hash,
                standing="received",
                summary={"file": each.file},
                operation=act.number(),
            )


def _rounds_in(workspace: Workspace) -> list[dict[str, Any]]:
    wanted = ("received", "submission", workspace.edition, 0)
    names = ("standing", "kind", "edition", "waiting")
    rows = workspace.store.packages.taken_in()
    return sorted((row for row in rows if tuple(row[name] for name in names) == wanted), key=lambda row: row["hash"])


def _received(row: dict[str, Any]) -> dict[str, Any]:
    file = row["summary"].get("file", "")
    names = {"organisation": "organisation", "round": "round", "hash": "hash", "parent": "parent_hash"}
    return {name: row[column] for name, column in names.items()} | {"file": file}


def record_proposals(workspace: Workspace, package: VerifiedPackage) -> Iterator[Proposal]:
    """Yield what the lines of records.jsonl propose, each checked: shape, identity, revision id.

    Raises `UserFacingError` at the first that is wrong, or is of a kind that this program does not know.
    """
    seen: set[tuple[str, str]] = set()
    known = events_in(package, RECORDS)
    for number, raw in enumerate(package.rows(RECORDS), start=1):
        row = _read_record(workspace, package, number, raw, seen)
        if (row.kind, row.id) in seen:
            raise bad_row(number, _WHAT, "和前面的一条编号重复", row.id)
        seen.add((row.kind, row.id))
        lineage = Lineage(row.revision, row.parents, tuple(sorted(set(row.ancestors) - set(row.parents))))
        yield record_proposal(workspace, row.kind, row.id, row.content, lineage, known)


def record_proposal(
    workspace: Workspace, kind: str, id: str, theirs: dict[str, Any], lineage: Lineage, known: Knows | None = None
) -> Proposal:
    """Hold one subject that is no entry against ours; where both sides changed the same of it somebody is asked, and
    where a case is struck out on which we did what its sender does not know (`known`)."""
    ours = head_of(workspace, kind, id)
    landing, base = landing_among_clerks(workspace, (kind, id), lineage, ours, theirs)
    if landing == "fork" and kind == REQUEST and base is not None and not ours.content["events"]:
        # Ours stand in records of their own: those that an older version still wrote into the case come beside them.
        base = base | {"events": []}
        if joined(base, ours.content, theirs) is not None:
            landing = "join"
    if landing in ("follow", "join") and kind == REQUEST and known is not None and ours.content is not None:
        landing = "fork" if is_worked_on(workspace, id, ours.content, theirs, known) else landing
    is_news = landing is not None
    return propose(
        kind,
        id,
        workspace.organisation.id,
        _title(workspace, kind, theirs),
        ours=ours,
        theirs=theirs if is_news else ours.content,
        base=base if is_news else ours.content,
        landing=landing or "follow",
        lineage=lineage if is_news else None,
    )


def renewed_records(workspace: Workspace, proposals: Iterable[Proposal]) -> Iterator[Proposal]:
    """Yield proposals about records, those whose subject has moved since held against what stands now."""
    for old in proposals:
        ours = head_of(workspace, old.subject_kind, old.subject_id)
        if ours.revision == old.ours.revision:
            yield old
        elif old.lineage is None:
            yield replace(old, ours=ours, theirs=ours.content or {}, base=ours.content)
        else:
            known = _knows_nothing if old.default is None else None
            yield record_proposal(workspace, old.subject_kind, old.subject_id, old.theirs, old.lineage, known)


def _knows_nothing(_: str) -> tuple[str, ...]:
    """Have asked again what was asked."""
    return ()


def read_revisions(package: VerifiedPackage) -> Iterator[RevisionRow]:
    """Yield the revisions that a work package brings, each checked. Raises `UserFacingError` at the first wrong one."""
    for number, raw in enumerate(package.rows(REVISIONS), start=1):
        try:
            row = convert(raw, RevisionRowIn)
        except ValidationError as error:
            raise bad_row(number, "版本", "内容不完整", str(error)) from error
        if row.kind != LAW_CHANGE and not _is(row.subject, SubjectName):
            raise bad_row(number, "版本", "编号不对", row.subject)
        if revision_id(row.kind, row.subject, row.content, row.parents) != row.id:
            raise bad_row(number, "版本", "版本编号和内容对不上", row.id)
        told = tuple(sorted(set(row.ancestors) - set(row.parents)))
        text = canonical_json(row.content).decode()
        yield RevisionRow(row.id, row.kind, row.subject, row.parents, told, text)


def read_settings(package: VerifiedPackage) -> WorkSettings | None:
    """Return what settings.json says, None where there is none. Raises `UserFacingError` where it is wrong."""
    if not package.has(SETTINGS):
        return None
    try:
        return convert(package.document(SETTINGS), WorkSettings)
    except ValidationError as error:
        raise refusals.malformed(package.file_name, f"{SETTINGS}: {error}") from error


def units_in(package: VerifiedPackage) -> set[str]:
    """Return the units below the sender whose entries a work package may bring."""
    sender = package.manifest.organisation.id
    rows = (row for row in package.rows(RECORDS) if row.get("kind") == "organisation")
    contents = ((row.get("id"), row.get("content")) for row in rows)
    return {id for id, content in contents if isinstance(content, dict) and content.get("parent_id") == sender}


_LATER_PARTS = {PUBLICATION: frozenset({"corrected"})}
"""Parts that older versions of the program did not write, by kind."""


def _read_record(
    workspace: Workspace, package: VerifiedPackage, number: int, raw: dict[str, Any], before: set[tuple[str, str]]
) -> RecordRowIn:
    try:
        row = convert(raw, RecordRowIn)
    except ValidationError as error:
        raise bad_row(number, _WHAT, "内容不完整", str(error)) from error
    if row.kind not in TRAVELS:
        raise refusals.newer_content(package.file_name, f"{RECORDS}: {row.kind!a}")
    try:
        content = convert(row.content, TRAVELS[row.kind])
    except ValidationError as error:
        raise bad_row(number, _WHAT, "内容不完整", str(error)) from error
    if not to_builtins(content).keys() - _LATER_PARTS.get(row.kind, frozenset()) <= row.content.keys():
        raise bad_row(number, _WHAT, "内容不完整", row.id)
    if fault := _identity_fault(workspace, row, content, before):
        raise bad_row(number, _WHAT, fault, row.id)
    if revision_id(row.kind, row.id, row.content, row.parents) != row.revision:
        raise bad_row(number, _WHAT, "版本编号和内容对不上", row.revision)
    return row


def _identity_fault(workspace: Workspace, row: RecordRowIn, content: Any, before: set[tuple[str, str]]) -> str | None:
    own = workspace.organisation.id
    if row.kind in _OURS_ALONE and content.organisation != own:
        return "写的是别的单位"
    if row.kind in RULE_CONTENTS:
        return rule_fault(workspace, Rule(row.kind, row.id, row.content), before) or None
    if not _is(row.id, SubjectName):
        return "编号不对"
    if not all(map(is_moment, _moments(content))):
        return "没有写对时间"
    if row.kind == REQUEST and (fault := case_fault(workspace.library, content)):
        return fault
    if row.kind == REQUEST_EVENT and (fault := event_fault(workspace.library, content.event)):
        return fault
    rightly = {
        "organisation": lambda: _is(row.id, OrganisationId),
        "device": lambda: _is(row.id, PublicKeyHex),
        VERDICT: lambda: row.id == verdict_id(content.entry, content.revision, content.reviewer),
        ANSWER: lambda: row.id == answer_id(content.verdict),
        RECEIPT: lambda: _is(row.id, Sha256),
        UNIT_REGISTERS: lambda: _is(row.id, Sha256),
        CONCERN: lambda: row.id in workspace.library.fields,
        PUBLISHER_ANSWER: lambda: row.id.count("/") == 2,
        DISMISSAL: lambda: (
            _is_uuid(content.entry) and row.id == dismissal_id(content.entry, content.code, content.element)
        ),
        OUTLET: lambda: _is_uuid(content.line) and row.id == outlet_id(content.line, content.place),
        REQUEST_EVENT: lambda: _is_uuid(row.id) and _is_uuid(content.request),
        REVIEW: lambda: _is_uuid(content.subject) and row.id == review_record_id(_reviewed(content)),
        POSTING: lambda: _is_uuid(row.id) and row.id == content.notice,
        COLUMN: lambda: (
            _is_uuid(row.id) and (not content.item or row.id == column_id(content.organisation, content.item))
        ),
        WEIGHTS: lambda: row.id == weights_id(content.organisation, content.kind),
        **dict.fromkeys(ANNUAL_CONTENTS, lambda: row.id == annual_id(content)),
    }.get(row.kind, lambda: _is_uuid(row.id))
    return None if rightly() else "编号不对"


_REGISTERS = (PUBLICATION, OUTLET, REVIEW, POSTING, REQUEST, REQUEST_EVENT, PLAN, COLUMN)
_OURS_ALONE = ("notice", BOARD, *_REGISTERS, *ANNUAL_CONTENTS, *INSPECTION_CONTENTS)
"""What is of our own unit alone; verdicts, answers and dismissals are of those below too."""


def _moments(content: Any) -> tuple[str, ...]:
    """Return the moments that a record tells of which days are reckoned from."""
    if isinstance(content, Review):
        return tuple(done.at for done in content.stages)
    corrected = [each.at for each in content.corrected] if isinstance(content, Publication) else []
    registers = (*ANNUAL_CONTENTS.values(), *INSPECTION_CONTENTS.values())
    kinds: tuple[type, ...] = (Dismissal, Publication, Outlet, Request, RequestEvent, Plan, Column, *registers)
    return (content.at, *corrected) if type(content) in kinds else ()


def _reviewed(review: Review) -> Subject:
    return Subject(review.kind, review.subject, review.about, review.title)


def _is(id: str, pattern: Any) -> bool:
    try:
        return convert(id, pattern) == id
    except ValidationError:
        return False


def _is_uuid(id: str) -> bool:
    try:
        return str(uuid.UUID(id)) == id
    except ValueError:
        return False


def _title(workspace: Workspace, kind: str, content: dict[str, Any]) -> str:
    if kind in (VERDICT, ANSWER):
        return f"{RECORD_LABELS[kind]} {entry_title(workspace, workspace.store.entries.get(content['entry']))}"
    if kind in RULE_CONTENTS:
        return rule_title(workspace, kind, content)
    if kind == DISMISSAL:
        return f"{RECORD_LABELS[kind]} {content['reason']}"
    if kind == "organisation":
        return f"单位资料 {Organisation.from_content('', content).name}"
    if kind == OUTLET:
        line = workspace.store.records.get(PUBLICATION, content["line"])
        return " ".join(filter(None, (RECORD_LABELS[kind], line and line.content["title"], content["place"])))
    if kind == REQUEST:
        return f"{RECORD_LABELS[kind]} {content['number']}"
    if kind == REQUEST_EVENT:
        case, event = workspace.store.records.get(REQUEST, content["request"]), convert(content["event"], Event)
        return f"{RECORD_LABELS[kind]} {case.content['number'] if case else ''} {event_title(event)}"
    if kind in ANNUAL_CONTENTS:
        return annual_title(kind, content)
    if kind in (PLAN, COLUMN):
        return plan_title(content) if kind == PLAN else column_title(content)
    name = content.get("title") or content.get("name") or content.get("board", {}).get("title") or ""
    return f"{RECORD_LABELS[kind]} {name}".strip()
