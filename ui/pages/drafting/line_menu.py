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
    open_copy: Callable[[str], object],
    decline: Callable[[], object],
    show_history: Callable[[], object],
    show_review: Callable[[], object],
) -> QMenu:
    """Return the menu of a line, which need not be the one shown; what a view does its own way it passes in.

    `open_copy` gets the id of a copy that was made. Keys named behind a tab are the page's own.
    """
    menu = QMenu()
    if item.entry is None:
        menu.addAction("采用这一条", lambda: acts.adopt_item(place, item.code, open_line))
    if item.state == "not_applicable":
        menu.addAction("恢复为涉及", lambda: acts.take_up([item.entry]))
    else:
        menu.addAction("不涉及…", decline)
    if item.entry is None:
        return menu
    if item.code:
        menu.addAction("对照原文核对过了\tF7", lambda: acts.confirm([item.entry]))
        menu.addAction("整条照标准", lambda: acts.whole_standard([item.entry]))
    menu.addAction("历史", show_history)
    menu.addAction("公开审查", show_review)
    menu.addSeparator()
    menu.addAction("复制一条\tCtrl+Shift+D", lambda: acts.duplicate(item.entry, item.title, open_copy))
    menu.addAction("删除", lambda: acts.remove([item.entry], item.title))
    menu.addAction("删去误写的信息…", lambda: acts.take_out(item.entry))
    return menu
