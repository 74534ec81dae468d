"""What has just been done, with the way back, at the bottom right of the window; it goes by itself."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from shiboken6 import isValid

from ui.theme import theme
from ui.theme.metrics import RADIUS_CONTROL, RADIUS_PANEL, SPACE
from ui.theme.theme import is_look_change
from ui.widgets.icon_view import IconView
from ui.widgets.labels import label

_STAY_MS = 6000
_READ_MS = 200
"""What somebody who reads slowly takes for a character."""
_HEIGHT = 44
# What somebody writes into or presses must be seen while the keyboard is there.
_ANSWERED = QLineEdit | QPlainTextEdit | QComboBox | QAbstractButton


class Toast(QFrame):
    """Lies over its parent for 6 s after `show_message`, longer where there is more to read; it stays while the mouse
    or the keyboard is on it, and gives way where the keyboard comes to something it covers, and to a press on its
    words. It comes above the row that somebody is at, whose buttons are still to be pressed.

    `bottom` is how far it keeps from the parent's lower edge, in pixels. Esc closes it when it has the keyboard, which
    goes back to where it was.
    """

    left = Signal()
    """It went with the keyboard, and what had that before is not there any more."""

    def __init__(self, parent: QWidget, bottom: int = 44) -> None:
        super().__init__(parent)
        self._bottom = bottom
        self._action: Callable[[], object] | None = None
        self._before: QWidget | None = None
        """What had the keyboard before it."""
        self._words = label("", "body", "tooltip-text")
        self._button = _ActionButton()
        self._button.clicked.connect(self._act)
        self._clock = QTimer(self, singleShot=True, interval=_STAY_MS)
        self._clock.timeout.connect(self._go)
        row = QHBoxLayout(self)
        row.setContentsMargins(15, 0, 9, 0)
        row.setSpacing(SPACE[3])
        row.addWidget(IconView("circle-check", "tooltip-text", 18))
        row.addWidget(self._words, 1)
        row.addWidget(self._button)
        parent.installEventFilter(self)
        QApplication.instance().focusChanged.connect(self._follow_focus)
        self.hide()

    def keep_above(self, bottom: int) -> None:
        """Keep this far from the parent's lower edge, in pixels, so that no button below is covered."""
        self._bottom = bottom
        if self.isVisible():
            self._place()

    def show_message(self, text: str, action_text: str = "", action: Callable[[], object] | None = None) -> None:
        """Show words and, if given, a button that does `action`; what stood there before goes."""
        self._action = action
        self._words.setText(text)
        self._button.setText(action_text)
        self._button.setVisible(bool(action_text))
        self.setAccessibleName(text)
        self._place()
        self.show()
        self.raise_()
        self._clock.start(max(_STAY_MS, len(text) * _READ_MS))
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def drop_action(self) -> None:
        """Take the button away: what it would do is not what the words speak of any more."""
        if self._button.hasFocus():
            self._go()
        self._action = None
        self._button.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the corner when the window changes its size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def changeEvent(self, event: QEvent) -> None:
        """Take new sizes."""
        super().changeEvent(event)
        if is_look_change(event) and self.isVisible():
            self._place()

    def enterEvent(self, event: QEvent) -> None:
        """Stay while the mouse is on it."""
        self._clock.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """Go some time after the mouse has left."""
        self._wait()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Give way to what lies below."""
        self._go()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self._go()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme().colour("tooltip"))
        painter.setPen(QPen(theme().colour("line-strong"), 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_PANEL, RADIUS_PANEL)

    def _act(self) -> None:
        action, self._action = self._action, None
        self._go()
        if action is not None:
            action()

    def _go(self) -> None:
        self._clock.stop()
        had_keyboard, before = self._button.hasFocus(), self._before
        self.hide()
        if had_keyboard and before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        elif had_keyboard:
            self.left.emit()

    def _wait(self) -> None:
        if self.isVisible() and not self.underMouse() and not self._button.hasFocus():
            self._clock.start()

    def _follow_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        if new is self._button:
            self._before = old
            self._clock.stop()
        elif old is self._button:
            self._wait()
        if isinstance(new, _ANSWERED) and new is not self._button and self._covers(new):
            self._go()

    def _covers(self, widget: QWidget) -> bool:
        if not self.isVisible() or widget.window() is not self.window():
            return False
        return QRect(widget.mapTo(self.window(), QPoint()), widget.size()).intersects(
            QRect(self.mapTo(self.window(), QPoint()), self.size())
        )

    def _place(self) -> None:
        """Into the corner, at most as wide as the parent: longer words break into lines."""
        room = self.parentWidget().size()
        widest = room.width() - 2 * SPACE[5]
        self._words.setWordWrap(False)
        width = self.layout().sizeHint().width()
        self._words.setWordWrap(width > widest)
        width = min(width, widest)
        height = max(
            self.layout().totalHeightForWidth(width), self.layout().sizeHint().height() if width < widest else 0
        )
        height = max(height, theme().scaled(_HEIGHT))
        place = QRect(room.width() - width - SPACE[5], room.height() - self._bottom - height, width, height)
        row = self._row_at_keyboard()
        if row.intersects(place) and row.top() - height - SPACE[2] > 0:
            place.moveBottom(row.top() - SPACE[2])
        self.setGeometry(place)

    def _row_at_keyboard(self) -> QRect:
        """Return where in the window the current row of a list or table is that has the keyboard, nothing without."""
        view = self.window().focusWidget()
        if not isinstance(view, QAbstractItemView) or not view.isVisible():
            return QRect()
        row = view.visualRect(view.currentIndex())
        in_view = QRect(0, row.top(), view.viewport().width(), row.height()) if row.isValid() else QRect()
        return QRect(view.viewport().mapTo(self.window(), in_view.topLeft()), in_view.size())


class _ActionButton(QPushButton):
    """Bold underlined words on the dark ground."""

    def __init__(self) -> None:
        super().__init__()
        self.setAutoDefault(False)
        self.setProperty("noRing", True)

    def sizeHint(self) -> QSize:
        words = QFontMetrics(theme().font("strong")).horizontalAdvance(self.text())
        return QSize(words + 2 * SPACE[2], theme().height("default"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(theme().font("strong"))
        font.setUnderline(True)
        painter.setFont(font)
        painter.setPen(theme().colour("tooltip-text"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        if self.hasFocus() or self.underMouse():
            painter.setPen(QPen(theme().colour("tooltip-text"), 2 if self.hasFocus() else 1))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS_CONTROL, RADIUS_CONTROL)
