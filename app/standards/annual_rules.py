"""How the yearly report on open government (政府信息公开工作年度报告) looks, as the resources word it: sections, tables
with their rows and columns, sums, checks, what of it the registers know, drafts of its texts."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, Literal, NamedTuple

from msgspec import Struct, convert

from app.standards.library import Library
from app.standards.models import Definition, Item
from app.standards.problems import bad_resource, read_as
from app.standards.records import Evidence, Record

ANNUAL_REPORT = "annual-report"
YEAR, UNIT = "年", "单位"
"""What drafts call the year and the unit."""
TableId = Literal["t1", "t2", "t3"]
_NAME = r"[0-9a-z_]+(?:\.[0-9a-z_]+)*"
_TERM = re.compile(rf"([+-]?)({_NAME})(?:\.\.({_NAME}))?(\[y-1\])?")
_BRACED = re.compile(r"\{([^}]+)\}")
_SUM = re.compile(rf"{_TERM.pattern}(?:(?=[+-]){_TERM.pattern})*")


class CellName(NamedTuple):
    """Where a number stands: t2/3.3.4/natural. Rows of t3 are its groups."""

    table: str
    row: str
    column: str

    def __str__(self) -> str:
        return "/".join(self)


class Term(NamedTuple):
    """A part of a sum: `sign` 1 or -1, a row or column, whether last year's report says it."""

    sign: int
    name: str
    is_last_year: bool = False


class ReportColumn(Record):
    """A column. `formula`: the sum of columns that it is. `derived`: the sum that it is as a rule, told where nobody
    says a number, and never checked. `asked`: why a person is asked for it where nothing is known."""

    key: str
    label: str
    group: str | None = None
    formula: str | None = None
    derived: str | None = None
    asked: str = ""


class ReportBlock(Record):
    """A block of t1 with columns of its own."""

    id: str
    head: str
    row_head: str
    columns: tuple[ReportColumn, ...]


class ReportGroup(Record):
    """A row of t3: its groups stand beside each other on paper."""

    key: str
    label: str
    columns: tuple[ReportColumn, ...]


class ReportTable(Record):
    """One of the three tables: of blocks (t1), of columns (t2) or of groups (t3)."""

    id: TableId
    title: str
    evidence: Evidence
    sources: tuple[str, ...] = ()
    head_note: str = ""
    head_columns: str = ""
    blocks: tuple[ReportBlock, ...] = ()
    columns: tuple[ReportColumn, ...] = ()
    groups: tuple[ReportGroup, ...] = ()


class ReportRow(Struct, frozen=True):
    """A row of t1 or t2; a heading has no numbers. `formula`: a sum of rows; where `from_register` says how, the
    number comes from the register all the same and the sum is checked."""

    table: TableId
    code: str
    label: str
    kind: Literal["count", "heading", "money"]
    block: str | None = None
    parent: str | None = None
    formula: str | None = None
    from_register: str | None = None


class ReportSection(Record):
    no: str
    key: str
    title: str
    kind: Literal["text", "table"]
    evidence: Evidence
    sources: tuple[str, ...] = ()
    table: TableId | None = None
    topics: tuple[str, ...] = ()


class ReportCheck(Record):
    """What must hold. `expr`: two sums of rows or columns of `table` with == between them, for every column (`along`
    rows) or every row (`along` columns); without one: every cell holds a number."""

    code: str
    fact: str
    expr: str | None
    evidence: Evidence
    table: TableId | None = None
    along: Literal["rows", "columns"] | None = None
    sources: tuple[str, ...] = ()


class ReportDeadline(Record):
    """Until when which units (`kinds`) hand in and publish the report of the year before; without kinds it is told
    and binds nobody here. Without an `article` it is a habit of places and no law."""

    text: str
    who: str
    evidence: Evidence
    article: str | None = None
    sources: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    month: int = 1
    day: int = 31


class LedgerCount(Record):
    """A number of t1 that the ledger may know: lines of the year below items that are called by one of the words."""

    row: str
    column: str
    words: tuple[str, ...]


class ReportFigure(Record):
    """A number for the texts: the sum of cells, or counted from the ledger or the fees of requests."""

    name: str
    label: str
    cells: tuple[str, ...] = ()
    counted: Literal["ledger", "fees"] | None = None


