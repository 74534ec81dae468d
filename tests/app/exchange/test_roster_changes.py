"""What changes about a unit of the roster: its facts, its computers, whether it stays."""

import pytest

from app.drafting.history import redo, undo
from app.errors import UsageError, UserFacingError
from app.exchange.package_reading import open_package
from app.exchange.roster import add_unit, admit, find_unit, roster
from app.exchange.roster_changes import change_unit, devices, release_unit, remove_unit, revoke
from app.exchange.taking_in import import_file
from tests.app.exchange.desks import admit_sender, fingerprint_of
from tests.support import COUNTY, Computer, computer, views


@pytest.fixture
def county(tmp_path) -> Computer:
    return computer(tmp_path / "青山县", COUNTY, person="王主任")


def test_what_a_revoked_computer_signs_is_refused_and_what_it_sent_stays(county: Computer, township: Computer):
    first = township.export("第一轮.zwgk").path
    admit_sender(county, first, "兴隆镇")
    county.take_in(first)
    township.set("05-003", publisher="以后改的")
    later = township.export("第二轮.zwgk").path
    with county.working() as workspace:
        unit = find_unit(workspace, "兴隆镇")
        held = views(workspace)
        with pytest.raises(UserFacingError) as refusal:
            revoke(workspace, unit, "1" * 30)
        assert refusal.value.code == "device-not-known"
        revoke(workspace, unit, fingerprint_of(first).replace(" ", ""))
        known = devices(workspace)
        assert [(each.fingerprint, each.is_revoked, each.by) for each in known] == [
            (fingerprint_of(first), True, "王主任")
        ]
        for path in (first, later):
            outcome = import_file(workspace, path)
            assert (outcome.result, outcome.code) == ("refused", "device-revoked")
            assert "停用" in outcome.reason
        assert views(workspace) == held
        with pytest.raises(UserFacingError) as again:
            revoke(workspace, unit, fingerprint_of(first))
        assert again.value.code == "device-revoked-before"
        # Taking it back is one step; and a person who reads the fingerprint out again is believed again.
        undo(workspace)
        assert not devices(workspace)[0].is_revoked
        redo(workspace)
        with open_package(later) as package:
            admit(workspace, package, fingerprint_of(later))
        assert import_file(workspace, later).result == "applied"


def test_facts_of_a_unit_are_changed_in_one_step(county: Computer):
    with county.working() as workspace:
        unit = add_unit(workspace, "兴隆镇")
        add_unit(workspace, "白马乡")
        changed = change_unit(workspace, unit, name="兴隆街镇", code="９９０１２４１０１", contact="李明 0912-1234567")
        assert (changed.id, changed.name, changed.code) == (unit.id, "兴隆街镇", "990124101")
        assert find_unit(workspace, "990124101").contact == "李明 0912-1234567"
        with pytest.raises(UserFacingError, match="已经有“白马乡”"):
            change_unit(workspace, changed, name="白马乡")
        with pytest.raises(UsageError, match="不是电话号码"):
            change_unit(workspace, changed, contact="139123456")
        assert undo(workspace) == "改名册里的“兴隆街镇”"
        assert sorted(each.name for each in roster(workspace)) == ["兴隆镇", "白马乡"]
        assert change_unit(workspace, find_unit(workspace, "兴隆镇"), name="兴隆镇") == unit


def test_only_a_unit_that_never_sent_anything_is_removed(county: Computer, township: Computer):
    path = township.export("第一轮.zwgk").path
    admit_sender(county, path, "兴隆镇")
    with county.working() as workspace:
        never = add_unit(workspace, "白马乡")
        with pytest.raises(UserFacingError) as refusal:
            remove_unit(workspace, find_unit(workspace, "兴隆镇"))
        assert refusal.value.code == "unit-heard-of"
        remove_unit(workspace, never)
        assert [unit.name for unit in roster(workspace)] == ["兴隆镇"]
        undo(workspace)
        assert len(roster(workspace)) == 2


def test_a_unit_that_went_elsewhere_leaves_the_roster_and_what_it_sent_stays(county: Computer, township: Computer):
    first = township.export("第一轮.zwgk").path
    admit_sender(county, first, "兴隆镇")
    county.take_in(first)
    with county.working() as workspace:
        held = views(workspace)
        release_unit(workspace, find_unit(workspace, "兴隆镇"))
        assert roster(workspace) == []
        assert views(workspace) == held
        assert all(device.is_revoked for device in devices(workspace))
        assert import_file(workspace, township.export("又一轮.zwgk").path).result == "refused"
        undo(workspace)
        assert [unit.name for unit in roster(workspace)] == ["兴隆镇"]
        assert import_file(workspace, first).reason == "这份文件已收过，内容没有变化。"
