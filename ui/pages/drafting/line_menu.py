"""The menu of what can be done with one line of a table."""

from collections.abc import Callable

from PySide6.QtWidgets import QMenu

from ui.pages.drafting.acts import Acts
from ui.pages.drafting.records import ItemState, Place


def line_menu(
    acts: Acts,
    place: Place,
    item: ItemState,
    *,
    open_line: Callable[[], object],
    decline: Callable[[], object],
    show_history: Callable[[], object],
) -> QMenu:
    """Return the menu of a line, which need not be the one shown; what a view does its own way it passes in."""
    menu = QMenu()
    if item.entry is None:
        menu.addAction("采用这一条", lambda: acts.adopt_item(place, item.code, open_line))
    if item.state == "not_applicable":
        menu.addAction("恢复为涉及", lambda: acts.take_up([item.entry]))
    else:
        menu.addAction("不涉及…", decline)
    if item.entry is not None:
        menu.addAction("对照原文核对过了", lambda: acts.confirm([item.entry]))
        menu.addAction("历史", show_history)
        menu.addSeparator()
        menu.addAction("删除", lambda: acts.remove([item.entry], item.title))
    return menu
