"""Letters of requests for information as files: drawn, looked through, and kept once they left the house."""

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from msgspec import to_builtins

from app.checks.privacy_gate import check_docx, check_drawn
from app.errors import UserFacingError
from app.file_names import file_name
from app.printing.official_letter import OfficialLetter, draw_letter_sheets, require_text
from app.products.outgoing import Outgoing, save_outgoing
from app.registers.request_letters import SENT_BY, LetterFacts, letter_kinds
from app.registers.request_records import APPLICANT, REQUEST, REQUEST_EVENT
from app.registers.request_sent import LONGEST_LINE, REQUEST_LETTER, SentLetter, all_sent_letters, letter_id
from app.registers.requests import applicant_of, find_request, next_letter_number, requests
from app.standards.request_rules import request_rules
from app.workspace import Workspace

_RIGHT_TO_COMPLAIN = "行政复议"


@dataclass(frozen=True)
class PreparedLetter:
    """All that drawing needs: the letter, the id and number of its case, the numbers the office itself has made
    public, and what it rests on as (kind, id, revision). `names_applicant`: a letter to others tells who asks."""

    facts: LetterFacts
    unit: str
    request: str
    case_number: str
    has_remedies: bool
    names_applicant: bool
    phones: Collection[str]
    shown: tuple[tuple[str, str, str], ...]

    @property
    def file_name(self) -> str:
        """What its file is called, without its ending: of which case it is, and not who asks."""
        return file_name(f"依申请公开 {self.case_number} {self.facts.title}")

    @property
    def letter(self) -> OfficialLetter:
        """What is laid out."""
        facts = self.facts
        return OfficialLetter(facts.signature, facts.title, facts.number, facts.addressee, facts.paragraphs, facts.day)


def prepare_letter(workspace: Workspace, name: str, facts: LetterFacts) -> PreparedLetter:
    """Read what a letter of a case is drawn from; `facts` are those of `letter_facts`, as the clerk has worded them
    where he did. Nothing is kept yet.

    Raises `UserFacingError` for a letter without text or addressee, for lines that are too long, and for the number of
    another letter.
    """
    kept = find_request(workspace, name)
    _require_whole(workspace, kept.id, facts)
    own = workspace.organisation
    records = [workspace.store.records.get(kind, kept.id) for kind in (REQUEST, APPLICANT)]
    done = workspace.store.records.many(REQUEST_EVENT, [each.id for each in kept.events]).values()
    shown = tuple((each.kind, each.id, each.revision) for each in (*filter(None, records), *done))
    prepared = PreparedLetter(
        facts,
        own.id,
        kept.id,
        kept.case.number,
        _bears_remedies(workspace, facts),
        _names_applicant(workspace, kept.id, facts),
        own.public_phones,
        shown,
    )
    require_text(prepared.letter)
    return prepared


def draw_letter(prepared: PreparedLetter) -> Outgoing:
    """Set a letter on A4. Needs no store and may run on another thread."""
    pdf, printed = draw_letter_sheets(prepared.letter)
    found = check_drawn(printed.runs, printed.texts, printed.outside, prepared.phones)
    look = (*_to_look_at(prepared), *printed.warnings)
    return _outgoing(prepared, "pdf", pdf, printed.pages, found=found, to_look_at=look, stand_ins=printed.stand_ins)


def letter_as_word(prepared: PreparedLetter) -> Outgoing:
    """Write a letter as a Word document, to be edited further. Needs no store and may run on another thread."""
    # What writes Word documents takes long to load, which who prints need not pay for.
    from app.printing.letter_docx import letter_docx

    content = letter_docx(prepared.letter)
    found = check_docx(content, prepared.phones, f"{prepared.file_name}.docx")
    return _outgoing(prepared, "docx", content, 0, found=found, to_look_at=tuple(_to_look_at(prepared)))


