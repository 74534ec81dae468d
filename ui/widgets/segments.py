"""One of a few: the switch between views of a page, and the tabs that filter a list."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QLayout, QSizePolicy, QWidget

from ui.theme import theme
from ui.theme.metrics import RADIUS_CONTROL
from ui.theme.theme import is_look_change
from ui.widgets.flow import Flow

_GAP = 6
_LEAST_PADDING, _LEAST_TAB_PADDING = 8, 5
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
# Key, lucide icon or "", words.
Choice = tuple[str, str, str]


class _Choices(QWidget):
    """A row of exclusive buttons: Tab reaches the chosen one, arrow keys go from one to the next."""

    chosen = Signal(str)

    def __init__(self, layout: QLayout, kind: type["_Choice"], choices: Sequence[Choice], parent: QWidget | None):
        super().__init__(parent)
        self.setLayout(layout)
        self._kind = kind
        self._buttons: dict[str, _Choice] = {}
        self._awaited = ""
        self._group = QButtonGroup(self)
        self._group.buttonToggled.connect(self._tell)
        self.set_tabs(choices)

    def set_tabs(self, choices: Sequence[Choice]) -> None:
        """Show these choices, (key, icon, words) each; the chosen key stays chosen if it is still there."""
        if [key for key, _, _ in choices] != list(self._buttons):
            self._rebuild([key for key, _, _ in choices])
        for place, (key, icon, text) in enumerate(choices):
            self._buttons[key].show_choice(icon, text, first=place == 0, last=place == len(choices) - 1)

    def current(self) -> str:
        """Return the key of the chosen one, "" when there are none."""
        return next((key for key, button in self._buttons.items() if button.isChecked()), "")

    def set_current(self, key: str) -> None:
        """Choose by key without a signal."""
        self._awaited = ""
        self._group.blockSignals(True)
        self._buttons[key].setChecked(True)
        self._group.blockSignals(False)
        self._lead_tab()

    def turn_to(self, key: str) -> None:
        """Choose by key without a signal, or once there is such a choice, unless another was chosen meanwhile."""
        if key in self._buttons:
            self.set_current(key)
        else:
            self._awaited = key

    @property
    def buttons(self) -> list[QAbstractButton]:
        """The choices in their order, for the order in which Tab goes on."""
        return list(self._buttons.values())

    def set_tip(self, key: str, tip: str) -> None:
        """Say more about a choice where the mouse rests on it."""
        self._buttons[key].setToolTip(tip)

    def step_from(self, button: QAbstractButton, step: int) -> None:
        """Choose the next one or the one before, on whatever line it stands; past the ends nothing happens."""
        order = self.buttons
        number = order.index(button) + step
        if 0 <= number < len(order):
            order[number].setFocus(Qt.FocusReason.TabFocusReason)
            order[number].click()

    def _rebuild(self, keys: Sequence[str]) -> None:
        before, awaited = self.current(), self._awaited
        for button in self._buttons.values():
            self._group.removeButton(button)
            button.deleteLater()
        self._buttons = {key: self._kind(self) for key in keys}
        for button in self._buttons.values():
            self._group.addButton(button)
            self.layout().addWidget(button)
        if keys:
            self.set_current(next((key for key in (awaited, before) if key in keys), keys[0]))
        if awaited not in keys:
            self._awaited = awaited

    def _lead_tab(self) -> None:
        """Have Tab reach the chosen one: Qt sees to that only once one of them had the keyboard."""
        for button in self._buttons.values():
            tabbed = Qt.FocusPolicy.StrongFocus if button.isChecked() else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(tabbed)

    def _tell(self, button: QAbstractButton, checked: bool) -> None:
        if checked:
            self._awaited = ""
            self._lead_tab()
            self.chosen.emit(next(key for key, known in self._buttons.items() if known is button))


class Segments(_Choices):
    """The framed switch between the views of a page."""

    def __init__(self, choices: Sequence[Choice] = (), parent: QWidget | None = None) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        super().__init__(row, _Segment, choices, parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)


class FilterTabs(_Choices):
    """The tabs over a list, each with its count in its words.

    Where there is no room they stand closer, and where that is not enough they wrap.
    """

    def __init__(self, choices: Sequence[Choice] = (), parent: QWidget | None = None) -> None:
        super().__init__(Flow(gap=2, line_gap=2, even=True), _Tab, choices, parent)


class _Choice(QAbstractButton):
    """One of the choices: icon and words."""

    type_role = "body"
    padding = 13
    icon_size = 15

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon, self._first, self._last = "", True, True
        # Layouts ask many times before anything has changed.
        self._wanted: QSize | None = None
        self.setCheckable(True)
        # The group does it already; this tells screen readers that it is one of several.
        self.setAutoExclusive(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_choice(self, icon: str, text: str, first: bool, last: bool) -> None:
        self._icon, self._first, self._last = icon, first, last
        self._wanted = None
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on by the arrows in the order of the choices: Qt goes by where buttons stand, which ends with a line."""
        step = _STEPS.get(event.key())
        if step is None:
            super().keyPressEvent(event)
        else:
            self.parent().step_from(self, step)

    def sizeHint(self) -> QSize:
        if self._wanted is None:
            self._wanted = self._measured()
        return self._wanted

    def _measured(self) -> QSize:
        # The bold words are the wider ones: choosing must not move the neighbours.
        words = QFontMetrics(self._type(bold=True)).horizontalAdvance(self.text())
        icon = theme().scaled(self.icon_size) + _GAP if self._icon else 0
        return QSize(words + 1 + icon + 2 * self.padding, self._height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_look_change(event):
            self._wanted = None
            self.updateGeometry()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_ground(painter)
        self._draw_words(painter, self._ink())

    def _height(self) -> int:
        return theme().height("default")

    def _left(self) -> int:
        """Where the icon or the words begin."""
        return self.padding

    def _type(self, bold: bool) -> QFont:
        font = QFont(theme().font(self.type_role))
        font.setBold(bold)
        return font

    def _draw_words(self, painter: QPainter, ink: str) -> None:
        left = self._left()
        if self._icon:
            size = theme().scaled(self.icon_size)
            theme().draw_icon(painter, QRectF(left, (self.height() - size) // 2, size, size), self._icon, ink)
            left += size + _GAP
        painter.setFont(self._type(bold=self.isChecked()))
        painter.setPen(theme().colour(ink))
        room = QRectF(left, 0, self.width() - left - self._left() + 2, self.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.text())


class _Segment(_Choice):
    """A part of the switch: the chosen one is filled. Where there is no room for its words, it has its icon alone."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        if not self._icon:
            return self.sizeHint()
        return QSize(theme().scaled(self.icon_size) + 2 * _LEAST_PADDING, self._height())

    def _draw_words(self, painter: QPainter, ink: str) -> None:
        if self._icon and self.width() < self.sizeHint().width():
            size = theme().scaled(self.icon_size)
            place = QRectF((self.width() - size) // 2, (self.height() - size) // 2, size, size)
            theme().draw_icon(painter, place, self._icon, ink)
            return
        super()._draw_words(painter, ink)

    def _ink(self) -> str:
        return "accent-text" if self.isChecked() else "text"

    def _draw_ground(self, painter: QPainter) -> None:
        fill = "accent" if self.isChecked() else "pointed" if self.underMouse() else "raised"
        shape = self._shape()
        painter.fillPath(shape, theme().colour(fill))
        painter.setPen(QPen(theme().colour("control-line"), 1))
        painter.setClipRect(self.rect())
        painter.drawPath(shape)
        if not self._last:
            painter.fillRect(self.width() - 1, 1, 1, self.height() - 2, theme().colour("line-strong"))

    def _shape(self) -> QPainterPath:
        """The frame of the whole switch as far as this part goes: round corners only at its two ends."""
        left = 0.5 if self._first else -RADIUS_CONTROL - 1
        right = self.width() - 0.5 if self._last else self.width() + RADIUS_CONTROL + 1
        path = QPainterPath()
        path.addRoundedRect(QRectF(left, 0.5, right - left, self.height() - 1), RADIUS_CONTROL, RADIUS_CONTROL)
        return path


class _Tab(_Choice):
    """A filter tab: the chosen one has a soft ground."""

    type_role = "table"
    padding = 10
    icon_size = 14

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint() - QSize(2 * (self.padding - _LEAST_TAB_PADDING), 0)

    def _left(self) -> int:
        return min(self.padding, self.padding - (self.sizeHint().width() - self.width()) // 2)

    def _height(self) -> int:
        return theme().height("default") - 2

    def _ink(self) -> str:
        return "accent-ink" if self.isChecked() else "text-muted"

    def _draw_ground(self, painter: QPainter) -> None:
        fill = "accent-soft" if self.isChecked() else "pointed" if self.underMouse() else ""
        painter.setBrush(theme().colour(fill) if fill else Qt.BrushStyle.NoBrush)
        # Where soft fills are white, the chosen one shows by a frame.
        framed = self.isChecked() and theme().name == "contrast"
        painter.setPen(QPen(theme().colour("accent"), 2) if framed else Qt.PenStyle.NoPen)
        inset = 1 if framed else 0
        rect = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(rect, RADIUS_CONTROL, RADIUS_CONTROL)
