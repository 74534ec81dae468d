"""Requests for information on the command line, from the counter to the annual report; and who asks stays here."""

import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import TOWNSHIP
from tests.cli.desk import Desk
from tests.cli.products import pdf_text
from tests.cli.test_registers_among_clerks import clerks, give

__all__ = ["clerks"]
NAME, PHONE, ADDRESS = "赵建国", "13912345678", "zhao@example.com"
ASKED = "2024年度农村低保资金发放汇总表"


def add(desk: Desk, asked: str = ASKED, on: str = "2026-09-28", **more: str) -> str:
    """Take a request down; returns its number."""
    answers = {"way": "当面提交", "kind": "自然人", "name": NAME, "contact": f"{PHONE} {ADDRESS}", "last-four": "123X"}
    options = [word for key, value in (answers | more).items() for word in (f"--{key}", value)]
    return desk.ask("request", TOWNSHIP, "add", "--asked", asked, "--on", on, *options, "--json").json()["number"]


def test_a_case_from_the_counter_to_the_annual_report(township: Desk) -> None:
    number = add(township)
    assert number == "2026-001"
    do = ("request", TOWNSHIP, "event", number)
    township.do(*do, "completion-asked", "--on", "2026-10-09", "--until", "2026-10-30")
    township.do(*do, "completed", "--on", "2026-10-20")
    (open_case,) = township.shown("request", TOWNSHIP, "due")
    assert (open_case["due"], open_case["state"], open_case["annual_row"]) == ("2026-11-17", "handling", None)
    assert any("重新计算" in line for line in open_case["explanation"])
    assert number in township.do("due", TOWNSHIP).out
    letter = township.shown("request", TOWNSHIP, "letter", number, "reply", "--ground", "not_held")
    assert letter["addressee"] == NAME and "第三十六条第四项、第五项" in letter["body"][1]
    _a_letter_is_written(township, number, [*letter["body"], letter["remedies"]])
    ground = "本机关不掌握相关政府信息"
    township.do("request", TOWNSHIP, "reply", number, ground, "--served", "邮寄", "--on", "2026-11-16")
    shown = township.shown("request", TOWNSHIP, "show", number)
    assert (shown["standing"], shown["annual_row"], shown["applicant"]["name"]) == ("done", "3.4.1", NAME)
    year = township.shown("request", TOWNSHIP, "annual", "2026")
    assert {(cell["row"], cell["column"], cell["count"]) for cell in year["table3"]} == {
        ("1", "natural", 1),
        ("3.4.1", "natural", 1),
        ("3.7", "natural", 1),
    }
    assert township.shown("request", TOWNSHIP, "due") == []


def _a_letter_is_written(desk: Desk, number: str, paragraphs: list[str]) -> None:
    text = desk.path("改好的.txt")
    body = [
        paragraphs[0],
        "经检索全部档案，本机关不掌握该信息。",
        paragraphs[-1].replace("【写明复议机关】", "青山县人民政府"),
    ]
    text.write_text("\n".join(body), encoding="utf-8-sig")
    write = ("request", TOWNSHIP, "letter", number, "reply", "--ground", "not_held", "--text", str(text), "-o")
    told = desk.do(*write, "告知书.docx").out
    assert "政府信息无法提供告知书 公开告〔2026〕1号" in told and "要写" not in told
    assert "已经有" in desk.refused(*write, "告知书.docx")
    desk.do(*write, "告知书.pdf", "--force")
    words = pdf_text(desk.path("告知书.pdf"))
    assert "经检索全部档案" in words and f"{NAME}：" in words and PHONE not in words


def test_what_cannot_be_is_refused_in_chinese(township: Desk) -> None:
    number = add(township)
    do = ("request", TOWNSHIP)
    assert "末四位" in township.refused(*do, "edit", number, "--last-four", "110101199003074530")
    assert "下一个是 2026-002" in township.refused(*do, "add", *_again(number))
    assert "以前" in township.refused(*do, "reply", number, "provide", "--served", "当面", "--on", "2026-09-01")
    extended = (*do, "event", number, "extended", "--days", "10", "--by", "李主任", "--on")
    township.do(*extended, "2026-10-20")
    assert "不能再延" in township.refused(*extended, "2026-10-28")
    township.do("undo", TOWNSHIP)
    assert township.shown(*do, "show", number)["before_extension"] is None
    event = ("request", TOWNSHIP, "event", "2026-001")
    for words, told in (
        (("extended", "--days", "30", "--by", "李主任"), "延期写几个工作日，1 至 20 的数，没有记下。"),
        (("fee-asked", "--amount", "1e3"), "金额写成 120 或者 120.50 这样"),
        (("acknowledged", "--note", "长" * 1001), "说明最多写 1000 个字"),
    ):
        refused = township.ask(*event, *words)
        assert refused.code == 1 and told in refused.err


