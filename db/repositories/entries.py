"""The current state of every entry, by organisation, edition, checklist, field and position."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from peewee import fn

from db import dialect
from db.models import Entry
from db.repositories.repository import Repository, begins_with, stored_json

_COLUMNS = (
    "id",
    "organisation",
    "checklist",
    "edition",
    "field",
    "item",
    "position",
    "state",
    "not_applicable",
    "evidence",
    "confirmed",
    "removed",
    "content",
    "revision",
    "blocks",
    "warns",
    "checked_by",
)


class Looked(NamedTuple):
    """What was found in an entry as it stands at a revision: what must be put right, what is to be looked at.

    `checked_by`: sender or us.
    """

    revision: str
    blocks: int
    warns: int
    checked_by: str


class EntryRow(NamedTuple):
    """The head of one entry: content as a dict and the revision that holds it."""

    id: str
    revision: str
    content: dict[str, Any]


class EntryHead(NamedTuple):
    """Which revision an entry stands at, and its standard item, without what it holds."""

    id: str
    revision: str
    item: str | None
    removed: bool


NOBODY_LOOKED: Mapping[str, Looked] = MappingProxyType({})


class EntryStanding(NamedTuple):
    """Whose an entry is, where it belongs, how far its owner is with it and how it was judged, not what it holds."""

    id: str
    revision: str
    organisation: str
    field: str | None
    state: str
    verdict: str | None
    declined: bool


class EntryRepository(Repository):
    def put(
        self, rows: Iterable[tuple[str, dict[str, Any], str, str]], looked: Mapping[str, Looked] = NOBODY_LOOKED
    ) -> None:
        """Make (id, content, canonical JSON, revision) the head of its entry.

        Nobody has looked at it as it stands now but who is told in `looked`, by id, of that very revision.
        """
        made = ((*_as_tuple(*row), *_found(looked, row[0], row[3])) for row in rows)
        dialect.upsert_many(self._database, "entry", _COLUMNS, ("id",), made, conflict=("id",))

    def note_looked(self, looked: Mapping[str, Looked]) -> None:
        """Write down what was found in entries, by id; of those that stand at another revision by now nothing."""
        rows = [(*found[1:], id, found.revision) for id, found in looked.items()]
        dialect.update_many(self._database, "entry", _COLUMNS[-3:], ("id", "revision"), rows)

    def get(self, id: str) -> EntryRow | None:
        """Return an entry by its id."""
        return self._one(Entry.select(*_HEAD).where(Entry.id == id))

    def many(self, ids: Iterable[str]) -> dict[str, EntryRow]:
        """Return the entries with these ids, by id."""
        return {row.id: row for row in self._heads(Entry.select(*_HEAD).where(dialect.among(Entry.id, ids)))}

    def revisions(self, ids: Iterable[str]) -> dict[str, str]:
        """Return by id at which revision entries stand; unknown ones are absent."""
        query = Entry.select(Entry.id, Entry.revision).where(dialect.among(Entry.id, ids))
        return dict(self._database.execute(query).fetchall())

    def by_prefix(self, prefix: str, limit: int = 3) -> list[EntryRow]:
        """Return entries whose id begins with `prefix`."""
        return list(self._heads(Entry.select(*_HEAD).where(begins_with(Entry.id, prefix)).limit(limit)))

    def by_item(self, item: str, edition: str, organisation: str | None = None) -> list[EntryRow]:
        """Return entries of an item code in an edition, removed ones too."""
        where = (Entry.item == item) & (Entry.edition == edition)
        if organisation is not None:
            where &= Entry.organisation == organisation
        return list(self._heads(Entry.select(*_HEAD).where(where)))

    def listed(
        self,
        *,
        organisation: str | None = None,
        edition: str | None = None,
        checklist: str | None = None,
        fields: Iterable[str] | None = None,
        verdict: str | None = None,
        removed: bool = False,
    ) -> Iterator[EntryRow]:
        """Yield entries in table order; removed ones only when asked, with a verdict those judged so as they stand.

        Of several in one place, that of the standard comes first, then the others as they were made.
        """
        table = Entry.organisation, Entry.checklist, Entry.field
        query = Entry.select(*_HEAD).order_by(*table, *_PLACE)
        if organisation is not None:
            query = query.where(Entry.organisation == organisation)
        if edition is not None:
            query = query.where(Entry.edition == edition)
        if checklist is not None:
            query = query.where(Entry.checklist == checklist)
        if fields is not None:
            query = query.where(Entry.field.in_(list(fields)))
        if verdict is not None:
            query = query.where(Entry.verdict == verdict)
        if not removed:
            query = query.where(Entry.removed == False)  # noqa: E712 (builds SQL)
        yield from self._heads(query)

    def heads(
        self, organisation: str, edition: str, checklist: str, field: str | None, *, removed: bool = False
    ) -> list[EntryHead]:
        """Return the entries of one table in its order, without what they hold; removed ones only when asked."""
        here = (Entry.organisation == organisation) & (Entry.edition == edition) & (Entry.checklist == checklist)
        if field is not None:
            here &= Entry.field == field
        if not removed:
            here &= Entry.removed == False  # noqa: E712 (builds SQL)
        query = Entry.select(Entry.id, Entry.revision, Entry.item, Entry.removed).where(here)
        # Of very long tables, peewee takes five times as long over the rows as the database.
        rows = self._database.execute(query.order_by(Entry.field, *_PLACE)).fetchall()
        return [EntryHead(id, revision, item, bool(removed)) for id, revision, item, removed in rows]

    def standings(self, edition: str, checklist: str) -> Iterator[EntryStanding]:
        """Yield the live entries of every unit in one checklist, in no order, without what they hold."""
        head = Entry.id, Entry.revision, Entry.organisation, Entry.field
        query = Entry.select(*head, Entry.state, Entry.verdict, Entry.not_applicable).where(
            (Entry.edition == edition) & (Entry.checklist == checklist) & (Entry.removed == False)  # noqa: E712
        )
        for row in self._database.execute(query):
            *facts, reason = row
            yield EntryStanding._make((*facts, reason is not None))

    def looked(self, ids: Iterable[str]) -> dict[str, tuple[int | None, int | None]]:
        """Return by id how much was found in entries as they stand: what must be put right and what is to be looked
        at; (None, None) where nobody has looked. Unknown ones are absent."""
        query = Entry.select(Entry.id, Entry.blocks, Entry.warns).where(dialect.among(Entry.id, ids))
        return {id: (blocks, warns) for id, blocks, warns in self._database.execute(query)}

    def number_of(self, organisations: Iterable[str], edition: str) -> int:
        """Return how many live entries these organisations have in an edition."""
        here = dialect.among(Entry.organisation, organisations) & (Entry.edition == edition)
        live = Entry.removed == False  # noqa: E712 (builds SQL)
        return self._tuples(Entry.select(fn.COUNT(Entry.number)).where(here & live))[0][0]

    def item_codes(self) -> set[str]:
        """Return the code of every standard item that has, or had, an entry of anybody in any edition."""
        return dialect.distinct_values(self._database, Entry.item)

    def count_of_items(
        self, edition: str, organisations: Iterable[str], items: Iterable[str]
    ) -> dict[tuple[str, str, str | None], int]:
        """Count the live entries of these items by (organisation, checklist, field); places without any are absent."""
        place = (Entry.organisation, Entry.checklist, Entry.field)
        # By the items alone: they are few, and any other index would lead through all the rest.
        live = (Entry.edition == edition) & (Entry.removed == False)  # noqa: E712 (builds SQL)
        rest = dialect.not_sought_by(live & dialect.among(Entry.organisation, organisations))
        query = Entry.select(*place).where(dialect.among(Entry.item, items) & rest)
        return Counter(self._database.execute(query).fetchall())

    def counts(self, edition: str) -> list[dict[str, Any]]:
        """Return per organisation, checklist, field, state, evidence … how many live entries there are."""
        parts = (
            Entry.organisation,
            Entry.checklist,
            Entry.field,
            Entry.state,
            Entry.evidence,
            Entry.confirmed,
            Entry.not_applicable.is_null(False).alias("declined"),
        )
        query = (
            Entry.select(*parts, fn.COUNT(Entry.number).alias("entries"))
            .where((Entry.edition == edition) & (Entry.removed == False))  # noqa: E712
            .group_by(*parts)
        )
        return self._rows(query)

    def items_by_field(self, edition: str, checklist: str) -> dict[tuple[str, str], set[str]]:
        """Return by (organisation, field) the codes of the items that have a live entry, in one query."""
        query = Entry.select(Entry.organisation, Entry.field, Entry.item).where(
            (Entry.edition == edition)
            & (Entry.checklist == checklist)
            & (Entry.removed == False)  # noqa: E712
            & Entry.field.is_null(False)
            & Entry.item.is_null(False)
        )
        found: dict[tuple[str, str], set[str]] = {}
        for organisation, field, item in query.tuples().iterator(self._database):
            found.setdefault((organisation, field), set()).add(item)
        return found

    def editions(self, organisation: str) -> list[dict[str, Any]]:
        """Return per edition, state and 不涉及 how many live entries an organisation has, oldest first."""
        parts = (
            Entry.edition,
            Entry.state,
            Entry.not_applicable.is_null(False).alias("declined"),
        )
        query = (
            Entry.select(*parts, fn.COUNT(Entry.number).alias("entries"))
            .where((Entry.organisation == organisation) & (Entry.removed == False))  # noqa: E712 (builds SQL)
            .group_by(*parts)
            .order_by(Entry.edition)
        )
        return self._rows(query)

    def of_edition(self, ids: Iterable[str], edition: str) -> set[str]:
        """Return those of these ids that name an entry of the edition."""
        here = dialect.among(Entry.id, ids) & (Entry.edition == edition)
        return {id for (id,) in self._tuples(Entry.select(Entry.id).where(here))}

    def last_position(self, organisation: str, edition: str, checklist: str, field: str | None) -> int:
        """Return the highest position in a table, 0 when it is empty."""
        here = (Entry.organisation == organisation) & (Entry.edition == edition) & (Entry.checklist == checklist)
        here &= Entry.field.is_null() if field is None else Entry.field == field
        return self._tuples(Entry.select(fn.MAX(Entry.position)).where(here))[0][0] or 0

    def _heads(self, query: Any) -> Iterator[EntryRow]:
        for id, revision, content in self._database.execute(query):
            yield EntryRow(id, revision, stored_json(content))

    def _one(self, query: Any) -> EntryRow | None:
        return next(iter(self._heads(query.limit(1))), None)


_HEAD = (Entry.id, Entry.revision, Entry.content)
_NONE_FOUND = (None, None, None)
_PLACE = (Entry.position, Entry.item.is_null(), Entry.number)


def _as_tuple(id: str, content: dict[str, Any], text: str, revision: str) -> tuple:
    return (
        id,
        content["organisation"],
        content["checklist"],
        content["edition"],
        content["field"],
        content["item"],
        content["position"],
        content["state"],
        content["not_applicable"],
        content["evidence"],
        content["confirmed"] is not None,
        content["removed"],
        text,
        revision,
    )


def _found(looked: Mapping[str, Looked], id: str, revision: str) -> tuple:
    found = looked.get(id)
    return found[1:] if found is not None and found.revision == revision else _NONE_FOUND