class DraftParagraph(Record):
    """A paragraph of a draft, {figures} filled in. It stands where all figures of `zero` are 0, or where one of
    `without_zero` is not."""

    section: str
    text: str
    zero: tuple[str, ...] = ()
    without_zero: tuple[str, ...] = ()


class _Reference(Record):
    sections: tuple[ReportSection, ...]
    tables: tuple[ReportTable, ...]
    checks: tuple[ReportCheck, ...]
    deadlines: tuple[ReportDeadline, ...]
    responsible: dict[str, Any]
    counted: tuple[LedgerCount, ...]
    not_counted: tuple[str, ...]
    figures: tuple[ReportFigure, ...]
    drafts: tuple[DraftParagraph, ...]


class AnnualRules:
    """All of it."""

    def __init__(self, reference: _Reference, rows: tuple[ReportRow, ...]):
        self.sections, self.checks = reference.sections, reference.checks
        self.counted, self.not_counted = reference.counted, reference.not_counted
        self.figures, self.drafts = reference.figures, reference.drafts
        self.deadlines = reference.deadlines
        self.tables: Mapping[str, ReportTable] = {table.id: table for table in reference.tables}
        self.rows = rows

    def rows_of(self, table: str) -> tuple[ReportRow, ...]:
        """Return the rows of t1 or t2, headings too."""
        return tuple(row for row in self.rows if row.table == table)

    def section(self, key: str) -> ReportSection:
        """Return a section. Raises KeyError."""
        return {section.key: section for section in self.sections}[key]

    @cached_property
    def cells(self) -> Mapping[CellName, str]:
        """Every cell that holds a number, in the order of the report, with what it is called."""
        return dict(self._cells())

    def is_money(self, name: CellName) -> bool:
        """Whether a cell holds an amount and not a count."""
        return self._kinds.get((name.table, name.row)) == "money"

    def row_formula(self, name: CellName) -> tuple[Term, ...]:
        """Return the sum of rows that gives a cell, () where there is none."""
        text = next((row.formula for row in self.rows if (row.table, row.code) == name[:2]), None)
        return self.terms(name.table, "rows", text) if text else ()

    def column_formula(self, name: CellName) -> tuple[Term, ...]:
        """Return the sum of columns that gives a cell, () where there is none."""
        text = self.column(name).formula
        return self.terms(name.table, "columns", text) if text else ()

    def derivation(self, name: CellName) -> tuple[Term, ...]:
        """Return the sum of columns that a cell is as a rule, () where there is none."""
        text = self.column(name).derived
        return self.terms(name.table, "columns", text) if text else ()

    def column(self, name: CellName) -> ReportColumn:
        """Return the column of a cell. Raises StopIteration for a cell that is none."""
        return next(column for column in self.columns_of(name.table, name.row) if column.key == name.column)

    def label_of(self, table: str, name: str) -> str:
        """Return what a row or a column of a table is called, "" where it has none of that name."""
        about = self.tables[table]
        rows = {row.code: row.label for row in self.rows_of(table)} | {each.key: each.label for each in about.groups}
        of_parts = [about.columns, *(each.columns for each in about.blocks), *(each.columns for each in about.groups)]
        columns = {column.key: column.label for part in of_parts for column in part}
        return rows.get(name) or columns.get(name, "")

    def is_from_register(self, name: CellName) -> bool:
        """Whether the register of requests says what stands in a row."""
        return any(row.from_register for row in self.rows if (row.table, row.code) == name[:2])

    def columns_of(self, table: str, row: str) -> tuple[ReportColumn, ...]:
        """Return the columns in which a row has numbers."""
        about = self.tables[table]
        if about.groups:
            return next(group.columns for group in about.groups if group.key == row)
        if about.blocks:
            block = next(each.block for each in self.rows if (each.table, each.code) == (table, row))
            return next(each.columns for each in about.blocks if each.id == block)
        return about.columns

    def terms(self, table: str, along: str, text: str) -> tuple[Term, ...]:
        """Read a sum: names with + and -, a..b for all numbered rows from a to b, [y-1] for last year's. Raises
        ValueError where it is none."""
        plain, found = text.replace(" ", ""), []
        if not _SUM.fullmatch(plain):
            raise ValueError(f"no sum: {text!r}")
        for sign, first, last, earlier in _TERM.findall(plain):
            names = self._between(table, first, last) if last else (first,)
            found += [Term(-1 if sign == "-" else 1, name, bool(earlier)) for name in names]
        known = self._names(table, along)
        if any(term.name not in known for term in found):
            raise ValueError(f"names that {table} has not: {text!r}")
        return tuple(found)

    def sides(self, check: ReportCheck) -> tuple[tuple[Term, ...], tuple[Term, ...]]:
        """Return both sums of a check. Raises ValueError where they are none."""
        left, right = (check.expr or "").split("==")
        along = check.along or "rows"
        return self.terms(check.table or "", along, left), self.terms(check.table or "", along, right)

    def cells_named(self, text: str) -> tuple[CellName, ...]:
        """Return the cells of a figure: t2/1/total, or t2/3.3.1..3.3.8/total. Raises ValueError."""
        table, row, column = text.split("/")
        first, dots, last = row.partition("..")
        names = self._between(table, first, last) if dots else (row,)
        found = tuple(CellName(table, name, column) for name in names)
        if not found or any(name not in self.cells for name in found):
            raise ValueError(f"no cell: {text!r}")
        return found

    @cached_property
    def _kinds(self) -> Mapping[tuple[str, str], str]:
        return {(row.table, row.code): row.kind for row in self.rows}

    def _cells(self) -> Iterator[tuple[CellName, str]]:
        for section in self.sections:
            table = self.tables.get(section.table or "")
            if table is None:
                continue
            rows = [(each.key, each.label) for each in table.groups]
            rows += [(row.code, row.label) for row in self.rows_of(table.id) if row.kind != "heading"]
            for code, label in rows:
                for column in self.columns_of(table.id, code):
                    yield CellName(table.id, code, column.key), f"第{section.no}部分 {label} {column.label}"

    def _names(self, table: str, along: str) -> set[str]:
        cells = [name for name in self.cells if name.table == table]
        return {name.row if along == "rows" else name.column for name in cells}

    def _between(self, table: str, first: str, last: str) -> tuple[str, ...]:
        codes = [row.code for row in self.rows_of(table) if row.kind != "heading"]
        return tuple(codes[codes.index(first) : codes.index(last) + 1])


