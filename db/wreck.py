"""Reading what can still be read out of a damaged workspace file, row by row, around the pages that are gone."""

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import Any

from db.errors import UserFacingError
from db.file_mark import bears_mark

Row = dict[str, Any]
_FARTHEST = 1 << 40


class Wreck(AbstractContextManager["Wreck"]):
    """A damaged file, opened for reading alone. `broken` are the tables of which rows are lost.

    Raises `UserFacingError` where nothing of it can be opened.
    """

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise UserFacingError(
                "file-missing", f"找不到“{path.name}”。请检查文件名和所在的文件夹，U盘是否插好。", str(path)
            )
        self._database = self._opened(path)
        self._database.row_factory = sqlite3.Row
        self.broken: set[str] = set()
        try:
            self._database.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
        except sqlite3.DatabaseError as error:
            self._database.close()
            raise UserFacingError(
                "beyond-salvage",
                f"“{path.name}”坏得太厉害，连目录都读不出来，没有抢救出东西。文件没有动，请留着它，用最近的备份恢复。",
                str(error),
            ) from error

    @staticmethod
    def _opened(path: Path) -> sqlite3.Connection:
        try:
            return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        except sqlite3.OperationalError as error:
            raise UserFacingError(
                "no-permission",
                f"打不开“{path.name}”，没有抢救。请把它复制到本机的文件夹，看看能不能读，再试一次。",
                str(error),
            ) from error

    def bears_mark(self, mark: str) -> bool:
        """Whether the file was marked, see `Store.add_mark`."""
        return bears_mark(self._database, mark)

    def rows(self, table: str) -> Iterator[Row]:
        """Yield every row of a table that can be read; a table that is not there has none."""
        try:
            columns = [row["name"] for row in self._database.execute(f'PRAGMA table_info("{table}")')]
        except sqlite3.DatabaseError:
            self.broken.add(table)
            return
        if columns:
            yield from self._by_number(table) if self._has_numbers(table) else self._from_both_ends(table)

    def _has_numbers(self, table: str) -> bool:
        try:
            self._database.execute(f'SELECT rowid FROM "{table}" LIMIT 0')
        except sqlite3.OperationalError:
            return False
        return True

    def _by_number(self, table: str) -> Iterator[Row]:
        """Read by row number; where that fails, go on behind the gap and take the rest of it from behind."""
        select = f'SELECT rowid AS "#", * FROM "{table}" WHERE rowid'
        last = reached = -_FARTHEST
        while True:
            for number, row in self._read(f"{select} > {last} ORDER BY rowid", table):
                last = number
                yield row
            behind = self._behind(table, max(last, reached)) if table in self.broken else None
            if behind is None:
                return
            query = f"{select} < {behind} AND rowid > {last} ORDER BY rowid DESC"
            yield from (row for _, row in self._read(query, table))
            # Where the same row fails in its order, the next look begins behind it.
            last, reached = behind - 1, behind

    def _behind(self, table: str, last: int) -> int | None:
        """Return the number of a row behind a gap; None where there is none that can be read."""
        step = 1
        start = max(last, 0)
        while step < _FARTHEST:
            with suppress(sqlite3.DatabaseError):
                found = self._database.execute(
                    f'SELECT rowid FROM "{table}" WHERE rowid >= ? ORDER BY rowid LIMIT 1', (start + step,)
                ).fetchone()
                if found is None:
                    return None
                # The number alone may stand in a page above; what counts is the row itself.
                self._database.execute(f'SELECT * FROM "{table}" WHERE rowid = ?', (found[0],)).fetchone()
                return int(found[0])
            step += max(1, step // 8)
        return None

    def _from_both_ends(self, table: str) -> Iterator[Row]:
        """Read a table that is kept by its key: forward to the damage, then backward to it."""
        keys = [row["name"] for row in self._database.execute(f'PRAGMA table_info("{table}")') if row["pk"]]
        forward, backward = (", ".join(f'"{key}" {way}' for key in keys) for way in ("ASC", "DESC"))
        seen: set[tuple[Any, ...]] = set()
        for order in (forward, backward):
            is_whole = True
            cursor = None
            try:
                cursor = self._database.execute(f'SELECT * FROM "{table}" ORDER BY {order}')
                for row in cursor:
                    mark = tuple(row[key] for key in keys)
                    if mark not in seen:
                        seen.add(mark)
                        yield dict(row)
            except sqlite3.DatabaseError:
                is_whole = False
            if is_whole:
                return
            self.broken.add(table)

    def _read(self, query: str, table: str) -> Iterator[tuple[int, Row]]:
        try:
            for row in self._database.execute(query):
                whole = dict(row)
                yield whole.pop("#"), whole
        except sqlite3.DatabaseError:
            self.broken.add(table)

    def __exit__(self, *raised: Any) -> None:
        self._database.close()
