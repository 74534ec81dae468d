"""A combo box that never changes by accident."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter

from ui.editors.keys import ENTER, is_ctrl_enter

# What a line edit keeps free on both sides of its text, and the cursor, in pixels.
_CURSOR_ROOM = 8
_MOST_SEEN = 12
# Stands in no choice.
_NOTHING = "\0"


class _Choices(QCompleter):
    """The choices that contain what is typed, but none where only the one is left that is written out already.

    A list that is open takes the next click for itself: it must not hang there when it has nothing more to offer.
    """

    def splitPath(self, path: str) -> list[str]:
        """Look for what is typed, or for nothing where it is the only choice left."""
        model, typed = self.model(), path.casefold()
        texts = [model.index(row, 0).data() or "" for row in range(model.rowCount())] if typed else []
        return [_NOTHING] if [text for text in texts if typed in text.casefold()] == [path] else [path]


class QuietCombo(QComboBox):
    """A combo box that leaves the wheel to the form it stands in; Enter goes on.

    With `typing` the text can be typed, and the choices that contain it are offered.
    """

    finished = Signal()

    def __init__(self, texts: Sequence[str], *, typing: bool = False) -> None:
        super().__init__()
        self._is_read_only = False
        self.addItems(list(texts))
        self.setMaxVisibleItems(_MOST_SEEN)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)
        if typing:
            self._let_type(texts)

    def setAccessibleName(self, name: str) -> None:
        """Name the box, and the line in it where the keyboard stands."""
        super().setAccessibleName(name)
        if self.lineEdit() is not None:
            self.lineEdit().setAccessibleName(name)

    def setReadOnly(self, read_only: bool) -> None:
        """Show what is chosen like a text that cannot be changed, in full colour and without an arrow."""
        self._is_read_only = read_only
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if read_only else Qt.FocusPolicy.StrongFocus)
        for part in (self, self.lineEdit()):
            if part is not None:
                part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, read_only)
        if self.lineEdit() is not None:
            self.lineEdit().setReadOnly(read_only)
        if read_only:
            self.clearFocus()
        self.setProperty("surface", "sunken" if read_only else "")
        self.style().unpolish(self)
        self.style().polish(self)

    def isReadOnly(self) -> bool:
        """Whether nothing can be chosen."""
        return self._is_read_only

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on at Enter."""
        if event.key() not in ENTER:
            super().keyPressEvent(event)
        elif is_ctrl_enter(event):
            event.ignore()
        else:
            self.finished.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the form scroll."""
        event.ignore()

    def offer(self, texts: Sequence[str]) -> None:
        """Offer other texts to choose from where it can be typed; what stands there stays."""
        before = self.currentText()
        self.blockSignals(True)
        self.clear()
        self.addItems(list(texts))
        self.completer().model().setStringList(list(texts))
        self.setCurrentIndex(-1)
        self.setEditText(before)
        self.blockSignals(False)

    def fit_contents(self) -> None:
        """Be as wide as the longest choice."""
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def sizeHint(self) -> QSize:
        """Leave room for the cursor behind a text that can be typed: Qt counts the text alone."""
        hint = super().sizeHint()
        return hint + QSize(_CURSOR_ROOM, 0) if self.isEditable() else hint

    def minimumSizeHint(self) -> QSize:
        """Give way on a narrow form."""
        return QSize(min(super().minimumSizeHint().width(), 80), super().minimumSizeHint().height())

    def _let_type(self, texts: Sequence[str]) -> None:
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = _Choices(list(texts), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(_MOST_SEEN)
        completer.popup().setProperty("offers", True)
        self.setCompleter(completer)
        self.setCurrentIndex(-1)
        self.lineEdit().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show every choice at a click into the text too, not at the arrow alone, and at a space where nothing is
        written, as where nothing can be; what is typed then narrows them."""
        if watched is not self.lineEdit() or self._is_read_only:
            return super().eventFilter(watched, event)
        is_click = event.type() == QEvent.Type.MouseButtonRelease and event.button() == Qt.MouseButton.LeftButton
        is_space = event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Space
        opens = is_space and not self.lineEdit().text() and not event.modifiers()
        if is_click or opens:
            self.completer().setCompletionPrefix("")
            self.completer().complete()
        return opens or super().eventFilter(watched, event)
