"""A county takes the ministry's table as the standard of a field and hands it on to the townships below."""

from pathlib import Path

import pytest

from tests.cli.conftest import COUNTY, NEW_COUNTY, NEW_TOWNSHIP, TOWNSHIP, copied
from tests.cli.desk import Desk
from tests.official_table import changed_rows, official_rows, write_official

FIELD = ("青山县", "05")
WORDS = "以本县导入的正式文本为准（全表.csv，"


@pytest.fixture(scope="session")
def _pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Desk, Desk]:
    folder = tmp_path_factory.mktemp("standards")
    county, clerk = Desk(folder / "县"), Desk(folder / "乡镇")
    for desk in (county, clerk):
        desk.folder.mkdir()
    county.do("new", COUNTY, *NEW_COUNTY)
    county.do("adopt", COUNTY, "--field", "05", "--publisher", "own")
    county.do("roster", COUNTY, "add", "--name", "兴隆镇", "--code", "990124101")
    county.do("export", COUNTY, "--kind", "start", "--to", "兴隆镇", "-o", "开始.zwgk")
    write_official(county.path("全表.csv"), changed_rows())
    clerk.do("new", TOWNSHIP, "--start", county.path("开始.zwgk"), "--as", "陈静")
    return county, clerk


@pytest.fixture
def pair(tmp_path: Path, _pair: tuple[Desk, Desk]) -> tuple[Desk, Desk]:
    """The desks of a county with the ministry's table (全表.csv), its own 05 adopted, and of a township below it."""
    return copied(_pair[0], tmp_path / "县"), copied(_pair[1], tmp_path / "乡镇")


@pytest.fixture
def handed_on(pair: tuple[Desk, Desk]) -> tuple[Desk, Desk, Path]:
    """The same after the county took the table and wrote 标准.zwgk."""
    county, clerk = pair
    county.do("table", "complete", COUNTY, "全表.csv", "--field", "05")
    county.do("export", COUNTY, "--kind", "profile", "-o", "标准.zwgk")
    return county, clerk, county.path("标准.zwgk")


def result(desk: Desk, workspace: str, package: Path) -> tuple[str, str]:
    """What became of a package, and why."""
    (file,) = desk.ask("import", workspace, package, "--json").json()["files"]
    return file["result"], file["reason"] or ""


def test_the_table_becomes_the_standard_and_nothing_a_clerk_wrote_changes(pair: tuple[Desk, Desk]) -> None:
    county, _ = pair
    before, entries = county.contents(), county.entries(COUNTY)
    told = county.shown("table", "complete", COUNTY, "全表.csv", "--field", "05", "--dry-run")
    assert not told["applied"]
    (field,) = told["fields"]
    assert field["changed"] == [{"item": "05-001", "elements": ["elements"]}]
    assert (field["new"], field["gone"], len(field["items"])) == (["05-014"], ["05-013"], 13)
    assert county.contents() == before

    county.do("table", "complete", COUNTY, "全表.csv", "--field", "05")
    after = county.entries(COUNTY)
    assert {code: each["values"] for code, each in after.items()} == {c: e["values"] for c, e in entries.items()}
    assert after["05-002"]["official"].startswith(WORDS)
    assert after["05-002"]["official"].endswith("，青山县 周敏）")
    changed = set(entries) - {"05-001", "05-013"}
    assert {code for code, each in after.items() if each["evidence"] == "confirmed"} == changed
    counted = county.counts(COUNTY)[FIELD]
    assert counted["evidence"]["confirmed"] == len(changed) + ("05-014" not in after)
    findings = county.ask("check", COUNTY, "--field", "05", "--json").json()
    told = {each["item"]: each["message"] for each in findings if each["code"] == "standard-changed"}
    assert set(told) == {"05-001", "05-013"}
    assert "删去了这一项" in told["05-013"]
    assert after["05-013"]["official"] == "已不在标准里"


def test_completing_can_be_undone_and_done_again(pair: tuple[Desk, Desk]) -> None:
    county, _ = pair
    before = county.entries(COUNTY)
    county.do("table", "complete", COUNTY, "全表.csv")
    done = county.entries(COUNTY)
    assert "没有变化" in county.do("table", "complete", COUNTY, "全表.csv").out
    county.do("adopt", COUNTY, "--item", "05-014", "--field", "05")
    county.do("undo", COUNTY)
    county.do("undo", COUNTY)
    undone = county.entries(COUNTY)
    assert [(e["evidence"], e["values"]) for e in undone.values()] == [
        (e["evidence"], e["values"]) for e in before.values()
    ]
    assert county.counts(COUNTY)[FIELD]["evidence"]["confirmed"] == 0
    county.do("redo", COUNTY)
    assert {c: e["evidence"] for c, e in county.entries(COUNTY).items()} == {c: e["evidence"] for c, e in done.items()}


