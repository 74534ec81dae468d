"""Checklists other than the standard catalogue go the same way: adopt, edit, check, table, print, hand in."""

from pathlib import Path

import pytest

from tests.cli.desk import Desk
from tests.cli.products import cells, pdf_text

VILLAGE = "青石村.qd"
KINDS = {
    "exemption-list": ("EX-001", "政务公开负面清单", "remark=只限涉密件", "item=", "“事项名称和内容”"),
    "village-affairs": ("VA-001", "村务公开目录", "remark=每年核对一次", "item=", "“公开事项”"),
}


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    desk = Desk(tmp_path_factory.mktemp("village"))
    desk.do("new", VILLAGE, "--role", "village", "--name", "青石村", "--parent", "兴隆镇", "--as", "吴学军")
    for kind in KINDS:
        desk.do("adopt", VILLAGE, "--checklist", kind)
    return desk


@pytest.mark.parametrize("kind", KINDS)
def test_edit_check_table_and_print(village: Desk, tmp_path: Path, kind: str) -> None:
    item, title, change, clearing, label = KINDS[kind]
    entries = village.entries(VILLAGE, "--checklist", kind)
    assert len(entries) > 30
    assert {entry["checklist"] for entry in entries.values()} == {kind}
    assert {entry["field"] for entry in entries.values()} == {None}

    village.do("set", VILLAGE, item, change)
    assert village.entries(VILLAGE, "--checklist", kind)[item]["relation"] == "adapted"
    for words in (
        ("table", "write", VILLAGE, "--checklist", kind, "-o", tmp_path / "表.xlsx"),
        ("print", "catalogue", VILLAGE, "--checklist", kind, "-o", tmp_path / "目录.pdf"),
    ):
        village.do(*words)
    text, told = pdf_text(tmp_path / "目录.pdf"), change.split("=")[1]
    assert title in text and "草案" in text and told in text
    assert told in cells(tmp_path / "表.xlsx")

    village.do("set", VILLAGE, item, clearing)
    answer = village.ask("check", VILLAGE, "--json")
    (missing,) = [finding for finding in answer.json() if finding["severity"] == "block"]
    assert (answer.code, missing["item"]) == (1, item)
    assert label in missing["message"]
    assert label in village.refused("set", VILLAGE, item, "--state", "ready")
    village.do("undo", VILLAGE)
    assert village.entries(VILLAGE, "--checklist", kind)[item]["relation"] == "adapted"


def test_they_are_handed_in_with_the_rest(village: Desk) -> None:
    village.do("export", VILLAGE, "-o", "上报.zwgk")
    members = {member["name"]: member["rows"] for member in village.shown("inspect", "上报.zwgk")["members"]}
    assert members["entries.jsonl"] == len(village.shown("entries", VILLAGE))


def test_registers_and_unknown_lists_are_named(village: Desk) -> None:
    printing = ("print", "catalogue", "-o", "没有.pdf")
    for command in (("adopt",), ("entries",), printing, ("table", "write", "-o", "没有.xlsx")):
        told = village.refused(*command, VILLAGE, "--checklist", "annual-report")
        assert "“annual-report”" in told and "village-affairs" in told
