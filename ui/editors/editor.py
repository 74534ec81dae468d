"""What all editors have in common."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from app.errors import UserFacingError
from app.standards.models import Element
from app.standards.values import check_value
from ui.theme.metrics import SPACE
from ui.widgets.icon_view import IconView
from ui.widgets.labels import label

_UNTOUCHED = object()
_MARKS = ("wrong", "differs")


class Editor(QWidget):
    """Edits one value of an element.

    A kind of editor says how to show a value (`show_value`), what stands in it (`read_value`) and which widgets are
    typed in (`inputs`), and calls `changed` when the clerk changed something. What was set and not touched comes back
    exactly as it was, whatever the widgets can show of it.
    """

    typed = Signal()
    """The clerk changed something."""
    left = Signal()
    """The keyboard focus left the whole editor."""
    finished = Signal()
    """Enter: the clerk wants to go on."""
    parted = Signal()
    """A part of the value is written: what was typed so far is taken back by itself."""

    def __init__(self, element: Element) -> None:
        super().__init__()
        self.element = element
        self._given: Any = None
        self._shown: Any = _UNTOUCHED
        self._setting = False
        self._inside = False
        self._said: QWidget | None = None
        QApplication.instance().focusChanged.connect(self._follow_focus)

    def value(self) -> Any:
        """Return the value in the shape of the element's kind, None where empty.

        What is no value yet comes back as typed: `check_value` judges it.
        """
        read = self.read_value()
        return self._given if read == self._shown else self._settled(read)

    def set_value(self, value: Any) -> None:
        """Show a value without telling. One that means the same as what stands there moves no cursor."""
        if self._shown is not _UNTOUCHED and self._settled(value) == self._settled(self.value()):
            return
        self.unsay()
        self._setting = True
        try:
            self.show_value(value)
        finally:
            self._setting = False
        self._given, self._shown = value, self.read_value()

    def set_read_only(self, read_only: bool) -> None:
        """Let nothing be changed; marking and copying text stays possible."""
        for widget in self.inputs():
            lock(widget, read_only)

    def focus_first(self) -> None:
        """Give the first place to type in the keyboard focus."""
        for widget in self.inputs():
            if widget.isVisibleTo(self) and widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
                widget.setFocus()
                return

    def setAccessibleName(self, name: str) -> None:
        """Name the editor for screen readers, with all that is typed in inside it."""
        super().setAccessibleName(name)
        for widget in self.inputs():
            part = widget.property("part")
            widget.setAccessibleName(f"{name} {part}" if part else name)

    def setAccessibleDescription(self, text: str) -> None:
        """Tell screen readers what stands under the editor."""
        super().setAccessibleDescription(text)
        for widget in self.inputs():
            widget.setAccessibleDescription(text)

    def changed(self) -> None:
        """Tell that the clerk changed something."""
        if not self._setting:
            self.unsay()
            self.typed.emit()

    def say(self, text: str) -> None:
        """Say at the place why something was not taken, until the clerk goes on."""
        self.unsay()
        self._said = _Remark(text)
        self.layout().addWidget(self._said)
        self.setAccessibleDescription(text)

    def said(self) -> str:
        """Return what is said at the place."""
        return self._said.text if self._said is not None else ""

    def unsay(self) -> None:
        """Take back what was said at the place."""
        if self._said is not None:
            self._said.hide()
            self._said.deleteLater()
            self._said = None

    def show_standard(self, value: Any) -> None:
        """Know what the standard says; None where there is none. Most editors have no use for it."""

    def set_suggestions(self, suggestions: Sequence[Any]) -> None:
        """Offer something else from now on. Most editors offer nothing that changes."""

    def show_value(self, value: Any) -> None:
        """Put a value of any shape into the widgets."""
        raise NotImplementedError

    def read_value(self) -> Any:
        """Return what stands in the widgets, None where nothing does."""
        raise NotImplementedError

    def inputs(self) -> Sequence[QWidget]:
        """Return the widgets that take the keyboard, in the order of Tab."""
        raise NotImplementedError

    def marked(self, mark: str) -> Sequence[QWidget]:
        """Return the widgets that show a mark ("wrong", "differs")."""
        return self.inputs()

    def event(self, event: QEvent) -> bool:
        """Pass marks on to the widgets that show them."""
        if event.type() == QEvent.Type.DynamicPropertyChange:
            name = event.propertyName().toStdString()
            if name in _MARKS:
                for widget in self.marked(name):
                    _mark(widget, name, bool(self.property(name)))
        return super().event(event)

    def _settled(self, value: Any) -> Any:
        try:
            return check_value(self.element, value)
        except UserFacingError:
            return value

    def _follow_focus(self, _: QWidget | None, new: QWidget | None) -> None:
        if holds(self, new):
            self._inside = True
        elif self._inside and QApplication.activePopupWidget() is None and (new or self.isActiveWindow()):
            # Another program in front is no leaving: the focus comes back to the same place.
            self._inside = False
            self.left.emit()


class _Remark(QWidget):
    """A line under an editor: an icon that asks to look, and the words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE[1])
        line.addWidget(IconView("triangle-alert", "warn", 13, "caption"), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(label(text, "caption", "warn", wrap=True), 1)


def holds(outer: QWidget, widget: QWidget | None) -> bool:
    """Whether a widget is `outer` or inside it; popups are windows of their own, but children of what opened them."""
    while widget is not None and widget is not outer:
        widget = widget.parentWidget()
    return widget is outer


def lock(widget: QWidget, read_only: bool) -> None:
    """Let an input be read and not changed, in full colour: a disabled one is too pale to read."""
    if hasattr(widget, "setReadOnly"):
        widget.setReadOnly(read_only)
        return
    widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, read_only)
    widget.setFocusPolicy(Qt.FocusPolicy.NoFocus if read_only else Qt.FocusPolicy.StrongFocus)
    if read_only:
        widget.clearFocus()


def _mark(widget: QWidget, name: str, value: bool) -> None:
    if bool(widget.property(name)) == value:
        return
    widget.setProperty(name, value)
    # The style sheet reads properties only when a widget is polished.
    widget.style().unpolish(widget)
    widget.style().polish(widget)
