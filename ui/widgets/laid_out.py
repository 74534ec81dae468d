"""What stands in a layout, looked at without leaving anything behind."""

from collections.abc import Iterator

from PySide6.QtWidgets import QLayout, QWidget
from shiboken6 import createdByPython, invalidate


def laid_out(layout: QLayout) -> Iterator[QWidget | QLayout]:
    """Yield the widgets and inner layouts of a layout in their order; empty room is left out.

    Qt frees the items of its own layouts without the binding's knowledge, which keeps what `itemAt` gave for as long
    as the layout lives: whatever Qt puts at the same address later would be taken for an item (a scroll bar without
    `rangeChanged`). So each item is let go once it was looked into. An inner layout is its own item and stays.
    """
    for number in range(layout.count()):
        item = layout.itemAt(number)
        widget, inner = item.widget(), item.layout()
        if inner is None and not createdByPython(item):
            invalidate(item)
        part = inner if widget is None else widget
        if part is not None:
            yield part


def widgets_of(layout: QLayout) -> list[QWidget]:
    """Return the widgets of a layout in their order, without those of inner layouts."""
    return [part for part in laid_out(layout) if isinstance(part, QWidget)]
