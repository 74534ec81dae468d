"""Interpretation plans and website columns on the command line: from the document to the due list, the paper, the
colleague and the ledger."""

from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import TOWNSHIP
from tests.cli.desk import Desk
from tests.cli.products import pdf_text
from tests.cli.test_registers_among_clerks import clerks, give

__all__ = ["clerks"]
TITLE = "兴隆镇特困人员照料护理实施办法"
VILLAGE = "红旗村.qd"


def add_plan(desk: Desk, *more: str) -> dict:
    told = (f"doc_title={TITLE}", "--template", "惠民惠农政策", "published_on=2026-10-09", *more)
    return desk.ask("plan", TOWNSHIP, "add", *told, "--json").json()


def test_a_plan_from_its_document_to_the_ledger(township: Desk) -> None:
    assert township.shown("plan", TOWNSHIP, "templates")[0]["code"] == "IP-001"
    # The 10th is worked for the National Day, the 11th is a Sunday.
    assert add_plan(township)["due"] == "2026-10-13"
    (due,) = township.shown("plan", TOWNSHIP, "due")
    assert due["standing"] == "overdue" and due["checks"] == ["P1", "P3", "P5"]
    assert any("3个工作日" in line for line in due["explanation"])
    assert f"解读文件\t{TITLE}" in township.do("due", TOWNSHIP).out
    township.do("ledger", TOWNSHIP, "-o", "到期.ics")
    assert "解读文件" in township.path("到期.ics").read_text(encoding="utf-8").replace("\r\n ", "")
    refused = township.ask("plan", TOWNSHIP, "done", TITLE, "--on", "2026-10-12")
    assert refused.code == 1 and "没有写咨询电话" in refused.err
    early = township.ask("plan", TOWNSHIP, "set", TITLE, "planned_on=2026-10-08")
    assert early.code == 1 and "在文件公开日期" in early.err
    assert "不是日期" in township.ask("plan", TOWNSHIP, "done", TITLE, "--on", "2026-02-30").err
    township.do("plan", TOWNSHIP, "set", TITLE, "contact_phone=0830-1234567", "signed_on=2026-10-09")
    shown = township.shown("plan", TOWNSHIP, "show", TITLE)
    assert {step["label"]: step["on"] for step in shown["steps"]}["同步审签"] == "2026-10-09"
    assert {each["code"]: each["evidence"] for each in shown["findings"]} == {"P1": "seen", "P5": "recalled"}
    assert "要以 .pdf 结尾" in township.misused("plan", TOWNSHIP, "print", TITLE, "-o", "方案.docx")
    township.do("plan", TOWNSHIP, "print", TITLE, "-o", "方案.pdf")
    text = pdf_text(township.path("方案.pdf"))
    for words in ("政策解读方案", "1.补给谁", "同步审签：2026年10月9日", "单位领导审签", "（签字）", "0830-1234567"):
        assert words in text, words
    township.do("plan", TOWNSHIP, "ledger", TITLE, "05-003")
    (line,) = township.shown("ledger", TOWNSHIP)
    assert (line["title"], line["due"]) == (f"《{TITLE}》解读", "2026-10-13")
    assert f"应公开\t《{TITLE}》解读" in township.do("due", TOWNSHIP).out
    assert "解读文件" not in township.do("due", TOWNSHIP).out


def test_a_document_of_the_ledger_dates_its_plan(township: Desk) -> None:
    township.do("publish", TOWNSHIP, "05-001", "--formed", "2026-10-08", "--title", TITLE)
    (line,) = township.shown("ledger", TOWNSHIP)
    township.do("plan", TOWNSHIP, "add", "--document", line["id"], "--template", "IP-001")
    (plan,) = township.shown("plan", TOWNSHIP)
    assert (plan["title"], plan["standing"], plan["published"]) == (TITLE, "no-day", None)
    for stage in ("初审", "保密审查", "签发"):
        township.do("review", TOWNSHIP, line["id"], stage, "--as", "周主任", "--summary", "办法", "--on", "2026-10-08")
    township.do("publish", TOWNSHIP, line["id"], "--on", "2026-10-09", "--where", "政府网站")
    (plan,) = township.shown("plan", TOWNSHIP)
    assert (plan["published"], plan["due"]) == ("2026-10-09", "2026-10-13")


def test_two_clerks_write_different_elements_of_one_plan(clerks: tuple[Desk, Desk]) -> None:
    first, second = clerks
    add_plan(first)
    first.do("column", TOWNSHIP, "take")
    assert give(first, second)["result"] == "applied"
    for command in (("plan",), ("column",), ("due",)):
        assert second.shown(command[0], TOWNSHIP, *command[1:]) == first.shown(command[0], TOWNSHIP, *command[1:])
    first.do("plan", TOWNSHIP, "set", TITLE, "contact_phone=0830-1234567")
    second.do("plan", TOWNSHIP, "set", TITLE, "contact_office=民政办")
    second.do("column", TOWNSHIP, "updated", "工作动态", "--on", "2026-10-01")
    assert give(second, first)["result"] == "applied"
    values = first.shown("plan", TOWNSHIP, "show", TITLE)["values"]
    assert (values["contact_phone"], values["contact_office"]) == ("0830-1234567", "民政办")
    assert first.shown("column", TOWNSHIP, "show", "工作动态")["updated"] == "2026-10-01"


