"""Disks that are full or cannot be written: what was saved stays, half a file never does, and the way out is named."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.conftest import TOWNSHIP
from tests.cli.desk import Desk
from tests.support import dump, small_disk

READING = (
    ("fields", TOWNSHIP),
    ("entries", TOWNSHIP),
    ("search", TOWNSHIP, "低保"),
    ("history", TOWNSHIP, "05-003"),
    ("proposals", TOWNSHIP),
    ("roster", TOWNSHIP),
    ("unit", TOWNSHIP),
    ("doctor", TOWNSHIP),
)
WRITING = (
    ("set", TOWNSHIP, "05-003", "level3=甲"),
    ("undo", TOWNSHIP),
    ("notice", "new", TOWNSHIP, "--template", "NT-01"),
    ("new", "新.qd", "--role", "village", "--name", "青石村"),
)


@contextmanager
def unwritable(desk: Desk) -> Iterator[Desk]:
    """The same desk where nobody may write: mounted read-only where that is allowed, else as a user without rights."""
    folder = str(desk.folder)
    mounted = subprocess.run(["mount", "--bind", folder, folder], capture_output=True, check=False).returncode == 0
    if mounted:
        subprocess.run(["mount", "-o", "remount,bind,ro", folder], check=True)
        try:
            yield desk
        finally:
            subprocess.run(["umount", "--lazy", folder], check=True)
    else:
        modes = {path: path.stat().st_mode for path in (desk.folder, desk.path(TOWNSHIP))}
        for path, mode in modes.items():
            path.chmod(mode & ~0o222)
        try:
            yield desk
        finally:
            for path, mode in modes.items():
                path.chmod(mode)


def test_on_a_medium_that_cannot_be_written_looking_works(township: Desk, tmp_path: Path) -> None:
    before = dump(township.path(TOWNSHIP))
    with unwritable(township):
        for words in READING:
            township.do(*words)
        township.do("backup", TOWNSHIP, "-o", tmp_path / "备份.qdbak")
        for words in WRITING:
            assert "本机的文件夹" in township.refused(*words) or "权限" in township.refused(*words), words
        for words in (("backup",), ("export",), ("print", "catalogue"), ("table", "write")):
            township.refused(*words, TOWNSHIP, "-o", "出.xlsx")
    assert dump(township.path(TOWNSHIP)) == before
    assert {path.name for path in township.folder.iterdir()} <= {TOWNSHIP, ".兴隆镇.qd.lock", ".本机"}
    township.do("restore", tmp_path / "备份.qdbak", "-o", "恢复.qd")
    assert dump(township.path("恢复.qd"))["entry"] == before["entry"]


def test_products_that_find_no_room_leave_no_half_file(township: Desk, tmp_path: Path) -> None:
    with small_disk(tmp_path / "U盘", 8) as disk:
        for name, words in {
            "备份.qdbak": ("backup", TOWNSHIP),
            "目录.pdf": ("print", "catalogue", TOWNSHIP),
            "目录.xlsx": ("table", "write", TOWNSHIP),
            "上报.zwgk": ("export", TOWNSHIP),
        }.items():
            (disk / "占着").write_bytes(b"")
            fill(disk / "占着")
            told = township.refused(*words, "-o", disk / name)
            assert name in told and "." + name not in told
            assert "满了" in told or "存不下" in told
            assert [path.name for path in disk.iterdir()] == ["占着"]
    township.do("export", TOWNSHIP, "-o", "上报.zwgk")
    assert township.shown("inspect", "上报.zwgk")["round"] == 1
    township.do("doctor", TOWNSHIP)


@pytest.mark.parametrize("left", [0, 24, 40], ids=lambda left: f"{left} KiB left")
def test_editing_on_a_full_disk_loses_nothing(township: Desk, tmp_path: Path, left: int) -> None:
    whole = township.path(TOWNSHIP).read_bytes()
    with small_disk(tmp_path / "U盘", len(whole) // 1024 + 200) as disk:
        workspace = disk / TOWNSHIP
        workspace.write_bytes(whole)
        before = township.entries(workspace)
        fill(disk / "占着")
        os.truncate(disk / "占着", (disk / "占着").stat().st_size - left * 1024)
        assert "满了" in township.refused("set", workspace, "05-003", "level3=甲")
        assert township.entries(workspace) == before
        township.do("backup", workspace, "-o", "备份.qdbak")
        (disk / "占着").unlink()
        assert township.entries(workspace) == before
        township.do("set", workspace, "05-003", "level3=甲")
        assert township.entries(workspace)["05-003"]["values"]["level3"] == "甲"
        township.do("doctor", workspace)


def fill(path: Path) -> None:
    """Take all the room there is."""
    try:
        with path.open("ab", buffering=0) as file:
            while True:
                file.write(bytes(1024))
    except OSError:
        return


def test_what_a_program_began_and_did_not_finish_is_taken_back_for_a_reader(township: Desk) -> None:
    """Without a write-ahead log, as on a stick: the journal of a program that died lies beside the file."""
    before = township.entries(TOWNSHIP)
    path = township.path(TOWNSHIP)
    subprocess.run([sys.executable, "-c", DIES_WHILE_WRITING, path], check=False)
    assert path.with_name(f"{TOWNSHIP}-journal").stat().st_size > 0
    assert township.entries(TOWNSHIP) == before
    township.do("doctor", TOWNSHIP)


DIES_WHILE_WRITING = """
import os, signal, sqlite3, sys
database = sqlite3.connect(sys.argv[1], isolation_level=None)
database.execute("PRAGMA journal_mode=DELETE")
database.execute("PRAGMA cache_size=1")
database.execute("BEGIN IMMEDIATE")
database.execute("UPDATE entry SET content = content || ' '")
database.execute("UPDATE revision SET content = content || ' '")
os.kill(os.getpid(), signal.SIGKILL)
"""
