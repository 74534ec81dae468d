"""The line on top of a pane: its title, and what belongs to all of the pane at the right."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.theme import theme
from ui.widgets.labels import ElidedLabel, label

_MARGINS = (14, 6, 8, 6)


class PaneHead(QFrame):
    """As high as one with a button whether it holds one or not, so that panes side by side stand level.

    `beside` stands after the title and takes the room that is left, else the title does; where there is too little
    for both, as with large text, the title gives way: the pane is called by it at other places too. `at_right` is the
    place for what a page adds before `last`, the widgets at the end.
    """

    def __init__(self, title: str = "", beside: QWidget | None = None, last: tuple[QWidget, ...] = ()) -> None:
        super().__init__()
        self.setProperty("line", "bottom")
        self.title = label(title, "section") if beside else ElidedLabel(title, "section")
        self._beside = beside
        self.at_right = QHBoxLayout()
        line = QHBoxLayout(self)
        line.setContentsMargins(*_MARGINS)
        line.setSpacing(8)
        line.addWidget(self.title, 0 if beside else 1)
        if beside is not None:
            line.addWidget(beside, 1)
        line.addLayout(self.at_right)
        for widget in last:
            line.addWidget(widget)
        theme().changed.connect(self._stand_level)
        self._stand_level()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say at this width what there is room for."""
        super().resizeEvent(event)
        self._fit_title()

    def event(self, event: QEvent) -> bool:
        """Follow what the words beside the title become."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit_title()
        return super().event(event)

    def _fit_title(self) -> None:
        if self._beside is None or not self.title.text():
            return
        own = self.title.sizeHint().width() + self.layout().spacing()
        others = self.layout().minimumSize().width() - (0 if self.title.isHidden() else own)
        self.title.setHidden(others + own > self.width())

    def _stand_level(self) -> None:
        self.setMinimumHeight(theme().height("compact") + _MARGINS[1] + _MARGINS[3] + 1)
