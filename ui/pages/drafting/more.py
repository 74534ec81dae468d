"""更多: a menu of what is done less often, and of buttons for which there is no room."""

from collections.abc import Iterable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from ui.widgets.buttons import Button


class More(Button):
    """A button with a menu. Buttons it takes along are offered there while they are not seen."""

    def __init__(self) -> None:
        super().__init__("更多", icon="ellipsis", role="quiet", compact=True)
        self._taken: dict[Button, QAction] = {}
        self.items = QMenu(self)
        self.items.setToolTipsVisible(True)
        self.items.aboutToShow.connect(self._offer)
        self.setMenu(self.items)

    def take(self, buttons: Iterable[Button]) -> None:
        """Offer these, too, while they are put away."""
        for button in buttons:
            self._taken[button] = self.items.addAction(button.text(), button.click)

    def put_away(self, away: bool) -> None:
        """Show what was taken in the menu alone, or as buttons again."""
        for button in self._taken:
            button.setHidden(away)

    def _offer(self) -> None:
        for button, action in self._taken.items():
            action.setVisible(button.isHidden())
            action.setEnabled(button.isEnabled())
            action.setToolTip(button.toolTip())
