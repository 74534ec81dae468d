"""Names and codes of units: what can stand in a package is taken, anything else refused where it is typed."""

import pytest

from tests.cli.conftest import COUNTY, NEW_COUNTY, TOWNSHIP
from tests.cli.desk import Desk

UNUSABLE = {"empty": " ", "with a line break": "兴\n隆镇", "invisible": "兴隆\u202e镇", "too long": "很" * 201}


@pytest.mark.parametrize("name", UNUSABLE.values(), ids=UNUSABLE)
def test_a_name_that_no_package_can_carry_is_refused_at_once(handed_in: tuple[Desk, Desk], name: str) -> None:
    clerk, county = handed_in
    before = county.contents()
    county.misused("roster", COUNTY, "add", "--name", name)
    assert county.contents() == before
    before = clerk.contents()
    clerk.misused("unit", TOWNSHIP, f"name={name}")
    clerk.misused("new", "新.qd", "--role", "township", "--name", name)
    assert clerk.contents() == before


@pytest.mark.parametrize("code", ["12345", "9" * 41])
def test_a_code_that_is_none_is_refused_at_once(desk: Desk, code: str) -> None:
    assert "12 位" in desk.misused("new", "新.qd", "--role", "township", "--name", "兴隆镇", "--code", code)
    assert list(desk.folder.glob("*.qd")) == []


def test_a_unit_stands_on_the_roster_once(desk: Desk) -> None:
    desk.do("new", COUNTY, *NEW_COUNTY)
    assert "还没有单位" in desk.do("roster", COUNTY).out
    assert "乡镇" in desk.do("roster", COUNTY, "add", "--name", " 兴隆镇 ").out
    assert "已经有“兴隆镇”" in desk.refused("roster", COUNTY, "add", "--name", "兴隆镇")
    assert "街道" in desk.do("roster", COUNTY, "add", "--name", "城关街道", "--code", "990124001").out
    listed = desk.do("roster", COUNTY).out.splitlines()
    assert [line.split("\t")[1] for line in listed] == ["兴隆镇", "城关街道"]


@pytest.mark.parametrize(("role", "items"), [("subdistrict", 13), ("institution", 0)])
def test_each_role_has_the_items_of_its_level(desk: Desk, role: str, items: int) -> None:
    told = desk.do("new", "新.qd", "--role", role, "--name", "青山").out
    assert len(told.split("：")[-1].split()) == 6
    assert desk.counts("新.qd")["青山", "05"]["items"] == items


def test_only_units_below_stand_on_a_roster(township: Desk) -> None:
    assert "不会是本单位（乡镇）的下级" in township.refused("roster", TOWNSHIP, "add", "--name", "县民政局")
    assert "村" in township.do("roster", TOWNSHIP, "add", "--name", "青石村").out
    assert "公共企事业单位" in township.do("roster", TOWNSHIP, "add", "--name", "卫生院", "--role", "institution").out


def test_fields_that_do_not_concern_a_unit_are_said_listed_and_taken_back(township: Desk) -> None:
    assert "没有说过" in township.do("concern", TOWNSHIP).out
    told = township.do("concern", TOWNSHIP, "14", "18", "--not-applicable", "本镇没有这类情况").out
    assert told.splitlines()[0].split("\t") == ["14", "国有土地上房屋征收与补偿", "本镇没有这类情况"]
    assert len(told.splitlines()) == 2
    assert township.do("concern", TOWNSHIP, "14", "--applicable").out.startswith("18")
    assert "改了 1 个领域" in township.do("undo", TOWNSHIP).out
    before = township.contents()
    township.misused("concern", TOWNSHIP, "14")
    township.misused("concern", TOWNSHIP, "--applicable")
    township.refused("concern", TOWNSHIP, "99", "--not-applicable", "没有")
    township.refused("concern", TOWNSHIP, "19", "--not-applicable", " ")
    assert township.contents() == before
