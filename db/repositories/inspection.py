"""What inspections of units count: what their registers told, and entries with faults, in SQL whatever their number."""

from collections.abc import Collection
from typing import Any, NamedTuple

from peewee import SQL, Case, Expression, fn

from db import dialect
from db.models import Entry, Operation, Package, Record
from db.repositories.repository import Repository

_KIND = "unit-registers"


class ToldRegisters(NamedTuple):
    """The newest registers of a unit: id of the record, and when they came (ISO 8601)."""

    organisation: str
    id: str
    at: str


class DueCount(NamedTuple):
    """How many things of a kind in registers (id) stand so; `outcome`: done in-time or late; not done, and over or
    long-over by a day, or open."""

    id: str
    kind: str
    state: str
    outcome: str
    count: int  # type: ignore[assignment]  # hides tuple.count, which nobody asks for here


class FaultyEntry(NamedTuple):
    """An entry with what was found in it; `state` as its unit has it."""

    id: str
    blocks: int | None
    warns: int | None
    state: str


class InspectionRepository(Repository):
    def told_registers(self, edition: str) -> dict[str, ToldRegisters]:
        """Return by unit the registers of its highest round that stands and told any."""
        query = (
            Package.select(Package.organisation, Package.hash, Operation.at)
            .join(Operation, on=(Operation.number == Package.operation))
            .join(Record, on=((Record.kind == _KIND) & (Record.id == Package.hash)))
            .where(
                (Package.direction == "in")
                & (Package.kind == "submission")
                & (Package.standing == "received")
                & (Package.edition == edition)
            )
            .order_by(Package.round, Package.number)
        )
        return {row[0]: ToldRegisters(*row) for row in self._tuples(query)}

    def due_counts(
        self, registers: Collection[str], since: str, until: str, over: str, long_over: str
    ) -> list[DueCount]:
        """Count what these registers (ids) say is due within days (ISO), and what is open before them. What is not done
        and was due by the day `over` is over, by `long_over` long."""
        row = dialect.members_of(Record.content, "$.rows", "row")
        kind, state, due, done = (dialect.member_text("row", f"$.{name}") for name in ("kind", "state", "due", "done"))
        undone = Case(None, ((due <= long_over, "long-over"), (due <= over, "over")), "open")
        outcome = Case(None, ((done.is_null(), undone), (due.is_null() | (done <= due), "in-time")), "late")
        facts = (Record.id, kind, state, outcome)
        wanted = due.is_null() | ((due <= until) & ((due >= since) | done.is_null()))
        query = (
            Record.select(*facts, fn.COUNT(SQL("1")))
            .from_(Record, row)
            .where((Record.kind == _KIND) & dialect.among(Record.id, registers) & wanted)
            .group_by(*facts)
        )
        return [DueCount(*each) for each in self._database.execute(query).fetchall()]

    def blocked(self, organisation: str, edition: str) -> list[FaultyEntry]:
        """Return the entries of a unit in which something must be put right, in table order."""
        return self._faulty(organisation, edition, Entry.blocks > 0)

    def warned(self, organisation: str, edition: str) -> list[FaultyEntry]:
        """Return those in which there is only something to look at."""
        return self._faulty(organisation, edition, (Entry.blocks == 0) & (Entry.warns > 0))

    def unready(self, organisation: str, edition: str) -> list[FaultyEntry]:
        """Return those of the checklist with fields that their unit has not finished."""
        return self._faulty(organisation, edition, Entry.field.is_null(False) & Entry.state.not_in(["ready", "final"]))

    def _faulty(self, organisation: str, edition: str, wrong: Expression) -> list[FaultyEntry]:
        here = (Entry.organisation == organisation) & (Entry.edition == edition) & Entry.not_applicable.is_null()
        query = Entry.select(Entry.id, Entry.blocks, Entry.warns, Entry.state).where(
            here & (Entry.removed == False) & wrong  # noqa: E712 (builds SQL)
        )
        rows: list[Any] = self._tuples(query.order_by(Entry.checklist, Entry.field, Entry.position, Entry.id))
        return [FaultyEntry(*row) for row in rows]
