"""Proposals: changes from elsewhere, waiting or decided."""

import json
from collections.abc import Iterable
from typing import Any

from peewee import Expression, fn

from db import dialect
from db.models import Operation, Proposal, ProposalBatch
from db.repositories.repository import Repository, stored_json

_COLUMNS = (
    "id",
    "batch",
    "subject_kind",
    "subject_id",
    "organisation",
    "title",
    "change",
    "matched",
    "likeness",
    "standing",
    "side",
    "body",
    "decided",
)


class ProposalRepository(Repository):
    def add_batch(
        self, id: str, source: str, label: str, organisation: str, source_hash: str | None, operation: int
    ) -> int:
        """Record where a set of proposals comes from, with the operation that brought it; returns its number."""
        return self._run(
            ProposalBatch.insert(
                id=id,
                source=source,
                label=label,
                organisation=organisation,
                source_hash=source_hash,
                operation=operation,
            )
        )

    def add(self, rows: Iterable[dict[str, Any]]) -> None:
        """Store proposals; `body` is JSON-ready."""
        dialect.insert_many(self._database, "proposal", _COLUMNS, (_as_tuple(row) for row in rows))

    def waiting(self, edition: str) -> list[dict[str, Any]]:
        """Return the proposals of an edition that nobody has decided, with the source and label of their batch."""
        return self._waiting(_is_of(edition))

    def waiting_counts(self, edition: str) -> dict[str, int]:
        """Return how many proposals of an edition wait, by the organisation whose subjects they are."""
        query = Proposal.select(Proposal.organisation, fn.COUNT(Proposal.number).alias("waiting"))
        here = (Proposal.standing == "waiting") & _is_of(edition)
        rows = self._rows(query.where(here).group_by(Proposal.organisation))
        return {row["organisation"]: row["waiting"] for row in rows}

    def waiting_on(self, kind: str, ids: Iterable[str]) -> list[dict[str, Any]]:
        """Return the undecided proposals for these subjects, whichever batch brought them."""
        return self._waiting((Proposal.subject_kind == kind) & dialect.among(Proposal.subject_id, ids))

    def waiting_by_prefix(self, prefix: str) -> list[dict[str, Any]]:
        """Return the undecided proposals whose id begins with `prefix`."""
        return self._waiting(Proposal.id.startswith(prefix))

    def _waiting(self, which: Expression | None = None) -> list[dict[str, Any]]:
        query = (
            Proposal.select(Proposal, ProposalBatch.source, ProposalBatch.label, Operation.at)
            .join(ProposalBatch, on=(ProposalBatch.number == Proposal.batch))
            .join(Operation, on=(Operation.number == ProposalBatch.operation))
            .where(Proposal.standing == "waiting")
            .order_by(Proposal.number)
        )
        return [_parsed(row) for row in self._rows(query if which is None else query.where(which))]

    def waiting_from(self, source: str, edition: str) -> list[dict[str, Any]]:
        """Return the undecided proposals of an edition that came from a source."""
        return self._waiting((ProposalBatch.source == source) & _is_of(edition))

    def withdraw(self, operation: int) -> None:
        """Take back what an undone operation brought or closed: its own proposals go, those it closed wait again."""
        batches = ProposalBatch.select(ProposalBatch.number).where(ProposalBatch.operation == operation)
        self._run(
            Proposal.update(standing="withdrawn").where((Proposal.standing == "waiting") & Proposal.batch.in_(batches))
        )
        self._run(Proposal.update(standing="waiting", side=None, decided=None).where(Proposal.decided == operation))

    def is_asked_by(self, operation: int) -> bool:
        """Say whether an operation brought proposals that were to wait."""
        batches = ProposalBatch.select(ProposalBatch.number).where(ProposalBatch.operation == operation)
        return any(True for _ in self._rows(batches.limit(1)))

    def settle(self, numbers: Iterable[int], standing: str, side: str | None, operation: int | None) -> None:
        """Record what became of proposals."""
        wanted = list(numbers)
        for start in range(0, len(wanted), 500):
            part = wanted[start : start + 500]
            self._run(Proposal.update(standing=standing, side=side, decided=operation).where(Proposal.number.in_(part)))


def _is_of(edition: str) -> Expression:
    """Return the condition that what is proposed belongs to an edition, or to none as facts of units do."""
    proposed = fn.json_extract(Proposal.body, "$.theirs.edition")
    return proposed.is_null() | (proposed == edition)


def _as_tuple(row: dict[str, Any]) -> tuple:
    body = json.dumps(row["body"], ensure_ascii=False)
    return tuple(body if name == "body" else row.get(name) for name in _COLUMNS)


def _parsed(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"body": stored_json(row["body"])}
