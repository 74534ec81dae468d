"""whole, web and data as a county clerk types them: what was accepted goes out, the rest is told."""

import csv
import json

import openpyxl

from tests.cli.conftest import COUNTY
from tests.cli.desk import Desk
from tests.cli.products import pdf_text


def test_nothing_is_published_before_it_was_accepted(handed_in: tuple[Desk, Desk]) -> None:
    _, county = handed_in
    for command, name in (("whole", "全县.pdf"), ("web", "网页"), ("data", "数据")):
        told = county.refused(command, COUNTY, "-o", name)
        assert "还没有可以公开的条目" in told and "verdict WS" in told and not county.path(name).exists()
    assert "结尾要写" in county.misused("whole", COUNTY, "-o", "全县.docx")
    county.do("whole", COUNTY, "--all", "-o", "草案.pdf")
    assert "草案" in pdf_text(county.path("草案.pdf")) and "待审" in pdf_text(county.path("草案.pdf"))


def test_what_was_accepted_goes_out_in_every_shape(handed_in: tuple[Desk, Desk]) -> None:
    _, county = handed_in
    ids = [entry["id"] for entry in county.do("entries", COUNTY, "--json").json()]
    for id in ids[:-1]:
        county.do("verdict", COUNTY, id, "通过")
    said = county.do("whole", COUNTY, "-o", "全县.pdf").out
    assert "没有列入：1 条待审，还没有通过。" in said and "本单位的目录还没有填" in said
    text = pdf_text(county.path("全县.pdf"))
    assert "（全县）" in text and "草案" not in text and "按单位查" in text
    county.do("whole", COUNTY, "--unit", "兴隆镇", "--field", "05", "-o", "全县.xlsx")
    assert openpyxl.load_workbook(county.path("全县.xlsx")).sheetnames == ["目次", "社会救助", "按单位查"]
    county.do("web", COUNTY, "-o", "网页")
    assert "兴隆镇" in county.path("网页/index.html").read_text("utf-8")
    assert "--force" in county.refused("web", COUNTY, "-o", "网页")
    county.do("web", COUNTY, "-o", "网页", "--force")
    county.do("data", COUNTY, "-o", "数据")
    entries = list(csv.DictReader(county.path("数据/entries.csv").open(encoding="utf-8-sig", newline="")))
    assert {entry["id"] for entry in entries} == set(ids[:-1])
    county.do("data", COUNTY, "--all", "-o", "数据.json")
    said = json.loads(county.path("数据.json").read_text("utf-8"))
    assert {entry["standing"] for entry in said["entries"]} == {"public", "pending"}
