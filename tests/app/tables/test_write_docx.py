"""The official table as a Word document, opened again with python-docx."""

import zipfile
from datetime import date, datetime
from pathlib import Path

import msgspec
import pytest
from docx import Document
from docx.document import Document as Opened
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from app.errors import UserFacingError
from app.tables.catalogue_sheet import CatalogueSheet
from app.tables.official import official_table
from app.tables.write_docx import write_catalogue_docx
from tests.app.tables.catalogue_example import DEFINITION, TOWNSHIP_LEVELS, entry

MADE_ON = date(2026, 11, 22)


def sheet(*entries, name="社会救助", title="兴隆镇社会救助领域基层政务公开标准目录", **fields) -> CatalogueSheet:
    table = official_table(DEFINITION, entries or [entry(1), entry(2, level2="审批信息")], TOWNSHIP_LEVELS)
    return CatalogueSheet(name, title, "兴隆镇人民政府", "2026年版　2026年11月", table, **fields)


def written(tmp_path: Path, *sheets: CatalogueSheet, paper: str = "A3") -> Opened:
    write_catalogue_docx(sheets or [sheet()], tmp_path / "目录.docx", made_on=MADE_ON, paper=paper)
    return Document(str(tmp_path / "目录.docx"))


def test_the_official_shape_can_be_read_back(tmp_path):
    document = written(tmp_path, sheet(draft=True, notes=("不涉及的事项 1 项：救灾。",)))
    assert [paragraph.text for paragraph in document.paragraphs] == [
        "兴隆镇社会救助领域基层政务公开标准目录",
        "编制单位：兴隆镇人民政府\t2026年版　2026年11月　草案",
        "不涉及的事项 1 项：救灾。",
    ]
    [table] = document.tables
    assert [cell.text for cell in table.rows[0].cells][:4] == ["序号", "公开事项", "公开事项", "公开内容（要素）"]
    assert [cell.text for cell in table.rows[1].cells][:4] == ["序号", "一级事项", "二级事项", "公开内容（要素）"]
    assert table.cell(2, 1)._tc is table.cell(3, 1)._tc and table.cell(3, 2).text == "审批信息"
    assert table.cell(2, 3).text == "初审对象名单；\n相关信息" and table.cell(2, 7).text == "√"
    assert "■政府网站" in table.cell(2, 6).text and "□政府公报" in table.cell(2, 6).text


def test_heads_repeat_and_only_long_rows_break_over_pages(tmp_path):
    long = entry(2, level1="长", elements=[f"第{number}样要公开的内容，写得比较长一些" for number in range(60)])
    [table] = written(tmp_path, sheet(entry(1), long)).tables
    head, second, short, high = (row._tr for row in table.rows)
    assert all(row.trPr.find(qn("w:tblHeader")) is not None for row in (head, second))
    assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in (head, second, short))
    assert high.trPr is None


@pytest.mark.parametrize(("paper", "size", "points"), [("A3", (420, 297), 10.0), ("A4", (297, 210), 7.5)])
def test_page_styles_and_navigation(tmp_path, paper, size, points):
    document = written(tmp_path, sheet(), sheet(name="养老", title="兴隆镇养老服务领域目录"), paper=paper)
    [section] = document.sections
    assert (round(section.page_width.mm), round(section.page_height.mm)) == size
    assert section.orientation == WD_ORIENT.LANDSCAPE
    headings = [each for each in document.paragraphs if each.style.name == "Heading 1"]
    assert len(headings) == 2 and headings[1].paragraph_format.page_break_before
    faces = {
        name: document.styles[name].element.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia"))
        for name in ("Heading 1", "Normal", "目录表格", "目录表头")
    }
    assert faces == {"Heading 1": "方正小标宋简体", "Normal": "仿宋", "目录表格": "宋体", "目录表头": "黑体"}
    assert document.styles["目录表格"].font.size.pt == points
    fields = [field.get(qn("w:instr")) for field in section.footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    wide = sum(int(column.get(qn("w:w"))) for column in document.tables[0]._tbl.tblGrid)
    assert abs(wide / 1440 * 25.4 - (size[0] - 30)) < 1


def test_hostile_text_stays_text_and_nothing_of_the_tool_is_told(tmp_path):
    bad = "=1+1 <w:p>&amp;\"'\x07]]>龙䶮😀"
    document = written(tmp_path, sheet(entry(1, level2=bad, elements=[bad]), title=bad, name=bad))
    plain = bad.replace("\x07", "")
    assert document.tables[0].cell(2, 2).text == plain and document.paragraphs[0].text == plain
    properties = document.core_properties
    assert (properties.title, properties.author, properties.comments) == (plain, "兴隆镇人民政府", "")
    assert properties.created == datetime(2026, 11, 22, tzinfo=properties.created.tzinfo)
    with zipfile.ZipFile(tmp_path / "目录.docx") as archive:
        whole = b"".join(map(archive.read, archive.namelist()))
    assert b"python-docx" not in whole and b"entry-1" not in whole and b"thumbnail" not in whole


def test_the_same_table_gives_the_same_bytes_and_nothing_is_refused(tmp_path):
    for name in ("一.docx", "二.docx"):
        write_catalogue_docx([sheet()], tmp_path / name, made_on=MADE_ON)
    assert (tmp_path / "一.docx").read_bytes() == (tmp_path / "二.docx").read_bytes()
    with pytest.raises(UserFacingError) as caught:
        write_catalogue_docx([], tmp_path / "三.docx", made_on=MADE_ON)
    assert caught.value.code == "nothing-to-write"


def test_properties_of_cells_and_tables_stand_in_the_order_word_wants(tmp_path):
    """Word refuses a file whose properties stand in another order than its schema has."""
    document = written(tmp_path, sheet(entry(1), entry(2), draft=True))
    order = {
        "tblPr": ["tblW", "jc", "tblBorders", "tblLayout", "tblCellMar", "tblLook", "tblCaption"],
        "tcPr": ["tcW", "gridSpan", "vMerge", "vAlign"],
        "trPr": ["cantSplit", "tblHeader"],
        "pPr": ["pStyle", "pageBreakBefore"],
    }
    for name, wanted in order.items():
        for properties in document.element.body.iter(qn(f"w:{name}")):
            found = [child.tag.rpartition("}")[2] for child in properties]
            assert found == [each for each in wanted if each in found]
    for row in document.element.body.iter(qn("w:tr")):
        assert all(cell[-1].tag == qn("w:p") for cell in row.iter(qn("w:tc")))


def test_unconfirmed_rows_are_named_below(tmp_path):
    table = sheet().table
    doubtful = msgspec.structs.replace(table.rows[0], unconfirmed=True)
    marked = msgspec.structs.replace(sheet(), table=msgspec.structs.replace(table, rows=(doubtful, table.rows[1])))
    assert written(tmp_path, marked).paragraphs[-1].text == "注：第1项的文字尚未与官方原文核对。"
