"""Notices that were begun: beside the workspace for thirty days, for its user alone, in nothing that leaves."""

import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from app.backups import back_up
from app.errors import UserFacingError
from app.notices.unfinished import (
    Unfinished,
    read_unfinished,
    store_unfinished,
    unfinished_file,
    unfinished_templates,
)
from app.opening import create_workspace, open_copy, open_workspace
from app.workspace import Workspace
from db.filesystem import half_written
from tests.support import COMMUNITY, EDITION, VILLAGE, Clock

RAW = "110105195203120017"


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Workspace]:
    with create_workspace(tmp_path / "白马村.qd", VILLAGE, EDITION, person="李梅", now=Clock()) as made:
        yield made


def begun(workspace: Workspace, key: str = "a", days_ago: float = 0) -> Unfinished:
    at = (workspace.now() - timedelta(days=days_ago)).isoformat(timespec="seconds")
    return Unfinished(key, "NT-01", {"village": "白马村"}, ({"name": "周桂兰", "id_tail": RAW},), at)


def test_what_was_begun_comes_back_until_it_is_a_month_old(village: Workspace) -> None:
    young, old = begun(village), begun(village, "b", 31)
    store_unfinished(village, [old, young])
    assert unfinished_templates(village) == ("NT-01",)
    assert read_unfinished(village) == (young,)
    assert b'"b"' not in unfinished_file(village.path).read_bytes()
    store_unfinished(village, [])
    assert not unfinished_file(village.path).exists() and read_unfinished(village) == ()


def test_what_a_kill_left_half_written_goes_too(village: Workspace) -> None:
    half_written(unfinished_file(village.path)).write_text(RAW)
    store_unfinished(village, [])
    assert not [path for path in village.path.parent.iterdir() if path.suffix == ".part"]
    half_written(unfinished_file(village.path)).write_text(RAW)
    assert read_unfinished(village) == ()
    assert not [path for path in village.path.parent.iterdir() if path.suffix == ".part"]


def test_it_is_its_users_alone_and_goes_into_no_backup(village: Workspace, tmp_path: Path) -> None:
    store_unfinished(village, [begun(village)])
    assert unfinished_file(village.path).stat().st_mode & 0o077 == 0
    back_up(village, tmp_path / "备份.qdbak")
    with zipfile.ZipFile(tmp_path / "备份.qdbak") as archive:
        assert not any(RAW.encode() in archive.read(name) for name in archive.namelist())
    assert RAW not in repr(begun(village)) and RAW.encode() not in village.path.read_bytes()


def test_it_goes_along_when_the_workspace_is_saved_elsewhere(village: Workspace, tmp_path: Path) -> None:
    before = tmp_path / "旧的.qd"
    unfinished_file(before).write_bytes(b"[]")
    store_unfinished(village, [begun(village)], moved_from=before)
    assert not unfinished_file(before).exists() and read_unfinished(village)


def test_a_file_renamed_by_hand_finds_it_again(village: Workspace, tmp_path: Path) -> None:
    store_unfinished(village, [begun(village)])
    village.close()
    renamed = tmp_path / "2026年白马村.qd"
    village.path.rename(renamed)
    with open_workspace(renamed, person="李梅", now=Clock()) as workspace:
        assert unfinished_templates(workspace) == ("NT-01",)
        assert [each.key for each in read_unfinished(workspace)] == ["a"]
        store_unfinished(workspace, [])
    assert not list(tmp_path.glob("*.draft*"))


def test_a_file_under_the_name_of_another_gets_nothing_of_it(village: Workspace, tmp_path: Path) -> None:
    store_unfinished(village, [begun(village)])
    village.close()
    mine = tmp_path / "白马村（旧）.qd"
    village.path.rename(mine)
    with create_workspace(village.path, COMMUNITY, EDITION, person="李梅", now=Clock()) as workspace:
        assert unfinished_templates(workspace) == () and read_unfinished(workspace) == ()
        store_unfinished(workspace, [begun(workspace, "c")])
        assert [each.key for each in read_unfinished(workspace)] == ["c"]
    with open_workspace(mine, person="李梅", now=Clock()) as workspace:
        assert [each.key for each in read_unfinished(workspace)] == ["a"]


def test_a_copy_leaves_the_original_its_own(village: Workspace, tmp_path: Path) -> None:
    store_unfinished(village, [begun(village)])
    with open_copy(village, tmp_path / "副本.qd") as copied:
        assert read_unfinished(copied) == () and read_unfinished(village)


def test_what_an_older_version_kept_is_read(village: Workspace) -> None:
    older = begun(village)
    unfinished_file(village.path).write_bytes(msgspec.json.encode([older]))
    assert unfinished_templates(village) == ("NT-01",) and read_unfinished(village) == (older,)


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b'[{"key": "a"}]', b"\xff\xfe"])
def test_a_damaged_file_is_told_once_and_stops_nobody(village: Workspace, content: bytes) -> None:
    unfinished_file(village.path).write_bytes(content)
    assert unfinished_templates(village) == (), "the start page leaves it to the notices to tell"
    with pytest.raises(UserFacingError, match="读不出来"):
        read_unfinished(village)
    assert read_unfinished(village) == ()


def test_a_time_that_is_none_counts_as_damage(village: Workspace) -> None:
    store_unfinished(village, [replace(begun(village), at="昨天")])
    with pytest.raises(UserFacingError, match="读不出来"):
        read_unfinished(village)
