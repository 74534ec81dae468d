"""`standards compare`: what a new version comes from is listed, and what hardly is one says so."""

from pathlib import Path

import pytest

from tests.changed_packs import ROOT
from tests.cli.conftest import COUNTY, NEW_COUNTY, TOWNSHIP
from tests.cli.desk import Desk
from tests.cli.products import pdf_text

OLD, NEW = ROOT / "05" / "old.yaml", ROOT / "05" / "new.yaml"


def test_a_new_version_is_told_item_by_item(township: Desk) -> None:
    said = township.do("standards", "compare", OLD, NEW).out
    assert "05-005\t05-005、05-006\t合并" in said and "新版 18 项" in said
    shown = township.shown("standards", "compare", "current", NEW, "--ws", TOWNSHIP)
    assert len(shown["changes"]) == 18 and shown["alarm"] == ""


def test_what_hardly_is_a_new_version_says_so(township: Desk) -> None:
    told = township.ask("standards", "compare", ROOT / "32" / "old.yaml", ROOT / "32" / "new.yaml")
    assert told.code == 1 and "请先核对" in told.out


@pytest.mark.parametrize("other", [ROOT / "10" / "new.yaml", ROOT / "05" / "truth.yaml", "没有.yaml"])
def test_what_is_no_version_of_the_field_is_refused(township: Desk, other: object) -> None:
    assert township.refused("standards", "compare", OLD, other)


def test_a_workspace_goes_with_what_it_uses_now(township: Desk) -> None:
    township.misused("standards", "compare", OLD, NEW, "--ws", TOWNSHIP)


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Desk, Desk]:
    """The desks of a county and of a township that began with its start file and adopted 社会救助."""
    county, clerk = Desk(tmp_path / "县"), Desk(tmp_path / "乡镇")
    for desk in (county, clerk):
        desk.folder.mkdir()
    county.do("new", COUNTY, *NEW_COUNTY)
    county.do("roster", COUNTY, "add", "--name", "兴隆镇", "--code", "990124101")
    county.do("export", COUNTY, "--kind", "start", "--to", "兴隆镇", "-o", "开始.zwgk")
    clerk.do("new", TOWNSHIP, "--start", county.path("开始.zwgk"), "--as", "陈静")
    clerk.do("adopt", TOWNSHIP, "--field", "05")
    return clerk, county


def test_the_county_takes_a_new_version_and_a_township_follows_it(pair: tuple[Desk, Desk]) -> None:
    clerk, county = pair
    assert "没有换过版" in clerk.refused("print", "standard", TOWNSHIP, "05", "-o", "变化.pdf")
    told = clerk.ask("standards", "follow", TOWNSHIP, NEW, "--dry-run")
    assert "跟着改\t05-" in told.out and not clerk.shown("standards", "follow", TOWNSHIP)["fields"]
    assert "由县里收下" in clerk.refused("standards", "follow", TOWNSHIP, NEW)
    taken = county.shown("standards", "follow", COUNTY, NEW)
    assert taken["taken"]["kinds"]["merged"] and not taken["fields"]
    county.do("standards", "demand", COUNTY, "05", "--until", "2027-03-31")
    county.do("export", COUNTY, "--kind", "profile", "-o", "标准.zwgk")
    clerk.do("import", TOWNSHIP, county.path("标准.zwgk"))
    (seen,) = clerk.shown("standards", "follow", TOWNSHIP, "--dry-run")["fields"]
    assert seen["groups"]["follows"] and seen["groups"]["new"] and not seen["alarm"]
    followed = clerk.ask("standards", "follow", TOWNSHIP, "--json")
    (field,) = followed.json()["fields"]
    assert field["changed"] == seen["groups"]["follows"] and followed.code == 1 and "要由人来定" in followed.err
    clerk.do("print", "standard", TOWNSHIP, "05", "-o", "变化.pdf")
    text = pdf_text(clerk.path("变化.pdf"))
    assert "标准变化报告" in text and "等着定" in text and "已跟着" in text
    clerk.do("undo", TOWNSHIP)
    assert clerk.shown("standards", "follow", TOWNSHIP, "--dry-run")["fields"] == [seen]


def test_what_hardly_is_a_new_version_is_taken_only_when_confirmed(pair: tuple[Desk, Desk]) -> None:
    _, county = pair
    lines = OLD.read_text(encoding="utf-8").split("- code: ")
    half = county.path("半份.yaml")
    half.write_text("- code: ".join(lines[: len(lines) // 2]), encoding="utf-8")
    assert "像是缺了一部分" in county.refused("standards", "follow", COUNTY, half)
    bare = county.path("空的.yaml")
    bare.write_text(lines[0].replace("items:", "items: []"), encoding="utf-8")
    assert "一个事项也没有" in county.refused("standards", "follow", COUNTY, bare)
    assert "像是缺了一部分" in county.ask("standards", "follow", COUNTY, half, "--dry-run").out
    assert county.shown("standards", "follow", COUNTY, half, "--confirm")["taken"]["alarm"]


def test_the_county_sees_who_is_behind(pair: tuple[Desk, Desk]) -> None:
    clerk, county = pair
    county.do("standards", "follow", COUNTY, NEW)
    county.do("standards", "demand", COUNTY, "05")
    clerk.do("export", TOWNSHIP, "-o", "一.zwgk")
    one = clerk.path("一.zwgk")
    county.do("roster", COUNTY, "admit", one, "--fingerprint", county.fingerprint(one))
    county.do("import", COUNTY, one)
    (told,) = county.shown("standards", "behind", COUNTY)
    assert (
        told["behind"]
        and told["version"] != county.shown("standards", "compare", "current", NEW, "--ws", COUNTY)["old_version"]
    )
    assert county.shown("matrix", COUNTY)["rows"][0]["behind"] == ["社会救助"]
    county.do("export", COUNTY, "--kind", "profile", "-o", "标准.zwgk")
    clerk.do("import", TOWNSHIP, county.path("标准.zwgk"))
    clerk.ask("standards", "follow", TOWNSHIP)
    for proposal in clerk.shown("proposals", TOWNSHIP):
        clerk.ask("decide", TOWNSHIP, proposal["id"], "theirs")
    clerk.do("export", TOWNSHIP, "-o", "二.zwgk")
    county.do("import", COUNTY, clerk.path("二.zwgk"))
    (told,) = county.shown("standards", "behind", COUNTY)
    assert not told["behind"] and county.shown("matrix", COUNTY)["rows"][0]["behind"] == []
    county.do("standards", "demand", COUNTY, "05", "--withdraw")
    assert county.shown("standards", "behind", COUNTY) == []
