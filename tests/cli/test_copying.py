"""Copying, a new year and the statement on fields left out, typed as commands."""

from pathlib import Path

import pytest

from tests.cli.conftest import COUNTY, TOWNSHIP
from tests.cli.desk import Desk

NEIGHBOUR = "白云乡.qd"


@pytest.fixture
def neighbours(township: Desk) -> Desk:
    """The desk with the workspace of 白云乡 beside that of 兴隆镇."""
    identity = ("--role", "township", "--name", "白云乡", "--edition", "2026", "--as", "赵刚")
    township.do("new", NEIGHBOUR, *identity)
    township.do("adopt", NEIGHBOUR, "--field", "05")
    township.do("set", NEIGHBOUR, "05-003", "publisher=白云乡民政办")
    township.do("set", NEIGHBOUR, "05-004", "publisher=白云乡民政办")
    return township


def test_copying_from_a_neighbours_file_applies_defaults_and_leaves_the_rest_waiting(neighbours: Desk) -> None:
    neighbours.do("set", TOWNSHIP, "05-003", "publisher=兴隆镇便民服务中心")
    before = neighbours.entries(TOWNSHIP)
    there = Path(neighbours.path(NEIGHBOUR)).read_bytes()
    words = ("copy", TOWNSHIP, "--from", NEIGHBOUR, "--field", "05", "--json")
    seen = neighbours.ask(*words, "--dry-run")
    assert seen.code == 1 and neighbours.entries(TOWNSHIP) == before
    done = neighbours.ask(*words)
    facts = done.json()
    assert (done.code, facts["changed"], facts["conflicting"], facts["waiting"]) == (1, 1, 1, 1)
    assert seen.json() | {"applied": True} == facts
    assert "来源未确认" in facts["source"] and "proposals" in done.err
    assert neighbours.entries(TOWNSHIP)["05-004"]["values"]["publisher"] == "兴隆镇民政办"
    (waiting,) = neighbours.shown("proposals", TOWNSHIP)
    neighbours.do("decide", TOWNSHIP, waiting["id"], "theirs")
    assert neighbours.entries(TOWNSHIP)["05-003"]["values"]["publisher"] == "兴隆镇民政办"
    assert Path(neighbours.path(NEIGHBOUR)).read_bytes() == there
    assert "没变 13" in neighbours.do("copy", TOWNSHIP, "--from", NEIGHBOUR, "--field", "05").out


def test_packages_fields_and_what_is_at_hand(neighbours: Desk) -> None:
    neighbours.do("export", NEIGHBOUR, "-o", "白云.zwgk")
    copied = neighbours.do("copy", TOWNSHIP, "--from", "白云.zwgk", "--field", "05")
    assert "来源未确认" in copied.out and "改动 2" in copied.out
    neighbours.do("adopt", TOWNSHIP, "--field", "08")
    assert "08" in neighbours.do("copy", TOWNSHIP, "--sources", "--field", "05").out
    assert neighbours.do("copy", TOWNSHIP, "--from-field", "08", "--field", "05").out
    assert "同一个" in neighbours.refused("copy", TOWNSHIP, "--from-field", "08", "--field", "08")
    assert "正在用" in neighbours.refused("copy", TOWNSHIP, "--from", TOWNSHIP)
    assert "没有" in neighbours.refused("copy", TOWNSHIP, "--from-edition", "2025")


def test_a_new_year_is_begun_gone_from_and_handed_in(handed_in: tuple[Desk, Desk]) -> None:
    clerk, county = handed_in
    clerk.do("set", TOWNSHIP, "05-003", "level3=去年写的")
    assert "接过来 13 条" in clerk.do("edition", TOWNSHIP, "2027").out
    assert clerk.entries(TOWNSHIP)["05-003"]["values"]["level3"] == "去年写的"
    clerk.do("set", TOWNSHIP, "05-003", "level3=今年写的")
    last = clerk.shown("entries", TOWNSHIP, "--edition", "2026")
    assert {view["edition"] for view in last} == {"2026"} and len(last) == 13
    clerk.do("export", TOWNSHIP, "-o", "上报2027.zwgk")
    package = clerk.path("上报2027.zwgk")
    assert "edition WS 2026" in county.refused("import", COUNTY, package)
    county.do("edition", COUNTY, "2027")
    county.do("import", COUNTY, package)
    assert county.entries(COUNTY) == clerk.entries(TOWNSHIP)
    clerk.do("edition", TOWNSHIP, "2026")
    assert clerk.entries(TOWNSHIP)["05-003"]["values"]["level3"] == "去年写的"
    facts = clerk.shown("edition", TOWNSHIP)
    assert [(each["edition"], each["is_current"]) for each in facts["editions"]] == [("2027", False), ("2026", True)]
    assert clerk.ask("edition", TOWNSHIP, "明年").code == 2


def test_the_statement_on_fields_left_out(township: Desk) -> None:
    assert "没有不涉及" in township.do("uninvolved", TOWNSHIP).out
    assert "concern WS" in township.refused("uninvolved", TOWNSHIP, "-o", "说明.txt")
    township.do("concern", TOWNSHIP, "14", "--not-applicable", "本镇没有征收项目")
    assert "一、" in township.do("uninvolved", TOWNSHIP).out
    assert township.shown("uninvolved", TOWNSHIP)["fields"][0]["code"] == "14"
    written = township.do("uninvolved", TOWNSHIP, "-o", "说明.txt")
    undecided = township.shown("uninvolved", TOWNSHIP)["undecided"]
    assert len(undecided) > 5 and all(name in written.out for name in undecided)
    assert "本镇没有征收项目" in Path(township.path("说明.txt")).read_text(encoding="utf-8-sig")
