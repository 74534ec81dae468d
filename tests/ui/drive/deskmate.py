"""A clerk who does the same by mouse or by keyboard, whichever is asked for."""

from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QWidget

from tests.ui.drive.clerk import Clerk
from ui.shell.rail import RailButton
from ui.widgets.row_view import RowView
from ui.widgets.segments import FilterTabs, Segments
from ui.widgets.tables import TextTable

_MOST_AREAS = 12


class Deskmate(Clerk):
    """A clerk who uses the mouse where there is a choice, or the keyboard."""

    by_mouse = True

    def play(self, scene: Callable[["Deskmate"], None]) -> None:
        """Play a scene from the first page until the window is closed; where it fails a picture shows how it stood."""
        try:
            self.wait(lambda: self.page is not None, "the first page")
            self.settle()
            scene(self)
            self.close()
        except BaseException:
            self.stage.screenshot(self.shots / "failed.png")
            raise

    def do(self, words: str, chord: str) -> None:
        """Press the button with these words, or the keys that do the same."""
        if self.by_mouse:
            self.press(words)
        else:
            self.sees(words)
            self.keys(chord)

    def visit(self, place: str) -> None:
        """Go to a place: by the rail, with the mouse or with F6 and the arrows."""
        if self.by_mouse:
            self.go(place)
            return
        while not isinstance(self.stage.ask(self.window.focusWidget), RailButton):
            before = self.stage.ask(self.window.focusWidget)
            self.keys("F6")
            self.wait(lambda before=before: self.window.focusWidget() is not before, "the next area")
        codes = self.stage.ask(lambda: [each.code for each in self.window.rail.places])
        while self.stage.ask(lambda: self.page.place) != place:
            here = self.stage.ask(lambda: codes.index(self.page.place))
            step = 1 if codes.index(place) > here else -1
            self.keys("Down" if step > 0 else "Up")
            self.wait(lambda there=codes[here + step]: self.page.place == there, codes[here + step])
            self.settle()

    def reach(self, widget: QWidget) -> None:
        """Have the keyboard in an area of the page."""
        if self.by_mouse:
            self.stage.click(widget)
        for _ in range(_MOST_AREAS):
            if self.stage.ask(widget.hasFocus):
                return
            before = self.stage.ask(self.window.focusWidget)
            self.keys("F6")
            self.wait(lambda before=before: self.window.focusWidget() is not before, "the next area")
        # F6 goes back to where the keyboard was in an area.
        self.tab_to(widget)

    def walk_to(self, rows: RowView, key: str) -> None:
        """Make a row the current one by the arrows."""
        self.reach(rows)
        wanted = self.stage.ask(lambda: _keys(rows)).index(key)
        while (here := self.stage.ask(rows.current_key)) != key:
            at = self.stage.ask(lambda: _keys(rows)).index(here) if here else -1
            self.keys("Down" if at < wanted else "Up")
            self.wait(lambda here=here: rows.current_key() != here, "the next row")
        self.settle()

    def go_to(self, rows: RowView, key: str) -> None:
        """Make a row the current one: by a click on it, or by the arrows."""
        if self.by_mouse:
            self.choose(rows, key)
        else:
            self.walk_to(rows, key)

    def push(self, button: QAbstractButton) -> None:
        """Press a button that has no key of its own: by a click, or by Tab and the space bar."""
        if self.by_mouse:
            self.stage.click(button)
        else:
            self.tab_to(button)
            self.keys("space")

    def unfold(self, combo: QComboBox) -> None:
        """Show what can be chosen in a box."""
        if self.by_mouse:
            self.stage.click(combo)
        else:
            self.tab_to(combo)
            self.keys("alt+Down")
        self.wait(lambda: combo.view().isVisible(), "what can be chosen")

    def act(self, rows: RowView, key: str, words: str) -> None:
        """Do what a button in a row says: by a click on it, or by the menu of the row."""
        self.stand_still()
        if self.by_mouse:
            self.stage.click(rows.viewport(), self.wait(lambda: _button_at(rows, key, words), f"{words} in {key}"))
            return
        self.walk_to(rows, key)
        texts = self.stage.ask(lambda: [each.text for each in rows.actions_at(rows.currentIndex()) if each.enabled])
        number = texts.index(words)
        if number == 0:
            self.keys("enter")
        else:
            self.keys("shift+enter")
            self.wait(QApplication.activePopupWidget, "the menu of the row")
            self.keys(*["Down"] * (number + 1), "enter")  # no entry of a menu is chosen at first
        self.settle()

    def tab(self, tabs: Segments | FilterTabs, words: str) -> None:
        """Choose the one of a few whose words begin so: by a click, or by Tab and the arrows."""
        wanted = self.wait(lambda: next((b for b in tabs.buttons if b.text().startswith(words)), None), words)
        if self.by_mouse:
            self.stage.click(wanted)
        else:
            here = self.stage.ask(lambda: next(b for b in tabs.buttons if b.isChecked()))
            self.tab_to(here)
            steps = self.stage.ask(lambda: tabs.buttons.index(wanted) - tabs.buttons.index(here))
            self.keys(*["Right" if steps > 0 else "Left"] * abs(steps))
        self.wait(wanted.isChecked, words)
        self.settle()

    def sees(self, words: str) -> None:
        """Wait for a button with these words that can be pressed."""
        self.wait(lambda: self._button(words), f"a button “{words}”")

    def tell(self, text: str, name: str) -> None:
        """Answer the question that is asked in a dialog."""
        self.wait(lambda: isinstance(QApplication.focusWidget(), QLineEdit) and QApplication.activeModalWidget(), name)
        self.type(text)
        self.look(name)
        self.keys("enter")
        self.wait(lambda: QApplication.activeModalWidget() is None, "the question answered")
        self.settle()

    def stand_still(self) -> None:
        """Let the program do its work, and rows stand where they will stay."""
        self.settle()
        for _ in range(3):
            self.stage.ask(QGuiApplication.sync)

    def copy(self, text: str) -> None:
        """Have a text on the clipboard, as copied in a spreadsheet."""
        self.stage.ask(lambda: QGuiApplication.clipboard().setText(text))


def _keys(rows: RowView) -> list[str]:
    return list(rows.model().keys) if isinstance(rows, TextTable) else [row.key for row in rows.rows()]


def _button_at(rows: RowView, key: str, words: str) -> QPoint | None:
    """The middle of a painted button."""
    is_table, keys = isinstance(rows, TextTable), _keys(rows)
    if key not in keys:
        return None
    number = keys.index(key)
    rows.scrollTo(rows.model().index(number, 0))
    for column in range(rows.model().columnCount()) if is_table else (0,):
        layout = rows._delegate.layout_of(number, column) if is_table else rows._delegate.layout_of(number)
        corner = rows.visualRect(rows.model().index(number, column)).topLeft()
        for rect, action in layout.buttons:
            if action.text == words:
                return corner + rect.center()
    return None
