"""How large printed letters are against the least height that can be read from where people stand."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import theme
from ui.theme.metrics import SPACE
from ui.widgets.flow import Flow
from ui.widgets.icon_view import IconView
from ui.widgets.labels import ElidedLabel, label
from ui.widgets.progress import draw_bar

# The bar is full at this many times the least height, so that the tick stands a little left of the middle.
_FULL = 2.2
_BAR = 8
_OVERHANG = 3
_INDENT = 21


class Meter(QWidget):
    """One part of a board: icon, name, millimetres; bar with a tick at the least height; distance in words; ways out.

    `height` and `least` are letter heights in millimetres. `words` say from where it can be read.
    """

    def __init__(
        self,
        name: str,
        height: float,
        least: float,
        words: str,
        buttons: Sequence[QPushButton] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        enough = height >= least
        role = "success" if enough else "danger"
        millimetres = f"{height:.1f}".removesuffix(".0") + " 毫米"
        self.setAccessibleName(f"{name}：{millimetres}，{'看得清' if enough else '看不清'}，{words}")
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 6, 14, 6)
        column.setSpacing(0)
        column.addLayout(_head(name, millimetres, role))
        column.addWidget(_Scale(height / least / _FULL, role))
        self._foot = _foot(words, buttons)
        column.addLayout(self._foot)
        self._indent()
        theme().changed.connect(self._indent)

    def _indent(self) -> None:
        self._foot.setContentsMargins(theme().scaled(_INDENT), 0, 0, 0)


def draw_meter(painter: QPainter, rect: QRectF, value: float, role: str) -> None:
    """Draw the bar of a meter, filled from 0 to 1, with its tick at the least height; for delegates too."""
    bar = QRectF(rect.left(), rect.top() + _OVERHANG, rect.width(), _BAR)
    draw_bar(painter, bar, value, role)
    painter.fillRect(
        QRectF(rect.left() + rect.width() / _FULL, rect.top(), 2, _BAR + 2 * _OVERHANG), theme().colour("text")
    )


class _Scale(QWidget):
    def __init__(self, value: float, role: str) -> None:
        super().__init__()
        self._value, self._role = value, role
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(theme().scaled(120), _BAR + 2 * _OVERHANG)

    def paintEvent(self, event: QPaintEvent) -> None:
        left = theme().scaled(_INDENT)
        draw_meter(QPainter(self), QRectF(left, 0, self.width() - left, self.height()), self._value, self._role)


def _head(name: str, millimetres: str, role: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(6)
    icon = "circle-check" if role == "success" else "octagon-alert"
    row.addWidget(IconView(icon, role, 15, "body"), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(ElidedLabel(name), 1)
    row.addWidget(label(millimetres, "strong", role))
    return row


def _foot(words: str, buttons: Sequence[QPushButton]) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(SPACE[1])
    column.addWidget(label(words, "caption", "text-muted", wrap=True))
    if buttons:
        flow = Flow(gap=6, line_gap=6)
        for button in buttons:
            flow.addWidget(button)
        column.addLayout(flow)
    return column
