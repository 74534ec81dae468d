"""Everything that is SQLite and nothing else: pragmas, journal, full-text index, backup call, error classes.

Another database server would need another module of this shape and no change elsewhere.
"""

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import get_ident
from typing import Any

from peewee import (
    SQL,
    BaseQuery,
    ColumnBase,
    DatabaseError,
    Expression,
    Field,
    Model,
    OperationalError,
    SqliteDatabase,
    fn,
)

from db.errors import UserFacingError
from db.filesystem import told_name
from db.workspace_mark import APPLICATION_ID

HEADER_SIZE = 100
NOT_OURS = (
    "“{name}”不是公开清单助手的工作文件，也可能是已经损坏了，没有打开，文件没有动。"
    "请换一个文件；它本来是工作文件的话，请用最近的备份恢复。"
)
# How long a reader waits for a writer that is just committing.
BUSY_TIMEOUT_MS = 5000
CACHE_KIB = 32_768
# What the write-ahead log and its index take at least, in bytes.
ROOM_FOR_LOG = 65_536


def database_for(path: Path, *, read_only: bool, immutable: bool = False) -> SqliteDatabase:
    """Return an unopened peewee database. Read-only ones never create or change a file beside `path`."""
    mode = "ro" if read_only else "rwc"
    uri = f"{path.absolute().as_uri()}?mode={mode}" + ("&immutable=1" if immutable else "")
    pragmas: list[tuple[str, str | int]] = [
        ("busy_timeout", BUSY_TIMEOUT_MS),
        ("foreign_keys", 1),
        ("cache_size", -CACHE_KIB),
    ]
    if not read_only:
        # secure_delete overwrites what is deleted: redacted personal data must not stay in free pages.
        pragmas += [("synchronous", "full"), ("secure_delete", 1)]
    return _Database(uri, uri=True, pragmas=pragmas, thread_safe=False)


class _Database(SqliteDatabase):
    """One connection, used by the thread that opened it and only until it is closed.

    Peewee by itself would quietly open another connection in either case. Nobody would ever close that one, and the
    log would stay beside the file.
    """

    def connect(self, reuse_if_open: bool = False) -> bool:
        self._thread = get_ident()
        return super().connect(reuse_if_open)

    def connection(self) -> sqlite3.Connection:
        self._require_use()
        return super().connection()

    def cursor(self, named_cursor: None = None) -> sqlite3.Cursor:
        self._require_use()
        return super().cursor(named_cursor)

    def close(self) -> bool:
        if not self.is_closed():
            self._require_use()
        return super().close()

    def _require_use(self) -> None:
        if self.is_closed():
            raise RuntimeError("the workspace file is closed")
        if get_ident() != self._thread:
            raise RuntimeError("the workspace file belongs to the thread that opened it")

    def rollback(self) -> None:
        # SQLite ends a transaction by itself when the disk is full; a second ROLLBACK fails and would hide why.
        if self.connection().in_transaction:
            super().rollback()


def start_log(database: SqliteDatabase) -> None:
    """Switch to the write-ahead log: one fsync a save, readers beside the writer."""
    database.journal_mode = "wal"


def avoid_log(database: SqliteDatabase) -> None:
    """Return a file that was copied while its log was on to the rollback journal; its first access since opening.

    Holding the file alone meanwhile, SQLite needs no shared memory beside it.
    """
    database.execute_sql("PRAGMA locking_mode=EXCLUSIVE").fetchall()
    database.journal_mode = "delete"
    database.execute_sql("PRAGMA locking_mode=NORMAL").fetchall()
    database.execute_sql("SELECT COUNT(*) FROM sqlite_master").fetchall()  # the next access lets the file go


def fold_log(database: SqliteDatabase) -> None:
    """Copy the log into the file, so that the file alone is complete while work goes on."""
    database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def compact(database: SqliteDatabase) -> None:
    """Write the file anew without free pages, and the full-text index without what was taken out of it."""
    database.execute_sql("INSERT INTO search_index (search_index) VALUES ('optimize')")
    database.execute_sql("VACUUM")
    if database.journal_mode == "wal":
        fold_log(database)


def end_log(database: SqliteDatabase) -> None:
    """Fold the log in and return to the rollback journal. A reader beside us only delays the latter."""
    if database.journal_mode == "wal":
        fold_log(database)
        try:
            database.journal_mode = "delete"
        except OperationalError as error:
            if "locked" not in str(error):
                raise


def header_facts(head: bytes) -> tuple[int, int] | None:
    """Return (application id, user version) as the first 100 bytes of a file say; None for what is no database.

    Read before connecting, so that a file of another program, its log included, is not touched.
    """
    if len(head) < HEADER_SIZE or not head.startswith(b"SQLite format 3\x00"):
        return None
    return int.from_bytes(head[68:72], "big"), int.from_bytes(head[60:64], "big")


def holds_code(database: SqliteDatabase) -> bool:
    """Whether the file brings views or triggers: ours have none, and reading one runs what somebody wrote there."""
    return database.execute_sql("SELECT 1 FROM sqlite_master WHERE type IN ('view', 'trigger')").fetchone() is not None


