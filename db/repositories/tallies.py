"""How many entries of each kind a unit has in a field: kept right with every change, never counted anew."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, NamedTuple

from peewee import ColumnBase, Expression, fn

from db import dialect
from db.models import Entry, Tally
from db.repositories.repository import Repository

_PLACE = ("edition", "organisation", "checklist", "field")
_COUNTS = (
    "entries",
    "items",
    "declined",
    "ready",
    "unconfirmed",
    "accepted",
    "returned",
    "unchecked",
    "blocked",
    "warned",
)


class TallyRow(NamedTuple):
    """Live entries of one unit in one field (None: a checklist without fields).

    `items`: those of a standard item. `declined`: 不涉及; all other counts but the verdicts leave those out.
    `ready`: ready or final. `unconfirmed`: nobody held the standard text against the official one. `accepted`,
    `returned`: the verdict on the entry as it stands. `unchecked`: nobody looked for findings in it as it stands;
    `blocked`: has what must be put right; `warned`: has something to look at and nothing to be put right.
    """

    organisation: str
    checklist: str
    field: str | None
    entries: int
    items: int
    declined: int
    ready: int
    unconfirmed: int
    accepted: int
    returned: int
    unchecked: int
    blocked: int
    warned: int


class TallyRepository(Repository):
    @contextmanager
    def keeping(self, entries: Collection[str]) -> Iterator[None]:
        """Keep the counts right while these entries, or what is said of them, are changed in the block; the caller's
        transaction holds both."""
        dialect.execute_asked(self._database, _adding(-1), entries)
        yield
        dialect.execute_asked(self._database, _adding(1), entries)

    def of_edition(self, edition: str) -> list[TallyRow]:
        """Return the counts of every unit in every field in which it has, or had once, an entry."""
        columns = (getattr(Tally, name) for name in (*_PLACE[1:], *_COUNTS))
        rows = self._database.execute(Tally.select(*columns).where(Tally.edition == edition)).fetchall()
        return [TallyRow(row[0], row[1], row[2] or None, *row[3:]) for row in rows]

    def recounted(self, edition: str) -> list[TallyRow]:
        """Return the same, counted anew from the entries: to hold the kept counts against."""
        place = (Entry.organisation, Entry.checklist, Entry.field)
        here = (Entry.edition == edition) & (Entry.removed == False)  # noqa: E712 (builds SQL)
        query = Entry.select(*place, *_counted()).where(here).group_by(*place)
        return [TallyRow(*row) for row in self._database.execute(query).fetchall()]


# Building it takes longer than counting the entries of an edit.
@cache
def _adding(sign: int) -> tuple[str, list[Any]]:
    """Return the statement that adds what is counted of the entries asked about, or takes it away."""
    field = fn.COALESCE(Entry.field, "")
    place = (Entry.edition, Entry.organisation, Entry.checklist, field)
    here = dialect.among_asked(Entry.id) & (Entry.removed == False)  # noqa: E712 (builds SQL)
    counts = Entry.select(*place, *(sign * count for count in _counted())).where(here).group_by(*place)
    return dialect.adding_up(Tally, (*_PLACE, *_COUNTS), _PLACE, counts)


def _counted() -> tuple[ColumnBase, ...]:
    meant = Entry.not_applicable.is_null()
    guessed = Entry.evidence.in_(["partly", "recalled"]) & (Entry.confirmed == False)  # noqa: E712 (builds SQL)
    return (
        fn.COUNT(Entry.number),
        fn.COUNT(Entry.item),
        fn.COUNT(Entry.not_applicable),
        _how_many(meant & Entry.state.in_(["ready", "final"])),
        _how_many(meant & guessed),
        _how_many(Entry.verdict == "accepted"),
        _how_many(Entry.verdict == "returned"),
        _how_many(meant & Entry.blocks.is_null()),
        _how_many(meant & (Entry.blocks > 0)),
        _how_many(meant & (Entry.blocks == 0) & (Entry.warns > 0)),
    )


def _how_many(condition: Expression) -> ColumnBase:
    return fn.SUM(fn.COALESCE(condition, 0))
