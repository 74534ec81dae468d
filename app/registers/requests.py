"""The register of requests for information: taken down, looked up, corrected, struck out."""

import re
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from msgspec import ValidationError, convert, structs, to_builtins

from app.calendar.office_calendar import office_calendar
from app.calendar.wording import full_date, require_supported
from app.checks.personal_data import KIND_LABELS, find_personal_data
from app.drafting.operations import Operation, operation
from app.drafting.redaction_marks import TAKEN_OUT
from app.errors import UsageError, UserFacingError
from app.registers.publications import require_past
from app.registers.request_numbers import next_number
from app.registers.request_order import faulty_places, require_in_order
from app.registers.request_records import (
    APPLICANT,
    LONGEST_ASKED,
    MOST_EVENTS,
    REQUEST,
    REQUEST_EVENT,
    Applicant,
    Event,
    KeptEvent,
    KeptRequest,
    Request,
    RequestEvent,
    kept_request,
    with_events,
)
from app.registers.request_sent import SentLetter, all_sent_letters, waiting_number
from app.standards.request_rules import DISCLOSURE_REQUESTS, request_choices, request_rules
from app.workspace import Workspace
from db.repositories.records import RecordRow

NOT_HERE = "依申请公开由县、乡镇、街道和部门办理，本单位不登记"
_LAST_FOUR = re.compile("[0-9A-Z]{4}")
_LONG_NUMBER = re.compile(r"[0-9A-Za-z]{5,}")
_CASE_ANSWERS = ("number", "way", "submitted", "applicant_kind", "asked", "wanted", "handler")
_APPLICANT_ANSWERS = ("name", "contact", "proof", "last_four")


def takes_requests(workspace: Workspace) -> bool:
    """Whether a unit of this kind handles requests for information."""
    return workspace.organisation.kind in workspace.library.definitions[DISCLOSURE_REQUESTS].used_by


def register_request(
    workspace: Workspace,
    *,
    way: str,
    submitted: date,
    applicant_kind: str,
    asked: str,
    name: str,
    contact: str,
    proof: str = "",
    last_four: str = "",
    wanted: Sequence[str] = (),
    handler: str = "",
    number: str = "",
    confirmed: date | None = None,
) -> str:
    """Take a request down; returns the id of the case. `confirmed`: the day it was confirmed with the applicant, for
    the ways on which that is the day of receipt.

    Without a `number` the next one of the office's pattern is taken. Raises `UserFacingError` for a number in use, a
    day that has not come, or a personal number where none belongs; `UsageError` for an answer that is missing or
    unknown.
    """
    if not takes_requests(workspace):
        raise UserFacingError("requests-not-here", f"{NOT_HERE}，没有记下。收到的申请请转给上级。")
    id = str(uuid.uuid4())
    events = () if confirmed is None else (_new_event(workspace, id, (), Event(kind="confirmed", on=confirmed)),)
    given = {"way": way, "submitted": submitted, "applicant_kind": applicant_kind, "asked": asked, "wanted": wanted}
    number = _plain(number) or next_request_number(workspace, submitted.year)
    kept = with_events(id, _case(workspace, given | {"number": number, "handler": handler}), events)
    _require_fit(workspace, kept, None)
    applicant = _applicant(workspace, {"name": name, "contact": contact, "proof": proof, "last_four": last_four})
    _keep(workspace, kept, applicant, f"登记申请 {kept.case.number}")
    return id


def change_request(workspace: Workspace, name: str, /, **answers: Any) -> KeptRequest:
    """Correct what was taken down of a case: any answers of `register_request` but `confirmed`. Raises as that does."""
    unknown = answers.keys() - {*_CASE_ANSWERS, *_APPLICANT_ANSWERS}
    if unknown:
        raise UsageError("answer-unknown", f"登记里没有“{'、'.join(sorted(unknown))}”这一项，没有改。")
    kept = find_request(workspace, name)
    own = {key: value for key, value in answers.items() if key in _CASE_ANSWERS}
    theirs = {key: value for key, value in answers.items() if key in _APPLICANT_ANSWERS}
    changed = with_events(kept.id, _case(workspace, structs.asdict(kept.case) | own), kept.events)
    _require_fit(workspace, changed, kept)
    known = applicant_of(workspace, kept.id)
    applicant = _applicant(workspace, (structs.asdict(known) if known else {}) | theirs) if theirs else known
    _keep(workspace, changed, applicant, f"改申请 {changed.case.number} 的登记")
    return changed


