"""The grid of a computer's workspace, with the keyboard in it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QComboBox, QPlainTextEdit, QVBoxLayout, QWidget

from app.drafting.grid import GridRow
from app.drafting.lookup import find_entry
from tests.support import Computer
from tests.ui.support import RecordedMessages, TestDesk, wait_idle
from ui.pages.drafting.grid.acts import GridActs
from ui.pages.drafting.grid.cell_editor import CellEditor
from ui.pages.drafting.grid.tools import GridTools
from ui.pages.drafting.grid.view import GridView
from ui.pages.drafting.page import DraftingPage

NONE, CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


@dataclass
class GridSitting:
    """A clerk in front of the grid."""

    qtbot: Any
    desk: TestDesk
    page: DraftingPage
    messages: RecordedMessages
    window: QWidget

    @property
    def view(self) -> GridView:
        return self.page.view

    @property
    def tools(self) -> GridTools:
        return self.view.tools

    @property
    def acts(self) -> GridActs:
        return self.view.cell_acts

    @property
    def editor(self) -> CellEditor | None:
        """The editor that is open in a cell."""
        return next((each for each in self.view.findChildren(CellEditor) if each.isVisible()), None)

    def wait(self) -> None:
        """Let everything asked for be done and shown."""
        for _ in range(2):
            QApplication.processEvents()
            wait_idle(self.qtbot, self.desk.jobs)

    def row(self, code: str) -> GridRow:
        """Return the line of an item as the grid has it."""
        return next(row for row in self.view.cells.rows.values() if row.code == code)

    def go(self, code: str, element: str) -> None:
        """Make a cell the current one."""
        self.view.go_to(self.row(code).entry, element)
        self.view.take_keyboard()
        # The page is told of the line once the clerk rests on it.
        self.qtbot.waitUntil(lambda: not any(timer.isActive() for timer in self.view.findChildren(QTimer)))
        self.wait()

    def reach(self, code: str, element: str) -> None:
        """Let the block reach to a cell, as Shift and the arrow keys do."""
        model = self.view.table.model
        self.view.table.go_to(model.row_of(code), model.column_of(element), grow=True)
        QApplication.processEvents()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Press a key where the keyboard is."""
        self.qtbot.keyClick(self.page.window().focusWidget(), key, modifiers)
        self.wait()

    def type(self, text: str) -> None:
        """Write into what has the keyboard."""
        focused = self.page.window().focusWidget()
        if isinstance(focused, QComboBox):
            focused = focused.lineEdit()
        if isinstance(focused, QPlainTextEdit):
            focused.insertPlainText(text)
        else:
            focused.insert(text)
            focused.textEdited.emit(focused.text())

    def click(self, button: QWidget) -> None:
        assert button.isEnabled(), button.toolTip()
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        self.wait()

    def paste(self, text: str) -> None:
        """Paste a text that another program put on the clipboard."""
        QGuiApplication.clipboard().setText(text)
        self.press(Qt.Key.Key_V, CTRL)

    def undo(self) -> None:
        self.desk.session.undo()
        self.wait()

    def values(self, code: str) -> dict[str, Any]:
        """Return the values of an entry as they are on the disk."""
        return self.content(code)["values"]

    def content(self, code: str) -> dict[str, Any]:
        found: list = []
        self.desk.session.ask(lambda workspace: find_entry(workspace, code).content, found.append)
        self.wait()
        return found[0]


@pytest.fixture
def grid(qtbot, desk: Callable, messages: RecordedMessages) -> Callable[..., GridSitting]:
    """Open the grid: `grid(computer, field="05")`."""

    def sit_down(at: Computer, width: int = 1286, height: int = 600, **target) -> GridSitting:
        opened = desk(at)
        opened.preferences.put("drafting.view", GridView.code)
        page = DraftingPage(opened).whole()
        window = QWidget()
        column = QVBoxLayout(window)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(page.view.tools)
        column.addWidget(page, 1)
        qtbot.addWidget(window)
        window.resize(width, height)
        window.show()
        qtbot.waitUntil(window.isActiveWindow)
        sitting = GridSitting(qtbot, opened, page, messages, window)
        sitting.wait()
        page.show_place(**(target or {"field": "05"}))
        sitting.wait()
        return sitting

    return sit_down
