"""A text of one thing a line, with a strip before the lines: their numbers, and boxes for those of the standard."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QTextBlock
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from app.standards.values import MAX_MEMBERS, MAX_TEXT
from app.tables.cell_lists import list_members
from ui.editors.growing_text import GrowingText
from ui.editors.keys import ENTER, is_ctrl_enter
from ui.theme import theme
from ui.theme.theme import is_look_change

SOFT_BREAK = "\u2028"
"""A member may hold a line feed; inside one line of the text it stands as a soft break."""

_NUMBERS, _BOX, _ICON, _SIDE = 24, 22, 15, 3
_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_HELP = "按住拖动换次序（Alt+Shift+↑ ↓）"
_HELP_BOX = "标准里的一条。点方框拿掉（Alt+Delete），下面可以加回来"


class NumberedText(GrowingText):
    """One thing a line, with a number before each, so that wrapped lines and new ones tell apart.

    Alt+Up and Alt+Down, with or without Shift, move the line, Alt+Delete takes it out; the mouse drags it by its
    number. Lines for which `is_standard` says so have a ticked box, which takes them out too.
    """

    parted = Signal()
    """Enter: what was written up to here is a line of its own, and a step of its own to take back."""

    def __init__(self, least: int = 2, most: int = 8) -> None:
        super().__init__(least, most)
        self._is_standard: Callable[[str], bool] | None = None
        self._strip = _Strip(self)
        self.updateRequest.connect(lambda rect, dy: self._strip.update())
        self._make_room()

    def mark_standard(self, is_standard: Callable[[str], bool] | None) -> None:
        """Put boxes before the lines that the standard has too; None: there is no standard."""
        self._is_standard = is_standard
        self._make_room()
        self._strip.update()

    @property
    def has_boxes(self) -> bool:
        """Whether there is a standard to have lines of."""
        return self._is_standard is not None

    def is_boxed(self, block: QTextBlock) -> bool:
        """Whether a line is one of the standard's."""
        return self._is_standard is not None and bool(block.text().strip()) and self._is_standard(block.text())

    def lines(self) -> list[str]:
        """Return the lines as they stand."""
        block, lines = self.document().begin(), []
        while block.isValid():
            lines.append(block.text())
            block = block.next()
        return lines

    def take_out(self, number: int) -> None:
        """Take out a line, counted from 0."""
        lines = self.lines()
        del lines[number]
        self._write(lines, min(number, len(lines) - 1), 0)

    def put_in(self, number: int, text: str) -> None:
        """Put a line before another one, counted from 0; in place of an only, empty line."""
        lines = self.lines()
        lines = [text] if not any(lines) else [*lines[:number], text, *lines[number:]]
        self._write(lines, min(number, len(lines) - 1), len(text))

    def move(self, number: int, to: int) -> None:
        """Give a line another place among the others, both counted from 0."""
        lines = self.lines()
        if number == to or not 0 <= to < len(lines):
            return
        column = self.textCursor().positionInBlock()
        lines.insert(to, lines.pop(number))
        self._write(lines, to, column)

    def too_much(self, text: str) -> str:
        """Return why lines cannot be pasted here, "" where they can."""
        lines = self.as_inserted(text).split("\n")
        count = self.blockCount() - 1 + len(lines)
        if count > MAX_MEMBERS:
            return f"最多写 {MAX_MEMBERS} 条，贴进来就有 {count} 条了，没有贴进来。"
        if max(map(len, lines)) > MAX_TEXT:
            return f"一条最多写 {MAX_TEXT} 个字，要粘贴的有 {len(text)} 个字，没有贴进来。"
        return ""

    def as_inserted(self, text: str) -> str:
        """Return pasted text with one member a line, without numbers and bullets of its own."""
        in_line = self.textCursor().block().text().strip()
        if "\n" not in text.strip() and in_line:
            return text
        return "\n".join(member.replace("\n", SOFT_BREAK) for member in list_members(text)) or text

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Begin another line, move the line or take it out."""
        if event.key() in ENTER and not self.isReadOnly() and not is_ctrl_enter(event):
            self.parted.emit()
        ignored = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
        if self.isReadOnly() or event.modifiers() & ~ignored != Qt.KeyboardModifier.AltModifier:
            super().keyPressEvent(event)
        elif event.key() in _MOVES:
            here = self.textCursor().blockNumber()
            self.move(here, here + _MOVES[event.key()])
        elif event.key() == Qt.Key.Key_Delete:
            self.take_out(self.textCursor().blockNumber())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the strip beside the text."""
        super().resizeEvent(event)
        self._make_room()

    def changeEvent(self, event: QEvent) -> None:
        """Make room for larger numbers."""
        super().changeEvent(event)
        if is_look_change(event):
            self._make_room()

    def box_of(self, block: QTextBlock) -> QRect:
        """Return where a line stands in the strip."""
        shape = self.blockBoundingGeometry(block).translated(self.contentOffset())
        return QRect(0, round(shape.top()), self._strip.width(), round(shape.height()))

    def line_at(self, y: int) -> int:
        """Return the number of the line at a height of the strip, one past the last below all."""
        block = self.firstVisibleBlock()
        while block.isValid():
            if y < self.box_of(block).bottom():
                return block.blockNumber()
            block = block.next()
        return self.blockCount()

    def _write(self, lines: list[str], number: int, column: int) -> None:
        """Write lines in one step of the text's own undo, with the cursor in one of them."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.select(cursor.SelectionType.Document)
        cursor.insertText("\n".join(lines))
        block = self.document().findBlockByNumber(max(number, 0))
        cursor.setPosition(block.position() + min(column, len(block.text())))
        cursor.endEditBlock()
        self.setTextCursor(cursor)

    def _make_room(self) -> None:
        width = theme().scaled(_NUMBERS + (_BOX if self.has_boxes else 0))
        self.setViewportMargins(width, 0, _SIDE, 0)
        inside = self.viewport().geometry()
        self._strip.setGeometry(inside.left() - width, inside.top(), width, inside.height())


class _Strip(QWidget):
    """The strip before the lines of a `NumberedText`."""

    def __init__(self, text: NumberedText) -> None:
        super().__init__(text)
        self._text = text
        self._pressed: int | None = None
        self._start = QPoint()
        self._target: int | None = None
        self.setMouseTracking(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw boxes and numbers of the lines that have text, and where a dragged line will stand."""
        painter = QPainter(self)
        painter.setFont(theme().font("caption"))
        painter.setPen(theme().colour("text-muted"))
        block, number = self._text.document().begin(), 0
        while block.isValid():
            number += bool(block.text().strip())
            box = self._text.box_of(block)
            if box.top() > self.height():
                break
            if block.text().strip() and box.bottom() >= 0:
                self._draw(painter, block, QRect(0, box.top(), self.width(), self._text.line_height()), number)
            block = block.next()
        if self._target is not None:
            painter.fillRect(0, self._edge(self._target) - 1, self.width(), 2, theme().colour("accent"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to drag a line, or press its box."""
        number = self._text.line_at(event.position().toPoint().y())
        if event.button() == Qt.MouseButton.LeftButton and self._is_line(number) and not self._text.isReadOnly():
            self._pressed, self._start = number, event.position().toPoint()
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show where the line will stand."""
        place = event.position().toPoint()
        if self._pressed is None:
            self._follow_pointer(place)
        elif self._target is not None or self._is_dragged(place):
            self._target = self._gap_at(place.y())
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Give the line its place, or take it out where its box was pressed."""
        pressed, target = self._pressed, self._target
        self._pressed = self._target = None
        self.unsetCursor()
        self.update()
        if pressed is None or not self._is_line(pressed):
            return
        if target is not None:
            self._text.move(pressed, target - (target > pressed))
        elif self._is_on_box(event.position().toPoint()):
            self._text.take_out(pressed)
        self._text.setFocus(Qt.FocusReason.MouseFocusReason)

    def event(self, event: QEvent) -> bool:
        """Say what can be done here."""
        if isinstance(event, QHelpEvent):
            if not self._text.isReadOnly():
                QToolTip.showText(event.globalPos(), _HELP_BOX if self._is_on_box(event.pos()) else _HELP, self)
            return True
        return super().event(event)

    def _draw(self, painter: QPainter, block: QTextBlock, line: QRect, number: int) -> None:
        if self._text.has_boxes:
            side = theme().scaled(_ICON)
            place = QRectF(theme().scaled(4), line.top() + (line.height() - side) / 2, side, side)
            icon, role = ("square-check", "accent") if self._text.is_boxed(block) else ("plus", "text-muted")
            theme().draw_icon(painter, place, icon, role)
        numbers = line.adjusted(0, 0, -theme().scaled(4), 0)
        painter.drawText(numbers, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(number))

    def _follow_pointer(self, place: QPoint) -> None:
        can_move = self._is_line(self._text.line_at(place.y())) and not self._text.isReadOnly()
        over = Qt.CursorShape.PointingHandCursor if self._is_on_box(place) else Qt.CursorShape.OpenHandCursor
        self.setCursor(over if can_move else Qt.CursorShape.ArrowCursor)

    def _is_dragged(self, place: QPoint) -> bool:
        return (place - self._start).manhattanLength() >= QApplication.startDragDistance()

    def _is_line(self, number: int) -> bool:
        block = self._text.document().findBlockByNumber(number)
        return block.isValid() and bool(block.text().strip())

    def _is_on_box(self, place: QPoint) -> bool:
        block = self._text.document().findBlockByNumber(self._text.line_at(place.y()))
        return place.x() < theme().scaled(_BOX) and block.isValid() and self._text.is_boxed(block)

    def _gap_at(self, y: int) -> int:
        """Return before which line something dragged to a height would stand."""
        number = self._text.line_at(y)
        block = self._text.document().findBlockByNumber(number)
        return number + (block.isValid() and y > self._text.box_of(block).center().y())

    def _edge(self, number: int) -> int:
        document = self._text.document()
        if number < document.blockCount():
            return max(self._text.box_of(document.findBlockByNumber(number)).top(), 1)
        return min(self._text.box_of(document.lastBlock()).bottom() + 1, self.height() - 1)
