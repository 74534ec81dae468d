"""What the page of the yearly report shows: read on the store's thread."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.drafting.form_drafts import kept_forms
from app.registers.annual_checks import AnnualFinding, annual_checks
from app.registers.annual_filing import ReportDue, filed_on, open_report, report_due
from app.registers.annual_history import CellChange, cell_history
from app.registers.annual_report import AnnualReport, ReportCell, annual_report
from app.registers.annual_texts import SectionText, section_texts
from app.registers.annual_units import UnitsTogether, reporting_units, units_together
from app.registers.publications import all_publications
from app.registers.requests import requests, title_of_request
from app.workspace import Workspace

CELL_FORM, TEXT_FORM = "annual-cell", "annual-text"
FORMS = (CELL_FORM, TEXT_FORM)
"""Under which what stands half written is kept."""
MOST_BEHIND = 200
_YEARS_OFFERED = 6


@dataclass(frozen=True)
class AnnualSeen:
    """The report of a year and its checks, when it is due and was handed in. `units`: those of the units below, None
    for a unit that has none. `typed`: what stands half written, by form and subject."""

    report: AnnualReport
    texts: tuple[SectionText, ...]
    findings: tuple[AnnualFinding, ...]
    units: UnitsTogether | None
    due: ReportDue | None
    filed: date | None
    years: tuple[int, ...]
    today: date
    typed: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def to_mend(self) -> int:
        """How many findings make a draft of it."""
        return sum(each.severity == "block" for each in self.findings)

    def text(self, section: str) -> SectionText | None:
        """Return a section that is a text, None for one that is a table."""
        return next((each for each in self.texts if each.section == section), None)


@dataclass(frozen=True)
class Behind:
    """A record that a number counts: of `kind` request or publication, with the day it was handed in or formed."""

    kind: str
    id: str
    title: str
    day: date


def read_annual(workspace: Workspace, year: int | None) -> AnnualSeen:
    """Return the report of a year; None asks for the one that is worked on now."""
    today = workspace.today()
    year = year or _usual_year(workspace, today)
    report = annual_report(workspace, year)
    texts = tuple(section_texts(workspace, report))
    offered = range(today.year, today.year - _YEARS_OFFERED, -1)
    return AnnualSeen(
        report,
        texts,
        tuple(annual_checks(report, texts)),
        units_together(workspace, year) if _has_units(workspace) else None,
        report_due(workspace, year),
        filed_on(workspace, year),
        tuple(sorted({*offered, year}, reverse=True)),
        today,
        {form: kept_forms(workspace, form) for form in FORMS},
    )


@dataclass(frozen=True)
class CellDetail:
    """What belongs to one number: the records behind it, and what people did to it."""

    behind: tuple[Behind, ...]
    changes: tuple[CellChange, ...]


def read_cell(workspace: Workspace, year: int, cell: ReportCell) -> CellDetail:
    """Return what belongs to a number of our own report."""
    behind = _behind(workspace, cell.kind, cell.records) if cell.records else []
    return CellDetail(tuple(behind), tuple(cell_history(workspace, year, cell.name)))


def _behind(workspace: Workspace, kind: str, ids: Sequence[str]) -> list[Behind]:
    """Return the records that a number counts, as far as they are held here; no more than `MOST_BEHIND`."""
    wanted = ids[:MOST_BEHIND]
    if kind == "request":
        cases = {each.id: each.case for each in requests(workspace)}
        known = [(id, cases[id]) for id in wanted if id in cases]
        return [Behind(kind, id, title_of_request(case), case.submitted) for id, case in known]
    lines = {each.id: each.line for each in all_publications(workspace)}
    found = [(id, lines[id]) for id in wanted if id in lines]
    return [Behind(kind, id, line.title, line.formed) for id, line in found]


def _usual_year(workspace: Workspace, today: date) -> int:
    """Last year's until it was handed in, in the first half of a year; else this year's, which is gathered for."""
    last = today.year - 1
    is_written_now = open_report(workspace, today) is not None and today.month <= 6
    return last if is_written_now else today.year


def _has_units(workspace: Workspace) -> bool:
    return workspace.organisation.kind == "county" or bool(reporting_units(workspace))
