"""A plain text that grows with what is written in it."""

from collections.abc import Callable
from itertools import takewhile
from math import ceil

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QPlainTextEdit

from app.standards.plain_text import plain_text
from app.standards.values import MAX_TEXT
from ui.editors.composing import Composing
from ui.editors.keys import ENTER, is_ctrl_enter
from ui.editors.offers import Find, Offer, OfferList
from ui.theme import theme
from ui.theme.theme import is_look_change
from ui.widgets.reveal import reveal

# Three times what any place holds; a list of many lines may be longer than one text.
_MOST_PASTED = 3 * MAX_TEXT
# Text stands as far from the border as in one-line editors.
_SIDE = 3


class GrowingText(Composing, QPlainTextEdit):
    """From `least` to `most` lines high, then it scrolls. Tab leaves it.

    With `one_line` Enter is `finished` and what is pasted becomes one line; a long text still wraps. `take_pasted` is
    asked first what to do with pasted text; True: it has dealt with it. What is too much to be
    pasted is `refused` as a whole: what stands here stays. F4 opens what is on offer.
    """

    finished = Signal()
    left = Signal()
    taken = Signal(object)
    """One of the `Offer`s was chosen; its text stands here now."""
    refused = Signal(str)
    """Why something was not pasted."""

    def __init__(self, least: int = 1, most: int = 6, *, one_line: bool = False) -> None:
        super().__init__()
        self._least, self._most, self._one_line = least, most, one_line
        self._offers: OfferList | None = None
        self._is_setting = False
        self.take_pasted: Callable[[str], bool] | None = None
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDocumentMargin(1)
        self.setViewportMargins(_SIDE, 0, _SIDE, 0)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self._fit)
        self.cursorPositionChanged.connect(self._show_cursor)

    def set_text(self, text: str) -> None:
        """Write a text; what has the keyboard goes on where the text is another than before."""
        pairs = zip(text, self.toPlainText(), strict=False) if self.hasFocus() else ()
        same = "".join(new for new, _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        self._is_setting = True
        self.setPlainText(text)
        self._is_setting = False
        cursor = self.textCursor()
        # Qt counts characters beyond the first 65,536 twice.
        cursor.setPosition(len(same.encode("utf-16-le")) // 2)
        self.setTextCursor(cursor)
        self._fit()

    def offer(self, find: Find) -> None:
        """Offer what goes with what is typed."""
        if self._offers is None:
            self._offers = OfferList(self, find, self._take)
            self.textChanged.connect(self._suggest)
        else:
            self._offers.set_find(find)

    def open_offers(self) -> None:
        """Show what is on offer, whatever stands here."""
        if self._offers is not None and not self.isReadOnly():
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self._offers.look(self.toPlainText().strip())

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

    def finish_composing(self) -> None:
        """Make text of what is being composed; the clerk goes elsewhere, so nothing is offered for it."""
        was_setting, self._is_setting = self._is_setting, True
        super().finish_composing()
        self._is_setting = was_setting

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on where only one line is written; Ctrl+Enter is the page's everywhere."""
        if self._is_offering() and event.key() in (*ENTER, Qt.Key.Key_Escape, Qt.Key.Key_Tab):
            # What the completer is given back it does itself: take the text, or close.
            event.ignore()
        elif event.key() == Qt.Key.Key_F4 and self._offers is not None:
            self.open_offers()
        elif is_ctrl_enter(event):
            event.ignore()
        elif event.key() in ENTER and self._one_line:
            self.finished.emit()
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste text without the invisible characters that office programs leave in it."""
        pasted = source.text()
        if len(pasted) > _MOST_PASTED:
            # Cleaning it up alone would take as long as showing it.
            self.refused.emit(_refusal(len(pasted)))
            return
        text = plain_text(pasted)
        if self.take_pasted is not None and self.take_pasted(text):
            return
        told = self.too_much(text)
        if told:
            self.refused.emit(told)
            return
        self.insertPlainText(self.as_inserted(text))
        self.ensureCursorVisible()

    def as_inserted(self, text: str) -> str:
        """Return pasted text as it will stand here."""
        return " ".join(text.split()) if self._one_line else text

    def too_much(self, text: str) -> str:
        """Return why a text cannot be pasted here, "" where it can."""
        count = self.document().characterCount() - 1 - len(self.textCursor().selectedText()) + len(text)
        return "" if count <= MAX_TEXT else _refusal(len(text))

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

    def _show_cursor(self) -> None:
        """Keep the line one is at in sight where all lines together are higher than the room around them."""
        if self.hasFocus() and not self._is_setting:
            reveal(self.viewport(), self.cursorRect())

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
        return one + (lines - 1) * self.line_height()

    def line_height(self) -> int:
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
        return self._offers is not None and self._offers.is_open

    def _suggest(self) -> None:
        # What is being composed changes the text for Qt, and is none yet.
        if self.hasFocus() and not self._is_setting and not self.is_composing and not self.isReadOnly():
            self._offers.follow(self.toPlainText().strip())

    def _take(self, offer: Offer) -> None:
        self._is_setting = True
        cursor = self.textCursor()
        cursor.select(cursor.SelectionType.Document)
        cursor.insertText(offer.text)
        self._is_setting = False
        self.taken.emit(offer)


def _refusal(count: int) -> str:
    return f"这里最多写 {MAX_TEXT} 个字，要粘贴的有 {count} 个字，没有贴进来。"
