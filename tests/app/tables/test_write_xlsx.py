"""The official table as a workbook, read back with another library."""

import errno
import zipfile
from datetime import date
from pathlib import Path

import msgspec
import openpyxl
import pytest

from app.errors import UserFacingError
from app.standards.library import load_library
from app.standards.models import STANDARD_CATALOGUE
from app.tables.official import TableEntry, official_table
from app.tables.write_xlsx import CatalogueSheet, sheet_names, write_catalogue_xlsx
from tests.app.tables.catalogue_example import DEFINITION, TOWNSHIP_LEVELS, entry

MADE_ON = date(2026, 11, 22)


def sheet(*entries, name="社会救助", title="兴隆镇社会救助领域基层政务公开标准目录", **fields) -> CatalogueSheet:
    table = official_table(DEFINITION, entries or [entry(1)], TOWNSHIP_LEVELS)
    return CatalogueSheet(name, title, "兴隆镇人民政府", "2026年版　2026年11月", table, **fields)


def written(tmp_path: Path, *sheets: CatalogueSheet, **options):
    path = tmp_path / "目录.xlsx"
    write_catalogue_xlsx(sheets or [sheet()], path, made_on=MADE_ON, **options)
    return openpyxl.load_workbook(path)


def test_the_official_shape_can_be_read_back(tmp_path):
    worksheet = written(tmp_path, sheet(entry(1), entry(2, level2="审批信息", audience="特定群体"), draft=True)).active
    assert worksheet["A1"].value == "兴隆镇社会救助领域基层政务公开标准目录"
    assert worksheet["A2"].value == "编制单位：兴隆镇人民政府"
    assert [cell.value for cell in worksheet[3]] == [
        "序号",
        "公开事项",
        None,
        "公开内容（要素）",
        "公开依据",
        "公开时限",
        "公开渠道和载体",
        "公开对象",
        None,
        "公开层级",
        None,
    ]
    assert [cell.value for cell in worksheet[4]] == [
        None,
        "一级事项",
        "二级事项",
        None,
        None,
        None,
        None,
        "全社会",
        "特定群体",
        "乡级",
        "村级",
    ]
    assert [cell.value for cell in worksheet[5]][:4] == [
        "1",
        "最低生活保障",
        "审核信息",
        "初审对象名单；\n相关信息",
    ]
    assert [cell.value for cell in worksheet[6]][7:9] == [None, "√"]
    assert any("草案" in str(cell.value) for cell in worksheet[2])
    merged = {str(cells) for cells in worksheet.merged_cells.ranges}
    assert {"A1:K1", "A3:A4", "B3:C3", "D3:D4", "H3:I3", "J3:K3", "B5:B6"} <= merged


def test_channels_are_lines_of_filled_and_empty_boxes(tmp_path):
    value = (
        written(tmp_path, sheet(entry(1, channels=["政府网站", "其他"], channels_other="村广播"))).active["G5"].value
    )
    assert value.replace("　", "") == (
        "■政府网站□政府公报\n□两微一端\n□社区/企事业单位/村公示栏（电子屏）\n□精准推送■其他（村广播）"
    )


def test_the_page_is_set_up_for_printing(tmp_path):
    worksheet = written(tmp_path, paper="A4").active
    assert worksheet.page_setup.orientation == "landscape"
    assert worksheet.page_setup.paperSize == 9
    assert worksheet.sheet_properties.pageSetUpPr.fitToPage
    assert worksheet.page_setup.fitToHeight == 0
    assert worksheet.print_title_rows == "$3:$4"
    assert worksheet.freeze_panes == "D5"
    assert worksheet["D5"].alignment.wrap_text
    assert worksheet["D5"].border.left.style == "thin"
    heights = [worksheet.row_dimensions[row].height for row in (3, 4, 5)]
    assert all(height >= 20 for height in heights)


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_a_text_that_looks_like_a_formula_stays_text(tmp_path, start):
    bad = f'{start}HYPERLINK("http://example.invalid","点我")'
    workbook = written(
        tmp_path,
        sheet(
            entry(1, level1=bad, level2=bad, elements=[bad]),
            entry(2, level1=bad, level2=bad),
            name=f"{start}1+1",
            title=bad,
        ),
    )
    worksheet = workbook.active
    for place in ("A1", "B5", "C5", "D5"):
        assert worksheet[place].value == bad
        assert worksheet[place].data_type == "s"
    assert worksheet["B5"].quotePrefix
    with zipfile.ZipFile(tmp_path / "目录.xlsx") as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
        assert b"<hyperlink" not in archive.read("xl/worksheets/sheet1.xml")


