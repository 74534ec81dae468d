"""How cases end, and where each counts in table 3 and table 4 of the annual report."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.registers.request_clock import received_on
from app.registers.request_records import KeptRequest, Request
from app.standards.library import Library
from app.standards.request_rules import RequestRules

ANNUAL_REPORT = "annual-report"
NEW, CARRIED, TOTAL, LEFT = "1", "2", "3.7", "4"
"""Rows of table 3 beside those of the replies: new this year, carried from last year, all done, carried on."""
_REMEDIES = {"行政复议": "reconsideration", "未经复议直接起诉": "litigation_direct", "复议后起诉": "litigation_after"}
_RESULTS = {"结果维持": "upheld", "结果纠正": "corrected", "其他结果": "other"}

Cells = Mapping[tuple[str, str], tuple[str, ...]]
"""Ids of the cases behind each number, by row and column."""


@dataclass(frozen=True)
class AnnualRequests:
    """What a year's report says of requests; rows and columns by their codes there, `total` columns left out."""

    year: int
    table3: Cells
    table4: Cells

    def count(self, row: str, column: str) -> int:
        """Return a number of table 3."""
        return len(self.table3.get((row, column), ()))


def annual_row(rules: RequestRules, case: Request) -> str | None:
    """Return the row of table 3 that a closed case counts in; None while it is open."""
    replied = case.last("replied")
    return rules.ground(replied.ground).annual_report_row if replied else None


def annual_column(library: Library, case: Request) -> str:
    """Return the column of table 3 that a case counts in."""
    tables = library.definitions[ANNUAL_REPORT].reference["tables"]
    columns = next(table["columns"] for table in tables if table["id"] == "t2")
    return next(column["key"] for column in columns if column["label"] == case.applicant_kind)


def annual_requests(library: Library, rules: RequestRules, known: Sequence[KeptRequest], year: int) -> AnnualRequests:
    """Return what happened in a year: each case that was there counts as new or carried over, and as done or left."""
    table3: dict[tuple[str, str], list[str]] = {}
    for kept in known:
        for row in _rows_of(rules, kept.case, year):
            table3.setdefault((row, annual_column(library, kept.case)), []).append(kept.id)
    return AnnualRequests(year, _frozen(table3), _frozen(_table4(known, year)))


def _rows_of(rules: RequestRules, case: Request, year: int) -> list[str]:
    began, replied = _counted_from(rules, case), case.last("replied")
    if began.year > year or (replied is not None and replied.on.year < year):
        return []
    rows = [NEW if began.year == year else CARRIED]
    row = annual_row(rules, case) if replied is not None and replied.on.year == year else None
    return [*rows, row, TOTAL] if row else [*rows, LEFT]


def _counted_from(rules: RequestRules, case: Request) -> date:
    """Return the day a case counts from: that of receipt; one never confirmed counts from the day it came."""
    return received_on(rules, case) or case.submitted


def _table4(known: Sequence[KeptRequest], year: int) -> dict[tuple[str, str], list[str]]:
    """Each remedy of a case counts in the year of its result; without one it is pending in every year since."""
    cells: dict[tuple[str, str], list[str]] = {}
    for kept in known:
        results = [event for event in kept.case.events if event.kind == "remedy-result"]
        for number, remedy in enumerate(event for event in kept.case.events if event.kind == "remedy"):
            result = results[number] if number < len(results) else None
            kind = _result_in(remedy.on.year, (result.on.year, result.choice) if result else None, year)
            if kind and remedy.choice in _REMEDIES:
                cells.setdefault((_REMEDIES[remedy.choice], kind), []).append(kept.id)
    return cells


def _result_in(begun: int, result: tuple[int, str] | None, year: int) -> str | None:
    if begun > year:
        return None
    if result is None or result[0] > year:
        return "pending"
    return _RESULTS.get(result[1]) if result[0] == year else None


def _frozen(cells: Mapping[tuple[str, str], Sequence[str]]) -> Cells:
    return {key: tuple(ids) for key, ids in cells.items()}
