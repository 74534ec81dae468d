"""The program's push buttons: icon, words and the key that does the same, in one line."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QToolTip, QWidget

from ui.theme import theme
from ui.theme.metrics import RADIUS_CONTROL, RADIUS_MARK
from ui.theme.theme import is_look_change

_GAP = 6
_ICON = 16
_MINI_HEIGHT = 24
_KEY_HEIGHT = 18
_KEY_PADDING = 4
# At the sides of a button that has only an icon.
_SQUARE_PADDING = 8


@dataclass(frozen=True)
class _Colours:
    """Colour roles of a button in one state; an empty role is not drawn."""

    fill: str
    line: str
    ink: str


@dataclass(frozen=True)
class _Shape:
    """Height, type and room at the sides (border included) of a kind of button.

    `height` is a key of the theme or pixels at 100 %.
    """

    height: str | int
    font: str
    padding: int
    icon: int = _ICON


_SHAPES = {
    "primary": _Shape("primary", "strong", 13),
    "mini": _Shape(_MINI_HEIGHT, "caption", 8, 14),
    "link": _Shape("compact", "body", 2),
    "status": _Shape(22, "caption", 2, 14),
}
_SHAPE = _Shape("default", "body", 13)
_COMPACT = _Shape("compact", "table", 10)
_COMPACT_LINK = _Shape("compact", "table", 2, 14)

_OUTLINED = (
    _Colours("raised", "control-line", "text"),
    _Colours("pointed", "accent", "text"),
    _Colours("pressed", "accent", "accent-ink"),
)
# At rest, pointed at, pressed.
_ROLES = {
    "primary": (
        _Colours("accent", "accent", "accent-text"),
        _Colours("accent-hover", "accent-hover", "accent-text"),
        _Colours("accent-press", "accent-press", "accent-text"),
    ),
    "normal": _OUTLINED,
    "mini": _OUTLINED,
    "quiet": (
        _Colours("", "", "text"),
        _Colours("pointed", "line-strong", "text"),
        _Colours("pressed", "accent", "accent-ink"),
    ),
    "danger": (
        _Colours("raised", "danger", "danger"),
        _Colours("pointed", "danger", "danger"),
        _Colours("danger-soft", "danger-hover", "danger-hover"),
    ),
    "status": (
        _Colours("", "", "text-muted"),
        _Colours("pointed", "", "accent-ink"),
        _Colours("pressed", "", "accent-ink"),
    ),
    "link": (
        _Colours("", "", "accent"),
        _Colours("pointed", "", "accent-ink"),
        _Colours("pressed", "", "accent-ink"),
    ),
}
_CHECKED = _Colours("accent-soft", "accent", "accent-ink")
_DISABLED = dict.fromkeys(("quiet", "link", "status"), _Colours("", "", "text-disabled"))
_DISABLED_OUTLINED = _Colours("raised", "line-strong", "text-disabled")


class Button(QPushButton):
    """A button that draws icon, words and key hint itself, so that they stand as in the design.

    `role` is primary, normal, quiet, danger, mini, link or status (the foot of the window). `compact` makes it lower,
    with 13 px type.
    `key` is shown in a small box and told to screen readers; it makes no shortcut. `trailing` puts the icon last.
    Enter presses a focused button as Space does.
    """

    def __init__(
        self,
        text: str,
        *,
        icon: str = "",
        role: str = "normal",
        key: str = "",
        tip: str = "",
        compact: bool = False,
        trailing: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._size: QSize | None = None
        self._measured: _Parts | None = None
        # What got the keyboard (None: nothing) when the button was disabled under it.
        self._lost_to: tuple[QWidget | None, ...] = ()
        self._icon, self._role, self._key, self._tip = icon, role, key, tip
        self._compact, self._trailing = compact, trailing
        self._shows_key = True
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setText(text)
        self.setToolTip(tip)
        self.setFixedHeight(self._height())

    def setText(self, text: str) -> None:
        """Change the words; the accessible name follows."""
        super().setText(text)
        self.setAccessibleName(" ".join(part for part in (text or self._tip, self._key) if part))
        self.updateGeometry()

    def set_icon(self, name: str) -> None:
        """Show another icon; "" shows none."""
        self._icon = name
        self.updateGeometry()
        self.update()

    @property
    def leads_back(self) -> bool:
        """Whether it leads out of something, as an arrow to the left tells; one with a key of its own other than Esc
        leads to a neighbour."""
        return self._icon == "arrow-left" and self._key in ("", "Esc")

    def show_key(self, shown: bool) -> None:
        """Show the key hint, or leave it out where there is no room; screen readers are told it anyway."""
        if shown != self._shows_key:
            self._shows_key = shown
            self.updateGeometry()
            self.update()

    def set_role(self, role: str) -> None:
        """Make it another kind of button."""
        if role != self._role:
            self._role = role
            self.setFixedHeight(self._height())
            self.updateGeometry()
            self.update()

    def set_available(self, available: bool, why: str = "") -> None:
        """Enable the button, or disable it with a tooltip that says why.

        The keyboard comes back to a button that was out of use for a while, unless it was taken elsewhere meanwhile.
        """
        had_keyboard = self.window().focusWidget() is self
        self.setEnabled(available)
        if not available and had_keyboard:
            self._lose_keyboard()
        elif available and self._lost_to:
            if self.window().focusWidget() in self._lost_to:
                self.setFocus(Qt.FocusReason.OtherFocusReason)
            self._forget_loss()
        self.setToolTip(self._tip if available else why)
        self.setAccessibleDescription("" if available else why)

    def _lose_keyboard(self) -> None:
        self._forget_loss()
        self._lost_to = (self.window().focusWidget(),)
        QApplication.instance().focusChanged.connect(self._see_keyboard)

    def _forget_loss(self) -> None:
        if self._lost_to:
            self._lost_to = ()
            QApplication.instance().focusChanged.disconnect(self._see_keyboard)

    @Slot(QWidget, QWidget)
    def _see_keyboard(self, old: QWidget | None, new: QWidget | None) -> None:
        """Who takes the keyboard elsewhere, and later back to where it fell, wants it there."""
        if new is not None and new not in self._lost_to and new.window() is self.window():
            self._forget_loss()

    def sizeHint(self) -> QSize:
        """As wide as icon, words and key need, as high as its kind is."""
        if self._size is None:
            self._size = QSize(round(self._content_width() + 2 * self._side()), self._height())
        return self._size

    def setMenu(self, menu: QMenu) -> None:
        """Open a menu when pressed; the button grows by an arrow."""
        super().setMenu(menu)
        self.updateGeometry()

    def updateGeometry(self) -> None:
        """Measure anew when next asked."""
        self._size = self._measured = None
        super().updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """Words are never cut while there is any room elsewhere."""
        return self.sizeHint()

    def event(self, event: QEvent) -> bool:
        """Keep the own height against the style sheet of plain push buttons; take Enter before a page does.

        Words that are cut are told when the mouse asks.
        """
        kind = event.type()
        if kind == QEvent.Type.ToolTip and not self.toolTip() and self._is_cut():
            QToolTip.showText(event.globalPos(), self.text(), self)
            return True
        done = super().event(event)
        if kind in (QEvent.Type.Polish, QEvent.Type.StyleChange):
            self.setFixedHeight(self._height())
        if is_look_change(event):
            self.updateGeometry()
        if kind == QEvent.Type.ShortcutOverride and _is_enter(event):
            event.accept()
            return True
        return done

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press on Enter."""
        if _is_enter(event):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw frame, icon, words and key."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = self._colours()
        self._draw_frame(painter, colours)
        parts = self._fitting_parts()
        left = max((self.width() - self._width_of(parts)) / 2, 2)
        for width, draw in parts:
            draw(self, painter, QRectF(left, 0, min(width, self.width() - left), self.height()), colours.ink)
            left += width + self._gap()

    def _shape(self) -> _Shape:
        if self._compact and self._role != "mini":
            return _COMPACT_LINK if self._role == "link" else _COMPACT
        return _SHAPES.get(self._role, _SHAPE)

    def _height(self) -> int:
        height = self._shape().height
        return theme().scaled(height) if isinstance(height, int) else theme().height(height)

    def _side(self) -> int:
        return self._shape().padding if self.text() else min(self._shape().padding, _SQUARE_PADDING)

    def _gap(self) -> int:
        return 3 if self._role == "link" else _GAP

    def _type(self) -> QFont:
        font = theme().font(self._shape().font)
        if self._compact and self._role == "primary":
            font = QFont(font)
            font.setBold(True)
        return font

    def _colours(self) -> _Colours:
        if not self.isEnabled():
            return _DISABLED.get(self._role, _DISABLED_OUTLINED)
        if self.isChecked():
            return _CHECKED
        rest, pointed, pressed = _ROLES[self._role]
        if self.isDown():
            return pressed
        return pointed if self.underMouse() else rest

    def _content_width(self) -> float:
        return self._width_of(self._parts(with_key=self._shows_key))

    def _width_of(self, parts: "_Parts") -> float:
        return sum(width for width, _ in parts) + self._gap() * (len(parts) - 1)

    def _is_cut(self) -> bool:
        return self._width_of(self._parts(with_key=False)) > self.width()

    def _fitting_parts(self) -> "_Parts":
        """What is drawn at this width: the key hint gives way before words are cut."""
        return self._parts(with_key=self._shows_key and self._content_width() <= self.width())

    def _parts(self, *, with_key: bool) -> "_Parts":
        """What stands in the button from left to right."""
        if self._measured is None:
            self._measured = self._measured_parts()
        return [part for part in self._measured if with_key or part[1] is not Button._draw_key]

    def _measured_parts(self) -> "_Parts":
        icon = [(theme().scaled(self._shape().icon), Button._draw_icon)] if self._icon else []
        words = [(_advance(self._type(), self.text()), Button._draw_words)] if self.text() else []
        key = [(_key_width(self._key), Button._draw_key)] if self._key else []
        arrow = [(theme().scaled(14), Button._draw_arrow)] if self.menu() else []
        return (words + icon if self._trailing else icon + words) + key + arrow

    def _draw_frame(self, painter: QPainter, colours: _Colours) -> None:
        painter.setBrush(theme().colour(colours.fill) if colours.fill else Qt.BrushStyle.NoBrush)
        # Where soft fills are white, a checked button shows by its thicker frame.
        line = 2 if self.isChecked() and theme().name == "contrast" else 1
        style = Qt.PenStyle.SolidLine if self.isEnabled() else theme().idle_line
        painter.setPen(QPen(theme().colour(colours.line), line, style) if colours.line else Qt.PenStyle.NoPen)
        rect = QRectF(self.rect()).adjusted(line / 2, line / 2, -line / 2, -line / 2)
        painter.drawRoundedRect(rect, RADIUS_CONTROL, RADIUS_CONTROL)

    def _draw_icon(self, painter: QPainter, rect: QRectF, ink: str) -> None:
        theme().draw_icon(painter, _square(rect, theme().scaled(self._shape().icon)), self._icon, ink)

    def _draw_arrow(self, painter: QPainter, rect: QRectF, ink: str) -> None:
        theme().draw_icon(painter, _square(rect, theme().scaled(14)), "chevron-down", ink)

    def _draw_words(self, painter: QPainter, rect: QRectF, ink: str) -> None:
        painter.setFont(self._type())
        painter.setPen(theme().colour(ink))
        words = QFontMetricsF(self._type()).elidedText(self.text(), Qt.TextElideMode.ElideRight, rect.width() + 1)
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, words)

    def _draw_key(self, painter: QPainter, rect: QRectF, ink: str) -> None:
        draw_key(painter, rect, self._key, ink if ink != "text" else "text-muted")


# The width of each thing in a button and what draws it, from left to right.
_Parts = list[tuple[float, Callable[[Button, QPainter, QRectF, str], None]]]


def draw_key(painter: QPainter, rect: QRectF, key: str, ink: str = "text-muted") -> None:
    """Draw a key hint in its small box, centred in the height of `rect`; `ink` is a colour role."""
    height = theme().scaled(_KEY_HEIGHT)
    box = QRectF(rect.left(), rect.center().y() - height / 2, _key_width(key), height)
    painter.setFont(theme().font("caption"))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme().colour("line-strong" if ink == "text-muted" else ink), 1))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_MARK, RADIUS_MARK)
    painter.setPen(theme().colour(ink))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, key)


def _key_width(key: str) -> float:
    return _advance(theme().font("caption"), key) + 2 * (_KEY_PADDING + 1)


def _advance(font: QFont, text: str) -> float:
    # Rounded up: half a pixel too little would cut the last character to an ellipsis.
    return float(round(QFontMetricsF(font).horizontalAdvance(text) + 0.5))


def _square(rect: QRectF, size: int) -> QRectF:
    return QRectF(rect.left(), round(rect.center().y() - size / 2), size, size)


def _is_enter(event: QKeyEvent) -> bool:
    plain = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() in plain
