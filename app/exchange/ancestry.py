"""What lies behind a subject of ours, and where our line of revisions and theirs parted."""

import json
from typing import Any

from app.proposals.comparison import Content, agreed
from db.repositories.revisions import RevisionRepository

_DEEPEST = 16
"""Common ancestors of common ancestors are looked for so many times; beyond, nothing is held to be agreed."""


class Ancestry:
    """How revisions descend from each other. One that took back what came from elsewhere (see `Operation.stand_again`)
    stands for what was there before: what it took back does not lie behind it."""

    def __init__(self, revisions: RevisionRepository):
        self._revisions = revisions
        self._rows: dict[str, dict[str, Any] | None] = {}

    def standing(self, revision: str | None) -> str | None:
        """Return the revision for which one stands; None where what brought the subject was taken back."""
        while revision is not None and (row := self._row(revision)) and _takes_back(row):
            revision = row["parent1"]
        return revision

    def behind(self, revision: str) -> set[str]:
        """Return every revision known to lie behind one, without itself."""
        found: set[str] = set()
        line = [revision]
        while line:
            each = line.pop()
            row = self._row(each)
            found.update(told_behind(self._revisions, row) if row else [])
            further = set(self.parents(each)) - found
            found |= further
            line += further
        return found

    def newest_common(self, revision: str | None, behind_theirs: set[str]) -> Content | None:
        """Return the content at which the line that ends at a revision and theirs parted; None if we hold none.

        Where two lines were joined crosswise there are several such places: what they agree on is returned.
        """
        met = self._first_met([revision] if revision else [], behind_theirs)
        return self._agreed_content(met, _DEEPEST)

    def parents(self, revision: str) -> list[str]:
        """Return the parents of a revision; none where we do not hold it."""
        row = self._row(revision) or {}
        told = (row.get("parent1"), row.get("parent2"))
        return [parent for parent in dict.fromkeys(told) if parent]

    def _row(self, revision: str) -> dict[str, Any] | None:
        if revision not in self._rows:
            self._rows[revision] = self._revisions.get(revision)
        return self._rows[revision]

    def _first_met(self, start: list[str], wanted: set[str]) -> list[str]:
        """Return which of the wanted revisions are met first on every way back from the start; what we do not hold
        ends a way."""
        met, seen, line = [], set(start), list(start)
        while line:
            each = line.pop()
            if self._row(each) is not None and each in wanted:
                # What lies behind a common one is common too, and older.
                met.append(each)
                continue
            further = [parent for parent in self.parents(each) if parent not in seen]
            seen.update(further)
            line += further
        return met

    def _agreed_content(self, common: list[str], deepest: int) -> Content | None:
        """Return what the newest of these revisions agree on, held against where they parted in turn."""
        behind = {id: self.behind(id) for id in common}
        older = set().union(*behind.values()) if len(common) > 1 else set()
        newest = sorted(set(common) - older)
        if not newest:
            return None
        content, before = self._revisions.content(newest[0]), behind[newest[0]] | {newest[0]}
        for id in newest[1:]:
            parted = self._first_met([id], before) if deepest else []
            content = agreed(self._agreed_content(parted, deepest - 1), content, self._revisions.content(id))
            before |= behind[id] | {id}
        return content


def told_behind(revisions: RevisionRepository, row: dict[str, Any]) -> list[str]:
    """Return the further ancestors of a revision that its sender told of; what one took back is none of them."""
    return [] if _takes_back(row) else revisions.told_ancestors(row)


def _takes_back(row: dict[str, Any]) -> bool:
    if row["parent1"] is None:
        # Nobody's work begins with a removal.
        return json.loads(row["content"]).get("removed", False)
    return row["parent1"] == row["parent2"]
