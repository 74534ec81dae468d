"""The current state of every subject that is not an entry: organisations, devices, notices, boards, settings."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from db import dialect
from db.models import Record
from db.repositories.repository import Repository, begins_with, stored_json

_COLUMNS = ("kind", "id", "content", "revision")


@dataclass(frozen=True, slots=True)
class RecordRow:
    """The head of one subject."""

    kind: str
    id: str
    revision: str
    content: dict[str, Any]


class RecordRepository(Repository):
    def put(self, rows: Iterable[tuple[str, str, str, str]]) -> None:
        """Make (kind, id, canonical JSON, revision) the head of its subject."""
        keys = ("kind", "id")
        dialect.upsert_many(self._database, "record", _COLUMNS, keys, rows, conflict=keys)

    def get(self, kind: str, id: str) -> RecordRow | None:
        """Return one subject, removed or not."""
        found = self._heads(Record.select().where((Record.kind == kind) & (Record.id == id)))
        return found[0] if found else None

    def many(self, kind: str, ids: Iterable[str]) -> dict[str, RecordRow]:
        """Return the subjects of a kind with these ids, removed or not, by id; unknown ones are absent."""
        found = self._heads(Record.select().where((Record.kind == kind) & dialect.among(Record.id, ids)))
        return {row.id: row for row in found}

    def of_kind(self, kind: str, *, removed: bool = False) -> list[RecordRow]:
        """Return all subjects of a kind in order of their ids; removed ones only when asked."""
        rows = self._heads(Record.select().where(Record.kind == kind).order_by(Record.id))
        return [row for row in rows if removed or not row.content.get("removed")]

    def each(self) -> Iterator[RecordRow]:
        """Yield all subjects of every kind."""
        yield from self._heads(Record.select())

    def by_prefix(self, kind: str, prefix: str) -> list[RecordRow]:
        """Return the subjects of a kind whose id begins with `prefix`."""
        return self._heads(Record.select().where((Record.kind == kind) & begins_with(Record.id, prefix)))

    def _heads(self, query: Any) -> list[RecordRow]:
        return [RecordRow(r["kind"], r["id"], r["revision"], stored_json(r["content"])) for r in self._rows(query)]
