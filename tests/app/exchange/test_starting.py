"""Setting up from a file: a child from its parent's start file, a colleague from a work package."""

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from app.drafting.adopting import adopt
from app.drafting.editing import set_entry
from app.drafting.lookup import find_entry
from app.drafting.own_unit import change_unit
from app.errors import UserFacingError
from app.exchange.handing_in import export_start
from app.exchange.keys import device_key
from app.exchange.manifest import Organisation as Sender
from app.exchange.manifest import PackageFacts, Recipient
from app.exchange.package_reading import open_package
from app.exchange.package_writing import DocumentContent, write_package
from app.exchange.roster import add_unit, admitted_devices, roster, trust
from app.exchange.starting import new_from_start, new_from_work
from app.workspace import Workspace
from tests.app.exchange.desks import fingerprint_of, forge, renamed_revision, rows_of, trust_sender
from tests.app.exchange.test_roster import admitting
from tests.support import COUNTY, TOWNSHIP, Clock, Computer, computer, key_folder, views


@pytest.fixture
def child(tmp_path: Path) -> Computer:
    """A computer on which nothing is set up yet."""
    folder = tmp_path / "新单位"
    folder.mkdir()
    return Computer(folder, "新人")


@pytest.fixture
def start_file(county: Computer) -> Path:
    with county.working() as workspace:
        unit = add_unit(workspace, "兴隆镇", "990124101")
        due = datetime.date(2026, 12, 31)
        return export_start(workspace, unit, county.folder / "开始.zwgk", fields=["05", "06"], due=due).path


def begin(desk: Computer, path: Path) -> Workspace:
    return new_from_start(desk.path, path, person=desk.person, now=Clock())


def test_a_start_file_sets_up_the_child(child: Computer, county: Computer, start_file: Path):
    with child.keys(), begin(child, start_file) as workspace:
        unit = workspace.organisation
        assert (unit.kind, unit.name, unit.code, unit.parent_name) == ("township", "兴隆镇", "990124101", "青山县")
        assert workspace.edition == "2026"
        assert workspace.store.settings.get("fields_concerned") == ["05", "06"]
        assert workspace.store.settings.get("due") == "2026-12-31"
        assert admitted_devices(workspace, COUNTY.id) == [fingerprint_of(start_file)]
        adopt(workspace, field="05")
    with county.working() as workspace:
        assert [known.id for known in roster(workspace)] == [unit.id]
    with child.working() as workspace:
        assert workspace.organisation == unit
        assert len(views(workspace)) == 13


def test_the_childs_first_round_only_needs_its_fingerprint(child: Computer, county: Computer, start_file: Path):
    with child.keys(), begin(child, start_file) as workspace:
        adopt(workspace, field="05")
    path = child.export("第一轮.zwgk").path
    outcome = county.take_in(path)
    assert outcome.result == "refused"
    assert "这台电脑还没有登记" in outcome.reason
    admitting(county, path, fingerprint_of(path))
    assert county.take_in(path).result == "applied"
    assert len(county.views()) == 13


def test_the_loop_goes_on_to_the_village(child: Computer, county: Computer, start_file: Path, tmp_path: Path):
    with child.keys(), begin(child, start_file) as workspace:
        unit = add_unit(workspace, "白马村", "990124101201")
        below = export_start(workspace, unit, child.folder / "给村.zwgk").path
    village = Computer(tmp_path / "白马村", "会计")
    village.folder.mkdir()
    with village.keys(), begin(village, below) as workspace:
        assert (workspace.organisation.kind, workspace.organisation.parent_name) == ("village", "兴隆镇")


def test_the_same_start_file_is_the_same_bytes(county: Computer, start_file: Path):
    with county.working() as workspace:
        (unit,) = roster(workspace)
        due = datetime.date(2026, 12, 31)
        again = export_start(workspace, unit, county.folder / "再.zwgk", fields=["05", "06"], due=due)
    assert again.path.read_bytes() == start_file.read_bytes()


def not_begun(code: str, desk: Computer, path: Path) -> None:
    """Set up from a file that must be refused; nothing may be left lying about."""
    with desk.keys(), pytest.raises(UserFacingError) as refusal:
        begin(desk, path).close()
    assert refusal.value.code == code
    assert [p.name for p in desk.folder.iterdir() if p.is_file()] == []


def test_other_files_are_no_start_file(child: Computer, township: Computer, county: Computer):
    not_begun("not-a-start-file", child, township.export("第一轮.zwgk").path)
    not_begun("package-not-ours", child, county.path)
    not_begun("package-unreadable", child, child.folder / "没有.zwgk")


def test_a_start_file_does_not_replace_a_workspace(township: Computer, start_file: Path):
    before = township.path.read_bytes()
    with township.keys(), pytest.raises(UserFacingError) as refusal:
        begin(township, start_file)
    assert refusal.value.code == "file-exists"
    assert township.path.read_bytes() == before


START = {
    "organisation": {"id": TOWNSHIP.id, "kind": "township", "name": "兴隆镇", "code": ""},
    "parent": {"id": COUNTY.id, "kind": "county", "name": "青山县", "code": ""},
    "edition": "2026",
    "fields": None,
    "due": None,
}


def forged_start(folder: Path, changes: dict) -> Path:
    """A start file of the county, honestly signed, that its program would not have written."""
    path = folder / "错的.zwgk"
    facts = PackageFacts(
        kind="start",
        organisation=Sender(COUNTY.id, "青山县", "", "county"),
        recipient=Recipient(TOWNSHIP.id, "兴隆镇"),
        edition="2026",
        round=1,
        parent=None,
        created=None,
        program="0",
    )
    with key_folder(folder / "县的钥匙"):
        write_package(path, facts, [DocumentContent("start.json", START | changes)], device_key(COUNTY.id))
    return path


