"""Whatever the program writes for others passes the privacy gate: a number in our name, which all bears, stops it.

The commands that write a file are the register of what leaves: a new one has to be told of here.
"""

import argparse
from collections.abc import Iterator

import pytest

from app.cli import main
from tests.app.checks.seeded_numbers import ID_PLAIN
from tests.changed_packs import ROOT
from tests.cli.conftest import COUNTY, NEW_COUNTY, NEW_TOWNSHIP, TOWNSHIP
from tests.cli.desk import Desk

NOT_FOR_OTHERS = {"backup", "restore", "unlock", "villages new"}
"""The whole file for ourselves, and packages that went through the gate before."""
WITHOUT_A_WORKSPACE = {"guide"}
"""What the program brings along, in which nothing of anybody is."""
REFUSED_WHEN_WRITTEN = {"return", "receipt", "definition export"}
"""What they carry, comments, receipts and definitions, is refused where somebody writes a number into it."""
LIKE_ANOTHER = {"villages print": "print notice"}
MADE = {
    "table write": [(TOWNSHIP, "--field", "05", "-o", name) for name in ("表.xlsx", "表.docx", "表.html", "表.csv")],
    "print catalogue": [(TOWNSHIP, "--field", "05", "-o", "目录.pdf")],
    "print notice": [(TOWNSHIP, "{notice}", "-o", "公示.pdf")],
    "print board": [(TOWNSHIP, "--size", "2400x1200", "--notice", "{notice}", "-o", "板.pdf")],
    "print cover": [(TOWNSHIP, "-o", "交接单.pdf")],
    "print review": [(TOWNSHIP, "05-003", "-o", "审查表.pdf")],
    "print proof": [(TOWNSHIP, "{notice}", "-o", "证明.pdf")],
    "print month": [(TOWNSHIP, "2026-11", "-o", "月报.pdf")],
    "print standard": [(COUNTY, "19", "-o", "标准变化.pdf")],
    "export": [(TOWNSHIP, "-o", "上报.zwgk"), (TOWNSHIP, "--kind", "work", "-o", "工作.zwgk")],
    "uninvolved": [(TOWNSHIP, "-o", name) for name in ("说明.pdf", "说明.txt")],
    # The names of lines of the ledger, which are all that a calendar shows, are refused where they are written.
    "ledger": [(TOWNSHIP, "-o", "台账.xlsx")],
    "distribute": [(TOWNSHIP, "--field", "05", "-o", "分办"), (TOWNSHIP, "--field", "05", "--form", "-o", "分办")],
    "matrix": [(COUNTY, "-o", name) for name in ("总表.pdf", "总表.xlsx")],
    "remind": [(COUNTY, "-o", name) for name in ("催报.pdf", "催报.xlsx")],
    "whole": [(COUNTY, "-o", name) for name in ("全县.pdf", "全县.xlsx")],
    "web": [(COUNTY, "-o", "网页")],
    "request letter": [
        (TOWNSHIP, "2026-001", "reply", "--ground", "internal", "-o", name) for name in ("信.pdf", "信.docx")
    ],
    "plan print": [(TOWNSHIP, "某办法", "-o", "解读方案.pdf")],
    "column write": [(TOWNSHIP, "-o", "栏目.xlsx")],
    "annual write": [(TOWNSHIP, "--year", "2026", "-o", name) for name in ("年报.pdf", "年报.docx")],
    "annual total": [(COUNTY, "--year", "2026", "-o", name) for name in ("汇总.pdf", "汇总.docx")],
    "inspection write": [(COUNTY, "--kind", "月点评", "-o", name) for name in ("得分.pdf", "得分.xlsx")]
    + [(COUNTY, "--kind", "月点评", "--unit", "all", "-o", "检查表.pdf")],
    "data": [(COUNTY, "-o", name) for name in ("数据", "数据.xlsx")],
}


