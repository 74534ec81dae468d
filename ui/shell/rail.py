"""The navigation rail: icon over word, a badge only for what is overdue or was sent back."""

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from ui.shell.places import PLACES, Place
from ui.theme import theme
from ui.theme.metrics import LARGE_TEXT, RADIUS_CONTROL, RADIUS_MARK, RAIL, RAIL_LARGE
from ui.theme.theme import is_look_change
from ui.widgets.empty_state import WALKED_TO

_ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)
_ICON, _BAR = 22, 3
_PADDING = 6
_LEAST_TYPE = 12
"""Pixels: nothing is written smaller."""


class RailButton(QAbstractButton):
    """One place on the rail."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place
        self._badge = 0
        self.setText(place.title)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._name()

    def set_badge(self, count: int) -> None:
        """Show how many things need the clerk there; 0 hides the badge."""
        self._badge = count
        self._name()
        self.update()

    @property
    def badge(self) -> int:
        """How many things need the clerk there."""
        return self._badge

    def _name(self) -> None:
        self.setAccessibleName(f"{self.place.title}，{self._badge} 件要处理" if self._badge else self.place.title)

    def sizeHint(self) -> QSize:
        return QSize(0, 38 + theme().scaled(18))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """An arrow chooses the next place and goes on from there: its page does not take the keyboard away."""
        super().keyPressEvent(event)
        reached = self.window().focusWidget()
        if event.key() in _ARROWS and isinstance(reached, RailButton):
            reached.setProperty(WALKED_TO, True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.setProperty(WALKED_TO, False)

    def enterEvent(self, event) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event) -> None:
        super().leaveEvent(event)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_look_change(event):
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = self._paint_ground(painter)
        words, top = theme().line_height("caption"), self._draw_icon(painter, ink)
        font = theme().font("caption")
        font.setBold(self.isChecked())
        painter.setFont(font)
        painter.setPen(theme().colour(ink))
        place = QRect(0, round(top), self.width(), words)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self.text())
        if self._badge:
            self._paint_badge(painter)

    def _draw_icon(self, painter: QPainter, ink: str) -> float:
        """Draw the icon, as far as the window is high enough for it; return where the words below it begin."""
        words = theme().line_height("caption")
        if self._words_alone():
            return (self.height() - words) / 2
        top = (self.height() - _ICON - 3 - words) / 2
        theme().draw_icon(painter, QRectF((self.width() - _ICON) / 2, top, _ICON, _ICON), self.place.icon, ink)
        return top + _ICON + 3

    def _words_alone(self) -> bool:
        """Whether the window is too low for icons."""
        return self.height() < _ICON + 3 + theme().line_height("caption")

    def _paint_ground(self, painter: QPainter) -> str:
        if not self.isChecked() and not self.underMouse():
            return "text-muted"
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().colour("accent-soft" if self.isChecked() else "sunken"))
        painter.drawRoundedRect(QRectF(self.rect()), RADIUS_CONTROL, RADIUS_CONTROL)
        return "accent-ink" if self.isChecked() else "text"

    def _paint_badge(self, painter: QPainter) -> None:
        font = theme().font("caption")
        font.setBold(True)
        # Where the icon had no room, the word stands in the middle: a badge of the least size in the corner leaves it
        # to be read.
        is_low = self._words_alone()
        if is_low:
            font.setPixelSize(_LEAST_TYPE)
        painter.setFont(font)
        text = str(self._badge) if self._badge < 100 else "99+"
        side = _LEAST_TYPE + 3 if is_low else theme().scaled(16)
        width = max(side, painter.fontMetrics().horizontalAdvance(text) + (4 if is_low else 6))
        place = QRectF(self.width() - width - (0 if is_low else 3), 0 if is_low else 3, width, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().colour("danger"))
        painter.drawRoundedRect(place, RADIUS_MARK, RADIUS_MARK)
        painter.setPen(theme().colour("accent-text"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)


class Rail(QWidget):
    """All places of the unit; `chosen(code)` when one is clicked."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("去哪里")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._buttons: dict[str, RailButton] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(_PADDING, 8, _PADDING, 8)
        self._layout.setSpacing(2)
        theme().changed.connect(self._fit)
        self._fit()

    def set_places(self, places: list[Place]) -> None:
        """Show these places, those of the foot at the bottom; what stays keeps its badge."""
        badges = {code: button.badge for code, button in self._buttons.items()}
        while (item := self._layout.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()
        self._buttons = {place.code: self._button(place) for place in places}
        for code, count in badges.items():
            self.set_badge(code, count)
        for place in places:
            if place.on_rail == "top":
                self._layout.addWidget(self._buttons[place.code])
        self._layout.addStretch(1)
        for place in places:
            if place.on_rail == "foot":
                self._layout.addWidget(self._buttons[place.code])

    @property
    def places(self) -> list[Place]:
        """The places shown."""
        return [button.place for button in self._buttons.values()]

    def set_current(self, code: str) -> None:
        """Mark where the clerk is.

        A place that others lead to leaves the mark where the clerk came from; a place that this unit's rail has not
        takes it away.
        """
        if code in self._buttons:
            self._buttons[code].setChecked(True)
        elif any(known.code == code and known.on_rail for known in PLACES):
            self._mark_nothing()
        self.update()

    def _mark_nothing(self) -> None:
        for button in self._buttons.values():
            # An exclusive button lets itself be released only by another one.
            button.setAutoExclusive(False)
            button.setChecked(False)
            button.setAutoExclusive(True)

    def set_badge(self, code: str, count: int) -> None:
        """Show a number on a place."""
        if code in self._buttons:
            self._buttons[code].set_badge(count)

    def focus_current(self) -> None:
        """Take the keyboard to the place where the clerk is, or where that is not on the rail to the first."""
        buttons = list(self._buttons.values())
        here = next((button for button in buttons if button.isChecked()), buttons[0])
        here.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def button(self, code: str) -> RailButton:
        """The button of a place."""
        return self._buttons[code]

    def _button(self, place: Place) -> RailButton:
        button = RailButton(place)
        button.clicked.connect(lambda: self.chosen.emit(place.code))
        button.toggled.connect(self.update)
        return button

    def _fit(self) -> None:
        self.setFixedWidth(RAIL_LARGE if theme().scale >= LARGE_TEXT else RAIL)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().colour("rail"))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), theme().colour("line"))
        for button in self._buttons.values():
            if button.isChecked():
                bar = QRect(0, button.y() + 10, _BAR, button.height() - 20)
                painter.fillRect(bar, theme().colour("accent"))
