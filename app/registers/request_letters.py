"""What the letters of a case say: receipt, notices, consultations, replies. Text only, in plain official style, for the
clerk to finish: what the program cannot know stands in 【】.

Letters to the applicant bear the name and nothing else of the applicant's data; those to others bear none of it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, NamedTuple

from app.calendar.office_calendar import office_calendar
from app.drafting.redaction_marks import TAKEN_OUT
from app.errors import UsageError
from app.registers.request_clock import received_on, request_clock
from app.registers.request_records import Event, EventKind, KeptRequest
from app.registers.requests import applicant_of, number_of_letter
from app.standards.request_rules import REGULATION, Ground, LetterTemplate, RequestRules, request_rules
from app.workspace import Workspace

REPLY = "reply"
_BLANK = re.compile("【[^】]*】")
_ADDRESSEES = {"third-party": "【写明第三方的姓名或者名称】", "organ": "【写明被征求意见的机关】"}
_NO_NAME = "【写明申请人的姓名或者名称】"
SENT_BY: dict[str, EventKind] = {
    "acknowledgement": "acknowledged",
    "completion": "completion-asked",
    "third-party": "third-party-asked",
    "organ": "organ-asked",
    "extension": "extended",
    "fee": "fee-asked",
    REPLY: "replied",
}
"""Which event sends a letter: its day and number are those of the letter."""


class LetterKind(NamedTuple):
    """A letter there is: its code, title, to whom it goes; `ground` is None for what is no reply."""

    code: str
    title: str
    to: Literal["applicant", "third-party", "organ"]
    ground: str | None = None
    ground_label: str | None = None


@dataclass(frozen=True)
class LetterFacts:
    """A letter ready to be laid out. `body`: paragraphs without indent; `ground`: the articles it rests on; `remedies`:
    the paragraph on review and suit, None where none belongs or the clerk has written all of the text; `day`: of the
    letter; `blanks`: what is still to be written, as it stands in the text; `unconfirmed`: parts of the wording that
    nobody has checked against the law; `reason`: the code of a reply's ground."""

    kind: str
    title: str
    number: str
    addressee: str
    body: tuple[str, ...]
    ground: str | None
    remedies: str | None
    signature: str
    day: date
    blanks: tuple[str, ...] = ()
    unconfirmed: tuple[str, ...] = ()
    reason: str = ""

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """All of the text between addressee and signature."""
        return (*self.body, self.remedies) if self.remedies else self.body


def letter_kinds(rules: RequestRules) -> tuple[LetterKind, ...]:
    """Return all letters: those that are no reply, then one for each ground of a reply."""
    notices = tuple(LetterKind(each.code, each.title, each.to) for each in rules.letters)
    replies = tuple(
        LetterKind(REPLY, kind.letter, "applicant", ground.code, ground.label)
        for kind in rules.reply_types
        for ground in kind.reasons
    )
    return notices + replies


def letter_facts(workspace: Workspace, kept: KeptRequest, kind: str, ground: str | None = None) -> LetterFacts:
    """Return what a letter of a case says: `kind` is a code of `letter_kinds`, `ground` that of a reply (the one
    recorded where it is None).

    Day and number are those of the event that sent it, today and the next number where there is none. Raises
    `UsageError` for an unknown kind or ground.
    """
    rules = request_rules(workspace.library)
    if kind == REPLY:
        return _reply(workspace, rules, kept, ground)
    template = next((each for each in rules.letters if each.code == kind), None)
    if template is None:
        raise UsageError("letter-unknown", f"没有“{kind}”这种文书。")
    article = f"《{REGULATION}》{template.ground}"
    words = _words(workspace, rules, kept, article)
    if kind == "extension" and kept.case.last("extended") is None:
        words["答复期限"] = "【写明延长以后的答复期限】"
    body = tuple(_filled(part, words) for part in _opened(template, rules))
    unconfirmed = (f"{template.title}的文字",) if template.evidence != "seen" else ()
    to = _name(workspace, kept) if template.to == "applicant" else _ADDRESSEES[template.to]
    return _facts(workspace, kept, kind, template.title, to, body, article, None, unconfirmed)


def with_wording(
    letter: LetterFacts,
    paragraphs: Iterable[str] | None = None,
    *,
    addressee: str | None = None,
    number: str | None = None,
) -> LetterFacts:
    """Return a letter as the clerk has worded it: `paragraphs` are all of its text, empty ones are left out. What is
    None stays."""
    if paragraphs is not None:
        letter = replace(letter, body=tuple(filter(None, map(_plain, paragraphs))), remedies=None)
    if addressee is not None:
        letter = replace(letter, addressee=_plain(addressee).removesuffix("："))
    if number is not None:
        letter = replace(letter, number=_plain(number))
    return replace(letter, blanks=_blanks(letter.addressee, *letter.paragraphs))


