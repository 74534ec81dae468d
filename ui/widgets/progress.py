"""How far something is: a ring, a bar, and long work that can be stopped."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import theme
from ui.theme.theme import is_look_change
from ui.widgets.buttons import Button
from ui.widgets.labels import ElidedLabel, label

_BAR = 6
_LARGE_RING = 100


def draw_bar(painter: QPainter, rect: QRectF, value: float, role: str = "accent") -> None:
    """Draw a bar filled from 0 to 1 into `rect`, in a colour role."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    radius = min(3.0, rect.height() / 2)
    framed = theme().name == "contrast"
    painter.setPen(QPen(theme().colour("line"), 1) if framed else Qt.PenStyle.NoPen)
    painter.setBrush(theme().colour("chart-track"))
    inset = 0.5 if framed else 0
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme().colour(role))
    painter.setClipRect(QRectF(rect.left(), rect.top(), rect.width() * min(max(value, 0), 1), rect.height()))
    painter.drawRoundedRect(rect, radius, radius)
    painter.restore()


class Ring(QWidget):
    """A ring filled clockwise from 0 to 1 with a number in it; `size` is its width in pixels at 100 %."""

    def __init__(self, value: float, text: str, size: int = 104, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_value(value, text)

    def set_value(self, value: float, text: str) -> None:
        """Show another share and number."""
        self._value, self._text = value, text
        self.setAccessibleName(text)
        self.update()

    def sizeHint(self) -> QSize:
        """A square that grows with the text."""
        side = theme().scaled(self._size)
        return QSize(side, side)

    def changeEvent(self, event: QEvent) -> None:
        """Take new sizes and colours."""
        super().changeEvent(event)
        if is_look_change(event):
            self.updateGeometry()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw track, share and number."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = theme().scaled(10 if self._size >= _LARGE_RING else 7)
        circle = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        self._draw_track(painter, circle, width)
        painter.setPen(QPen(theme().colour("accent"), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        # Qt counts sixteenths of a degree, anticlockwise from three o'clock.
        painter.drawArc(circle, 90 * 16, round(-360 * 16 * min(max(self._value, 0), 1)))
        painter.setPen(theme().colour("text"))
        painter.setFont(self._type())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text)

    def _draw_track(self, painter: QPainter, circle: QRectF, width: int) -> None:
        painter.setPen(QPen(theme().colour("chart-track"), width))
        painter.drawEllipse(circle)
        if theme().name == "contrast":
            painter.setPen(QPen(theme().colour("line"), 1))
            for inset in (0.5 - width / 2, width / 2 - 0.5):
                painter.drawEllipse(circle.adjusted(inset, inset, -inset, -inset))

    def _type(self) -> QFont:
        return theme().font("number" if self._size >= _LARGE_RING else "section")


class Bar(QWidget):
    """A bar of 6 px filled from 0 to 1 in a colour role; the number stands beside it in a label of its own."""

    def __init__(self, value: float = 0.0, role: str = "accent", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.update)
        self.set_value(value, role)

    def set_value(self, value: float, role: str = "accent") -> None:
        """Show another share, in a colour role."""
        self._value, self._role = value, role
        self.setAccessibleName(f"完成 {value:.0%}")
        self.update()

    def sizeHint(self) -> QSize:
        """As high as the bar."""
        return QSize(theme().scaled(80), _BAR)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bar."""
        draw_bar(QPainter(self), QRectF(self.rect()), self._value, self._role)


class JobBox(QFrame):
    """Long work in words, how many of how many, a bar, and a button that stops it.

    `counter` names one thing that is counted, as 页 in 第 41 页，共 98 页; where it is "" hundredths are shown.
    `stopped` is sent when the button is pressed; work that cannot stop half-way has none.
    """

    stopped = Signal()

    def __init__(
        self, title: str, counter: str = "项", parent: QWidget | None = None, *, can_stop: bool = True
    ) -> None:
        super().__init__(parent)
        self._title, self._counter = title, counter
        self._words = ElidedLabel(title, "table")
        self._count = label("", "table", "text-muted")
        self._bar = Bar()
        self._bar.hide()
        self._stop = Button("停下", role="mini", tip="停下后，没做完的不会留下一半")
        self._stop.clicked.connect(self._ask_to_stop)
        if not can_stop:
            self._stop.hide()
        self.setAccessibleName(title)
        self._lay_out()

    def set_progress(self, done: int, total: int, words: str = "") -> None:
        """Show that `done` of `total` things are done; `words` say what is being done now. 0 in all: not countable."""
        self._words.setText(f"{self._title} · {words}" if words else self._title)
        counted = total > 0
        if self._stop.isEnabled():
            self._count.setText(self._told(done, total) if counted else "")
        self._bar.setVisible(counted)
        self._bar.set_value(done / total if counted else 0.0)

    def _told(self, done: int, total: int) -> str:
        counter = self._counter
        return f"第 {done:,} {counter}，共 {total:,} {counter}" if counter else f"{done * 100 // total}%"

    def _ask_to_stop(self) -> None:
        self._stop.set_available(False, "正在停下")
        self._count.setText("正在停下")
        self.stopped.emit()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.addWidget(self._words, 1)
        line.addWidget(self._count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(line)
        column.addWidget(self._bar)
        column.addWidget(self._stop, 0, Qt.AlignmentFlag.AlignLeft)
