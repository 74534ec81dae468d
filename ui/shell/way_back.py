"""The way back: the places the clerk came through, and what had the keyboard on each."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from ui.pages.page import Page
from ui.shell.rail import RailButton
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
        # The page shown, as long as the clerk only walks past it on the rail.
        self._passed: Page | None = None
        self._page: Page | None = None
        QApplication.instance().focusChanged.connect(self._follow_keyboard)
        self._tell()

    def arrive(self, page: Page, keyboard: QWidget | None) -> None:
        """Note the page that is shown next, and what has the keyboard in the window: one that the arrows of the rail
        lead to is not worth coming back to before somebody enters it."""
        self._page = page
        self._passed = page if isinstance(keyboard, RailButton) else None

    def leave(self, page: Page, towards: Page, keyboard: QWidget | None) -> None:
        """Note a page that is left for another, and what had the keyboard in the window. Nobody comes back to one that
        is done: whoever goes where they came from has gone back."""
        is_on_it = keyboard is not None and page.isAncestorOf(keyboard)
        step = Step(page.place, page.title, keyboard if is_on_it else None)
        before = self.last()
        if not (page.is_done or page is self._passed):
            self._steps = [*self._steps, step][-_MOST_STEPS:]
        elif page.is_done and before is not None and before.place == towards.place:
            self._steps.pop()
        self._tell()

    def last(self) -> Step | None:
        """Return the place that was left last; None where there is none."""
        return self._steps[-1] if self._steps else None

    def step_back(self) -> None:
        """Go back one step: by the page's own way back where one is seen, else to the place that was left."""
        around = self._page if self.isVisible() and self._page is not None else self.window()
        (own_way_back(around) or self).click()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # What the mouse is over would keep the press for itself.
        self.window().windowHandle().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go back by the button at the side of the mouse."""
        if event.type() != QEvent.Type.MouseButtonPress or event.button() != Qt.MouseButton.BackButton:
            return False
        QTimer.singleShot(0, self, self.step_back)
        return True

    def forget_last(self) -> None:
        """Somebody went back there."""
        self._steps.pop()
        self._tell()

    def forget(self) -> None:
        """Another workspace is open: nothing of the former leads back."""
        self._steps, self._passed, self._page = [], None, None
        self._tell()

    def _follow_keyboard(self) -> None:
        # The rail takes the keyboard back in the same turn from a page that its arrows led to.
        if self._passed is not None:
            QTimer.singleShot(0, self, self._see_whether_entered)

    def _see_whether_entered(self) -> None:
        now = QApplication.focusWidget()
        if now is not None and not isinstance(now, RailButton):
            self._passed = None

    def _tell(self) -> None:
        """Say where the button leads to."""
        step = self.last()
        self.set_available(step is not None, _NOWHERE)
        if step is not None:
            self.setToolTip(f"返回{step.title}（{BACK_KEY}）")
            self.setAccessibleName(f"返回{step.title} {BACK_KEY}")


def own_way_back(around: QWidget) -> Button | None:
    """Return the button that leads back within a page, the innermost of those that are seen: from one column to the
    other, from a form to its list; None where there is none."""
    seen = [each for each in around.findChildren(Button) if each.leads_back and each.isVisible() and each.isEnabled()]
    return max((each for each in seen if not isinstance(each, WayBack)), key=_depth, default=None)


def _depth(widget: QWidget) -> int:
    around = widget.parentWidget()
    return 0 if around is None else 1 + _depth(around)


def give_keyboard_back(page: Page, keyboard: QWidget | None) -> None:
    """Put the keyboard where it was when the page was left, or where work on it begins."""
    if keyboard is not None and isValid(keyboard) and keyboard.isVisible() and keyboard.isEnabled():
        keyboard.setFocus()
    else:
        page.take_focus()
