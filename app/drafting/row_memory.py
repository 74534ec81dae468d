"""What was made of the entries of a table, made anew only for those that changed."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

from app.workspace import Workspace
from db.repositories.entries import EntryHead, EntryRow

Made = TypeVar("Made")

# From here on reading the whole table in one query is faster than asking for so many entries by their ids.
_MANY = 1000


class Remembered(NamedTuple, Generic[Made]):
    """One entry of a table and what was made of it."""

    head: EntryHead
    made: Made


class RowMemory(Generic[Made]):
    """Remembers by entry and revision what was made of the entries of one table of our unit.

    `rules` of a reading is all that the making depends on besides the entry: when it differs from that of the last
    reading, everything is made anew.
    """

    def __init__(self) -> None:
        self._rules: Hashable = None
        self._made: dict[str, tuple[str, Made]] = {}

    def read(
        self,
        workspace: Workspace,
        heads: Sequence[EntryHead],
        table: tuple[str, str | None],
        rules: Hashable,
        make: Callable[[EntryRow], Made],
    ) -> list[Remembered[Made]]:
        """Return what is made of the entries with these heads, in their order."""
        if rules != self._rules:
            self._rules, self._made = rules, {}
        wanted = {head.id for head in heads if self._made.get(head.id, ("",))[0] != head.revision}
        for row in _rows(workspace, table, wanted):
            self._made[row.id] = row.revision, make(row)
        return [Remembered(head, self._made[head.id][1]) for head in heads if head.id in self._made]

    def keep_only(self, heads: Sequence[EntryHead]) -> None:
        """Forget entries that the table does not have any more."""
        if len(self._made) > len(heads):
            ids = {head.id for head in heads}
            self._made = {id: made for id, made in self._made.items() if id in ids}


def table_heads(workspace: Workspace, table: tuple[str, str | None], *, removed: bool = False) -> list[EntryHead]:
    """Return the entries of one of our tables in its order, without reading what they hold."""
    checklist, field = table
    return workspace.store.entries.heads(
        workspace.organisation.id, workspace.edition, checklist, field, removed=removed
    )


def _rows(workspace: Workspace, table: tuple[str, str | None], wanted: set[str]) -> Iterator[EntryRow]:
    if len(wanted) < _MANY:
        yield from workspace.store.entries.many(wanted).values()
        return
    checklist, field = table
    rows = workspace.store.entries.listed(
        organisation=workspace.organisation.id,
        edition=workspace.edition,
        checklist=checklist,
        fields=[field] if field else None,
    )
    yield from (row for row in rows if row.id in wanted)
