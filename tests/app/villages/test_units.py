"""The list of units: one file a unit, and taking one off leaves the file."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from msgspec import structs

from app.drafting.own_unit import change_unit
from app.errors import UserFacingError
from app.exchange.roster import add_unit
from app.opening import open_workspace
from app.user_folder import data_home
from app.villages.at_hand import at_hand
from app.villages.founding import found_village, villages_to_found
from app.villages.overview import overview
from app.villages.units import MyUnits, add_files, find_unit, load_units, remove_unit, renew_units
from tests.app.villages.conftest import BAIMA, QINGSHI, Office
from tests.support import TOWNSHIP

OLD = Path(__file__).parent.parent.parent / "data" / "workspaces" / "schema-1.qd"


def test_files_go_onto_the_list_once_and_come_off_it_alone(office: Office) -> None:
    assert [unit.name for unit in load_units().units] == ["白马村", "青石村", "东门社区", "兴隆镇"]
    assert [unit.name for unit in load_units().villages] == ["白马村", "青石村", "东门社区"]
    copy = office.folder / "白马村 副本.qd"
    shutil.copyfile(office.path(BAIMA), copy)
    added = add_files([office.path(BAIMA), copy, office.folder / "没有.qd"])
    assert added.new == ()
    assert [error.code for _, error in added.refused] == ["unit-listed", "file-missing"]
    left = remove_unit(office.unit(BAIMA))
    assert left == load_units()
    assert "白马村" not in [unit.name for unit in left.units]
    assert office.path(BAIMA).is_file()


def test_a_file_of_an_earlier_program_is_upgraded_on_the_way(tmp_path: Path) -> None:
    path = tmp_path / "旧的.qd"
    shutil.copyfile(OLD, path)
    (unit,) = add_files([path]).new
    with at_hand(unit, read_only=True) as workspace:
        assert workspace.organisation.id == unit.id
    assert len(list(tmp_path.glob("旧的*"))) > 1


def test_a_spoiled_list_is_told_and_not_written_over(office: Office) -> None:
    path = data_home() / "units.json"
    path.write_text("{", encoding="utf-8")
    with pytest.raises(UserFacingError, match="读不出来"):
        add_files([office.path(BAIMA)])
    assert path.read_text(encoding="utf-8") == "{"


def test_two_units_of_one_name_are_told_apart_by_code(office: Office) -> None:
    with pytest.raises(UserFacingError, match="没有“北山村”"):
        find_unit(office.mine, "北山村")
    assert find_unit(office.mine, "990124101202").name == "青石村"
    with pytest.raises(UserFacingError):
        find_unit(MyUnits((structs.replace(office.unit(BAIMA), code=""),)), "")


def test_a_file_that_was_exchanged_for_another_unit_s_is_not_touched(office: Office) -> None:
    shutil.copyfile(office.path(QINGSHI), office.path(BAIMA))
    with pytest.raises(UserFacingError) as refused, at_hand(office.unit(BAIMA)):
        pass
    assert refused.value.code == "unit-changed"
    assert "青石村" in refused.value.message


def test_a_unit_that_was_renamed_goes_by_its_new_name(office: Office) -> None:
    with open_workspace(office.path(BAIMA)) as workspace:
        change_unit(workspace, {"name": "白马新村"})
    seen = overview(office.mine, date.today())
    mine = renew_units(village.unit for village in seen.villages)
    assert mine == load_units()
    assert [unit.name for unit in mine.units] == ["白马新村", "青石村", "东门社区", "兴隆镇"]


def test_a_village_is_made_from_the_township_s_roster(office: Office) -> None:
    with open_workspace(office.path(TOWNSHIP), person="陈静") as township:
        row = add_unit(township, "河东村", "990124101203")
        assert [unit.name for unit in villages_to_found(township, office.mine)] == ["河东村"]
        added = found_village(township, row, office.folder / "河东村.qd")
        assert villages_to_found(township, added.mine) == []
    assert [(unit.id, unit.name, unit.parent_name) for unit in added.new] == [(row.id, "河东村", "兴隆镇")]
    with open_workspace(added.new[0].path) as village:
        assert (village.organisation.id, village.edition, village.person) == (row.id, "2026", "陈静")
