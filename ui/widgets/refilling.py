"""Giving a layout other widgets in the place of those it holds."""

from PySide6.QtWidgets import QBoxLayout, QWidget


def refill(layout: QBoxLayout, *widgets: QWidget | None) -> None:
    """Let a layout hold these widgets only; None stands for none. What it held is gone from sight at once."""
    while (item := layout.takeAt(0)) is not None:
        item.widget().hide()
        item.widget().deleteLater()
    for widget in widgets:
        if widget is not None:
            layout.addWidget(widget)
