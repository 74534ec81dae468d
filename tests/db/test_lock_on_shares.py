"""Shares whose locks end at one computer: a second one is told who has the file open; a crash locks nobody out."""

import uuid
from collections.abc import Callable
from pathlib import Path

import pytest

from db import filesystem
from db.errors import UserFacingError
from db.lock import mark_path
from db.store import create_store, open_store

OURS, THEIRS = 0x0A1B2C3D4E5F, 0x0A1B2C3D4E60


@pytest.fixture
def share(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace on what a file manager mounted from a server."""
    table = tmp_path / "mounts"
    table.write_text(f"/dev/sda1 / ext4 rw 0 0\ngvfsd-fuse {tmp_path}/share fuse.gvfsd-fuse rw 0 0\n", encoding="utf-8")
    monkeypatch.setattr(filesystem, "MOUNT_TABLE", table)
    path = tmp_path / "share" / "兴隆镇.qd"
    create_store(path).close()
    return path


@pytest.fixture
def sit_at(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Go over to another computer: only its number is asked for."""

    def sit(computer: int) -> None:
        monkeypatch.setattr(uuid, "getnode", lambda: computer)

    sit(OURS)
    return sit


def left_open(path: Path) -> None:
    """What a computer leaves that has the file open, or that lost its power with it open."""
    with open_store(path):
        mark = mark_path(path).read_bytes()
    mark_path(path).write_bytes(mark)


def test_the_other_computer_is_named_and_the_file_stays_as_it_is(share: Path, sit_at: Callable[[int], None]):
    left_open(share)
    before = share.read_bytes()
    sit_at(THEIRS)
    with pytest.raises(UserFacingError, match=r"在另一台电脑“.+”上打开着") as refusal:
        open_store(share)
    assert refusal.value.code == "workspace-locked" and "关掉" in str(refusal.value)
    assert share.read_bytes() == before
    # Looking is possible beside it, and a copy on the own disk is nobody else's.
    open_store(share, read_only=True).close()
    copy = share.parent.parent / "兴隆镇.qd"
    copy.write_bytes(before)
    open_store(copy).close()


def test_the_computer_that_crashed_opens_it_again_and_closing_lets_the_other_in(
    share: Path, sit_at: Callable[[int], None]
):
    left_open(share)
    open_store(share).close()
    assert not mark_path(share).exists()
    sit_at(THEIRS)
    open_store(share).close()


@pytest.mark.parametrize("found", [b"", b"\xff" * 600, b"x\nyesterday\n\x1b[2J", b"1\n2\n3\n4"])
def test_a_mark_that_cannot_be_read_keeps_others_out(share: Path, found: bytes, sit_at: Callable[[int], None]):
    mark_path(share).write_bytes(found)
    with pytest.raises(UserFacingError, match="在另一台电脑上打开着"):
        open_store(share)


def test_a_share_without_room_for_the_mark_says_so_and_locks_nobody_out(
    share: Path, sit_at: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
):
    with monkeypatch.context() as full:
        full.setattr("os.fdopen", _no_room)
        with pytest.raises(UserFacingError, match="磁盘满了"):
            open_store(share)
    sit_at(THEIRS)
    open_store(share).close()


def _no_room(*_: object) -> object:
    raise OSError(28, "No space left on device")


def test_nothing_is_written_beside_files_on_own_disks_and_sticks(tmp_path: Path):
    path = tmp_path / "兴隆镇.qd"
    with create_store(path):
        assert not mark_path(path).exists()
