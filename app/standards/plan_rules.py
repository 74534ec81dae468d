"""The rules by which interpretation plans (政策解读方案) are held against the calendar, as the resources word them."""

from typing import Literal, get_args

from app.standards.library import Library
from app.standards.models import Definition
from app.standards.problems import bad_resource, read_as
from app.standards.records import DeadlineUnit, Evidence, Record

INTERPRETATION_PLANS = "interpretation-plans"
"""Code of the definition whose reference these rules are."""

CheckCode = Literal["P1", "P2", "P3", "P4", "P5"]


class PlanFact(Record):
    """What is known of how interpretation is done, and from where."""

    fact: str
    evidence: Evidence
    mirror: bool = False
    sources: tuple[str, ...] = ()


class PlanTerm(Record):
    """Until when a document is interpreted, where the template of its kind says nothing else."""

    text: str
    count: int
    unit: DeadlineUnit
    event: str
    evidence: Evidence
    sources: tuple[str, ...] = ()

    def deadline(self) -> dict[str, object]:
        """Return it in the shape of a deadline's value."""
        return {"text": self.text, "count": self.count, "unit": self.unit, "event": self.event}


class PlanStep(Record):
    """One of the three things done together with the document (三同步); `element` holds the day it was done."""

    element: str
    label: str
    what: str


class PlanCheck(Record):
    """A check of a plan. `run` and `share`: so many characters on end as in the document, and the share of the text
    (0 to 1) they make up; `forms`: what alone is not enough."""

    code: CheckCode
    fact: str
    severity: Literal["warn", "block"]
    evidence: Evidence
    note: str | None = None
    sources: tuple[str, ...] = ()
    run: int = 0
    share: float = 0.0
    forms: tuple[str, ...] = ()


class PlanRules(Record):
    """All of it."""

    facts: tuple[PlanFact, ...]
    due: PlanTerm
    steps: tuple[PlanStep, ...]
    checks: tuple[PlanCheck, ...]

    def check(self, code: str) -> PlanCheck:
        """Return a check by its code. Raises KeyError."""
        for check in self.checks:
            if check.code == code:
                return check
        raise KeyError(code)


def plan_rules(library: Library) -> PlanRules:
    """Return the rules that the resources hold."""
    return read_plan_rules(library.definitions[INTERPRETATION_PLANS], INTERPRETATION_PLANS)


def read_plan_rules(definition: Definition, file: str) -> PlanRules:
    """Return the rules that a definition's reference words. Raises `UserFacingError` for the first fault."""
    rules = read_as(PlanRules, definition.reference, file, f"清单 {definition.code} ")
    days = {element.key for element in definition.elements if element.kind == "date"}
    for step in rules.steps:
        if step.element not in days:
            raise bad_resource(file, f"三同步“{step.label}”所指的“{step.element}”不是日期要素")
    codes = [check.code for check in rules.checks]
    for code in get_args(CheckCode):
        if codes.count(code) != 1:
            raise bad_resource(file, f"检查“{code}”要写一次，现在写了 {codes.count(code)} 次")
    overlap = rules.check("P2")
    if overlap.run < 2 or not 0 < overlap.share <= 1:
        raise bad_resource(file, "检查“P2”的 run 至少是 2，share 在 0 到 1 之间")
    forms = definition.element("forms").choice_labels
    for form in rules.check("P4").forms:
        if form not in forms:
            raise bad_resource(file, f"检查“P4”的“{form}”不是解读形式的可选项")
    return rules
