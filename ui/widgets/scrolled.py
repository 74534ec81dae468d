"""A page of things one below the other that scrolls as a whole, with tables in a frame as tall as their rows."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ui.theme.metrics import PAGE_PADDING, SPACE


def scrolled_column(widgets: Iterable[QWidget]) -> QScrollArea:
    """Return widgets one below the other, with the margins of a page."""
    content = QWidget()
    column = QVBoxLayout(content)
    column.setContentsMargins(PAGE_PADDING, SPACE[4], PAGE_PADDING, SPACE[4])
    column.setSpacing(SPACE[3])
    for widget in widgets:
        column.addWidget(widget)
    column.addStretch(1)
    return scrolling(content)


def framed(inside: QWidget) -> QFrame:
    """Return a widget in the frame of a panel."""
    frame = QFrame()
    frame.setProperty("surface", "panel")
    column = QVBoxLayout(frame)
    column.setContentsMargins(1, 1, 1, 1)
    column.addWidget(inside)
    return frame


def scrolling(content: QWidget) -> QScrollArea:
    """Return an area in which content as wide as the pane scrolls up and down."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    # A bar that came and went would change the width of tables as tall as their rows, and so itself, without end.
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
    bar = area.verticalScrollBar()
    # Where nothing scrolls it shows nothing to take hold of.
    bar.rangeChanged.connect(lambda low, high: bar.setEnabled(high > low))
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    return area
