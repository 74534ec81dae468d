"""List, content and side panel next to each other; in a narrow window or with large text one at a time."""

from itertools import chain
from typing import Protocol

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import theme
from ui.theme.metrics import LARGE_TEXT, NARROW
from ui.theme.theme import is_look_change
from ui.widgets.buttons import Button
from ui.widgets.labels import ElidedLabel
from ui.widgets.pane_head import PaneHead
from ui.widgets.splitter import REMEMBERED, Splitter
from ui.widgets.tab_order import reached_by_tab

LIST, CONTENT, SIDE = "list", "content", "side"
_ORDER = (LIST, CONTENT, SIDE)
LIST_WIDTHS = (200, 260, 400)
"""Least, usual and greatest width in pixels."""
SIDE_WIDTHS = (260, 320, 480)
_SURFACES = {LIST: "raised", CONTENT: "", SIDE: "sunken"}
_ANY_WIDTH = 16777215


class Remembers(Protocol):
    """Where the widths are kept: `Preferences`."""

    def get(self, key: str, default=None): ...

    def put(self, key: str, value) -> None: ...


class Columns(QWidget):
    """Three panes on splitters; the widths and whether the side is open are remembered under `columns.<name>`.

    Below 1180 px of the window, or from text scale 1.5 on, one pane fills everything and a band on top leads to the
    others. `side_head` is the line of the side's title, for a chip or a button of the page. `list_widths` and
    `side_widths` are least, usual and greatest width of list and side, in pixels; `side_open` says whether the side
    stands there before anybody chose.
    """

    narrow_changed = Signal(bool)
    side_toggled = Signal(bool)

    def __init__(
        self,
        name: str,
        preferences: Remembers,
        parent: QWidget | None = None,
        *,
        list_widths: tuple[int, int, int] = LIST_WIDTHS,
        side_widths: tuple[int, int, int] = SIDE_WIDTHS,
        side_open: bool = True,
    ) -> None:
        super().__init__(parent)
        self._limits = {LIST: list_widths, SIDE: side_widths}
        self._key, self._preferences = f"columns.{name}", preferences
        kept = preferences.get(self._key) or {}
        self._widths = {pane: int(kept.get(pane, limits[1])) for pane, limits in self._limits.items()}
        self._side_open = bool(kept.get("open", side_open))
        self._has_head = True
        self._narrow: bool | None = None
        self._shown = CONTENT
        self._given: set[str] = set()
        self._splitter = Splitter(Qt.Orientation.Horizontal, self)
        self._panes = {pane: _Pane(_SURFACES[pane]) for pane in _ORDER}
        for pane in _ORDER:
            self._splitter.addWidget(self._panes[pane])
            self._splitter.setStretchFactor(_ORDER.index(pane), int(pane == CONTENT))
            self._panes[pane].setVisible(False)
        self._splitter.setProperty(REMEMBERED, self._key)
        self._splitter.splitterMoved.connect(self._remember)
        self._make_buttons()
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._splitter)

    def set_list(self, widget: QWidget, title: str) -> None:
        """Put the list at the left; the way back to it is called by its title."""
        self._panes[LIST].set_body(widget, title)
        self._back_to_list.setText(f"返回{title}")
        self._give(LIST)

    def set_content(self, widget: QWidget, title: str = "内容") -> None:
        """Put the content in the middle; in narrow mode the way to it is called by its title."""
        self._panes[CONTENT].set_body(widget, title)
        self._to_content.setText(title)
        self._back_to_content.setText(f"返回{title}")
        self._give(CONTENT)

    def set_side(self, widget: QWidget, title: str, surface: str = "sunken", *, head: bool = True) -> None:
        """Put the explaining panel at the right, under a line with its title and the button that closes it.

        Lists stand on "raised". Without `head` the widget has a title line of its own, as the print preview.
        """
        self._has_head = head
        self._panes[SIDE].set_surface(surface)
        self._side_line.setProperty("line", "bottom" if surface == "raised" else "")
        self._call_side(title)
        self._panes[SIDE].set_body(widget, title)
        self._to_side.setText(title)
        self._close.setToolTip(f"收起{title}")
        self._close.setAccessibleName(f"收起{title}")
        self._give(SIDE)

    def hold_in_band(self, widget: QWidget) -> None:
        """Put a widget between the ways that lead from the content to the others in narrow mode."""
        self._panes[CONTENT].hold_in_band(widget)

    def name_side(self, title: str, *, head: bool) -> None:
        """Call the side by another name while something else stands in it; without `head` that has a title line."""
        self._has_head = head
        self._call_side(title)
        self._panes[SIDE].setAccessibleName(title)
        self._to_side.setText(title)
        self._show_side_head()

    @property
    def is_side_open(self) -> bool:
        """Whether the side stands beside the content, or would in a wide window."""
        return self._side_open

    @property
    def is_narrow(self) -> bool:
        """Whether one pane is shown at a time."""
        return bool(self._narrow)

    @property
    def is_keyboard_on_band(self) -> bool:
        """Whether the keyboard stands on the buttons that lead from one pane to another in narrow mode."""
        focus = QApplication.focusWidget()
        return bool(focus) and any(pane.band.isAncestorOf(focus) for pane in self._panes.values())

    def show_list(self) -> None:
        """Go to the list."""
        self._go(LIST)

    def show_content(self) -> None:
        """Go to the content."""
        self._go(CONTENT)

    def show_side(self) -> None:
        """Open the side and go to it."""
        self._open_side(True)
        self._go(SIDE)

    def toggle_side(self) -> None:
        """Open the side or close it; in narrow mode go to it or back."""
        if self.is_narrow:
            self._go(CONTENT if self._shown == SIDE else SIDE)
        else:
            self._open_side(not self._side_open)

    def next_area(self, *, back: bool = False) -> bool:
        """Take the keyboard to the next pane, or the one before; whether there was one, else stay."""
        areas = [pane for pane in _ORDER if pane in self._given and (self.is_narrow or self._is_open(pane))]
        here = self._focused()
        if here not in areas:
            self._go(areas[-1 if back else 0])
            return True
        number = areas.index(here) + (-1 if back else 1)
        if not 0 <= number < len(areas):
            return False
        self._go(areas[number])
        return True

    def resizeEvent(self, event) -> None:
        """Change between wide and narrow."""
        super().resizeEvent(event)
        self._follow()

    def showEvent(self, event) -> None:
        """Take the widths of last time."""
        super().showEvent(event)
        self._follow()

    def changeEvent(self, event: QEvent) -> None:
        """Change to narrow with large text."""
        super().changeEvent(event)
        if is_look_change(event) and self.isVisible():
            self._follow()

    def _make_buttons(self) -> None:
        self._back_to_list = Button("返回", icon="arrow-left", role="quiet", compact=True)
        self._to_side = Button("", icon="chevron-right", role="quiet", compact=True, trailing=True)
        self._back_to_content = Button("返回", icon="arrow-left", role="quiet", compact=True)
        self._to_content = Button("", icon="chevron-right", role="quiet", compact=True, trailing=True)
        self._panes[LIST].fill_band(None, self._to_content)
        self._panes[CONTENT].fill_band(self._back_to_list, self._to_side)
        self._panes[SIDE].fill_band(self._back_to_content, None)
        self._back_to_list.clicked.connect(self.show_list)
        self._to_side.clicked.connect(self.show_side)
        self._back_to_content.clicked.connect(self.show_content)
        self._to_content.clicked.connect(self.show_content)
        self._make_side_head()

    def _make_side_head(self) -> None:
        self._side_title = ElidedLabel("", "section")
        self._panes[SIDE].hold_in_band(self._side_title)
        self._close = Button("", icon="x", role="quiet", compact=True)
        self._close.clicked.connect(self.toggle_side)
        self._side_line = PaneHead(last=(self._close,))
        self.side_head = self._side_line.at_right
        self._panes[SIDE].layout().insertWidget(1, self._side_line)

    def _call_side(self, title: str) -> None:
        self._side_line.title.setText(title)
        self._side_title.setText(title)

    def _show_side_head(self) -> None:
        """Say the side's title over it; in narrow mode on the band, unless the page put something beside it."""
        is_on_band = self.is_narrow and not self.side_head.count()
        self._side_line.setVisible(self._has_head and not is_on_band)
        self._side_title.setVisible(self._has_head and is_on_band)

    def _give(self, pane: str) -> None:
        self._given.add(pane)
        self._arrange()

    def _follow(self) -> None:
        """Change between wide and narrow when the window or the text size did."""
        narrow = self.window().width() < NARROW or theme().scale >= LARGE_TEXT
        if narrow == self._narrow:
            return
        first = self._narrow is None
        self._narrow = narrow
        self._arrange()
        if not first or narrow:
            self.narrow_changed.emit(narrow)

    def _arrange(self) -> None:
        """Show the panes of the present mode at their widths."""
        if self._narrow is None:
            return
        focus = self._focused()
        if self._narrow and focus:
            self._shown = focus
        for pane in _ORDER:
            least, _, most = self._limits.get(pane, (0, 0, _ANY_WIDTH))
            self._panes[pane].setMinimumWidth(0 if self._narrow else least)
            self._panes[pane].setMaximumWidth(_ANY_WIDTH if self._narrow else most)
            self._panes[pane].band.setVisible(self._narrow)
            self._panes[pane].setVisible(self._is_open(pane))
        self._back_to_list.setVisible(LIST in self._given)
        self._to_side.setVisible(SIDE in self._given)
        self._close.setVisible(not self._narrow)
        self._show_side_head()
        self._panes[CONTENT].band.setVisible(self._narrow and len(self._given) > 1)
        self._apply_widths()

    def _apply_widths(self) -> None:
        if self._narrow:
            self._splitter.setSizes([self.width() if pane == self._shown else 0 for pane in _ORDER])
            return
        taken = {pane: self._widths[pane] if self._is_open(pane) else 0 for pane in self._limits}
        rest = max(self.width() - sum(taken.values()), 1)
        self._splitter.setSizes([taken[LIST], rest, taken[SIDE]])

    def _is_open(self, pane: str) -> bool:
        if pane not in self._given:
            return False
        return pane == self._shown if self._narrow else pane != SIDE or self._side_open

    def _open_side(self, is_open: bool) -> None:
        if SIDE not in self._given or self._side_open == is_open:
            return
        had_focus = self._focused() == SIDE
        self._side_open = is_open
        self._keep()
        self._arrange()
        if had_focus and not is_open and not self.is_narrow:
            self._go(CONTENT)
        self.side_toggled.emit(is_open)

    def _go(self, pane: str) -> None:
        """Show a pane in narrow mode and take the keyboard there."""
        if pane not in self._given:
            return
        self._shown = pane
        if self._narrow:
            for other in _ORDER:
                self._panes[other].setVisible(other == pane)
            self._apply_widths()
        self._panes[pane].take_focus()

    def _focused(self) -> str:
        focus = QApplication.focusWidget()
        return next((pane for pane in _ORDER if focus and self._panes[pane].isAncestorOf(focus)), "")

    def _remember(self) -> None:
        sizes = dict(zip(_ORDER, self._splitter.sizes(), strict=True))
        self._widths |= {pane: sizes[pane] for pane in self._limits if sizes[pane]}
        self._keep()

    def _keep(self) -> None:
        self._preferences.put(self._key, {**self._widths, "open": self._side_open})


