"""Splitters with the thin handle of the design."""

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSplitter, QSplitterHandle

from ui.theme import theme
from ui.theme.metrics import SPLITTER

_GRIP = 28
REMEMBERED = "remembered"
"""The property of what narrows or parts a page that names the preference under which it is kept."""


class Splitter(QSplitter):
    """A splitter whose 5 px handles show a short line."""

    def __init__(self, orientation: Qt.Orientation, parent=None) -> None:
        super().__init__(orientation, parent)
        self.setHandleWidth(SPLITTER)
        self.setChildrenCollapsible(False)

    def createHandle(self) -> QSplitterHandle:
        """Make the handle of the design."""
        return _Handle(self.orientation(), self)


class _Handle(QSplitterHandle):
    """The space between two panes, with a hair line at either edge."""

    def paintEvent(self, event: QEvent) -> None:
        """Draw ground, hair lines and grip."""
        painter = QPainter(self)
        width, height = self.width(), self.height()
        painter.fillRect(self.rect(), theme().colour("window"))
        grip = theme().colour("line-strong")
        if self.orientation() == Qt.Orientation.Horizontal:
            edges = (QRect(0, 0, 1, height), QRect(width - 1, 0, 1, height))
            painter.fillRect(QRect(width // 2, (height - _GRIP) // 2, 1, _GRIP), grip)
        else:
            edges = (QRect(0, 0, width, 1), QRect(0, height - 1, width, 1))
            painter.fillRect(QRect((width - _GRIP) // 2, height // 2, _GRIP, 1), grip)
        for edge in edges:
            painter.fillRect(edge, theme().colour("line"))
