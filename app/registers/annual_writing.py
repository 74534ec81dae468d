"""What people write into the yearly report: numbers with the reason, texts. Each act is one operation and undone in
one step."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from msgspec import ValidationError, convert, to_builtins

from app.checks.personal_data import KIND_LABELS, find_personal_data
from app.drafting.operations import operation
from app.errors import UsageError, UserFacingError
from app.registers.annual_checks import asked_of_a_person
from app.registers.annual_records import (
    CELL,
    ISSUED,
    LONGEST_TEXT,
    TEXT,
    AnnualCell,
    AnnualIssued,
    AnnualText,
    cell_id,
    record_id,
    text_id,
)
from app.registers.annual_report import AnnualReport, annual_report
from app.registers.annual_texts import section_texts
from app.standards.annual_rules import AnnualRules, CellName
from app.workspace import Workspace

_BEGUN_WITH, _CARRIED_ON = "2", "4"
"""The rows of t2 for what came over from last year, and what goes on into the next."""


def cell_named(rules: AnnualRules, text: str) -> CellName:
    """Return a cell by its name, t2/3.1/natural. Raises `UsageError` for an unknown one."""
    parts = text.strip().split("/")
    name = CellName(*parts) if len(parts) == 3 else None
    if name is None or name not in rules.cells:
        raise UsageError(
            "annual-cell-unknown", f"年报里没有“{text[:60]}”这一格。格子写成 表/行/列，例如 t2/3.1/natural。"
        )
    return name


def correct_cells(workspace: Workspace, year: int, values: Mapping[CellName, str], reason: str) -> None:
    """Let cells have these numbers, whatever is computed; one act. Raises `UsageError` for what is no number of its
    cell or without a reason."""
    said = " ".join(reason.split())
    if not said:
        raise UsageError("reason-needed", "没有写为什么改，没有改动。请写明原因。")
    _require_impersonal(workspace, said)
    report = annual_report(workspace, year)
    written = [_cell(workspace, report, name, value, said) for name, value in values.items()]
    with operation(workspace, "annual", f"改{year}年年报的{len(written)}个数") as act:
        for each in written:
            act.write(CELL, record_id(each), to_builtins(each))


def withdraw_cell(workspace: Workspace, year: int, name: CellName) -> None:
    """Take a typed number back: what is computed stands again. Raises `UserFacingError` where none is typed."""
    row = workspace.store.records.get(CELL, cell_id(workspace.organisation.id, year, name))
    if row is None or row.content["removed"]:
        raise UserFacingError("annual-not-typed", f"{year}年年报的这一格没有人工填过数，没有改动。")
    with operation(workspace, "annual", f"取消{year}年年报改过的一个数") as act:
        act.write(CELL, row.id, row.content | {"removed": True})


def fill_zeros(workspace: Workspace, year: int, reason: str, table: str | None = None) -> int:
    """Say 0 in every cell (of a table) of which nothing is known; returns in how many. Raises as `correct_cells`."""
    report = annual_report(workspace, year)
    empty = [name for name, cell in report.cells.items() if cell.value is None and table in (None, name.table)]
    leaves = asked_of_a_person(report.rules, empty)
    if leaves:
        correct_cells(workspace, year, dict.fromkeys(leaves, "0"), reason)
    return len(leaves)


def carry_over(workspace: Workspace, year: int) -> int:
    """Write what last year's report carried on as what this year begins with, where another number stands; returns in
    how many cells. Raises `UserFacingError` without last year's report."""
    report = annual_report(workspace, year)
    if report.last_year is None:
        raise UserFacingError(
            "annual-no-last-year",
            f"没有{year - 1}年的年报，结转不过来。请先填{year - 1}年第三部分第四项各列的数，再做。",
        )
    told = report.last_year.figures
    carried = {name: value for name, value in told.items() if name[:2] == ("t2", _CARRIED_ON)}
    pairs = {name._replace(row=_BEGUN_WITH): value for name, value in carried.items()}
    leaves = {name: value for name, value in pairs.items() if not report.rules.column_formula(name)}
    changed = {name: figure_text(value) for name, value in leaves.items() if report.cells[name].value != value}
    if changed:
        correct_cells(workspace, year, changed, f"按{year - 1}年年度报告的结转数")
    return len(changed)