def _again(number: str) -> tuple[str, ...]:
    case = ("--way", "当面提交", "--kind", "自然人", "--asked", ASKED, "--on", "2026-09-29")
    return (*case, "--name", "钱某", "--contact", "本村", "--number", number)


@pytest.fixture
def asked_of(clerks: tuple[Desk, Desk]) -> tuple[Desk, Desk]:
    add(clerks[0])
    return clerks


def test_a_colleague_has_the_case_but_not_who_asks(asked_of: tuple[Desk, Desk]) -> None:
    first, second = asked_of
    assert give(first, second)["result"] == "applied"
    assert second.shown("request", TOWNSHIP) == first.shown("request", TOWNSHIP)
    assert second.shown("request", TOWNSHIP, "show", "2026-001")["applicant"] is None
    second.do("request", TOWNSHIP, "event", "2026-001", "acknowledged", "--on", "2026-09-29")
    add(second, "另一件事的文件")
    assert give(second, first)["result"] == "applied"
    assert first.shown("request", TOWNSHIP) == second.shown("request", TOWNSHIP)
    assert first.shown("request", TOWNSHIP, "show", "2026-001")["applicant"]["name"] == NAME


def test_two_clerks_took_one_number(clerks: tuple[Desk, Desk]) -> None:
    first, second = clerks
    add(first)
    add(second, "另一件事的文件")
    give(first, second)
    told = second.ask("request", TOWNSHIP, "list").out
    assert "登记编号 2026-001 有 2 件" in told
    assert "分不清" in second.refused("request", TOWNSHIP, "show", "2026-001")
    one = second.shown("request", TOWNSHIP)[0]["id"]
    second.do("request", TOWNSHIP, "edit", one[:8], "--number", "2026-002")
    assert {case["number"] for case in second.shown("request", TOWNSHIP)} == {"2026-001", "2026-002"}


def test_who_asks_is_in_no_package_and_no_product(asked_of: tuple[Desk, Desk]) -> None:
    desk, _ = asked_of
    desk.do("export", TOWNSHIP, "-o", "上报.zwgk")
    desk.do("export", TOWNSHIP, "--kind", "work", "-o", "交接包.zwgk")
    desk.do("ledger", TOWNSHIP, "-o", "日历.ics")
    desk.do("print", "catalogue", TOWNSHIP, "--field", "05", "-o", "目录.pdf")
    desk.do("table", "write", TOWNSHIP, "--field", "05", "-o", "目录.xlsx")
    for name in ("上报.zwgk", "交接包.zwgk", "日历.ics", "目录.pdf", "目录.xlsx"):
        texts = _texts(Path(desk.path(name)))
        for secret in (NAME, PHONE, ADDRESS, "123X"):
            assert not any(secret.encode() in text for text in texts), (name, secret)
    assert b"2026-001" in b"".join(_texts(Path(desk.path("交接包.zwgk"))))
    assert b"2026-001" not in b"".join(_texts(Path(desk.path("上报.zwgk"))))


def _texts(path: Path) -> list[bytes]:
    if not zipfile.is_zipfile(path):
        return [path.read_bytes()]
    with zipfile.ZipFile(path) as package:
        return [path.read_bytes(), *(package.read(name) for name in package.namelist())]


def test_who_asked_is_taken_out_of_a_case_by_its_number_also_once_it_was_struck_out(township: Desk) -> None:
    number, struck = add(township), add(township, "另一件事的文件", **{"name": "钱小梅", "contact": "qian@example.com"})
    township.do("request", TOWNSHIP, "letter", number, "acknowledgement", "-o", "回执.docx")
    township.do("request", TOWNSHIP, "strike", struck)
    by = ("--reason", "保管期满", "--as", "陈静")
    assert "备份" in township.do("redact", TOWNSHIP, number, "申请人", *by).out
    township.do("redact", TOWNSHIP, struck, "申请人", *by)
    held = township.path(TOWNSHIP).read_bytes()
    for secret in (NAME, PHONE, ADDRESS, "钱小梅", "qian@example.com"):
        assert secret.encode() not in held, secret
    assert township.shown("request", TOWNSHIP, "show", number)["asked"] == ASKED
    township.do("doctor", TOWNSHIP)
    assert "没有要删去的内容" in township.refused("redact", TOWNSHIP, number, "申请人", *by)
