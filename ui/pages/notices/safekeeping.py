"""Bringing what is being made into safety: a moment after it was typed it lies beside the workspace."""

from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer

from app.notices.unfinished import Unfinished, store_unfinished
from app.workspace import Workspace
from ui.desk import Desk
from ui.pages.notices.draft import Draft

_WAIT_MS = 1000


class Safekeeping(QObject):
    """Stores the drafts of the page. While the disk refuses they live in memory, and the clerk is asked at the end."""

    def __init__(self, desk: Desk, parent: QObject, drafts: Callable[[], Sequence[Draft]]) -> None:
        super().__init__(parent)
        self._desk, self._drafts = desk, drafts
        self.is_refused = False
        self._lies_beside: Path | None = None
        desk.session.leaving.connect(self.settle)
        # It does not start anew with each key: whoever types on and on loses no more than this.
        self._soon = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._soon.timeout.connect(self._store)

    def note(self) -> None:
        """Something was typed, came, went or was printed."""
        if not self._soon.isActive():
            self._soon.start()

    def settle(self) -> None:
        """Store now what is still waiting."""
        if self._soon.isActive():
            self._soon.stop()
            self._store()

    def _store(self) -> None:
        if not self._desk.session.is_open:
            return
        wanted = [draft for draft in self._drafts() if draft.is_worth_keeping]
        begun = [draft.as_unfinished() for draft in wanted]

        before = self._lies_beside

        def store(workspace: Workspace) -> tuple[str, Path]:
            now, moved = workspace.timestamp(), before not in (None, workspace.path)
            stored = [replace(each, at=each.at or now) for each in begun]
            store_unfinished(workspace, stored, moved_from=before if moved else None)
            return now, workspace.path

        self._desk.session.ask(store, lambda done: self._say_stored(wanted, *done), self._refuse)

    def _say_stored(self, drafts: Sequence[Draft], now: str, path: Path) -> None:
        self.is_refused, self._lies_beside = False, path
        for draft in drafts:
            draft.changed_at = draft.changed_at or now

    def _refuse(self, error: BaseException) -> None:
        if not self.is_refused:
            self._desk.messages.trouble(error)
        self.is_refused = True


def restored(unfinished: Unfinished, draft: Draft) -> Draft:
    """Put what was stored into a draft just begun from its template."""
    draft.answers = dict(unfinished.answers)
    draft.rows = [dict(row) for row in unfinished.rows]
    draft.dropped, draft.left_out = unfinished.dropped, unfinished.left_out
    draft.corrects = unfinished.corrects
    draft.is_touched, draft.changed_at = unfinished.is_touched, unfinished.at
    return draft
