"""A big radio card, as in the first run: icon, title, what it is for, and what one gets."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import theme
from ui.theme.metrics import RADIUS_PANEL
from ui.theme.theme import is_look_change
from ui.widgets.icon_view import IconView
from ui.widgets.labels import label
from ui.widgets.panel import separator

_RADIO = 18
_ICON = 30
_PADDING = 18


class ChoiceCard(QAbstractButton):
    """A card of an exclusive group: cards with one parent switch each other off, arrow keys go to the next.

    `points` are short lines with a tick. Pressing Space or a click chooses; `toggled` tells.
    """

    def __init__(
        self, icon: str, title: str, text: str, points: Sequence[str] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setText(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription("；".join([text, *points]))
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._icon_name = icon
        self._icon = IconView(icon, "text-muted", _ICON)
        self._lay_out(title, text, points)
        self.toggled.connect(self._show_state)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Enter to the page: it goes to the next step."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Take new sizes and colours."""
        super().changeEvent(event)
        if is_look_change(event):
            self.updateGeometry()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame and the radio circle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = 2 if self.isChecked() else 1
        role = "accent" if self.isChecked() else "control-line" if self.underMouse() else "line"
        painter.setPen(QPen(theme().colour(role), line))
        ground = "accent-soft" if self.isChecked() else "zebra" if self.underMouse() else "raised"
        painter.setBrush(theme().colour(ground))
        rect = QRectF(self.rect()).adjusted(line / 2, line / 2, -line / 2, -line / 2)
        painter.drawRoundedRect(rect, RADIUS_PANEL, RADIUS_PANEL)
        self._draw_radio(painter)

    def _draw_radio(self, painter: QPainter) -> None:
        side = theme().scaled(_RADIO)
        top = _PADDING + (theme().scaled(_ICON) - side) / 2
        circle = QRectF(self.width() - _PADDING - side, top, side, side)
        width = side * 0.31 if self.isChecked() else 1
        painter.setPen(QPen(theme().colour("accent" if self.isChecked() else "control-line"), width))
        painter.setBrush(theme().colour("raised"))
        painter.drawEllipse(circle.adjusted(width / 2, width / 2, -width / 2, -width / 2))

    def _show_state(self, checked: bool) -> None:
        self._icon.set_icon(self._icon_name, "accent" if checked else "text-muted")

    def _lay_out(self, title: str, text: str, points: Sequence[str]) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(_PADDING, _PADDING, _PADDING, _PADDING - 2)
        column.setSpacing(0)
        column.addWidget(self._icon)
        column.addSpacing(8)
        column.addWidget(label(title, "page", wrap=True))
        column.addWidget(label(text, "table", "text-muted", wrap=True))
        if points:
            column.addSpacing(10)
            column.addWidget(separator())
            column.addSpacing(9)
        for point in points:
            column.addLayout(_point(point))
        column.addStretch(1)
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


def _point(text: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(2, 2, 2, 2)
    row.setSpacing(7)
    row.addWidget(IconView("check", "accent", 14, "table"), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(label(text, "table", wrap=True), 1)
    return row
