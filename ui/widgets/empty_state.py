"""What a page says while it has nothing to show: what it will hold, and one or two things to do."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.theme import theme
from ui.theme.metrics import SPACE
from ui.widgets.icon_view import IconView
from ui.widgets.labels import label
from ui.widgets.panel import separator
from ui.widgets.scrolled import FollowingArea

_WIDTH = 560
WALKED_TO = "walkedTo"
"""Property of what the clerk walked to with arrow keys: the keyboard is left there, to walk on."""


class EmptyState(QWidget):
    """A big icon, a title, a sentence and rows of things to do, in the middle of the room it is given."""

    def __init__(self, icon: str, title: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._block = QWidget()
        # First, while it is empty: what comes to stand in another widget is dressed anew with all it holds.
        self._centre()
        self._column = QVBoxLayout(self._block)
        self._column.setContentsMargins(0, 0, 0, SPACE[6])
        self._column.setSpacing(0)
        self._column.addWidget(IconView(icon, "accent", 48))
        self._column.addSpacing(SPACE[3])
        self._column.addWidget(label(title, "page", wrap=True))
        self._column.addSpacing(SPACE[1])
        self._column.addWidget(label(text, "body", "text-muted", wrap=True))
        self._column.addSpacing(SPACE[4] + 2)
        self._has_actions = False
        self._fit()
        theme().changed.connect(self._fit)

    def add_action(self, icon: str, title: str, text: str, button: QPushButton) -> None:
        """Add a row that says one thing to do and carries its button."""
        if not self._has_actions:
            self._column.addWidget(separator())
        self._has_actions = True
        self._column.addLayout(_action(icon, title, text, button))
        self._column.addWidget(separator())

    def showEvent(self, event: QShowEvent) -> None:
        """Take the keyboard over from what has just been hidden, so that the next step is one key away."""
        super().showEvent(event)
        focused = self.window().focusWidget()
        if focused is None or not (focused.property(WALKED_TO) or self.parentWidget().isAncestorOf(focused)):
            buttons = self.findChildren(QPushButton)
            if buttons:
                buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _centre(self) -> None:
        inside = QWidget()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(_scrolling(inside))
        middle = QVBoxLayout(inside)
        middle.setContentsMargins(SPACE[4], SPACE[4], SPACE[4], SPACE[4])
        row = QHBoxLayout()
        middle.addStretch(1)
        middle.addLayout(row)
        middle.addStretch(1)
        row.addStretch(1)
        row.addWidget(self._block, 100)
        row.addStretch(1)

    def _fit(self) -> None:
        self._block.setMaximumWidth(theme().scaled(_WIDTH))


def _scrolling(inside: QWidget) -> FollowingArea:
    """Let words keep their height in a low window; the ground is the page's."""
    area = FollowingArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    inside.setAutoFillBackground(False)
    area.viewport().setAutoFillBackground(False)
    return area


def _action(icon: str, title: str, text: str, button: QPushButton) -> QHBoxLayout:
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(label(title, "strong", wrap=True))
    words.addWidget(label(text, "table", "text-muted", wrap=True))
    row = QHBoxLayout()
    row.setContentsMargins(0, SPACE[3] - 1, 0, SPACE[3] - 1)
    row.setSpacing(SPACE[3])
    row.addWidget(IconView(icon, "text-muted", 20))
    row.addLayout(words, 1)
    row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
    return row
