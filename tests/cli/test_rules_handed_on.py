"""A county writes down the rules that hold below it and hands them on: townships go by them, and by nobody else's."""

from pathlib import Path

import pytest

from tests.app.calendar.test_office_calendar import NOTICE_2027
from tests.cli.conftest import COUNTY, NEW_COUNTY, TOWNSHIP, copied
from tests.cli.desk import Desk

LOCAL = ("--holiday", "2027-02-25", "--name", "本地节", "--basis", "自治条例")


@pytest.fixture(scope="session")
def _pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Desk, Desk]:
    folder = tmp_path_factory.mktemp("rules")
    county, clerk = Desk(folder / "县"), Desk(folder / "乡镇")
    for desk in (county, clerk):
        desk.folder.mkdir()
    county.do("new", COUNTY, *NEW_COUNTY)
    county.do("roster", COUNTY, "add", "--name", "兴隆镇", "--code", "990124101")
    county.do("export", COUNTY, "--kind", "start", "--to", "兴隆镇", "-o", "开始.zwgk")
    clerk.do("new", TOWNSHIP, "--start", county.path("开始.zwgk"), "--as", "陈静")
    county.path("通知.txt").write_text(NOTICE_2027, encoding="utf-8")
    county.do("calendar", COUNTY, "通知.txt")
    county.do("calendar", COUNTY, *LOCAL)
    county.do("period", COUNTY, "all", "--workdays", "7", "--basis", "青政办〔2026〕3号")
    return county, clerk


@pytest.fixture
def pair(tmp_path: Path, _pair: tuple[Desk, Desk]) -> tuple[Desk, Desk]:
    """The desks of a county that took a calendar, a local holiday and a longer period, and of a township below it."""
    return copied(_pair[0], tmp_path / "县"), copied(_pair[1], tmp_path / "乡镇")


def handed_on(desk: Desk, name: str = "规定.zwgk", workspace: str = COUNTY) -> Path:
    desk.do("export", workspace, "--kind", "profile", "-o", name)
    return desk.path(name)


def taken(desk: Desk, package: Path, workspace: str = TOWNSHIP) -> tuple[str, str]:
    """What became of a package, and what is said of it."""
    (file,) = desk.ask("import", workspace, package, "--json").json()["files"]
    return file["result"], file["reason"] or ""


def day(desk: Desk, workspace: str = TOWNSHIP) -> str:
    """The 20th working day from 2027-01-28."""
    return desk.do("workday", "2027-01-28", "+20", "--calendar", workspace).out.split("（")[0]


def test_a_township_goes_by_the_calendar_of_its_county(pair: tuple[Desk, Desk]) -> None:
    county, clerk = pair
    clerk.do("notice", "new", TOWNSHIP, "--template", "NT-01", "publish_date=2027-01-28", "notice_days=20")
    assert day(clerk) == "2027年3月3日"
    package = handed_on(county)
    words = "2027年放假安排，本地放假 1 天，公示期规定 1 条"
    assert words in clerk.do("inspect", package).out
    result, said = taken(clerk, package)
    assert result == "applied" and words in said
    assert day(clerk) == day(county, COUNTY) == "2027年3月3日"
    assert clerk.shown("calendar", TOWNSHIP)["local"] == county.shown("calendar", COUNTY)["local"]
    assert clerk.do("period", TOWNSHIP).out == county.do("period", COUNTY).out
    assert taken(clerk, package) == ("unchanged", "这份文件已收过，内容没有变化。")
    clerk.do("undo", TOWNSHIP)
    assert clerk.shown("calendar", TOWNSHIP)["local"] == []


def test_what_moved_is_told(pair: tuple[Desk, Desk]) -> None:
    county, clerk = pair
    county.do("calendar", COUNTY, "--remove", "2027-02-25")
    period = ("publish_date=2027-01-28", "notice_days=20", "notice_unit=个工作日")
    clerk.do("notice", "new", TOWNSHIP, "--template", "NT-01", *period)
    result, said = taken(clerk, handed_on(county))
    assert result == "applied"
    assert "1 个期限变了" in said and "2027年3月2日（周二）" in said
    assert day(clerk) == "2027年3月2日"


