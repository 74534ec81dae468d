"""The workspace file as others meet it: copied alone, locked, read beside the writer, on other media."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import db.store
from app.drafting.editing import set_entry
from app.drafting.lookup import find_entry
from app.opening import open_workspace
from db.errors import UserFacingError
from db.lock import WriterLock, take_lock
from db.store import Store, create_store, open_store
from tests.support import TOWNSHIP, Computer, in_child, kill_self, make_workspace, views

ROLLBACK_JOURNAL, WRITE_AHEAD_LOG = 1, 2


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_workspace(tmp_path / "兴隆镇 2026.qd", TOWNSHIP)


def journal_in_header(path: Path) -> int:
    """The file-format version in SQLite's header, which says which journal the next program must expect."""
    return path.read_bytes()[18]


def neighbours(path: Path) -> list[str]:
    return sorted(p.name for p in path.parent.iterdir() if p != path and not p.name.endswith(".lock"))


def test_only_the_one_file_has_to_be_copied_after_closing(township: Computer, tmp_path: Path):
    township.set("05-003", publisher="兴隆镇党政办")
    expected = township.views()
    copy = tmp_path / "U盘" / "拷走的.qd"
    copy.parent.mkdir()
    shutil.copyfile(township.path, copy)
    with open_workspace(copy) as workspace:
        assert views(workspace) == expected
    assert expected["05-003"]["values"]["publisher"] == "兴隆镇党政办"


def test_only_the_one_file_has_to_be_copied_after_the_log_is_folded_in(township: Computer, tmp_path: Path):
    copy = tmp_path / "拷走的.qd"
    with township.working() as workspace:
        set_entry(workspace, find_entry(workspace, "05-003"), {"publisher": "兴隆镇党政办"})
        workspace.store.fold_log()
        shutil.copyfile(township.path, copy)
        expected = views(workspace)
    with open_workspace(copy) as workspace:
        assert views(workspace) == expected


def test_closing_leaves_one_file_with_a_rollback_journal(path: Path):
    with open_store(path) as store, store.transaction():
        store.settings.put("edition", "2027")
    assert neighbours(path) == []
    assert journal_in_header(path) == ROLLBACK_JOURNAL


def test_the_log_is_used_while_the_file_is_open(path: Path):
    with open_store(path):
        assert journal_in_header(path) == WRITE_AHEAD_LOG


