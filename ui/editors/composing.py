"""What an input method composes is text only when it is chosen; leaving its place chooses it as it stands."""

from PySide6.QtGui import QFocusEvent, QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication


class Composing:
    """Mixed into a text input, before Qt's class: nothing that is being composed in it gets lost."""

    _preedit = ""

    @property
    def is_composing(self) -> bool:
        """Whether something stands here that is no text yet."""
        return bool(self._preedit)

    def finish_composing(self) -> None:
        """Make text of what is being composed, as the input method has it or else as it is shown."""
        if self._preedit:
            QGuiApplication.inputMethod().commit()
        if self._preedit:
            event = QInputMethodEvent("", [])
            event.setCommitString(self._preedit)
            QApplication.sendEvent(self, event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Remember what is being composed."""
        self._preedit = event.preeditString()
        super().inputMethodEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Keep what is being composed when the keyboard goes elsewhere."""
        self.finish_composing()
        super().focusOutEvent(event)


def finish_composing() -> None:
    """Make text of what is being composed where the keyboard is; for acts that do not take the keyboard away."""
    focused = QApplication.focusWidget()
    if isinstance(focused, Composing):
        focused.finish_composing()
