"""`inspection`: a county scores its units by command, looks behind a point, and prints the sheets."""

from pathlib import Path

import openpyxl
import pytest

from tests.app.county.inspected import inspected_county
from tests.cli.desk import Desk


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("inspection")
    county = inspected_county(folder / "made")
    (folder / "desk").mkdir()
    desk = Desk(folder / "desk")
    Path(desk.path("县.qd")).write_bytes(county.path.read_bytes())
    return desk


def test_points_are_shown_with_what_is_behind_them_and_printed(desk: Desk) -> None:
    which = ("--kind", "月点评", "--period", "2026-11")
    assert "兴隆镇" in desk.do("inspection", "县.qd", "show", *which).out
    table = desk.ask(
        "inspection", "县.qd", "show", *which, "--unit", "兴隆镇", "--criterion", "到期公开", "--json"
    ).json()
    (unit,) = table["units"]
    (point,) = [each for each in unit["points"] if each["criterion"] == "overdue"]
    assert (point["got"], point["faults"], len(point["records"])) == ("9", 2, 2)
    assert {each["item"] for each in point["records"]} == {"05-001"} and all(each["entry"] for each in point["records"])
    less = ("--unit", "兴隆镇", "--points=-2", "--reason", "现场抽查公示栏没有更新")
    id = desk.do("inspection", "--as", "王芳", "县.qd", "adjust", *which, *less).out.strip()[-9:-1]
    shown = desk.do("inspection", "县.qd", "show", *which, "--unit", "兴隆镇").out
    assert "现场抽查公示栏没有更新（王芳" in shown and id in shown
    desk.do("inspection", "县.qd", "write", *which, "--unit", "all", "-o", "检查表.pdf")
    desk.do("inspection", "县.qd", "write", *which, "-o", "得分.pdf")
    desk.do("inspection", "县.qd", "write", *which, "-o", "得分.xlsx")
    rows = list(openpyxl.load_workbook(desk.path("得分.xlsx"))["得分"].iter_rows(min_row=2, values_only=True))
    assert [row[0] for row in rows] == ["白云乡", "兴隆镇", "城关街道"] and rows[1][-1] == "-2"
    desk.do("inspection", "县.qd", "adjust", "--withdraw", id)
    desk.do("inspection", "县.qd", "weigh", "--kind", "月点评", "overdue=20/5", "complete=10")
    assert "分值是本县定的" in desk.do("inspection", "县.qd", "show", *which).out


def test_the_table_over_all_units_tells_who_was_overdue(desk: Desk) -> None:
    assert "报来时逾期：公开台账 2 件" in desk.do("matrix", "县.qd").out
    rows = desk.shown("matrix", "县.qd")["rows"]
    assert {row["organisation"]: row["overdue"] for row in rows}["兴隆镇"] == {"公开台账": 2}
    desk.do("matrix", "县.qd", "-o", "总表.xlsx")
    heads, *told = openpyxl.load_workbook(desk.path("总表.xlsx"))["总表"].iter_rows(min_row=1, values_only=True)
    place = heads.index("报来时逾期的") if "报来时逾期的" in heads else None
    assert place is not None and "公开台账 2 件" in [row[place] for row in told]


def test_wrong_wishes_are_told_what_to_write(desk: Desk) -> None:
    desk.misused("inspection", "县.qd", "show", "--kind", "日考核")
    desk.misused("inspection", "县.qd", "show", "--kind", "月点评", "--period", "2026-99")
    desk.misused("inspection", "县.qd", "show", "--kind", "月点评", "--criterion", "overdue")
    desk.misused("inspection", "县.qd", "adjust", "--kind", "月点评", "--points=-1")
    assert "只能写成" in desk.refused("inspection", "县.qd", "write", "--kind", "月点评", "-o", "得分.docx")
