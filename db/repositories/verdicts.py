"""What reviewers said of entries, and how entries as they stand now were judged. Whole verdicts lie in `record`."""

from collections.abc import Iterable
from typing import Any

from peewee import JOIN

from db import dialect
from db.models import Entry, Record, Revision, Verdict
from db.repositories.records import RecordRow
from db.repositories.repository import Repository, stored_json

KIND = "verdict"
_COLUMNS = ("id", "entry", "revision", "organisation", "reviewer", "edition", "verdict", "at", "removed")


class VerdictRepository(Repository):
    def put(self, rows: Iterable[tuple[str, dict[str, Any]]]) -> None:
        """Keep (id, content) of verdicts by their entries, in the caller's transaction."""
        dialect.upsert_many(
            self._database, "verdict", _COLUMNS, ("id",), (_as_tuple(*row) for row in rows), conflict=("id",)
        )

    def settle(self, entries: Iterable[str]) -> None:
        """Write down anew how entries were judged as they stand now; to be called when they or verdicts changed.

        What was said of the very revision goes; else the last that was said of the same content, as it stands again
        after an edit was taken back.
        """
        # SQLite lets a subquery be put in order by its own tables alone.
        now = Entry.alias()
        same = (Verdict.revision == now.revision) | (Revision.content == now.content)
        stands = Verdict.verdict.is_null(False) & (Verdict.removed == False)  # noqa: E712 (builds SQL)
        said = (
            Verdict.select(Verdict.verdict)
            .join(now, on=(now.id == Verdict.entry))
            .join(Revision, JOIN.LEFT_OUTER, on=(Revision.id == Verdict.revision))
            .where((Verdict.entry == Entry.id) & stands & same)
            .order_by((Verdict.revision == now.revision).desc(), Verdict.at.desc(), Verdict.id)
            .limit(1)
        )
        judged = Verdict.select(Verdict.entry).where(dialect.among(Verdict.entry, entries))
        self._run(Entry.update(verdict=said).where(Entry.id.in_(judged)))

    def of_entry(self, entry: str) -> list[RecordRow]:
        """Return what was ever said of an entry, whatever its revision, oldest first."""
        return self._records(Verdict.entry == entry)

    def of_entries(self, entries: Iterable[str]) -> list[RecordRow]:
        """Return the same of many entries."""
        return self._records(dialect.among(Verdict.entry, entries))

    def last_of_unit(self, organisation: str, edition: str) -> dict[str, str]:
        """Return by entry how it was judged last and that stands, whatever its revision was."""
        here = (Verdict.organisation == organisation) & (Verdict.edition == edition)
        stands = Verdict.verdict.is_null(False) & (Verdict.removed == False)  # noqa: E712 (builds SQL)
        query = Verdict.select(Verdict.entry, Verdict.verdict).where(here & stands)
        return dict(self._tuples(query.order_by(Verdict.at, Verdict.id)))

    def of_unit(self, organisation: str, edition: str) -> list[RecordRow]:
        """Return what was ever said of the entries of a unit in an edition, withdrawn ones too, oldest first."""
        return self._records((Verdict.organisation == organisation) & (Verdict.edition == edition))

    def standing(self, entries: Iterable[str]) -> dict[str, str | None]:
        """Return by id how entries were judged as they stand now; unknown ones are absent."""
        query = Entry.select(Entry.id, Entry.verdict).where(dialect.among(Entry.id, entries))
        return dict(self._tuples(query))

    def _records(self, where: Any) -> list[RecordRow]:
        # A join would begin with every verdict there is.
        ids = Verdict.select(Verdict.id).where(where)
        query = Record.select().where((Record.kind == KIND) & Record.id.in_(ids))
        rows = [RecordRow(r["kind"], r["id"], r["revision"], stored_json(r["content"])) for r in self._rows(query)]
        return sorted(rows, key=lambda row: (row.content["at"], row.id))


def _as_tuple(id: str, content: dict[str, Any]) -> tuple:
    return (
        id,
        content["entry"],
        content["revision"],
        content["organisation"],
        content["reviewer"],
        content["edition"],
        content["verdict"],
        content["at"],
        content["removed"],
    )
