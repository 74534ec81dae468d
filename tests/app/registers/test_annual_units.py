"""The county takes in its units' reports from files and adds them up: what is missing is missing, and not 0."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from app.drafting.history import undo
from app.drafting.operations import operation
from app.errors import UserFacingError
from app.exchange.roster import add_unit
from app.printing.annual_report import AnnualPaper, ReportPart
from app.printing.report_docx import report_docx
from app.registers.annual_records import UNIT_REPORT
from app.registers.annual_units import take_in_report, units_together
from app.standards.annual_rules import CellName, annual_rules
from app.standards.library import load_library
from app.tables.annual_tables import annual_table
from app.tables.spanned import SpannedTable
from tests.support import COUNTY, Computer, computer

RULES = annual_rules(load_library())
NEW, TOTAL, LEFT = (CellName("t2", *name) for name in (("1", "natural"), ("1", "total"), ("4", "natural")))
MEANS = {NEW: "2", TOTAL: "2", LEFT: "2", CellName("t2", "4", "total"): "2"}


def document(path: Path, unit: str, written: Callable[[CellName], str], year: int = 2026, quotes: str = "") -> Path:
    """A unit's report as a Word document, with other quotation marks where asked."""
    title = f"{unit}{year}年政府信息公开工作年度报告"
    tables = [ReportPart(each.title, table=annual_table(RULES, each.id, written)) for each in RULES.tables.values()]
    tables = [replace(part, table=in_quotes(part.table, quotes)) for part in tables] if quotes else tables
    parts = (ReportPart("总体情况", ("2025年年度报告指出的问题已经改正。",)), *tables)
    path.write_bytes(report_docx(AnnualPaper(title, unit, date(2027, 1, 8), parts)))
    return path


def in_quotes(table: SpannedTable, quotes: str) -> SpannedTable:
    """The table with other quotation marks, and dots as Chinese ones."""
    marks = str.maketrans({"“": quotes, "”": quotes, ".": "．"})
    rows = [[cell and cell._replace(text=cell.text.translate(marks)) for cell in row] for row in table.rows]
    return replace(table, rows=tuple(map(tuple, rows)))


@pytest.fixture
def county(tmp_path: Path) -> Computer:
    """青山县 with three townships on its roster, and a village that writes no report."""
    made = computer(tmp_path / "青山县", COUNTY)
    with made.working() as workspace:
        for name, code in (("兴隆镇", "990124101"), ("白云乡", "990124202"), ("城关镇", "990124103")):
            add_unit(workspace, name, code)
    return made


def test_sums_tell_the_units_behind_them_and_the_missing_ones(county: Computer, tmp_path: Path):
    def spoilt(name: CellName) -> str:
        return {NEW: "5", CellName("t1", "1.1.1", "issued"): "无"}.get(name, "0")

    first = document(tmp_path / "a.docx", "青山县兴隆镇人民政府", lambda name: MEANS.get(name, "0"))
    second = document(tmp_path / "b.docx", "白云乡人民政府", spoilt)
    with county.working() as workspace:
        assert units_together(workspace, 2026).sum_findings == ()
        taken = take_in_report(workspace, first)
        assert (taken.name, taken.year, taken.notes) == ("兴隆镇人民政府", 2026, ())
        assert take_in_report(workspace, first).is_unchanged
        assert "“无”" in take_in_report(workspace, second).notes[0]
        found = units_together(workspace, 2026)
        assert [unit.full_name for unit in found.missing] == ["城关镇人民政府"]
        named = {each.name: found.findings[each.unit] for each in found.reports}
        assert found.cells[NEW].value == 7
        assert {each.name: each.value for each in found.cells[NEW].units} == {"兴隆镇人民政府": 2, "白云乡人民政府": 5}
        assert found.cells[CellName("t1", "1.1.1", "issued")].silent == ("白云乡人民政府",)
        assert {each.code for each in named["兴隆镇人民政府"]} == {"C4"}
        assert {each.code for each in named["白云乡人民政府"]} == {"C1", "C2", "C4", "C6"}
        assert all("再报一份" in each.mend for each in named["白云乡人民政府"])
        assert {each.code for each in found.sum_findings} == {"C1", "C2"}
        odd = {NEW: "1,0"}
        typed = document(tmp_path / "x.docx", "白云乡人民政府", lambda name: odd.get(name, " 0 "), quotes='"')
        assert take_in_report(workspace, typed).notes == ()
        assert units_together(workspace, 2026).cells[NEW].value == 12
        undo(workspace)
        mended = document(tmp_path / "c.docx", "白云乡人民政府", lambda name: "0")
        assert take_in_report(workspace, mended).replaces
        assert units_together(workspace, 2026).sum_findings == ()
        undo(workspace)
        assert units_together(workspace, 2026).cells[NEW].value == 7
        take_in_report(workspace, document(tmp_path / "d.docx", "白云乡", lambda name: "1", 2025))
        found = units_together(workspace, 2026)
        baiyun = next(each.unit for each in found.reports if each.name == "白云乡人民政府")
        (uneven, *_) = [each for each in found.findings[baiyun] if each.code == "C4"]
        assert uneven.severity == "block"