def add_event(workspace: Workspace, kept: KeptRequest, event: Event, label: str) -> KeptRequest:
    """Write an event of a case down. Raises `UserFacingError` where it does not follow from the others, or one of them
    not from it."""
    new = _new_event(workspace, kept.id, kept.events, event)
    changed = with_events(kept.id, kept.case, (*kept.events, new))
    _require_fit(workspace, changed, kept)
    _keep(workspace, changed, applicant_of(workspace, kept.id), label)
    return changed


def without_event(workspace: Workspace, kept: KeptRequest, id: str, label: str) -> KeptRequest:
    """Strike an event (id) of a case out. Raises `UserFacingError` where others rest on it."""
    changed = with_events(kept.id, kept.case, (each for each in kept.events if each.id != id))
    _require_fit(workspace, changed, kept)
    struck = [KeptEvent(each.id, structs.replace(each.kept, removed=True)) for each in kept.events if each.id == id]
    _keep(workspace, changed, applicant_of(workspace, kept.id), label, struck)
    return changed


def strike_request(workspace: Workspace, name: str) -> None:
    """Take a case out of the register that was written by mistake; it can be undone."""
    kept = find_request(workspace, name)
    known = applicant_of(workspace, kept.id)
    with operation(workspace, "request", f"划去申请 {kept.case.number}") as act:
        _write(act, KeptRequest(kept.id, structs.replace(kept.case, removed=True), kept.events))
        if known is not None:
            act.write(APPLICANT, kept.id, to_builtins(structs.replace(known, removed=True)))


def requests(workspace: Workspace) -> list[KeptRequest]:
    """Return all cases, the one handed in last in front."""
    found = _with_their_events(workspace, workspace.store.records.of_kind(REQUEST))
    return sorted(found, key=lambda kept: (kept.case.submitted, kept.case.number, kept.id), reverse=True)


def find_request(workspace: Workspace, name: str, *, struck: bool = False) -> KeptRequest:
    """Return a case by its number, its id or at least 8 characters of that, one that was struck out when that is asked
    for. Raises `UserFacingError` where it is not exactly one."""
    plain = _plain(name)
    known = struck_requests(workspace) if struck else requests(workspace)
    found = [kept for kept in known if kept.case.number == plain]
    found = found or [kept for kept in known if len(plain) >= 8 and kept.id.startswith(plain)]
    if len(found) > 1:
        ids = "、".join(kept.id[:8] for kept in found)
        raise UserFacingError(
            "request-number-twice",
            f"有 {len(found)} 件申请的登记编号都是“{plain}”，分不清是哪一件。请写编号的前 8 位：{ids}，"
            "并改掉重复的登记编号。",
        )
    if not found:
        raise UserFacingError("request-unknown", f"没有登记编号为“{plain[:60]}”的申请。请核对登记编号。")
    return found[0]


def struck_requests(workspace: Workspace) -> list[KeptRequest]:
    """Return the cases that were struck out, with what was done on them."""
    rows = workspace.store.records.of_kind(REQUEST, removed=True)
    return _with_their_events(workspace, (row for row in rows if row.content["removed"]))


def _with_their_events(workspace: Workspace, rows: Iterable[RecordRow]) -> list[KeptRequest]:
    events = defaultdict(list)
    for event in workspace.store.records.of_kind(REQUEST_EVENT):
        events[event.content["request"]].append(event)
    return [kept_request(row, events[row.id]) for row in rows]


def applicant_of(workspace: Workspace, id: str) -> Applicant | None:
    """Return who asks in a case; None where it was taken down on a colleague's computer."""
    record = workspace.store.records.get(APPLICANT, id)
    return convert(record.content, Applicant) if record is not None and not record.content["removed"] else None


def struck_applicant(workspace: Workspace, id: str) -> Applicant | None:
    """Return who asked in a case that was struck out, as far as that stands on this computer."""
    record = workspace.store.records.get(APPLICANT, id)
    return convert(record.content, Applicant) if record is not None and record.content["removed"] else None


def applicants(workspace: Workspace) -> dict[str, Applicant]:
    """Return who asks, by the ids of their cases, as far as they were taken down on this computer."""
    return {row.id: convert(row.content, Applicant) for row in workspace.store.records.of_kind(APPLICANT)}


def next_request_number(workspace: Workspace, year: int) -> str:
    """Return the next number of the register."""
    return next_number(workspace, "register", year, (kept.case.number for kept in requests(workspace)))


def next_letter_number(workspace: Workspace, year: int) -> str:
    """Return the next number of a letter; those of letters that were written and not recorded yet are in use, too."""
    return _next_letter_number(workspace, year, all_sent_letters(workspace))


def number_of_letter(workspace: Workspace, kept: KeptRequest, kind: str, year: int) -> str:
    """Return the number for a letter of a case: of the one written already, or the next."""
    return numbers_of_letters(workspace, kept, (kind,), year)[kind]


