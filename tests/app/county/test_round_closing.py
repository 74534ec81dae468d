"""Closing a round writes for every unit what it needs, and one unit's trouble is not another's."""

from pathlib import Path

from app.county.round_closing import close_round, unit_rounds
from app.drafting.adopting import adopt
from app.drafting.entry import entry_id
from app.exchange.comment_drafts import keep_comment
from app.exchange.package_reading import open_package
from app.exchange.roster import add_unit, find_unit
from app.exchange.roster_changes import change_unit
from app.exchange.verdicts import judge, withdraw_verdict
from app.standards.models import STANDARD_CATALOGUE
from tests.app.exchange.desks import admit_sender, trust_sender
from tests.support import COUNTY, EDITION, TOWNSHIP, Computer, computer, unit


def county_with(township: Computer, folder: Path) -> Computer:
    """A county that has taken in the first round of a township, and has a second unit on its roster."""
    county = computer(folder / "county", COUNTY, "王主任")
    first = township.export("第一轮.zwgk")
    admit_sender(county, first.path, TOWNSHIP.name)
    county.take_in(first.path)
    with county.working() as workspace:
        add_unit(workspace, "石桥镇")
    return county


def id_of(item: str) -> str:
    return entry_id(TOWNSHIP.id, STANDARD_CATALOGUE, EDITION, item)


def test_the_register_says_how_far_every_unit_is(township, tmp_path):
    county = county_with(township, tmp_path)
    with county.working() as workspace:
        judge(workspace, [id_of("05-003")], "accepted")
        judge(workspace, [id_of("05-004")], "returned", "请写清楚")
        keep_comment(workspace, id_of("05-005"), "还没写完")
        standings = {each.unit.name: each for each in unit_rounds(workspace)}
    ours = standings[TOWNSHIP.name]
    assert (ours.round, ours.accepted, ours.returned, ours.pending, ours.drafts) == (1, 1, 1, 11, 1)
    assert (standings["石桥镇"].round, standings["石桥镇"].pending) == (None, 0)


def test_a_return_and_a_receipt_are_written_for_each_unit_that_handed_in(township, tmp_path):
    county = county_with(township, tmp_path)
    folder = tmp_path / "U盘"
    folder.mkdir()
    with county.working() as workspace:
        judge(workspace, [id_of("05-004")], "returned", "请写清楚")
        closed = close_round(workspace, folder)
        again = close_round(workspace, folder, force=True)
    assert (closed.files, closed.failed, [each.standing.unit.name for each in closed.units]) == (2, [], [TOWNSHIP.name])
    kinds = {}
    for path in closed.units[0].files:
        with open_package(path) as package:
            kinds[package.manifest.kind] = package.manifest.recipient.name
    assert kinds == {"return": TOWNSHIP.name, "receipt": TOWNSHIP.name}
    assert "第1轮审核意见" in closed.units[0].files[0].name
    assert again.failed == []


def test_trouble_with_one_file_is_told_and_the_rest_goes_on(township, tmp_path):
    county = county_with(township, tmp_path)
    with county.working() as workspace:
        closed = close_round(workspace, tmp_path / "没有这个文件夹")
    assert closed.files == 0
    assert len(closed.failed) == 1
    assert closed.failed[0].reason


def test_it_can_be_stopped_between_units(township, tmp_path):
    county = county_with(township, tmp_path)
    with county.working() as workspace:
        closed = close_round(workspace, tmp_path, is_cancelled=lambda: True)
    assert closed.stopped
    assert closed.files == 0


def test_the_township_sees_what_came_back(township, tmp_path):
    county = county_with(township, tmp_path)
    with county.working() as workspace:
        judge(workspace, [id_of("05-004")], "returned", "请写清楚")
        closed = close_round(workspace, tmp_path)
    trust_sender(township, closed.units[0].files[0])
    outcomes = [township.take_in(path) for path in closed.units[0].files]
    assert [outcome.result for outcome in outcomes] == ["applied", "applied"]
    assert township.views()["05-004"]["verdict"] == "returned"


def test_what_was_taken_back_or_overtaken_reaches_the_unit_too(township, tmp_path):
    county = county_with(township, tmp_path)
    entry = id_of("05-004")
    with county.working() as workspace:
        judge(workspace, [entry], "returned", "请写清楚")
        told = close_round(workspace, tmp_path)
    trust_sender(township, told.units[0].files[0])
    township.take_in(told.units[0].files[0])
    with county.working() as workspace:
        withdraw_verdict(workspace, [entry])
        taken_back = close_round(workspace, tmp_path, force=True)
    for path in taken_back.units[0].files:
        township.take_in(path)
    assert township.views()["05-004"]["verdict"] == "pending"
    # Said, not sent yet, and the entry has been changed meanwhile: the word is not lost.
    with county.working() as workspace:
        judge(workspace, [entry], "returned", "电话不对")
    township.set("05-004", publisher="兴隆镇便民服务中心")
    county.take_in(township.export("第二轮.zwgk").path)
    with county.working() as workspace:
        late = close_round(workspace, tmp_path)
    assert ["审核意见" in path.name for path in late.units[0].files] == [True, False]
    assert "说的是以前的内容" in township.take_in(late.units[0].files[0]).reason


def test_a_comment_that_must_not_go_out_does_not_keep_the_receipt(township, tmp_path):
    county = county_with(township, tmp_path)
    with county.working() as workspace:
        judge(workspace, [id_of("05-004")], "returned", "身份证 11010519491231002X")
        (closed,) = close_round(workspace, tmp_path).units
    assert ["回执" in path.name for path in closed.files] == [True]
    assert "个人信息" in closed.reason


def test_units_that_would_share_a_file_and_very_long_names(township, tmp_path):
    county = computer(tmp_path / "county", COUNTY, "王主任")
    admit_sender(county, township.export("第一轮.zwgk").path, TOWNSHIP.name)
    county.take_in(township.folder / "第一轮.zwgk")
    other = computer(tmp_path / "other", unit(98, "township", "石桥镇", parent=COUNTY))
    with other.working() as workspace:
        adopt(workspace, field="05")
    admit_sender(county, other.export("第一轮.zwgk").path, "石桥镇")
    county.take_in(other.folder / "第一轮.zwgk")
    long = "很长的镇" * 40
    with county.working() as workspace:
        for old, new in (("石桥镇", f"{long}:"), (TOWNSHIP.name, f"{long}/")):
            change_unit(workspace, find_unit(workspace, old), name=new)
        closed = close_round(workspace, tmp_path, force=True)
    assert (closed.failed, closed.files) == ([], 2)
    assert len({path for each in closed.units for path in each.files}) == 2