def mark_as_ours(database: SqliteDatabase) -> None:
    """Write our application id into the header of a new file."""
    database.application_id = APPLICATION_ID


def among(column: Field, values: Iterable[str | int]) -> Expression:
    """Return the condition that a column holds one of these values, however many: they are bound as one.

    Told one by one, they take longer to be written into the query than to be found.
    """
    return column.in_(SQL(_AMONG, (_told(values),)))


_AMONG = "(SELECT value FROM json_each(?))"


def members_of(column: Field, path: str, name: str) -> Any:
    """Return the members of a list inside a column of JSON as a table of that name, to be selected from beside it."""
    return fn.json_each(column, path).alias(name)


def member_text(name: str, path: str) -> Any:
    """Return what stands at a path in each member of such a table."""
    return fn.json_extract(SQL(f'"{name}"."value"'), path)


def _told(values: Iterable[str | int]) -> str:
    return json.dumps(list(values), ensure_ascii=False)


def holds_in_order(column: Field, text: str) -> ColumnBase:
    """Return the condition that a column holds the letters and digits of a text in their order, whatever stands between
    them; of a long text the first ones.

    These are what JSON writes as they are, and no signs of a pattern.
    """
    signs = [sign for sign in text if sign.isalnum()][:_MOST_SIGNS]
    return fn.GLOB("*".join(["", *signs, ""]), column)


# A pattern of SQLite has an end, and each sign sorts out less than the one before.
_MOST_SIGNS = 60


def not_sought_by(condition: ColumnBase) -> ColumnBase:
    """Return a condition that rows are held against once they are found: no index is looked into for it."""
    return fn.COALESCE(condition, 0)


def distinct_values(database: SqliteDatabase, column: Field) -> set[str]:
    """Return the values of an indexed column, nulls aside: one look into the index for each, however many rows."""
    table, name = column.model._meta.table_name, column.column_name
    statement = (
        f"WITH RECURSIVE each_value (value) AS (SELECT MIN({name}) FROM {table} UNION ALL"
        f" SELECT (SELECT MIN({name}) FROM {table} WHERE {name} > value) FROM each_value WHERE value IS NOT NULL)"
        " SELECT value FROM each_value WHERE value IS NOT NULL"
    )
    return {value for (value,) in database.execute_sql(statement).fetchall()}


def insert_many(database: SqliteDatabase, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Insert rows with one prepared statement; seven times as fast as peewee's `insert_many`."""
    _write_many(database, "INSERT", table, columns, rows)


def insert_missing(
    database: SqliteDatabase, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]
) -> None:
    """Insert rows, leaving those whose key is there already."""
    _write_many(database, "INSERT OR IGNORE", table, columns, rows)


def upsert_many(
    database: SqliteDatabase,
    table: str,
    columns: Sequence[str],
    kept: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    conflict: Sequence[str],
) -> None:
    """Insert rows or, where the `conflict` columns are taken, update every column but the `kept` ones."""
    changed = ", ".join(f"{name} = excluded.{name}" for name in columns if name not in kept)
    tail = f" ON CONFLICT ({', '.join(conflict)}) DO UPDATE SET {changed}"
    _write_many(database, "INSERT", table, columns, rows, tail)


ASKED = object()
"""Stands for the values that a statement is executed with later."""


def among_asked(column: Field) -> Expression:
    """Return the condition that `among` does for values that are told when a statement is executed."""
    return column.in_(SQL(_AMONG, (ASKED,)))


def adding_up(
    table: type[Model], columns: Sequence[str], keys: Sequence[str], counts: BaseQuery
) -> tuple[str, list[Any]]:
    """Return the statement, with its values, that adds what a query counts, by the `keys` columns, to the numbers that
    a table holds."""
    added = ", ".join(f"{name} = {name} + excluded.{name}" for name in columns if name not in keys)
    statement, values = SqliteDatabase(None).get_sql_context().sql(counts).query()
    return (
        f"INSERT INTO {table._meta.table_name} ({', '.join(columns)}) {statement}"
        f" ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {added}",
        values,
    )


def execute_asked(database: SqliteDatabase, statement: tuple[str, list[Any]], asked: Iterable[str | int]) -> None:
    """Execute a statement that was made before, with these values in the place of `ASKED`."""
    words, values = statement
    told = _told(asked)
    database.execute_sql(words, [told if value is ASKED else value for value in values])


def update_many(
    database: SqliteDatabase, table: str, columns: Sequence[str], keys: Sequence[str], rows: Iterable[Sequence[object]]
) -> None:
    """Update `columns` of the rows with these `keys`; each of `rows` holds the values of both, columns first."""
    changed = ", ".join(f"{name} = ?" for name in columns)
    where = " AND ".join(f"{name} = ?" for name in keys)
    database.connection().executemany(f"UPDATE {table} SET {changed} WHERE {where}", rows)


def _write_many(
    database: SqliteDatabase,
    verb: str,
    table: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    tail: str = "",
) -> None:
    marks = ", ".join("?" for _ in columns)
    statement = f"{verb} INTO {table} ({', '.join(columns)}) VALUES ({marks}){tail}"
    database.connection().executemany(statement, rows)


