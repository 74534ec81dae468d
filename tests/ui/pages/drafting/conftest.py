"""The drafting page of a computer's workspace, as a clerk finds it."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from app.drafting.lookup import find_entry
from tests.support import Computer
from tests.ui.support import RecordedMessages, TestDesk, wait_idle
from ui.editors.form import Form
from ui.pages.drafting.page import DraftingPage
from ui.turns import turns


@dataclass
class Sitting:
    """A clerk in front of the page."""

    qtbot: object
    desk: TestDesk
    page: DraftingPage
    messages: RecordedMessages

    @property
    def form(self) -> Form:
        return self.page.view.entry.form

    @property
    def title(self) -> str:
        shown = self.page.view.entry.shown
        return shown.code or shown.title

    def wait(self) -> None:
        """Let everything asked for be done and shown."""
        wait_idle(self.qtbot, self.desk.jobs)
        # A form is made over several turns.
        timers = self.page.view.entry.findChildren(QTimer)
        self.qtbot.waitUntil(
            lambda: turns().are_over and not any(timer.isActive() and timer.interval() == 0 for timer in timers)
        )

    def go(self, **target) -> None:
        """Come to the page from elsewhere."""
        self.page.show_place(**target)
        self.wait()

    def click(self, button: QWidget) -> None:
        assert button.isEnabled(), button.toolTip()
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        self.wait()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(self.page, key, modifiers)
        self.wait()

    def choose(self, key: str) -> None:
        """Move to a row of the list as the arrow keys do."""
        rows = self.page.view.items.rows
        rows.setCurrentIndex(rows.model().index(rows.model().row_of(key)))
        self.wait()

    def row(self, key: str):
        """Return a row of the list."""
        return next(row for row in self.page.view.items.rows.rows() if row.key == key)

    def write(self, element: str, text: str, part: str = "") -> None:
        """Replace what stands in an editor (or the part of it that is called so) by another text."""
        editor = self.form.editor(element)
        self.form.focus_element(element)
        field = next(w for w in editor.inputs() if not part or w.property("part") == part)
        field.setFocus()
        field.selectAll()
        insert = getattr(field, "insertPlainText", None) or field.insert
        insert(text)
        if hasattr(field, "textEdited"):
            field.textEdited.emit(field.text())

    def stored(self, item: str) -> dict:
        """Return the content of an entry as it is on the disk, read by somebody else."""
        return self._ask(lambda workspace: find_entry(workspace, item).content)

    def _ask(self, work: Callable):
        found: list = []
        self.desk.session.ask(work, found.append)
        self.wait()
        return found[0]


@pytest.fixture
def sit(qtbot, desk: Callable, messages: RecordedMessages) -> Callable[..., Sitting]:
    """Open the page: `sit(computer, field="05")`."""

    def sit_down(at: Computer, width: int = 1286, **target) -> Sitting:
        opened = desk(at)
        page = DraftingPage(opened).whole()
        qtbot.addWidget(page)
        page.resize(width, 600)
        page.show()
        sitting = Sitting(qtbot, opened, page, messages)
        sitting.wait()
        sitting.go(**target)
        return sitting

    return sit_down
