"""One open workspace file: connection, lock, journal, transactions and the repositories on it."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from itertools import count
from pathlib import Path
from typing import Any

from peewee import SqliteDatabase

from db import dialect
from db.errors import UserFacingError
from db.file_mark import add_mark, bears_mark
from db.filesystem import allows_log, plain_disk_errors, written_whole
from db.lock import WriterLock, take_lock
from db.migrations import SCHEMA_VERSION
from db.repositories.drafts import DraftRepository
from db.repositories.entries import EntryRepository
from db.repositories.inspection import InspectionRepository
from db.repositories.operations import OperationRepository
from db.repositories.overwriting import OverwritingRepository
from db.repositories.packages import PackageRepository
from db.repositories.persons import PersonRepository
from db.repositories.pouring import PouringRepository
from db.repositories.proposals import ProposalRepository
from db.repositories.records import RecordRepository
from db.repositories.revisions import RevisionRepository
from db.repositories.search import SearchRepository
from db.repositories.settings import SettingRepository
from db.repositories.tallies import TallyRepository
from db.repositories.verdicts import VerdictRepository
from db.upgrade import upgrade
from db.whereabouts import identity_of, require_in_place


class Store:
    """The repositories of one workspace file. Make it with `create_store` or `open_store`, and close it.

    A store belongs to the thread that opened it: any use from another thread, closing included, and any use after
    closing is a mistake of the caller and raises RuntimeError.
    """

    def __init__(self, path: Path, database: SqliteDatabase, lock: WriterLock | None):
        self.path = path
        self.read_only = lock is None
        self._database = database
        self._lock = lock
        self._identity = identity_of(path)
        self.settings = SettingRepository(database)
        self.persons = PersonRepository(database)
        self.operations = OperationRepository(database)
        self.revisions = RevisionRepository(database)
        self.entries = EntryRepository(database)
        self.records = RecordRepository(database)
        self.verdicts = VerdictRepository(database)
        self.tallies = TallyRepository(database)
        self.inspection = InspectionRepository(database)
        self.drafts = DraftRepository(database)
        self.proposals = ProposalRepository(database)
        self.packages = PackageRepository(database)
        self.search = SearchRepository(database)
        self.overwriting = OverwritingRepository(database)
        self.pouring = PouringRepository(database)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Apply everything inside as a whole or not at all; the disk has it when this returns.

        Refused where the file is no longer what lies at its path: see `require_in_place`.
        """
        if self.read_only:
            raise UserFacingError(
                "workspace-read-only",
                f"“{self.path.name}”是以只读方式打开的，没有存进去。请把它复制到本机可以写的文件夹里再打开。",
            )
        self.require_in_place()
        with dialect.plain_errors(self.path), self._database.atomic("IMMEDIATE"):
            yield

    def require_in_place(self) -> None:
        """Raise `UserFacingError` when the file was renamed, moved, deleted or replaced since it was opened.

        What was saved before is then brought into the file, wherever it is: it may be all that is looked for later,
        and a log left at the old place would be played into whatever lies there now.
        """
        try:
            require_in_place(self.path, self._identity)
        except UserFacingError:
            with suppress(UserFacingError):
                self.fold_log()
            raise

    @contextmanager
    def plain_errors(self) -> Iterator[None]:
        """Say in plain words what the database reports while reading."""
        with dialect.plain_errors(self.path):
            yield

    def bears_mark(self, mark: str) -> bool:
        """Whether the file was marked, see `add_mark`."""
        return bears_mark(self._database.connection(), mark)

    def add_mark(self, mark: str) -> None:
        """Mark the file with a word of small letters that outlives damage to any table; within a transaction."""
        add_mark(self._database.connection(), mark)

    def fold_log(self) -> None:
        """Copy the write-ahead log into the file, so that a copy of the file alone is complete."""
        with dialect.plain_errors(self.path):
            dialect.fold_log(self._database)

    def copy_to(self, target: Path, progress: Callable[[int, int], None] | None = None) -> None:
        """Write a consistent copy of the database while it stays open."""
        with dialect.plain_errors(target), plain_disk_errors(target):
            dialect.copy_database(self._database, target, progress)

    def integrity_problems(self, *, quick: bool = False) -> list[str]:
        """Return what SQLite finds wrong with pages, indexes and references; `quick`: with pages alone."""
        with dialect.plain_errors(self.path):
            return (dialect.page_problems if quick else dialect.integrity_problems)(self._database)

    def close(self) -> None:
        """Fold the log in, close the file and let the next program have it; nothing to do where that is done.

        Raises `UserFacingError` when the disk has no room for folding; what was saved stays in the log beside the file.
        """
        if self._database.is_closed():
            return
        try:
            if not self.read_only:
                self._end_log()
        finally:
            self._database.close()
            if self._lock is not None:
                self._clear_old_place()
                self._lock.release()

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: Any) -> None:
        # What went wrong inside the block is what to tell, not that closing then fails too.
        with suppress(UserFacingError) if kind else nullcontext():
            self.close()

    def _end_log(self) -> None:
        try:
            # SQLite refuses to end the log of a file that is not in its place; folded in, nothing is left in it.
            with dialect.plain_errors(self.path):
                (dialect.end_log if self._is_in_place() else dialect.fold_log)(self._database)
        except UserFacingError as error:
            raise UserFacingError(
                "log-not-folded",
                f"做过的都存好了，但“{self.path.name}”还没有并成一个文件，现在不要单独拷走它。"
                "请看看磁盘是不是满了，腾出地方后再打开一次、关掉，然后再拷。",
                details=f"{error.code}: {error.details}",
            ) from error

    def _is_in_place(self) -> bool:
        try:
            require_in_place(self.path, self._identity)
        except UserFacingError:
            return False
        return True

    def _clear_old_place(self) -> None:
        """Leave no empty log where the file was: it belongs to nothing any more."""
        with suppress(OSError):
            if not self._is_in_place() and not _waits(self.path, "-wal"):
                for ending in ("-wal", "-shm"):
                    self.path.with_name(self.path.name + ending).unlink(missing_ok=True)


