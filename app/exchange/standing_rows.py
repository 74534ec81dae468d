"""The lines about our subjects as they go to a colleague: what we took back of what came from elsewhere is not ours
to take back there."""

from typing import Any

from app.exchange.ancestry import Ancestry
from app.exchange.subject_rows import subject_row
from app.workspace import Workspace
from db.repositories.entries import EntryRow
from db.repositories.records import RecordRow

_FROM_ELSEWHERE = ("import", "decide")


class StandingRows:
    """Makes the lines. Where something from elsewhere was taken back, a subject goes out as it stood before, or as what
    was done on top of that; one that nothing else ever brought does not go out."""

    def __init__(self, workspace: Workspace):
        self._workspace = workspace
        self._ancestry = Ancestry(workspace.store.revisions)
        self._given_back = workspace.store.operations.given_back(_FROM_ELSEWHERE)
        self._behind: set[str] = set()

    def behind(self) -> list[str]:
        """Return the revisions behind those that went out, and those behind what was taken back."""
        return sorted(self._behind)

    def of_entry(self, row: EntryRow) -> dict[str, Any] | None:
        """Return the line about an entry."""
        return self._line("entry", row.id, row.revision, row.content)

    def of_record(self, row: RecordRow) -> dict[str, Any] | None:
        """Return the line about a subject that is no entry."""
        line = self._line(row.kind, row.id, row.revision, row.content)
        return line and {"kind": row.kind} | line

    def _line(self, kind: str, id: str, revision: str, content: dict[str, Any]) -> dict[str, Any] | None:
        if (kind, id) not in self._given_back:
            return self._noted(subject_row(self._workspace, id, revision, content))
        self._note_all_that_stood(kind, id)
        standing = self._ancestry.standing(revision)
        if standing is None:
            return None
        # What was taken back leaves the content as it stood before.
        told = subject_row(self._workspace, id, standing, content)
        return self._noted(told | {"ancestors": sorted(self._ancestry.behind(standing))})

    def _note_all_that_stood(self, kind: str, id: str) -> None:
        """Keep our own work on top of what was taken back elsewhere too."""
        store = self._workspace.store
        for change in store.operations.of_subject(kind, id):
            self._behind |= {change["after"]} | store.revisions.ancestors(change["after"])

    def _noted(self, line: dict[str, Any]) -> dict[str, Any]:
        self._behind.update(line["ancestors"])
        return line