class _Pane(QFrame):
    """One column: the band of narrow mode on top of what the page put in."""

    def __init__(self, surface: str) -> None:
        super().__init__()
        if surface:
            self.setProperty("surface", surface)
        self._body: QWidget | None = None
        self.band = QFrame()
        self.band.setProperty("surface", "raised")
        self.band.setProperty("line", "bottom")
        self._line = QHBoxLayout(self.band)
        self._line.setContentsMargins(8, 3, 8, 4)
        self._between = QHBoxLayout()
        self._between.addStretch(1)
        self._line.addLayout(self._between, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.band)

    def fill_band(self, left: QWidget | None, right: QWidget | None) -> None:
        """Put buttons at the ends of the band."""
        if left is not None:
            self._line.insertWidget(0, left)
        if right is not None:
            self._line.addWidget(right)

    def hold_in_band(self, widget: QWidget) -> None:
        """Put a widget between the buttons; it takes the room there is."""
        self._between.insertWidget(0, widget, 1)
        self._between.setStretch(1, 0)

    def set_surface(self, surface: str) -> None:
        """Change the ground."""
        self.setProperty("surface", surface)
        self.style().unpolish(self)
        self.style().polish(self)

    def set_body(self, widget: QWidget, title: str) -> None:
        """Put the page's widget in."""
        if self._body is not None:
            self._body.setParent(None)
        self._body = widget
        self.setAccessibleName(title)
        self.layout().addWidget(widget, 1)

    def take_focus(self) -> None:
        """Take the keyboard to what last had it in here, or to the first that can."""
        last = self.focusWidget()
        if last is not None and last.isVisibleTo(self) and last.isEnabled() and self._body.isAncestorOf(last):
            last.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        reachable = next(filter(_takes_tab, chain(reached_by_tab(self._body), reached_by_tab(self))), None)
        if reachable is not None:
            reachable.setFocus(Qt.FocusReason.OtherFocusReason)


def _takes_tab(widget: QWidget) -> bool:
    takes = widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
    return bool(takes) and widget.isVisible() and widget.isEnabled()