def test_what_the_county_takes_back_is_taken_back_below_unless_it_is_our_own(pair: tuple[Desk, Desk]) -> None:
    county, clerk = pair
    taken(clerk, handed_on(county))
    clerk.do("calendar", TOWNSHIP, "--holiday", "2027-04-20", "--name", "镇上的节", "--basis", "镇里的规定")
    county.do("calendar", COUNTY, "--holiday", "2027-04-20", "--name", "写错的", "--basis", "写错的")
    for holiday in ("2027-04-20", "2027-02-25"):
        county.do("calendar", COUNTY, "--remove", holiday)
    county.do("calendar", COUNTY, "--withdraw", "2027")
    county.do("period", COUNTY, "all", "--drop")
    result, said = taken(clerk, handed_on(county, "规定2.zwgk"))
    assert result == "applied" and "撤回的规定 3 条" in said
    assert [each["name"] for each in clerk.shown("calendar", TOWNSHIP)["local"]] == ["镇上的节"]
    assert clerk.shown("calendar", TOWNSHIP)["years"][-1]["year"] == 2026
    assert clerk.do("period", TOWNSHIP).out == ""


def test_a_longer_period_of_our_own_stays(pair: tuple[Desk, Desk]) -> None:
    county, clerk = pair
    clerk.do("period", TOWNSHIP, "all", "--workdays", "10", "--basis", "镇里的规定")
    taken(clerk, handed_on(county))
    assert "至少10个工作日" in clerk.do("period", TOWNSHIP).out
    county.do("period", COUNTY, "all", "--workdays", "12", "--basis", "青政办〔2026〕5号")
    taken(clerk, handed_on(county, "规定2.zwgk"))
    assert clerk.do("period", TOWNSHIP).out == county.do("period", COUNTY).out


def test_rules_come_with_the_start_file_and_never_from_below(pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    county, clerk = pair
    county.do("roster", COUNTY, "add", "--name", "白云乡", "--code", "990124102")
    told = county.do("export", COUNTY, "--kind", "start", "--to", "白云乡", "-o", "白云.zwgk").out
    assert "连同2027年放假安排，本地放假 1 天，公示期规定 1 条" in told
    other = Desk(tmp_path / "白云")
    other.folder.mkdir()
    other.do("new", TOWNSHIP, "--start", county.path("白云.zwgk"), "--as", "李梅")
    assert day(other) == day(county, COUNTY)
    clerk.do("calendar", TOWNSHIP, "--holiday", "2027-04-20", "--name", "镇上的节", "--basis", "镇里的规定")
    package = handed_on(clerk, workspace=TOWNSHIP)
    for desk, workspace in ((county, COUNTY), (other, TOWNSHIP)):
        before = desk.contents()
        result, said = taken(desk, package, workspace)
        assert result == "refused" and "上级" in said
        assert desk.contents() == before


def test_a_county_without_rules_has_nothing_to_hand_on(pair: tuple[Desk, Desk]) -> None:
    _, clerk = pair
    assert "没有东西可以发给下级" in clerk.refused("export", TOWNSHIP, "--kind", "profile", "-o", "空.zwgk")


def test_what_became_of_a_law_goes_down_and_is_taken_back(pair: tuple[Desk, Desk]) -> None:
    county, clerk = pair
    law = ("特困人员认定办法", "--state", "已废止", "--replaced-by", "社会救助法", "--since", "2026-11-01")
    county.do("law", COUNTY, *law, "--basis", "民政部公告2026年第3号")
    clerk.do("adopt", TOWNSHIP, "--field", "05", "--publisher", "own")
    result, said = taken(clerk, handed_on(county))
    assert result == "applied" and "法规变化 1 条" in said
    assert state_of(clerk, law[0]) == state_of(county, law[0], COUNTY) == "repealed"
    clerk.do("undo", TOWNSHIP)
    assert state_of(clerk, law[0]) != "repealed"
    clerk.do("redo", TOWNSHIP)
    county.do("law", COUNTY, law[0], "--withdraw")
    result, said = taken(clerk, handed_on(county, "规定2.zwgk"))
    assert result == "applied" and "撤回的规定 1 条" in said
    assert state_of(clerk, law[0]) != "repealed"


def state_of(desk: Desk, law: str, workspace: str = TOWNSHIP) -> str:
    """How a law stands in the register of a desk."""
    return desk.shown("laws", workspace, law)["state"]
