"""One accountant for several villages, from the list of units to the month's sheets, as typed at the desk."""

import pytest
import xlsxwriter

from tests.cli.conftest import NEW_TOWNSHIP, TOWNSHIP
from tests.cli.desk import Desk
from tests.cli.products import pdf_text
from tests.cli.test_notices import write_list

HEADS = ("村", "村民小组", "户主姓名", "补贴项目", "面积或数量", "到账金额（元）", "到账日期", "联系电话")


@pytest.fixture
def office(desk: Desk) -> Desk:
    """A township's desk with two villages made from its roster."""
    desk.do("new", TOWNSHIP, *NEW_TOWNSHIP)
    for name in ("白马村", "青石村"):
        desk.do("roster", TOWNSHIP, "add", "--name", name)
        desk.do("villages", "new", TOWNSHIP, "--unit", name, "-o", f"{name}.qd")
    return desk


def test_a_list_is_split_the_sheets_made_printed_and_the_missing_ones_named(office: Desk) -> None:
    assert [unit["name"] for unit in office.shown("villages", "list")] == ["白马村", "青石村"]
    assert "没有做" not in office.do("villages", "add", TOWNSHIP).out
    assert "已经在列表里" not in office.do("villages", "add", TOWNSHIP).said
    rows = [
        ("白马村委会", "一组", "赵德全", "地力", 1, 100, "2026-11-05", "13812345678"),
        ("青石材", "一组", "钱二", "地力", 1, 200, "2026-11-05", ""),
        ("北山村", "一组", "孙三", "地力", 1, 300, "2026-11-05", ""),
    ]
    write_list(office.path("名单.xlsx"), rows, HEADS)
    split = ("villages", "split", "--template", "NT-12", "--rows", "名单.xlsx", "phone=0990-6120118")
    said = office.refused(*split)
    split = (*split, "--leave-out", "北山村")
    assert "“青石材”认不准是哪个村（第 3 行）。是不是青石村？" in said
    assert "--is 写法=单位" in said
    assert office.shown("villages", "list") and not office.path("本月.pdf").exists()
    answer = office.shown(*split, "--is", "青石材=青石村")
    assert [(village["village"], village["result"]) for village in answer["villages"]] == [
        ("白马村", "made"),
        ("青石村", "made"),
    ]
    assert answer["dropped_columns"] == ["联系电话"]
    assert [each["rows"] for each in answer["left_out"]] == [[4]]
    again = office.do(*split, "--is", "青石材=青石村").out
    assert "没有再做" in again
    assert "照您说的没有放进去：“北山村”，第 4 行" in again

    office.do("villages", "expect", "NT-12=quarter", "NT-34=month")
    sheets = office.shown("villages", "sheets")
    assert [[sheet["standing"] for sheet in village["sheets"]] for village in sheets["villages"]] == [
        ["made", "missing"],
        ["made", "missing"],
    ]
    office.do("villages", "print", "-o", "本月.pdf")
    text = pdf_text(office.path("本月.pdf"))
    assert "赵德全" in text
    assert "钱二" in text
    assert "13812345678" not in text
    assert "缺 2 张" in office.do("villages", "sheets").out
    assert office.shown("villages", "sheets")["villages"][0]["sheets"][0]["standing"] == "printed"
    assert "已从列表去掉" in office.do("villages", "remove", "青石村").out
    assert office.path("青石村.qd").is_file()


def test_what_is_written_wrongly_is_told(office: Desk) -> None:
    assert "没有编号为“NT-99”" in office.refused("villages", "split", "--template", "NT-99", "--rows", "名单.xlsx")
    assert "月份" in office.misused("villages", "sheets", "--month", "十一月")
    assert "多久一张" in office.misused("villages", "expect", "NT-34=week")
    assert "列表里没有“北山村”" in office.refused("villages", "remove", "北山村")


def test_lists_on_other_sheets_of_the_workbook_are_told(office: Desk) -> None:
    line = ("一组", "赵德全", "地力", 1, 100, "2026-11-05", "")
    with xlsxwriter.Workbook(office.path("名单.xlsx")) as book:
        for name, rows in (("白马", [("白马村", *line)]), ("青石", [("青石村", *line)]), ("空表", [])):
            sheet = book.add_worksheet(name)
            for number, row in enumerate((HEADS, *rows)):
                sheet.write_row(number, 0, row)
    split = ("villages", "split", "--template", "NT-12", "--rows", "名单.xlsx")
    assert "没有读的还有：青石。" in office.do(*split, "--dry-run").out
    assert office.shown(*split)["other_sheets"] == ["青石"]
    made = office.do("notice", "new", "白马村.qd", "--template", "NT-12", "--rows", "名单.xlsx")
    assert "没有读的还有：青石。" in made.out


def test_sheets_are_written_as_pdf_or_into_a_folder_and_as_nothing_else(office: Desk) -> None:
    assert "只能存成 .pdf" in office.misused("villages", "print", "-o", "本月.txt")
    assert not office.path("本月.txt").exists()
    office.do("villages", "print", "-o", "2026.11")
    assert office.path("2026.11").is_dir()


def test_what_stands_in_the_way_is_told_by_village_whatever_its_file_is_called(office: Desk) -> None:
    office.do("roster", TOWNSHIP, "add", "--name", "河东村")
    office.do("villages", "new", TOWNSHIP, "--unit", "河东村", "-o", "3号.qd")
    office.path("3号.qd").unlink()
    for command in (("villages", "print", "-o", "本月.pdf"), ("villages", "sheets")):
        assert "河东村：找不到“3号.qd”" in office.refused(*command)
