"""What lies behind a subject of ours, and where our line of revisions and theirs parted."""

from typing import Any

from app.workspace import Workspace

# Undoing what came from elsewhere counts as its never having come, so that it can be taken in anew. Undoing an edit
# of our own does not: the edit may have been sent, and must not come back from where it was sent.
_FROM_ELSEWHERE = ("import", "decide")


class OurLine:
    """The revisions behind a subject as it stands. `standing` is None when what brought it was undone."""

    def __init__(self, workspace: Workspace, subject_kind: str, subject_id: str):
        self._revisions = workspace.store.revisions
        changes = workspace.store.operations.of_subject(subject_kind, subject_id)
        self._taken_back = _taken_back(changes)
        self.standing: str | None = self._before_what_was_undone(changes[-1]["after"])

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

    def newest_common(self, behind_theirs: set[str]) -> dict[str, Any] | None:
        """Return the content of the newest revision of our line that theirs descends from; None if we hold none."""
        common, seen = [], {self.standing}
        line = [self.standing] if self.standing else []
        while line:
            rows = self._rows(line)
            common += [row["id"] for row in rows if row["id"] in behind_theirs]
            # What lies behind a common one is common too, and older.
            further = [row for row in rows if row["id"] not in behind_theirs]
            line = [parent for row in further for parent in self._parents(row) if parent not in seen]
            seen.update(line)
        older = set().union(*(self._revisions.ancestors(id) for id in common)) if len(common) > 1 else set()
        newest = next((id for id in common if id not in older), None)
        return self._revisions.content(newest) if newest else None

    def _rows(self, ids: list[str]) -> list[dict[str, Any]]:
        return [row for row in map(self._revisions.get, dict.fromkeys(ids)) if row is not None]

    def _parents(self, row: dict[str, Any]) -> list[str]:
        parents = (self._before_what_was_undone(parent) for parent in (row["parent1"], row["parent2"]) if parent)
        return [parent for parent in parents if parent is not None]

    def _before_what_was_undone(self, revision: str | None) -> str | None:
        while revision in self._taken_back:
            revision = self._taken_back[revision]
        return revision


def _taken_back(changes: list[dict[str, Any]]) -> dict[str, str | None]:
    """Return by revision that undid something from elsewhere where the entry stood before that had come.

    The same import undone again gives the same revision again: it still stands for what was there at first.
    """
    by_operation = {change["id"]: change for change in changes}
    back: dict[str, str | None] = {}
    for change in changes:
        undone = by_operation[change["undoes"]] if change["undoes"] else None
        if undone is None or undone["kind"] not in _FROM_ELSEWHERE or change["after"] in back:
            continue
        before = undone["before"]
        while before in back:
            before = back[before]
        if before != change["after"]:
            back[change["after"]] = before
    return back
