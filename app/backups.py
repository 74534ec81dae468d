"""Backup and restore: one zip with the database, the attachments and a manifest of hashes, verified by reading back."""

import hashlib
import itertools
import json
import shutil
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import msgspec

from app.attachments import attachment_files, attachment_folder, file_sha256, is_as_stored
from app.errors import UserFacingError
from app.linked_attachments import LINKED, link_attachments
from app.workspace import Workspace
from db.filesystem import plain_disk_errors, scratch_beside, written_whole
from db.lock import take_lock
from db.store import require_sound_store

FORMAT = 2
"""Of backups whose attachments lie beside them; those that hold everything themselves say 1."""
_WHOLE = 1
DATABASE = "workspace.qd"
MANIFEST = "manifest.json"
_ATTACHMENTS = "attachments/"
_PIECE = 1 << 20
_LARGEST_MANIFEST = 16 << 20
# What the zip library raises for damaged headers and streams; RuntimeError and NotImplementedError where a flipped
# bit says that a member is encrypted or packed in a way it does not know.
_ZIP_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    OSError,
    EOFError,
    KeyError,
    ValueError,
    OverflowError,
    RuntimeError,
    NotImplementedError,
)

Name = Annotated[str, msgspec.Meta(pattern="^(workspace\\.qd|attachments/[0-9a-f]{64})$")]
Sha256 = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]


class Member(msgspec.Struct, frozen=True):
    """A file in the backup, with the SHA-256 of its content and its size in bytes."""

    name: Name
    sha256: Sha256
    size: Annotated[int, msgspec.Meta(ge=0)]


class BackupFacts(msgspec.Struct, frozen=True):
    """What a backup says about itself.

    `linked` are attachments that lie beside the backup in the folder `LINKED`. `file` is what the workspace was called,
    `reason` why a backup was made by itself, `last` the last operation in it.
    """

    format: int
    organisation: str
    edition: str
    at: str
    members: tuple[Member, ...]
    linked: tuple[Member, ...] = ()
    file: str = ""
    reason: str = ""
    last: str = ""


@dataclass(frozen=True)
class Restored:
    """What was restored, and under which name the file lies now that stood in its place."""

    facts: BackupFacts
    aside: Path | None
    marks_kept: bool = True
    """Whether what was taken out of the file that stood there is out of this one too; False where it could not be
    read."""
    missing: tuple[str, ...] = ()
    """Attachments (SHA-256) that belong to it and no longer lie beside the backup as they were."""


@dataclass(frozen=True)
class BackedUp:
    """The size of a backup in bytes and the damaged attachments that it lacks."""

    size: int
    damaged: list[Path]


@dataclass(frozen=True)
class _Source:
    name: str
    path: Path


Progress = Callable[[int, int], None]
"""Told (done, total); what it raises stops the work, and nothing is left of it."""
_COPIED, _WRITTEN, _WHOLE_WORK = 20, 70, 100
_LOOKED_THROUGH = 40
"""How much of a backup is done, in hundredths, once the database is copied, and once everything is written;
and of restoring one, once it is looked through."""


