"""The navigation rail: icon over word, a badge only for what is overdue or was sent back.

In a window too low for that the icons stand beside the words, and where even so not all places have room, it scrolls.
"""

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui.shell.places import PLACES, Place
from ui.theme import theme
from ui.theme.metrics import LARGE_TEXT, RADIUS_CONTROL, RADIUS_MARK, RAIL, RAIL_LARGE, SPACE
from ui.theme.theme import is_look_change
from ui.widgets.empty_state import WALKED_TO

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)
_ICON, _LEAST_ICON, _SMALL_ICON, _BAR = 22, 18, 16, 3
_ROOM = 10
"""Above and below an icon beside its word, where the window is high enough, in pixels."""
_PADDING, _GAP = 6, 2
_UNDER_ICON, _LEAST_UNDER_ICON, _BESIDE_ICON = 3, 1, 4
_BETWEEN = 4
"""Between a word and the icon of the next place, beside the layout's gap: a word belongs to the icon above it."""
_EDGE = 3
"""Beside what stands on a button, in pixels."""


class RailButton(QAbstractButton):
    """One place on the rail."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place
        self._badge = 0
        self._is_low = False
        self.setText(place.title)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
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

    def set_low(self, is_low: bool) -> None:
        """Have the icon beside the word and be no higher than both need, or have it above the word."""
        if is_low != self._is_low:
            self._is_low = is_low
            self.updateGeometry()
            self.update()

    def least_width(self) -> int:
        """Return what the word takes in bold type and, in a low window, the icon and the badge beside it; pixels."""
        words = QFontMetrics(_caption(bold=True)).horizontalAdvance(self.text()) + 2 * _EDGE
        if not self._is_low:
            return words
        return words + _small_icon() + _BESIDE_ICON + (self._badge_width() + _EDGE if self._badge else 0)

    def sizeHint(self) -> QSize:
        """Leave some room around icon and word."""
        return self.minimumSizeHint() + QSize(0, _ROOM) if self._is_low else QSize(0, 38 + theme().scaled(18))

    def minimumSizeHint(self) -> QSize:
        """Return the height in which icon and word can just be read."""
        beside = max(theme().line_height("caption"), _small_icon()) + _GAP
        return QSize(0, beside if self._is_low else stacked_height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """An arrow chooses the next place and goes on from there: its page does not take the keyboard away. Enter goes
        into the place."""
        if event.key() in _ENTER:
            self.click()
            return
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
        icon, words = self._places_beside() if self._is_low else self._places_below()
        theme().draw_icon(painter, icon, self.place.icon, ink)
        painter.setFont(_caption(bold=self.isChecked()))
        painter.setPen(theme().colour(ink))
        side = Qt.AlignmentFlag.AlignLeft if self._is_low else Qt.AlignmentFlag.AlignHCenter
        painter.drawText(words, side | Qt.AlignmentFlag.AlignVCenter, self.text())
        if self._badge:
            self._paint_badge(painter, icon)

    def _places_below(self) -> tuple[QRectF, QRectF]:
        """Where the icon stands, and the word below it."""
        words = theme().line_height("caption")
        room = self.height() - words - _BETWEEN
        under = _UNDER_ICON if room >= _ICON + _UNDER_ICON else _LEAST_UNDER_ICON
        side = min(_ICON, max(_LEAST_ICON, room - under))
        top = (self.height() - side - under - words) / 2
        icon = QRectF((self.width() - side) / 2, top, side, side)
        return icon, QRectF(0, round(icon.bottom() + under), self.width(), words)

    def _places_beside(self) -> tuple[QRectF, QRectF]:
        """Where the icon stands, and the word to its right."""
        side = _small_icon()
        icon = QRectF(_EDGE, (self.height() - side) / 2, side, side)
        left = icon.right() + _BESIDE_ICON
        return icon, QRectF(left, 0, self.width() - left, self.height())

    def _paint_ground(self, painter: QPainter) -> str:
        if not self.isChecked() and not self.underMouse():
            return "text-muted"
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().colour("accent-soft" if self.isChecked() else "pointed"))
        painter.drawRoundedRect(QRectF(self.rect()), RADIUS_CONTROL, RADIUS_CONTROL)
        return "accent-ink" if self.isChecked() else "text"

    def _paint_badge(self, painter: QPainter, icon: QRectF) -> None:
        painter.setFont(_caption(bold=True))
        side, width = theme().scaled(16), self._badge_width()
        # A long number goes to the very edge before it covers the icon.
        left = max(self.width() - width - _EDGE, min(icon.right() + _EDGE, self.width() - width))
        place = QRectF(left, (self.height() - side) / 2 if self._is_low else _EDGE, width, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().colour("accent-soft" if self.isChecked() else "rail"))
        painter.drawRoundedRect(place.adjusted(-2, -2, 2, 2), RADIUS_MARK + 2, RADIUS_MARK + 2)
        painter.setBrush(theme().colour("danger"))
        painter.drawRoundedRect(place, RADIUS_MARK, RADIUS_MARK)
        painter.setPen(theme().colour("accent-text"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self._badge_text())

    def _badge_text(self) -> str:
        return str(self._badge) if self._badge < 100 else "99+"

    def _badge_width(self) -> int:
        return max(theme().scaled(16), QFontMetrics(_caption(bold=True)).horizontalAdvance(self._badge_text()) + 6)


def stacked_height() -> int:
    """Return what a word below its icon takes at least, in pixels."""
    return _LEAST_ICON + _LEAST_UNDER_ICON + theme().line_height("caption")


def _small_icon() -> int:
    return min(theme().scaled(_SMALL_ICON), _ICON)


def _caption(*, bold: bool) -> QFont:
    font = theme().font("caption")
    font.setBold(bold)
    return font


class _Ground(QWidget):
    """What the buttons stand on, with a bar beside the one that is checked."""

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.buttons: dict[str, RailButton] = {}
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(_PADDING, SPACE[2], _PADDING, SPACE[2])
        self.column.setSpacing(_GAP)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().colour("rail"))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), theme().colour("line"))
        for button in self.buttons.values():
            if button.isChecked():
                inset = min(10, button.height() // 4)
                bar = QRect(0, button.y() + inset, _BAR, button.height() - 2 * inset)
                painter.fillRect(bar, theme().colour("accent"))


class Rail(QScrollArea):
    """All places of the unit; `chosen(code)` when one is clicked."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("去哪里")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self._ground = _Ground()
        self.setWidget(self._ground)
        theme().changed.connect(self._fit)
        self._fit()

    def set_places(self, places: list[Place]) -> None:
        """Show these places, those of the foot at the bottom; what stays keeps its badge."""
        badges = {code: button.badge for code, button in self._ground.buttons.items()}
        while (item := self._ground.column.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()
        self._ground.buttons = {place.code: self._button(place) for place in places}
        for code, count in badges.items():
            self.set_badge(code, count)
        for place in places:
            if place.on_rail == "top":
                self._ground.column.addWidget(self._ground.buttons[place.code])
        self._ground.column.addStretch(1)
        for place in places:
            if place.on_rail == "foot":
                self._ground.column.addWidget(self._ground.buttons[place.code])
        self._fit()

    @property
    def places(self) -> list[Place]:
        """The places shown."""
        return [button.place for button in self._ground.buttons.values()]

    def set_current(self, code: str) -> None:
        """Mark where the clerk is.

        A place that others lead to leaves the mark where the clerk came from, or marks the place that it is part of; a
        place that this unit's rail has not takes it away.
        """
        code = next((known.part_of or code for known in PLACES if known.code == code), code)
        if code in self._ground.buttons:
            self._ground.buttons[code].setChecked(True)
            self._show(self._ground.buttons[code])
        elif any(known.code == code and known.on_rail for known in PLACES):
            self._mark_nothing()
        self._ground.update()

    def _mark_nothing(self) -> None:
        for button in self._ground.buttons.values():
            # An exclusive button lets itself be released only by another one.
            button.setAutoExclusive(False)
            button.setChecked(False)
            button.setAutoExclusive(True)

    def set_badge(self, code: str, count: int) -> None:
        """Show a number on a place."""
        if code in self._ground.buttons:
            self._ground.buttons[code].set_badge(count)
            self._fit()

    def focus_current(self) -> None:
        """Take the keyboard to the place where the clerk is, or where that is not on the rail to the first."""
        buttons = list(self._ground.buttons.values())
        here = next((button for button in buttons if button.isChecked()), buttons[0])
        here.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._show(here)

    def button(self, code: str) -> RailButton:
        """The button of a place."""
        return self._ground.buttons[code]

    def _button(self, place: Place) -> RailButton:
        button = RailButton(place)
        button.clicked.connect(lambda: self.chosen.emit(place.code))
        button.toggled.connect(self._ground.update)
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the icons above the words or beside them, whichever the height has room for."""
        super().resizeEvent(event)
        # Not amid the layout under way: that would end with the width there was before.
        QApplication.postEvent(self, QEvent(QEvent.Type.LayoutRequest))

    def event(self, event: QEvent) -> bool:
        """Fit what the rail holds into its height once that is known."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def _fit(self) -> None:
        buttons = list(self._ground.buttons.values())
        around = 2 * SPACE[2] + _GAP * (len(buttons) - 1)
        is_low = self.height() < around + len(buttons) * stacked_height()
        for button in buttons:
            button.set_low(is_low)
        scrolls = self.height() < around + sum(button.minimumSizeHint().height() for button in buttons)
        width = max([button.least_width() for button in buttons], default=0) + 2 * _PADDING
        width = max(width, RAIL_LARGE if theme().scale >= LARGE_TEXT else RAIL)
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(policy.ScrollBarAlwaysOn if scrolls else policy.ScrollBarAlwaysOff)
        self.setFixedWidth(width + (self.verticalScrollBar().sizeHint().width() if scrolls else 0))
        self._ground.update()

    def _show(self, button: RailButton) -> None:
        self.ensureWidgetVisible(button, 0, SPACE[2])
