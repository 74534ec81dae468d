"""What lies behind a subject of ours, and where our line of revisions and theirs parted."""

from collections.abc import Callable
from typing import Any

from app.proposals.comparison import Content, agreed
from app.workspace import Workspace
from db.repositories.revisions import RevisionRepository

_RowsOf = Callable[[list[str]], list[dict[str, Any]]]
_ParentsOf = Callable[[dict[str, Any]], list[str]]

_DEEPEST = 16
"""Common ancestors of common ancestors are looked for so many times; beyond, nothing is held to be agreed."""

# Undoing what came from elsewhere counts as its never having come, so that it can be taken in anew. Undoing an edit
# of our own does not: the edit may have been sent, and must not come back from where it was sent.
_FROM_ELSEWHERE = ("import", "decide")


class OurLine:
    """The revisions behind a subject as it stands. `standing` is None when what brought it was undone."""

    def __init__(
        self,
        workspace: Workspace,
        subject_kind: str,
        subject_id: str,
        from_elsewhere: tuple[str, ...] = _FROM_ELSEWHERE,
    ):
        self._revisions = workspace.store.revisions
        self._rows = _held_by(self._revisions)
        changes = workspace.store.operations.of_subject(subject_kind, subject_id)
        self._taken_back = _taken_back(changes, from_elsewhere)
        self.standing: str | None = self._before_what_was_undone(changes[-1]["after"])

    @property
    def undoing(self) -> set[str]:
        """The revisions that took back what came from elsewhere."""
        return set(self._taken_back)

    def behind(self) -> set[str]:
        """Return every revision known to lie behind `standing`."""
        found: set[str] = set()
        line = [self.standing] if self.standing else []
        while line:
            rows = self._rows(line)
            for row in rows:
                found.update(self._revisions.told_ancestors(row))
            line = [parent for row in rows for parent in self._parents(row) if parent not in found]
            found.update(line)
        return found

    def newest_common(self, behind_theirs: set[str]) -> Content | None:
        """Return the content at which our line and theirs parted; None if we hold none.

        Where two lines were joined crosswise there are several such places: what they agree on is returned.
        """
        start = [self.standing] if self.standing else []
        met = _first_met(self._rows, self._parents, start, behind_theirs)
        return _agreed_content(self._revisions, met, _DEEPEST)

    def _parents(self, row: dict[str, Any]) -> list[str]:
        parents = map(self._before_what_was_undone, _told_parents(row))
        return [parent for parent in parents if parent is not None]

    def _before_what_was_undone(self, revision: str | None) -> str | None:
        while revision in self._taken_back:
            revision = self._taken_back[revision]
        return revision


def _first_met(rows_of: _RowsOf, parents_of: _ParentsOf, start: list[str], wanted: set[str]) -> list[str]:
    """Return which of the wanted revisions are met first on every way back from the start; what we do not hold ends
    a way."""
    met, seen, line = [], set(start), start
    while line:
        rows = rows_of(line)
        met += [row["id"] for row in rows if row["id"] in wanted]
        # What lies behind a common one is common too, and older.
        further = [row for row in rows if row["id"] not in wanted]
        line = [parent for row in further for parent in parents_of(row) if parent not in seen]
        seen.update(line)
    return met


def _agreed_content(revisions: RevisionRepository, common: list[str], deepest: int) -> Content | None:
    """Return what the newest of these revisions agree on, held against where they parted in turn."""
    behind = {id: revisions.ancestors(id) for id in common}
    older = set().union(*behind.values()) if len(common) > 1 else set()
    newest = sorted(set(common) - older)
    if not newest:
        return None
    content, before = revisions.content(newest[0]), behind[newest[0]] | {newest[0]}
    for id in newest[1:]:
        parted = _first_met(_held_by(revisions), _told_parents, [id], before) if deepest else []
        content = agreed(_agreed_content(revisions, parted, deepest - 1), content, revisions.content(id))
        before |= behind[id] | {id}
    return content


def _held_by(revisions: RevisionRepository) -> _RowsOf:
    return lambda ids: [row for row in map(revisions.get, dict.fromkeys(ids)) if row is not None]


def _told_parents(row: dict[str, Any]) -> list[str]:
    return [parent for parent in (row["parent1"], row["parent2"]) if parent]


def _taken_back(changes: list[dict[str, Any]], from_elsewhere: tuple[str, ...]) -> dict[str, str | None]:
    """Return by revision that undid something from elsewhere where the entry stood before that had come.

    The same import undone again gives the same revision again: it still stands for what was there at first.
    """
    by_operation = {change["id"]: change for change in changes}
    back: dict[str, str | None] = {}
    for change in changes:
        undone = by_operation[change["undoes"]] if change["undoes"] else None
        if undone is None or undone["kind"] not in from_elsewhere or change["after"] in back:
            continue
        before = undone["before"]
        while before in back:
            before = back[before]
        if before != change["after"]:
            back[change["after"]] = before
    return back
