"""The editor of one cell: the editor of its kind in a frame that lies over the cell and stays inside the view."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QTextCursor,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.standards.models import Element
from ui.editors.attachments import Shelf
from ui.editors.composing import finish_composing
from ui.editors.editor import holds
from ui.editors.kinds import editor_for
from ui.theme import theme
from ui.theme.metrics import SPACE
from ui.theme.theme import is_look_change
from ui.widgets.icon_view import IconView
from ui.widgets.labels import label

# The least width to work in, in pixels at text scale 1; plain texts are as wide as their cell from that on.
_WIDTHS = {
    "deadline": 470,
    "citations": 650,
    "choices": 520,
    "list": 340,
    "long_text": 340,
    "attachment": 380,
    "choice": 260,
    "flag": 260,
    "date": 290,
}
_USUAL_WIDTH = 180
_LINE = 2
_ROOM = 4
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_TABS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
# Their frame is the cell's: no other one inside it.
_PLAIN = ("text", "long_text", "list", "phone", "money", "number")
_SEVERAL_LINES = ("list", "long_text")
# Tab leaves these at once: arrow keys go from one box to the next.
_BOXES = ("choice", "choices", "flag")
_REPLACED_BY_TYPING = ("text", "long_text", "list", "phone", "money", "number", "date", "citations")

STAY, DOWN, UP, RIGHT, LEFT = (0, 0), (1, 0), (-1, 0), (0, 1), (0, -1)
"""Where the clerk goes on: by rows and columns."""
_ARROWS = {Qt.Key.Key_Down: DOWN, Qt.Key.Key_Up: UP, Qt.Key.Key_Right: RIGHT}


class CellEditor(QFrame):
    """Edits one value over its cell. What stands in it is told as it is typed; closing throws nothing away.

    Enter goes down, Shift+Enter up, Tab and Shift+Tab go through what is typed in and then to the side, Esc stays.
    Where several lines are written Alt+Enter begins another one. Behind words that replace what stood in the cell
    arrows lead out as well.
    """

    typed = Signal(object)
    """The newest value."""
    closed = Signal(tuple)
    """The clerk goes on: `DOWN`, `RIGHT` and so on."""
    left = Signal()
    """The keyboard went elsewhere."""

    def __init__(
        self,
        host: QWidget,
        element: Element,
        *,
        suggestions: Sequence[Mapping[str, Any]] = (),
        shelf: Shelf | None = None,
    ) -> None:
        super().__init__(host)
        self.element = element
        self.editor = editor_for(element, suggestions=suggestions, shelf=shelf)
        self._cell = QRect()
        # No key has been typed into it yet.
        self._is_fresh = True
        self._is_emptying = self._is_replacing = False
        self._icon = IconView("octagon-alert", "danger", 13, "caption")
        self._reason = label("", "caption", "danger", wrap=True)
        self._keys = label(self._hint(), "caption", "text-muted", wrap=True)
        self._fit_soon = QTimer(self, singleShot=True, interval=0)
        self._fit_soon.timeout.connect(self._fit)
        self._lay_out()
        self.editor.setAccessibleName(element.label)
        self.editor.typed.connect(self._tell)
        self.editor.finished.connect(lambda: self.closed.emit(DOWN))
        self.editor.left.connect(self._take_leave)
        self.editor.installEventFilter(self)
        host.installEventFilter(self)
        QApplication.instance().focusChanged.connect(self._watch_keys)

    def show_value(self, value: Any, reason: str = "") -> None:
        """Show a value, and why it is none yet."""
        self.editor.set_value(value)
        self._reason.setText(reason)
        for widget in (self._icon, self._reason):
            widget.setVisible(bool(reason))
        self.editor.setProperty("wrong", bool(reason))

    def end(self) -> None:
        """Say and do nothing any more."""
        QApplication.instance().focusChanged.disconnect(self._watch_keys)
        self.blockSignals(True)
        self.hide()
        self.deleteLater()

    def shown_reason(self) -> str:
        """Return the words that say why the value is none yet."""
        return self._reason.text()

    def move_to(self, cell: QRect) -> None:
        """Follow the cell."""
        self._cell = cell
        self._fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard on to where one types, behind what stands there."""
        super().focusInEvent(event)
        self.editor.focus_first()
        first = self._first_input()
        if isinstance(first, QPlainTextEdit):
            first.moveCursor(QTextCursor.MoveOperation.End)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Write the key that opened the editor; other keys nothing here wanted."""
        if self._is_fresh:
            self._begin_with(event)
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Hand on what an input method began on the cell, until it gives the keyboard up."""
        if self._is_fresh:
            self._begin_with(event)
        else:
            QApplication.sendEvent(self._first_input(), event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """It opened the editor and means nothing more."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Keep presses beside the editor from the cells beneath."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame of the current cell around it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().colour("raised"))
        painter.setPen(QPen(theme().colour("selection-line"), _LINE))
        painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def changeEvent(self, event: QEvent) -> None:
        """Take new sizes."""
        super().changeEvent(event)
        if is_look_change(event):
            self._fit_soon.start()

    def event(self, event: QEvent) -> bool:
        """Grow with what is written, and keep Esc from the page."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit_soon.start()
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the editor's and the host's size; take the keys that lead out before what is typed in has them."""
        kind = event.type()
        if watched is self.parent():
            if kind == QEvent.Type.Resize:
                self._fit_soon.start()
        elif kind == QEvent.Type.LayoutRequest:
            self._fit_soon.start()
        elif kind in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            return self._take_key(watched, event)
        return False

    # --- keys ------------------------------------------------------------------------------------------------------

    def _take_key(self, widget: QWidget, event: QKeyEvent) -> bool:
        step = self._step(widget, event)
        if step is None:
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            step()
        return True

    def _step(self, widget: QWidget, event: QKeyEvent):
        """Return what a key does here, None where it is for what is typed in."""
        key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        shift, alt = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
        if key == Qt.Key.Key_Escape:
            return lambda: self._go(STAY)
        if key in _TABS and not modifiers & ~shift:
            back = key == Qt.Key.Key_Backtab or bool(modifiers & shift)
            return lambda: self._tab(widget, back=back)
        if self._is_replacing and key in _ARROWS and not modifiers and _is_at_end(widget, key):
            return lambda: self._go(_ARROWS[key])
        if key not in _ENTER or _is_pressed_by_enter(widget):
            return None
        if modifiers == alt and self.element.kind in _SEVERAL_LINES:
            return lambda: widget.insertPlainText("\n")
        if modifiers in (Qt.KeyboardModifier.NoModifier, shift):
            return lambda: self._go(UP if modifiers else DOWN)
        return None

    def _tab(self, widget: QWidget, *, back: bool) -> None:
        """Go to the next place to type in, from the last one to the cell beside."""
        stops = [each for each in self.editor.inputs() if each.isVisibleTo(self) and each.isEnabled()]
        here = next((number for number, each in enumerate(stops) if holds(each, widget)), -1)
        number = here + (-1 if back else 1)
        if self.element.kind in _BOXES or here < 0 or not 0 <= number < len(stops):
            self._go(LEFT if back else RIGHT)
        else:
            stops[number].setFocus(Qt.FocusReason.BacktabFocusReason if back else Qt.FocusReason.TabFocusReason)

    def _go(self, step: tuple[int, int]) -> None:
        finish_composing()
        self.closed.emit(step)

    def _watch_keys(self, _: QWidget | None, new: QWidget | None) -> None:
        if holds(self, new):
            new.installEventFilter(self)
            self._scroll.ensureWidgetVisible(new, 0, SPACE[2])

    def _take_leave(self) -> None:
        # A file is chosen in a window of its own: the attachment comes back to the cell.
        if QApplication.activeModalWidget() is None and not self._is_emptying:
            self.left.emit()

    def _tell(self) -> None:
        self._is_fresh = False
        self.typed.emit(self.editor.value())

    # --- typing that opens -----------------------------------------------------------------------------------------

    def _begin_with(self, event: QEvent) -> None:
        """Let what was typed on the cell replace what stands in it."""
        self._is_fresh = False
        if self._takes(event):
            had_keyboard = self.isAncestorOf(self.window().focusWidget())
            self._is_emptying = True
            self._empty()
            if had_keyboard:
                # Another way of writing may be shown than the one that had it.
                self.editor.focus_first()
            self._is_emptying = False
            self._is_replacing = self.element.kind in _PLAIN
            QApplication.sendEvent(self._first_input(), event)

    def _takes(self, key: QEvent) -> bool:
        """Whether what is typed on a cell goes into its editor."""
        words = isinstance(key, QInputMethodEvent) or bool(key.text().strip())
        return words and (self.element.kind in (*_REPLACED_BY_TYPING, "deadline") or self._is_combo())

    def _is_combo(self) -> bool:
        return self.element.kind == "choice" and not isinstance(self._first_input(), QRadioButton)

    def _empty(self) -> None:
        # A deadline that is typed is a sentence; what it means in parts is read from that.
        self.editor.set_value({"text": " "} if self.element.kind == "deadline" else None)

    def _first_input(self) -> QWidget:
        return next(widget for widget in self.editor.inputs() if widget.isVisibleTo(self))

    # --- place -----------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        content = QWidget()
        content.setProperty("surface", "raised")
        inside = QVBoxLayout(content)
        room = 0 if self.element.kind in _PLAIN else _ROOM
        inside.setContentsMargins(room, room, room, room)
        inside.setSpacing(SPACE[1])
        inside.addWidget(self.editor)
        line = QHBoxLayout()
        line.setSpacing(SPACE[1])
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._reason, 1)
        line.setContentsMargins(_ROOM - room, 0, _ROOM - room, 0)
        inside.addLayout(line)
        inside.addWidget(self._keys)
        self._keys.setContentsMargins(*(2 * (_ROOM - room) if side else 0 for side in (1, 0, 1, 0)))
        inside.addStretch(1)
        self._icon.hide()
        self._reason.hide()
        self._keys.setVisible(bool(self._keys.text()))
        self._content = content
        self._scroll = QScrollArea()
        self._scroll.setWidget(content)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(_LINE, _LINE, _LINE, _LINE)
        whole.addWidget(self._scroll)
        for widget in self.editor.inputs() if self.element.kind in _PLAIN else ():
            widget.setProperty("bare", True)
            widget.setProperty("noRing", True)
            # Measuring it polished it already, and the style sheet reads properties only then.
            widget.style().unpolish(widget)
            widget.style().polish(widget)
        self.hide()

    def _hint(self) -> str:
        if self.element.kind in _SEVERAL_LINES:
            return "Alt+Enter 换一行 · Enter 写好 · Esc 退出，写的留着"
        if self.element.kind == "choices":
            return "空格勾选 · 方向键换一个 · Enter 写好"
        if self.element.kind in ("flag", "choice"):
            return "方向键换一个 · Enter 写好"
        return "Enter 写好 · Esc 退出，写的留着" if self.element.kind in ("deadline", "citations") else ""

    def _fit(self) -> None:
        """As large as needed from the cell's size on, inside the host, as near to the cell as that allows."""
        host = self.parentWidget().rect()
        least = theme().scaled(_WIDTHS.get(self.element.kind, _USUAL_WIDTH))
        width = min(max(self._cell.width() + 1, least), host.width())
        height = min(max(self._wanted_height(width), self._cell.height() + 1), host.height())
        corner = self._cell.topLeft() - QPoint(1, 1)
        x = min(max(corner.x(), 0), host.width() - width)
        y = min(max(corner.y(), 0), host.height() - height)
        self.setGeometry(x, y, width, height)

    def _wanted_height(self, width: int) -> int:
        layout = self._content.layout()
        inner = width - 2 * _LINE
        least = layout.minimumSize().height()
        wanted = layout.totalHeightForWidth(inner) if layout.hasHeightForWidth() else layout.sizeHint().height()
        return max(wanted, least) + 2 * _LINE


def _is_pressed_by_enter(widget: QWidget) -> bool:
    """Whether Enter presses this: boxes are ticked with Space."""
    return isinstance(widget, QAbstractButton) and not isinstance(widget, QRadioButton | QCheckBox)


def _is_at_end(widget: QWidget, arrow: int) -> bool:
    """Whether an arrow leads nowhere from behind all words."""
    if isinstance(widget, QLineEdit):
        return widget.cursorPosition() == len(widget.text())
    if not isinstance(widget, QPlainTextEdit):
        return False
    cursor = widget.textCursor()
    return cursor.atEnd() and not (arrow == Qt.Key.Key_Up and cursor.movePosition(QTextCursor.MoveOperation.Up))
