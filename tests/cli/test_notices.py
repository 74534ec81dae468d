"""Notices from lists as offices keep them: what must not be published reaches neither the paper nor any file."""

import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
import xlsxwriter

from tests.cli import shapes
from tests.cli.conftest import TOWNSHIP
from tests.cli.desk import Desk
from tests.cli.products import pdf_text
from tests.cli.shapes import assert_shape

HEADS = (
    "村民小组",
    "申请人姓名",
    "家庭人口数",
    "拟保障人数",
    "拟月保障金额（元）",
    "身份证号（重名时加）",
    "联系电话",
    "备注",
)
ROWS = (
    ("一组", "赵德全", 3, 2, "1120.00", "11010519491231002X", "13812345678", ""),
    ("二组", "赵德全", 1, 1, "560.00", "１１０１０５ １９５２０３１２ ００１７", "１３９ ８７６５ ４３２１", ""),
    ("三组", "李𬭎", 2, 2, "1120.00", "110105195203120017", "", ""),
    ("四组", "龙䶮", 1, 1, "560.00", "", "", ""),
    ("五组", "王秀英", 1, 1, "560.00", "", "", "电话 139 8765 4321"),
    ("五组", "何家顺", 1, 1, "560.00", "", "", "1101051949 1231002x"),
    ("六组", "孙桂兰", 1, 1, "560.00", "", "", "卡号6222 0210 0100 0000 007"),
    ("六组", "吴学军", 1, 1, "560.00", "", "", "肺癌晚期"),
)
RAW = ("11010519491231002", "11010519520312001", "13812345678", "13987654321", "6222021001000000007", "肺癌")
BLANKS = (
    *("village=青石村", "start_date=2026-11-24", "accept_unit=社会事务办", "address=人民路12号", "phone=0990-6120118"),
    *("office_hours=9:00—17:00", "supervision_phone=0990-6120012"),
)
NEW = ("notice", "new", TOWNSHIP, "--template", "NT-01")


