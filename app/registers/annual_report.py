"""The yearly report of a unit: every number with where it comes from, what a person wrote over it and why, and what
last year's report said."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from msgspec import convert

from app.errors import UserFacingError
from app.registers.annual_counts import Counted, RegisterCounts, register_counts
from app.registers.annual_records import CELL, ISSUED, AnnualCell, AnnualIssued, issued_id
from app.standards.annual_rules import ANNUAL_REPORT, AnnualRules, CellName, Term, annual_rules
from app.workspace import Workspace

Origin = Literal["register", "typed", "sum", "carried", "none"]
ORIGIN_WORDS: Mapping[Origin, str] = {
    "register": "从台账算出",
    "typed": "人工填写",
    "sum": "按勾稽关系算出",
    "carried": "照上年的数算出",
    "none": "还没有数",
}


@dataclass(frozen=True)
class ReportCell:
    """A number of the report. `value` None: nobody knows it yet. `computed` is what the registers or sums say without
    the `typed` one; `records` are the ids of what it counts, of `kind` request or publication."""

    name: CellName
    label: str
    value: Decimal | None
    origin: Origin
    computed: Decimal | None
    kind: str = ""
    records: tuple[str, ...] = ()
    typed: AnnualCell | None = None


@dataclass(frozen=True)
class LastYear:
    """What last year's report said, and whether it was the one that went out from here or was typed."""

    figures: Mapping[CellName, Decimal]
    is_typed: bool


@dataclass(frozen=True)
class AnnualReport:
    """The numbers of a year, cell by cell; `figures` are those that only the texts tell. `is_over`: the year ended."""

    year: int
    unit: str
    rules: AnnualRules
    cells: Mapping[CellName, ReportCell]
    figures: Mapping[str, Counted]
    last_year: LastYear | None
    is_over: bool

    def value(self, table: str, row: str, column: str) -> Decimal | None:
        """Return a number. Raises KeyError."""
        return self.cells[CellName(table, row, column)].value

    @property
    def values(self) -> dict[CellName, Decimal | None]:
        """All numbers."""
        return {name: cell.value for name, cell in self.cells.items()}


def writes_reports(workspace: Workspace) -> bool:
    """Whether a unit of this kind writes a yearly report."""
    return workspace.organisation.kind in workspace.library.definitions[ANNUAL_REPORT].used_by


def annual_report(workspace: Workspace, year: int) -> AnnualReport:
    """Return the report of a year as the registers and what people wrote have it now. Nothing of it is stored. Raises
    `UserFacingError` (`annual-not-here`) for a unit that writes none."""
    if not writes_reports(workspace):
        raise UserFacingError("annual-not-here", "年度报告由县、乡镇、街道和部门编写，本单位不写。")
    rules = annual_rules(workspace.library)
    counts = register_counts(workspace, rules, year)
    typed = typed_cells(workspace, year)
    before = last_year(workspace, rules, year)
    cells = computed_cells(rules, counts, typed, before.figures if before else {})
    unit = workspace.organisation.full_name
    is_over = workspace.today().year > year
    return AnnualReport(year, unit, rules, cells, counts.figures, before, is_over)


def typed_cells(workspace: Workspace, year: int) -> dict[CellName, AnnualCell]:
    """Return what people wrote of a year, by cell."""
    found = (convert(row.content, AnnualCell) for row in workspace.store.records.of_kind(CELL))
    own = workspace.organisation.id
    return {CellName(*each.cell.split("/")): each for each in found if (each.year, each.organisation) == (year, own)}