def save_letter(workspace: Workspace, prepared: PreparedLetter, path: Path, *, force: bool = False) -> Outgoing:
    """Write a letter as the kind of file that the name's end says, and keep it as sent.

    Raises `UserFacingError` when it says none, personal data would show, the file exists, or the case has changed.
    """
    kinds = {".pdf": draw_letter, ".docx": letter_as_word}
    make = kinds.get(path.suffix.lower())
    if make is None:
        raise UserFacingError(
            "format-unknown",
            f"“{path.name}”没有写：文书只能写成 .pdf 或者 .docx。请把文件名的结尾改成其中一种。",
        )
    outgoing = make(prepared)
    save_outgoing(workspace, outgoing, path, force=force)
    return outgoing


def _outgoing(prepared: PreparedLetter, kind: str, content: bytes, pages: int, **told: Any) -> Outgoing:
    facts = prepared.facts
    sent = SentLetter(
        organisation=prepared.unit,
        request=prepared.request,
        kind=facts.kind,
        reason=facts.reason,
        title=facts.title,
        number=facts.number,
        addressee=facts.addressee,
        paragraphs=facts.paragraphs,
        signature=facts.signature,
        day=facts.day,
        file=kind,
        sha256=hashlib.sha256(content).hexdigest(),
        person=None,
        at="",
    )
    records = ((REQUEST_LETTER, letter_id(prepared.request, facts.kind, facts.number), to_builtins(sent)),)
    label = f"打印申请 {prepared.case_number} 的{facts.title}"
    return Outgoing(content, pages, label=label, shown=prepared.shown, records=records, **told)


def _require_whole(workspace: Workspace, request: str, facts: LetterFacts) -> None:
    if not facts.addressee:
        raise UserFacingError("letter-empty", f"《{facts.title}》没有写给谁，没有生成。请先写收件人。")
    if any(len(line) > LONGEST_LINE for line in (facts.addressee, facts.number, facts.signature)):
        raise UserFacingError(
            "letter-line-long", f"收件人、文书编号、落款各最多 {LONGEST_LINE} 字，没有生成。多的请写进正文。"
        )
    cases = {kept.id: kept.case for kept in requests(workspace)}
    borne = [(id, event.kind, event.number) for id, case in cases.items() for event in case.events if event.number]
    borne += [(sent.request, SENT_BY[sent.kind], sent.number) for sent in all_sent_letters(workspace)]
    own = (request, SENT_BY[facts.kind])
    other = next((id for id, kind, number in borne if number == facts.number != "" and (id, kind) != own), None)
    if other is not None:
        of = f"申请 {cases[other].number} 的文书" if other in cases else "划去的申请的文书"
        raise UserFacingError(
            "letter-number-used",
            f"文书编号“{facts.number}”已经是{of}，没有生成。一份一个编号，"
            f"下一个是 {next_letter_number(workspace, facts.day.year)}。",
        )


def _bears_remedies(workspace: Workspace, facts: LetterFacts) -> bool:
    """Whether a letter of this kind tells how to complain."""
    rules = request_rules(workspace.library)
    return bool(facts.reason) and bool(rules.remedy_text(rules.reply_type_of(facts.reason).remedy))


def _names_applicant(workspace: Workspace, request: str, facts: LetterFacts) -> bool:
    """Whether a letter that goes to others tells them who asks, as a clerk may have worded it."""
    applicant = applicant_of(workspace, request)
    goes_to = next(each.to for each in letter_kinds(request_rules(workspace.library)) if each.code == facts.kind)
    texts = (facts.addressee, *facts.paragraphs)
    return applicant is not None and goes_to != "applicant" and any(applicant.name in text for text in texts)


def _to_look_at(prepared: PreparedLetter) -> Iterator[str]:
    """Yield what a person has to look at before the letter is sealed."""
    facts = prepared.facts
    if facts.blanks:
        yield f"还有 {len(facts.blanks)} 处要写：{''.join(facts.blanks)}"
    if prepared.has_remedies and not any(_RIGHT_TO_COMPLAIN in text for text in facts.paragraphs):
        yield "没有告知怎样申请行政复议、提起行政诉讼。答复要写明救济途径。"
    if prepared.names_applicant:
        yield "里面写了申请人的姓名或者名称：征求意见不用说是谁申请的，请改写成“申请人”。"
    if facts.unconfirmed:
        yield f"请核对{'、'.join(facts.unconfirmed)}：没有逐字核对过原文。"