def _plain(text: str) -> str:
    # What is pasted may hold half a character, which cannot be stored.
    return " ".join(text.encode("utf-8", "replace").decode().split())


def _reply(workspace: Workspace, rules: RequestRules, kept: KeptRequest, ground: str | None) -> LetterFacts:
    replied = kept.case.last("replied")
    code = ground or (replied.ground if replied else "")
    if code not in [each.ground for each in letter_kinds(rules) if each.ground]:
        raise UsageError("ground-unknown", "没有选答复的情形，或者没有这种情形。请先选定答复情形。")
    reason, kind = rules.ground(code), rules.reply_type_of(code)
    article = _article(reason)
    words = _words(workspace, rules, kept, article or "【写明依据】")
    parts = [rules.letter_opening, *([rules.letter_completed] if kept.case.last("completed") else []), reason.letter]
    body = (_filled("".join(parts[:-1]), words), _filled(parts[-1], words))
    remedy = rules.remedy_text(kind.remedy)
    remedies = _filled(remedy.text, words)
    unconfirmed = ("救济途径",) if remedy.evidence != "seen" else ()
    name = _name(workspace, kept)
    letter = _facts(workspace, kept, REPLY, kind.letter, name, body, article, remedies, unconfirmed)
    return replace(letter, reason=code)


def _facts(
    workspace: Workspace,
    kept: KeptRequest,
    kind: str,
    title: str,
    to: str,
    body: tuple[str, ...],
    article: str | None,
    remedies: str | None,
    unconfirmed: tuple[str, ...],
) -> LetterFacts:
    event = kept.case.last(SENT_BY[kind])
    day = event.on if event else workspace.today()
    number = event.number if event and event.number else number_of_letter(workspace, kept, kind, day.year)
    blanks = _blanks(to, *body, remedies or "")
    signature = workspace.organisation.full_name
    return LetterFacts(kind, title, number, to, body, article, remedies, signature, day, blanks, unconfirmed)


def _blanks(*texts: str) -> tuple[str, ...]:
    return tuple(blank for text in texts for blank in _BLANK.findall(text))


def _opened(template: LetterTemplate, rules: RequestRules) -> tuple[str, ...]:
    return tuple(part.replace("{开头}", rules.letter_opening) for part in template.body)


def _article(reason: Ground) -> str | None:
    return f"《{REGULATION}》{reason.article}" if reason.article else None


def _name(workspace: Workspace, kept: KeptRequest) -> str:
    applicant = applicant_of(workspace, kept.id)
    return applicant.name if applicant and TAKEN_OUT not in applicant.name else _NO_NAME


def _words(workspace: Workspace, rules: RequestRules, kept: KeptRequest, article: str) -> dict[str, str]:
    """Return what stands for the words in braces; what is not known yet is left to the clerk."""
    case = kept.case
    clock = request_clock(rules, office_calendar(workspace), case)
    asked, completed = case.last("completion-asked"), case.last("completed")
    fee, extended = case.last("fee-asked"), case.last("extended")
    parent = workspace.organisation.parent_name
    return {
        "收到日期": _day(received_on(rules, case), "收到申请的日期"),
        "登记编号": case.number,
        "内容": case.asked.rstrip("。；;.") or case.asked,
        "条款": article,
        "答复期限": _day(clock.due, "答复期限"),
        "补正告知日期": _day(asked.on if asked else None, "告知补正的日期"),
        "补正期限": _day(asked.until if asked else None, "补正的期限"),
        "补正日期": _day(completed.on if completed else None, "收到补正的日期"),
        "收费通知日期": _day(fee.on if fee else None, "发收费通知的日期"),
        "金额": (fee and fee.amount) or "【写明金额】",
        "延长天数": _days(extended),
        "复议机关": f"{parent}人民政府" if parent.endswith(("县", "市", "区", "旗")) else "【写明复议机关】",
    }


def _days(extended: Event | None) -> str:
    return str(extended.days) if extended is not None else "【写明延长几个工作日】"


def _day(day: date | None, what: str) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else f"【写明{what}】"


def _filled(text: str, words: dict[str, str]) -> str:
    for word, value in words.items():
        text = text.replace(f"{{{word}}}", value)
    return text