@pytest.mark.parametrize(
    "changes",
    [
        {"parent": START["parent"] | {"id": TOWNSHIP.id}},
        {"organisation": START["parent"]},
        {"organisation": START["organisation"] | {"id": "x"}},
        {"organisation": START["organisation"] | {"kind": "kingdom"}},
        {"organisation": START["organisation"] | {"id": "00000000-0000-4000-8000-000000000099"}},
        {"edition": ""},
        {"edition": None},
        {"fields": ["五"]},
        {"due": "年底"},
    ],
    ids=repr,
)
def test_a_start_file_that_contradicts_itself_is_refused(child: Computer, tmp_path: Path, changes: dict):
    path = forged_start(tmp_path, changes)
    not_begun("start-file-wrong", child, path)


def test_a_start_file_of_a_newer_program_asks_for_the_newer_program(child: Computer, tmp_path: Path):
    path = forged_start(tmp_path, {"fields": ["99"]})
    not_begun("field-unknown", child, path)


# --- a second clerk --------------------------------------------------------------------------------------------


def join(desk: Computer, path: Path) -> Workspace:
    return new_from_work(desk.path, path, person=desk.person, now=Clock())


def test_a_second_clerk_begins_where_the_first_stands(child: Computer, township: Computer):
    township.set("05-003", publisher="党政办")
    path = township.export("工作.zwgk", kind="work").path
    with child.keys(), join(child, path) as workspace:
        assert workspace.organisation.id == TOWNSHIP.id
        assert workspace.edition == "2026"
    assert child.views() == township.views()


def test_the_second_clerks_work_comes_back_once_trusted(child: Computer, township: Computer):
    with child.keys():
        join(child, township.export("工作.zwgk", kind="work").path).close()
    child.set("05-003", publisher="党政办")
    back = child.export("还你.zwgk", kind="work").path
    assert township.take_in(back).result == "refused"
    trust_sender(township, back)
    outcome = township.take_in(back)
    assert (outcome.result, outcome.as_json()["changed"]) == ("applied", 1)
    assert township.views() == child.views()


def test_a_submission_is_no_work_package(child: Computer, township: Computer):
    path = township.export("第一轮.zwgk").path
    with child.keys(), pytest.raises(UserFacingError) as refusal:
        join(child, path)
    assert refusal.value.code == "not-a-work-package"
    assert list(child.folder.iterdir()) == []


def test_a_work_package_that_is_refused_leaves_nothing(child: Computer, township: Computer):
    honest = township.export("工作.zwgk", kind="work").path
    rows = rows_of(honest)
    rows[0] = renamed_revision(rows[0], rows[0]["content"] | {"checklist": "no-such-list"})
    path = forge(township, honest.with_name("错的.zwgk"), rows, honest)
    with child.keys(), pytest.raises(UserFacingError) as refusal:
        join(child, path)
    assert refusal.value.code == "work-refused"
    assert [p.name for p in child.folder.iterdir() if p.is_file() and p.suffix != ".lock"] == []


def test_a_work_package_of_another_unit_is_refused(township: Computer, county: Computer):
    path = township.export("工作.zwgk", kind="work").path
    outcome = county.take_in(path)
    assert outcome.result == "refused"
    assert "别的单位不能收" in outcome.reason


def test_our_own_work_package_may_come_back(township: Computer):
    path = township.export("工作.zwgk", kind="work").path
    assert township.take_in(path).result == "unchanged"


def test_two_clerks_of_two_fields(child: Computer, township: Computer, tmp_path: Path):
    with child.keys():
        join(child, township.export("工作.zwgk", kind="work").path).close()
    with child.working() as workspace:
        adopt(workspace, field="06")
    third = computer(tmp_path / "第三台", TOWNSHIP, person="周三")
    assert third.views() == {}
    for desk in (child, township):
        path = desk.export("交.zwgk", kind="work").path
        trust_sender(third, path)
        assert third.take_in(path).result in ("applied", "unchanged")
    assert third.views() == child.views()


def test_a_second_clerk_knows_parent_and_telephones(tmp_path: Path):
    first = computer(tmp_path / "一号机", TOWNSHIP)
    with first.working() as workspace:
        adopt(workspace, field="05")
        change_unit(workspace, {"contact": "0990-6120118"})
    first.export("交接.zwgk", kind="work")
    with (
        key_folder(tmp_path / "二号机钥匙"),
        new_from_work(tmp_path / "二号机.qd", first.folder / "交接.zwgk", person="王芳") as second,
    ):
        assert second.organisation == replace(TOWNSHIP, contact="0990-6120118")


def test_rounds_go_on_when_the_parent_becomes_known(tmp_path: Path):
    township = computer(tmp_path / "镇", replace(TOWNSHIP, parent_id=None, parent_name=""))
    county = computer(tmp_path / "县", COUNTY)
    with township.working() as workspace:
        adopt(workspace, field="05")
    first = township.export("一.zwgk")
    with county.working() as workspace:
        unit = add_unit(workspace, "兴隆镇")
        start = export_start(workspace, unit, county.folder / "开始.zwgk")
    with township.working() as workspace, open_package(start.path) as package:
        trust(workspace, package, start.fingerprint)
        set_entry(workspace, find_entry(workspace, "05-003"), {"publisher": "党政办"})
    second = township.export("二.zwgk")
    with open_package(second.path) as package:
        assert (package.manifest.round, package.manifest.parent) == (2, first.hash)
        assert package.manifest.recipient.id == COUNTY.id