def last_year(workspace: Workspace, rules: AnnualRules, year: int) -> LastYear | None:
    """Return what the report of the year before said: the one that went out, else what was typed of it; None where
    there is neither."""
    row = workspace.store.records.get(ISSUED, issued_id(workspace.organisation.id, year - 1))
    if row is not None and not row.content["removed"]:
        told = convert(row.content, AnnualIssued).figures
        figures = {CellName(*name.split("/")): Decimal(value) for name, value in told.items()}
        # What came from another version of the program may have cells that this one does not know.
        return LastYear({name: value for name, value in figures.items() if name in rules.cells}, False)
    typed = typed_cells(workspace, year - 1)
    if not typed:
        return None
    cells = computed_cells(rules, RegisterCounts({}, {}), typed)
    return LastYear({name: cell.value for name, cell in cells.items() if cell.value is not None}, True)


def computed_cells(
    rules: AnnualRules,
    counts: RegisterCounts,
    typed: Mapping[CellName, AnnualCell],
    earlier: Mapping[CellName, Decimal] | None = None,
) -> dict[CellName, ReportCell]:
    """Return all cells: a typed number stands over a counted one, a counted one over a sum; sums are made of what
    stands, and of what last year's report said (`earlier`) where they begin with that."""
    made: dict[CellName, ReportCell] = {}
    for name in sorted(rules.cells, key=lambda name: _is_sum(rules, name)):
        carried = _derived(rules, name, made, earlier or {})
        counted = counts.cells.get(name) or _sum_of(rules, name, made) or carried
        computed = counted.value if counted else None
        written = typed.get(name)
        made[name] = ReportCell(
            name,
            rules.cells[name],
            Decimal(written.value) if written else computed,
            _origin(written, counted, name in counts.cells, is_carried=counted is not None and counted is carried),
            computed,
            counted.kind if counted else "",
            counted.records if counted else (),
            written,
        )
    return {name: made[name] for name in rules.cells}


def summed(terms: Iterable[Term], values: Mapping[str, Decimal | None]) -> Decimal | None:
    """Return what a sum comes to; None where a part of it is not known."""
    total = Decimal(0)
    for term in terms:
        value = values.get(term.name)
        if value is None:
            return None
        total += term.sign * value
    return total


def _is_sum(rules: AnnualRules, name: CellName) -> tuple[bool, int, bool]:
    """Sums over columns come last; those over rows in the order of their rows, so that one may rest on another."""
    rows = [row.code for row in rules.rows_of(name.table)]
    place = rows.index(name.row) if rules.row_formula(name) else -1
    return bool(rules.column_formula(name)), place, bool(rules.derivation(name))


def _sum_of(rules: AnnualRules, name: CellName, made: Mapping[CellName, ReportCell]) -> Counted | None:
    """What a sum comes to, and all that its parts count; of a difference nobody can say what it counts."""
    if terms := rules.column_formula(name):
        parts = {term.name: made[name._replace(column=term.name)] for term in terms}
    elif terms := rules.row_formula(name):
        parts = {term.name: made[name._replace(row=term.name)] for term in terms}
    value = summed(terms, {part: cell.value for part, cell in parts.items()}) if terms else None
    if value is None:
        return None
    is_plain = all(term.sign > 0 for term in terms)
    ids = dict.fromkeys(id for cell in parts.values() for id in cell.records) if is_plain else {}
    kind = next((cell.kind for cell in parts.values() if cell.kind), "") if ids else ""
    return Counted(value, kind, tuple(ids))


def _derived(
    rules: AnnualRules, name: CellName, made: Mapping[CellName, ReportCell], earlier: Mapping[CellName, Decimal]
) -> Counted | None:
    """What a number is as a rule, out of last year's and of this year's; None where a part of it is not known, or
    where more went than there was."""
    total, terms = Decimal(0), rules.derivation(name)
    for term in terms:
        part = name._replace(column=term.name)
        value = earlier.get(part) if term.is_last_year else made[part].value
        if value is None:
            return None
        total += term.sign * value
    return Counted(total, "") if terms and total >= 0 else None


def _origin(written: AnnualCell | None, computed: Counted | None, is_counted: bool, *, is_carried: bool) -> Origin:
    if written is not None:
        return "typed"
    if is_counted:
        return "register"
    if is_carried:
        return "carried"
    return "none" if computed is None else "sum"
