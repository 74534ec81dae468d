"""Tab goes through what stands one below the other as it is seen, also where some of it was put in later."""

from collections.abc import Iterable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLayout, QScrollArea, QSplitter, QWidget
from shiboken6 import createdByPython

from ui.widgets.laid_out import laid_out
from ui.widgets.scrolled import area_around


def tab_as_laid_out(part: QWidget) -> None:
    """Have Tab go through the scrolling column around a part from top to bottom; nothing where there is none."""
    area = area_around(part)
    if area is not None:
        tab_in_order(reached_by_tab(area.widget()))


def tab_in_order(widgets: Iterable[QWidget]) -> None:
    """Have Tab go from each of these to the next; the first one stays where it is."""
    before = None
    for widget in widgets:
        if before is not None:
            QWidget.setTabOrder(before, widget)
            _bring_along(widget)
        before = widget


def reached_by_tab(widget: QWidget) -> Iterator[QWidget]:
    """Yield what takes Tab inside of a widget, itself included, as it is laid out; of choices that exclude each other
    each, for any of them may come to be the one that Tab reaches."""
    if _can_take_tab(widget) and widget.focusProxy() is None:
        yield widget
    if isinstance(widget, QScrollArea) and widget.widget() is not None:
        yield from reached_by_tab(widget.widget())
    elif isinstance(widget, QSplitter):
        for number in range(widget.count()):
            yield from reached_by_tab(widget.widget(number))
    elif widget.layout() is not None:
        yield from _inside(widget.layout())


def _bring_along(widget: QWidget) -> None:
    """Have what hands the keyboard to a widget inside of it stand before that widget: Tab that comes upon it goes
    there, and would go round for ever where it was left behind. Qt puts it right each time it is told to whom it hands
    on."""
    around = widget.parentWidget()
    while around is not None:
        # The binding takes what hands the keyboard on for the owner of what it hands it to. Inside of an area Qt hands
        # it on to the area itself: the two would own each other, and be freed with all they show.
        if createdByPython(around) and around.focusProxy() is widget:
            around.setFocusProxy(widget)
        around = around.parentWidget()


def _can_take_tab(widget: QWidget) -> bool:
    policy = widget.focusPolicy()
    is_choice = isinstance(widget, QAbstractButton) and widget.autoExclusive()
    return bool(policy & Qt.FocusPolicy.TabFocus) or (is_choice and policy != Qt.FocusPolicy.NoFocus)


def _inside(layout: QLayout) -> Iterator[QWidget]:
    for part in laid_out(layout):
        yield from reached_by_tab(part) if isinstance(part, QWidget) else _inside(part)
