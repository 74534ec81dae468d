"""Backup and restore: everything is in it, nothing secret is, and a bad one changes nothing."""

import hashlib
import json
import random
import sqlite3
import tempfile
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from app.attachments import attachment_folder
from app.backups import back_up, restore
from app.doctor import examine
from app.drafting.history import undo
from app.drafting.typing_drafts import keep_draft
from app.errors import UserFacingError
from app.opening import open_workspace
from db.migrations import SCHEMA_VERSION
from db.store import open_store
from tests.support import Computer, dump, in_child, kill_self, views

PHOTO = b"\xff\xd8 a photo \xff\xd9"


@pytest.fixture
def photo(township: Computer) -> Path:
    """An attachment of the township's workspace."""
    folder = attachment_folder(township.path)
    folder.mkdir()
    path = folder / hashlib.sha256(PHOTO).hexdigest()
    path.write_bytes(PHOTO)
    return path


@pytest.fixture
def backup(township: Computer, photo: Path, tmp_path: Path) -> Path:
    path = tmp_path / "U盘" / "兴隆镇.qdbak"
    township.set("05-003", publisher="备份时")
    with township.working() as workspace:
        back_up(workspace, path)
    return path


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir() if p.suffix != ".lock")


def test_a_backup_brings_everything_back_elsewhere(township: Computer, backup: Path, tmp_path: Path):
    target = tmp_path / "新电脑" / "恢复的.qd"
    restored = restore(backup, target)
    assert dump(target) == dump(township.path)
    assert (attachment_folder(target) / hashlib.sha256(PHOTO).hexdigest()).read_bytes() == PHOTO
    with open_workspace(target) as workspace:
        assert examine(workspace).problems == []
        assert views(workspace) == township.views()
        assert undo(workspace)
    assert restored.facts.organisation == "兴隆镇"
    assert names(target.parent) == ["恢复的.files", "恢复的.qd"]


def test_a_backup_is_made_while_work_goes_on(township: Computer, tmp_path: Path):
    with township.working() as workspace:
        keep_draft(workspace, next(workspace.store.entries.listed()).id, "level3", "正在打字")
        seen = []
        back_up(workspace, tmp_path / "备份.qdbak", progress=lambda done, total: seen.append((done, total)))
        assert seen[-1][0] == seen[-1][1] > 0
        restore(tmp_path / "备份.qdbak", tmp_path / "恢复.qd")
        with open_workspace(tmp_path / "恢复.qd") as other:
            assert "正在打字" in [view["values"]["level3"] for view in views(other).values()]


def test_no_key_and_no_scratch_file_is_in_a_backup(township: Computer, backup: Path):
    township.export("第一轮.zwgk")
    township.path.with_suffix(".draft").write_text("没有遮盖的名单", encoding="utf-8")
    with township.working() as workspace:
        back_up(workspace, backup, force=True)
    with zipfile.ZipFile(backup) as archive:
        found = archive.namelist()
        content = b"".join(archive.read(name) for name in found)
    assert sorted(found) == sorted(
        ["workspace.qd", "manifest.json", f"attachments/{hashlib.sha256(PHOTO).hexdigest()}"]
    )
    for key in (township.folder / "keys").rglob("*.key"):
        assert json.loads(key.read_text(encoding="utf-8"))["private_key"].encode() not in content
    assert "没有遮盖的名单".encode() not in content


def test_a_backup_does_not_replace_a_file_unless_told(township: Computer, backup: Path):
    before = backup.read_bytes()
    with township.working() as workspace:
        with pytest.raises(UserFacingError) as refusal:
            back_up(workspace, backup)
        assert refusal.value.code == "file-exists"
        assert backup.read_bytes() == before
        back_up(workspace, backup, force=True)
    assert names(backup.parent) == ["兴隆镇.qdbak"]


def test_a_workspace_that_stands_there_is_refused_or_set_aside(township: Computer, backup: Path):
    township.set("05-003", publisher="备份以后")
    later = dump(township.path)
    with pytest.raises(UserFacingError) as refusal:
        restore(backup, township.path)
    assert refusal.value.code == "file-exists"
    assert dump(township.path) == later
    restored = restore(backup, township.path, force=True)
    assert township.views()["05-003"]["values"]["publisher"] == "备份时"
    assert dump(restored.aside) == later
    again = restore(backup, township.path, force=True)
    assert again.aside != restored.aside
    assert dump(restored.aside) == later