def take_last_year(workspace: Workspace, year: int, carried: Mapping[str, str]) -> None:
    """Write what last year's report carried on, by column of t2, as it stands there and as what this year begins with;
    one act. Raises `UsageError` for what is no number, `UserFacingError` where last year's report is kept here."""
    before, now = annual_report(workspace, year - 1), annual_report(workspace, year)
    if now.last_year is not None and not now.last_year.is_typed:
        raise UserFacingError(
            "annual-last-year-kept", f"{year - 1}年的年报是这里定稿的，没有改动。请用“照上年结转”，按那一份填。"
        )
    written = []
    for column, value in carried.items():
        last = cell_named(before.rules, f"t2/{_CARRIED_ON}/{column}")
        begun = last._replace(row=_BEGUN_WITH)
        written.append(_cell(workspace, before, last, value, f"抄自{year - 1}年年度报告"))
        written.append(_cell(workspace, now, begun, value, f"按{year - 1}年年度报告的结转数"))
    with operation(workspace, "annual", f"填{year - 1}年年报结转到{year}年的数") as act:
        for each in written:
            act.write(CELL, record_id(each), to_builtins(each))


def write_text(workspace: Workspace, year: int, section: str, text: str) -> None:
    """Let a section have this text; "" gives it back to the draft. Raises `UsageError` for an unknown section or one
    too long, `UserFacingError` where a personal number stands in it."""
    texts = {each.section: each for each in section_texts(workspace, annual_report(workspace, year))}
    if section not in texts:
        raise UsageError("annual-section-unknown", f"没有“{section[:40]}”这一部分。可以写：{'、'.join(texts)}。")
    plain = "\n".join(line.rstrip() for line in text.strip().splitlines())
    if len(plain) > LONGEST_TEXT:
        raise UsageError("annual-text-long", f"这一部分超过 {LONGEST_TEXT} 个字，没有存。请删短一些。")
    _require_impersonal(workspace, plain)
    own, at = workspace.organisation.id, workspace.timestamp()
    written = AnnualText(
        organisation=own, year=year, section=section, text=plain, draft=texts[section].draft,
        person=workspace.person, at=at, removed=not plain,
    )  # fmt: skip
    if not plain and workspace.store.records.get(TEXT, text_id(own, year, section)) is None:
        return
    with operation(workspace, "annual", f"写{year}年年报的一部分") as act:
        act.write(TEXT, record_id(written), to_builtins(written))


def issued_figures(workspace: Workspace, report: AnnualReport) -> tuple[str, str, dict[str, Any]]:
    """Return the kind, id and content of the record that is written when a report goes out: its figures, for next
    year's to begin with."""
    figures = {str(name): figure_text(value) for name, value in report.values.items() if value is not None}
    own = workspace.organisation.id
    issued = AnnualIssued(organisation=own, year=report.year, figures=figures, person=None, at="")
    return ISSUED, record_id(issued), to_builtins(issued)


def figure_text(value: Decimal) -> str:
    """Return a number as it is stored and printed: no zeros behind the point."""
    return format(value.normalize(), "f") if value else "0"


def _cell(workspace: Workspace, report: AnnualReport, name: CellName, value: str, reason: str) -> AnnualCell:
    plain, computed = value.strip(), report.cells[name].computed
    if not report.rules.is_money(name) and not (plain.isascii() and plain.isdigit()):
        raise UsageError("annual-figure-wrong", f"“{plain[:20]}”不是件数，没有改动。请填整数，没有的填0。")
    told = {"cell": str(name), "value": plain, "reason": reason, "year": report.year, "at": workspace.timestamp()}
    told |= {"organisation": workspace.organisation.id, "person": workspace.person}
    try:
        return convert(told | {"computed": None if computed is None else figure_text(computed)}, AnnualCell)
    except ValidationError as error:
        words = f"“{plain[:20]}”填在这里不行，没有改动。数只用数字和小数点，最多 9 位整数；原因最多 500 字。"
        raise UsageError("annual-figure-wrong", words, str(error)) from error


def _require_impersonal(workspace: Workspace, text: str) -> None:
    found = find_personal_data(text, workspace.organisation.public_phones)
    if found:
        kinds = "、".join(dict.fromkeys(KIND_LABELS[each.kind] for each in found))
        raise UserFacingError("annual-personal", f"文字里有{kinds}，没有存。年度报告是公开的，请删去号码再写。")
