"""Whose report is shown, and what stands in its tables: pure functions over what was read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from app.registers.annual_checks import AnnualFinding
from app.registers.annual_report import ORIGIN_WORDS, ReportCell
from app.registers.annual_units import figures_of
from app.registers.annual_writing import figure_text
from app.standards.annual_rules import AnnualRules, CellName
from app.tables.annual_tables import annual_table
from app.tables.spanned import SpannedTable
from ui.pages.annual.reading import AnnualSeen
from ui.widgets.official_table import Figure

OWN, TOTAL, UNITS = "own", "total", "units"
NOT_FILLED = "没填"
_LOOKS = {"danger": ("octagon-alert", "对不上"), "difference": ("pencil-line", "人工改过")}


@dataclass(frozen=True)
class Spot:
    """What is shown: whose report (`OWN`, `TOTAL`, or the id of a unit) and which section of it; `UNITS` is the list of
    those who handed in."""

    whose: str
    section: str = ""

    @property
    def key(self) -> str:
        """The key of its row."""
        return f"{self.whose}:{self.section}"


def spot_of(key: str) -> Spot:
    """Return what a row stands for."""
    whose, _, section = key.rpartition(":")
    return Spot(whose, section)


def table_shape(rules: AnnualRules, table: str) -> SpannedTable:
    """Return a table of the report with the names of its cells where numbers stand."""
    return annual_table(rules, table, str)


def findings_of(seen: AnnualSeen, whose: str) -> tuple[AnnualFinding, ...]:
    """Return what is wrong with a report."""
    if whose == OWN:
        return seen.findings
    if seen.units is None:
        return ()
    return seen.units.sum_findings if whose == TOTAL else seen.units.findings.get(whose, ())


def values_of(seen: AnnualSeen, whose: str) -> Mapping[CellName, Decimal | None]:
    """Return the numbers of a report; none for a unit that is not there."""
    if whose == OWN or seen.units is None:
        return seen.report.values
    if whose == TOTAL:
        return {name: cell.value for name, cell in seen.units.cells.items()}
    return next((figures_of(each) for each in seen.units.reports if each.unit == whose), {})


def figures_shown(seen: AnnualSeen, whose: str) -> dict[str, Figure]:
    """Return what stands in every cell, by its name."""
    wrong = cells_in(findings_of(seen, whose))
    values = values_of(seen, whose)
    cells = seen.report.cells if whose == OWN else {}
    return {
        str(name): _figure(seen.report.rules, name, values.get(name), cells.get(name), is_wrong=name in wrong)
        for name in seen.report.rules.cells
    }


def cells_in(findings: Iterable[AnnualFinding]) -> set[CellName]:
    """Return the cells that do not add up; those that are empty show that themselves."""
    return {name for each in findings if each.severity == "block" for name in each.cells}


def value_words(rules: AnnualRules, name: CellName, value: Decimal | None) -> str:
    """Return a number with its unit: 3 件, 1.25 万元, 没填."""
    if value is None:
        return NOT_FILLED
    return f"{figure_text(value)} {'万元' if rules.is_money(name) else '件'}"


def short_label(rules: AnnualRules, name: CellName) -> str:
    """Return what a cell is called without the number of its section."""
    return rules.cells[name].partition(" ")[2]


def _figure(
    rules: AnnualRules, name: CellName, value: Decimal | None, cell: ReportCell | None, *, is_wrong: bool
) -> Figure:
    typed = cell is not None and cell.typed is not None
    said = [rules.cells[name], value_words(rules, name, value)]
    if value is None:
        return Figure(NOT_FILLED, "，".join(said), "danger", "circle-alert", tip=rules.cells[name])
    role = "danger" if is_wrong else "difference" if typed else ""
    icon, word = _LOOKS.get(role, ("", ""))
    said += [ORIGIN_WORDS[cell.origin]] if cell is not None else []
    said += [word] if is_wrong else []
    return Figure(
        figure_text(value),
        "，".join(said),
        role or ("text" if value else "text-muted"),
        icon,
        soft="danger-soft" if is_wrong else "difference-soft" if typed else "",
        differs=typed,
        tip=f"{rules.cells[name]}：{ORIGIN_WORDS[cell.origin]}" if cell is not None else rules.cells[name],
    )
