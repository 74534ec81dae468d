"""Elements being typed, kept until they become a revision."""

import json
from collections.abc import Iterable
from typing import Any

from db.models import Draft
from db.repositories.repository import Repository, stored_json


class DraftRepository(Repository):
    def put(self, subject_kind: str, subject_id: str, element: str, value: Any, person: str | None, at: str) -> None:
        """Keep what stands in an editor now."""
        self._run(
            Draft.replace(
                subject_kind=subject_kind,
                subject_id=subject_id,
                element=element,
                value=json.dumps(value, ensure_ascii=False),
                person=person,
                at=at,
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
        """Return every draft row, oldest first."""
        rows = self._rows(Draft.select().order_by(Draft.at))
        return [row | {"value": stored_json(row["value"])} for row in rows]

    def drop(self, subject_kind: str, subject_id: str, elements: Iterable[str]) -> None:
        """Forget what was typed into these elements, in the transaction that made a revision of it."""
        here = (Draft.subject_kind == subject_kind) & (Draft.subject_id == subject_id)
        self._run(Draft.delete().where(here & Draft.element.in_(list(elements))))
