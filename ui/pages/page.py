"""What all pages share: their place in the window and when they show the store anew."""

from collections.abc import Callable, Iterator, Mapping
from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.desk import Desk
from ui.pages.in_parts import InParts

_ON_THE_PAGE = Qt.ShortcutContext.WidgetWithChildrenShortcut


class Page(InParts, QWidget):
    """One place of the window. A page is made once and kept; it reloads when something stored changed."""

    place: ClassVar[str] = ""
    title: ClassVar[str] = ""
    icon: ClassVar[str] = ""
    hints: tuple[str, ...] = ()
    """Keys of this place, shown at the right of the status line."""
    is_done = False
    """What was shown is settled: the way back leads past it."""

    frame_changed = Signal()
    """Context, header, toolbar or primary button were changed: the window shows them anew."""
    badge_changed = Signal(str, int)
    """A place on the rail and how many things there are overdue, were sent back or wait for a decision."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.context = ""
        self.header: QWidget | None = None
        self.toolbar: QWidget | None = None
        self.primary: QWidget | None = None
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self._is_outdated = True
        self.setProperty("surface", "window")
        desk.session.changed.connect(self._changed)
        desk.session.opened.connect(self._changed)
        desk.session.typing.settled.connect(self._typed_elsewhere)

    def show_place(self, **target) -> None:
        """Go to what was asked for; called each time somebody comes here."""

    def prepare(self) -> None:
        """Make ahead of time what showing the page for the first time would have to wait for."""

    def parts_ahead(self) -> Iterator[Callable[[], object]]:
        """Yield what else can be made ahead of time, each within a short turn; asked for only once the last is made."""
        yield from ()

    def views(self) -> list[QWidget]:
        """What is large enough to be freed in turns of its own, once the page is gone."""
        return []

    def reload(self) -> None:
        """Read what the page shows from the store; called when it is shown and after each change of the store."""

    def may_leave(self) -> bool:
        """Bring what is being typed into safety; False keeps the clerk here."""
        return True

    def areas(self) -> list[QWidget]:
        """What F6 goes through, in order; pages with panes override `next_area` instead."""
        return [self]

    def take_focus(self) -> None:
        """Put the keyboard where work on this page begins: into the first of its areas that shows."""
        _focus_into(next((area for area in self.areas() if area.isVisible()), self))

    def next_area(self, *, back: bool = False) -> bool:
        """Take the keyboard to the next area that can have it, or the one before; False past the last one."""
        areas = [area for area in self.areas() if (area.isVisibleTo(self) or area is self) and _first_in(area)]
        focused = self.window().focusWidget()
        here = [number for number, area in enumerate(areas) if focused in (area, *area.findChildren(QWidget))]
        number = here[-1] + (-1 if back else 1) if here else (len(areas) - 1 if back else 0)
        if not 0 <= number < len(areas):
            return False
        _focus_into(areas[number])
        return True

    def set_context(self, text: str) -> None:
        """Show what the page is about after its title."""
        self.context = text
        self.frame_changed.emit()

    def set_header(self, widget: QWidget | None) -> None:
        """Show a widget after the page's title, such as the choice of a field."""
        self.header = widget
        self.frame_changed.emit()

    def set_toolbar(self, widget: QWidget | None) -> None:
        """Show a band of tools under the header."""
        self.toolbar = widget
        self.frame_changed.emit()

    def set_primary(self, widget: QWidget | None) -> None:
        """Show the page's one main button at the right end of the header."""
        self.primary = widget
        self.frame_changed.emit()

    def hint_at_beginning(self, is_empty: bool) -> None:
        """Name at the foot only the first key, the one that begins, while there is nothing for the others."""
        self.hints = type(self).hints[:1] if is_empty else type(self).hints
        self.frame_changed.emit()

    def add_keys(self, acts: Mapping[str, Callable[[], object]]) -> None:
        """Have keys do something while the page is shown: a single key where the keyboard is on the page, keys
        pressed together also from the header and the band above it.
        """
        for keys, act in acts.items():
            context = Qt.ShortcutContext.WindowShortcut if "+" in keys else _ON_THE_PAGE
            shortcut = QShortcut(QKeySequence(keys), self, context=context)
            shortcut.activated.connect(lambda act=act: act())

    def set_badge(self, count: int) -> None:
        """Show how many things here are overdue or were sent back."""
        self.badge_changed.emit(self.place, count)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.reload_if_needed()

    def reload_if_needed(self) -> None:
        """Read the store if something changed since the last time."""
        if self._is_outdated and self.desk.session.is_open:
            self._is_outdated = False
            self.reload()

    def _typed_elsewhere(self) -> None:
        # The page shown knows what is typed on it; the others read it when they are shown.
        if not self.isVisible():
            self._is_outdated = True

    def _changed(self) -> None:
        self._is_outdated = True
        if self.isVisible():
            self.reload_if_needed()


def _focus_into(area: QWidget) -> None:
    """Give the keyboard to the first thing in an area that takes it."""
    first = _first_in(area)
    if first is not None:
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _first_in(area: QWidget) -> QWidget | None:
    """The first thing in an area that takes the keyboard; None in one that is only read."""
    for widget in (area, *area.findChildren(QWidget)):
        takes_it = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isEnabled()
        if takes_it and (widget is area or widget.isVisibleTo(area)):
            return widget
    return None
