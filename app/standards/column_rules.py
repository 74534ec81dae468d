"""The rules by which the columns of a website (网站栏目) are inspected, as the resources word them."""

from typing import Literal

from msgspec import field

from app.standards.library import Library
from app.standards.models import Definition
from app.standards.problems import bad_resource, read_as
from app.standards.records import Evidence, Record

COLUMN_CYCLES = "column-update-cycles"
"""Code of the definition whose reference these rules are."""


class Counting(Record):
    """How a threshold is counted out: columns that stand so, `most` of which make it. `within`: only these kinds, each
    by so many days; `besides`: no column of these kinds; `severity`: only columns that bear it."""

    standing: Literal["overdue", "blank"]
    most: int
    within: dict[str, int] = field(default_factory=dict)
    besides: tuple[str, ...] = ()
    severity: str = ""


class Threshold(Record):
    """What an inspection looks for and what comes of it; without `counts` nothing here can tell whether it is met."""

    code: str
    fact: str
    result: str
    evidence: Evidence
    mirror: bool = False
    sources: tuple[str, ...] = ()
    counts: Counting | None = None


class Alone(Record):
    """Kinds of columns of which a single one overdue decides by itself where it bears the severity."""

    severity: str
    kinds: tuple[str, ...]
    what: str
    evidence: Evidence


class Soon(Record):
    """Columns that may stand for up to so many days are called soon due so many `days` before."""

    up_to: int
    days: int


class ColumnRules(Record):
    """All of it. `answered_event`: from what the days of a column of messages are counted, which wait for an answer."""

    answered_event: str
    soon: tuple[Soon, ...]
    alone: Alone
    thresholds: tuple[Threshold, ...]

    def soon_days(self, longest: int) -> int:
        """Return how many days before a column of so many days is called soon due."""
        return next((each.days for each in self.soon if longest <= each.up_to), self.soon[-1].days)


def column_rules(library: Library) -> ColumnRules:
    """Return the rules that the resources hold."""
    return read_column_rules(library.definitions[COLUMN_CYCLES], COLUMN_CYCLES)


def read_column_rules(definition: Definition, file: str) -> ColumnRules:
    """Return the rules that a definition's reference words. Raises `UserFacingError` for the first fault."""
    rules = read_as(ColumnRules, definition.reference, file, f"清单 {definition.code} ")
    if not rules.soon:
        raise bad_resource(file, "“soon”（快到期）一档也没有写")
    kinds, severities = definition.element("column_kind").choice_labels, definition.element("severity").choice_labels
    counts = [threshold.counts for threshold in rules.thresholds if threshold.counts is not None]
    named = [*rules.alone.kinds, *(kind for each in counts for kind in (*each.within, *each.besides))]
    for kind in named:
        if kind not in kinds:
            raise bad_resource(file, f"栏目类别“{kind}”不在可选项里")
    for severity in (rules.alone.severity, *(each.severity for each in counts if each.severity)):
        if severity not in severities:
            raise bad_resource(file, f"严重程度“{severity}”不在可选项里")
    codes = [threshold.code for threshold in rules.thresholds]
    for code in codes:
        if codes.count(code) > 1:
            raise bad_resource(file, f"指标“{code}”重复了")
    return rules
