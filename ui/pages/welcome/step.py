"""What the steps of the first run share: heading, words below it, and that they scroll where there is no room."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.pages.welcome.answers import Answers
from ui.theme.metrics import PAGE_PADDING, SPACE
from ui.widgets.labels import label
from ui.widgets.scrolled import FollowingArea

_WIDE_TOP, _WIDE_SIDE = 44, 56


class Step(FollowingArea):
    """One question. `column` takes its parts; `head` is the line of the heading."""

    changed = Signal()
    """Something was answered that shows elsewhere, too."""

    def __init__(self, heading: str, text: str, *, top: int = _WIDE_TOP, side: int = _WIDE_SIDE) -> None:
        super().__init__()
        self._wide = (side, top, side, SPACE[5])
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.heading = label(heading, "display", wrap=True)
        self.words = label(text, "body", "text-muted", wrap=True)
        self.inside = QWidget()
        self.inside.setProperty("surface", "window")
        self.head = QHBoxLayout()
        self.head.addWidget(self.heading, 1)
        self.column = QVBoxLayout(self.inside)
        self.column.setSpacing(0)
        self.column.addLayout(self.head)
        self.column.addSpacing(SPACE[1])
        self.column.addWidget(self.words)
        self.column.addSpacing(SPACE[5])
        self.setWidget(self.inside)
        self.fit(False)

    def fit(self, narrow: bool) -> None:
        """Take the margins of a wide or a narrow window."""
        self.column.setContentsMargins(*((PAGE_PADDING,) * 4 if narrow else self._wide))

    def show_answers(self, answers: Answers) -> None:
        """Show what was answered before."""

    def take(self, answers: Answers) -> bool:
        """Write the answers down; False, and said why, when one is missing or cannot be used."""
        return True

    def focus_first(self) -> None:
        """Take the keyboard to the first thing to answer."""
