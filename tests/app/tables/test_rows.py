"""Reading the list of a notice out of a workbook."""

import zipfile
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
import xlwt
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import UserFacingError
from app.tables.rows import ListRow, cell_text, iso_date, read_rows, rows_from_cells
from tests.app.tables.list_example import notice_template


def workbook(path: Path, *sheets: list[list], hidden_first: bool = False) -> Path:
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for cells in sheets:
            sheet = book.add_worksheet()
            for row, line in enumerate(cells):
                for column, cell in enumerate(line):
                    if isinstance(cell, date):
                        sheet.write_datetime(row, column, cell, day)
                    elif isinstance(cell, str):
                        sheet.write_string(row, column, cell)
                    else:
                        sheet.write(row, column, cell)
        if hidden_first:
            book.worksheets()[1].activate()
            book.worksheets()[0].hide()
    return path


def test_a_list_with_a_title_and_foreign_columns_is_read(tmp_path):
    path = workbook(
        tmp_path / "名单.xlsx",
        [
            ["兴隆镇2026年11月低保名单"],
            [],
            ["序号", "村民小组", "申请人\n姓名", "拟保障人数", "拟月保障金额", "身份证号码", "联系电话", "纳入时间"],
            [1, "王家冲组", "周桂兰", 1, 420, "430102199001011234", 13812345678, date(2026, 11, 1)],
            [2, "塘湾组", "李秀英", 2, 760.5, "", "", "2026年12月"],
            [],
            ["合 计", "", "", 3, 1180.5],
            ["填表人：张三"],
        ],
    )
    read = read_rows(path, notice_template())
    assert read.rows == (
        ListRow(
            4,
            {
                "group_name": "王家冲组",
                "name": "周桂兰",
                "insured": "1",
                "amount": "420",
                "id_tail": "430102199001011234",
                "since": "2026-11-01",
            },
        ),
        ListRow(5, {"group_name": "塘湾组", "name": "李秀英", "insured": "2", "amount": "760.5", "since": "2026-12"}),
    )
    assert read.dropped_columns == ("联系电话",)
    assert [(row.number, row.reason) for row in read.left_out] == [
        (7, "这是合计行，合计由程序计算"),
        (8, "这一行没有名单的内容"),
    ]
    assert "13812345678" not in repr(read)


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ([["周桂兰", "40"], ["李秀英", "60"], ["合计", "100"]], []),
        ([["周桂兰", "40"], ["小计", "40"], ["李秀英", "60"], ["小计", "60"], ["合 计", "100.00"]], []),
        ([["周桂兰", "40"], ["李秀英", "60"], ["合计", ""]], []),
        (
            [["周桂兰", "40"], ["李秀英", "60"], ["合计", "110"]],
            ["；这一行的“拟月保障金额（元）”写的是110，上面各行加起来是100，差10，请核对"],
        ),
    ],
)
def test_a_total_that_the_rows_do_not_come_to_is_told(lines, told):
    read = rows_from_cells([["姓名", "拟月保障金额（元）"], *lines], notice_template())
    assert [row.values["name"] for row in read.rows] == ["周桂兰", "李秀英"]
    apart = [row.reason.removeprefix("这是合计行，合计由程序计算") for row in read.left_out]
    assert list(filter(None, apart)) == told
    assert [row.must_look for row in read.left_out] == [bool(each) for each in apart]


def test_the_list_may_stand_on_a_later_sheet_but_not_on_a_hidden_one(tmp_path):
    header = ["姓名", "备注"]
    path = workbook(
        tmp_path / "名单.xlsx", [header, ["旧名单", ""]], [["说明"]], [header, ["周桂兰", "新增"]], hidden_first=True
    )
    read = read_rows(path, notice_template())
    assert [row.values["name"] for row in read.rows] == ["周桂兰"]


def test_a_merged_group_counts_for_each_of_its_rows_and_a_merged_amount_once(tmp_path):
    path = tmp_path / "名单.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["村民小组", "姓名", "拟月保障金额（元）"])
        sheet.merge_range("A2:A4", "塘湾组")
        sheet.merge_range("C2:C3", 100)
        sheet.write_column("B2", ["甲", "乙", "丙"])
        sheet.write("C4", 50)
    rows = read_rows(path, notice_template()).rows
    assert [row.values.get("group_name") for row in rows] == ["塘湾组"] * 3
    assert [row.values.get("amount") for row in rows] == ["100", None, "50"]


def test_an_identity_number_that_excel_cut_to_fifteen_digits_is_not_taken(tmp_path):
    path = workbook(tmp_path / "名单.xlsx", [["姓名", "身份证号"], ["周桂兰", 430102199001011234]])
    read = read_rows(path, notice_template())
    assert read.rows == (ListRow(2, {"name": "周桂兰"}),)
    assert read.left_out[0].number == 2
    assert "后几位已经丢失" in read.left_out[0].reason


