"""Operations: who did what and when, which subjects it changed and what left the house with it."""

from collections.abc import Iterable
from typing import Any

from db import dialect
from db.models import Change, Operation, Package, Release
from db.repositories.repository import Repository


class OperationRepository(Repository):
    def add(
        self, id: str, at: str, person: str | None, device: str | None, kind: str, label: str, undoes: str | None = None
    ) -> int:
        """Record an operation and return its number."""
        return self._run(
            Operation.insert(id=id, at=at, person=person, device=device, kind=kind, label=label, undoes=undoes)
        )

    def relabel(self, number: int, label: str) -> None:
        """Word an operation anew once it is known how many things it changed."""
        self._run(Operation.update(label=label).where(Operation.number == number))

    def add_changes(self, rows: Iterable[tuple[int, str, str, str | None, str]]) -> None:
        """Record (operation, subject kind, subject id, before, after)."""
        columns = ("operation", "subject_kind", "subject_id", "before", "after")
        keys = columns[:3]
        # Two writes of one subject in one operation keep the first `before`.
        dialect.upsert_many(self._database, "change", columns, (*keys, "before"), rows, conflict=keys)

    def add_releases(self, rows: Iterable[tuple[int, str, str, str, str]]) -> None:
        """Record (operation, medium, subject kind, subject id, revision) that left the house."""
        columns = ("operation", "medium", "subject_kind", "subject_id", "revision")
        dialect.insert_missing(self._database, "release", columns, rows)

    def changes(self, number: int) -> list[dict[str, Any]]:
        """Return what an operation changed."""
        return self._rows(Change.select().where(Change.operation == number))

    def of_subject(self, kind: str, id: str) -> list[dict[str, Any]]:
        """Return the operations that changed a subject, oldest first, with `before` and `after`."""
        query = (
            Change.select(Operation, Change.before, Change.after)
            .join(Operation, on=(Operation.number == Change.operation))
            .where((Change.subject_kind == kind) & (Change.subject_id == id))
            .order_by(Operation.number)
        )
        return self._rows(query)

    def releases_of(self, kind: str, id: str) -> list[dict[str, Any]]:
        """Return when and on what medium revisions of a subject left the house."""
        query = (
            Release.select(Release.medium, Release.revision, Operation.at, Operation.label, Operation.person)
            .join(Operation, on=(Operation.number == Release.operation))
            .where((Release.subject_kind == kind) & (Release.subject_id == id))
            .order_by(Operation.number)
        )
        return self._rows(query)

    def released(self, number: int, kind: str) -> dict[str, str]:
        """Return what left the house with an operation: subject id → revision."""
        query = Release.select(Release.subject_id, Release.revision)
        rows = self._tuples(query.where((Release.operation == number) & (Release.subject_kind == kind)))
        return dict(rows)

    def handed_over(self, subject_kind: str, ids: Iterable[str], package_kinds: Iterable[str]) -> set[tuple[str, str]]:
        """Return (subject id, revision) of what was handed over in packages of these kinds, of these subjects; what
        came in them was handed over before."""
        wanted, found = list(ids), set[tuple[str, str]]()
        went_out = Package.kind.in_(list(package_kinds)) & Package.standing.in_(["handed_over", "received"])
        for start in range(0, len(wanted), 500):
            here = (Release.subject_kind == subject_kind) & Release.subject_id.in_(wanted[start : start + 500])
            query = Release.select(Release.subject_id, Release.revision)
            found.update(
                self._tuples(query.join(Package, on=(Package.operation == Release.operation)).where(here & went_out))
            )
        return found

    def latest(self, limit: int = 50) -> list[dict[str, Any]]:
        """Return the latest operations, newest first."""
        return self._rows(Operation.select().order_by(Operation.number.desc()).limit(limit))

    def by_id(self, id: str) -> dict[str, Any] | None:
        """Return an operation by its id."""
        return self._first(Operation.select().where(Operation.id == id))

    def by_number(self, number: int) -> dict[str, Any] | None:
        """Return an operation by its number."""
        return self._first(Operation.select().where(Operation.number == number))

    def is_followed(self, number: int, kinds: Iterable[str]) -> bool:
        """Say whether something of these kinds was done after an operation, redoing aside."""
        newer = (Operation.number > number) & Operation.kind.in_(list(kinds)) & Operation.undoes.is_null()
        return self._first(Operation.select(Operation.number).where(newer)) is not None

    def given_back(self, kinds: Iterable[str]) -> set[tuple[str, str]]:
        """Return the subjects (kind, id) of which an operation of these kinds was undone, redone or not."""
        undone = Operation.alias()
        query = (
            Change.select(Change.subject_kind, Change.subject_id)
            .join(Operation, on=(Operation.number == Change.operation))
            .join(undone, on=(undone.id == Operation.undoes))
            .where(undone.kind.in_(list(kinds)))
            .distinct()
        )
        return set(self._tuples(query))

    def last_standing(self, kinds: Iterable[str]) -> dict[str, Any] | None:
        """Return the newest operation of these kinds that nothing has undone."""
        undoing = Operation.alias()
        standing = ~Operation.id.in_(undoing.select(undoing.undoes).where(undoing.undoes.is_null(False)))
        query = Operation.select().where(Operation.kind.in_(list(kinds)) & standing).order_by(Operation.number.desc())
        return self._first(query)
