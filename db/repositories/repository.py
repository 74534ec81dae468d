"""What every repository shares: the database that runs its queries, and reading the JSON it holds."""

from typing import Any

import msgspec
from peewee import BaseQuery, DatabaseError, Expression, Field, Query, SqliteDatabase


def stored_json(text: str) -> Any:
    """Return the value of a JSON column. Raises `DatabaseError` where the file was damaged."""
    try:
        return msgspec.json.decode(text)
    except ValueError as error:
        raise DatabaseError(f"malformed JSON: {error}") from error


def begins_with(column: Field, prefix: str) -> Expression:
    """Return the condition that ids begin with `prefix`, as a range: LIKE minds no case and so uses no index."""
    if not prefix:
        return column >= ""
    return (column >= prefix) & (column < prefix[:-1] + chr(ord(prefix[-1]) + 1))


class Repository:
    """Runs queries on one database; the models themselves are not bound to any."""

    def __init__(self, database: SqliteDatabase):
        self._database = database

    def _run(self, query: BaseQuery) -> Any:
        return query.execute(self._database)

    def _rows(self, query: BaseQuery) -> list[dict[str, Any]]:
        return list(query.dicts().execute(self._database))

    def _tuples(self, query: BaseQuery) -> list[tuple]:
        return list(query.tuples().execute(self._database))

    def _first(self, query: Query) -> dict[str, Any] | None:
        rows = self._rows(query.limit(1))
        return rows[0] if rows else None