def test_a_workspace_in_use_is_not_set_aside(township: Computer, backup: Path):
    with township.working() as workspace:
        with pytest.raises(UserFacingError) as refusal:
            restore(backup, township.path, force=True)
        assert refusal.value.code == "workspace-locked"
        assert len(views(workspace)) == 13


def test_an_old_log_beside_the_target_does_not_get_into_what_is_restored(township: Computer, backup: Path, tmp_path):
    """A workspace was deleted by hand after a kill, and its log left."""

    def save_and_die(_):
        with township.working() as workspace, workspace.store.transaction():
            workspace.store.settings.put("edition", "1999")
        store = open_store(township.path)
        with store.transaction():
            store.settings.put("edition", "1999")
        kill_self()

    expected = tmp_path / "别处.qd"
    restore(backup, expected)
    in_child(save_and_die)
    assert township.path.with_name(township.path.name + "-wal").exists()
    township.path.unlink()
    restore(backup, township.path)
    assert dump(township.path) == dump(expected)
    with township.working() as workspace:
        assert workspace.edition == "2026"
        assert examine(workspace).problems == []


def test_an_attachment_that_was_damaged_is_restored(township: Computer, backup: Path, photo: Path):
    photo.write_bytes(b"spoiled")
    restore(backup, township.path, force=True)
    assert photo.read_bytes() == PHOTO


def damaged(backup: Path, target: Path) -> UserFacingError:
    before = names(target.parent)
    with pytest.raises(UserFacingError) as refusal:
        restore(backup, target)
    assert names(target.parent) == before
    return refusal.value


