"""Elements being typed, kept until they become a revision; what was taken back is kept until something new is typed."""

import json
from collections.abc import Iterable
from typing import Any

from peewee import fn

from db.models import Draft, Operation
from db.repositories.repository import Repository, stored_json


class DraftRepository(Repository):
    def put(self, subject_kind: str, subject_id: str, element: str, value: Any, person: str | None, at: str) -> None:
        """Keep what stands in an editor now, as the newest; what was taken back before is forgotten."""
        self._run(Draft.delete().where(~_STANDS))
        self._run(
            Draft.replace(
                subject_kind=subject_kind,
                subject_id=subject_id,
                element=element,
                value=json.dumps(value, ensure_ascii=False),
                person=person,
                at=at,
                after=_LAST_OPERATION,
            )
        )

    def of_subject(self, subject_kind: str, subject_id: str) -> dict[str, Any]:
        """Return the typed values of one subject by element."""
        return {
            row["element"]: row["value"]
            for row in self.all()
            if (row["subject_kind"], row["subject_id"]) == (subject_kind, subject_id)
        }

    def all(self) -> list[dict[str, Any]]:
        """Return every draft row that stands, oldest first; `after` is the number of the operation before it."""
        rows = self._rows(Draft.select().where(_STANDS).order_by(Draft.after, Draft.number))
        return [row | {"value": stored_json(row["value"])} for row in rows]

    def take_back(self, number: int) -> None:
        """Let a draft stand no longer, so that it can come again."""
        self._run(Draft.update(taken_back=_LAST_OPERATION).where(Draft.number == number))

    def last_taken_back(self) -> dict[str, Any] | None:
        """Return the draft that was taken back last; they are taken back newest first."""
        return self._first(Draft.select().where(~_STANDS).order_by(Draft.number))

    def keep_taken_back(self) -> None:
        """Let what was taken back count as taken back after all that was done."""
        self._run(Draft.update(taken_back=_LAST_OPERATION).where(~_STANDS))

    def bring_back(self, number: int) -> None:
        """Let a draft that was taken back stand again, behind all that was done."""
        self._run(Draft.update(taken_back=None, after=_LAST_OPERATION).where(Draft.number == number))

    def drop(self, subject_kind: str, subject_id: str, elements: Iterable[str]) -> None:
        """Forget what was typed into these elements, in the transaction that made a revision of it."""
        here = (Draft.subject_kind == subject_kind) & (Draft.subject_id == subject_id)
        self._run(Draft.delete().where(here & Draft.element.in_(list(elements))))


_STANDS = Draft.taken_back.is_null()
_LAST_OPERATION = Operation.select(fn.COALESCE(fn.MAX(Operation.number), 0))
