"""Inspections of the units below (周巡检、月点评、季通报、年考核) as data: what is looked at, for how many points,
and what is taken off (`resources/inspection/*.yaml`)."""

from decimal import Decimal
from typing import Annotated, Literal

from msgspec import Meta

from app.standards.records import Evidence, Record

Measure = Literal[
    "submitted",
    "complete",
    "standard-behind",
    "blocked",
    "warned",
    "returned",
    "unanswered",
    "publish-overdue",
    "publish-late",
    "cycle-overdue",
    "notice-faults",
    "plan-faults",
    "column-faults",
]
"""What the program can measure: see `app.county.inspection_measures`."""
PeriodKind = Literal["week", "month", "quarter", "year"]
Points = Annotated[str, Meta(pattern=r"^\d{1,3}(\.\d)?$")]
_WHOLE = Decimal(100)


class Criterion(Record):
    """One line of an inspection. `points` at most; `each`: what one fault takes off, counted in `unit`; without it, the
    share of what is wrong. `rule` says it to people."""

    code: str
    name: str
    measure: Measure
    points: Points
    unit: str
    rule: str
    each: Points | None = None


class Inspection(Record):
    """A kind of inspection. All criteria together make a hundred points."""

    code: str
    name: str
    period: PeriodKind
    order: int
    what_for: str
    as_of: str
    evidence: Evidence
    criteria: tuple[Criterion, ...]
    sources: tuple[str, ...] = ()

    def fault(self) -> str:
        """Say what is wrong with it as a whole, "" where nothing is."""
        codes = [each.code for each in self.criteria]
        if len(set(codes)) != len(codes):
            return "有两项用了同一个编号"
        total = sum((Decimal(each.points) for each in self.criteria), Decimal(0))
        return "" if total == _WHOLE else f"各项分值加起来是 {total} 分，不是 100 分"