def annual_rules(library: Library) -> AnnualRules:
    """Return the rules that the resources hold."""
    return read_annual_rules(library.definitions[ANNUAL_REPORT], library.items(ANNUAL_REPORT), ANNUAL_REPORT)


def read_annual_rules(definition: Definition, items: Iterable[Item], file: str) -> AnnualRules:
    """Return the rules that a definition's reference words, with its items as rows. Raises `UserFacingError` for the
    first fault."""
    reference = read_as(_Reference, definition.reference, file, f"清单 {definition.code} ")
    rows = (convert(item.values, ReportRow) for item in items)
    rules = AnnualRules(reference, tuple(row for row in rows if row.table != "t3"))
    try:
        _check_sums(rules)
    except ValueError as error:
        raise bad_resource(file, "有一条计算关系写得不对", details=str(error)) from error
    for draft in rules.drafts:
        known = {figure.name for figure in rules.figures}
        named = {*_BRACED.findall(draft.text)} - {YEAR, UNIT} | {*draft.zero, *draft.without_zero}
        for name in sorted(named - known):
            raise bad_resource(file, f"草稿里的“{name}”没有写是哪个数")
        if draft.section not in {section.key for section in rules.sections if section.kind == "text"}:
            raise bad_resource(file, f"草稿所属的部分“{draft.section}”没有")
    return rules


def _check_sums(rules: AnnualRules) -> None:
    for check in rules.checks:
        if check.expr:
            rules.sides(check)
    for name in rules.cells:
        rules.row_formula(name)
        rules.column_formula(name)
        rules.derivation(name)
    for text in (text for figure in rules.figures for text in figure.cells):
        rules.cells_named(text)
    for count in rules.counted:
        rules.cells_named(f"t1/{count.row}/{count.column}")