def test_a_township_takes_the_standard_from_its_county(handed_on: tuple[Desk, Desk, Path]) -> None:
    _, clerk, package = handed_on
    shown = clerk.shown("inspect", package)
    assert (shown["kind"], shown["recipient"]) == ("profile", None)
    assert result(clerk, TOWNSHIP, package) == ("applied", "")
    assert result(clerk, TOWNSHIP, package) == ("unchanged", "这份文件已收过，内容没有变化。")
    assert clerk.counts(TOWNSHIP)["兴隆镇", "05"]["evidence"] == {
        "seen": 0,
        "partly": 0,
        "recalled": 0,
        "confirmed": 13,
    }
    clerk.do("adopt", TOWNSHIP, "--field", "05", "--publisher", "own")
    entries = clerk.entries(TOWNSHIP)
    assert "乡镇救助政策汇编" in entries["05-001"]["values"]["elements"]
    assert entries["05-014"]["title"].endswith("救助金发放名册公示")
    assert "05-013" not in entries
    assert all(each["official"].startswith(WORDS) and each["relation"] == "adopted" for each in entries.values())
    findings = clerk.ask("check", TOWNSHIP, "--field", "05", "--json").json()
    assert not {"standard-unconfirmed", "standard-changed"} & {each["code"] for each in findings}
    assert clerk.shown("search", TOWNSHIP, "发放名册公示")[0]["item"] == "05-014"


@pytest.mark.parametrize("way", [("undo", COUNTY), ("table", "withdraw", COUNTY, "--field", "05")])
def test_what_the_county_takes_back_is_taken_back_below(
    handed_on: tuple[Desk, Desk, Path], way: tuple[str, ...]
) -> None:
    county, clerk, package = handed_on
    clerk.do("import", TOWNSHIP, package)
    clerk.do("adopt", TOWNSHIP, "--field", "05")
    written = {code: each["values"] for code, each in clerk.entries(TOWNSHIP).items()}
    county.do(*way)
    county.do("export", COUNTY, "--kind", "profile", "-o", "标准2.zwgk")
    assert result(clerk, TOWNSHIP, county.path("标准2.zwgk"))[0] == "applied"
    entries = clerk.entries(TOWNSHIP)
    assert {code: each["values"] for code, each in entries.items()} == written
    assert not any(each["official"] for each in entries.values())
    assert entries["05-014"]["evidence"] == "recalled"


def test_an_older_standard_changes_nothing(handed_on: tuple[Desk, Desk, Path]) -> None:
    county, clerk, package = handed_on
    write_official(county.path("新表.csv"), official_rows())
    county.do("table", "complete", COUNTY, "新表.csv", "--field", "05")
    county.do("export", COUNTY, "--kind", "profile", "-o", "标准2.zwgk")
    assert result(clerk, TOWNSHIP, county.path("标准2.zwgk"))[0] == "applied"
    before = clerk.counts(TOWNSHIP)
    assert result(clerk, TOWNSHIP, package) == ("unchanged", "里面没有比现有内容更新的东西，什么也没有改。")
    assert clerk.counts(TOWNSHIP) == before
    clerk.do("adopt", TOWNSHIP, "--field", "05")
    assert "05-013" in clerk.entries(TOWNSHIP)
    assert "05-014" not in clerk.entries(TOWNSHIP)


def test_standards_come_from_the_parent_alone(handed_on: tuple[Desk, Desk, Path], desk: Desk) -> None:
    county, clerk, package = handed_on
    # From below: the township hands on what it has, the county does not take it.
    clerk.do("import", TOWNSHIP, package)
    clerk.do("export", TOWNSHIP, "--kind", "profile", "-o", "镇里的.zwgk")
    before = county.contents()
    refusal = county.refused("import", COUNTY, clerk.path("镇里的.zwgk"))
    assert "没有收" in refusal
    assert "标准和规定" in refusal
    assert "不用再收进来" in county.refused("import", COUNTY, package)
    assert county.contents() == before

    # From a county that nobody admitted.
    desk.do("new", "别镇.qd", "--role", "township", "--name", "太平镇", "--as", "何平")
    assert "电话核对指纹" in desk.refused("import", "别镇.qd", package)
    desk.do("trust", "别镇.qd", package, "--fingerprint", desk.fingerprint(package))
    assert result(desk, "别镇.qd", package) == ("applied", "")

    # From another county than ours.
    desk.do("new", "邻县.qd", "--role", "county", "--name", "临江县", "--as", "吴江")
    desk.do("table", "complete", "邻县.qd", county.path("全表.csv"))
    desk.do("export", "邻县.qd", "--kind", "profile", "-o", "邻县.zwgk")
    assert "不是本单位的上级" in clerk.refused("import", TOWNSHIP, desk.path("邻县.zwgk"))


def test_what_is_no_whole_standard_is_not_taken(desk: Desk) -> None:
    desk.do("new", COUNTY, *NEW_COUNTY)
    desk.do("new", TOWNSHIP, *NEW_TOWNSHIP)
    before = desk.contents()
    whole = write_official(desk.path("全表.csv"), official_rows())
    assert "乡镇不能自己换标准" in desk.refused("table", "complete", TOWNSHIP, whole)
    rows = official_rows()
    rows["05-002"]["公开时限"] = ""
    refusal = desk.refused("table", "complete", COUNTY, write_official(desk.path("缺.csv"), rows))
    assert "不是完整的标准文本" in refusal
    assert "没有写公开时限" in refusal
    for row in rows.values():
        del row["公开层级"]
    assert "没有写" in desk.refused("table", "complete", COUNTY, write_official(desk.path("无层级.csv"), rows))
    part = write_official(desk.path("一部分.csv"), dict(list(official_rows().items())[:9]))
    refusal = desk.refused("table", "complete", COUNTY, part)
    assert "原有 13 项，表里没有其中的 4 项" in refusal
    assert "--looked" in refusal
    part.unlink()
    desk.path("缺.csv").unlink()
    desk.path("无层级.csv").unlink()
    desk.path("全表.csv").unlink()
    assert desk.contents() == before
    assert "没有东西可以发给下级" in desk.refused("export", COUNTY, "--kind", "profile", "-o", "标准.zwgk")