def test_a_report_with_cells_that_are_none_from_a_colleague_does_not_break_the_sums(county: Computer, tmp_path: Path):
    file = document(tmp_path / "a.docx", "兴隆镇人民政府", lambda name: MEANS.get(name, "0"))
    with county.working() as workspace:
        take_in_report(workspace, file)
        (row,) = workspace.store.records.of_kind(UNIT_REPORT)
        odd = {"t2/9.9/natural": "1.5", str(NEW): "1.5"}
        with operation(workspace, "import", "收到") as act:
            act.write(UNIT_REPORT, row.id, row.content | {"figures": row.content["figures"] | odd})
        found = units_together(workspace, 2026)
        assert {each.code for each in found.findings[row.content["unit"]]} >= {"no-count"}
        assert found.cells[NEW].value == Decimal("1.5")


def test_units_whose_names_end_alike_or_are_the_same(county: Computer, tmp_path: Path):
    with county.working() as workspace:
        add_unit(workspace, "新兴隆镇", "990124104")
        taken = take_in_report(workspace, document(tmp_path / "n.docx", "新兴隆镇人民政府", lambda name: "0"))
        assert taken.name == "新兴隆镇人民政府"
        taken = take_in_report(workspace, document(tmp_path / "o.docx", "青山县兴隆镇", lambda name: "0"))
        assert taken.name == "兴隆镇人民政府"
        add_unit(workspace, "城关镇人民政府", "990124105")
        twice = document(tmp_path / "t.docx", "城关镇人民政府", lambda name: "3")
        with pytest.raises(UserFacingError, match="哪个单位"):
            take_in_report(workspace, twice)
        for code in ("990124103", "990124105"):
            take_in_report(workspace, twice, unit=code)
        found = units_together(workspace, 2026)
        same = [each.unit for each in found.reports if each.name == "城关镇人民政府"]
        assert len(same) == 2 and all("C2" in {e.code for e in found.findings[unit]} for unit in same)
        assert found.cells[NEW].value == 6


def test_what_is_no_report_of_ours_is_refused(county: Computer, tmp_path: Path):
    with county.working() as workspace:
        strange = document(tmp_path / "s.docx", "红星镇人民政府", lambda name: "0")
        with pytest.raises(UserFacingError, match="哪个单位"):
            take_in_report(workspace, strange)
        with pytest.raises(UserFacingError, match="不是2025年"):
            take_in_report(workspace, strange, unit="白云乡", year=2025)
        assert take_in_report(workspace, strange, unit="白云乡").name == "白云乡人民政府"
        empty = document(tmp_path / "e.docx", "白云乡人民政府", lambda name: "")
        with pytest.raises(UserFacingError, match="没有年度报告的表"):
            take_in_report(workspace, empty)
