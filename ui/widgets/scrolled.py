"""A page of things one below the other that scrolls as a whole, with tables in a frame as tall as their rows."""

from collections.abc import Iterable

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QScrollArea, QScrollBar, QVBoxLayout, QWidget
from shiboken6 import isValid

from ui.theme import theme
from ui.theme.metrics import PAGE_PADDING, SPACE
from ui.widgets.dressed_when_shown import DressedWhenShown

# The focus ring, and the line under a field that says what is wrong with it.
_ROOM = 28
_RING = 4


def scrolled_column(widgets: Iterable[QWidget]) -> QScrollArea:
    """Return widgets one below the other, with the margins of a page."""
    content = QWidget()
    # Taken in while it is empty: what comes to stand in another widget is dressed anew with all it holds.
    area = scrolling(content)
    column = QVBoxLayout(content)
    column.setContentsMargins(PAGE_PADDING, SPACE[4], PAGE_PADDING, SPACE[4])
    column.setSpacing(SPACE[3])
    for widget in widgets:
        column.addWidget(widget)
    column.addStretch(1)
    return area


def framed(inside: QWidget) -> QFrame:
    """Return a widget in the frame of a panel, which ends the last row of a table."""
    inside.setProperty("framed", True)
    frame = QFrame()
    frame.setProperty("surface", "panel")
    column = QVBoxLayout(frame)
    column.setContentsMargins(1, 1, 1, 1)
    column.addWidget(inside)
    return frame


def scrolling(content: QWidget) -> QScrollArea:
    """Return an area in which content as wide as the pane scrolls up and down."""
    area = FollowingArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    # A bar that came and went would change the width of tables as tall as their rows, and so itself, without end.
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
    enable_where_it_scrolls(area.verticalScrollBar())
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    return area


def enable_where_it_scrolls(bar: QScrollBar) -> None:
    """Have a bar that always stands there show nothing to take hold of where nothing scrolls."""

    def enable(low: int, high: int) -> None:
        # An area that is being taken down lays out once more when its bar is gone for Python already.
        if isValid(bar):
            bar.setEnabled(high > low)

    bar.rangeChanged.connect(enable)


def bring_up(part: QWidget) -> None:
    """Scroll the area around a part until the top of the part stands at its top, once there is room made for it."""

    def scroll() -> None:
        area = area_around(part)
        if area is not None:
            content = area.widget()
            content.layout().activate()
            content.adjustSize()
            area.verticalScrollBar().setValue(part.mapTo(content, QPoint(0, 0)).y() - SPACE[2])
            focused = QApplication.focusWidget()
            if focused is not None and part.isAncestorOf(focused) and isinstance(area, FollowingArea):
                area.follow_keyboard(focused)

    QTimer.singleShot(0, part, scroll)


def bring_into_sight(part: QWidget) -> None:
    """Scroll the areas around a part no further than needed to see it, with the room it was just given."""
    area = area_around(part)
    while area is not None:
        area.widget().layout().activate()
        area.ensureWidgetVisible(part, 0, SPACE[2])
        area = area_around(area)


def area_around(part: QWidget) -> QScrollArea | None:
    """Return the nearest area in which a part scrolls, None where it stands in none."""
    around = part.parentWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    return around


class FollowingArea(DressedWhenShown, QScrollArea):
    """Scrolls to what gets the keyboard, also where the program gives it there; Qt does that for Tab alone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grown: QWidget | None = None
        QApplication.instance().focusChanged.connect(self._follow)
        theme().changed.connect(self._follow_look)
        self.verticalScrollBar().rangeChanged.connect(self._follow_growth)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what has the keyboard in sight where the area becomes lower, as below a note of trouble."""
        focused = QApplication.focusWidget()
        was_seen = focused is not None and self._is_inside(focused) and self._top_of(focused) < event.oldSize().height()
        super().resizeEvent(event)
        if was_seen and event.size().height() < event.oldSize().height():
            QTimer.singleShot(0, focused, lambda: self.follow_keyboard(focused))

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Follow Tab; where what had the keyboard went away, the next may be on the way only and is waited for."""
        focused = QApplication.focusWidget()
        if focused is None or (focused.isVisible() and focused.isEnabled()):
            return super().focusNextPrevChild(forward)
        return QAbstractScrollArea.focusNextPrevChild(self, forward)

    @Slot()
    def _follow_look(self) -> None:
        """Keep what has the keyboard in sight where the text became larger or smaller."""
        focused = QApplication.focusWidget()
        self._grown = focused if focused is not None and self._is_inside(focused) else None
        self._follow_growth()

    @Slot()
    def _follow_growth(self) -> None:
        # What stands here gets its new height bit by bit.
        if self._grown is not None and isValid(self._grown):
            QTimer.singleShot(0, self._grown, lambda focused=self._grown: self.follow_keyboard(focused))

    def _is_inside(self, widget: QWidget) -> bool:
        return self.widget() is not None and self.widget().isAncestorOf(widget)

    def _top_of(self, widget: QWidget) -> int:
        return widget.mapTo(self.viewport(), QPoint(0, 0)).y()

    @Slot(QWidget, QWidget)
    def _follow(self, old: QWidget | None, new: QWidget | None) -> None:
        self._grown = None
        # What the mouse is pressing must not move away under it.
        if new is None or QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            return
        if self._is_inside(new):
            QTimer.singleShot(0, new, lambda: self.follow_keyboard(new))

    def follow_keyboard(self, focused: QWidget) -> None:
        """Scroll to what has the keyboard, as far as needed to see all of it and the ring around it."""
        # What had the keyboard in passing only, as where a button before it was hidden, moves nothing.
        if not (focused.hasFocus() or focused.isAncestorOf(QApplication.focusWidget())):
            return
        # A list higher than the area has its own row in sight.
        if self.widget().isAncestorOf(focused) and focused.height() <= self.viewport().height():
            rect = QRect(focused.mapTo(self.widget(), QPoint(0, 0)), focused.size())
            seen = QRect(-self.widget().pos(), self.viewport().size())
            if not seen.contains(rect.adjusted(0, -_RING, 0, _RING)):
                half = rect.height() // 2
                self.ensureVisible(rect.left(), rect.top() + half, 0, half + theme().scaled(_ROOM))