def create_store(path: Path) -> Store:
    """Create a new workspace file. Refuses a path that exists."""
    with plain_disk_errors(path):
        _refuse_existing(path)
        path.parent.mkdir(parents=True, exist_ok=True)
    lock = take_lock(path)
    try:
        # Another program may have made it since; from here on whatever lies there is ours.
        _refuse_existing(path)
        return Store(path, _created(path), lock)
    except BaseException:
        lock.release()
        raise


def remove_store(path: Path) -> None:
    """Remove a workspace file that could not be finished, with its journals. It must be closed."""
    for name in (f"{path.name}-wal", f"{path.name}-shm", f"{path.name}-journal", path.name):
        path.with_name(name).unlink(missing_ok=True)


def open_store(path: Path, *, read_only: bool = False, keep_backup: Callable[[int], Path] | None = None) -> Store:
    """Open an existing workspace file, upgrading its schema after a backup.

    `keep_backup` receives the old schema version and returns where the copy goes. Read-only opening works
    beside a writer, creates nothing and never upgrades. Raises `UserFacingError` for a path that is missing,
    no database of ours, damaged, newer than this program or in use.
    """
    _refuse_what_is_not_ours(path)
    if read_only:
        _roll_back(path)
    lock = None if read_only else _lock_to_write(path)
    database = dialect.database_for(path, read_only=read_only, immutable=read_only and _nothing_fits_beside(path))
    try:
        with dialect.plain_errors(path):
            database.connect()
            if not (read_only or allows_log(path)):
                dialect.avoid_log(database)
            _refuse_version(path, database.user_version, read_only=read_only)
            _refuse_code(path, database)
            _upgrade(database, (keep_backup or _backup_beside(path)))
        if lock is not None:
            _start_log_where_safe(path, database)
    except BaseException:
        database.close()
        if lock is not None:
            lock.release()
        raise
    return Store(path, database, lock)


def require_sound_store(path: Path) -> None:
    """Raise `UserFacingError` unless a file is a whole workspace of ours, of this version or an older one."""
    _refuse_what_is_not_ours(path)
    database = dialect.database_for(path, read_only=True)
    try:
        with dialect.plain_errors(path):
            database.connect()
            _refuse_code(path, database)
            problems = dialect.integrity_problems(database)
    finally:
        database.close()
    if problems:
        raise UserFacingError(
            "workspace-damaged",
            f"“{path.name}”已经损坏，没有打开。请用最近的备份恢复。",
            details="; ".join(problems[:5]),
        )


def _lock_to_write(path: Path) -> WriterLock:
    if not os.access(path, os.W_OK):
        raise _only_to_look_at(path, "the file is read-only")
    try:
        return take_lock(path)
    except UserFacingError as error:
        if error.code in ("no-permission", "read-only"):
            raise _only_to_look_at(path, error.details) from error
        raise


def _only_to_look_at(path: Path, details: str) -> UserFacingError:
    return UserFacingError(
        "workspace-read-only",
        f"“{path.name}”只能看不能改，没有打开，文件没有动。"
        "请把它复制到本机的文件夹里，比如“文档”，在复制那一份的属性里去掉“只读”，再打开那一份。",
        details,
    )


def _refuse_existing(path: Path) -> None:
    if path.exists():
        raise UserFacingError("file-exists", f"“{path.name}”已经有了，没有动它。请换一个文件名，或者直接打开它。")


