"""A clerk in front of the program: finds things by the words on them, types, clicks, reads."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLabel, QLineEdit, QWidget

from tests.ui.drive.stage import Stage
from ui.application import Program
from ui.pages.page import Page
from ui.pages.welcome.page import WelcomePage
from ui.widgets.labels import Paragraph
from ui.widgets.rows import RowList

_MOST_TABS = 60
_ON_THE_WAY = SimpleNamespace(place="")


class Clerk:
    """For scenarios, on the scenario's thread. `shots` gets a numbered picture for each `look`."""

    def __init__(self, stage: Stage, program: Program, shots: Path) -> None:
        self.stage, self.program, self.shots = stage, program, shots
        self.wait = stage.wait_for
        self.keys = stage.keys
        self.type = stage.type_text

    @property
    def window(self) -> QWidget:
        """The window of the program."""
        return self.program.window

    @property
    def page(self) -> Page:
        """The page shown; on the way to one that is still being built, what is nowhere."""
        return self.program.window.current or _ON_THE_WAY

    @property
    def first_page(self) -> WelcomePage:
        """The page of the first run, once it was shown."""
        return self.stage.ask(lambda: self.window.findChild(WelcomePage))

    def settle(self) -> None:
        """Wait until nothing is under way and all results are shown."""
        self.wait(lambda: self.program.jobs.are_idle, "the program having done its work")

    def look(self, name: str) -> None:
        """Let the program do its work and take a picture of the screen."""
        self.settle()
        number = len(list(self.shots.glob("*.png"))) + 1
        self.stage.screenshot(self.shots / f"{number:02}-{name}.png")

    def go(self, place: str) -> None:
        """Go to a place by its button on the rail, which is turned by the wheel where it is out of sight."""
        rail, button = self.window.rail, self.stage.ask(lambda: self.window.rail.button(place))
        while not self.stage.ask(lambda: button.visibleRegion().contains(button.rect().center())):
            before = self.stage.ask(rail.verticalScrollBar().value)
            is_above = self.stage.ask(lambda: button.mapTo(rail.viewport(), button.rect().center()).y() < 0)
            self.stage.click(rail.viewport(), button="wheel up" if is_above else "wheel down")
            self.wait(lambda before=before: rail.verticalScrollBar().value() != before, "the rail turning")
        self.stage.click(button)
        self.wait(lambda: self.page.place == place, place)
        self.settle()

    def press(self, words: str) -> None:
        """Click the button with these words on it, once it can be pressed."""
        self.stage.click(self.wait(lambda: self._button(words), f"a button “{words}”"))

    def read(self, words: str) -> None:
        """Wait until these words can be read somewhere in the window."""
        self.wait(lambda: any(words in text for text in self._texts()), words)

    def tab_to(self, widget: QWidget) -> None:
        """Press Tab until a widget has the keyboard."""
        for _ in range(_MOST_TABS):
            if self.stage.ask(widget.hasFocus):
                return
            before = self.stage.ask(QApplication.focusWidget)
            self.keys("Tab")
            self.wait(lambda before=before: QApplication.focusWidget() is not before, "the keyboard going on")
        raise AssertionError(f"Tab does not lead to {widget}")

    def choose(self, rows: RowList, key: str) -> None:
        """Click a row."""

        def find() -> QPoint | None:
            index = next((rows.model().index(n) for n, row in enumerate(rows.rows()) if row.key == key), None)
            return None if index is None else rows.visualRect(index).center()

        self.stage.click(rows.viewport(), self.wait(find, f"a row {key}"))
        self.wait(lambda: rows.current_key() == key, f"the row {key} being current")
        self.settle()

    def meet_file_dialog(self) -> QLineEdit:
        """Wait for a file dialog; returns where the name of the file is typed."""
        dialog = self.wait(self._file_dialog, "a file dialog")
        name = self.stage.ask(lambda: dialog.findChild(QLineEdit, "fileNameEdit"))
        self.wait(name.hasFocus, "the keyboard in the name of the file")
        return name

    def name_file(self, path: Path) -> None:
        """Type a path into the file dialog that is open, and press Enter."""
        name = self.meet_file_dialog()
        self.keys("ctrl+a")
        self.type(str(path))
        self.wait(lambda: name.text() == str(path), f"the path {path} typed")
        self.keys("enter")
        self.wait(lambda: self._file_dialog() is None, "the file dialog closed")
        self.settle()

    def close(self) -> None:
        """Close the window by the button in its frame."""
        self.stage.close_window(self.window)
        self.wait(lambda: not self.window.isVisible(), "the window closed")

    def _button(self, words: str) -> QAbstractButton | None:
        return next((b for b in self._shown(QAbstractButton) if b.text() == words and b.isEnabled()), None)

    def _texts(self) -> Iterator[str]:
        for widget in self._shown(QWidget):
            if isinstance(widget, Paragraph):
                yield widget.plain_text()
            elif isinstance(widget, QLabel):
                yield widget.text()
            else:
                yield widget.accessibleName()

    def _shown(self, kind: type) -> list:
        return [widget for widget in self.window.findChildren(kind) if widget.isVisible()]

    def _file_dialog(self) -> QFileDialog | None:
        return next(iter(self._shown(QFileDialog)), None)