def numbers_of_letters(workspace: Workspace, kept: KeptRequest, kinds: Iterable[str], year: int) -> dict[str, str]:
    """Return by kind the numbers for letters of a case, as `number_of_letter` does for one."""
    written = all_sent_letters(workspace)
    own, borne = [letter for letter in written if letter.request == kept.id], _letter_numbers([kept])
    following = _next_letter_number(workspace, year, written)
    return {kind: waiting_number(own, kind, borne) or following for kind in kinds}


def _next_letter_number(workspace: Workspace, year: int, written: Iterable[SentLetter]) -> str:
    used = (*_letter_numbers(requests(workspace)), *(letter.number for letter in written))
    return next_number(workspace, "letter", year, used)


def numbers_used_twice(known: Iterable[KeptRequest]) -> dict[str, list[str]]:
    """Return the register numbers that several cases bear, with their ids: two clerks may have taken the same one."""
    of_number: dict[str, list[str]] = {}
    for kept in known:
        of_number.setdefault(kept.case.number, []).append(kept.id)
    return {number: ids for number, ids in of_number.items() if len(ids) > 1}


def title_of_request(case: Request) -> str:
    """Return how a case is called in lists that leave the desk: its number and the matter, nobody's name."""
    return f"依申请公开 {case.number}：{case.asked if len(case.asked) <= 30 else case.asked[:29] + '…'}"


def _letter_numbers(known: Iterable[KeptRequest]) -> list[str]:
    return [event.number for kept in known for event in kept.case.events if event.number]


def _case(workspace: Workspace, given: dict[str, Any]) -> Request:
    """Return a case as it was taken down, with nothing done on it. Raises for answers that do not fit."""
    stamped = given | {"organisation": workspace.organisation.id, "person": workspace.person, "events": ()}
    for key in ("asked", "handler", "number"):
        stamped[key] = _plain(stamped[key])
    stamped |= {"at": workspace.timestamp(), "wanted": tuple(stamped["wanted"])}
    _require_answers(workspace, stamped)
    return _converted(Request, stamped)


def _new_event(workspace: Workspace, request: str, others: Sequence[KeptEvent], event: Event) -> KeptEvent:
    kept = RequestEvent(
        organisation=workspace.organisation.id,
        request=request,
        event=event,
        position=max((each.kept.position + 1 for each in others), default=0),
        person=workspace.person,
        at=workspace.timestamp(),
    )
    return KeptEvent(str(uuid.uuid4()), kept)


def _require_fit(workspace: Workspace, kept: KeptRequest, before: KeptRequest | None) -> None:
    """Check a case as a whole; `before` is how it stands in the register so far. What did not follow in it before, as
    where two clerks wrote something down, stands in the way of nothing."""
    case, rules, calendar = kept.case, request_rules(workspace.library), office_calendar(workspace)
    if len(case.events) > MOST_EVENTS:
        raise UserFacingError(
            "request-events-many", f"一件申请最多记 {MOST_EVENTS} 条办理记录，没有记下。请删去记重了的，再记这一条。"
        )
    _require_new_numbers(workspace, kept, before)
    _require_no_numbers(workspace, case)
    require_supported(case.submitted)
    require_past(workspace, case.submitted, "收到日期")
    for event in case.events:
        require_past(workspace, event.on, "日期")
    faulty = faulty_places(rules, calendar, before.case) if before else ()
    known = {before.events[place].id for place in faulty} if before else set()
    require_in_order(rules, calendar, case, [at for at, each in enumerate(kept.events) if each.id in known])


def _require_answers(workspace: Workspace, given: dict[str, Any]) -> None:
    for key, element, what in (
        ("way", "received_way", "提交方式"),
        ("applicant_kind", "applicant_kind", "申请人类别"),
    ):
        _require_choice(given[key], request_choices(workspace.library, element), what)
    for wanted in given["wanted"]:
        _require_choice(wanted, request_choices(workspace.library, "form_wanted"), "形式要求")
    if not given["asked"]:
        raise UsageError("asked-missing", "没有写申请公开的内容，没有登记。请照申请表写上名称、文号或者特征。")


def _require_choice(answer: str, choices: Collection[str], what: str) -> None:
    if answer not in choices:
        raise UsageError("choice-unknown", f"{what}“{answer}”不在可选的里面，没有记下。可以选：{'、'.join(choices)}。")


