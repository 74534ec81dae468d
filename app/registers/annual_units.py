"""The county's side of the yearly report: the reports of its units taken in from files, and their sums with the units
behind each number. What a file says is nobody's confirmed word: 来源未确认."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from msgspec import convert, to_builtins

from app.drafting.operations import operation
from app.errors import UserFacingError
from app.exchange.roster import find_unit, roster
from app.organisations import Organisation
from app.registers.annual_checks import AnnualFinding, figure_findings
from app.registers.annual_records import UNIT_REPORT, UnitReport, record_id
from app.registers.annual_report import LastYear
from app.registers.annual_writing import figure_text
from app.standards.annual_rules import ANNUAL_REPORT, AnnualRules, CellName, annual_rules
from app.tables.annual_reading import ReadReport, read_report
from app.tables.sources.reading import read_source
from app.workspace import Workspace

UNCONFIRMED = "来源未确认"
_MEND_UNIT = "请这个单位核对，改好以后再报一份；再收就顶替这一份。"
_MEND_SUM = "看是哪个单位的数对不上，请它改好再报。"
Figures = Mapping[CellName, Decimal | None]


@dataclass(frozen=True)
class TakenReport:
    """What became of a file: whose report of which year it is, whether it was taken in before just so, or in the place
    of another; sentences on what could not be read."""

    file: str
    name: str
    year: int
    is_unchanged: bool
    replaces: bool
    notes: tuple[str, ...]


class UnitFigure(NamedTuple):
    """What a unit (id) says in a cell."""

    unit: str
    name: str
    value: Decimal


@dataclass(frozen=True)
class SummedCell:
    """A number of all units together: what each of them says, and which of them say none. `value` None: nobody says
    one."""

    name: CellName
    label: str
    value: Decimal | None
    units: tuple[UnitFigure, ...]
    silent: tuple[str, ...]


@dataclass(frozen=True)
class UnitsTogether:
    """The reports of a year: those taken in, the sums, units of which none is there (they count as nothing, and not as
    0), and what does not add up: in each report, by the unit's id, and in the sums."""

    year: int
    rules: AnnualRules
    reports: tuple[UnitReport, ...]
    cells: Mapping[CellName, SummedCell]
    missing: tuple[Organisation, ...]
    findings: Mapping[str, tuple[AnnualFinding, ...]]
    sum_findings: tuple[AnnualFinding, ...]


def take_in_report(workspace: Workspace, path: Path, *, unit: str = "", year: int | None = None) -> TakenReport:
    """Take a unit's report in from a file with the official tables; a later one stands in the place of the one before.
    `unit` and `year` say what the file's title does not.

    Raises `UserFacingError` for a file that cannot be read or is no such report, an unknown unit, another year.
    """
    rules = annual_rules(workspace.library)
    read = read_report(rules, read_source(path))
    if not any(value is not None for value in read.figures.values()):
        raise UserFacingError(
            "annual-no-report", f"“{path.name}”里没有年度报告的表，没有收下。请交第二、三、四部分按统一格式的文件。"
        )
    whose, which = _unit_of(workspace, path, read, unit), _year_of(path, read, year)
    told = UnitReport(
        organisation=workspace.organisation.id,
        year=which,
        unit=whose.id,
        name=whose.full_name,
        figures={str(name): None if value is None else figure_text(value) for name, value in read.figures.items()},
        file=path.name[:500],
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        person=workspace.person,
        at=workspace.timestamp(),
    )
    before = workspace.store.records.get(UNIT_REPORT, record_id(told))
    stands = None if before is None or before.content["removed"] else before.content
    is_unchanged = stands is not None and stands["sha256"] == told.sha256
    if not is_unchanged:
        with operation(workspace, "annual", f"收下{whose.name}{which}年的年报") as act:
            act.write(UNIT_REPORT, record_id(told), to_builtins(told))
    return TakenReport(path.name, told.name, which, is_unchanged, stands is not None and not is_unchanged, read.notes)


def unit_reports(workspace: Workspace, year: int) -> list[UnitReport]:
    """Return the reports of a year that were taken in, by the names of their units."""
    found = (convert(row.content, UnitReport) for row in workspace.store.records.of_kind(UNIT_REPORT))
    own = workspace.organisation.id
    ours = (each for each in found if (each.year, each.organisation) == (year, own))
    return sorted(ours, key=lambda each: (each.name, each.unit))


