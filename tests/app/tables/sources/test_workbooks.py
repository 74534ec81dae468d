"""Workbooks: what their cells show, merged, hidden, commented and damaged."""

import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
import xlwt
from openpyxl.comments import Comment

from app.tables.sources import bounds
from app.tables.sources.reading import read_source
from app.tables.sources.sheet import Span
from tests.app.tables.sources.examples import bare_workbook, only_sheet
from tests.app.tables.sources.old_workbooks import (
    EXCEL_5,
    comment,
    old_text,
    old_workbook,
    shared_text,
    shared_texts,
    wide,
)


def test_merged_hidden_and_commented_parts_of_a_workbook_are_told(tmp_path: Path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "社会救助"
    sheet["B3"], sheet["B4"], sheet["C4"], sheet["D4"] = "社会救助领域目录", "序号", "事项\n名称", "联系电话"
    sheet["B5"], sheet["C5"] = 1, "低保"
    sheet["C5"].comment = Comment("县里要求\n改名", "王")
    sheet.merge_cells("B3:D3")
    sheet.merge_cells("C5:C7")
    sheet["D7"] = "完"
    sheet.row_dimensions[6].hidden = True
    sheet.column_dimensions["D"].hidden = True
    old = book.create_sheet("旧")
    old["A1"], old.sheet_state = "旧的", "veryHidden"
    book.create_sheet("空")
    book.save(tmp_path / "目录.xlsx")

    source = read_source(tmp_path / "目录.xlsx")
    read, hidden = source.sheets
    assert source.notes == ()
    assert read.cells[:3] == (("社会救助领域目录", "", ""), ("序号", "事项\n名称", "联系电话"), ("1", "低保", ""))
    assert (read.first_row, read.first_column, read.address((2, 1))) == (2, 1, "C5")
    assert set(read.merged) == {Span(0, 0, 0, 2), Span(2, 1, 4, 1)}
    assert (read.hidden_rows, read.hidden_columns) == ({3}, {2})
    assert "县里要求\n改名" in read.comments[2, 1]
    assert (hidden.name, hidden.is_hidden, read.is_hidden) == ("旧", True, False)


def test_numbers_dates_and_formulas_are_read_as_they_show(tmp_path: Path):
    path = tmp_path / "数.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        formats = [book.add_format({"num_format": code}) for code in ("yyyy-mm-dd", "0%", "000", 'yyyy"年"m"月"')]
        sheet.write_row(0, 0, [8.0, 0.1 + 0.2, True, -2.5, 123456789012345678.0])
        sheet.write_string(0, 5, "=1+1 不是公式")
        sheet.write_datetime(1, 0, datetime(2026, 3, 1), formats[0])
        sheet.write_number(1, 1, 0.35, formats[1])
        sheet.write_number(1, 2, 7, formats[2])
        sheet.write_datetime(1, 3, datetime(2026, 3, 1), formats[3])
        sheet.write_formula(1, 4, "=B9", None, "#REF!")
        sheet.write_formula(1, 5, '="甲"&1', None, "甲1")
        sheet.write_string(2, 0, "4.3011E+17")
        sheet.write_string(2, 1, "430102199001011234")
    sheet = only_sheet(path)
    assert sheet.cells[0] == ("8", "0.3", "TRUE", "-2.5", "123456789012346000", "=1+1 不是公式")
    assert sheet.cells[1] == ("2026年3月1日", "35%", "007", "2026年3月", "#REF!", "甲1")
    assert sheet.doubts.keys() == {(0, 4), (1, 4), (2, 0)}
    assert "超过15位" in sheet.doubts[0, 4]


def test_letters_of_picture_fonts_are_marks(tmp_path: Path):
    path = tmp_path / "符号.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        second, first = book.add_format({"font_name": "Wingdings 2"}), book.add_format({"font_name": "Wingdings"})
        sheet.write(0, 0, "R", second)
        sheet.write(0, 1, "£", second)
        sheet.write(0, 2, "R")
        sheet.write_rich_string(0, 3, second, "R", "政府网站 ", first, "¨", "政府公报")
        sheet.write_rich_string(0, 4, "入户R", first, "þ")
        sheet.write(0, 5, "\uf0fe现场")
    assert only_sheet(path).cells == (("☑", "☐", "R", "☑政府网站 ☐政府公报", "入户R☑", "☑现场"),)


def test_the_cells_that_are_there_count_and_not_the_claimed_range(tmp_path: Path):
    far = '<row r="1048576"><c r="XFD1048576" s="3"/><c t="inlineStr"><is><t> </t></is></c></row>'
    path = bare_workbook(
        tmp_path / "大.xlsx",
        '<row><c t="inlineStr"><is><t>甲</t><rPh sb="0" eb="1"><t>jia</t></rPh></is></c>'
        '<c r="C1" t="str"><v>乙_x000D_\n丙</v></c></row>' + far,
        before='<dimension ref="A1:XFD1048576"/>',
        after='<mergeCells><mergeCell ref="A1:A1048576"/><mergeCell ref="E1:XFD1048576"/><mergeCell ref="?"/>'
        "</mergeCells>",
    )
    sheet = only_sheet(path)
    assert sheet.cells == (("甲", "", "乙\n丙"),)


def test_an_old_workbook_reads_as_a_new_one(tmp_path: Path):
    book = xlwt.Workbook()
    sheet = book.add_sheet("目录")
    sheet.write_merge(1, 1, 1, 3, "社会救助领域目录")
    wingdings = xlwt.easyxf("font: name Wingdings 2")
    sheet.write(2, 1, 8.0)
    sheet.write(2, 2, "R", wingdings)
    sheet.write_rich_text(2, 3, [("R", xlwt.easyfont("name Wingdings 2")), ("政府网站", xlwt.easyfont("name 宋体"))])
    sheet.write(3, 1, date(2026, 3, 1), xlwt.easyxf(num_format_str="yyyy-mm-dd"))
    sheet.write(3, 2, 0.35, xlwt.easyxf(num_format_str="0%"))
    sheet.write(3, 3, True)
    # Long enough to go on over several records of shared texts, in letters of one and of two bytes.
    for row in range(4, 400):
        sheet.write(row, 1, f"甲{row}" * 60)
        sheet.write(row, 2, f"abc{row}" * 60)
        sheet.write(row, 3, row * 1.5)
    sheet.row(4).hidden = sheet.col(3).hidden = True
    book.add_sheet("旧").write(0, 0, "旧的")
    book.get_sheet(1).visibility = 1
    book.save(tmp_path / "目录.xls")

    read, old = read_source(tmp_path / "目录.xls").sheets
    assert read.cells[:3] == (
        ("社会救助领域目录", "", ""),
        ("8", "☑", "☑政府网站"),
        ("2026年3月1日", "35%", "TRUE"),
    )
    assert all(
        cells == (f"甲{row}" * 60, f"abc{row}" * 60, f"{row * 1.5:g}") for row, cells in enumerate(read.cells[3:], 4)
    )
    assert (read.first_row, read.first_column, read.merged) == (1, 1, (Span(0, 0, 0, 2),))
    assert (read.hidden_rows, read.hidden_columns, old.is_hidden) == ({3}, {2}, True)


def test_comments_of_an_old_workbook_are_read(tmp_path: Path):
    texts = shared_texts(2, wide("序号"), wide("事项"))
    cells = shared_text(0, 0, 0) + shared_text(0, 1, 1) + comment(0, 1, "县里要求\r\n改名")
    sheet = only_sheet(old_workbook(tmp_path / "批注.xls", cells, before=texts))
    assert (sheet.cells, sheet.comments) == ((("序号", "事项"),), {(0, 1): "县里要求\n改名"})


def test_a_workbook_of_excel_5_is_read_in_its_code_page(tmp_path: Path):
    path = old_workbook(tmp_path / "很旧.xls", old_text(0, 0, "序号") + old_text(0, 1, "事项名称"), EXCEL_5)
    assert only_sheet(path).cells == (("序号", "事项名称"),)


@pytest.mark.parametrize("kind", [".xlsx", ".xls"])
def test_a_damaged_sheet_is_named_and_the_others_are_read(tmp_path: Path, kind: str):
    if kind == ".xls":
        texts = shared_texts(1, wide("序号"))
        path = old_workbook(tmp_path / "目录.xls", shared_text(0, 0, 0), before=texts, sheets=2)
        content = bytearray(path.read_bytes())
        place = content.rindex(shared_text(0, 0, 0))
        content[place + 2] = 9
        path.write_bytes(content)
    else:
        path = tmp_path / "目录.xlsx"
        with xlsxwriter.Workbook(path) as book:
            for name in ("S0", "S1"):
                book.add_worksheet(name).write(0, 0, "序号")
        parts = {
            name: content[: len(content) // 2] if name.endswith("sheet2.xml") else content
            for name, content in parts_of(path).items()
        }
        with zipfile.ZipFile(path, "w") as file:
            for name, content in parts.items():
                file.writestr(name, content)
    source = read_source(path)
    assert [sheet.name for sheet in source.sheets] == ["S0"]
    assert len(source.notes) == 1 and "“S1”坏了" in source.notes[0]


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name) for name in file.namelist()}


@pytest.mark.parametrize("ending", [".xlsx", ".xls"])
def test_sheets_beyond_those_that_are_read_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str):
    monkeypatch.setattr(bounds, "MOST_SHEETS", 2)
    path = tmp_path / f"许多{ending}"
    if ending == ".xls":
        old_workbook(path, shared_text(0, 0, 0), before=shared_texts(1, wide("甲")), sheets=3)
    else:
        book = openpyxl.Workbook()
        for name in ("甲", "乙"):
            book.create_sheet(name)["A1"] = name
        book.active["A1"] = "首"
        book.save(path)
    source = read_source(path)
    assert len(source.sheets) == 2
    assert len(source.notes) == 1 and "有3张工作表，只读了前2张" in source.notes[0]
