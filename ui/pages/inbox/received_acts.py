"""What can be done with a package that was taken in: decide what waits, see what was sent back, take it back."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from ui.desk import Desk
from ui.pages.inbox import words
from ui.pages.inbox.acts import undo_import
from ui.pages.inbox.taking import Taking


class ReceivedActs(QObject):
    """Does what the buttons in the rows of the register say."""

    refused = Signal()
    """An import could not be taken back: the register is to be read again."""

    def __init__(self, desk: Desk, taking: Taking, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._taking = desk, taking

    def act(self, key: str, code: str) -> None:
        """Do with the package of a row (its number) what its button says."""
        if code == words.DECIDE:
            self._desk.go("comparison")
        elif code == words.RETURNED:
            self._taking.go_to_returned()
        elif code == words.UNDO:
            self._desk.session.act(partial(undo_import, int(key)), self._undone, self._not_undone)

    def _undone(self, label: str) -> None:
        # The store parts number and word; the window writes 第2轮.
        self._desk.messages.toast(f"已撤销：{label.replace(' ', '')}")

    def _not_undone(self, error: BaseException) -> None:
        self._desk.messages.trouble(error)
        self.refused.emit()