ANSWERS = ("publish_date=2026-10-09", "notice_days=7", "notice_unit=日")
STAGES = ("初审", "保密审查", "签发")


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Desk, dict[str, str]]:
    """A desk with a township and a county whose names hold an identity number, and the ids of what was made there."""
    desk = Desk(tmp_path_factory.mktemp("seeded"))
    desk.do("new", TOWNSHIP, *NEW_TOWNSHIP)
    desk.do("adopt", TOWNSHIP, "--field", "05")
    desk.do("export", TOWNSHIP, "-o", "第一轮.zwgk")
    notice = desk.ask("notice", "new", TOWNSHIP, "--template", "NT-01", *ANSWERS, "--json").json()["id"]
    for subject in ("05-003", notice):
        for stage in STAGES:
            desk.do("review", TOWNSHIP, subject, stage, "--summary", "低保名单", "--as", "周主任", "--on", "2026-10-09")
    desk.do("post", TOWNSHIP, notice, "--on", "2026-10-09", "--place", "村务公开栏")
    asked = ("--asked", "低保资金汇总表", "--name", "赵建国", "--contact", "本村", "--kind", "自然人")
    desk.do("plan", TOWNSHIP, "add", "doc_title=某办法", "--template", "IP-001")
    desk.do("column", TOWNSHIP, "take")
    desk.do("request", TOWNSHIP, "add", *asked, "--way", "当面提交", "--on", "2026-10-09")
    desk.do("concern", TOWNSHIP, "14", "--not-applicable", "没有这方面的事")
    desk.do("unit", TOWNSHIP, f"name=兴隆镇（{ID_PLAIN}）")
    desk.do("set", TOWNSHIP, "05-004", f"level3=找{ID_PLAIN}")
    desk.do("new", COUNTY, *NEW_COUNTY)
    desk.do("adopt", COUNTY, "--field", "05", "--item", "05-003")
    desk.do("set", COUNTY, "05-003", "--state", "ready")
    desk.do("finalise", COUNTY, "--field", "05")
    desk.do("adopt", COUNTY, "--field", "19")
    desk.ask("standards", "follow", COUNTY, ROOT / "19" / "new.yaml", "--confirm")
    desk.do("unit", COUNTY, f"name=青山县（{ID_PLAIN}）")
    desk.do("roster", COUNTY, "add", "--name", f"白云乡（{ID_PLAIN}）", "--code", "990124202")
    return desk, {"notice": notice}


def test_every_command_that_writes_a_file_is_told_of() -> None:
    assert set(_writing()) == {*MADE, *NOT_FOR_OTHERS, *WITHOUT_A_WORKSPACE, *REFUSED_WHEN_WRITTEN, *LIKE_ANOTHER}


@pytest.mark.parametrize("command", MADE)
def test_a_number_stops_it(command: str, seeded: tuple[Desk, dict[str, str]]) -> None:
    desk, made = seeded
    for words in MADE[command]:
        told = desk.refused(*_typed(command, [word.format(**made) for word in words]))
        assert "没遮挡的个人信息" in told and ID_PLAIN not in told, words
        assert not any(path.is_file() for path in (desk.path(words[-1]), *desk.path(words[-1]).rglob("*")))


def _typed(command: str, words: list[str]) -> tuple[str, ...]:
    """Put the workspace of `request` in front of what is done with it."""
    first, *rest = command.split()
    return (
        (first, words[0], *rest, *words[1:])
        if first in ("request", "annual", "plan", "column", "inspection")
        else (first, *rest, *words)
    )


def _writing() -> Iterator[str]:
    def within(parser: argparse.ArgumentParser, name: str) -> Iterator[str]:
        for action in parser._actions:
            if isinstance(action, argparse._SubParsersAction):
                for word, inner in action.choices.items():
                    yield from within(inner, f"{name} {word}".strip())
            elif "--output" in action.option_strings:
                yield name

    return within(main._parser(), "")
