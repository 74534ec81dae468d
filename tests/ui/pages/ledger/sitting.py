"""A clerk in front of a page that shows the ledger."""

from dataclasses import dataclass

from PySide6.QtCore import Qt

from app.registers.publications import publications
from tests.ui.support import TestDesk, wait_idle
from ui.pages.page import Page


@dataclass
class Sitting:
    """A page, what drives it, and what is stored behind it."""

    qtbot: object
    desk: TestDesk
    page: Page

    def wait(self) -> None:
        wait_idle(self.qtbot, self.desk.jobs)

    def click(self, button) -> None:
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        self.wait()

    def stored(self):
        """The lines of the ledger."""
        found = []
        self.desk.session.ask(publications, found.extend)
        self.wait()
        return found


def sat_down(qtbot, desk: TestDesk, page: Page, **target) -> Sitting:
    """Show a page to the clerk, at a target."""
    qtbot.addWidget(page.whole())
    page.resize(1286, 616)
    page.show()
    sitting = Sitting(qtbot, desk, page)
    page.show_place(**target)
    sitting.wait()
    return sitting