def index_replace(database: SqliteDatabase, rows: Iterable[tuple[int, str, str]]) -> None:
    """Put (document number, tokens as they were put in, tokens now) into the contentless full-text index.

    No tokens before: a new document. Each is taken out just before it is put in: both then reach the disk as one.
    """
    database.connection().executemany(
        "INSERT INTO search_index (search_index, rowid, tokens) VALUES (?, ?, ?)",
        (step for number, before, now in rows for step in (("delete", number, before), (None, number, now)) if step[2]),
    )


def index_take_out(database: SqliteDatabase, rows: Iterable[tuple[int, str]]) -> None:
    """Remove (document number, tokens as they were put in) from the contentless full-text index."""
    database.connection().executemany(
        "INSERT INTO search_index (search_index, rowid, tokens) VALUES ('delete', ?, ?)", rows
    )


def index_find(database: SqliteDatabase, query: str, limit: int) -> list[tuple]:
    """Return (kind, subject id, organisation, field, item, title) of documents that match an FTS5 query."""
    statement = (
        "SELECT d.kind, d.subject_id, d.organisation, d.field, d.item, d.title FROM search_index i"
        " JOIN search_document d ON d.number = i.rowid WHERE i.search_index MATCH ? LIMIT ?"
    )
    return database.execute_sql(statement, (query, limit)).fetchall()


def copy_database(source: SqliteDatabase, target: Path, progress: Callable[[int, int], None] | None = None) -> None:
    """Copy a live database with SQLite's backup API (a file copy would miss the log)."""
    copy = sqlite3.connect(target)
    try:
        # What fails is thrown away: a journal would only lie about after a full disk or a kill.
        copy.execute("PRAGMA journal_mode=OFF")
        report = None if progress is None else (lambda _status, left, total: progress(total - left, total))
        source.connection().backup(copy, pages=2000, progress=report)
        copy.execute("PRAGMA journal_mode=DELETE")
    finally:
        copy.close()


def integrity_problems(database: SqliteDatabase) -> list[str]:
    """Return SQLite's own findings on pages, indexes and foreign keys; empty when sound."""
    found = [row[0] for row in database.execute_sql("PRAGMA integrity_check").fetchall() if row[0] != "ok"]
    return found + foreign_key_problems(database)


def defer_references(database: SqliteDatabase) -> None:
    """Hold references against their tables when the transaction under way ends, not row by row."""
    database.execute_sql("PRAGMA defer_foreign_keys = ON")


def page_problems(database: SqliteDatabase) -> list[str]:
    """Return what is wrong with the pages of the file, without holding every index against its table: a tenth of the
    time."""
    return [row[0] for row in database.execute_sql("PRAGMA quick_check").fetchall() if row[0] != "ok"]


def foreign_key_problems(database: SqliteDatabase) -> list[str]:
    """Return references that point nowhere."""
    return [f"foreign key: {row}" for row in database.execute_sql("PRAGMA foreign_key_check").fetchall()]


@contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite says about the world into a sentence for the person at the desk."""
    try:
        yield
    except (DatabaseError, sqlite3.DatabaseError) as error:
        raise _world_error(path, error) from error


def _world_error(path: Path, error: Exception) -> Exception:
    text = str(error).lower()
    if "disk i/o error" in text and _is_full(path):
        # SQLite says so when the log's index finds no room.
        text = "full"
    for words, code, sentence in _SENTENCES:
        if any(word in text for word in words):
            return UserFacingError(code, sentence.format(name=told_name(path)), details=str(error))
    return error


def _is_full(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < ROOM_FOR_LOG
    except OSError:
        return False


_SENTENCES = (
    (
        ("disk is full", "full"),
        "disk-full",
        "磁盘满了，“{name}”这一步没有存进去，以前存好的都在。请删掉一些不用的文件，再做一次。",
    ),
    (
        ("not a database", "encrypted"),
        "not-a-workspace",
        NOT_OURS,
    ),
    (
        # The schema is made and checked by version: a table that lacks, or stands there before it is made, is damage.
        ("malformed", "corrupt", "could not decode", "no such table", "already exists", "constraint failed"),
        "workspace-damaged",
        "“{name}”已经损坏，没有再往里写。请先把这个文件另存一份，再用最近的备份恢复。",
    ),
    (
        ("readonly", "read-only", "read only"),
        "workspace-read-only",
        "“{name}”所在的位置只能看不能改，没有存进去。请把文件复制到本机的文件夹里再打开。",
    ),
    (
        ("locked", "busy"),
        "workspace-busy",
        "“{name}”正被另一个程序使用，这一步没有做。请关掉另一个窗口再试。",
    ),
    (
        ("unable to open",),
        "workspace-unreachable",
        "打不开“{name}”，文件没有动。请检查它是否还在、U盘是否插好、这个文件夹是否允许写入。",
    ),
    (
        ("disk i/o error",),
        "disk-error",
        "读写“{name}”时磁盘出错，这一步没有存进去。请检查磁盘或U盘，把文件复制到本机再试。",
    ),
)
