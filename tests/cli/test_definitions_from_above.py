"""What a township worded itself is asked about while its county asks, and what nobody of it worded is not."""

from pathlib import Path

import pytest

from tests.cli.conftest import COUNTY, NEW_COUNTY, TOWNSHIP, copied
from tests.cli.desk import WRONG_USAGE, Desk
from tests.cli.test_definitions import WELLS

WELL_LIST = "checklist/well-list"
OWN_WELLS = WELLS.replace("怎样收费？", "一小时收多少钱？").replace("机井公示清单", "机井收费清单")
VILLAGE = "东庄村.qd"


@pytest.fixture(scope="session")
def _units(tmp_path_factory: pytest.TempPathFactory) -> tuple[Desk, Desk, Desk]:
    folder = tmp_path_factory.mktemp("above")
    county, clerk, village = Desk(folder / "县"), Desk(folder / "乡镇"), Desk(folder / "村")
    for desk in (county, clerk, village):
        desk.folder.mkdir()
    county.do("new", COUNTY, *NEW_COUNTY)
    start_of_child(county, COUNTY, "兴隆镇", "990124101")
    clerk.do("new", TOWNSHIP, "--start", county.path("开始.zwgk"), "--as", "陈静")
    start_of_child(clerk, TOWNSHIP, "东庄村", "990124101201")
    village.do("new", VILLAGE, "--start", clerk.path("开始.zwgk"), "--as", "李会计")
    return county, clerk, village


@pytest.fixture
def units(tmp_path: Path, _units: tuple[Desk, Desk, Desk]) -> tuple[Desk, Desk, Desk]:
    """The desks of a county, a township below it and a village below that; nobody has worded anything yet."""
    county, clerk, village = _units
    return copied(county, tmp_path / "县"), copied(clerk, tmp_path / "乡镇"), copied(village, tmp_path / "村")


def start_of_child(desk: Desk, workspace: str, name: str, code: str) -> None:
    desk.do("roster", workspace, "add", "--name", name, "--code", code)
    desk.do("export", workspace, "--kind", "start", "--to", name, "-o", "开始.zwgk")


def worded(desk: Desk, workspace: str, text: str) -> None:
    desk.path("机井.yaml").write_text(text, encoding="utf-8")
    desk.do("definition", "set", workspace, "机井.yaml")


def handed_on(desk: Desk, workspace: str, name: str) -> Path:
    desk.do("export", workspace, "--kind", "profile", "-o", name)
    return desk.path(name)


def taken(desk: Desk, workspace: str, package: Path) -> tuple[str, str]:
    (file,) = desk.ask("import", workspace, package, "--json").json()["files"]
    return file["result"], file["reason"] or ""


def wells(desk: Desk, workspace: str) -> str:
    return desk.do("definition", "show", workspace, WELL_LIST).out


def test_what_the_parent_has_taken_back_is_asked_no_more(units: tuple[Desk, Desk, Desk]) -> None:
    county, clerk, _ = units
    worded(clerk, TOWNSHIP, OWN_WELLS)
    worded(county, COUNTY, WELLS)
    assert taken(clerk, TOWNSHIP, handed_on(county, COUNTY, "一.zwgk"))[0] == "waiting"
    county.do("definition", "restore", COUNTY, WELL_LIST)
    result, said = taken(clerk, TOWNSHIP, handed_on(county, COUNTY, "二.zwgk"))
    assert result == "applied" and "上级撤回了" in said and "机井" in said
    assert clerk.shown("proposals", TOWNSHIP) == [] and "机井收费清单" in wells(clerk, TOWNSHIP)
    clerk.do("undo", TOWNSHIP)
    assert len(clerk.shown("proposals", TOWNSHIP)) == 1


@pytest.fixture
def two_words(units: tuple[Desk, Desk, Desk], tmp_path: Path) -> tuple[Path, Path]:
    """What a township hands on that goes by its county's words, and what it hands on from a copy of its file that has
    never seen those: its own."""
    county, clerk, _ = units
    worded(clerk, TOWNSHIP, WELLS.replace("怎样收费？", "收多少？"))
    copy = copied(clerk, tmp_path / "又一台")
    worded(county, COUNTY, WELLS)
    taken(clerk, TOWNSHIP, handed_on(county, COUNTY, "一.zwgk"))
    [asked] = clerk.shown("proposals", TOWNSHIP)
    clerk.do("decide", TOWNSHIP, asked["id"], "theirs")
    return handed_on(clerk, TOWNSHIP, "二.zwgk"), handed_on(copy, TOWNSHIP, "三.zwgk")


def test_the_last_word_of_the_parent_is_the_one_asked_about(
    units: tuple[Desk, Desk, Desk], two_words: tuple[Path, Path]
) -> None:
    village, (first, last) = units[2], two_words
    worded(village, VILLAGE, OWN_WELLS)
    assert taken(village, VILLAGE, first)[0] == "waiting"
    assert taken(village, VILLAGE, last)[0] == "waiting"
    [asked] = village.shown("proposals", VILLAGE)
    assert "收多少？" in str(asked["elements"])


def test_what_came_from_further_above_gives_way_to_the_parents_unasked(
    units: tuple[Desk, Desk, Desk], two_words: tuple[Path, Path]
) -> None:
    village, (first, last) = units[2], two_words
    assert taken(village, VILLAGE, first)[0] == "applied"
    assert taken(village, VILLAGE, last)[0] == "applied"
    assert "收多少？" in wells(village, VILLAGE)


def test_parts_of_both_sides_are_taken_in_one_decision(units: tuple[Desk, Desk, Desk]) -> None:
    county, clerk, _ = units
    worded(clerk, TOWNSHIP, OWN_WELLS)
    keeper = "  - {key: keeper, label: 谁管, kind: text, question: 谁管？, example: 村委会}\n"
    worded(county, COUNTY, WELLS.replace("items:", keeper + "items:"))
    taken(clerk, TOWNSHIP, handed_on(county, COUNTY, "一.zwgk"))
    [asked] = clerk.shown("proposals", TOWNSHIP)
    decision = ("decide", TOWNSHIP, asked["id"], "ours")
    unknown = clerk.ask(*decision, "--except", "水位")
    assert unknown.code == WRONG_USAGE and "“水位”" in unknown.err and "要素“谁管”" in unknown.err
    said = clerk.do(*decision, "--except", "谁管", "名称")
    assert "2 处" in said.out and clerk.shown("proposals", TOWNSHIP) == []
    shown = wells(clerk, TOWNSHIP)
    assert "机井公示清单" in shown and "谁管？" in shown and "一小时收多少钱？" in shown
    clerk.do("undo", TOWNSHIP)
    assert "谁管？" not in wells(clerk, TOWNSHIP) and len(clerk.shown("proposals", TOWNSHIP)) == 1
