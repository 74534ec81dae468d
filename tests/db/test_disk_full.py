"""A full disk is told in plain words, and what was saved before is there."""

from pathlib import Path

import pytest
from peewee import OperationalError

from app.backups import back_up
from app.drafting.adopting import adopt
from app.drafting.editing import set_entry
from app.drafting.lookup import find_entry
from app.errors import UserFacingError
from app.opening import create_workspace, open_workspace
from tests.support import EDITION, TOWNSHIP, Clock, Computer, files_of, make_workspace, small_disk, views

# Where a test may not mount a small disk, a limit on file sizes takes its place, which SQLite calls an I/O error.
FULL = ("disk-full", "disk-error")
KIBIBYTES = 2600


def test_saving_on_a_full_disk_is_refused_and_loses_nothing(tmp_path: Path):
    with small_disk(tmp_path / "U盘", KIBIBYTES) as disk:
        desk = Computer(disk, "李梅")
        make_workspace(desk.path, TOWNSHIP)
        saved = {}
        with pytest.raises(UserFacingError) as refusal, desk.working() as workspace:
            for field in workspace.library.fields:
                saved = views(workspace)
                adopt(workspace, field=field, all_levels=True)
        assert refusal.value.code in FULL
        assert "磁盘" in refusal.value.message
        with open_workspace(desk.path, read_only=True) as workspace:
            assert views(workspace) == saved != {}
            assert workspace.store.integrity_problems() == []


def test_closing_on_a_full_disk_says_that_the_file_alone_is_not_complete(township: Computer, monkeypatch):
    def no_room(_):
        raise OperationalError("database or disk is full")

    workspace = open_workspace(township.path)
    set_entry(workspace, find_entry(workspace, "05-003"), {"publisher": "党政办"})
    with monkeypatch.context() as full:
        full.setattr("db.dialect.fold_log", no_room)
        with pytest.raises(UserFacingError) as refusal:
            workspace.close()
    assert refusal.value.code == "log-not-folded"
    assert "存好了" in refusal.value.message
    assert township.views()["05-003"]["values"]["publisher"] == "党政办"


def test_work_goes_on_once_there_is_room_again(tmp_path: Path):
    with small_disk(tmp_path / "U盘", KIBIBYTES) as disk:
        desk = Computer(disk, "李梅")
        make_workspace(desk.path, TOWNSHIP)
        with desk.working() as workspace:
            filler = disk / "占地方"
            fill(filler)
            with pytest.raises(UserFacingError) as refusal:
                adopt(workspace, field="05")
            assert refusal.value.code in FULL
            assert "磁盘" in refusal.value.message
            filler.unlink()
            adopt(workspace, field="05")
            assert len(views(workspace)) == 13


def test_a_new_workspace_on_a_full_disk_leaves_nothing_lying_about(tmp_path: Path):
    with small_disk(tmp_path / "U盘", 400) as disk:
        with pytest.raises(UserFacingError) as refusal:
            create_workspace(disk / "新的.qd", TOWNSHIP, EDITION, now=Clock())
        assert refusal.value.code in FULL
        assert files_of(disk) == {}


def test_a_backup_to_a_full_disk_is_refused_and_leaves_no_half_file(township: Computer, tmp_path: Path):
    with township.working() as workspace, small_disk(tmp_path / "U盘", 100) as disk:
        with pytest.raises(UserFacingError) as refusal:
            back_up(workspace, disk / "备份.qdbak")
        assert refusal.value.code in FULL
        assert "“备份.qdbak”" in refusal.value.message
        assert files_of(disk) == {}


def fill(path: Path) -> None:
    """Take all the room there is."""
    try:
        with path.open("wb", buffering=0) as file:
            while True:
                file.write(bytes(4096))
    except OSError:
        return
