"""Admitting senders one after the other: the panel is shown, what was typed is written, the next one is offered."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from app.exchange.looking import Look
from app.exchange.received import UnitStanding
from app.organisations import Organisation
from ui.desk import Desk
from ui.pages.inbox.acts import admit_sender
from ui.pages.inbox.admission import Admission
from ui.pages.inbox.found_files import FoundFiles
from ui.pages.inbox.view import FilesView
from ui.pages.inbox.words import ADMIT


class Admitting(QObject):
    """Lets a sender be known. Its files are to be looked at again afterwards."""

    admitted = Signal(object)
    """The `Look` at the file whose sender is known now."""

    def __init__(self, desk: Desk, view: FilesView, files: FoundFiles, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._view, self._files = desk, view, files
        view.admitted.connect(self._admit)
        view.admission_closed.connect(self.close)

    def begin(self, look: Look, roster: list[UnitStanding]) -> None:
        """Ask about the sender of a file."""
        self._view.table.set_current(str(look.path))
        self._view.show_admission(shown=True)
        self._view.admission.show_sender(look, roster, self._desk.session.unit.kind)

    def close(self) -> None:
        """Be done with the one who asks; the keyboard goes back to the files."""
        self._view.show_admission(shown=False)
        self._view.table.setFocus()

    def _admit(self, admission: Admission) -> None:
        def done(unit: Organisation) -> None:
            self.close()
            self._go_on(str(admission.look.path))
            known = (
                f"已认可上级“{unit.name}”"
                if admission.look.kind == "start"
                else f"已认可“{unit.name}”的电脑，它发来的文件可以收了"
            )
            self._desk.messages.toast(known)
            self.admitted.emit(admission.look)

        place = self._files.readable(admission.look.path)
        self._desk.session.act(partial(admit_sender, admission, place), done)

    def _go_on(self, done: str) -> None:
        """Go to the first of the others that ask to be admitted."""
        table = self._view.table
        for number, key in enumerate(table.model().keys):
            actions = table.actions_at(table.model().index(number, 0))
            if key != done and any(action.code == ADMIT for action in actions):
                table.set_current(key)
                return
