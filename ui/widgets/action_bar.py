"""The band at the foot of a page: ways back at the left, the way forward at the right."""

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy

from ui.theme import theme
from ui.theme.metrics import PAGE_PADDING
from ui.widgets.buttons import Button

_HEIGHT = 60
_GAP = 8


FOOT = "foot"
"""Property of a widget at the foot of a page or panel whose buttons nothing shall cover for a moment."""


class ActionBar(QFrame):
    """Buttons left and right. Where there is no room for all, their key hints go."""

    def __init__(self, left: Sequence[Button] = (), right: Sequence[Button] = ()) -> None:
        super().__init__()
        self.setProperty("surface", "raised")
        self.setProperty("line", "top")
        self.setProperty(FOOT, True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._buttons = [*left, *right]
        row = QHBoxLayout(self)
        row.setSpacing(_GAP)
        for button in left:
            row.addWidget(button)
        row.addStretch(1)
        for button in right:
            row.addWidget(button)
        theme().changed.connect(self.fit)
        self.keep_sides(PAGE_PADDING)

    def keep_sides(self, pixels: int) -> None:
        """Keep so much free at both ends: as much as the page above does."""
        self._side = pixels
        self.layout().setContentsMargins(pixels, 0, pixels, 0)
        self.fit()

    def fit(self) -> None:
        """Take the height of the theme and show key hints as far as there is room; after buttons changed, too."""
        self.setFixedHeight(max(_HEIGHT, theme().height("primary") + 24))
        for button in self._buttons:
            button.show_key(True)
        shown = [button for button in self._buttons if button.isVisibleTo(self)]
        needed = sum(button.sizeHint().width() + _GAP for button in shown) + 2 * self._side
        for button in self._buttons:
            button.show_key(needed <= self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()
