"""Whether a yearly report adds up: the checks of the rules, each finding with the cells it is about."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from app.registers.annual_report import AnnualReport, LastYear
from app.registers.annual_texts import SectionText
from app.standards.annual_rules import AnnualRules, CellName, ReportCheck, Term

Severity = Literal["block", "warn"]
EMPTY, LAST_YEARS, NO_COUNT, MOVED = "C6", "C4", "no-count", "moved"
_MOST_NAMED = 3
_MENDS = {
    EMPTY: "把数填上；都没有的，用“空着的填 0”一次填好。",
    LAST_YEARS: "上年年报没有抄错，就用“照上年结转”；抄错了，先改上年的数。",
    NO_COUNT: "改成整数。",
    MOVED: "核对以后，要么取消改动、照登记的，要么再填一次。",
    "text-blank": "把【】里要写的写上。",
    "text-moved": "和草稿对一遍，把变了的数改过来。",
}
"""How what a check finds is mended, by its code."""
_MEND_NO_LAST_YEAR = "点“照上年结转”，照上年的年报抄一遍；上年没有做过年报的，都填 0。"
_MEND_TYPED = "其中人工改过的有{}：先核对这些。"
_MEND_COUNTED = "数都是从登记里来的：核对每个数背后的登记，漏登的补登，登错的改过来。"
_MEND_SUMS = "核对这几个数，改掉填错的。"


@dataclass(frozen=True)
class AnnualFinding:
    """What is wrong (block) or not answered (warn): the code of the check, a sentence with the numbers, the cells or
    the section, and how it is mended."""

    code: str
    severity: Severity
    message: str
    cells: tuple[CellName, ...] = ()
    section: str = ""
    mend: str = ""


def annual_checks(report: AnnualReport, texts: Iterable[SectionText] = ()) -> list[AnnualFinding]:
    """Return what of a report does not add up, is not there yet, or changed after somebody wrote over it."""
    found = figure_findings(report.rules, report.year, report.values, report.last_year)
    told = [*_too_early(report), *found, *_moved_cells(report), *_text_findings(report, texts)]
    return [replace(each, mend=_mend(report, each)) for each in told]


def figure_findings(
    rules: AnnualRules, year: int, values: Mapping[CellName, Decimal | None], last_year: LastYear | None
) -> list[AnnualFinding]:
    """Return what does not add up in the figures of any report."""
    found = [*_no_counts(rules, values)]
    for check in rules.checks:
        found += _not_even(rules, year, check, values, last_year) if check.expr else _empty(rules, check, values)
    return found


def _mend(report: AnnualReport, finding: AnnualFinding) -> str:
    if finding.code == LAST_YEARS and report.last_year is None:
        return _MEND_NO_LAST_YEAR
    if finding.code in _MENDS or not finding.cells:
        return _MENDS.get(finding.code, "")
    cells = [report.cells[part] for name in finding.cells for part in _leaves(report.rules, name)]
    typed = [cell.label.partition(" ")[2] for cell in cells if cell.typed]
    if typed:
        more = f"等{len(typed)}格" if len(typed) > _MOST_NAMED else ""
        return _MEND_TYPED.format("；".join(f"“{label}”" for label in typed[:_MOST_NAMED]) + more)
    return _MEND_COUNTED if any(cell.records for cell in cells) else _MEND_SUMS


def _leaves(rules: AnnualRules, name: CellName) -> list[CellName]:
    """A cell, or where it is a sum of its row the cells of it."""
    return [name, *(name._replace(column=term.name) for term in rules.column_formula(name))]


def asked_of_a_person(rules: AnnualRules, empty: Iterable[CellName]) -> list[CellName]:
    """Return of empty cells those that a person fills: the sums of rows and columns follow."""
    return [name for name in empty if not rules.column_formula(name) and not rules.row_formula(name)]


def _no_counts(rules: AnnualRules, values: Mapping[CellName, Decimal | None]) -> Iterator[AnnualFinding]:
    """What came in a package from elsewhere was not looked at by who wrote it here."""
    for name in rules.cells:
        value = values.get(name)
        if value is not None and not rules.is_money(name) and value != value.to_integral_value():
            yield AnnualFinding(NO_COUNT, "block", f"{rules.cells[name]}是{value:f}，不是件数。", (name,))


def _empty(
    rules: AnnualRules, check: ReportCheck, values: Mapping[CellName, Decimal | None]
) -> Iterator[AnnualFinding]:
    for section in rules.sections:
        empty = [name for name in rules.cells if name.table == section.table and values.get(name) is None]
        leaves = asked_of_a_person(rules, empty) or empty
        if leaves:
            shown = "；".join(rules.cells[name].partition(" ")[2] for name in leaves[:_MOST_NAMED])
            more = f"等{len(leaves)}格" if len(leaves) > _MOST_NAMED else ""
            message = f"第{section.no}部分还有格子没有数：{shown}{more}。没有的填0，不留空。"
            yield AnnualFinding(check.code, "block", message, tuple(empty))


def _not_even(
    rules: AnnualRules,
    year: int,
    check: ReportCheck,
    values: Mapping[CellName, Decimal | None],
    last_year: LastYear | None,
) -> Iterator[AnnualFinding]:
    left, right = rules.sides(check)
    if any(term.is_last_year for term in (*left, *right)) and last_year is None:
        message = f"没有{year - 1}年的年报，“{check.fact}”这一条没有核对。"
        first = next(term for term in (*left, *right) if not term.is_last_year)
        yield AnnualFinding(check.code, "warn", message, (_placed(check, _lines(rules, check)[0], first),))
        return
    earlier = last_year.figures if last_year else {}
    for line in _lines(rules, check):
        terms = [(side, term, _placed(check, line, term)) for side in (1, -1) for term in (left, right)[side < 0]]
        told = [(earlier if term.is_last_year else values).get(name) for _, term, name in terms]
        if None in told:
            if any(term.is_last_year and value is None for (_, term, _), value in zip(terms, told, strict=True)):
                yield AnnualFinding(check.code, "warn", _unanswered(rules, year, check, terms[0][2]), (terms[0][2],))
            continue
        sums = [
            sum((each.sign * value for (of, each, _), value in zip(terms, told, strict=True) if of == side), Decimal(0))
            for side in (1, -1)
        ]
        if sums[0] != sums[1]:
            names = tuple(name for _, term, name in terms if not term.is_last_year)
            parts = [[(term, value) for (of, term, _), value in zip(terms, told, strict=True) if of == side]
                     for side in (1, -1)]  # fmt: skip
            message = _uneven(rules, check, line, sums) + "；".join(_told(rules, year, check, each) for each in parts)
            yield AnnualFinding(check.code, "block", f"{message}。", names)


def _lines(rules: AnnualRules, check: ReportCheck) -> list[str]:
    """The columns, or the rows, for which a check must hold."""
    part = "column" if check.along == "rows" else "row"
    return list(dict.fromkeys(getattr(name, part) for name in rules.cells if name.table == check.table))


def _placed(check: ReportCheck, line: str, term: Term) -> CellName:
    table = check.table or ""
    return CellName(table, term.name, line) if check.along == "rows" else CellName(table, line, term.name)


def _uneven(rules: AnnualRules, check: ReportCheck, line: str, sums: list[Decimal]) -> str:
    return f"{_line_words(rules, check, line)}：{check.fact}，现在是{sums[0]:f}和{sums[1]:f}。"


def _told(rules: AnnualRules, year: int, check: ReportCheck, parts: list[tuple[Term, Decimal]]) -> str:
    """The numbers of a side of a check: “一、…”3 加“二、…”0; of many those that are not 0."""
    shown = [(term, value) for term, value in parts if value or len(parts) <= _MOST_NAMED]
    words: list[str] = []
    for term, value in shown:
        sign = "" if not words and term.sign > 0 else "加" if term.sign > 0 else "减"
        whose = f"{year - 1}年年报" if term.is_last_year else ""
        words.append(f"{sign}{whose}“{rules.label_of(check.table or '', term.name)}”{value:f}")
    return "".join(words) or "各项都是0"


def _line_words(rules: AnnualRules, check: ReportCheck, line: str) -> str:
    number = next(section.no for section in rules.sections if section.table == check.table)
    if check.along == "rows":
        column = next(column for column in rules.tables[check.table or ""].columns if column.key == line)
        return f"第{number}部分“{column.label}”一列"
    labels = {group.key: group.label for group in rules.tables[check.table or ""].groups}
    labels |= {row.code: row.label for row in rules.rows_of(check.table or "")}
    return f"第{number}部分“{labels[line]}”"


def _unanswered(rules: AnnualRules, year: int, check: ReportCheck, name: CellName) -> str:
    return f"{_line_words(rules, check, name.column)}：{year - 1}年年报没有这一格的数，{check.fact}没有核对。"


def _too_early(report: AnnualReport) -> Iterator[AnnualFinding]:
    if not report.is_over:
        yield AnnualFinding("year-open", "warn", f"{report.year}年还没有结束，数还会变。")


def _moved_cells(report: AnnualReport) -> Iterator[AnnualFinding]:
    for name, cell in report.cells.items():
        if cell.typed is None or cell.computed is None or cell.value == cell.computed:
            # The register says by now what was typed.
            continue
        before = cell.typed.computed
        if before is None or Decimal(before) != cell.computed:
            then = "没有数" if before is None else f"是{before}"
            message = f"{cell.label}：人工填的是{cell.value:f}，那时登记里{then}，现在是{cell.computed:f}。请再核对。"
            yield AnnualFinding("moved", "warn", message, (name,))


def _text_findings(report: AnnualReport, texts: Iterable[SectionText]) -> Iterator[AnnualFinding]:
    for each in texts:
        if each.blanks:
            message = f"第{each.number}部分还有{len(each.blanks)}处没有写：{each.blanks[0]}。"
            yield AnnualFinding("text-blank", "block", message, section=each.section)
        if each.is_moved:
            message = f"第{each.number}部分写好以后，用到的数变了。请和现在的草稿对一遍。"
            yield AnnualFinding("text-moved", "warn", message, section=each.section)