def test_columns_are_dated_measured_and_written(township: Desk) -> None:
    township.do("column", TOWNSHIP, "take")
    for number in range(4):
        township.do("column", TOWNSHIP, "add", f"column=部门动态{number}", "column_kind=动态要闻")
    twice = township.ask("column", TOWNSHIP, "add", "column= 工作动态", "column_kind=其他")
    assert twice.code == 1 and "已经有一个栏目叫" in twice.err
    articles = (
        "工作动态,会议,2026-09-01",
        "工作动态,走访,2026/9/2",
        "部门动态0,学习,2026年9月1日",
        "没有的,会,2026-9-1",
    )
    township.path("更新.csv").write_text("\n".join(("栏目,标题,发布日期", *articles)), encoding="gb18030")
    planned = township.shown("column", TOWNSHIP, "import", "更新.csv")
    assert [(row["name"], row["day"], row["standing"]) for row in planned["rows"]] == [
        ("工作动态", "2026-09-02", "newer"),
        ("部门动态0", "2026-09-01", "newer"),
        ("没有的", "2026-09-01", "unknown"),
    ]
    assert township.shown("column", TOWNSHIP, "show", "工作动态")["updated"] is None
    assert "记下了 2 个" in township.do("column", TOWNSHIP, "import", "更新.csv", "--yes").out
    names = ("部门动态1", "部门动态2", "部门动态3")
    township.do("column", TOWNSHIP, "updated", *names, "--on", "2026-09-01")
    (met,) = [each for each in township.shown("column", TOWNSHIP, "measures") if each["met"]]
    assert met["code"] == "T1" and met["columns"] == ["工作动态", "部门动态0", *names]
    assert met["evidence"] == "partly" and met["mirror"]
    assert "更新栏目\t工作动态\t已逾期" in township.do("due", TOWNSHIP).out
    township.do("column", TOWNSHIP, "write", "-o", "栏目.xlsx")
    book = openpyxl.load_workbook(township.path("栏目.xlsx"))
    rows = {row[1]: row for row in book["网站栏目"].iter_rows(values_only=True)}
    assert rows["工作动态"][2] == "超期" and rows["工作动态"][4] == "2026-09-02"
    assert len(list(book["检查指标"].iter_rows())) == 9
    township.do("undo", TOWNSHIP)
    assert township.shown("column", TOWNSHIP, "show", "部门动态1")["updated"] is None


def test_a_village_keeps_neither(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.do("new", VILLAGE, "--role", "village", "--name", "红旗村", "--code", "990124101201", "--edition", "2026")
    for words in (("plan", VILLAGE, "add", "doc_title=村规"), ("column", VILLAGE, "take")):
        refused = desk.ask(*words)
        assert refused.code == 1 and "由县、乡镇、街道和部门" in refused.err
    for command in ("plan", "column", "request"):
        said = desk.ask(command, VILLAGE)
        assert said.code == 0 and "由县、乡镇、街道和部门" in said.out and " add" not in said.out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("plan", TOWNSHIP, "add", "doc_title=某办法", "no_such=x"), "没有“no_such”这一栏"),
        (("plan", TOWNSHIP, "add", "--template", "IP-099"), "没有“IP-099”这种解读方案模板"),
        (("plan", TOWNSHIP, "show", "没有的办法"), "没有“没有的办法”的解读方案"),
        (("column", TOWNSHIP, "take", "CU-999"), "没有编号“CU-999”"),
        (("column", TOWNSHIP, "updated", "没有的栏"), "没有“没有的栏”这个栏目"),
        (("column", TOWNSHIP, "write", "-o", "栏目.doc"), "要以 .xlsx 结尾"),
    ],
)
def test_what_is_wrong_is_said(township: Desk, words: tuple[str, ...], told: str) -> None:
    answer = township.ask(*words)
    assert answer.code in (1, 2) and told in answer.err


def test_two_clerks_who_put_one_interpretation_into_the_ledger_have_one_line(clerks: tuple[Desk, Desk]) -> None:
    first, second = clerks
    add_plan(first, "contact_phone=0830-1234567")
    give(first, second)
    for desk in clerks:
        desk.do("plan", TOWNSHIP, "ledger", TITLE, "05-003")
    # The one whose line stays has nothing to take in.
    assert {give(first, second)["result"], give(second, first)["result"]} <= {"applied", "unchanged"}
    for desk in clerks:
        (line,) = desk.shown("ledger", TOWNSHIP)
        assert desk.shown("plan", TOWNSHIP)[0]["line"] == line["id"]
    # Struck out and put there once more it is another line, without what stood under the first.
    first.do("publish", TOWNSHIP, line["id"], "--strike")
    first.do("plan", TOWNSHIP, "ledger", TITLE, "05-003")
    (again,) = first.shown("ledger", TOWNSHIP)
    assert again["id"] != line["id"] == second.shown("ledger", TOWNSHIP)[0]["id"]


def test_a_name_is_no_longer_than_other_titles(township: Desk) -> None:
    name = "办" * 201
    refused = township.ask("plan", TOWNSHIP, "add", f"doc_title={name}")
    assert refused.code == 1 and "“文件名称”最多写 200 个字，现在有 201 个，没有记下。" in refused.err
    township.do("plan", TOWNSHIP, "add", f"doc_title={name[:200]}")
    refused = township.ask("plan", TOWNSHIP, "set", name[:200], f"issuer={name}")
    assert refused.code == 1 and "“制发机关”最多写 200 个字" in refused.err
    column = ("column", TOWNSHIP, "add", "column_kind=首页")
    assert "“栏目”最多写 200 个字" in township.ask(*column, f"column={name}").err
