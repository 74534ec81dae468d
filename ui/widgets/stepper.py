"""The steps of a guided page: done, now, later."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QSizePolicy, QWidget

from ui.theme import theme
from ui.theme.metrics import SPACE
from ui.theme.theme import is_look_change

_CIRCLE = 22
_LARGE_CIRCLE = 26
_GAP = 7
_LARGE_GAP = 12
_LINE = 30
_STATES = ("已做完", "正在做", "还没到")
_DONE, _NOW, _LATER = range(3)


class Stepper(QWidget):
    """Steps side by side, or one below the other with a line of `details` each.

    A step that is done can be pressed, by mouse or keyboard, to go back to it: `step_chosen` tells its number from 0.
    """

    step_chosen = Signal(int)

    def __init__(
        self,
        steps: Sequence[str],
        *,
        details: Sequence[str] = (),
        vertical: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        vertical = vertical or bool(details)
        direction = QBoxLayout.Direction.TopToBottom if vertical else QBoxLayout.Direction.LeftToRight
        self._layout = QBoxLayout(direction, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(SPACE[5] if vertical else SPACE[3])
        self._steps = [_Step(i, text, details[i] if details else "", vertical) for i, text in enumerate(steps)]
        for number, step in enumerate(self._steps):
            if number and not vertical:
                self._layout.addWidget(_Join())
            self._layout.addWidget(step)
            step.clicked.connect(lambda *_, number=number: self.step_chosen.emit(number))
        self._layout.addStretch(1)
        self.set_step(0)

    def set_step(self, current: int) -> None:
        """Make a step, counted from 0, the current one; those before it are done."""
        self._current = current
        for number, step in enumerate(self._steps):
            step.set_state(_DONE if number < current else _NOW if number == current else _LATER)

    def set_detail(self, number: int, text: str, *, answered: bool = False) -> None:
        """Write another line under a step: what is asked there, or, once `answered`, what was said."""
        self._steps[number].set_detail(text, answered)

    def step(self) -> int:
        """Return the current step, counted from 0."""
        return self._current


class _Join(QWidget):
    """The line between two steps."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        return QSize(_LINE, theme().scaled(_CIRCLE))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, self.height() // 2, self.width(), 1, theme().colour("line-strong"))


class _Step(QAbstractButton):
    """A circle with number or tick, the words, and below them a detail."""

    def __init__(self, number: int, text: str, detail: str, large: bool) -> None:
        super().__init__()
        self._number, self._detail, self._large = number, detail, large
        self._answered = False
        self.setText(text)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_state(_LATER)

    def set_detail(self, text: str, answered: bool) -> None:
        self._detail, self._answered = text, answered
        self.set_state(self._state)

    def set_state(self, state: int) -> None:
        self._state = state
        self.setEnabled(state == _DONE)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if state == _DONE else Qt.FocusPolicy.NoFocus)
        answer = self._detail if self._answered else ""
        self.setToolTip("：".join(part for part in ("回到这一步", answer) if part) if state == _DONE else "")
        told = (f"第 {self._number + 1} 步 {self.text()}", _STATES[state], answer)
        self.setAccessibleName("，".join(part for part in told if part))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        # Bold words are the widest, so that nothing moves from step to step.
        words = QFontMetrics(theme().font("strong")).horizontalAdvance(self.text())
        detail = QFontMetrics(theme().font("table")).horizontalAdvance(self._detail)
        lines = theme().line_height("table") if self._detail else 0
        return QSize(self._left() + max(words, detail) + 1, self._circle() + lines)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._left() + theme().scaled(28), self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_look_change(event):
            self.updateGeometry()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_circle(painter, QRectF(0, 0, self._circle(), self._circle()))
        room = QRectF(self._left(), 0, self.width() - self._left(), self._circle())
        pointed = self._state == _DONE and self.underMouse()
        plain = self._state == _NOW or (self._large and self._state == _DONE)
        role = "accent" if pointed else "text" if plain else "text-muted"
        _draw_line(painter, room, self.text(), self._type(), role)
        room.translate(0, self._circle())
        room.setHeight(theme().line_height("table"))
        _draw_line(painter, room, self._detail, theme().font("table"), "accent-ink" if self._answered else "text-muted")

    def _draw_circle(self, painter: QPainter, rect: QRectF) -> None:
        fill, line, ink = {
            _DONE: ("success", "success", "accent-text"),
            _NOW: ("accent", "accent", "accent-text"),
            _LATER: ("raised", "control-line", "text-muted"),
        }[self._state]
        painter.setPen(QPen(theme().colour(line), 1))
        painter.setBrush(theme().colour(fill))
        painter.drawEllipse(rect.adjusted(0.5, 0.5, -0.5, -0.5))
        if self._state == _DONE:
            inset = (rect.width() - theme().scaled(14)) / 2
            theme().draw_icon(painter, rect.adjusted(inset, inset, -inset, -inset), "check", ink)
        else:
            painter.setPen(theme().colour(ink))
            painter.setFont(self._number_type())
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(self._number + 1))

    def _type(self) -> QFont:
        return theme().font("strong" if self._state == _NOW else "body")

    def _number_type(self) -> QFont:
        font = QFont(theme().font("body" if self._large else "table"))
        font.setBold(self._state == _NOW)
        return font

    def _circle(self) -> int:
        return theme().scaled(_LARGE_CIRCLE if self._large else _CIRCLE)

    def _left(self) -> int:
        return self._circle() + (_LARGE_GAP if self._large else _GAP)


def _draw_line(painter: QPainter, room: QRectF, text: str, font: QFont, role: str) -> None:
    painter.setFont(font)
    painter.setPen(theme().colour(role))
    words = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()) + 1)
    painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
