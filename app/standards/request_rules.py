"""The rules by which requests for information (依申请公开) are handled, as the resources word them: states, deadlines,
days of receipt, replies with their grounds, fees, letters and numbers."""

from typing import Any, Literal

from app.standards.library import Library
from app.standards.models import Definition
from app.standards.problems import bad_resource, read_as
from app.standards.records import Evidence, Record

DISCLOSURE_REQUESTS = "disclosure-requests"
"""Code of the definition whose reference these rules are."""

REGULATION = "中华人民共和国政府信息公开条例"


class RequestState(Record):
    """A state of a case; `clock`: whether the days to reply run in it."""

    code: str
    label: str
    next: tuple[str, ...]
    clock: bool
    note: str | None = None


class RequestTerm(Record):
    """A deadline; without a `count` it is for the office to set."""

    code: str
    text: str
    count: int | None
    unit: Literal["workday", "day", "month", "other"]
    event: str
    article: str
    note: str | None
    evidence: Evidence
    sources: tuple[str, ...] = ()


class ReceivedRule(Record):
    """Which day a request that came on a way is received on: the one it was handed in or signed for, or the one it
    was confirmed with the applicant."""

    way: str
    received: str
    day: Literal["submitted", "confirmed"]
    evidence: Evidence
    sources: tuple[str, ...] = ()


class Ground(Record):
    """A ground of a reply: its article, the paragraph of its letter and the row of the annual report it counts in."""

    code: str
    label: str
    article: str | None
    tip: str | None
    annual_report_row: str
    letter: str


class ReplyType(Record):
    """A kind of reply with its grounds; `letter` is the title of its letter, `remedy` the code of its remedies."""

    code: str
    label: str
    letter: str
    remedy: str
    article: str
    reasons: tuple[Ground, ...]


class FeeStep(Record):
    """A step of the fees: what each one from `from_` to `to` costs in yuan. Where `yuan` is None the price goes up by
    `step_yuan` with each `step` of them."""

    from_: int
    to: int | None
    per: str
    yuan: int | None
    step: int | None = None
    step_yuan: int | None = None
    note: str | None = None


class FeeRules(Record):
    rule: str
    article: str
    per_case: tuple[FeeStep, ...]
    per_case_scope: str
    per_page: tuple[FeeStep, ...]
    method: str
    evidence: Evidence
    sources: tuple[str, ...] = ()


class Numbering(Record):
    """The usual patterns of numbers: {年} stands for the year, {号} for the number, {号3} for one of three digits."""

    register: str
    letter: str


class LetterTemplate(Record):
    """A letter that is no reply. Words in braces are filled in, what stands in 【】 is for the clerk."""

    code: str
    title: str
    to: Literal["applicant", "third-party", "organ"]
    ground: str
    evidence: Evidence
    body: tuple[str, ...]


class RemedyText(Record):
    code: str
    text: str
    article: str
    evidence: Evidence


class MatterRules(Record):
    """What is passed over when two requests are compared, and how alike (0 to 1) those on one matter are."""

    passed_over: tuple[str, ...]
    likeness: float


class RequestRules(Record):
    """All of it."""

    states: tuple[RequestState, ...]
    deadlines: tuple[RequestTerm, ...]
    received_rules: tuple[ReceivedRule, ...]
    reply_types: tuple[ReplyType, ...]
    fee_rules: FeeRules
    documents: tuple[dict[str, Any], ...]
    application_must_have: dict[str, Any]
    remedy_notice: dict[str, Any]
    numbering: Numbering
    letter_opening: str
    letter_completed: str
    letters: tuple[LetterTemplate, ...]
    remedies: tuple[RemedyText, ...]
    matters: MatterRules

    def term(self, code: str) -> RequestTerm:
        """Return a deadline by its code. Raises KeyError."""
        return _named(self.deadlines, code)

    def days(self, code: str) -> int:
        """Return how many days a deadline has that has a count. Raises KeyError."""
        count = self.term(code).count
        if count is None:
            raise KeyError(code)
        return count

    def state_label(self, code: str) -> str:
        """Return how a state is called. Raises KeyError."""
        return _named(self.states, code).label

    def received_rule(self, way: str) -> ReceivedRule:
        """Return the rule of a way a request comes on. Raises KeyError."""
        return next((rule for rule in self.received_rules if rule.way == way), None) or _missing(way)

    def reply_type_of(self, ground: str) -> ReplyType:
        """Return the kind of reply that a ground belongs to. Raises KeyError."""
        found = (kind for kind in self.reply_types if any(each.code == ground for each in kind.reasons))
        return next(found, None) or _missing(ground)

    def ground(self, code: str) -> Ground:
        """Return a ground by its code. Raises KeyError."""
        return _named(self.reply_type_of(code).reasons, code)

    def remedy_text(self, code: str) -> RemedyText:
        """Return a remedies paragraph by its code. Raises KeyError."""
        return _named(self.remedies, code)


def request_rules(library: Library) -> RequestRules:
    """Return the rules that the resources hold."""
    return read_request_rules(library.definitions[DISCLOSURE_REQUESTS], DISCLOSURE_REQUESTS)


def request_choices(library: Library, element: str) -> tuple[str, ...]:
    """Return the answers to choose from for an element of the register. Raises KeyError."""
    return library.definitions[DISCLOSURE_REQUESTS].element(element).choice_labels


def read_request_rules(definition: Definition, file: str) -> RequestRules:
    """Return the rules that a definition's reference words. Raises `UserFacingError` for the first fault."""
    rules = read_as(RequestRules, definition.reference, file, f"清单 {definition.code} ")
    _check_same(file, "提交方式", definition, "received_way", [rule.way for rule in rules.received_rules])
    _check_same(file, "答复类型", definition, "reply_type", [kind.label for kind in rules.reply_types])
    grounds = [ground for kind in rules.reply_types for ground in kind.reasons]
    _check_same(file, "答复情形", definition, "reply_reason", [ground.label for ground in grounds])
    codes = [ground.code for ground in grounds]
    for code in codes:
        if codes.count(code) > 1:
            raise bad_resource(file, f"答复情形的编号“{code}”重复了")
    for kind in rules.reply_types:
        if kind.remedy not in [each.code for each in rules.remedies]:
            raise bad_resource(file, f"答复类型“{kind.label}”的救济告知“{kind.remedy}”没有写")
    return rules


def _check_same(file: str, what: str, definition: Definition, element: str, labels: list[str]) -> None:
    asked = definition.element(element).choice_labels
    for label in {*asked} ^ {*labels}:
        raise bad_resource(file, f"{what}“{label}”在要素的可选项和规则里只写了一处")


def _named(records: tuple[Any, ...], code: str) -> Any:
    return next((record for record in records if record.code == code), None) or _missing(code)


def _missing(name: str) -> Any:
    raise KeyError(name)
