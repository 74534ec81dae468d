"""Ctrl+Z inside a line of text: its own typing first, then the window's undo."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.editors.line import Line


def test_the_line_undoes_its_typing_and_then_leaves_the_key_to_the_window(qtbot):
    window, undone = QWidget(), []
    qtbot.addWidget(window)
    line = Line()
    QVBoxLayout(window).addWidget(line)
    QShortcut(QKeySequence("Ctrl+Z"), window).activated.connect(lambda: undone.append(True))
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    line.setFocus()
    qtbot.keyClicks(line, "abc")
    qtbot.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (line.text(), undone) == ("", [])
    qtbot.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == [True]
