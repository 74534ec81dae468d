"""Sticks, disks, clocks, second programs and old backups: nothing is lost, and it is said in plain words."""

import errno
import os
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.cli.main import main
from app.drafting.adopting import adopt
from app.drafting.lookup import find_entry
from app.errors import UserFacingError
from app.exchange import package_reading
from app.exchange.handing_in import export_entries
from app.exchange.keys import device_key
from app.exchange.received import received_packages
from app.exchange.rounds import rounds
from app.exchange.taking_in import import_file
from app.proposals.proposals import decide, waiting
from tests.app.exchange.desks import admit_sender, trust_sender
from tests.support import COUNTY, TOWNSHIP, Clock, Computer, computer, dump, small_disk, unit, views

PLAIN = re.compile(r"[\u4e00-\u9fff].*。$")


class _FailingStick:
    """A stream that can be read so many times; then the stick is gone."""

    def __init__(self, stream, reads: int):
        self._stream, self._left = stream, reads

    def read(self, size: int) -> bytes:
        if not self._left:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        self._left -= 1
        return self._stream.read(size)

    def seek(self, position: int) -> int:
        return self._stream.seek(position)

    def close(self) -> None:
        self._stream.close()


def _reads_of(admitted: Computer, path: Path, monkeypatch, reads: int) -> tuple[object, int]:
    """Take a file in from a stick that lasts for so many reads; return the outcome and how many were left."""
    sticks = []
    honest = package_reading._PackageFile.__init__

    def on_a_stick(file, opened: Path) -> None:
        honest(file, opened)
        sticks.append(_FailingStick(file._stream, reads))
        file._stream = sticks[-1]

    with monkeypatch.context() as patch, admitted.working() as workspace:
        patch.setattr(package_reading._PackageFile, "__init__", on_a_stick)
        outcome = import_file(workspace, path)
    return outcome, sticks[0]._left


def test_a_stick_pulled_out_at_any_moment_of_reading_leaves_nothing(
    admitted: Computer, township: Computer, monkeypatch
):
    path = township.folder / "第一轮.zwgk"
    before, reads = dump(admitted.path), 0
    while True:
        outcome, left = _reads_of(admitted, path, monkeypatch, reads)
        if outcome.result == "applied":
            break
        assert (outcome.code, outcome.applied) == ("package-unreadable", False)
        assert PLAIN.search(outcome.reason)
        assert dump(admitted.path) == before
        reads += 1
    assert reads > 10
    assert left == 0


def test_a_stick_taken_away_between_two_files_stops_none_of_the_others(
    admitted: Computer, township: Computer, tmp_path: Path
):
    with small_disk(tmp_path / "U盘", 2000) as disk, admitted.working() as workspace:
        on_stick = shutil.copy(township.folder / "第一轮.zwgk", disk / "第一轮.zwgk")
        (disk / "第一轮.zwgk").unlink()
        gone = import_file(workspace, Path(on_stick))
        there = import_file(workspace, township.folder / "第一轮.zwgk")
    assert (gone.code, there.result) == ("package-unreadable", "applied")


@pytest.mark.parametrize("moment", ["sync_file", "_check_written", "replace"])
def test_a_stick_pulled_out_while_writing_leaves_the_round_to_be_finished(township: Computer, monkeypatch, moment: str):
    def gone(*_):
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    where = {
        "sync_file": "app.exchange.package_writing.sync_file",
        "_check_written": "app.exchange.package_writing.PackedPackage._check_written",
        "replace": "pathlib.Path.replace",
    }[moment]
    path = township.folder / "上报.zwgk"
    with township.working() as workspace:
        device_key(workspace.organisation.id)
        with monkeypatch.context() as patch, pytest.raises(UserFacingError) as refusal:
            patch.setattr(where, gone)
            export_entries(workspace, path)
        assert refusal.value.code == "package-not-written"
        assert not path.exists()
        assert [each.standing for each in rounds(workspace)] == ["prepared"]
        again = export_entries(workspace, path)
        assert [(each.number, each.standing) for each in rounds(workspace)] == [(1, "handed_over")]
    assert again.round == 1
    assert not list(township.folder.glob(".*.part"))


def _many_units(county: Computer, folder: Path, count: int) -> list[Path]:
    paths = []
    for number in range(count):
        desk = computer(folder / f"镇{number}", unit(100 + number, "township", f"第{number}镇", "", COUNTY))
        with desk.working() as workspace:
            adopt(workspace, field="05")
        paths.append(desk.export(f"{number:02}.zwgk").path)
        admit_sender(county, paths[-1], f"第{number}镇")
    return paths


def test_a_disk_full_in_the_middle_of_many_files_ends_with_a_list_of_all(tmp_path: Path, capsys, monkeypatch):
    desk = computer(tmp_path / "县", COUNTY, person="王主任")
    sent = tmp_path / "收到的"
    sent.mkdir()
    for path in _many_units(desk, tmp_path, 8):
        shutil.copy(path, sent / path.name)
    (sent / "03a.zwgk").write_bytes((sent / "03.zwgk").read_bytes()[:-9])
    (sent / "说明.txt").write_text("不是交换文件", encoding="utf-8")
    room = desk.path.stat().st_size // 1024 + 500
    with small_disk(tmp_path / "满的盘", room) as disk:
        full = Computer(disk, "王主任")
        shutil.copy(desk.path, full.path)
        with full.keys():
            assert main(["import", str(full.path), str(sent)]) == 1
        told = capsys.readouterr()
        said = told.out + told.err
        assert "Traceback" not in said
        for name in sorted(path.name for path in sent.glob("*.zwgk")):
            assert f"{name}：" in said
        assert "说明.txt" not in said
        assert re.search(r"一共 9 个文件：已收下 \d 个，没有收 \d 个。", told.out)
        assert "满" in told.err
        kept = tmp_path / "救出来"
        kept.mkdir()
        for file in disk.glob("*.qd*"):
            shutil.copy(file, kept / file.name)
    rescued = Computer(kept, "王主任")
    with rescued.working() as workspace:
        taken = {each.file for each in received_packages(workspace)}
        organisations = {row.content["organisation"] for row in workspace.store.entries.listed()}
        assert len(organisations) == len(taken) < 8
        assert workspace.store.integrity_problems() == []
        outcomes = [import_file(workspace, path) for path in sorted(sent.glob("*.zwgk"))]
    assert sorted({each.result for each in outcomes}) == ["applied", "refused", "unchanged"]
    assert [each.code for each in outcomes if each.result == "refused"] == ["package-truncated"]


