"""Until when the yearly report of a unit is to be handed in and published (条例第四十九条), and that it was."""

from dataclasses import dataclass
from datetime import date

from msgspec import convert, to_builtins

from app.calendar.wording import full_date
from app.drafting.operations import operation
from app.errors import UserFacingError
from app.registers.annual_records import FILED, AnnualFiled, filed_id, record_id
from app.registers.annual_report import writes_reports
from app.registers.days import desk_day
from app.standards.annual_rules import ReportDeadline, annual_rules
from app.workspace import Workspace

AHEAD_DAYS = 31
"""How long before its day a report is worked on, so that it is told of."""


@dataclass(frozen=True)
class ReportDue:
    """The report of a year and its day; `explanation` says by which rule. `is_habit`: no law sets the day for units of
    this kind."""

    year: int
    due: date
    explanation: tuple[str, ...]
    is_habit: bool


def report_due(workspace: Workspace, year: int) -> ReportDue | None:
    """Return until when the report of a year is due, None for a unit that writes none."""
    if not writes_reports(workspace):
        return None
    kind = workspace.organisation.kind
    rule = next((each for each in annual_rules(workspace.library).deadlines if kind in each.kinds), None)
    if rule is None:
        return None
    due = date(year + 1, rule.month, rule.day)
    return ReportDue(year, due, tuple(_explained(rule, year, due)), rule.article is None)


def open_report(workspace: Workspace, today: date) -> ReportDue | None:
    """Return the report that is to be handed in as of a day: that of the year before, unless it was. One whose day was
    over before this file was made is nobody's business here."""
    due = report_due(workspace, today.year - 1)
    if due is None or filed_on(workspace, due.year) is not None or due.due < _begun(workspace):
        return None
    return due


def filed_on(workspace: Workspace, year: int) -> date | None:
    """Return on which day the report of a year was handed in and published, None where nobody wrote that down."""
    row = workspace.store.records.get(FILED, filed_id(workspace.organisation.id, year))
    return None if row is None or row.content["removed"] else convert(row.content, AnnualFiled).on


def record_filed(workspace: Workspace, year: int, on: date) -> None:
    """Write down on which day the report of a year was handed in and published. Raises `UserFacingError` for a day
    before the year was over or in the future."""
    if not writes_reports(workspace):
        raise UserFacingError("annual-not-here", "年度报告由县、乡镇、街道和部门编写，本单位不写。")
    if on > workspace.today() or on.year <= year:
        over = f"{year}年过完了才报，" if on.year <= year else "这一天还没有到，"
        raise UserFacingError(
            "annual-filed-day",
            f"{full_date(on)}不会是报送{year}年年报的日子：{over}没有记。请写实际报送、公布的那一天，并核对是哪一年的年报。",
        )
    filed = AnnualFiled(
        organisation=workspace.organisation.id, year=year, on=on, person=workspace.person, at=workspace.timestamp()
    )
    with operation(workspace, "annual", f"记{year}年年报已经报送") as act:
        act.write(FILED, record_id(filed), to_builtins(filed))


def withdraw_filed(workspace: Workspace, year: int) -> None:
    """Take back that a report was handed in. Raises `UserFacingError` where nobody said so."""
    row = workspace.store.records.get(FILED, filed_id(workspace.organisation.id, year))
    if row is None or row.content["removed"]:
        raise UserFacingError("annual-not-filed", f"{year}年的年报没有记过报送，没有改动。请核对年份。")
    with operation(workspace, "annual", f"取消{year}年年报的报送") as act:
        act.write(FILED, row.id, row.content | {"removed": True})


def _explained(rule: ReportDeadline, year: int, due: date) -> list[str]:
    source = f"政府信息公开条例{rule.article}" if rule.article else rule.who
    lines = [f"{year}年的年报到{full_date(due)}为止：{rule.text}（{source}）。"]
    if rule.article is None:
        lines.append("条例写的是县级以上人民政府部门，没有写乡镇、街道；多数地方要求同一天，县里另有日子的照县里的。")
    return lines


def _begun(workspace: Workspace) -> date:
    """The day of the first thing that was done in this file."""
    first = workspace.store.operations.by_number(1)
    return desk_day(first["at"]) if first else workspace.today()