def units_together(workspace: Workspace, year: int) -> UnitsTogether:
    """Return the sums of the reports of a year, cell by cell, and the same checks for each report and the sums."""
    rules = annual_rules(workspace.library)
    reports = unit_reports(workspace, year)
    told = {each.unit: figures_of(each) for each in reports}
    earlier = {each.unit: _as_last_year(figures_of(each)) for each in unit_reports(workspace, year - 1)}
    sums = {name: _summed(name, label, reports, told) for name, label in rules.cells.items()}
    findings = {
        each.unit: tuple(_of_unit(figure_findings(rules, year, told[each.unit], earlier.get(each.unit))))
        for each in reports
    }
    return UnitsTogether(
        year,
        rules,
        tuple(reports),
        sums,
        tuple(unit for unit in reporting_units(workspace) if unit.id not in told),
        {unit: found for unit, found in findings.items() if found},
        tuple(_sum_findings(rules, year, sums)) if reports else (),
    )


def reporting_units(workspace: Workspace) -> list[Organisation]:
    """Return the units on the roster that write a report."""
    kinds = workspace.library.definitions[ANNUAL_REPORT].used_by
    return [unit for unit in roster(workspace) if unit.kind in kinds]


def figures_of(report: UnitReport) -> dict[CellName, Decimal | None]:
    """Return the figures of a report that was taken in."""
    told = report.figures.items()
    return {CellName(*name.split("/")): None if value is None else Decimal(value) for name, value in told}


def _summed(name: CellName, label: str, reports: Sequence[UnitReport], told: Mapping[str, Figures]) -> SummedCell:
    said = [(each, told[each.unit].get(name)) for each in reports]
    known = tuple(UnitFigure(each.unit, each.name, value) for each, value in said if value is not None)
    value = sum((each.value for each in known), Decimal(0)) if known else None
    return SummedCell(name, label, value, known, tuple(each.name for each, value in said if value is None))


def _sum_findings(rules: AnnualRules, year: int, sums: Mapping[CellName, SummedCell]) -> list[AnnualFinding]:
    """What does not add up in the sums; last year's four is asked of each unit."""
    found = figure_findings(rules, year, {name: cell.value for name, cell in sums.items()}, None)
    return [replace(each, mend=_MEND_SUM) for each in found if each.severity == "block"]


def _of_unit(found: list[AnnualFinding]) -> list[AnnualFinding]:
    return [replace(each, mend=_MEND_UNIT) for each in found]


def _as_last_year(figures: Figures) -> LastYear:
    return LastYear({name: value for name, value in figures.items() if value is not None}, False)


def _unit_of(workspace: Workspace, path: Path, read: ReadReport, named: str) -> Organisation:
    if named:
        return find_unit(workspace, named)
    known = reporting_units(workspace) if read.unit else []
    alike = {unit.id: _same_end(unit, read.unit) for unit in known}
    # 新兴隆镇 is not 兴隆镇: the longest name decides.
    fitting = [unit for unit in known if alike[unit.id] and alike[unit.id] == max(alike.values())]
    if len(fitting) != 1:
        raise UserFacingError(
            "annual-whose", f"看不出“{path.name}”是名册里哪个单位的年报，没有收下。请写明单位，或者先登记到名册里。"
        )
    return fitting[0]


def _same_end(unit: Organisation, written: str) -> int:
    """How many characters of a name the end of what is written has; 0 where it is another."""
    return max((len(name) for name in (unit.full_name, unit.name) if written.endswith(name)), default=0)


def _year_of(path: Path, read: ReadReport, asked: int | None) -> int:
    if read.year is not None and asked not in (None, read.year):
        raise UserFacingError(
            "annual-other-year",
            f"“{path.name}”是{read.year}年的年报，不是{asked}年的，没有收下。请核对选的文件和年份。",
        )
    year = asked or read.year
    if year is None:
        raise UserFacingError("annual-which-year", f"看不出“{path.name}”是哪一年的年报，没有收下。请写明年份。")
    return year
