"""Editors of words: a text, a long text, and the short figures written like words."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.standards.models import Element
from app.tables.official import as_typed
from ui.editors.editor import Editor
from ui.editors.growing_text import GrowingText
from ui.editors.line import Line, too_long
from ui.editors.offers import containing
from ui.theme import theme
from ui.theme.metrics import SPACE
from ui.widgets.buttons import Button

_SHORT_WIDTH = 220
# Who answers stands behind many telephone numbers.
_SHORT_WIDTHS = {"phone": 400}
# Pixels at any text size.
_MOST_WIDTH = 336


class TextEditor(Editor):
    """A text: one line that wraps when it is long, or several. `suggestions` are texts to be taken instead."""

    def __init__(self, element: Element, suggestions: Sequence[Any] = ()) -> None:
        super().__init__(element)
        one_line = element.kind == "text"
        self._text = GrowingText(1, 6, one_line=True) if one_line else GrowingText(2, 8)
        self._text.setPlaceholderText(example_of(element))
        self._text.textChanged.connect(self.changed)
        self._text.finished.connect(self.finished)
        self._text.refused.connect(self.say)
        self._pick = Button("选", icon="chevron-down", tip="选一个写过的（F4）", trailing=True)
        # F4 does the same from the text; a stop of Tab more would only be in the way.
        self._pick.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._pick.clicked.connect(self._text.open_offers)
        self._suggestions: Sequence[Any] = ()
        self._pick.hide()
        line = QHBoxLayout()
        line.setSpacing(SPACE[1])
        line.addWidget(self._text, 1)
        line.addWidget(self._pick, 0, Qt.AlignmentFlag.AlignTop)
        only(self).addLayout(line)
        self.set_suggestions(suggestions)

    def set_suggestions(self, suggestions: Sequence[Any]) -> None:
        """Offer these texts from now on."""
        if suggestions != self._suggestions:
            self._suggestions = suggestions
            self._pick.setVisible(bool(suggestions))
            self._text.offer(containing(suggestions))

    def set_read_only(self, read_only: bool) -> None:
        """Lock the text; nothing can be taken."""
        super().set_read_only(read_only)
        self._pick.setEnabled(not read_only)

    def show_value(self, value: Any) -> None:
        """Write the text."""
        self._text.set_text(as_typed(value))

    def read_value(self) -> str | None:
        """Return the text."""
        return self._text.toPlainText() or None

    def inputs(self) -> Sequence[QWidget]:
        """Return the text."""
        return (self._text,)


class ShortEditor(Editor):
    """A telephone number, an amount or a number."""

    def __init__(self, element: Element, suggestions: Sequence[Any] = ()) -> None:
        super().__init__(element)
        self._line = Line()
        self._line.setMaximumWidth(theme().scaled(_SHORT_WIDTHS.get(element.kind, _SHORT_WIDTH)))
        self._line.setPlaceholderText(example_of(element))
        self._line.textEdited.connect(self.changed)
        self._line.returnPressed.connect(self.finished)
        self._line.inputRejected.connect(lambda: self.say(too_long(self._line)))
        only(self, self._line)

    def show_value(self, value: Any) -> None:
        """Write the value as it is written by hand."""
        self._line.setText(as_typed(value))

    def read_value(self) -> str | None:
        """Return what is typed."""
        return self._line.text() or None

    def inputs(self) -> Sequence[QWidget]:
        """Return the line."""
        return (self._line,)


def example_of(element: Element) -> str:
    """Return what an empty editor of the element shows."""
    return f"例：{element.example}" if element.example else ""


def fit_width(widget: QWidget, text: str, least: int, frame: int) -> None:
    """Make a widget as wide as its text and `frame` need, from `least` on; pixels at 100 %.

    It never gets so wide that a narrow form could not hold it; a longer text is whole in the tooltip.
    """
    wanted = widget.fontMetrics().horizontalAdvance(text) + theme().scaled(frame)
    most = max(_MOST_WIDTH, theme().scaled(least))
    widget.setFixedWidth(min(max(wanted, theme().scaled(least)), most))
    widget.setToolTip(text if wanted > most else "")


def only(editor: QWidget, *widgets: QWidget) -> QVBoxLayout:
    """Lay widgets out one below the other as all that an editor holds; returns the layout."""
    column = QVBoxLayout(editor)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE[1])
    for widget in widgets:
        column.addWidget(widget)
    return column
