"""Practising: every paper says so, nobody in earnest takes a package of it, and what comes of it is practice, too."""

import zipfile
from pathlib import Path

import pypdfium2
import pytest

from tests.cli.conftest import COUNTY, NEW_TOWNSHIP, TOWNSHIP
from tests.cli.desk import Desk
from tests.cli.products import pdf_text

WORD = "练习"


@pytest.fixture
def practice(tmp_path: Path) -> Desk:
    """A township's clerk who practises."""
    desk = Desk(tmp_path / "练习")
    desk.folder.mkdir()
    desk.do("new", TOWNSHIP, *NEW_TOWNSHIP, "--practice")
    desk.do("adopt", TOWNSHIP, "--field", "05")
    return desk


def test_every_paper_says_so(practice: Desk, township: Desk) -> None:
    notice = "notice", "new", TOWNSHIP, "--template", "NT-01", "--json"
    for desk, says in ((practice, True), (township, False)):
        id = desk.ask(*notice).json()["id"]
        papers = {
            "目录.pdf": ("print", "catalogue", TOWNSHIP),
            "目录.docx": ("table", "write", TOWNSHIP, "--field", "05"),
            "目录.xlsx": ("table", "write", TOWNSHIP, "--field", "05"),
            "目录.html": ("table", "write", TOWNSHIP, "--field", "05"),
            "公示.pdf": ("print", "notice", TOWNSHIP, id),
            "公示栏.pdf": ("print", "board", TOWNSHIP, "--size", "1200x900", "--notice", id),
            "拼版.pdf": ("print", "board", TOWNSHIP, "--size", "1200x900", "--notice", id, "--tile", "A4"),
        }
        for name, words in papers.items():
            desk.do(*words, "-o", name)
            assert (WORD in text_of(desk.path(name))) is says, name
        with pypdfium2.PdfDocument(desk.path("目录.pdf")) as catalogue:
            assert all((WORD in page.get_textpage().get_text_range()) is says for page in catalogue)


def test_what_cannot_hold_the_word_says_so_in_its_name(practice: Desk, township: Desk) -> None:
    words = "table", "write", TOWNSHIP, "--field", "05", "-o"
    told = practice.refused(*words, "目录.csv")
    assert "目录_练习.csv" in told and not practice.path("目录.csv").exists()
    practice.do(*words, "目录_练习.csv")
    township.do(*words, "目录.csv")


def test_every_printed_page_of_a_workbook_says_so(practice: Desk) -> None:
    practice.do("table", "write", TOWNSHIP, "--field", "05", "-o", "目录.xlsx")
    practice.do("distribute", TOWNSHIP, "--field", "05", "-o", "分办")
    practice.do("dump", TOWNSHIP, "应急")
    [whole] = practice.path("应急").glob("*练习*.xlsx")
    [office, *_] = practice.path("分办").glob("*.xlsx")
    for path in (practice.path("目录.xlsx"), office, whole):
        with zipfile.ZipFile(path) as archive:
            sheets = [archive.read(name).decode() for name in archive.namelist() if "worksheets/sheet" in name]
        assert sheets and all(f"—— {WORD} ——</oddHeader>" in sheet for sheet in sheets), path.name
    # What was written so can be read again.
    assert practice.ask("table", "read", "目录.xlsx").code == 0


def text_of(path: Path) -> str:
    if path.suffix == ".html":
        return path.read_text(encoding="utf-8")
    if path.suffix == ".pdf":
        return pdf_text(path)
    with zipfile.ZipFile(path) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml"))


def test_nobody_in_earnest_takes_a_package(practice: Desk, handed_in: tuple[Desk, Desk]) -> None:
    _, county = handed_in
    practice.do("export", TOWNSHIP, "-o", "上报.zwgk")
    package = practice.path("上报.zwgk")
    before = county.entries(COUNTY)
    assert "练习时做的" in county.refused("import", COUNTY, package)
    assert county.entries(COUNTY) == before
    # Even a county that has heard the fingerprint on the phone.
    county.ask("roster", COUNTY, "admit", package, "--unit", "兴隆镇", "--fingerprint", county.fingerprint(package))
    assert "练习时做的" in county.refused("import", COUNTY, package)


def test_what_is_made_of_practice_is_practice(practice: Desk, township: Desk) -> None:
    practice.do("roster", TOWNSHIP, "add", "--name", "青石村", "--code", "990124101201")
    practice.do("export", TOWNSHIP, "--kind", "start", "--to", "青石村", "-o", "开始.zwgk")
    practice.do("new", "村.qd", "--start", "开始.zwgk", "--as", "李支书")
    practice.do("adopt", "村.qd", "--checklist", "village-affairs")
    practice.do("print", "catalogue", "村.qd", "--checklist", "village-affairs", "-o", "村.pdf")
    assert WORD in pdf_text(practice.path("村.pdf"))
    practice.do("backup", TOWNSHIP, "-o", "备份.qdbak")
    practice.do("restore", "备份.qdbak", "-o", "恢复.qd")
    practice.do("print", "catalogue", "恢复.qd", "-o", "恢复.pdf")
    assert WORD in pdf_text(practice.path("恢复.pdf"))
    # Practice takes from practice: the whole round can be tried.
    practice.do("export", "村.qd", "-o", "村上报.zwgk")
    package = practice.path("村上报.zwgk")
    practice.do(
        "roster", TOWNSHIP, "admit", package, "--unit", "青石村", "--fingerprint", practice.fingerprint(package)
    )
    practice.do("import", TOWNSHIP, package)
    township.do("export", TOWNSHIP, "-o", "真的.zwgk")
    assert b'"practice"' not in township.path("真的.zwgk").read_bytes()
    assert b'"practice":true' in package.read_bytes()