def write_list(path: Path, rows: Sequence[Sequence[object]], heads: Sequence[str] = HEADS) -> Path:
    """Write a workbook as an office keeps it."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("名单")
        for number, row in enumerate((heads, *rows)):
            sheet.write_row(number, 0, row)
    return path


def digits(text: str) -> str:
    """Text without the spaces that hide a number from a search, full-width digits made plain."""
    return "".join(text.split()).translate(str.maketrans("０１２３４５６７８９", "0123456789"))


def stored(path: Path) -> str:
    """Everything a file holds, members of zip files unpacked, as far as it is text."""
    contents = [path.read_bytes()]
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            contents += [archive.read(name) for name in archive.namelist()]
    return digits(" ".join(content.decode("utf-8", "ignore") for content in contents))


def test_the_notice_is_masked_and_the_rows_that_cannot_be_are_named(township: Desk) -> None:
    write_list(township.path("名单.xlsx"), ROWS)
    answer = township.do(*NEW, "--rows", "名单.xlsx", *BLANKS, "--json").json()
    assert_shape(answer, shapes.NOTICE)
    assert answer["missing"] == []
    assert [row["row"] for row in answer["refused_rows"]] == [6, 7, 8, 9]
    assert {(value["row"], value["column"]) for value in answer["masked"]} == {
        (2, "身份证号（重名时加）"),
        (3, "身份证号（重名时加）"),
    }
    assert answer["dropped_columns"] == ["联系电话"]

    township.do("print", "notice", TOWNSHIP, answer["id"][:8], "-o", "公示.pdf")
    text = pdf_text(township.path("公示.pdf"))
    for shown in ("青石村", "赵德全", "李𬭎", "龙䶮", "*" * 14 + "002X", "*" * 14 + "0017", "0990-6120118"):
        assert shown in text, shown
    for refused in ("王秀英", "何家顺", "孙桂兰", "吴学军"):
        assert refused not in text


def test_no_file_the_program_writes_holds_what_was_masked(township: Desk) -> None:
    write_list(township.path("名单.xlsx"), ROWS)
    id = township.do(*NEW, "--rows", "名单.xlsx", *BLANKS, "--json").json()["id"]
    township.do("print", "notice", TOWNSHIP, id, "-o", "公示.pdf")
    township.do("export", TOWNSHIP, "-o", "上报.zwgk")
    township.do("backup", TOWNSHIP, "-o", "备份.qdbak")
    township.path("名单.xlsx").unlink()
    written = [path for path in township.folder.rglob("*") if path.is_file()]
    assert len(written) >= 5
    for path in written:
        assert [raw for raw in RAW if raw in stored(path)] == [], path
    assert [raw for raw in RAW if raw in digits(pdf_text(township.path("公示.pdf")))] == []


def test_rows_refused_for_one_reason_are_told_in_one_line(township: Desk) -> None:
    bad, good = ("五组", "何家顺", 1, 1, "560.00", "", "", "1101051949 1231002x"), ROWS[0]
    write_list(township.path("名单.xlsx"), [*(bad,) * 4, good, bad])
    told = township.do(*NEW, "--rows", "名单.xlsx", *BLANKS).out
    lines = [line for line in told.splitlines() if "没有放进名单" in line]
    assert len(lines) == 1 and lines[0].startswith("原表第 2—5、7 行（5 行）没有放进名单：“备注”里有身份证号")


def test_the_clerk_is_told_row_by_row_and_blank_by_blank(township: Desk) -> None:
    write_list(township.path("名单.xlsx"), ROWS)
    told = township.do(*NEW, "--rows", "名单.xlsx", "village=青石村", "phone=13812345678").out
    assert "没有放进去：联系电话" in told
    assert "原表第 6 行没有放进名单" in told
    assert "phone（电话）没有放进去" in told
    assert "accept_unit（受理单位）" in told
    assert "13812345678" not in told


def test_the_offices_own_public_telephone_is_no_secret(township: Desk) -> None:
    township.do("unit", TOWNSHIP, "contact=社会事务办 138 1234 5678")
    answer = township.do(*NEW, *BLANKS, "phone=13812345678", "household_count=1", "person_count=1", "--json").json()
    assert answer["refused_blanks"] == []
    township.do("print", "notice", TOWNSHIP, answer["id"], "-o", "公示.pdf")
    assert "13812345678" in pdf_text(township.path("公示.pdf"))


def test_numbers_that_the_spreadsheet_keeps_as_numbers_are_read(township: Desk) -> None:
    write_list(township.path("名单.xlsx"), [("一组", "何秀英", 3.0, 2, 1120, "", "", "")])
    id = township.do(*NEW, "--rows", "名单.xlsx", *BLANKS, "--json").json()["id"]
    township.do("print", "notice", TOWNSHIP, id, "-o", "公示.pdf")
    text = pdf_text(township.path("公示.pdf"))
    assert "1,120.00" in text and "1户2人" in text


def hostile_lists(folder: Path) -> dict[str, str]:
    """Files that call themselves lists, with a word of the answer each deserves."""
    whole = write_list(folder / "好.xlsx", ROWS).read_bytes()
    sheet = whole.index(b"xl/worksheets/sheet1.xml") + 100
    files = {
        "网页.xlsx": (b"<html><table><tr><td>\xe8\xb5\xb5</td></tr></table></html>", "网页"),
        "旧式.xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ".xls"),
        "空.xlsx": (b"", "空文件"),
        "缺一截.xlsx": (whole[: len(whole) // 2], "没有拷完"),
        "别的.xlsx": (b"%PDF-1.7", "PDF 文件"),
        "坏的.xlsx": (whole[:sheet] + bytes(100) + whole[sheet + 100 :], "坏了"),
    }
    for name, (content, _) in files.items():
        (folder / name).write_bytes(content)
    with (folder / "很大.xlsx").open("wb") as file:
        file.write(b"PK\x03\x04")
        file.truncate(60 << 20)
    write_list(folder / "没有表头.xlsx", [("甲", 1), ("乙", 2)], heads=("什么", "数"))
    return {name: word for name, (_, word) in files.items()} | {"很大.xlsx": "50 MB", "没有表头.xlsx": "没有表头.xlsx"}


def test_what_is_no_list_is_refused_and_no_notice_made(township: Desk, tmp_path: Path) -> None:
    before = township.contents()
    folder = tmp_path / "名单"
    folder.mkdir()
    for name, word in hostile_lists(folder).items():
        told = township.refused(*NEW, "--rows", folder / name, *BLANKS)
        assert name in told and word in told, name
    assert "没有的.xlsx" in township.refused(*NEW, "--rows", folder / "没有的.xlsx")
    assert "名单" in township.refused(*NEW, "--rows", folder)
    assert township.contents() == before


def test_templates_tell_what_they_ask(township: Desk) -> None:
    assert len(township.do("notice", "templates", TOWNSHIP, "--json").json()) == 56
    told = township.do("notice", "templates", TOWNSHIP, "NT-34").out
    assert "opening_amount=期初结余，不写由程序算" in told and "经手人（可以没有）" in told
    facts = township.do("notice", "templates", TOWNSHIP, "NT-19", "--json").json()
    assert facts["columns"] == [] and {"key": "county", "label": "县（市、区）"}.items() <= facts["blanks"][0].items()


def test_an_unknown_template_or_notice_is_named(township: Desk) -> None:
    assert "NT-99" in township.refused("notice", "new", TOWNSHIP, "--template", "NT-99")
    assert "“1234567”" in township.refused("print", "notice", TOWNSHIP, "1234567", "-o", "公示.pdf")


@pytest.mark.parametrize("paper", ["A4", "A3"])
def test_a_long_list_runs_over_pages_with_every_name_on_it(township: Desk, paper: str) -> None:
    names = [
        f"{family}{given}"
        for family in "赵钱孙李周吴郑王冯陈"
        for given in ("秀英", "德全", "国庆", "建军", "桂兰", "小梅")
    ]
    write_list(township.path("名单.xlsx"), [("一组", name, 2, 1, "560.00", "", "", "") for name in names])
    id = township.do(*NEW, "--rows", "名单.xlsx", *BLANKS, "--json").json()["id"]
    township.do("print", "notice", TOWNSHIP, id, "-o", "公示.pdf", "--paper", paper)
    text = pdf_text(township.path("公示.pdf"))
    assert [name for name in names if name not in text] == []


def test_accounts_wait_for_a_reason_and_what_was_posted_is_printed_again(township: Desk) -> None:
    heads = ("日期", "摘要", "收入（元）", "支出（元）")
    write_list(
        township.path("账.xlsx"), [("2026-10-08", "承包款", 8800, None), ("2026-10-28", "电费", None, 345.5)], heads
    )
    month = ("--template", "NT-34", "--rows", "账.xlsx", "village=青石村", "year=2026", "--json")
    first = township.do("notice", "new", TOWNSHIP, *month, "period_name=9月", "opening_amount=5000").json()
    assert first["unbalanced"] == [] and "期末结余（大写）：壹万叁仟肆佰伍拾肆元伍角" in first["notes"]
    wrong = township.do("notice", "new", TOWNSHIP, *month, "period_name=10月", "opening_amount=5000").json()
    assert "上一期《青石村2026年9月财务收支公布表》结下来是13,454.50元" in wrong["unbalanced"][0]
    printing = ("print", "notice", TOWNSHIP, wrong["id"], "-o")
    assert "没有打印" in (told := township.refused(*printing, "a.pdf")) and "--reason" in told
    assert "还没有打印过" in township.refused(*printing, "a.pdf", "--posted")
    assert not township.path("a.pdf").exists()
    township.do(*printing, "a.pdf", "--reason", "上月少记一笔，已经更正")
    assert "说明：上月少记一笔，已经更正" in pdf_text(township.path("a.pdf"))
    listed = township.do("notice", "list", TOWNSHIP, "--json").json()
    assert [(each["id"], bool(each["printed_at"])) for each in listed] == [(wrong["id"], True), (first["id"], False)]
    assert "还没打印" in township.do("notice", "list", TOWNSHIP).out
    assert "送审稿不算" in township.refused(*printing, "b.pdf", "--posted")
    township.do("review", TOWNSHIP, wrong["id"], "全部", "--summary", "10月财务收支", "--as", "周主任")
    township.do(*printing, "a.pdf", "--force")
    township.do(*printing, "b.pdf", "--posted")
    assert township.path("a.pdf").read_bytes() == township.path("b.pdf").read_bytes()
