"""The way back: the places the clerk came through, and what had the keyboard on each."""

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from ui.pages.page import Page
from ui.widgets.buttons import Button

BACK_KEY = "Shift+F5"
"""Back to where the work was before, as in the word processors the clerks know. Alt+Left, usual elsewhere, is the
neighbour of an entry here."""
_NOWHERE = "还没有去过别处"
# Nobody comes back over a whole day.
_MOST_STEPS = 30


@dataclass(frozen=True)
class Step:
    """A place that was left, by its code and title, and the widget of it that had the keyboard."""

    place: str
    title: str
    keyboard: QWidget | None


class WayBack(Button):
    """The button before the title of the page; it remembers the places that were left and leads to the last one."""

    def __init__(self) -> None:
        super().__init__("", icon="arrow-left", role="quiet", tip=f"返回 {BACK_KEY}")
        self._steps: list[Step] = []
        self._tell()

    def leave(self, page: Page, towards: Page, keyboard: QWidget | None) -> None:
        """Note a page that is left for another, and what had the keyboard in the window. Nobody comes back to one that
        is done: whoever goes where they came from has gone back."""
        is_on_it = keyboard is not None and page.isAncestorOf(keyboard)
        step = Step(page.place, page.title, keyboard if is_on_it else None)
        before = self.last()
        if not page.is_done:
            self._steps = [*self._steps, step][-_MOST_STEPS:]
        elif before is not None and before.place == towards.place:
            self._steps.pop()
        self._tell()

    def last(self) -> Step | None:
        """Return the place that was left last; None where there is none."""
        return self._steps[-1] if self._steps else None

    def forget_last(self) -> None:
        """Somebody went back there."""
        self._steps.pop()
        self._tell()

    def forget(self) -> None:
        """Another workspace is open: nothing of the former leads back."""
        self._steps = []
        self._tell()

    def _tell(self) -> None:
        """Say where the button leads to."""
        step = self.last()
        self.set_available(step is not None, _NOWHERE)
        if step is not None:
            self.setToolTip(f"返回{step.title}（{BACK_KEY}）")
            self.setAccessibleName(f"返回{step.title} {BACK_KEY}")


def give_keyboard_back(page: Page, keyboard: QWidget | None) -> None:
    """Put the keyboard where it was when the page was left, or where work on it begins."""
    if keyboard is not None and isValid(keyboard) and keyboard.isVisible() and keyboard.isEnabled():
        keyboard.setFocus()
    else:
        page.take_focus()