def test_markup_and_control_characters_do_not_damage_the_file(tmp_path):
    worksheet = written(
        tmp_path, sheet(entry(1, level2="<r><t>x</t></r>", elements=["甲\x07乙\uffff丙", "_x0041_"]))
    ).active
    assert worksheet["C5"].value.strip() == "<r><t>x</t></r>"
    assert worksheet["D5"].value == "甲乙丙；\n_x0041_"


def test_each_field_gets_its_own_sheet_and_nothing_is_hidden(tmp_path):
    workbook = written(tmp_path, sheet(), sheet(name="养老/服务"), sheet(name="社会救助"))
    assert workbook.sheetnames == ["目次", "社会救助", "养老 服务", "社会救助（2）"]
    for worksheet in workbook:
        assert worksheet.sheet_state == "visible"
        assert not any(dimension.hidden for dimension in worksheet.row_dimensions.values())
        assert not any(dimension.hidden for dimension in worksheet.column_dimensions.values())
        assert "entry-1" not in {cell.value for row in worksheet for cell in row}


def test_a_sheet_of_contents_leads_to_several_sheets(tmp_path):
    doubtful = msgspec.structs.replace(sheet(entry(1), entry(2)).table.rows[0], unconfirmed=True)
    table = msgspec.structs.replace(sheet().table, rows=(doubtful, doubtful))
    first = msgspec.structs.replace(sheet(name="百姓's 事"), table=table, notes=("不涉及的事项 1 项：救灾。",))
    contents = written(tmp_path, first, sheet(name="=养老"))["目次"]
    assert [[cell.value for cell in row] for row in contents.iter_rows(min_row=2)] == [
        ["序号", "领域或清单", "事项（项）", "文字未核对（项）"],
        ["1", "百姓's 事", 2, 2],
        ["2", "=养老", 1, 0],
    ]
    assert [contents[place].hyperlink.location for place in ("B3", "B4")] == ["'百姓''s 事'!A1", "'=养老'!A1"]
    assert contents.freeze_panes == "A3" and contents.page_setup.orientation == "landscape"
    below = openpyxl.load_workbook(tmp_path / "目录.xlsx")["百姓's 事"]
    assert [below.cell(row, 1).value for row in (7, 8)] == [
        "注：第1—2项的文字尚未与官方原文核对。",
        "不涉及的事项 1 项：救灾。",
    ]


def test_sheet_names_are_unique_without_regard_to_case_and_never_too_long():
    names = sheet_names(["A" * 40, "a" * 40, "'引号'", "", "History", "[方]:*?/\\"])
    assert len({name.casefold() for name in names}) == len(names)
    assert all(0 < len(name) <= 31 for name in names)
    assert names[2:5] == ["引号", "目录", "History_"]
    assert not set(names[5]) & set("[]:*?/\\")


def test_the_same_table_gives_the_same_bytes(tmp_path):
    for name in ("一.xlsx", "二.xlsx"):
        write_catalogue_xlsx([sheet()], tmp_path / name, made_on=MADE_ON)
    assert (tmp_path / "一.xlsx").read_bytes() == (tmp_path / "二.xlsx").read_bytes()
    properties = openpyxl.load_workbook(tmp_path / "一.xlsx").properties
    assert properties.title == "兴隆镇社会救助领域基层政务公开标准目录"
    assert properties.created.date() == MADE_ON


