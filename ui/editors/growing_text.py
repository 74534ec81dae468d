"""A plain text that grows with what is written in it."""

from collections.abc import Callable, Sequence
from math import ceil

from PySide6.QtCore import QEvent, QMimeData, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QCompleter, QPlainTextEdit, QWidget

from app.standards.plain_text import plain_text
from ui.editors.composing import Composing
from ui.theme import theme
from ui.theme.theme import is_look_change

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
# Text stands as far from the border as in one-line editors.
_SIDE = 3


class GrowingText(Composing, QPlainTextEdit):
    """From `least` to `most` lines high, then it scrolls. Tab leaves it.

    With `one_line` Enter is `finished` and what is pasted becomes one line; a long text still wraps. `take_pasted` is
    asked first what to do with text pasted into an empty editor; True: it has dealt with it.
    """

    finished = Signal()
    left = Signal()
    taken = Signal(str)
    """One of the texts on offer was chosen."""

    def __init__(self, least: int = 1, most: int = 6, *, one_line: bool = False) -> None:
        super().__init__()
        self._least, self._most, self._one_line = least, most, one_line
        self._completer: QCompleter | None = None
        self.take_pasted: Callable[[str], bool] | None = None
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDocumentMargin(1)
        self.setViewportMargins(_SIDE, 0, _SIDE, 0)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self._fit)

    def set_text(self, text: str) -> None:
        """Write a text from its beginning on."""
        self.setPlainText(text)
        self._fit()

    def offer(self, texts: Sequence[str]) -> None:
        """Offer texts that contain what is typed."""
        completer = QCompleter(list(texts), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setWidget(self)
        completer.activated[str].connect(self._take)
        self._completer = completer
        self.textChanged.connect(self._suggest)

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the page where this text has nothing to take back or do again."""
        if event.type() == QEvent.Type.ShortcutOverride:
            document = self.document()
            for keys, available in (
                (QKeySequence.StandardKey.Undo, document.isUndoAvailable()),
                (QKeySequence.StandardKey.Redo, document.isRedoAvailable()),
            ):
                if event.matches(keys) and not available:
                    event.ignore()
                    return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on where only one line is written; Ctrl+Enter is the page's everywhere."""
        if self._is_offering() and event.key() in (*_ENTER, Qt.Key.Key_Escape, Qt.Key.Key_Tab):
            # What the completer is given back it does itself: take the text, or close.
            event.ignore()
        elif event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        elif event.key() in _ENTER and self._one_line:
            self.finished.emit()
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste text without the invisible characters that office programs leave in it."""
        text = plain_text(source.text())
        if self.take_pasted is not None and not self.toPlainText() and self.take_pasted(text):
            return
        self.insertPlainText(" ".join(text.split()) if self._one_line else text)
        self.ensureCursorVisible()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll only what has more than it shows; otherwise the form is scrolled."""
        if self.verticalScrollBar().maximum():
            super().wheelEvent(event)
        else:
            event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Unmark text, so that only one place on the form looks chosen."""
        super().focusOutEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            cursor = self.textCursor()
            cursor.clearSelection()
            self.setTextCursor(cursor)
        self.left.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew and fit."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Fit to another text size."""
        super().changeEvent(event)
        if is_look_change(event):
            self._fit()

    def sizeHint(self) -> QSize:
        """As high as its lines; as wide as a field usually is."""
        return QSize(theme().scaled(240), self._height())

    def minimumSizeHint(self) -> QSize:
        """Narrow, but never lower than its lines."""
        return QSize(theme().scaled(96), self._height())

    def _fit(self) -> None:
        height = self._height()
        if self.height() == height and self.minimumHeight() == height:
            return
        self.setFixedHeight(height)
        lines = self._lines(self._most + 1)
        shown = lines > self._most
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if shown else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)

    def _height(self) -> int:
        lines = min(max(self._lines(self._most), self._least), self._most)
        one = theme().height("default")
        return one + (lines - 1) * self._line_height()

    def _line_height(self) -> int:
        """Return what one line takes up as laid out, in whole pixels; the font's own spacing is a little less."""
        block = self.document().firstBlock()
        height = self.document().documentLayout().blockBoundingRect(block).height()
        return ceil(height / max(block.layout().lineCount(), 1))

    def _lines(self, enough: int) -> int:
        """Count the lines as wrapped, no further than `enough`."""
        layout, block, count = self.document().documentLayout(), self.document().begin(), 0
        while block.isValid() and count < enough:
            layout.blockBoundingRect(block)
            count += max(block.layout().lineCount(), 1)
            block = block.next()
        return count

    def _is_offering(self) -> bool:
        return self._completer is not None and self._completer.popup().isVisible()

    def _suggest(self) -> None:
        typed = self.toPlainText().strip()
        self._completer.setCompletionPrefix(typed)
        found = self._completer.completionCount()
        same = found == 1 and self._completer.currentCompletion() == typed
        if self.hasFocus() and typed and found and not same:
            self._completer.complete(QRect(0, 0, self.width(), self.height()))
        else:
            self._completer.popup().hide()

    def _take(self, text: str) -> None:
        cursor = self.textCursor()
        cursor.select(cursor.SelectionType.Document)
        cursor.insertText(text)
        self.taken.emit(text)


class NumberedText(GrowingText):
    """One thing a line, with a number before each, so that wrapped lines and new ones tell apart."""

    def __init__(self, least: int = 2, most: int = 8) -> None:
        super().__init__(least, most)
        self._numbers = _Numbers(self)
        self.updateRequest.connect(self._follow)
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the numbers beside the text."""
        super().resizeEvent(event)
        self._make_room()

    def changeEvent(self, event: QEvent) -> None:
        """Make room for larger numbers."""
        super().changeEvent(event)
        if is_look_change(event):
            self._make_room()

    def paint_numbers(self, painter: QPainter) -> None:
        """Draw the numbers of the lines that have text."""
        painter.setFont(theme().font("caption"))
        painter.setPen(theme().colour("text-muted"))
        block, number = self.document().begin(), 0
        line = self._line_height()
        while block.isValid():
            number += bool(block.text().strip())
            top = self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
            if top > self.viewport().height():
                break
            if block.text().strip():
                box = QRect(0, round(top), self._numbers.width() - theme().scaled(4), line)
                painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(number))
            block = block.next()

    def _make_room(self) -> None:
        width = theme().scaled(24)
        self.setViewportMargins(width, 0, _SIDE, 0)
        inside = self.viewport().geometry()
        self._numbers.setGeometry(inside.left() - width, inside.top(), width, inside.height())

    def _follow(self, rect: QRect, dy: int) -> None:
        self._numbers.update()


class _Numbers(QWidget):
    """The strip before the lines of a `NumberedText`."""

    def __init__(self, text: NumberedText) -> None:
        super().__init__(text)
        self._text = text

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the numbers."""
        painter = QPainter(self)
        self._text.paint_numbers(painter)