def test_no_log_on_a_medium_that_does_not_bear_it(path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("db.store.allows_log", lambda _: False)
    with open_store(path) as store:
        with store.transaction():
            store.settings.put("edition", "2027")
        assert not path.with_name(path.name + "-wal").exists()


def test_a_file_copied_while_its_log_was_on_loses_the_log_on_such_a_medium(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    copy = tmp_path / "在U盘上.qd"
    with open_store(path) as store:
        with store.transaction():
            store.settings.put("edition", "2027")
        store.fold_log()
        shutil.copyfile(path, copy)
    assert journal_in_header(copy) == WRITE_AHEAD_LOG
    monkeypatch.setattr("db.store.allows_log", lambda _: False)
    with open_store(copy) as store:
        assert store.settings.get("edition") == "2027"
        assert journal_in_header(copy) == ROLLBACK_JOURNAL
        assert not copy.with_name(copy.name + "-wal").exists()


def test_a_second_writer_in_another_process_is_refused(path: Path):
    code = "from db.store import open_store; import sys, pathlib; open_store(pathlib.Path(sys.argv[1]))"
    with open_store(path):
        second = subprocess.run(
            [sys.executable, "-c", code, str(path)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            env={"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUTF8": "1"},
            check=False,
        )
    assert second.returncode != 0
    assert "“兴隆镇 2026.qd”已经在另一个窗口或另一台电脑上打开" in second.stderr


def test_a_second_writer_in_this_process_is_refused_and_the_first_goes_on(path: Path):
    with open_store(path) as first:
        with pytest.raises(UserFacingError) as refusal:
            open_store(path)
        assert refusal.value.code == "workspace-locked"
        with first.transaction():
            first.settings.put("edition", "2028")
    with open_store(path) as store:
        assert store.settings.get("edition") == "2028"


def test_the_lock_dies_with_its_process(path: Path):
    def hold(_):
        open_store(path)
        kill_self()

    assert in_child(hold).signal == 9
    with open_store(path) as store:
        assert store.integrity_problems() == []


def test_a_reader_works_beside_the_writer_and_sees_what_is_saved(path: Path):
    with open_store(path) as writer:
        with writer.transaction():
            writer.settings.put("edition", "2027")
        with open_store(path, read_only=True) as reader:
            assert reader.settings.get("edition") == "2027"
            with writer.transaction():
                writer.settings.put("edition", "2028")
                assert reader.settings.get("edition") == "2027"
            assert reader.settings.get("edition") == "2028"


def test_a_reader_beside_the_closing_writer_loses_nothing(path: Path):
    writer = open_store(path)
    with writer.transaction():
        writer.settings.put("edition", "2027")
    with open_store(path, read_only=True) as reader:
        writer.close()
        assert reader.settings.get("edition") == "2027"
    with open_store(path) as store:
        assert store.settings.get("edition") == "2027"
    assert neighbours(path) == []


def test_a_reader_changes_and_creates_nothing(path: Path):
    before = path.read_bytes()
    with open_store(path, read_only=True) as reader:
        with pytest.raises(UserFacingError) as refusal, reader.transaction():
            reader.settings.put("edition", "1999")
        assert refusal.value.code == "workspace-read-only"
        assert neighbours(path) == []
    assert path.read_bytes() == before


def test_a_reader_after_a_kill_sees_what_was_saved(path: Path):
    def save_and_die(_):
        store = open_store(path)
        with store.transaction():
            store.settings.put("edition", "2027")
        kill_self()

    in_child(save_and_die)
    with open_store(path, read_only=True) as reader:
        assert reader.settings.get("edition") == "2027"


def test_a_folder_that_cannot_be_written_can_be_read(public_folder: Path):
    path = make_workspace(public_folder / "兴隆镇.qd", TOWNSHIP)
    path.chmod(0o444)
    public_folder.chmod(0o555)

    def read(report):
        with open_store(path, read_only=True) as store:
            report(store.settings.get("edition"))
        try:
            open_store(path)
        except UserFacingError as error:
            report(error.code)

    assert in_child(read, as_nobody=True).lines == ["2026", "workspace-read-only"]


@pytest.mark.parametrize(("file", "folder"), [(0o444, 0o777), (0o666, 0o555)], ids=["the file", "the folder"])
def test_what_is_only_to_be_looked_at_is_not_opened_to_write_and_says_what_to_do(
    public_folder: Path, file: int, folder: int
):
    path = make_workspace(public_folder / "兴隆镇.qd", TOWNSHIP)
    path.with_name(f".{path.name}.lock").unlink(missing_ok=True)
    path.chmod(file)
    public_folder.chmod(folder)

    def write(report):
        try:
            open_store(path)
        except UserFacingError as error:
            report(error.message)

    (told,) = in_child(write, as_nobody=True).lines
    assert "没有打开，文件没有动" in told and "复制" in told


def test_a_failed_transaction_leaves_nothing(path: Path):
    with open_store(path) as store:
        with pytest.raises(ZeroDivisionError), store.transaction():
            store.settings.put("edition", "1999")
            raise ZeroDivisionError
        assert store.settings.get("edition") == "2026"


def test_a_new_file_does_not_replace_one_that_is_there(path: Path):
    before = path.read_bytes()
    with pytest.raises(UserFacingError) as refusal:
        create_store(path)
    assert refusal.value.code == "file-exists"
    assert path.read_bytes() == before


def test_a_new_file_does_not_replace_one_made_at_the_same_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The other program has made its file after this one looked, and is done before this one holds the lock."""
    path = tmp_path / "兴隆镇.qd"

    def after_the_other(path: Path) -> WriterLock:
        monkeypatch.undo()
        with create_store(path) as other, other.transaction():
            other.settings.put("edition", "2026")
        return take_lock(path)

    monkeypatch.setattr(db.store, "take_lock", after_the_other)
    with pytest.raises(UserFacingError) as refusal:
        create_store(path)
    assert refusal.value.code == "file-exists"
    with open_store(path) as store:
        assert store.settings.get("edition") == "2026"


def test_a_new_file_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "兴隆镇.qd"
    with monkeypatch.context() as broken, pytest.raises(ZeroDivisionError):
        broken.setattr(db.store, "upgrade", lambda *_, **__: 1 / 0)
        create_store(path)
    assert not path.exists() and neighbours(path) == []
    create_store(path).close()


def save(store: Store) -> None:
    with store.transaction():
        store.settings.put("edition", "2027")


def put_entries(store: Store) -> None:
    store.entries.put([])


USES = [
    save,
    put_entries,
    lambda store: store.settings.get("edition"),
    lambda store: list(store.entries.listed()),
    Store.fold_log,
    Store.integrity_problems,
]


@pytest.mark.parametrize("use", [*USES, Store.close])
def test_another_thread_may_not_use_an_open_file_and_harms_nothing(path: Path, use: Callable[[Store], object]):
    with open_store(path) as store:
        with ThreadPoolExecutor(1) as other, pytest.raises(RuntimeError, match="belongs to the thread that opened it"):
            other.submit(use, store).result()
        save(store)
        assert store.settings.get("edition") == "2027"
    assert neighbours(path) == []
    open_store(path).close()


@pytest.mark.parametrize("use", USES)
def test_a_closed_file_is_not_opened_again_unasked(path: Path, use: Callable[[Store], object]):
    store = open_store(path)
    store.close()
    with pytest.raises(RuntimeError, match="closed"):
        use(store)
    assert neighbours(path) == []


def test_closing_twice_is_no_mistake(path: Path):
    with open_store(path) as store:
        store.close()
    assert neighbours(path) == []


def test_what_is_deleted_is_overwritten_in_the_file(path: Path):
    secret = "110101199003070000"
    with open_store(path) as store:
        with store.transaction():
            store.drafts.put("entry", "x", "publisher", secret, None, "2026-11-22T00:00:00+00:00")
        with store.transaction():
            store.drafts.drop("entry", "x", ["publisher"])
    assert secret.encode() not in path.read_bytes()
