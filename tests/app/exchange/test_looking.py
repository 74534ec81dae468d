"""Looking at files: what each would bring or why it is refused, and nothing changes by it."""

from pathlib import Path

import pytest

from app.drafting.history import undo
from app.drafting.operations import operation
from app.errors import UserFacingError
from app.exchange.handing_in import export_start
from app.exchange.looking import look_at, packages_in
from app.exchange.package_reading import open_package
from app.exchange.roster import add_unit, admit
from tests.app.exchange.desks import admit_sender, fingerprint_of
from tests.support import TOWNSHIP, Computer, computer, dump


def look(desk: Computer, path: Path):
    before = dump(desk.path)
    with desk.working() as workspace:
        found = look_at(workspace, path)
    assert dump(desk.path) == before
    return found


def test_a_first_round_of_an_admitted_unit_is_ready(admitted: Computer, township: Computer):
    found = look(admitted, township.folder / "第一轮.zwgk")
    assert (found.result, found.sender.name, found.round, found.claim) == ("ready", "兴隆镇", 1, "")
    assert found.counts == {"new": 13}
    assert found.batch.file == "第一轮.zwgk"


def test_the_same_file_again_and_an_older_one_bring_nothing(admitted: Computer, township: Computer):
    first = township.folder / "第一轮.zwgk"
    township.set("05-003", publisher="兴隆镇民政办")
    second = township.export("第二轮.zwgk").path
    admitted.take_in(second)
    assert look(admitted, second).result == "received"
    older = look(admitted, first)
    assert (older.result, older.newest_round, older.counts) == ("older", 2, {"unchanged": 13})


def test_older_is_what_lies_behind_a_round_that_stands(admitted: Computer, township: Computer):
    first = township.folder / "第一轮.zwgk"
    for name, publisher in (("第二轮.zwgk", "兴隆镇民政办"), ("第三轮.zwgk", "兴隆镇党政办")):
        township.set("05-003", publisher=publisher)
        admitted.take_in(township.export(name).path)
    with admitted.working() as workspace:
        undo(workspace)
    older = look(admitted, first)
    assert (older.result, older.newest_round) == ("older", 2)


def test_an_unknown_unit_and_an_unknown_computer_are_told_apart(county: Computer, township: Computer, tmp_path: Path):
    path = township.export("第一轮.zwgk").path
    unknown = look(county, path)
    assert (unknown.result, unknown.code, unknown.claim) == ("refused", "sender-unknown", "unit")
    assert (unknown.fingerprint, unknown.sender.code) == (fingerprint_of(path), "990124101")
    admit_sender(county, path, "兴隆镇")
    second = computer(tmp_path / "新电脑", TOWNSHIP, person="王强")
    second.path.write_bytes(township.path.read_bytes())
    assert look(county, second.export("新电脑.zwgk").path).claim == "device"


def test_the_first_computer_of_a_registered_unit_is_no_change_of_computers(county: Computer, township: Computer):
    with county.working() as workspace, operation(workspace, "roster", "按开始文件建立的") as act:
        act.write("organisation", TOWNSHIP.id, TOWNSHIP.as_content())
    path = township.export("第一轮.zwgk").path
    assert look(county, path).claim == "first-device"
    with county.working() as workspace, open_package(path) as package:
        admit(workspace, package, fingerprint_of(path))
    assert look(county, path).result == "ready"


def test_work_of_our_own_and_a_parents_start_file_name_whom_to_admit(
    county: Computer, township: Computer, tmp_path: Path
):
    copy = computer(tmp_path / "同事", TOWNSHIP, person="王强")
    copy.path.write_bytes(township.path.read_bytes())
    assert look(township, copy.export("工作.zwgk", kind="work").path).claim == "own-device"
    with county.working() as workspace:
        unit = add_unit(workspace, "兴隆镇")
        start = export_start(workspace, unit, county.folder / "开始.zwgk").path
    assert (look(township, start).claim, look(township, start).code) == ("parent", "package-other-kind")


def test_damaged_files_are_answers(admitted: Computer, township: Computer):
    path = township.folder / "断了.zwgk"
    path.write_bytes((township.folder / "第一轮.zwgk").read_bytes()[:-200])
    found = look(admitted, path)
    assert (found.result, found.code, found.batch) == ("refused", "package-truncated", None)


def test_looking_can_be_cancelled(admitted: Computer, township: Computer):
    with admitted.working() as workspace, pytest.raises(UserFacingError) as caught:
        look_at(workspace, township.folder / "第一轮.zwgk", is_cancelled=lambda: True)
    assert caught.value.code == "cancelled"


def test_folders_give_their_exchange_files_each_once(tmp_path: Path):
    (tmp_path / "乡镇" / "白云乡").mkdir(parents=True)
    inside = [tmp_path / "乡镇" / "a.zwgk", tmp_path / "乡镇" / "白云乡" / "b.ZWGK"]
    for file in [*inside, tmp_path / "乡镇" / "照片.jpg", tmp_path / "乡镇" / "._a.zwgk", tmp_path / "c.zwgk"]:
        file.touch()
    assert packages_in([tmp_path / "乡镇", inside[0], tmp_path / "c.zwgk"]) == [*inside, tmp_path / "c.zwgk"]
