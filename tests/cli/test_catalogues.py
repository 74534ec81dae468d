"""`print catalogue` as a clerk types it: forms, paper, channels, single entries, differences, the statement."""

import pypdfium2
import pytest

from tests.cli.conftest import TOWNSHIP
from tests.cli.desk import Desk
from tests.cli.products import pdf_text

PRINT = ("print", "catalogue", TOWNSHIP)


def first_size(desk: Desk, name: str) -> tuple[int, int]:
    """Width and height of the first page in mm."""
    with pypdfium2.PdfDocument(desk.path(name)) as document:
        return tuple(round(side / 72 * 25.4) for side in document[0].get_size())


@pytest.mark.parametrize(
    ("form", "paper", "size"),
    [
        ("table", (), (420, 297)),
        ("cards", (), (210, 297)),
        ("large", ("--paper", "A3"), (297, 420)),
    ],
)
def test_each_form_on_its_paper(township: Desk, form: str, paper: tuple[str, ...], size: tuple[int, int]) -> None:
    township.do(*PRINT, "--field", "05", "--form", form, *paper, "-o", "目录.pdf")
    text = pdf_text(township.path("目录.pdf"))
    assert first_size(township, "目录.pdf") == size and "草案" in text and "监督检查" in text
    assert ("□" in text) == (form == "table")


def test_channels_as_wanted(township: Desk) -> None:
    for form, channels in (("table", "ticked"), ("cards", "all")):
        township.do(*PRINT, "--form", form, "--channels", channels, "-o", f"{form}.pdf")
    assert "□" not in pdf_text(township.path("table.pdf")) and "□" in pdf_text(township.path("cards.pdf"))


def test_only_the_entries_that_were_named(township: Desk) -> None:
    township.do(*PRINT, "--item", "05-002", "--item", "05-004", "-o", "两条.pdf")
    text = pdf_text(township.path("两条.pdf"))
    assert "（节选）" in text and "监督检查" in text and "审批信息" not in text
    assert "没有打印" in township.misused(*PRINT, "--item", "05-002", "--field", "05", "-o", "没有.pdf")
    township.refused(*PRINT, "--item", "05-999", "-o", "没有.pdf")
    assert not township.path("没有.pdf").exists()


def test_differences_to_another_year(township: Desk) -> None:
    assert "没有 2025 年的目录可以比" in township.refused(*PRINT, "--changes-since", "2025", "-o", "没有.pdf")
    township.do("edition", TOWNSHIP, "2027")
    township.do("set", TOWNSHIP, "05-002", 'elements:=["监督电话"]')
    for form in ("table", "cards", "large"):
        township.do(*PRINT, "--changes-since", "2026", "--form", form, "-o", f"{form}.pdf")
        text = pdf_text(township.path(f"{form}.pdf"))
        assert "修改1项（第2项）" in text and "社会救助信访通讯地址" in text


def test_the_statement_goes_with_the_whole_catalogue(township: Desk) -> None:
    township.do("concern", TOWNSHIP, "14", "--not-applicable", "本镇没有征收项目")
    for name, words in (("全部", ()), ("一个", ("--field", "05")), ("不附", ("--no-statement",))):
        township.do(*PRINT, *words, "-o", f"{name}.pdf")
    shown = [("不涉及领域说明" in pdf_text(township.path(f"{name}.pdf"))) for name in ("全部", "一个", "不附")]
    assert shown == [True, False, False]


def test_a_workspace_is_never_overwritten_by_paper(township: Desk) -> None:
    entries = township.shown("entries", TOWNSHIP)
    said = township.refused(*PRINT, "--field", "05", "-o", TOWNSHIP, "--force")
    assert f"“{TOWNSHIP}”是工作文件，没有覆盖它" in said
    assert township.shown("entries", TOWNSHIP) == entries
    township.do(*PRINT, "--field", "05", "-o", "目录.pdf")
    township.do(*PRINT, "--field", "05", "-o", "目录.pdf", "--force")
