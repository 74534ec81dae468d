"""Paths that are no workspace, or one that is damaged, foreign or too new: a plain answer, and nothing is touched."""

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import TOWNSHIP
from tests.cli.desk import Desk

COMMANDS = (
    ("fields",),
    ("set", "05-003", "level3=甲"),
    ("doctor",),
    ("export", "-o", "出.zwgk"),
    ("backup", "-o", "出.qdbak"),
)


def commands(workspace: str) -> list[list[str]]:
    """One command of each sort on a workspace."""
    return [[first, workspace, *rest] for first, *rest in COMMANDS]


def change(path: Path, statement: str) -> None:
    """Let another program write into a database."""
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute(statement)


def spoil(path: Path, seed: int) -> None:
    """Overwrite some bytes in several places behind the first page, always the same for a seed."""
    chance, content = random.Random(seed), bytearray(path.read_bytes())
    for _ in range(12):
        start = chance.randrange(4096, len(content) - 300)
        content[start : start + 300] = chance.randbytes(300)
    path.write_bytes(content)


def test_a_path_that_is_no_workspace(township: Desk) -> None:
    township.path("文件夹").mkdir()
    for name, content in {"空.qd": b"", "网页.qd": b"<html>", "图片.qd": b"\x89PNG\r\n" + bytes(5000)}.items():
        township.path(name).write_bytes(content)
    change(township.path("别的程序.qd"), "CREATE TABLE a (b)")
    before = {path.name: path.read_bytes() for path in township.folder.iterdir() if path.is_file()}
    for name, word in {
        "没有.qd": "找不到“没有.qd”",
        "没有/这个/文件夹.qd": "找不到“文件夹.qd”",
        "文件夹": "“文件夹”是一个文件夹",
        "空.qd": "“空.qd”不是",
        "网页.qd": "“网页.qd”不是",
        "图片.qd": "“图片.qd”不是",
        "别的程序.qd": "别的程序的数据库",
    }.items():
        for words in commands(name)[:2]:
            assert word in township.refused(*words), words
    for name, content in before.items():
        assert township.path(name).read_bytes() == content


def test_a_workspace_of_a_newer_version(township: Desk) -> None:
    change(township.path(TOWNSHIP), "PRAGMA user_version = 99")
    before = township.contents()
    for words in commands(TOWNSHIP)[:3]:
        assert "更新版本" in township.refused(*words), words
    assert township.contents() == before


def test_a_workspace_that_ends_early(township: Desk) -> None:
    content = township.path(TOWNSHIP).read_bytes()
    for length in (50, 5_000, len(content) // 2):
        township.path(TOWNSHIP).write_bytes(content[:length])
        for words in commands(TOWNSHIP)[1:3]:
            township.refused(*words)
        assert township.path(TOWNSHIP).read_bytes() == content[:length]


@pytest.mark.parametrize("seed", range(3))
def test_a_damaged_workspace_is_never_an_error_nobody_caught(township: Desk, seed: int) -> None:
    township.do("backup", TOWNSHIP, "-o", "以前.qdbak")
    spoil(township.path(TOWNSHIP), seed)
    for words in commands(TOWNSHIP):
        answer = township.ask(*words)
        assert answer.code == 0 or "损坏" in answer.said or "对不上" in answer.said, answer
    assert township.ask("doctor", TOWNSHIP).code == 1
    township.do("restore", "以前.qdbak", "-o", "恢复.qd")
    assert len(township.entries("恢复.qd")) == 13


def test_a_workspace_whose_parts_another_program_removed(township: Desk) -> None:
    whole = township.path(TOWNSHIP).read_bytes()
    for statement in (
        "DELETE FROM setting",
        "DROP TABLE revision",
        "UPDATE entry SET content = '{}' WHERE item = '05-003'",
        "UPDATE revision SET content = '{'",
        "PRAGMA user_version = 0",
    ):
        township.path(TOWNSHIP).write_bytes(whole)
        change(township.path(TOWNSHIP), statement)
        said = " ".join(township.ask(*words).said for words in commands(TOWNSHIP)[:3])
        assert "损坏" in said or "没有写明是哪个单位" in said or "对不上" in said, statement
