"""What is due and when, counted afresh by the calendar the office goes by, and what a new calendar moves."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.calendar import WorkCalendar
from app.notices.keeping import filled_of, kept_notices, printed_at
from app.notices.periods import recounted
from app.registers.annual_filing import open_report
from app.registers.column_standings import column_lines
from app.registers.ledger import cycles, ledger
from app.registers.plan_standings import plan_lines
from app.registers.postings import is_of, period_hung, postings
from app.registers.request_clock import open_case_clocks
from app.registers.requests import requests, title_of_request
from app.registers.review_lists import reassessments
from app.standards.request_rules import request_rules
from app.workspace import Workspace

NOTICE_ENDS, PUBLISH, CYCLE, REASSESS = "notice-ends", "publish", "cycle", "reassess"
REQUEST, APPLICANT_WAIT = "request", "request-wait"
INTERPRET, COLUMN = "interpret", "column"
ANNUAL = "annual"
KIND_WORDS = {
    NOTICE_ENDS: "公示期满",
    PUBLISH: "应公开",
    CYCLE: "定期公开",
    REASSESS: "重新评估",
    REQUEST: "答复申请",
    APPLICANT_WAIT: "等申请人",
    INTERPRET: "解读文件",
    COLUMN: "更新栏目",
    ANNUAL: "报送、公布年报",
}


@dataclass(frozen=True)
class Deadline:
    """One thing that is due: `kind` and `id` name it, `explanation` says how the day was reached.

    `entry`: the entry it belongs to. `of`: what kind of thing is looked at again.
    `written`: the day that a paper already printed says, where that is not `due`.
    """

    kind: str
    id: str
    title: str
    due: date
    inferred: bool
    explanation: tuple[str, ...]
    written: date | None = None
    entry: str | None = None
    of: str = ""

    @property
    def is_line(self) -> bool:
        """Whether `id` is that of a line of the ledger."""
        return self.kind == PUBLISH


@dataclass(frozen=True)
class Moved:
    """A deadline that another calendar puts on another day, or no longer has to infer."""

    before: Deadline
    after: Deadline


def open_deadlines(workspace: Workspace, calendar: WorkCalendar, on: date | None = None) -> list[Deadline]:
    """Return what is due by `calendar` and not done, the earliest first, overdue publications included; notices whose
    period is over by the day (`on`, today where it is None), those that were taken down and lines that a review
    withholds are not; neither is the yearly report before its year is over.
    """
    today = on or workspace.today()
    notices = (each for each in _notices(workspace, calendar) if max(each.due, each.written or each.due) >= today)
    found = [*notices, *_publications(workspace, calendar), *_cycles(workspace, calendar), *_reassessments(workspace)]
    found += [*_requests(workspace, calendar), *_annual(workspace, today)]
    found += [*_plans(workspace, calendar), *_columns(workspace)]
    return sorted(found, key=lambda each: (each.due, each.kind, each.title, each.id))


def moved_deadlines(workspace: Workspace, before: WorkCalendar, after: WorkCalendar) -> list[Moved]:
    """Return the open deadlines whose day, or whose certainty, differs between two calendars."""
    was = {(each.kind, each.id): each for each in open_deadlines(workspace, before)}
    now = {(each.kind, each.id): each for each in open_deadlines(workspace, after)}
    both = [(was[key], now[key]) for key in was if key in now]
    return [Moved(old, new) for old, new in both if (old.due, old.inferred) != (new.due, new.inferred)]


def _notices(workspace: Workspace, calendar: WorkCalendar) -> Iterator[Deadline]:
    hung = {each.notice: each for each in postings(workspace)}
    for row in kept_notices(workspace):
        period, posted = filled_of(row).period, hung.get(row.id)
        posted = posted if posted is not None and is_of(workspace, posted, row.revision) else None
        if period is not None and (posted is None or posted.taken_down is None):
            now = period_hung(period, posted.posted, calendar) if posted else recounted(period, calendar)
            # What hangs on the wall says what it says, whatever the calendar: then both days are told.
            is_out = posted is not None or printed_at(workspace, row) is not None
            written = period.end if is_out and now.end != period.end else None
            title = row.content["title"]
            yield Deadline(NOTICE_ENDS, row.id, title, now.end, now.inferred, now.explanation, written)


def _publications(workspace: Workspace, calendar: WorkCalendar) -> Iterator[Deadline]:
    for each in ledger(workspace, calendar):
        line, due = each.kept.line, each.due
        if each.is_open:
            yield Deadline(PUBLISH, each.kept.id, line.title, due.due, due.inferred, due.explanation, entry=line.entry)


def _cycles(workspace: Workspace, calendar: WorkCalendar) -> Iterator[Deadline]:
    for each in cycles(workspace, calendar):
        due = each.due
        yield Deadline(CYCLE, each.entry, each.title, due.due, due.inferred, due.explanation, entry=each.entry)


def _reassessments(workspace: Workspace) -> Iterator[Deadline]:
    explanation = (
        "审查为不予公开的，满一年重新评估一次：情形变了、可以公开的，应当公开（政府信息公开条例第十八条）。",
    )
    for each in reassessments(workspace):
        yield Deadline(REASSESS, each.subject, each.title, each.due, False, explanation, of=each.kind)


def _plans(workspace: Workspace, calendar: WorkCalendar) -> Iterator[Deadline]:
    for line in plan_lines(workspace, calendar):
        # One that stands in the ledger is told of there.
        if line.is_open and line.due is not None and not line.in_ledger:
            due = line.due
            yield Deadline(INTERPRET, line.kept.id, line.title, due.due, due.inferred, due.explanation)


def _columns(workspace: Workspace) -> Iterator[Deadline]:
    for line in column_lines(workspace):
        if line.due is not None:
            yield Deadline(COLUMN, line.kept.id, line.name, line.due, False, line.reached)


def _requests(workspace: Workspace, calendar: WorkCalendar) -> Iterator[Deadline]:
    for kept, clock in open_case_clocks(request_rules(workspace.library), calendar, requests(workspace)):
        title, explanation = title_of_request(kept.case), clock.explanation
        if clock.due is not None:
            yield Deadline(REQUEST, kept.id, title, clock.due, clock.inferred, explanation)
        elif clock.waiting is not None:
            yield Deadline(APPLICANT_WAIT, kept.id, title, clock.waiting.until, clock.inferred, explanation)


def _annual(workspace: Workspace, today: date) -> Iterator[Deadline]:
    if (report := open_report(workspace, today)) is not None:
        title = f"{report.year}年政府信息公开工作年度报告"
        yield Deadline(ANNUAL, str(report.year), title, report.due, report.is_habit, report.explanation)
