"""What is not our workspace, or is no longer sound, is refused in plain Chinese and left as it lies."""

import random
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from app.drafting.adopting import adopt
from app.drafting.history import history
from app.opening import open_workspace
from db.errors import UserFacingError
from db.migrations import SCHEMA_VERSION
from db.store import open_store
from tests.support import TOWNSHIP, Computer, files_of, make_workspace, views


def refused(path: Path, **options) -> UserFacingError:
    """Open a path, which must be refused with a whole Chinese sentence; return the refusal."""
    with pytest.raises(UserFacingError) as refusal:
        open_store(path, **options)
    assert re.search(r"[\u4e00-\u9fff].*。$", refusal.value.message)
    return refusal.value


def sqlite_file(path: Path, *statements: str) -> Path:
    with closing(sqlite3.connect(path)) as database:
        for statement in statements:
            database.execute(statement)
        database.commit()
    return path


def not_a_database(folder: Path) -> Path:
    path = folder / "说明.qd"
    path.write_text("这不是数据库。" * 100, encoding="utf-8")
    return path


def empty_file(folder: Path) -> Path:
    path = folder / "空的.qd"
    path.touch()
    return path


def database_of_another_program(folder: Path) -> Path:
    return sqlite_file(folder / "别的.qd", "CREATE TABLE words (id INTEGER)", "PRAGMA user_version = 1")


def workspace_of_a_newer_program(folder: Path) -> Path:
    path = make_workspace(folder / "新的.qd", TOWNSHIP)
    return sqlite_file(path, f"PRAGMA user_version = {SCHEMA_VERSION + 1}")


def workspace_with_a_view(folder: Path) -> Path:
    """Reading its entries would never end."""
    path = make_workspace(folder / "带视图.qd", TOWNSHIP)
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT kept.* FROM kept, n"
    return sqlite_file(path, "ALTER TABLE entry RENAME TO kept", f"CREATE VIEW entry AS {endless}")


def workspace_with_a_trigger(folder: Path) -> Path:
    path = make_workspace(folder / "带触发器.qd", TOWNSHIP)
    return sqlite_file(path, "CREATE TRIGGER t AFTER INSERT ON entry BEGIN DELETE FROM revision; END")


FILLED = Path(__file__).parents[1] / "data" / "workspaces" / "schema-1.qd"

CASES = [
    (not_a_database, "not-a-workspace"),
    (workspace_with_a_view, "not-a-workspace"),
    (workspace_with_a_trigger, "not-a-workspace"),
    (empty_file, "not-a-workspace"),
    (database_of_another_program, "not-a-workspace"),
    (workspace_of_a_newer_program, "workspace-newer"),
]


@pytest.mark.parametrize("read_only", [False, True], ids=["to write", "to read"])
@pytest.mark.parametrize(("make", "code"), CASES, ids=[make.__name__ for make, _ in CASES])
def test_a_file_that_is_not_for_us_is_refused_and_untouched(make, code: str, read_only: bool, tmp_path: Path):
    path = make(tmp_path)
    before = files_of(tmp_path)
    refusal = refused(path, read_only=read_only)
    assert refusal.code == code
    assert f"“{path.name}”" in refusal.message
    assert files_of(tmp_path) == before


@pytest.mark.parametrize("read_only", [False, True], ids=["to write", "to read"])
def test_the_log_of_another_program_is_left_as_it_is(tmp_path: Path, read_only: bool):
    path = tmp_path / "别的.db"
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("CREATE TABLE words (id INTEGER)")
        database.commit()
        copies = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    for name, content in copies.items():
        (tmp_path / name).write_bytes(content)
    assert f"{path.name}-wal" in copies
    assert refused(path, read_only=read_only).code == "not-a-workspace"
    assert files_of(tmp_path) == copies
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(copies)


def test_a_missing_file_is_refused_and_not_made(tmp_path: Path):
    path = tmp_path / "没有这个.qd"
    refusal = refused(path)
    assert refusal.code == "file-missing"
    assert "“没有这个.qd”" in refusal.message
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_refused(tmp_path: Path):
    assert refused(tmp_path / "没有" / "工作.qd").code == "file-missing"


def test_a_folder_is_refused(tmp_path: Path):
    assert refused(tmp_path).code == "not-a-file"


def test_a_path_below_a_file_is_refused(tmp_path: Path):
    (tmp_path / "文件").touch()
    assert refused(tmp_path / "文件" / "工作.qd").code == "not-a-folder"


def test_a_workspace_that_was_never_finished_is_named_damaged(tmp_path: Path):
    path = make_workspace(tmp_path / "没建完.qd", TOWNSHIP)
    sqlite_file(path, "DELETE FROM setting WHERE key = 'organisation'")
    with pytest.raises(UserFacingError) as refusal:
        open_workspace(path)
    assert refusal.value.code == "workspace-damaged"
    assert "“没建完.qd”" in refusal.value.message


@pytest.mark.parametrize("kept", [100, 4096, 10_000, 0.5, 0.99])
def test_a_truncated_workspace_is_named_damaged(township: Computer, kept: float):
    whole = township.path.read_bytes()
    part = whole[: int(kept if kept > 1 else len(whole) * kept)]
    township.path.write_bytes(part)
    with pytest.raises(UserFacingError) as refusal:
        use(township)
    assert refusal.value.code == "workspace-damaged"
    assert "备份" in refusal.value.message
    assert township.path.read_bytes() == part


@pytest.mark.parametrize("count", [40, pytest.param(2_000, marks=pytest.mark.drill)])
def test_flipped_bits_are_told_or_do_no_harm(township: Computer, count: int):
    # Opened once before: a file made with other standards has its search index written anew whenever it is opened.
    township.path.write_bytes(FILLED.read_bytes())
    with township.working():
        pass
    whole = township.path.read_bytes()
    chance = random.Random(4)
    told = 0
    for _ in range(count):
        spoiled = bytearray(whole)
        for _ in range(chance.choice((1, 8, 64))):
            # The tables lie at both ends of the file, the index in between.
            place = chance.choice((chance.randrange(100, 60_000), chance.randrange(len(whole) - 100_000, len(whole))))
            spoiled[place] ^= 1 << chance.randrange(8)
        township.path.write_bytes(spoiled)
        try:
            use(township)
        except UserFacingError as error:
            told += 1
            assert error.code in DAMAGE_CODES, error.code
    assert told > count // 80


DAMAGE_CODES = ("workspace-damaged", "not-a-workspace", "checklist-unknown", "organisation-unknown", "workspace-newer")


def use(computer: Computer) -> None:
    """Read and write as a clerk would, in the way in which the commands do."""
    with computer.working() as workspace, workspace.store.plain_errors():
        for row in workspace.store.entries.listed():
            history(workspace, "entry", row.id)
        views(workspace)
        adopt(workspace, field="01", all_levels=True)
