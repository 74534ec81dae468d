"""The band of tools under the header of a page: choices at the left, ways out at the right."""

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from ui.theme import theme
from ui.theme.metrics import PAGE_PADDING
from ui.widgets.flow import Flow
from ui.widgets.labels import label

_ROOM_FOR_CAPTIONS = 480
_CAPTION = "caption"


class ToolBand(QFrame):
    """Choices stand `gap` pixels apart. In a band narrower than `room_beside` pixels at 100 % the ways out go on in the
    lines of the choices, and in a still narrower one the choices speak for themselves, which leaves more to the paper.
    """

    def __init__(self, room_beside: int, gap: int) -> None:
        super().__init__()
        self.setProperty("line", "bottom")
        self._room_beside = room_beside
        self._choices, self._ways = Flow(gap=gap, line_gap=4), QWidget()
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(12, 4, PAGE_PADDING, 5)
        self._line.setSpacing(8)
        self._line.addLayout(self._choices, 1)

    def set_tools(self, choices: Sequence[QWidget], ways: QWidget) -> None:
        """Put these into the band, once."""
        for choice in choices:
            self._choices.addWidget(choice)
        self._ways = ways
        self._line.addWidget(ways)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the ways out where there is room for them, and say what is chosen where there is."""
        super().resizeEvent(event)
        has_room = self.width() >= theme().scaled(_ROOM_FOR_CAPTIONS)
        for caption in self.findChildren(QLabel, _CAPTION):
            caption.setVisible(has_room)
        narrow = self.width() < theme().scaled(self._room_beside)
        if narrow != (self._choices.indexOf(self._ways) >= 0):
            before, after = (self._line, self._choices) if narrow else (self._choices, self._line)
            before.removeWidget(self._ways)
            after.addWidget(self._ways)


def captioned(words: str, choice: QWidget) -> QWidget:
    """Return a choice with a word before it that says what is chosen."""
    caption = label(words, "table", "text-muted")
    caption.setObjectName(_CAPTION)
    return tool_group(caption, choice)


def tool_group(*widgets: QWidget) -> QWidget:
    """Tools that stay side by side."""
    group = QWidget()
    line = QHBoxLayout(group)
    line.setContentsMargins(3, 0, 3, 0)
    line.setSpacing(6)
    for widget in widgets:
        line.addWidget(widget)
    return group
