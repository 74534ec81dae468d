"""Packages written and taken in, by round."""

import json
from typing import Any

from peewee import JOIN, fn

from db.models import Operation, Package, Proposal, ProposalBatch
from db.repositories.repository import Repository, stored_json


class PackageRepository(Repository):
    def add(self, **columns: Any) -> int:
        """Record a package and return its number. `summary` is JSON-ready."""
        columns["summary"] = json.dumps(columns["summary"], ensure_ascii=False)
        return self._run(Package.insert(**columns))

    def mark(self, number: int, standing: str, operation: int | None = None) -> None:
        """Record how far a package got: prepared, handed_over, received; given_up, withdrawn."""
        changed: dict[str, Any] = {"standing": standing}
        if operation is not None:
            changed["operation"] = operation
        self._run(Package.update(**changed).where(Package.number == number))

    def give_up_prepared(self, kind: str, edition: str, recipient: str | None) -> None:
        """Record that rounds which were prepared (for one recipient, or all) and not handed over never will be."""
        here = (Package.kind == kind) & (Package.edition == edition) & (Package.standing == "prepared")
        if recipient is not None:
            here &= Package.recipient == recipient
        self._run(Package.update(standing="given_up").where(here))

    def withdraw(self, operation: int) -> None:
        """Record that taking in a package or a decision was undone, so that the package can be taken in again; likewise
        those that brought nothing after it, from the same sender and between clerks of one unit: what they hold may
        have come with what was undone alone."""
        undone = (Package.operation == operation) & (Package.direction == "in")
        senders = [row["organisation"] for row in self._rows(Package.select(Package.organisation).where(undone))]
        brought_nothing = Operation.select(Operation.number).where(Operation.kind == "received")
        later = (Package.operation > operation) & Package.operation.in_(brought_nothing)
        here = (Package.direction == "in") & (Package.organisation.in_(senders) | (Package.kind == "work"))
        self._run(Package.update(standing="withdrawn").where(here & later))
        self._run(Package.update(standing="withdrawn").where(Package.operation == operation))

    def last(
        self,
        direction: str,
        kind: str,
        organisation: str,
        edition: str,
        recipient: str | None = None,
        standing: str | None = None,
    ) -> dict | None:
        """Return the package with the highest round for a place, of those that got so far, or None."""
        where = (
            (Package.direction == direction)
            & (Package.kind == kind)
            & (Package.organisation == organisation)
            & (Package.edition == edition)
        )
        if recipient is not None:
            where &= Package.recipient == recipient
        if standing is not None:
            where &= Package.standing == standing
        return self._first(Package.select().where(where).order_by(Package.round.desc(), Package.number.desc()))

    def given(self, kind: str, edition: str) -> list[dict[str, Any]]:
        """Return the packages of a kind that were handed over in an edition, newest first, with when."""
        rows = self._rows(
            Package.select(Package, Operation.at)
            .join(Operation, on=(Operation.number == Package.operation))
            .where(
                (Package.direction == "out")
                & (Package.kind == kind)
                & (Package.edition == edition)
                & (Package.standing == "handed_over")
            )
            .order_by(Package.number.desc())
        )
        return [row | {"summary": stored_json(row["summary"])} for row in rows]

    def received(self, hash: str) -> dict | None:
        """Return the package with this hash if it was taken in before."""
        here = (Package.direction == "in") & (Package.hash == hash) & (Package.standing == "received")
        return self._first(Package.select().where(here))

    def all(self) -> list[dict[str, Any]]:
        """Return every package, newest first."""
        rows = self._rows(Package.select().order_by(Package.number.desc()))
        return [row | {"summary": stored_json(row["summary"])} for row in rows]

    def taken_in(self) -> list[dict[str, Any]]:
        """Return every package that came in, newest first, with when and how many of its proposals wait."""
        rows = self._rows(
            Package.select(Package, Operation.at, fn.COUNT(Proposal.number).alias("waiting"))
            .join(Operation, on=(Operation.number == Package.operation))
            .join(ProposalBatch, JOIN.LEFT_OUTER, on=(ProposalBatch.operation == Operation.number))
            .join(
                Proposal,
                JOIN.LEFT_OUTER,
                on=((Proposal.batch == ProposalBatch.number) & (Proposal.standing == "waiting")),
            )
            .where(Package.direction == "in")
            .group_by(Package.number)
            .order_by(Package.number.desc())
        )
        return [row | {"summary": stored_json(row["summary"])} for row in rows]