def test_a_row_too_high_for_excel_is_reported_and_keeps_its_text(tmp_path):
    path = tmp_path / "目录.xlsx"
    long_text = "很长的要素" * 300
    cut = write_catalogue_xlsx([sheet(entry(1), entry(2, elements=[long_text]))], path, made_on=MADE_ON)
    assert [(row.sheet, row.number) for row in cut] == [("社会救助", 2)]
    worksheet = openpyxl.load_workbook(path).active
    assert worksheet["D6"].value == long_text
    assert worksheet.row_dimensions[6].height <= 409


def test_a_merged_cell_gets_the_height_its_text_needs(tmp_path):
    tall = "某" * 100
    entries = [entry(number, level1=tall, elements=["短"], channels=[], basis=[]) for number in (1, 2)]
    worksheet = written(tmp_path, sheet(*entries)).active
    lines = 100 / 5
    assert sum(worksheet.row_dimensions[row].height for row in (5, 6)) >= lines * 12


def test_every_field_of_the_standard_fits_into_its_rows(tmp_path):
    library = load_library()
    definition = library.definitions[STANDARD_CATALOGUE]
    sheets = [
        CatalogueSheet(
            field.name,
            f"{field.name}领域基层政务公开标准目录",
            "兴隆镇人民政府",
            "2026年版",
            official_table(
                definition,
                [TableEntry(item.code, item.values) for item in field.items],
                ("county", "township", "village"),
                library.laws.shows_article,
            ),
        )
        for field in library.fields.values()
    ]
    path = tmp_path / "全部.xlsx"
    assert write_catalogue_xlsx(sheets, path, made_on=MADE_ON) == ()
    workbook = openpyxl.load_workbook(path)
    assert workbook.sheetnames == ["目次", *(field.name for field in library.fields.values())]
    rows = {
        sheet.name: [[cell.value for cell in row] for row in workbook[sheet.name].iter_rows(min_row=5)]
        for sheet in sheets
    }
    assert {name: len(lines) for name, lines in rows.items()} == {sheet.name: len(sheet.table.rows) for sheet in sheets}
    assert all(line[0] == str(number) for lines in rows.values() for number, line in enumerate(lines, start=1))


def test_rows_to_be_checked_are_named_under_the_table(tmp_path):
    entries = [entry(1), entry(2)]
    marked = [TableEntry(each.id, each.values, each.id == "entry-2") for each in entries]
    table = official_table(DEFINITION, marked, ["township"])
    worksheet = written(tmp_path, CatalogueSheet("社会救助", "目录", "兴隆镇", "2026年版", table)).active
    assert worksheet["A7"].value == "注：第2项的文字尚未与官方原文核对。"


def test_a_text_longer_than_a_cell_is_refused_and_names_the_place(tmp_path):
    path = tmp_path / "目录.xlsx"
    with pytest.raises(UserFacingError) as refused:
        write_catalogue_xlsx([sheet(entry(1, elements=["长" * 40_000]))], path, made_on=MADE_ON)
    assert refused.value.code == "text-too-long"
    assert not path.exists()


def test_a_full_disk_leaves_the_old_file_and_nothing_beside_it(tmp_path, monkeypatch):
    path = tmp_path / "目录.xlsx"
    path.write_bytes(b"old")

    def no_space(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", no_space)
    with pytest.raises(UserFacingError, match="磁盘满了"):
        write_catalogue_xlsx([sheet()], path, made_on=MADE_ON)
    assert path.read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["目录.xlsx"]


def test_a_place_that_cannot_be_written_is_said_so(tmp_path):
    (tmp_path / "文件").write_text("", encoding="utf-8")
    with pytest.raises(UserFacingError, match=r"目录\.xlsx"):
        write_catalogue_xlsx([sheet()], tmp_path / "文件" / "目录.xlsx", made_on=MADE_ON)


def test_no_table_is_no_workbook(tmp_path):
    with pytest.raises(UserFacingError, match="没有可写的条目"):
        write_catalogue_xlsx([], tmp_path / "目录.xlsx", made_on=MADE_ON)
