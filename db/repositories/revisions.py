"""Revisions: content-addressed versions of subjects, and what is known of their ancestry."""

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from peewee import DatabaseError

from db import dialect
from db.models import Revision
from db.repositories.repository import Repository, stored_json

_COLUMNS = (
    "id",
    "subject_kind",
    "subject_id",
    "parent1",
    "parent2",
    "ancestors",
    "content",
    "operation",
)


class RevisionRow(NamedTuple):
    """A revision to be stored. `ancestors` holds further ids told by whoever sent it; content is canonical JSON."""

    id: str
    subject_kind: str
    subject_id: str
    parents: tuple[str, ...]
    ancestors: tuple[str, ...]
    content: str


class RevisionRepository(Repository):
    def add(self, operation: int, rows: Iterable[RevisionRow]) -> None:
        """Store revisions; one that is known already stays as it is."""
        dialect.insert_missing(self._database, "revision", _COLUMNS, (_as_tuple(row, operation) for row in rows))

    def content(self, id: str) -> dict[str, Any] | None:
        """Return the content of a revision, or None when we never held it."""
        row = self._first(Revision.select(Revision.content).where(Revision.id == id))
        return None if row is None else stored_json(row["content"])

    def contents(self, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
        """Return the contents of many revisions by id; those we never held are absent."""
        query = Revision.select(Revision.id, Revision.content).where(dialect.among(Revision.id, ids))
        return {id: stored_json(content) for id, content in self._database.execute(query)}

    def held(self, id: str) -> dict[str, Any]:
        """Return the whole row of a revision that was ours once, its content as a dict.

        Raises `DatabaseError` when it is gone, which only damage explains: nothing is ever deleted here.
        """
        row = self.get(id)
        if row is None:
            raise DatabaseError(f"malformed: no revision {id}")
        return row | {"content": stored_json(row["content"])}

    def get(self, id: str) -> dict[str, Any] | None:
        """Return the whole row of a revision."""
        return self._first(Revision.select().where(Revision.id == id))

    def ancestors(self, id: str) -> set[str]:
        """Return every revision known to lie behind `id`, without itself."""
        found: set[str] = set()
        waiting = [id]
        while waiting:
            rows = self._tuples(
                Revision.select(Revision.parent1, Revision.parent2, Revision.ancestors).where(Revision.id.in_(waiting))
            )
            waiting = []
            for parent1, parent2, told in rows:
                behind = {parent1, parent2} - {None} - found
                found |= behind
                waiting += behind
                if told:
                    found |= set(stored_json(told))
        return found

    def of_subjects(self, kind: str, ids: Iterable[str]) -> dict[str, list[dict[str, Any]]]:
        """Return by id every revision of subjects of a kind, contents as dicts, in the order in which they came."""
        here = (Revision.subject_kind == kind) & dialect.among(Revision.subject_id, ids)
        found: dict[str, list[dict[str, Any]]] = {}
        for row in self._rows(Revision.select().where(here).order_by(Revision.operation, Revision.id)):
            found.setdefault(row["subject_id"], []).append(row | {"content": stored_json(row["content"])})
        return found

    def told_ancestors(self, row: dict[str, Any]) -> list[str]:
        """Return the further ancestors of a revision that its sender told of."""
        return stored_json(row["ancestors"]) if row["ancestors"] else []

    def each(self) -> Iterable[dict[str, Any]]:
        """Yield every revision, for checking their ids."""
        yield from Revision.select().dicts().iterator(self._database)


def _as_tuple(row: RevisionRow, operation: int) -> tuple:
    parent1, parent2 = (*row.parents, None, None)[:2]
    told = json.dumps(row.ancestors) if row.ancestors else None
    return (row.id, row.subject_kind, row.subject_id, parent1, parent2, told, row.content, operation)
