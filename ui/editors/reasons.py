"""Where a reason is written, with usual ones to begin from."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.drafting.entry import REASON
from app.errors import UserFacingError
from app.standards.values import check_value
from ui.editors.composing import finish_composing
from ui.editors.line import Line
from ui.theme.metrics import SPACE
from ui.theme.theme import is_look_change
from ui.widgets.buttons import Button
from ui.widgets.field import Field
from ui.widgets.flow import Flow

_MOST_KEYS = 9


class ReasonPicker(QWidget):
    """A line of text; under it ready reasons that write themselves there. Alt+1 to Alt+9 take one."""

    edited = Signal()
    """The reason changed."""
    finished = Signal()
    """Enter: this is the reason."""

    def __init__(self, example: str = "") -> None:
        super().__init__()
        self.line = Line()
        self.line.setPlaceholderText(example)
        self._buttons: list[Button] = []
        self._reasons: tuple[str, ...] = ()
        self._flow = Flow(gap=SPACE[2], line_gap=SPACE[1])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[2])
        column.addWidget(self.line)
        column.addLayout(self._flow)
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(self.edited)
        self.line.returnPressed.connect(self.finished)

    def offer(self, reasons: Sequence[str]) -> None:
        """Offer these reasons."""
        if tuple(reasons) == self._reasons:
            return
        self._reasons = tuple(reasons)
        while len(self._buttons) < len(reasons):
            self._add_button()
        for number, button in enumerate(self._buttons):
            button.setVisible(number < len(reasons))
            button.setText(reasons[number] if number < len(reasons) else "")
        self._keep_height()

    def text(self) -> str:
        """Return the reason as typed."""
        return self.line.text()

    def clear(self) -> None:
        """Begin anew."""
        self.line.clear()

    def setAccessibleName(self, name: str) -> None:
        """Name the line for screen readers; the buttons are named by their reasons."""
        super().setAccessibleName(name)
        self.line.setAccessibleName(name)

    def setAccessibleDescription(self, text: str) -> None:
        """Tell screen readers what stands under the line."""
        super().setAccessibleDescription(text)
        self.line.setAccessibleDescription(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep room for the lines of reasons."""
        super().resizeEvent(event)
        self._keep_height()

    def changeEvent(self, event: QEvent) -> None:
        """Keep room for larger reasons."""
        super().changeEvent(event)
        if is_look_change(event):
            self._keep_height()

    def _keep_height(self) -> None:
        """Ask for the height of all lines: a page that is short of room would cut them."""
        self.setMinimumHeight(self.layout().heightForWidth(self.width()))

    def _add_button(self) -> None:
        number = len(self._buttons)
        key = f"Alt+{number + 1}" if number < _MOST_KEYS else ""
        button = Button("", role="mini", tip=key)
        button.clicked.connect(lambda: self._take(number))
        if key:
            shortcut = QShortcut(QKeySequence(key), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(button.click)
        self._flow.addWidget(button)
        # Made after what stands behind them, they would come last.
        QWidget.setTabOrder(self._buttons[-1] if self._buttons else self.line, button)
        self._buttons.append(button)

    def _take(self, number: int) -> None:
        """Write a reason where it can still be changed."""
        self.line.setText(self._reasons[number])
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)


def written_reason(picker: ReasonPicker, field: Field) -> str:
    """Return the reason that is written; "" where it cannot stand so, which the field then says."""
    finish_composing()
    reason = picker.text().strip()
    try:
        check_value(REASON, reason)
        told = "" if reason else "写明理由，或者在下面选一句。"
    except UserFacingError as error:
        told = error.message
    if told:
        field.say_wrong(told)
        picker.setFocus(Qt.FocusReason.OtherFocusReason)
    return "" if told else reason
