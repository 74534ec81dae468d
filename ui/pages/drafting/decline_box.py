"""Where the reason is written for which an item does not concern the unit."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from ui.editors.keys import is_ctrl_enter
from ui.editors.reasons import ReasonPicker, written_reason
from ui.theme.metrics import SPACE
from ui.widgets.buttons import Button
from ui.widgets.field import Field
from ui.widgets.labels import label
from ui.widgets.panel import Panel


class DeclineBox(Panel):
    """Asks for the reason in the page itself; nothing happens before it is written."""

    declined = Signal(str)
    turned = Signal(bool)
    """The box opened or closed."""

    def __init__(self) -> None:
        super().__init__()
        self.reason = ReasonPicker("例：没有这类企业")
        self.field = Field("为什么不涉及（县里会看到；Alt+1 到 9 选一句）", self.reason, says_above=True)
        self.accept = Button("标为不涉及", icon="circle-slash")
        self._cancel = Button("算了", role="quiet")
        self.accept.clicked.connect(self._accept)
        self.reason.finished.connect(self._accept)
        self.reason.edited.connect(self.field.clear)
        self._cancel.clicked.connect(self._give_up)
        self._about = ("", "")
        self._before: QWidget | None = None
        """Where the keyboard was before the box took it."""
        self._headline = label("", "strong", wrap=True)
        self._lay_out()
        self.hide()

    def offer(self, reasons: Sequence[str]) -> None:
        """Offer ready reasons."""
        self.reason.offer(reasons)

    def ask(self, unit: str, title: str, key: str = "") -> None:
        """Open and take the keyboard there; a reason begun for what has the same title and `key` stays."""
        if (title, key) != self._about:
            self._about = title, key
            self._headline.setText(f"“{title}”{unit}不涉及")
            self.reason.clear()
            self.field.clear()
        if self.isHidden():
            self._before = self.window().focusWidget()
            self.show()
            self.turned.emit(True)
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_box(self) -> None:
        """Ask no more; what was written waits for the line to be asked about again."""
        if not self.isHidden():
            self.hide()
            self.turned.emit(False)

    def event(self, event: QEvent) -> bool:
        """Keep Ctrl+Enter from the page, which would finish the line instead."""
        if event.type() == QEvent.Type.ShortcutOverride and is_ctrl_enter(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes without doing anything; Ctrl+Enter does the same as Enter, from the buttons too."""
        if event.key() == Qt.Key.Key_Escape:
            self._give_up()
        elif is_ctrl_enter(event) and self.isVisible():
            self._accept()
        else:
            super().keyPressEvent(event)

    def _give_up(self) -> None:
        """Close, and go back to where the clerk was; what was written waits."""
        self.close_box()
        if self._before is not None and isValid(self._before):
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _accept(self) -> None:
        if reason := written_reason(self.reason, self.field):
            self._about = ("", "")
            self.close_box()
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
