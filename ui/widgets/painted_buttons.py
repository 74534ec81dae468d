"""The mouse on buttons that are painted: on one, holding it down, letting go."""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, Qt

_PRESSES = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease, QEvent.Type.MouseButtonDblClick)

Part = TypeVar("Part", bound=Hashable)


class PaintedButtons(Generic[Part]):
    """Which button the mouse is on and which it holds down.

    A button is named by a `Part` that says what it belongs to by its key and not by its place: other rows may come
    while the mouse is on it, or while it is held down.
    """

    def __init__(self, redraw: Callable[[Part], object], act: Callable[[Part], object]) -> None:
        """`redraw` paints a button anew, `act` does what pressing it does."""
        self._redraw_part, self._act = redraw, act
        self._hovered: Part | None = None
        self._held: Part | None = None

    @staticmethod
    def concerns(event: QEvent) -> bool:
        """Whether an event of an item is one to `follow`."""
        return event.type() == QEvent.Type.MouseMove or event.type() in _PRESSES

    def follow(self, event: QEvent, here: Part | None) -> bool:
        """Take what the mouse does over a button, None beside all; whether that is all it means."""
        self._hover(here)
        if event.type() == QEvent.Type.MouseMove or event.button() != Qt.MouseButton.LeftButton:
            return False
        if event.type() == QEvent.Type.MouseButtonRelease:
            return self._release(here)
        self._held = here
        self._redraw(here)
        return here is not None

    def leave(self) -> None:
        """The mouse is on no button any more."""
        self._hover(None)

    def is_hovered(self, part: Part) -> bool:
        """Whether the mouse is on a button."""
        return part == self._hovered

    def is_down(self, part: Part) -> bool:
        """Whether a button is held down with the mouse still on it."""
        return part == self._held == self._hovered

    def _hover(self, here: Part | None) -> None:
        before, self._hovered = self._hovered, here
        if before != here:
            self._redraw(before)
            self._redraw(here)

    def _release(self, here: Part | None) -> bool:
        held, self._held = self._held, None
        self._redraw(held)
        if here is not None and held == here:
            self._act(here)
            return True
        return False

    def _redraw(self, part: Part | None) -> None:
        if part is not None:
            self._redraw_part(part)