def test_every_kind_of_damage_is_found_before_anything_is_written(backup: Path, tmp_path: Path):
    whole = backup.read_bytes()
    chance = random.Random(3)
    target = tmp_path / "恢复.qd"
    damages = [whole[:size] for size in (0, 1, 100, len(whole) // 2, len(whole) - 1)]
    for _ in range(60):
        spoiled = bytearray(whole)
        # The directory and the small members lie at the end.
        place = chance.choice((chance.randrange(len(whole)), len(whole) - 1 - chance.randrange(900)))
        spoiled[place] ^= 1 << chance.randrange(8)
        damages.append(bytes(spoiled))
    refused = 0
    for content in damages:
        backup.write_bytes(content)
        try:
            restore(backup, target)
        except UserFacingError as error:
            refused += 1
            assert error.code in ("backup-damaged", "backup-newer"), error.code
            assert "“兴隆镇.qdbak”" in error.message
            assert not target.exists()
        else:
            # A flipped bit in a time stamp of the zip harms nothing.
            with open_workspace(target) as workspace:
                assert examine(workspace).problems == []
            target.unlink()
    assert refused > 50


def repacked(backup: Path, change) -> Path:
    """Write the backup anew after `change` of its members (name to bytes); the manifest is left to `change`."""
    with zipfile.ZipFile(backup) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    with zipfile.ZipFile(backup, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return backup


def told(members: dict[str, bytes], name: str, content: bytes) -> None:
    """Put a member in and let the manifest say so."""
    facts = json.loads(members["manifest.json"])
    facts["members"] = [member for member in facts["members"] if member["name"] != name]
    facts["members"].append({"name": name, "sha256": hashlib.sha256(content).hexdigest(), "size": len(content)})
    members[name] = content
    members["manifest.json"] = json.dumps(facts).encode()


def newer_format(members: dict[str, bytes]) -> None:
    members["manifest.json"] = members["manifest.json"].replace(b'"format": 1', b'"format": 3')


def a_member_too_many(members: dict[str, bytes]) -> None:
    members["../../evil"] = b"x"


def a_path_for_a_name(members: dict[str, bytes]) -> None:
    told(members, "attachments/../../evil", b"x")


def no_database(members: dict[str, bytes]) -> None:
    del members["workspace.qd"]


def another_program(members: dict[str, bytes]) -> None:
    told(members, "workspace.qd", b"SQLite format 3\x00" + bytes(4096))


def a_later_workspace(members: dict[str, bytes]) -> None:
    content = bytearray(members["workspace.qd"])
    content[60:64] = (SCHEMA_VERSION + 1).to_bytes(4, "big")
    told(members, "workspace.qd", bytes(content))


def half_a_workspace(members: dict[str, bytes]) -> None:
    told(members, "workspace.qd", members["workspace.qd"][:8192])


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (newer_format, "backup-newer"),
        (a_member_too_many, "backup-damaged"),
        (a_path_for_a_name, "backup-damaged"),
        (no_database, "backup-damaged"),
        (another_program, "backup-damaged"),
        (half_a_workspace, "backup-damaged"),
        (a_later_workspace, "backup-newer"),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_a_backup_that_is_not_for_us_is_refused(backup: Path, tmp_path: Path, change, code: str):
    error = damaged(repacked(backup, change), tmp_path / "恢复.qd")
    assert error.code == code
    assert not (tmp_path.parent / "evil").exists()


@pytest.mark.parametrize("name", ["没有.qdbak", "."])
def test_what_is_no_backup_is_refused(tmp_path: Path, name: str):
    assert damaged(tmp_path / name, tmp_path / "恢复.qd").code in ("file-missing", "not-a-file")


def test_a_workspace_is_no_backup(township: Computer, tmp_path: Path):
    assert damaged(township.path, tmp_path / "恢复.qd").code == "backup-damaged"


def test_a_backup_of_an_older_version_is_restored_and_upgraded_at_the_next_start(
    backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    from db.migrations import STEPS

    monkeypatch.setattr("db.upgrade.STEPS", (*STEPS, lambda execute: execute("ALTER TABLE entry ADD COLUMN note TEXT")))
    monkeypatch.setattr("db.upgrade.SCHEMA_VERSION", SCHEMA_VERSION + 1)
    monkeypatch.setattr("db.store.SCHEMA_VERSION", SCHEMA_VERSION + 1)
    target = tmp_path / "恢复.qd"
    restore(backup, target)
    with open_workspace(target) as workspace:
        assert len(views(workspace)) == 13


def test_a_restore_that_fails_half_way_leaves_what_stood(township: Computer, backup: Path, monkeypatch):
    township.set("05-003", publisher="备份以后")
    before = dump(township.path)

    def no_room(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr("app.backups._copy_out", no_room)
        with pytest.raises(UserFacingError) as refusal:
            restore(backup, township.path, force=True)
    assert refusal.value.code == "disk-full"
    assert dump(township.path) == before


def test_a_restore_that_fails_at_the_last_step_puts_back_what_stood(
    township: Computer, backup: Path, photo: Path, monkeypatch
):
    township.set("05-003", publisher="备份以后")
    photo.unlink()
    photo.parent.rmdir()
    before, lying_there = dump(township.path), names(township.path.parent)
    replace = Path.replace

    def refused(self: Path, target: Path) -> Path:
        if target == township.path and self.name.endswith(".part"):
            raise PermissionError(13, "in use")
        return replace(self, target)

    with monkeypatch.context() as locked, pytest.raises(UserFacingError) as refusal:
        locked.setattr(Path, "replace", refused)
        restore(backup, township.path, force=True)
    assert refusal.value.code == "no-permission"
    assert dump(township.path) == before
    assert names(township.path.parent) == lying_there


def test_a_restore_that_is_refused_leaves_no_attachments(township: Computer, backup: Path, photo: Path):
    photo.unlink()
    photo.parent.rmdir()
    with township.working(), pytest.raises(UserFacingError) as refusal:
        restore(backup, township.path, force=True)
    assert refusal.value.code == "workspace-locked"
    assert not photo.parent.exists()


@pytest.mark.parametrize("force", [False, True])
def test_a_kill_while_backing_up_leaves_no_half_backup(township: Computer, backup: Path, force: bool, monkeypatch):
    before = backup.read_bytes()
    target = backup if force else backup.with_name("新的.qdbak")

    def back_up_and_die(_):
        with township.working() as workspace:
            monkeypatch.setattr(Path, "replace", lambda *_: kill_self())
            back_up(workspace, target, force=force)

    assert in_child(back_up_and_die).signal == 9
    assert backup.read_bytes() == before
    assert target.exists() == force
    with township.working() as workspace:
        back_up(workspace, target, force=force)
        assert examine(workspace).problems == []
    assert [name for name in names(backup.parent) if not name.startswith(".")] == sorted({backup.name, target.name})


def test_a_kill_while_the_database_is_copied_is_tidied_up_by_the_next_backup(township: Computer, tmp_path, monkeypatch):
    """The copy holds everything in plain sight: it lies beside the backup, not in a folder that all users share."""
    folder, elsewhere = tmp_path / "U盘", tmp_path / "临时"
    folder.mkdir()
    elsewhere.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(elsewhere))

    def back_up_and_die(_):
        with township.working() as workspace:
            back_up(workspace, folder / "备份.qdbak", progress=lambda *_: kill_self())

    assert in_child(back_up_and_die).signal == 9
    copies = [path for path in folder.iterdir() if ".copy." in path.name]
    assert copies and all(path.name.startswith(".") and not path.stat().st_mode & 0o077 for path in copies)
    assert list(elsewhere.iterdir()) == []
    with township.working() as workspace:
        back_up(workspace, folder / "备份.qdbak")
    assert [path.name for path in folder.iterdir()] == ["备份.qdbak"]


def test_a_damaged_attachment_is_named_and_does_not_keep_the_rest_from_a_backup(
    township: Computer, photo: Path, tmp_path: Path
):
    whole = photo.with_name(hashlib.sha256(b"whole").hexdigest())
    whole.write_bytes(b"whole")
    photo.write_bytes(PHOTO + b"?")
    with township.working() as workspace:
        done = back_up(workspace, tmp_path / "备份.qdbak")
        assert any(photo.name in problem for problem in examine(workspace).problems)
    assert done.damaged == [photo]
    target = tmp_path / "恢复" / "兴隆镇.qd"
    restore(tmp_path / "备份.qdbak", target)
    assert [path.name for path in attachment_folder(target).iterdir()] == [whole.name]
    assert dump(target) == dump(township.path)


def test_what_a_system_leaves_in_the_folder_is_no_attachment(township: Computer, photo: Path, tmp_path: Path):
    photo.with_name("Thumbs.db").write_bytes(b"thumbs")
    photo.with_name(f".{photo.name}.part").write_bytes(b"half")
    with township.working() as workspace:
        done = back_up(workspace, tmp_path / "备份.qdbak")
        assert examine(workspace).problems == []
    assert done.damaged == []
    with zipfile.ZipFile(tmp_path / "备份.qdbak") as archive:
        assert sorted(archive.namelist()) == [f"attachments/{photo.name}", "manifest.json", "workspace.qd"]


def test_a_damaged_workspace_is_not_backed_up(township: Computer, tmp_path: Path):
    with closing(sqlite3.connect(township.path)) as database:
        database.execute("PRAGMA foreign_keys = 0")
        database.execute("DELETE FROM operation")
        database.commit()
    with open_workspace(township.path) as workspace, pytest.raises(UserFacingError) as refusal:
        back_up(workspace, tmp_path / "备份.qdbak")
    assert refusal.value.code == "workspace-damaged"
    assert not (tmp_path / "备份.qdbak").exists()


@pytest.mark.parametrize("at", [0, 35, 80])
def test_what_is_stopped_leaves_nothing(township: Computer, backup: Path, tmp_path: Path, at: int):
    def stop(done: int, total: int) -> None:
        if done * 100 >= at * total:
            raise UserFacingError("cancelled", "停下了。")

    with township.working() as workspace, pytest.raises(UserFacingError, match="停下了"):
        back_up(workspace, tmp_path / "一半" / "备份.qdbak", progress=stop)
    assert names(tmp_path / "一半") == []
    before = township.views()
    with pytest.raises(UserFacingError, match="停下了"):
        restore(backup, township.path, force=True, progress=stop)
    assert township.views() == before
    assert not list(township.folder.glob("*恢复前*"))


def test_how_far_it_is_only_grows(township: Computer, backup: Path, tmp_path: Path):
    seen: list[tuple[int, int]] = []
    with township.working() as workspace:
        back_up(workspace, tmp_path / "备份.qdbak", progress=lambda done, total: seen.append((done, total)))
    assert seen == sorted(seen) and seen[-1] == (100, 100)
    seen.clear()
    restore(backup, tmp_path / "恢复.qd", progress=lambda done, total: seen.append((done, total)))
    assert seen == sorted(seen) and seen[-1] == (100, 100)
