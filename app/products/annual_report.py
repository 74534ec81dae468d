"""The yearly report, and at the county the table of all its units together, as a file: drawn, looked through, and the
figures of a finished report kept once it left the house."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.checks.privacy_gate import check_docx, check_drawn
from app.errors import UserFacingError
from app.file_names import file_name
from app.printing.annual_report import AnnualPaper, ReportPart, draw_report
from app.products.outgoing import Outgoing, save_outgoing
from app.registers.annual_checks import AnnualFinding, annual_checks
from app.registers.annual_records import CELL, TEXT, UNIT_REPORT, cell_id, text_id, unit_report_id
from app.registers.annual_report import AnnualReport, annual_report
from app.registers.annual_texts import SectionText, section_texts
from app.registers.annual_units import UNCONFIRMED, UnitsTogether, units_together
from app.registers.annual_writing import figure_text, issued_figures
from app.standards.annual_rules import CellName
from app.tables.annual_tables import annual_table
from app.workspace import Workspace

DRAFT = "草案"


@dataclass(frozen=True)
class PreparedReport:
    """All that drawing needs: the paper, the findings that make it a draft, what it rests on as (kind, id, revision),
    and the records that are written when it leaves."""

    paper: AnnualPaper
    findings: tuple[AnnualFinding, ...]
    phones: Collection[str]
    shown: tuple[tuple[str, str, str], ...]
    records: tuple[tuple[str, str, dict[str, Any]], ...]

    @property
    def file_name(self) -> str:
        """What its file is called, without its ending."""
        return file_name(self.paper.title)


def prepare_report(workspace: Workspace, year: int) -> PreparedReport:
    """Read what the report of a year is drawn from. One that does not add up, or in which something is missing, is a
    draft and says so. Raises `UserFacingError` for a unit that writes none."""
    report = annual_report(workspace, year)
    texts = section_texts(workspace, report)
    findings = tuple(each for each in annual_checks(report, texts) if each.severity == "block")
    paper = AnnualPaper(
        f"{report.unit}{year}年政府信息公开工作年度报告",
        report.unit,
        workspace.today(),
        _parts(report, texts),
        DRAFT if findings else "",
    )
    records = () if findings else (issued_figures(workspace, report),)
    phones = workspace.organisation.public_phones
    return PreparedReport(paper, findings, phones, tuple(_shown(workspace, report, texts)), records)


def prepare_total(workspace: Workspace, year: int) -> PreparedReport:
    """Read what the table of all units together is drawn from: their sums in the official tables, below whose they are
    and who is missing. A draft while somebody is missing or something does not add up."""
    found = units_together(workspace, year)
    unit = workspace.organisation.full_name
    findings = (*(each for group in found.findings.values() for each in group), *found.sum_findings)
    wrong = tuple(each for each in findings if each.severity == "block")
    title = f"{unit}{year}年政府信息公开工作年度报告汇总表"
    about = ReportPart("说明", tuple(_whose(found)))
    is_draft = bool(wrong or found.missing or not found.reports)
    paper = AnnualPaper(title, unit, workspace.today(), (about, *_summed_tables(found)), DRAFT if is_draft else "")
    own, records = workspace.organisation.id, workspace.store.records
    ids = [unit_report_id(own, year, each.unit) for each in found.reports]
    shown = tuple((UNIT_REPORT, id, records.get(UNIT_REPORT, id).revision) for id in ids)
    return PreparedReport(paper, wrong, workspace.organisation.public_phones, shown, ())


def _whose(found: UnitsTogether) -> list[str]:
    names = "、".join(each.name for each in found.reports)
    lines = [f"本表是{len(found.reports)}个单位年度报告的合计（{UNCONFIRMED}）：{names or '无'}。"]
    if found.missing:
        missing = "、".join(unit.full_name for unit in found.missing)
        lines.append(f"没有收到、没有计入的{len(found.missing)}个单位：{missing}。")
    silent = list(dict.fromkeys(unit for cell in found.cells.values() for unit in cell.silent))
    if silent:
        lines.append(f"有的格子没有填数、没有计入的：{'、'.join(silent)}。")
    return lines


def _summed_tables(found: UnitsTogether) -> tuple[ReportPart, ...]:
    def written(name: CellName) -> str:
        value = found.cells[name].value
        return "" if value is None else figure_text(value)

    tables = [section for section in found.rules.sections if section.table]
    return tuple(ReportPart(each.title, table=annual_table(found.rules, each.table or "", written)) for each in tables)


def draw_annual(prepared: PreparedReport) -> Outgoing:
    """Set a report on A4. Needs no store and may run on another thread."""
    pdf, printed = draw_report(prepared.paper)
    found = check_drawn(printed.runs, printed.texts, printed.outside, prepared.phones)
    return Outgoing(
        pdf,
        printed.pages,
        found,
        f"打印{prepared.paper.title}",
        prepared.shown,
        stand_ins=printed.stand_ins,
        to_look_at=printed.warnings,
        records=prepared.records,
    )


def annual_as_word(prepared: PreparedReport) -> Outgoing:
    """Write a report as a Word document, to be edited further. Needs no store and may run on another thread."""
    # What writes Word documents takes long to load, which who prints need not pay for.
    from app.printing.report_docx import report_docx

    content = report_docx(prepared.paper)
    found = check_docx(content, prepared.phones, f"{prepared.file_name}.docx")
    label = f"导出{prepared.paper.title}"
    return Outgoing(content, 0, found, label, prepared.shown, records=prepared.records)


def save_annual(workspace: Workspace, prepared: PreparedReport, path: Path, *, force: bool = False) -> Outgoing:
    """Write a report as the kind of file that the name's end says; the figures of a finished one are kept for the
    next year. Raises `UserFacingError` when it says none, personal data would show, or the file exists."""
    make = {".pdf": draw_annual, ".docx": annual_as_word}.get(path.suffix.lower())
    if make is None:
        raise UserFacingError(
            "format-unknown", f"“{path.name}”没有写：年报只能写成 .pdf 或者 .docx。请把文件名的结尾改成其中一种。"
        )
    outgoing = make(prepared)
    save_outgoing(workspace, outgoing, path, force=force)
    return outgoing


def _parts(report: AnnualReport, texts: list[SectionText]) -> tuple[ReportPart, ...]:
    def written(name: CellName) -> str:
        value = report.cells[name].value
        return "" if value is None else figure_text(value)

    said = {each.section: tuple(filter(None, each.text.splitlines())) for each in texts}
    return tuple(
        ReportPart(
            f"{section.no}、{section.title}",
            said.get(section.key, ()),
            annual_table(report.rules, section.table, written) if section.table else None,
        )
        for section in report.rules.sections
    )


def _shown(workspace: Workspace, report: AnnualReport, texts: list[SectionText]) -> list[tuple[str, str, str]]:
    """What people wrote that stands on the paper; what was counted is read anew each time."""
    own, records = workspace.organisation.id, workspace.store.records
    ids = [(CELL, cell_id(own, report.year, name)) for name, cell in report.cells.items() if cell.typed]
    ids += [(TEXT, text_id(own, report.year, each.section)) for each in texts if each.written]
    return [(kind, id, records.get(kind, id).revision) for kind, id in ids]
