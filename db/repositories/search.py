"""The search index: documents of every kind under pairs of characters."""

from collections.abc import Iterable, Sequence
from itertools import count
from typing import Any, NamedTuple

from peewee import fn

from db import bigrams, dialect
from db.models import SearchDocument
from db.repositories.repository import Repository

_COLUMNS = ("number", "kind", "subject_id", "organisation", "field", "item", "title", "words")


class Document(NamedTuple):
    """What can be found: `words` is all text that leads to it, pinyin included."""

    kind: str
    subject_id: str
    organisation: str | None
    field: str | None
    item: str | None
    title: str
    words: str


class SearchRepository(Repository):
    def put(self, documents: Sequence[Document]) -> None:
        """Add documents or replace those of the same subject, in the caller's transaction; what says the same stays."""
        subjects = {(document.kind, document.subject_id): document for document in documents}
        standing = {row[1:3]: row for row in self._standing(subjects)}
        last = self._tuples(SearchDocument.select(fn.MAX(SearchDocument.number)))[0][0] or 0
        fresh = count(last + 1)
        changed = []
        for key, document in subjects.items():
            before = standing.get(key, ())
            if before[1:] != document:
                changed.append((before, (before[0] if before else next(fresh), *document)))
        self._replace(changed)

    def take_out(self, subjects: Iterable[tuple[str, str]]) -> None:
        """Remove documents by (kind, subject id); unknown ones are no error."""
        self._drop(self._standing(subjects))

    def take_out_kinds(self, kinds: Sequence[str]) -> None:
        """Remove every document of these kinds."""
        here = SearchDocument.kind.in_(list(kinds))
        self.take_out(self._tuples(SearchDocument.select(SearchDocument.kind, SearchDocument.subject_id).where(here)))

    def find(self, text: str, kind: str, limit: int) -> list[dict[str, Any]]:
        """Return documents of a kind that contain every word of the text."""
        query = bigrams.phrase(text)
        if not query:
            return []
        names = ("kind", "id", "organisation", "field", "item", "title")
        found = dialect.index_find(self._database, f'"{bigrams.mark(kind)}" AND {query}', limit)
        return [dict(zip(names, row, strict=True)) for row in found]

    def _replace(self, changed: list[tuple[tuple, tuple]]) -> None:
        """Put rows of documents in the place of those before, which are empty for new ones."""
        # In the order of their numbers: the index writes itself to disk each time it is sent back to a lower one.
        changed = sorted(changed, key=_number_after)
        key = ("number",)
        dialect.upsert_many(
            self._database, "search_document", _COLUMNS, key, (after for _, after in changed), conflict=key
        )
        rows = ((after[0], *_tokens_of_both(before, after)) for before, after in changed)
        dialect.index_replace(self._database, rows)

    def _drop(self, rows: list[tuple]) -> None:
        rows = sorted(rows)
        dialect.index_take_out(self._database, ((row[0], _tokens(row)) for row in rows))
        if rows:
            self._run(SearchDocument.delete().where(dialect.among(SearchDocument.number, [row[0] for row in rows])))

    def _standing(self, subjects: Iterable[tuple[str, str]]) -> list[tuple]:
        """Return the rows of the documents of (kind, subject id) that are there."""
        by_kind: dict[str, list[str]] = {}
        for kind, id in subjects:
            by_kind.setdefault(kind, []).append(id)
        columns = [getattr(SearchDocument, name) for name in _COLUMNS]
        rows: list[tuple] = []
        for kind, ids in by_kind.items():
            here = (SearchDocument.kind == kind) & dialect.among(SearchDocument.subject_id, ids)
            rows += self._database.execute(SearchDocument.select(*columns).where(here)).fetchall()
        return rows


def _number_after(change: tuple[tuple, tuple]) -> int:
    return change[1][0]


def _tokens(row: tuple) -> str:
    return f"{bigrams.mark(row[1])} {bigrams.tokens(row[-1])}"


def _tokens_of_both(before: tuple, after: tuple) -> tuple[str, str]:
    """Return the tokens of a document before, empty for a new one, and now: it is of the same kind."""
    if not before:
        return "", _tokens(after)
    kind = bigrams.mark(after[1])
    was, now = bigrams.tokens_of_both(before[-1], after[-1])
    return f"{kind} {was}", f"{kind} {now}"
