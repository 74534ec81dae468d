"""Where the reason is written for which an item does not concern the unit."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from ui.editors.reasons import ReasonPicker, written_reason
from ui.theme.metrics import SPACE
from ui.widgets.buttons import Button
from ui.widgets.field import Field
from ui.widgets.labels import label
from ui.widgets.panel import Panel

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class DeclineBox(Panel):
    """Asks for the reason in the page itself; nothing happens before it is written."""

    declined = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.reason = ReasonPicker("例：本镇没有这类企业")
        self.field = Field("为什么不涉及（县里会看到；Alt+1 到 9 选一句）", self.reason)
        self.accept = Button("标为不涉及", icon="circle-slash")
        self._cancel = Button("算了", role="quiet")
        self.accept.clicked.connect(self._accept)
        self.reason.finished.connect(self._accept)
        self.reason.edited.connect(self.field.clear)
        self._cancel.clicked.connect(self._give_up)
        self._before: QWidget | None = None
        """Where the keyboard was before the box took it."""
        self._headline = label("", "strong", wrap=True)
        self._lay_out()
        self.hide()

    def offer(self, reasons: Sequence[str]) -> None:
        """Offer ready reasons."""
        self.reason.offer(reasons)

    def ask(self, unit: str, title: str) -> None:
        """Open with an empty reason and take the keyboard there."""
        self._headline.setText(f"“{title}”{unit}不涉及")
        self.reason.clear()
        self.field.clear()
        if not self.isVisible():
            self._before = self.window().focusWidget()
        self.show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        """Keep Ctrl+Enter from the page, which would finish the line instead."""
        if event.type() == QEvent.Type.ShortcutOverride and _is_ctrl_enter(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes without doing anything; Ctrl+Enter does the same as Enter, from the buttons too."""
        if event.key() == Qt.Key.Key_Escape:
            self._give_up()
        elif _is_ctrl_enter(event) and self.isVisible():
            self._accept()
        else:
            super().keyPressEvent(event)

    def _give_up(self) -> None:
        """Close, and go back to where the clerk was."""
        if self._before is not None and isValid(self._before):
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()

    def _accept(self) -> None:
        if reason := written_reason(self.reason, self.field):
            self.hide()
            self.declined.emit(reason)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE[2])
        buttons.addWidget(self.accept)
        buttons.addWidget(self._cancel)
        buttons.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(SPACE[2])
        column.addWidget(self._headline)
        column.addWidget(self.field)
        column.addLayout(buttons)
        self.body.addLayout(column)


def _is_ctrl_enter(event: QKeyEvent) -> bool:
    return event.key() in _ENTER and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