def _created(path: Path) -> SqliteDatabase:
    database = dialect.database_for(path, read_only=False)
    try:
        with dialect.plain_errors(path):
            database.connect()
            dialect.mark_as_ours(database)
            upgrade(database, from_version=0)
        _start_log_where_safe(path, database)
    except BaseException:
        database.close()
        remove_store(path)
        raise
    return database


def _start_log_where_safe(path: Path, database: SqliteDatabase) -> None:
    if allows_log(path):
        with dialect.plain_errors(path):
            dialect.start_log(database)


def _refuse_what_is_not_ours(path: Path) -> None:
    with plain_disk_errors(path), path.open("rb") as file:
        facts = dialect.header_facts(file.read(dialect.HEADER_SIZE))
    if facts is None or facts[0] != dialect.APPLICATION_ID:
        raise UserFacingError("not-a-workspace", _not_ours(path) if facts else dialect.NOT_OURS.format(name=path.name))
    _refuse_version(path, facts[1], read_only=False)


def _not_ours(path: Path) -> str:
    return (
        f"“{path.name}”是别的程序的数据库，不是公开清单助手的工作文件，没有打开，文件没有动。"
        "请换一个文件；找不到自己的工作文件时，请用最近的备份恢复。"
    )


def _refuse_version(path: Path, version: int, *, read_only: bool) -> None:
    if version > SCHEMA_VERSION:
        raise UserFacingError(
            "workspace-newer",
            f"“{path.name}”是用更新版本的程序建的，这个版本打不开，文件没有动。请先把程序换成新版本。",
            details=f"schema {version} > {SCHEMA_VERSION}",
        )
    if version < SCHEMA_VERSION and read_only:
        raise UserFacingError(
            "workspace-older",
            f"“{path.name}”是旧版本的文件，要先升级才能看，文件没有动。请把它复制到本机的文件夹里打开一次，升级前会自动备份。",
        )


def _refuse_code(path: Path, database: SqliteDatabase) -> None:
    if dialect.holds_code(database):
        raise UserFacingError(
            "not-a-workspace", dialect.NOT_OURS.format(name=path.name), details="the schema holds views or triggers"
        )


def _upgrade(database: SqliteDatabase, backup_place: Callable[[int], Path]) -> None:
    version = database.user_version
    if version < SCHEMA_VERSION:
        with written_whole(backup_place(version)) as copy:
            dialect.copy_database(database, copy)
            _require_sound_copy(copy)
        upgrade(database, from_version=version)


def _require_sound_copy(copy: Path) -> None:
    """Read a backup back: a damaged file is not upgraded, and what is kept of it says so."""
    database = dialect.database_for(copy, read_only=True)
    try:
        with dialect.plain_errors(copy):
            database.connect()
            problems = dialect.page_problems(database)
    finally:
        database.close()
    if problems:
        raise UserFacingError(
            "workspace-damaged",
            "这个工作文件是旧版本的，已经损坏，没有升级，文件没有动。请用最近的备份恢复，或者先把里面的内容抢救出来。",
            details="; ".join(problems[:5]),
        )


def _nothing_fits_beside(path: Path) -> bool:
    """Say whether the medium is read-only or full, so that the log's index cannot be made there. Only then may SQLite
    skip its locks, and only while neither log nor journal holds anything that belongs into the file."""
    if _waits(path, "-wal") or _waits(path, "-journal"):
        return False
    probe = path.with_name(f".{path.name}.probe")
    try:
        probe.write_bytes(bytes(dialect.ROOM_FOR_LOG))
    except OSError:
        return True
    finally:
        with suppress(OSError):
            probe.unlink(missing_ok=True)
    return False


def _roll_back(path: Path) -> None:
    """Take back what a program began and did not live to finish: a reader may not, and could read nothing.

    Where another program is just writing, or nothing can be written, there is nothing to be done here.
    """
    if not _waits(path, "-journal"):
        return
    with suppress(UserFacingError), take_lock(path), dialect.plain_errors(path):
        database = dialect.database_for(path, read_only=False)
        try:
            database.connect()
            # Reading anything is enough.
            _ = database.user_version
        finally:
            database.close()


def _waits(path: Path, ending: str) -> bool:
    beside = path.with_name(path.name + ending)
    return beside.exists() and beside.stat().st_size > 0


def _backup_beside(path: Path) -> Callable[[int], Path]:
    def place(version: int) -> Path:
        # An earlier copy may be all that is left of what a person is looking for: never replaced.
        places = (path.with_name(f"{path.stem}.升级前-v{version}-{number}{path.suffix}") for number in count(1))
        return next(place for place in places if not place.exists())

    return place
