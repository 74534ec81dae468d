"""Pictures of the yearly report, and at the county of those of its units."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from app.exchange.roster import add_unit
from app.printing.annual_report import AnnualPaper, ReportPart
from app.printing.report_docx import report_docx
from app.registers.annual_units import take_in_report
from app.registers.annual_writing import correct_cells, fill_zeros, write_text
from app.registers.request_events import record_reply
from app.registers.requests import register_request
from app.standards.annual_rules import CellName, annual_rules
from app.tables.annual_tables import annual_table
from app.workspace import Workspace
from ui.pages.annual.shown import OWN, TOTAL, UNITS, Spot
from ui.shell.window import MainWindow

NEW = CellName("t2", "1", "natural")
_UNITS = (("石桥乡", "990124901"), ("双河镇", "990124902"), ("高坪街道", "990124903"))


def requests_table(window: MainWindow) -> Iterator[None]:
    """The third section with a number that was written over and does not add up."""
    window.desk.session.act(_write)
    window.go("annual")
    yield
    window.current.choose_year(window.current.seen.today.year, Spot(OWN, "requests"))
    yield
    window.current.go_to_cell(str(NEW))
    yield


def published_table(window: MainWindow) -> Iterator[None]:
    """The second section, where the clerk is asked."""
    yield from requests_table(window)
    window.current.go_to_cell("t1/1.1.2/in_force")
    yield


def remedies_table(window: MainWindow) -> Iterator[None]:
    """The fourth section."""
    yield from requests_table(window)
    window.current.go_to_cell("t3/litigation_after/total")
    yield


def number(window: MainWindow) -> Iterator[None]:
    """A number and what is behind it, where that fills the page."""
    yield from requests_table(window)
    window.current.columns.show_side()
    yield


def last_year(window: MainWindow) -> Iterator[None]:
    """Where last year's numbers are taken down."""
    yield from requests_table(window)
    window.current.ask_last_year()
    yield


def text(window: MainWindow) -> Iterator[None]:
    """The first section, a draft."""
    yield from requests_table(window)
    window.current._go_to(Spot(OWN, "overview"))
    yield
    window.current.text.go_to_blank()
    yield


def text_moved(window: MainWindow) -> Iterator[None]:
    """The first section, in which a figure has changed since it was written."""
    yield from requests_table(window)
    window.current._go_to(Spot(OWN, "overview"))
    yield
    window.desk.session.act(_write_text)
    yield


def units(window: MainWindow) -> Iterator[None]:
    """Who handed in at the county, and who did not."""
    window.desk.session.act(_take_in)
    window.go("annual")
    yield
    window.current.choose_year(window.current.seen.today.year, Spot(UNITS))
    yield


def total(window: MainWindow) -> Iterator[None]:
    """The sums of the units, a number with those behind it."""
    yield from units(window)
    window.current._go_to(Spot(TOTAL, "requests"))
    yield
    window.current.go_to_cell(str(NEW))
    yield


def one_unit(window: MainWindow) -> Iterator[None]:
    """The tables of one unit that do not add up."""
    yield from units(window)
    window.current.show_unit(window.current.seen.units.reports[0].unit)
    yield


def _write(workspace: Workspace) -> None:
    today = workspace.today()
    ids = [
        register_request(
            workspace,
            way="当面提交",
            submitted=today - timedelta(days),
            applicant_kind=kind,
            asked=asked,
            name=name,
            contact="13800138000",
        )
        for days, asked, kind, name in (
            (40, "2024年度农村低保资金发放汇总表", "自然人", "赵建国"),
            (30, "2023年部门决算", "自然人", "周大海"),
            (12, "2025年高标准农田建设项目招标文件", "商业企业", "青山县某建筑公司"),
        )
    ]
    record_reply(workspace, ids[0], today - timedelta(30), "already_public", "邮寄")
    correct_cells(workspace, today.year, {NEW: "3"}, "有一件口头申请没有登记")
    correct_cells(workspace, today.year, {CellName("t1", "1.1.2", "repealed"): "1"}, "办公室清理结果")


def _write_text(workspace: Workspace) -> None:
    write_text(workspace, workspace.today().year, "overview", "本年度新收政府信息公开申请4件，办理完毕1件。")
    record_reply(workspace, _second(workspace), workspace.today() - timedelta(2), "already_public", "邮寄")


def _second(workspace: Workspace) -> str:
    from app.registers.requests import requests

    return next(each.id for each in requests(workspace) if each.case.last("replied") is None)


def _take_in(workspace: Workspace) -> None:
    year, rules = workspace.today().year, annual_rules(workspace.library)
    for name, code in _UNITS:
        add_unit(workspace, name, code)
    folder = Path(workspace.path).parent
    for number, (name, _) in enumerate(_UNITS[:2]):

        def written(cell: CellName, number: int = number) -> str:
            natural = {("1", "natural"): "5", ("1", "total"): "5", ("3.1", "natural"): "5", ("3.7", "natural"): "5"}
            return natural.get(cell[1:], "0") if cell.table == "t2" and (number or cell.row == "1") else "0"

        tables = [ReportPart(each.title, table=annual_table(rules, each.id, written)) for each in rules.tables.values()]
        paper = AnnualPaper(f"{name}{year}年政府信息公开工作年度报告", name, date(year, 11, 20), tuple(tables))
        path = folder / f"{name}年报.docx"
        path.write_bytes(report_docx(paper))
        take_in_report(workspace, path)
    fill_zeros(workspace, year, "都没有", "t1")


SCENES = (
    ("annual", requests_table),
    ("annual-published", published_table),
    ("annual-remedies", remedies_table),
    ("annual-number", number),
    ("annual-last-year", last_year),
    ("annual-text", text),
    ("annual-text-moved", text_moved),
)
COUNTY_SCENES = (("county-annual-units", units), ("county-annual-total", total), ("county-annual-unit", one_unit))
