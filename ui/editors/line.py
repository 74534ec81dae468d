"""A line of text that leaves Ctrl+Z and Ctrl+Y to the window where it has nothing of its own to take back."""

from PySide6.QtCore import QEvent, QSignalBlocker
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLineEdit

from ui.editors.composing import Composing


class Line(Composing, QLineEdit):
    """Qt's line edit claims undo even with nothing to undo; then nobody would do it."""

    def event(self, event: QEvent) -> bool:
        """Give the keys up before the window's shortcuts are asked."""
        if event.type() == QEvent.Type.ShortcutOverride:
            leaves_undo = event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable()
            leaves_redo = event.matches(QKeySequence.StandardKey.Redo) and not self.isRedoAvailable()
            if leaves_undo or leaves_redo:
                event.ignore()
                return False
        return super().event(event)


def search_line(name: str, told: str) -> Line:
    """Return a line in which somebody looks for something: what a reader hears of it, and what stands in it while it is
    empty."""
    line = Line()
    line.setPlaceholderText(told)
    line.setAccessibleName(name)
    line.setClearButtonEnabled(True)
    return line


def forget_typing(line: QLineEdit) -> None:
    """Keep text, cursor and selection of a line, but nothing that Ctrl+Z could take back in it.

    A line in which an input method composes is left alone: setting its text would throw that away.
    """
    if isinstance(line, Composing) and line.is_composing:
        return
    if not (line.isUndoAvailable() or line.isRedoAvailable()):
        return
    start, length, cursor = line.selectionStart(), len(line.selectedText()), line.cursorPosition()
    with QSignalBlocker(line):
        line.setText(line.text())
        line.setCursorPosition(cursor)
        if length:
            line.setSelection(start, length)


def too_long(line: QLineEdit) -> str:
    """Return what is said when a line took only the beginning of what was pasted."""
    return f"这里最多写 {line.maxLength()} 个字，多出来的没有收下。"
