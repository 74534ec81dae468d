"""What the reviewer writes beside entries and has not said yet: words and suggested values, kept on the disk."""

from collections.abc import Container, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.exchange.comment_drafts import keep_comment, keep_suggestions
from app.workspace import Workspace
from ui.desk import Desk

_KEEP_AFTER_MS = 300


class Drafts(QObject):
    """By entry (id). What the disk refuses stays here and is tried again with the next change."""

    kept = Signal()
    """Something is on its way to the disk."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._comments: dict[str, str] = {}
        self._suggested: dict[str, dict[str, Any]] = {}
        self._unkept: dict[str, int] = {}
        """By entry which change of it the disk does not have yet."""
        self._changes = 0
        self._soon = QTimer(self, singleShot=True, interval=_KEEP_AFTER_MS)
        self._soon.timeout.connect(self.keep)

    def show_kept(self, comments: Mapping[str, str], suggested: Mapping[str, dict[str, Any]]) -> None:
        """Take over what the disk has; what it does not have yet is newer."""
        self._comments = {**comments, **_only(self._comments, self._unkept)}
        self._suggested = {**suggested, **_only(self._suggested, self._unkept)}

    def comment(self, entry: str) -> str:
        """Return what is written beside an entry."""
        return self._comments.get(entry, "")

    def suggested(self, entry: str) -> dict[str, Any]:
        """Return what is suggested for an entry, by element."""
        return self._suggested.get(entry, {})

    def words(self, entry: str) -> str:
        """Name what there is of an entry; "" where there is nothing."""
        if self.comment(entry).strip():
            return "写了意见"
        return "写了建议" if self.suggested(entry) else ""

    def write(self, entry: str, text: str) -> None:
        """Have other words beside an entry; they reach the disk when the typing rests."""
        if text != self.comment(entry):
            self._comments[entry] = text
            self._note(entry)
            self._soon.start()

    def suggest(self, entry: str, element: str, value: Any) -> None:
        """Suggest a value for an element; None suggests none."""
        others = {key: each for key, each in self.suggested(entry).items() if key != element}
        self._suggested[entry] = others if value is None else others | {element: value}
        self._note(entry)
        self.keep()

    def forget(self, entry: str, comment: str, *, suggested: bool) -> None:
        """Let go of what was said of an entry: these words, and the suggestions where they went along."""
        if self.comment(entry) == comment:
            self._comments.pop(entry, None)
            self._unkept.pop(entry, None)
        if suggested:
            self._suggested.pop(entry, None)

    def keep(self) -> None:
        """Bring everything onto the disk."""
        self._soon.stop()
        for entry, change in self._unkept.items():
            work = partial(_keep, entry, self.comment(entry), self.suggested(entry))
            kept = partial(self._is_kept, entry, change)
            self._desk.session.keep(work, kept, self._desk.messages.trouble)
        if self._unkept:
            self.kept.emit()

    def _note(self, entry: str) -> None:
        self._changes += 1
        self._unkept[entry] = self._changes

    def _is_kept(self, entry: str, change: int, _: None) -> None:
        if self._unkept.get(entry) == change:
            del self._unkept[entry]


def _only(drafts: Mapping[str, Any], entries: Container[str]) -> dict[str, Any]:
    return {entry: draft for entry, draft in drafts.items() if entry in entries}


def _keep(entry: str, comment: str, suggested: Mapping[str, Any], workspace: Workspace) -> None:
    with workspace.store.transaction():
        keep_comment(workspace, entry, comment)
        keep_suggestions(workspace, entry, suggested)