def test_pasted_cells_are_read_the_same_way():
    cells = [["姓名", "金额", "备注"], ["周桂兰", "420元", ""], ["", "", ""], ["李秀英", "760", "新增"]]
    assert [row.number for row in rows_from_cells(cells, notice_template()).rows] == [2, 4]


def test_a_head_that_could_mean_two_columns_is_dropped_and_named():
    two_names = rows_from_cells(
        [["户主申请人姓名", "监护申请人姓名", "备注", "拟保障人数"], ["甲", "乙", "", "1"]], notice_template()
    )
    assert two_names.dropped_columns == ("户主申请人姓名", "监护申请人姓名")


def test_without_a_header_the_wanted_heads_are_named(tmp_path):
    path = workbook(tmp_path / "名单.xlsx", [["甲", "乙"], [1, 2]])
    with pytest.raises(UserFacingError, match="申请人姓名") as refused:
        read_rows(path, notice_template())
    assert refused.value.code == "no-header"
    with pytest.raises(UserFacingError, match="不带名单"):
        rows_from_cells([["姓名"]], notice_template(columns=()))


def test_more_rows_than_a_notice_can_hold_are_refused():
    cells = [["姓名", "备注"], *([["甲", ""]] * 20_001)]
    with pytest.raises(UserFacingError, match="20000行"):
        rows_from_cells(cells, notice_template())


def content_of_a_workbook(tmp_path: Path) -> bytes:
    return workbook(tmp_path / "good.xlsx", [["姓名", "备注"], ["周桂兰", "新增"]]).read_bytes()


def test_wrong_and_damaged_files_are_refused_in_plain_words(tmp_path):
    good = content_of_a_workbook(tmp_path)
    cases = {
        "no-table": b"\xef\xbb\xbf\r\n<html><table></table></html>",
        "file-empty": b"",
        "damaged-file": good[: len(good) // 2],
        "not-a-table": b"%PDF-1.7",
    }
    for code, content in cases.items():
        path = tmp_path / "名单.xlsx"
        path.write_bytes(content)
        with pytest.raises(UserFacingError) as refused:
            read_rows(path, notice_template())
        assert refused.value.code == code
        assert "名单.xlsx" in refused.value.message
    with pytest.raises(UserFacingError, match="打不开"):
        read_rows(tmp_path / "没有.xlsx", notice_template())


def test_a_changed_byte_in_the_sheet_is_noticed(tmp_path):
    content = bytearray(content_of_a_workbook(tmp_path))
    with zipfile.ZipFile(tmp_path / "good.xlsx") as archive:
        info = archive.getinfo("xl/worksheets/sheet1.xml")
    content[info.header_offset + 30 + len(info.filename) + 20] ^= 0xFF
    path = tmp_path / "坏.xlsx"
    path.write_bytes(content)
    with pytest.raises(UserFacingError) as refused:
        read_rows(path, notice_template())
    assert refused.value.code == "damaged-file"


def test_a_word_document_without_a_table_is_refused(tmp_path):
    path = tmp_path / "名单.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    with pytest.raises(UserFacingError) as refused:
        read_rows(path, notice_template())
    assert refused.value.code == "no-table"


def test_a_file_that_unpacks_to_far_more_than_its_size_is_refused(tmp_path):
    path = tmp_path / "名单.xlsx"
    path.write_bytes(content_of_a_workbook(tmp_path))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet9.xml", b" " * 105 * 1024 * 1024)
    with pytest.raises(UserFacingError) as refused:
        read_rows(path, notice_template())
    assert refused.value.code == "unpacks-too-large"


@pytest.mark.parametrize(
    "far_cell",
    [
        b'<row r="1048576"><c r="XFD1048576" t="str"><v>1</v></c></row>',
        b'<row r="1048576"><c t=">" r=\'XFD1048576\'><v>1</v></c></row>',
        b'<row r="1048576"><c><v>1</v></c><c r="XFD1"><v>1</v></c></row>',
    ],
)
def test_a_cell_in_the_far_corner_does_not_take_all_memory(tmp_path, far_cell):
    source = tmp_path / "good.xlsx"
    content_of_a_workbook(tmp_path)
    path = tmp_path / "名单.xlsx"
    with zipfile.ZipFile(source) as good, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bad:
        for name in good.namelist():
            content = good.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = content.replace(b"</sheetData>", far_cell + b"</sheetData>")
            bad.writestr(name, content)
    with pytest.raises(UserFacingError) as refused:
        read_rows(path, notice_template())
    assert refused.value.code == "cell-too-far-out"


def test_formatted_empty_cells_to_the_last_row_do_no_harm(tmp_path):
    path = tmp_path / "名单.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["姓名", "备注"])
        sheet.write_row(1, 0, ["周桂兰", "新增"])
        sheet.write_blank(1_048_575, 16_383, None, book.add_format({"border": 1}))
    assert len(read_rows(path, notice_template()).rows) == 1


@pytest.mark.parametrize(
    ("cell", "kind", "text"),
    [
        (12.0, "number", "12"),
        (0.1 + 0.2, "number", "0.3"),
        (1234567.89, "money", "1234567.89"),
        (100.0, "money", "100"),
        (1e14, "number", "100000000000000"),
        (True, "text", "是"),
        (date(2026, 3, 1), "date", "2026-03-01"),
        (datetime(2026, 3, 1), "date", "2026-03-01"),
        (datetime(2026, 3, 1, 8, 30), "text", "2026-03-01 08:30"),
        (time(8, 30), "text", "08:30"),
        ("2026年3月1日", "date", "2026-03-01"),
        ("2026/3", "date", "2026-03"),
        ("２０２６.3.1", "date", "2026-03-01"),
        (20260301.0, "date", "2026-03-01"),
        (202603.0, "date", "2026-03"),
        (46082.0, "date", "2026-03-01"),
        ("2026年13月", "date", "2026年13月"),
        ("长期", "date", "长期"),
        (" 王\n　某 ", "text", "王 某"),
        ("00012", "text", "00012"),
        (None, "text", ""),
    ],
)
def test_cells_become_the_texts_people_mean(cell, kind, text):
    assert cell_text(cell, kind) == text


@settings(deadline=None)
@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_an_amount_survives_the_float_in_the_workbook(amount):
    assert Decimal(cell_text(float(amount), "money")) == amount


@settings(deadline=None)
@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_every_written_form_of_a_date_gives_the_same_date(day):
    forms = [
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}.{day.month:02}.{day.day:02}",
        f"{day:%Y%m%d}",
        day.isoformat(),
    ]
    assert {iso_date(form) for form in forms} == {day.isoformat()}


