"""The official table as a web page and as plain text with commas, read with other libraries."""

import csv
import io
from datetime import date
from pathlib import Path

import msgspec
import pytest
from lxml import etree, html

from app.tables.catalogue_sheet import CatalogueSheet
from app.tables.official import official_table
from app.tables.write_csv import write_catalogue_csv
from app.tables.write_html import write_catalogue_html
from tests.app.tables.catalogue_example import DEFINITION, TOWNSHIP_LEVELS, entry

MADE_ON = date(2026, 11, 22)
BAD = '=1+1 <script>alert("x")</script> &amp; \x07龙䶮😀'


def sheet(*entries, name="社会救助", title="兴隆镇社会救助领域基层政务公开标准目录", **fields) -> CatalogueSheet:
    table = official_table(DEFINITION, entries or [entry(1), entry(2, level2="审批信息")], TOWNSHIP_LEVELS)
    return CatalogueSheet(name, title, "兴隆镇人民政府", "2026年版　2026年11月", table, **fields)


def page(tmp_path: Path, *sheets: CatalogueSheet) -> etree._Element:
    path = tmp_path / "目录.html"
    write_catalogue_html(sheets or [sheet()], path, made_on=MADE_ON)
    return html.document_fromstring(path.read_bytes())


def lines(tmp_path: Path, *sheets: CatalogueSheet) -> list[list[str]]:
    path = tmp_path / "目录.csv"
    write_catalogue_csv(sheets or [sheet()], path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def test_every_cell_of_a_page_names_heads_and_item_that_are_there(tmp_path):
    read = page(tmp_path, sheet(), sheet(name="养老"))
    ids = [each.get("id") for each in read.iter() if each.get("id")]
    assert len(ids) == len(set(ids)) and read.get("lang") == "zh-CN"
    for cell in read.iterfind(".//tbody//td"):
        assert set(cell.get("headers").split()) <= set(ids)
    heads = [
        (each.text_content(), each.get("scope"), each.get("colspan"), each.get("rowspan")) for each in read.iter("th")
    ]
    assert heads[:3] == [
        ("序号", "col", None, "2"),
        ("公开事项", "colgroup", "2", None),
        ("公开内容（要素）", "col", None, "2"),
    ]
    assert ("审批信息", "row", None, None) in heads
    named = {each.get("id"): each.text_content() for each in read.iter("th")}
    channels = next(cell for cell in read.iter("td") if "政府网站" in cell.text_content())
    assert [named[id] for id in channels.get("headers").split()] == ["公开渠道和载体", "审核信息"]
    assert [each.get("aria-label") for each in channels.iter("span") if each.get("role")][:2] == ["已选", "未选"]


def test_captions_contents_and_lines_stand_around_the_tables(tmp_path):
    read = page(tmp_path, sheet(draft=True, notes=("不涉及的事项 1 项：救灾。",)), sheet(name="养老"))
    assert [(link.text, link.get("href")) for link in read.iter("a")] == [("社会救助", "#t1"), ("养老", "#t2")]
    assert read.find(".//caption").text.startswith("社会救助：共 2 项，")
    texts = [each.text for each in read.iter("p")]
    assert texts[:2] == ["编制单位：兴隆镇人民政府　2026年版　2026年11月　草案", "不涉及的事项 1 项：救灾。"]
    assert not list(read.iter("script")) and "entry-1" not in etree.tostring(read, encoding="unicode")


def test_hostile_text_stays_text_on_a_page(tmp_path):
    read = page(tmp_path, sheet(entry(1, level1=BAD, level2=BAD, elements=[BAD]), name=BAD, title=BAD))
    plain = BAD.replace("\x07", "")
    assert not list(read.iter("script"))
    assert [read.find(".//h2").text, read.findtext(".//title"), read.find(".//tbody//th").text] == [plain] * 3


def test_a_plain_table_has_one_row_of_heads_and_every_row_says_all(tmp_path):
    rows = lines(tmp_path)
    assert rows[0] == [
        *("领域", "序号", "一级事项", "二级事项", "公开内容（要素）", "公开依据", "公开时限", "公开渠道和载体"),
        *("全社会", "特定群体", "乡级", "村级"),
    ]
    assert [row[:4] for row in rows[1:]] == [
        ["社会救助", "1", "最低生活保障", "审核信息"],
        ["社会救助", "2", "最低生活保障", "审批信息"],
    ]
    assert rows[1][4] == "初审对象名单；\n相关信息" and rows[1][8:] == ["√", "", "√", "√"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "'=", " ="])
def test_no_cell_of_a_plain_table_is_a_formula(tmp_path, start):
    bad = f"{start}HYPERLINK(1)"
    rows = lines(tmp_path, sheet(entry(1, level1=bad, elements=[bad]), name=bad))
    assert [rows[1][place] for place in (0, 2, 4)] == [f"'{bad}", f"'{bad.strip()}", f"'{bad.strip()}"]


def test_several_tables_share_the_columns_of_all_and_doubt_has_one(tmp_path):
    first = sheet()
    doubtful = msgspec.structs.replace(first.table.rows[1], unconfirmed=True)
    first = msgspec.structs.replace(
        first, table=msgspec.structs.replace(first.table, rows=(first.table.rows[0], doubtful))
    )
    rows = lines(tmp_path, first, sheet(entry(1, level3="第三级"), name="养老"))
    assert rows[0][2:5] == ["一级事项", "二级事项", "三级事项"] and rows[0][-1] == "文字核对"
    assert [(row[0], row[4], row[-1]) for row in rows[1:]] == [
        ("社会救助", "", ""),
        ("社会救助", "", "尚未与官方原文核对"),
        ("养老", "第三级", ""),
    ]
