"""Editors as a clerk meets them: on the screen, with the keyboard, the mouse and the clipboard."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QWidget

from app.standards.law_choices import LawChoice, law_choices
from app.standards.library import load_library
from ui.editors.growing_text import GrowingText


@pytest.fixture
def shown(qtbot) -> Callable:
    """Show an editor with another place for the focus beside it."""

    def show(editor, width: int = 520):
        qtbot.addWidget(editor)
        editor.resize(width, 400)
        editor.show()
        qtbot.waitExposed(editor)
        editor.activateWindow()
        qtbot.waitUntil(editor.isActiveWindow)
        return editor

    return show


@pytest.fixture(scope="session")
def laws() -> tuple[LawChoice, ...]:
    """The laws of the register."""
    return law_choices(load_library().laws)


def child(editor: QWidget, kind: type, index: int = 0):
    """Return the nth visible widget of a class inside an editor."""
    return [widget for widget in editor.findChildren(kind) if widget.isVisible()][index]


def paste(widget: GrowingText, text: str) -> None:
    """Paste as the clipboard does."""
    data = QMimeData()
    data.setText(text)
    widget.insertFromMimeData(data)
