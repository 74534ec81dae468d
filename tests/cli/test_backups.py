"""Backup, restore and examination of a workspace."""

import shutil
import sqlite3
from contextlib import closing

from tests.cli.conftest import NEW_TOWNSHIP, TOWNSHIP
from tests.cli.desk import Desk


def test_a_restored_workspace_is_what_was_backed_up(township: Desk) -> None:
    before = township.entries(TOWNSHIP)
    assert "已备份并核对" in township.do("backup", TOWNSHIP, "-o", "备份.qdbak").out
    township.do("remove", TOWNSHIP, "05-003")
    assert "2026-" in township.do("restore", "备份.qdbak", "-o", "恢复.qd").out
    assert township.entries("恢复.qd") == before
    township.do("doctor", "恢复.qd")


def test_neither_backup_nor_restore_overwrites_unasked(township: Desk) -> None:
    township.do("backup", TOWNSHIP, "-o", "备份.qdbak")
    before = township.contents()
    assert "--force" in township.refused("backup", TOWNSHIP, "-o", "备份.qdbak")
    assert "--force" in township.refused("restore", "备份.qdbak", "-o", TOWNSHIP)
    assert township.contents() == before


def test_restoring_over_a_workspace_keeps_that_one_and_names_it(township: Desk) -> None:
    township.do("backup", TOWNSHIP, "-o", "备份.qdbak")
    township.do("set", TOWNSHIP, "05-003", "level3=之后改的")
    told = township.do("restore", "备份.qdbak", "-o", TOWNSHIP, "--force").out
    assert "兴隆镇.恢复前1.qd" in told
    assert township.entries(TOWNSHIP)["05-003"]["values"]["level3"] is None
    assert township.entries("兴隆镇.恢复前1.qd")["05-003"]["values"]["level3"] == "之后改的"


def test_a_folder_is_never_replaced(township: Desk) -> None:
    township.path("文件夹").mkdir()
    township.do("backup", TOWNSHIP, "-o", "备份.qdbak")
    assert "文件夹" in township.refused("restore", "备份.qdbak", "-o", "文件夹", "--force")
    assert "文件夹" in township.refused("backup", TOWNSHIP, "-o", "文件夹", "--force")
    assert list(township.path("文件夹").iterdir()) == []


def test_what_is_no_whole_backup_is_refused(township: Desk) -> None:
    township.do("backup", TOWNSHIP, "-o", "备份.qdbak")
    whole = township.path("备份.qdbak").read_bytes()
    for name, content in {
        "空.qdbak": b"",
        "缺.qdbak": whole[: len(whole) // 2],
        "改.qdbak": whole[:2000] + bytes(8) + whole[2008:],
        "别的.qdbak": b"%PDF-1.7\n",
    }.items():
        township.path(name).write_bytes(content)
        assert name in township.refused("restore", name, "-o", "恢复.qd")
        assert not township.path("恢复.qd").exists()
    assert "没有的.qdbak" in township.refused("restore", "没有的.qdbak", "-o", "恢复.qd")


def test_a_damaged_workspace_is_not_taken_for_a_backup(township: Desk) -> None:
    content = bytearray(township.path(TOWNSHIP).read_bytes())
    for start in range(12_288, len(content), 12_288):
        content[start : start + 200] = b"\xff" * 200
    township.path(TOWNSHIP).write_bytes(content)
    assert "已经损坏" in township.refused("backup", TOWNSHIP, "-o", "备份.qdbak")
    assert not township.path("备份.qdbak").exists()
    assert "restore" in township.ask("doctor", TOWNSHIP).said


def test_a_sound_workspace_is_told_so_in_plain_words(township: Desk) -> None:
    report = township.do("doctor", TOWNSHIP).out.splitlines()
    assert len(report) >= 4
    assert all(line.startswith("好：") for line in report)


def test_what_another_program_wrote_into_it_is_found(township: Desk) -> None:
    other = township.path("别的.qd")
    shutil.copy(township.path(TOWNSHIP), other)
    with closing(sqlite3.connect(other)) as database, database:
        database.execute("UPDATE entry SET content = replace(content, '主动公开', '依申请公开') WHERE item = '05-003'")
    answer = township.ask("doctor", "别的.qd")
    assert answer.code == 1
    assert "14 项现有内容里有 1 项" in answer.out


def test_a_new_workspace_never_replaces_a_file(township: Desk) -> None:
    before = township.contents()
    assert "兴隆镇.qd" in township.refused("new", TOWNSHIP, *NEW_TOWNSHIP)
    assert township.contents() == before


def test_a_damaged_attachment_is_named_while_the_rest_is_backed_up(township: Desk) -> None:
    name = "0" * 64
    folder = township.path(TOWNSHIP).with_suffix(".files")
    folder.mkdir()
    (folder / name).write_bytes(b"not what it was")
    answer = township.ask("backup", TOWNSHIP, "-o", "备份.qdbak")
    assert answer.code == 1
    assert name in answer.out and "其余都备份了" in answer.out
    township.do("restore", "备份.qdbak", "-o", "恢复.qd")
    assert name in township.ask("doctor", TOWNSHIP).out
