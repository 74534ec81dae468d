"""What stands half written in forms of a page: on the disk within 300 ms, shown again when the form is opened."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.drafting.form_drafts import keep_form
from ui.desk import Desk

_KEEP_AFTER_MS = 300


class FormDrafts(QObject):
    """By form and subject (id). What the disk refuses stays here and is tried again with the next change."""

    kept = Signal()
    """Something is on its way to the disk."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._typed: dict[tuple[str, str], Any] = {}
        self._unkept: dict[tuple[str, str], int] = {}
        """Which change of it the disk does not have yet."""
        self._changes = 0
        self._soon = QTimer(self, singleShot=True, interval=_KEEP_AFTER_MS)
        self._soon.timeout.connect(self.keep)
        desk.session.leaving.connect(self.keep)
        desk.session.moved.connect(self.keep)
        desk.session.opened.connect(self._forget_all)
        desk.session.half_written_asked.connect(self._tell_half_written)

    def show_kept(self, kept: Mapping[str, Mapping[str, Any]]) -> None:
        """Take over what the disk has, by form and subject; what it does not have yet is newer."""
        newer = {key: self._typed.get(key) for key in self._unkept}
        stored = {(form, subject): typed for form, found in kept.items() for subject, typed in found.items()}
        self._typed = {key: typed for key, typed in (stored | newer).items() if typed is not None}

    def all_typed(self) -> dict[str, dict[str, Any]]:
        """Return everything that stands half written, by form and subject, also what the disk does not know yet."""
        found: dict[str, dict[str, Any]] = {}
        for (form, subject), typed in self._typed.items():
            found.setdefault(form, {})[subject] = typed
        return found

    def typed(self, form: str, subject: str) -> Any | None:
        """Return what stands half written in a form about a subject, None where nothing does."""
        return self._typed.get((form, subject))

    def write(self, form: str, subject: str, typed: Any | None) -> None:
        """Have this stand in a form, None for nothing; it reaches the disk when the typing rests."""
        key = (form, subject)
        if typed == self._typed.get(key):
            return
        if typed is None:
            del self._typed[key]
        else:
            self._typed[key] = typed
        self._changes += 1
        self._unkept[key] = self._changes
        self._soon.start()

    def _tell_half_written(self, forms: list[bool]) -> None:
        forms += [key not in self._unkept for key in self._typed]

    def keep(self) -> None:
        """Bring everything onto the disk."""
        self._soon.stop()
        for key, change in self._unkept.items():
            work = partial(_keep, *key, self._typed.get(key))
            self._desk.session.keep(work, partial(self._is_kept, key, change), self._desk.messages.trouble)
        if self._unkept:
            self.kept.emit()

    def _is_kept(self, key: tuple[str, str], change: int, _: None) -> None:
        if self._unkept.get(key) == change:
            del self._unkept[key]

    def _forget_all(self) -> None:
        self._soon.stop()
        self._typed, self._unkept = {}, {}


def _keep(form: str, subject: str, typed: Any | None, workspace) -> None:
    keep_form(workspace, form, subject, typed)
