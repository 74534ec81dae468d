"""Scrolling of what stands around a list that does not scroll itself."""

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QScrollArea, QWidget


def reveal(widget: QWidget, rect: QRect) -> None:
    """Scroll the areas around a widget so that a rectangle of it is seen."""
    area = widget.parentWidget()
    while area is not None:
        if isinstance(area, QScrollArea) and area.widget() is not None:
            centre = widget.mapTo(area.widget(), rect.center())
            area.ensureVisible(centre.x(), centre.y(), 0, rect.height())
        area = area.parentWidget()