@pytest.mark.parametrize(("there", "here"), [(1980, 2099), (2099, 1980)])
def test_rounds_and_lines_do_not_go_by_the_clock(tmp_path: Path, there: int, here: int):
    county = computer(tmp_path / "县", COUNTY, person="王主任")
    township = computer(tmp_path / "镇", TOWNSHIP)
    county.clock = Clock(datetime(here, 1, 1, tzinfo=UTC))
    township.clock = Clock(datetime(there, 1, 1, tzinfo=UTC))
    with township.working() as workspace:
        adopt(workspace, field="05")
    first = township.export("一.zwgk")
    admit_sender(county, first.path, "兴隆镇")
    assert county.take_in(first.path).result == "applied"
    # The battery is changed, and the clock goes back by years.
    township.clock = Clock(datetime(there - 7, 1, 1, tzinfo=UTC))
    township.set("05-003", publisher="党政办")
    second = township.export("二.zwgk")
    outcome = county.take_in(second.path)
    assert (outcome.result, outcome.round, outcome.counts["changed"]) == ("applied", 2, 1)
    assert county.take_in(first.path).reason == "这份文件已收过，内容没有变化。"
    with county.working() as workspace:
        came = received_packages(workspace)
        assert [(each.round, each.at[:4]) for each in came] == [(2, str(here)), (1, str(here))]
        assert views(workspace)["05-003"]["values"]["publisher"] == "党政办"


def test_two_clerks_with_wrong_clocks_meet(tmp_path: Path):
    one, other = (computer(tmp_path / name, TOWNSHIP, person=name) for name in ("甲", "乙"))
    one.clock, other.clock = (Clock(datetime(year, 1, 1, tzinfo=UTC)) for year in (1980, 2099))
    for desk in (one, other):
        with desk.working() as workspace:
            adopt(workspace, field="05")
    trust_sender(one, other.export("乙.zwgk", kind="work").path)
    trust_sender(other, one.export("甲.zwgk", kind="work").path)
    one.set("05-001", publisher="甲写的")
    other.set("05-001", level3="乙写的")
    assert one.take_in(other.export("乙二.zwgk", kind="work").path).result == "applied"
    assert other.take_in(one.export("甲二.zwgk", kind="work").path).result == "applied"
    values = one.views()["05-001"]["values"]
    assert (values["publisher"], values["level3"]) == ("甲写的", "乙写的")
    assert one.views() == other.views()


def test_two_programs_importing_at_once_are_told_so(admitted: Computer, township: Computer, capsys):
    with admitted.working() as workspace:
        before = dump(admitted.path)
        assert main(["import", str(admitted.path), str(township.folder / "第一轮.zwgk")]) == 1
        said = capsys.readouterr().err
        assert "已经在另一个窗口或另一台电脑上打开" in said
        assert dump(admitted.path) == before
        assert import_file(workspace, township.folder / "第一轮.zwgk").result == "applied"


def test_a_restored_backup_that_hands_in_again_is_shown_as_two_branches(
    admitted: Computer, township: Computer, tmp_path: Path
):
    county = admitted
    assert county.take_in(township.folder / "第一轮.zwgk").result == "applied"
    backup = township.path.read_bytes()
    township.set("05-001", publisher="丢掉的那台写的")
    township.set("05-002", publisher="只有旧的那台改过")
    assert county.take_in(township.export("第二轮.zwgk").path).result == "applied"

    township.path.write_bytes(backup)
    township.set("05-001", publisher="恢复以后写的")
    again = township.export("又是第二轮.zwgk")
    assert again.round == 2
    outcome = county.take_in(again.path)
    assert (outcome.result, outcome.counts["conflicting"]) == ("waiting", 1)
    with county.working() as workspace:
        (fork,) = waiting(workspace)
        first = {row["id"]: row for row in _entries(township.folder / "第一轮.zwgk")}
        assert fork.base == first[fork.subject_id]["content"]
        assert fork.theirs["values"]["publisher"] == "恢复以后写的"
        stands = find_entry(workspace, "05-001")
        assert stands.content["values"]["publisher"] == "丢掉的那台写的"
        # The older state of the other one brings nothing: nothing goes backwards.
        assert find_entry(workspace, "05-002").content["values"]["publisher"] == "只有旧的那台改过"
        decide(workspace, [fork], "theirs")
        assert find_entry(workspace, "05-001").content["values"]["publisher"] == "恢复以后写的"
        assert workspace.store.revisions.get(stands.revision) is not None
    township.set("05-001", publisher="第三轮")
    third = township.export("第三轮.zwgk")
    outcome = county.take_in(third.path)
    assert (third.round, outcome.result, outcome.counts["changed"]) == (3, "applied", 1)
    assert county.views()["05-001"]["values"]["publisher"] == "第三轮"


def _entries(path: Path) -> list[dict]:
    with package_reading.open_package(path) as package:
        return list(package.rows("entries.jsonl"))
