"""The yearly report on the command line, between two clerks, on paper and at the county."""

from pathlib import Path

from app.tables.sources.reading import read_source
from tests.app.printing.pdf_reading import page_texts, without_spaces
from tests.cli.conftest import COUNTY, TOWNSHIP
from tests.cli.desk import Desk
from tests.cli.test_registers_among_clerks import clerks, give
from tests.cli.test_requests import add

__all__ = ["clerks"]
YEAR = ("--year", "2026")


def pdf_text(path: Path) -> str:
    """All that stands in a PDF."""
    return without_spaces("".join(page_texts(path)))


def test_two_clerks_fill_one_report(clerks: tuple[Desk, Desk]) -> None:
    first, second = clerks
    add(first)
    correct = ("annual", TOWNSHIP, "correct", *YEAR)
    assert "例如 t2/3.1/natural" in first.misused(*correct, "t2/9/natural=1", "--reason", "漏登")
    assert "写明原因" in first.misused(*correct, "t2/1/natural=2")
    give(first, second)
    first.do(*correct, "t2/1/natural=2", "--reason", "有一件没有登记")
    second.do("annual", TOWNSHIP, "text", *YEAR, "others", "--set", "没有其他需要报告的事项。")
    second.do("annual", TOWNSHIP, "correct", *YEAR, "t1/1.4.1/amount=1.25", "--reason", "财政所报来")
    due = ("due", TOWNSHIP, "--on", "2027-01-05", "--json")
    (told,) = [each for each in second.shown(*due[:-1]) if each["kind"] == "annual"]
    assert told["due"] == "2027-01-31" and "1月31日" in told["explanation"][0]
    assert "不会是" in first.refused("annual", TOWNSHIP, "filed", *YEAR, "--on", "2025-12-01")
    within = first.refused("annual", TOWNSHIP, "filed", *YEAR, "--on", "2026-11-20")
    assert "2026年过完了才报" in within
    first.do("annual", TOWNSHIP, "filed", "--year", "2025", "--on", "2026-11-20")
    assert give(first, second)["result"] == give(second, first)["result"] == "applied"
    assert [each for each in second.shown(*due[:-1]) if each["kind"] == "annual"]
    second.do("annual", TOWNSHIP, "filed", "--year", "2025", "--cancel")
    shown = [desk.ask("annual", TOWNSHIP, "show", *YEAR, "--json") for desk in clerks]
    assert shown[0].json() == shown[1].json() and {each.code for each in shown} == {1}
    cells = {cell["cell"]: cell for cell in shown[0].json()["cells"]}
    assert (cells["t2/1/natural"]["value"], cells["t2/1/natural"]["computed"]) == ("2", "1")
    assert len(cells["t2/1/natural"]["records"]) == 1 and cells["t1/1.4.1/amount"]["value"] == "1.25"
    for desk, number in ((first, "1"), (second, "4")):
        desk.do(*correct, f"t2/2/natural={number}", "--reason", "漏登")
    assert give(first, second)["result"] == "waiting"
    (asked,) = second.shown("proposals", TOWNSHIP)
    assert asked["title"] == "2026年年报的一个数 t2/2/natural"
    assert {"C1", "C4", "C6", "text-blank"} <= {each["code"] for each in shown[0].json()["findings"]}


def test_a_finished_report_goes_out_and_the_county_adds_it_up(handed_in: tuple[Desk, Desk]) -> None:
    township, county = handed_in
    add(township)
    write = ("annual", TOWNSHIP, "write", *YEAR, "-o")
    assert "C6" in township.ask(*write, "草稿.pdf").out
    assert "草案" in pdf_text(township.path("草稿.pdf"))
    township.do("annual", TOWNSHIP, "zeros", *YEAR, "--reason", "各科室报来都没有")
    for section in ("overview", "problems", "others"):
        township.do("annual", TOWNSHIP, "text", *YEAR, section, "--set", "本年度办理申请1件。\n没有其他情况。")
    township.path("成品").mkdir()
    township.do(*write, "成品")
    (pdf,) = township.path("成品").iterdir()
    assert pdf.name == "兴隆镇人民政府2026年政府信息公开工作年度报告.pdf"
    text = pdf_text(pdf)
    assert "草案" not in text and "四、结转下年度继续办理" in text and "未经复议直接起诉" in text
    township.do(*write, "年报.docx")
    tables = read_source(township.path("年报.docx")).sheets
    assert [len(table.cells) for table in tables] == [14, 28, 4] and tables[1].cells[-1][-1] == "1"
    assert "手机号" in township.refused("annual", TOWNSHIP, "text", *YEAR, "others", "--set", "请电13912345678")
    after = township.ask("annual", TOWNSHIP, "show", "--year", "2027", "--json").json()
    assert after["last_year"]["figures"]["t2/4/natural"] == "1" and not after["last_year"]["typed"]
    county.do("roster", COUNTY, "add", "--name", "白云乡")
    take_in = ("annual", COUNTY, "take-in", township.path("年报.docx"))
    assert "兴隆镇人民政府2026年：已收下（来源未确认）" in county.do(*take_in).out
    assert "已收过" in county.do(*take_in).out
    assert county.ask("annual", COUNTY, "total", *YEAR, "-o", "汇总.pdf").code == 1
    assert "没有计入的1个单位：白云乡人民政府" in pdf_text(county.path("汇总.pdf"))
    total = county.ask("annual", COUNTY, "total", *YEAR, "--json")
    assert total.code == 1 and total.json()["missing"] == ["白云乡人民政府"]
    cells = {cell["cell"]: cell for cell in total.json()["cells"]}
    assert cells["t2/4/natural"]["units"] == [{"unit": "兴隆镇人民政府", "value": "1"}]
