"""Going through the areas of a page of columns with a band of tools above them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.widgets.columns import Columns


def next_area(columns: Columns, tools: QWidget, *, back: bool) -> bool:
    """Take the keyboard from pane to pane, shown or not, and last to the tools; False past the last one."""
    focus = tools.window().focusWidget()
    in_tools = tools.isAncestorOf(focus)
    if in_tools and not back:
        return False
    if not in_tools and back and not columns.isAncestorOf(focus):
        return _focus_first(tools)
    return columns.next_area(back=back) or (not back and _focus_first(tools))


def _focus_first(tools: QWidget) -> bool:
    for widget in tools.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isEnabled() and widget.isVisible():
            widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
    return False