def _part_of(progress: Progress | None, begin: int, end: int) -> Progress:
    """Return what tells of one part of the work, from `begin` to `end` hundredths of the whole."""

    def tell(done: int, total: int) -> None:
        if progress is not None:
            progress(begin + (end - begin) * min(done, total) // max(total, 1), _WHOLE_WORK)

    return tell


def back_up(
    workspace: Workspace,
    target: Path,
    *,
    force: bool = False,
    progress: Progress | None = None,
    reason: str = "",
) -> BackedUp:
    """Write a backup of a workspace while it is open and read it back.

    With a `reason` it is one that the program makes by itself: quicker to write, only its owner may read it, and the
    attachments are put once into the folder `LINKED` beside it and listed.

    An attachment that no longer is what was stored is left out and named in the result: the rest must not lack a
    backup for it, and an older backup that holds the right file must not be taken for outdated.

    `progress` is told in hundredths. Raises `UserFacingError` when the workspace is damaged, the target exists, the
    disk refuses, or what was written reads back differently.
    """
    if workspace.store.integrity_problems(quick=bool(reason)):
        raise UserFacingError(
            "workspace-damaged",
            f"“{workspace.path.name}”已经损坏，没有做备份：坏的内容备份了也恢复不出来，以前的备份没有动。"
            "请把这个文件原样复制一份留着，再用最近的备份恢复。",
        )
    attachments = attachment_files(workspace.path)
    if reason:
        linked, damaged = link_attachments(attachments, target.parent / LINKED)
    else:
        linked, damaged = [], [path for path in attachments if not is_as_stored(path)]
    inside = [] if reason else [path for path in attachments if path not in damaged]
    sources = [_Source(_ATTACHMENTS + path.name, path) for path in inside]
    with written_whole(target, force=force) as part:
        with scratch_beside(target) as copy:
            workspace.store.copy_to(copy, _part_of(progress, 0, _COPIED))
            facts, tell = _facts_of(workspace, linked, reason), _part_of(progress, _COPIED, _WRITTEN)
            _write(part, facts, [_Source(DATABASE, copy), *sources], 1 if reason else 6, tell)
        with _opened(part, target.name) as archive:
            _verified_facts(archive, target.name, _part_of(progress, _WRITTEN, _WHOLE_WORK))
        if reason:
            part.chmod(0o600)
    return BackedUp(target.stat().st_size, damaged)


def backup_facts(backup: Path) -> BackupFacts:
    """Return what a backup says about itself, read alone: whether it is whole shows when it is verified or restored.

    Raises `UserFacingError` for what is no backup.
    """
    with _opened(backup, backup.name) as archive:
        return _read_facts(archive, backup.name)


def verify_backup(backup: Path) -> BackupFacts:
    """Check every hash in a backup; return what it says of itself. Raises `UserFacingError` where one is wrong."""
    with _opened(backup, backup.name) as archive:
        return _verified_facts(archive, backup.name)


@contextmanager
def unpacked_database(backup: Path, folder: Path) -> Iterator[tuple[BackupFacts, Path]]:
    """Yield what a verified backup says and its database as a file in `folder`, to look at and removed afterwards."""
    with _opened(backup, backup.name) as archive, scratch_beside(folder / DATABASE) as place:
        facts = _verified_facts(archive, backup.name)
        _copy_out(archive, next(member for member in facts.members if member.name == DATABASE), place)
        _require_sound(place, backup.name)
        yield facts, place


def _facts_of(workspace: Workspace, linked: list[Path], reason: str) -> dict[str, Any]:
    last = workspace.store.operations.latest(1)
    return {
        "format": FORMAT if reason else _WHOLE,
        "organisation": workspace.organisation.name,
        "edition": workspace.edition,
        "at": workspace.timestamp(),
        "file": workspace.path.name,
        "reason": reason,
        "last": last[0]["id"] if last else "",
        "linked": [
            {"name": _ATTACHMENTS + path.name, "sha256": path.name, "size": path.stat().st_size} for path in linked
        ],
    }


def restore(backup: Path, target: Path, *, force: bool = False, progress: Progress | None = None) -> Restored:
    """Unpack a backup into a new workspace file, after every hash was checked. Nothing is changed when one is wrong.

    With `force` a workspace that stands there is not overwritten but set aside under another name, once everything
    else is written. What fails is taken back, but for attachments that were damaged and are whole now; so is what
    `progress`, told in hundredths, stops.
    """
    with _opened(backup, backup.name) as archive, ExitStack() as taking_back:
        facts = _verified_facts(archive, backup.name, _part_of(progress, 0, _LOOKED_THROUGH))
        total, tell = sum(member.size for member in facts.members), _part_of(progress, _LOOKED_THROUGH, _WHOLE_WORK)
        with written_whole(target, force=force) as part:
            database = next(member for member in facts.members if member.name == DATABASE)
            _copy_out(archive, database, part)
            tell(done := database.size, total)
            _require_sound(part, backup.name)
            for member in facts.members:
                if member.name != DATABASE:
                    place = attachment_folder(target) / member.name[len(_ATTACHMENTS) :]
                    _restore_attachment(archive, member, place, taking_back)
                    tell(done := done + member.size, total)
            missing = tuple(
                member.sha256 for member in facts.linked if not _bring_linked(backup, member, target, taking_back)
            )
            aside = _set_aside(target, taking_back)
        taking_back.pop_all()
    return Restored(facts, aside, aside is None or _marks_brought(aside, target), missing)


def _bring_linked(backup: Path, member: Member, target: Path, taking_back: ExitStack) -> bool:
    """Copy an attachment that lies beside a backup; False where it does not, or is not what it was."""
    source, place = backup.parent / LINKED / member.sha256, attachment_folder(target) / member.sha256
    if place.is_file() and is_as_stored(place):
        return True
    if not (source.is_file() and is_as_stored(source)):
        return False
    _make_room_for(place, taking_back)
    with written_whole(place, force=True) as part:
        shutil.copyfile(source, part)
    return True


def _marks_brought(aside: Path, target: Path) -> bool:
    # Only who restores over something needs it, and it brings half of the program along.
    from app.exchange.restored_marks import bring_marks

    try:
        bring_marks(aside, target)
    except UserFacingError:
        return False
    return True


def _require_sound(database: Path, name: str) -> None:
    try:
        require_sound_store(database)
    except UserFacingError as error:
        raise (_newer(name) if error.code == "workspace-newer" else _damaged(name, error.details)) from error


def _restore_attachment(archive: zipfile.ZipFile, member: Member, place: Path, taking_back: ExitStack) -> None:
    if place.is_file() and file_sha256(place) == member.sha256:
        return
    _make_room_for(place, taking_back)
    with written_whole(place, force=True) as part:
        _copy_out(archive, member, part)


def _make_room_for(place: Path, taking_back: ExitStack) -> None:
    with plain_disk_errors(place):
        if not place.parent.exists():
            place.parent.mkdir(parents=True)
            taking_back.callback(_as_far_as_possible, place.parent.rmdir)
        if not place.exists():
            taking_back.callback(_as_far_as_possible, place.unlink)


def _as_far_as_possible(step: Callable[[], object]) -> None:
    # What failed first is what to tell.
    with suppress(OSError):
        step()


def _set_aside(target: Path, taking_back: ExitStack) -> Path | None:
    """Rename a workspace and its journals and return its new name, None when there is none; refuses one in use.

    Journals are renamed even where the workspace itself is gone: SQLite would play them into what takes its name.
    """
    there = [e for e in ("-wal", "-shm", "-journal", "") if target.with_name(target.name + e).is_file()]
    if not there:
        return None
    lock = take_lock(target)
    try:
        aside = next(place for n in itertools.count(1) if not (place := _aside(target, n)).exists())
        for ending in there:
            old, new = (path.with_name(path.name + ending) for path in (target, aside))
            old.replace(new)
            taking_back.callback(_as_far_as_possible, partial(new.replace, old))
    finally:
        lock.release()
    return aside if "" in there else None


def _aside(target: Path, number: int) -> Path:
    return target.with_name(f"{target.stem}.恢复前{number}{target.suffix}")


def _write(part: Path, facts: dict[str, Any], sources: list[_Source], level: int, tell: Progress) -> None:
    members, done, total = [], 0, sum(source.path.stat().st_size for source in sources)
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for source in sources:
            digest, size = hashlib.sha256(), 0
            with source.path.open("rb") as file, archive.open(source.name, "w", force_zip64=True) as out:
                while piece := file.read(_PIECE):
                    digest.update(piece)
                    size += len(piece)
                    out.write(piece)
                    tell(done := done + len(piece), total)
            members.append({"name": source.name, "sha256": digest.hexdigest(), "size": size})
        archive.writestr(MANIFEST, json.dumps(facts | {"members": members}, ensure_ascii=False, indent=1))


def _opened(path: Path, name: str) -> zipfile.ZipFile:
    try:
        with plain_disk_errors(path):
            return zipfile.ZipFile(path)
    except _ZIP_FAULTS as error:
        raise _damaged(name, str(error)) from error


def _verified_facts(archive: zipfile.ZipFile, name: str, tell: Progress | None = None) -> BackupFacts:
    facts = _read_facts(archive, name)
    names = [member.name for member in facts.members]
    if sorted([*names, MANIFEST]) != sorted(archive.namelist()) or names.count(DATABASE) != 1:
        raise _damaged(name, "members differ from the manifest")
    done, total = 0, sum(member.size for member in facts.members)
    for member in facts.members:
        _check(archive, member, name)
        done += member.size
        if tell is not None:
            tell(done, total)
    return facts


def _read_facts(archive: zipfile.ZipFile, name: str) -> BackupFacts:
    try:
        if archive.getinfo(MANIFEST).file_size > _LARGEST_MANIFEST:
            raise _damaged(name, "manifest too large")
        facts = msgspec.json.decode(archive.read(MANIFEST), type=BackupFacts)
    except (msgspec.MsgspecError, *_ZIP_FAULTS) as error:
        raise _damaged(name, str(error)) from error
    if facts.format > FORMAT:
        raise _newer(name)
    return facts


def _check(archive: zipfile.ZipFile, member: Member, name: str) -> None:
    digest, size = hashlib.sha256(), 0
    try:
        with archive.open(member.name) as file:
            while piece := file.read(_PIECE):
                digest.update(piece)
                size += len(piece)
                if size > member.size:
                    break
    except _ZIP_FAULTS as error:
        raise _damaged(name, str(error)) from error
    if size != member.size or digest.hexdigest() != member.sha256:
        raise _damaged(name, f"{member.name}: hash differs")


def _copy_out(archive: zipfile.ZipFile, member: Member, place: Path) -> None:
    with archive.open(member.name) as file, place.open("wb") as out:
        while piece := file.read(_PIECE):
            out.write(piece)


def _newer(name: str) -> UserFacingError:
    return UserFacingError("backup-newer", f"“{name}”是更新版本的程序做的备份，没有恢复。请先更新程序。")


def _damaged(name: str, details: str) -> UserFacingError:
    return UserFacingError(
        "backup-damaged",
        f"备份“{name}”不完整或者被改动过，没有恢复，什么也没有动。请换一份备份。",
        details,
    )
