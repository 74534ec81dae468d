"""The mechanics of an upgrade, proved with steps of our own: backup first, whole versions, kept references."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from app.opening import open_workspace
from db.errors import UserFacingError
from db.migrations import SCHEMA_VERSION, STEPS
from db.store import open_store
from tests.support import Computer, dump, files_of, in_child, kill_self, views

Execute = Callable[[str], object]


def rebuild_operations(execute: Execute) -> None:
    """Rebuild a table that others refer to, as a real step would; with references on its children would go."""
    execute("CREATE TABLE rebuilt AS SELECT * FROM operation")
    execute("DROP TABLE operation")
    execute(
        "CREATE TABLE operation (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, at TEXT NOT NULL, person TEXT,"
        " device TEXT, kind TEXT NOT NULL, label TEXT NOT NULL, undoes TEXT REFERENCES operation (id), seal TEXT)"
    )
    execute("INSERT INTO operation SELECT *, NULL FROM rebuilt")
    execute("DROP TABLE rebuilt")


def add_column(execute: Execute) -> None:
    execute("ALTER TABLE entry ADD COLUMN remark TEXT")


def lose_references(execute: Execute) -> None:
    execute("DELETE FROM operation")


def die_half_way(execute: Execute) -> None:
    execute("ALTER TABLE record ADD COLUMN half TEXT")
    execute("UPDATE entry SET content = 'half'")
    kill_self()


@pytest.fixture
def with_steps(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Let the program know further steps."""

    def use(*steps: Callable[[Execute], None]) -> None:
        monkeypatch.setattr("db.upgrade.STEPS", (*STEPS, *steps))
        for module in ("db.upgrade", "db.store"):
            monkeypatch.setattr(f"{module}.SCHEMA_VERSION", SCHEMA_VERSION + len(steps))

    return use


def version_of(path: Path) -> int:
    with closing(sqlite3.connect(path)) as database:
        return database.execute("PRAGMA user_version").fetchone()[0]


def columns_of(path: Path, table: str) -> list[str]:
    with closing(sqlite3.connect(path)) as database:
        return [row[1] for row in database.execute(f"PRAGMA table_info({table})")]


def backups_of(path: Path) -> list[Path]:
    return sorted(p for p in path.parent.glob("*升级前*") if p.suffix == path.suffix)


def test_an_upgrade_keeps_everything_and_every_reference(township: Computer, with_steps):
    before, content = township.views(), dump(township.path)
    with_steps(rebuild_operations, add_column)
    with township.working() as workspace:
        assert views(workspace) == before
        assert workspace.store.integrity_problems() == []
    after = dump(township.path)
    for table in ("revision", "change", "record"):
        assert after[table] == content[table]
    assert [row[:8] for row in after["operation"]] == content["operation"]
    assert version_of(township.path) == SCHEMA_VERSION + 2
    assert columns_of(township.path, "operation")[-1] == "seal"


def test_references_are_guarded_again_after_an_upgrade(township: Computer, with_steps):
    with_steps(rebuild_operations)
    with open_store(township.path) as store, pytest.raises(UserFacingError) as caught, store.transaction():
        store.revisions.add(99_999, [_revision_of_no_operation()])
    assert caught.value.code == "workspace-damaged"
    assert "FOREIGN KEY" in caught.value.details


def _revision_of_no_operation():
    from db.repositories.revisions import RevisionRow

    return RevisionRow("0" * 64, "entry", "x", (), (), "{}")


def test_a_backup_is_made_before_the_first_step(township: Computer, with_steps):
    content = dump(township.path)
    with_steps(add_column)
    with township.working():
        pass
    (backup,) = backups_of(township.path)
    assert dump(backup) == content
    assert version_of(backup) == SCHEMA_VERSION


def test_a_second_upgrade_keeps_the_first_backup(township: Computer, with_steps):
    old = township.path.read_bytes()
    first = dump(township.path)
    with_steps(add_column)
    with township.working():
        pass
    township.path.write_bytes(old)
    with closing(sqlite3.connect(township.path)) as database:
        database.execute("UPDATE setting SET value = '\"2027\"' WHERE key = 'edition'")
        database.commit()
    second = dump(township.path)
    with township.working():
        pass
    assert [dump(backup) for backup in backups_of(township.path)] in ([first, second], [second, first])