def _require_new_numbers(workspace: Workspace, changed: KeptRequest, before: KeptRequest | None) -> None:
    """Refuse a number that is in use; one that two clerks have taken at a time stays until somebody changes it."""
    case = changed.case
    others = [kept for kept in requests(workspace) if before is None or kept.id != before.id]
    for kept in others:
        if kept.case.number == case.number and (before is None or before.case.number != case.number):
            raise UserFacingError(
                "request-number-used",
                f"登记编号“{case.number}”已经是{full_date(kept.case.submitted)}的那一件申请，没有记下。"
                f"一件一个编号，下一个是 {next_request_number(workspace, case.submitted.year)}。",
            )
    written = [each.number for each in all_sent_letters(workspace) if before is None or each.request != before.id]
    used = [*_letter_numbers(others), *written]
    known = [] if before is None else _letter_numbers([before])
    own = _letter_numbers([changed])
    for number in own:
        if own.count(number) > max(1, known.count(number)) or (number in used and number not in known):
            raise UserFacingError("letter-number-used", f"文书编号“{number}”已经用过了，没有记下。请换一个编号。")


def _require_no_numbers(workspace: Workspace, case: Request) -> None:
    texts = (case.asked, case.handler, case.number, *(text for event in case.events for text in _texts_of(event)))
    for text in texts:
        for hit in find_personal_data(text, workspace.organisation.public_phones):
            raise UserFacingError(
                "request-personal",
                f"写的内容里有{KIND_LABELS[hit.kind]}，没有记下。这里只写要什么、办了什么；联系方式写在申请人那一栏。",
            )


def _texts_of(event: Event) -> tuple[str, ...]:
    return event.by, event.choice, event.number, event.note


def _applicant(workspace: Workspace, given: dict[str, Any]) -> Applicant:
    answers = {key: _plain(str(given.get(key, ""))) for key in _APPLICANT_ANSWERS}
    answers["last_four"] = answers["last_four"].upper()
    for key, what in (("name", "申请人姓名或者名称"), ("contact", "联系方式")):
        if not answers[key]:
            raise UsageError("applicant-missing", f"没有写{what}，没有记下。电话、地址、邮箱写一项就行。")
    _require_little(answers)
    return _converted(Applicant, answers | {"organisation": workspace.organisation.id})


def _require_little(answers: dict[str, str]) -> None:
    """Refuse more of an identity paper than its last four characters, wherever it is typed."""
    if answers["last_four"] not in ("", TAKEN_OUT) and not _LAST_FOUR.fullmatch(answers["last_four"]):
        raise UserFacingError(
            "proof-too-long", "身份证明只记末四位，没有记下。请只写号码的最后四位数字或者字母，整个号码不要录入。"
        )
    for key in ("name", "contact", "proof"):
        kinds = {hit.kind for hit in find_personal_data(answers[key])} & {"id_number", "bank_card"}
        if kinds or (key == "proof" and _LONG_NUMBER.search(answers[key])):
            raise UserFacingError(
                "applicant-whole-number",
                "申请人资料里不录整个证件号码或者卡号，没有记下。身份证明写证件的种类，号码只记末四位。",
            )


def _require_unnamed(case: Request, applicant: Applicant | None) -> None:
    """Keep the applicant's name out of what goes along in packages and on lists."""
    if applicant is None or TAKEN_OUT in applicant.name:
        return
    texts = (case.asked, case.handler, case.number, *(text for event in case.events for text in _texts_of(event)))
    if any(applicant.name in text for text in texts):
        raise UserFacingError(
            "request-names-applicant",
            "申请公开的内容和办理记录里不写申请人的姓名或者名称，没有记下。"
            "请改写成“申请人”，例如“申请人的低保审批表”。",
        )


def _keep(
    workspace: Workspace,
    kept: KeptRequest,
    applicant: Applicant | None,
    label: str,
    struck: Iterable[KeptEvent] = (),
) -> None:
    _require_unnamed(kept.case, applicant)
    with operation(workspace, "request", label) as act:
        _write(act, kept)
        for each in struck:
            act.write(REQUEST_EVENT, each.id, to_builtins(each.kept))
        if applicant is not None:
            act.write(APPLICANT, kept.id, to_builtins(applicant))


def _write(act: Operation, kept: KeptRequest) -> None:
    # All of it: what an older version wrote into the case itself goes into records of its own with the first change.
    act.write(REQUEST, kept.id, to_builtins(structs.replace(kept.case, events=())))
    for each in kept.events:
        act.write(REQUEST_EVENT, each.id, to_builtins(each.kept))


def _converted(kind: type[Any], content: dict[str, Any]) -> Any:
    try:
        return convert(to_builtins(content), kind)
    except ValidationError as error:
        raise UserFacingError(
            "request-wrong",
            f"写的内容太长，或者形式不对，没有记下。申请公开的内容最多 {LONGEST_ASKED} 字，别的写短一些。",
            str(error),
        ) from error


def _plain(text: str) -> str:
    return " ".join(text.split())