@settings(deadline=None)
@given(st.text())
def test_no_text_breaks_the_reading_of_dates(text):
    found = iso_date(text)
    assert found is None or found[:4].isdecimal()


def test_a_list_is_read_from_whatever_file_it_stands_in(tmp_path):
    rows = [["姓名", "备注", "拟保障人数"], ["周桂兰", "新增", "2"]]
    document = Document()
    document.add_paragraph("兴隆镇低保名单")
    table = document.add_table(2, 3)
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            table.cell(row, column).text = cell
    document.save(tmp_path / "名单.docx")
    (tmp_path / "名单.csv").write_bytes("\r\n".join(map(",".join, rows)).encode("gb18030"))
    book = xlwt.Workbook()
    sheet = book.add_sheet("名单")
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            sheet.write(row + 1, column, cell)
    book.save(tmp_path / "名单.xls")
    for name, number in (("名单.docx", 2), ("名单.csv", 2), ("名单.xls", 3)):
        read = read_rows(tmp_path / name, notice_template())
        assert read.rows == (ListRow(number, {"name": "周桂兰", "remark": "新增", "insured": "2"}),)


def test_a_date_shown_without_its_year_keeps_it(tmp_path):
    path = tmp_path / "名单.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["姓名", "纳入时间"])
        sheet.write(1, 0, "周桂兰")
        sheet.write_datetime(1, 1, datetime(2026, 3, 1), book.add_format({"num_format": 'm"月"d"日"'}))
    assert read_rows(path, notice_template()).rows[0].values["since"] == "2026-03-01"


def test_a_truth_is_a_chinese_yes_or_no_whatever_file_it_stands_in(tmp_path):
    path = workbook(tmp_path / "名单.xlsx", [["姓名", "备注"], ["周桂兰", True], ["李秀英", False]])
    text = tmp_path / "名单.csv"
    text.write_text("姓名,备注\n周桂兰,TRUE\n李秀英,FALSE\n", encoding="utf-8")
    for file in (path, text):
        assert [row.values["remark"] for row in read_rows(file, notice_template()).rows] == ["是", "否"]


def test_a_list_beside_a_damaged_sheet_is_read_and_the_sheet_named(tmp_path):
    path = workbook(tmp_path / "名单.xlsx", [["姓名", "备注"], ["周桂兰", "新增"]], [["说明"]])
    with zipfile.ZipFile(path) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    with zipfile.ZipFile(path, "w") as file:
        for name, content in parts.items():
            file.writestr(name, content[:-40] if name.endswith("sheet2.xml") else content)
    read = read_rows(path, notice_template())
    assert [row.values["name"] for row in read.rows] == ["周桂兰"]
    assert "“Sheet2”坏了" in "".join(read.notes)
