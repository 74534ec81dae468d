"""A framed box on the page."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.theme.metrics import SPACE
from ui.widgets.labels import label


class Panel(QFrame):
    """A white box with a thin frame. Content goes to `body`; `head` is the line of the title, for a link at its end."""

    def __init__(self, title: str = "", *, title_style: str = "section", title_colour: str = "text") -> None:
        super().__init__()
        self.setProperty("surface", "panel")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(SPACE[4], SPACE[3], SPACE[4], SPACE[3])
        self.body.setSpacing(SPACE[2])
        self.head = QHBoxLayout()
        self._title = label(title, title_style, title_colour)
        if title:
            self.setAccessibleName(title)
            self.head.addWidget(self._title)
            self.head.addStretch(1)
            self.body.addLayout(self.head)

    def set_title(self, title: str) -> None:
        """Change the words of the title of a panel that was made with one."""
        self._title.setText(title)
        self.setAccessibleName(title)

    def add_to_head(self, widget: QWidget) -> None:
        """Put a widget at the right end of the title's line."""
        self.head.addWidget(widget)


def separator() -> QFrame:
    """Return a thin line that parts what is above it from what is below."""
    line = QFrame()
    line.setProperty("line", "top")
    line.setFixedHeight(1)
    return line
