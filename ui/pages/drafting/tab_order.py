"""The order in which Tab goes through a form that was made after what stands beside it."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QRadioButton, QWidget

from ui.editors.form import Form


class TabOrder:
    """Keeps a form right behind the widget that stands above it, element by element, also when editors grow rows."""

    def __init__(self, before: QWidget, form: Form) -> None:
        self._before, self._form = before, form
        self._counts: list[int] = []

    def follow(self) -> None:
        """Put what is new in its place."""
        keys = [element.key for element in self._form.definition.elements]
        counts = [len(self._form.editor(key).inputs()) for key in keys]
        if counts == self._counts:
            return
        self._counts, before = counts, self._before
        for widget in self._wanted():
            QWidget.setTabOrder(before, widget)
            before = widget

    def _wanted(self) -> Iterator[QWidget]:
        """What is typed in, in the order each editor tells, and after it the further buttons of the element."""
        for element in self._form.definition.elements:
            editor = self._form.editor(element.key)
            inputs = [widget for widget in editor.inputs() if _can_take_tab(widget)]
            yield from inputs
            row = self._row(editor)
            others = (widget for widget in row.findChildren(QWidget) if _takes_tab(widget) and widget not in inputs)
            # The list of a combo box is a child of it and a window of its own.
            yield from (widget for widget in others if row.isAncestorOf(widget))

    def _row(self, editor: QWidget) -> QWidget:
        row = editor
        while row.parentWidget() is not self._form.widget():
            row = row.parentWidget()
        return row


def _can_take_tab(widget: QWidget) -> bool:
    """Whether Tab comes to a widget, now or, of the answers that exclude each other, once it is chosen."""
    return _takes_tab(widget) or (isinstance(widget, QRadioButton) and widget.focusPolicy() != Qt.FocusPolicy.NoFocus)


def _takes_tab(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
