"""Putting rows that were read out of another file into this one as they are."""

from collections.abc import Iterable, Sequence
from typing import Any

from db import dialect
from db.repositories.repository import Repository


class PouringRepository(Repository):
    def columns(self, table: str) -> list[str]:
        """Return the columns of a table."""
        return [column.name for column in self._database.get_columns(table)]

    def pour(self, table: str, rows: Iterable[dict[str, Any]]) -> None:
        """Insert rows, leaving those whose key is there already and columns that this version does not know."""
        columns = self.columns(table)
        dialect.insert_missing(self._database, table, columns, (_values(row, columns) for row in rows))

    def hold_references(self) -> None:
        """Look at references between tables only when this transaction ends."""
        dialect.defer_references(self._database)


def _values(row: dict[str, Any], columns: Sequence[str]) -> list[Any]:
    return [row.get(name) for name in columns]