def test_no_backup_and_no_upgrade_where_the_version_is_ours(township: Computer):
    names, content = list(files_of(township.folder)), dump(township.path)
    with township.working():
        pass
    assert list(files_of(township.folder)) == names
    assert dump(township.path) == content


@pytest.mark.parametrize("read_only", [True, False], ids=["to read", "to write"])
def test_a_killed_upgrade_leaves_the_old_version_whole(
    township: Computer, with_steps, monkeypatch: pytest.MonkeyPatch, read_only: bool
):
    before, content = township.views(), dump(township.path)
    with monkeypatch.context() as newer:
        newer.setattr("db.upgrade.STEPS", (*STEPS, die_half_way))
        newer.setattr("db.upgrade.SCHEMA_VERSION", SCHEMA_VERSION + 1)
        newer.setattr("db.store.SCHEMA_VERSION", SCHEMA_VERSION + 1)
        assert in_child(lambda _: open_store(township.path).close()).signal == 9
    with open_workspace(township.path, read_only=read_only) as workspace:
        assert views(workspace) == before
        assert workspace.store.integrity_problems() == []
    if not read_only:
        assert dump(township.path) == content
        assert version_of(township.path) == SCHEMA_VERSION
        assert [dump(backup) for backup in backups_of(township.path)] == [content]


def test_a_kill_in_a_later_step_leaves_the_version_before_it(township: Computer, with_steps):
    before = township.views()
    with_steps(add_column, die_half_way)
    assert in_child(lambda _: open_store(township.path).close()).signal == 9
    with_steps(add_column)
    with township.working() as workspace:
        assert views(workspace) == before
    assert version_of(township.path) == SCHEMA_VERSION + 1
    assert "half" not in columns_of(township.path, "record")


def test_a_kill_while_the_backup_is_made_leaves_no_half_backup(township: Computer, with_steps, monkeypatch):
    content = dump(township.path)
    with_steps(add_column)
    original = sqlite3.connect

    def die_when_copying(target, *arguments, **options):
        connection = original(target, *arguments, **options)
        if "升级前" in str(target):
            connection.execute("CREATE TABLE begun (x)")
            connection.commit()
            kill_self()
        return connection

    def open_and_die(_):
        monkeypatch.setattr(sqlite3, "connect", die_when_copying)
        open_store(township.path)

    assert in_child(open_and_die).signal == 9
    assert backups_of(township.path) == []
    with township.working():
        pass
    assert [dump(backup) for backup in backups_of(township.path)] == [content]


def test_a_step_that_would_lose_references_is_rolled_back(township: Computer, with_steps):
    content = dump(township.path)
    with_steps(lose_references)
    with pytest.raises(UserFacingError) as refusal:
        open_store(township.path)
    assert refusal.value.code == "upgrade-failed"
    assert "备份" in refusal.value.message
    assert dump(township.path) == content
    assert version_of(township.path) == SCHEMA_VERSION


def test_an_older_file_is_not_upgraded_for_a_reader(township: Computer, with_steps):
    with_steps(add_column)
    before = files_of(township.folder)
    with pytest.raises(UserFacingError) as refusal:
        open_store(township.path, read_only=True)
    assert refusal.value.code == "workspace-older"
    assert files_of(township.folder) == before


def test_a_damaged_file_is_not_upgraded(township: Computer, with_steps):
    with closing(sqlite3.connect(township.path)) as database:
        [page] = database.execute("SELECT rootpage FROM sqlite_master WHERE name = 'revision_subject'").fetchone()
    content = bytearray(township.path.read_bytes())
    content[(page - 1) * 4096 + 8 : (page - 1) * 4096 + 200] = b"\xff" * 192
    township.path.write_bytes(content)
    with_steps(add_column)
    with pytest.raises(UserFacingError) as refusal:
        open_store(township.path)
    assert refusal.value.code == "workspace-damaged"
    assert township.path.read_bytes() == bytes(content)
    assert list(township.folder.glob("*升级前*")) == []
