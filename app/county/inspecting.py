"""检查考核: what every unit below us has of a hundred points in an inspection of a period, and how that was reached."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from msgspec import structs

from app.county.inspection_adjusting import KeptAdjustment, adjustments, weights_of
from app.county.inspection_measures import Measured, Readings
from app.county.inspection_periods import Period, period_named, period_of
from app.errors import UsageError
from app.organisations import Organisation
from app.standards.inspection_rules import Criterion, Inspection
from app.workspace import Workspace

_TENTH = Decimal("0.1")
_WHOLE = Decimal(100)


@dataclass(frozen=True)
class Point:
    """One criterion of a unit. `got` None: nothing is known, and it counts for nothing; `words` say how the points were
    reached."""

    criterion: Criterion
    full: Decimal
    got: Decimal | None
    measured: Measured
    words: str

    @property
    def lost(self) -> Decimal:
        """The points taken off."""
        return Decimal(0) if self.got is None else self.full - self.got


@dataclass(frozen=True)
class UnitScore:
    """A unit: its points by criterion, what was added or taken off by hand, and its rank among the others (from 1;
    None where less than half of the points is known)."""

    unit: Organisation
    points: tuple[Point, ...]
    adjustments: tuple[KeptAdjustment, ...]
    rank: int | None = None

    @cached_property
    def full(self) -> Decimal:
        """The points of what is known."""
        return sum((each.full for each in self.points if each.got is not None), Decimal(0))

    @cached_property
    def got(self) -> Decimal:
        """What it has of them."""
        return sum((each.got for each in self.points if each.got is not None), Decimal(0))

    @cached_property
    def adjusted(self) -> Decimal:
        """What was added by hand, below 0 where more was taken off."""
        return sum((each.adjustment.value for each in self.adjustments), Decimal(0))

    @cached_property
    def total(self) -> Decimal | None:
        """The score: what it has of what is known, told of a hundred, and what was added by hand; never below 0."""
        if not self.full:
            return None
        return max(Decimal(0), _rounded(self.got * _WHOLE / self.full) + self.adjusted)

    @property
    def is_partial(self) -> bool:
        """Whether something is not known, so that the points are told of a hundred."""
        return any(each.got is None for each in self.points)


@dataclass(frozen=True)
class InspectionTable:
    """An inspection of a period: the criteria as they are weighed here, the units in the roster's order. `today`: the
    day on which it was reckoned."""

    inspection: Inspection
    period: Period
    today: date
    is_own_weighing: bool
    units: tuple[UnitScore, ...]

    @property
    def ranked(self) -> list[UnitScore]:
        """The units, the best in front, those without a rank last."""
        return sorted(self.units, key=lambda each: (each.rank is None, each.rank or 0, -(each.total or 0)))


def find_inspection(workspace: Workspace, name: str) -> Inspection:
    """Return a kind of inspection by its code or name. Raises `UsageError`."""
    known = workspace.library.inspections
    found = next((each for each in known.values() if name in (each.code, each.name)), None)
    if found is None:
        words = "、".join(f"{each.name}（{each.code}）" for each in known.values())
        raise UsageError("inspection-unknown", f"没有“{name[:30]}”这种检查。可以选：{words}。")
    return found


def inspect(workspace: Workspace, kind: str, period: str = "") -> InspectionTable:
    """Return what every unit of the roster has in an inspection of a period (of that of today without a name).

    Raises `UsageError` for an unknown kind or period.
    """
    inspection = find_inspection(workspace, kind)
    known = period_named(inspection.period, period) if period else period_of(inspection.period, workspace.today())
    weighed, is_own = _weighed(workspace, inspection)
    readings = Readings(workspace, known)
    by_unit = adjustments(workspace, inspection.code, known.name)
    units = [
        UnitScore(
            row.unit,
            tuple(_point(each, readings.measured(row, each.measure)) for each in weighed.criteria),
            tuple(by_unit.get(row.unit.id, ())),
        )
        for row in readings.rows
    ]
    return InspectionTable(weighed, known, readings.today, is_own, tuple(_ranked(units)))


def told(points: Decimal | None) -> str:
    """Return points as they are written: 7.5, 20, and nothing where they are not known."""
    if points is None:
        return "—"
    return f"{points.quantize(_TENTH)}".removesuffix(".0")


def _weighed(workspace: Workspace, inspection: Inspection) -> tuple[Inspection, bool]:
    own = weights_of(workspace, inspection.code)
    if own is None:
        return inspection, False
    criteria = (
        structs.replace(each, points=own.worth.get(each.code, each.points), each=own.each.get(each.code, each.each))
        for each in inspection.criteria
    )
    return structs.replace(inspection, criteria=tuple(criteria)), True


def _point(criterion: Criterion, measured: Measured) -> Point:
    full = Decimal(criterion.points)
    if measured.state == "unknown":
        return Point(criterion, full, None, measured, f"{measured.note}，这一项不计")
    lost, how = _lost(criterion, full, measured)
    said = f"{measured.note}，{how}" if lost else f"{measured.note}，不扣分"
    return Point(criterion, full, full - lost, measured, said)


def _lost(criterion: Criterion, full: Decimal, measured: Measured) -> tuple[Decimal, str]:
    """Return what is taken off, and how in words."""
    if measured.state == "nothing":
        return Decimal(0), ""
    if measured.is_none:
        return full, f"扣 {told(full)} 分"
    if criterion.each is None:
        lost = _rounded(full * measured.faults / measured.of) if measured.of else Decimal(0)
        return min(full, lost), f"按比例扣 {told(lost)} 分"
    wanted = Decimal(criterion.each) * measured.faults
    lost = min(full, _rounded(wanted))
    most = "，扣完为止" if wanted > full else ""
    return lost, f"每{criterion.unit}扣 {criterion.each} 分，扣 {told(lost)} 分{most}"


def _ranked(units: list[UnitScore]) -> list[UnitScore]:
    """Units with the same score share a rank. Who told little has none: hiding what is late must not pay."""
    totals = [each.total for each in units if each.total is not None and _is_ranked(each)]
    ranks: Mapping[Decimal, int] = {total: 1 + sum(other > total for other in totals) for total in set(totals)}
    return [
        replace(each, rank=ranks[each.total] if each.total is not None and _is_ranked(each) else None) for each in units
    ]


def _is_ranked(score: UnitScore) -> bool:
    return score.full * 2 >= _WHOLE or not score.got


def _rounded(points: Decimal) -> Decimal:
    return points.quantize(_TENTH, ROUND_HALF_UP)
