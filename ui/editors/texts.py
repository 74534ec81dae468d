"""Editors of words: a text, a long text, a list of texts, and the short figures written like words."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.standards.models import Element
from app.tables.official import as_typed
from ui.editors.editor import Editor
from ui.editors.growing_text import GrowingText, NumberedText
from ui.editors.line import Line
from ui.theme import theme
from ui.theme.metrics import SPACE

# A list member may hold a line feed; inside one line of the editor it stands as a soft break.
_SOFT_BREAK = "\u2028"
_SHORT_WIDTH = 220
# Who answers stands behind many telephone numbers.
_SHORT_WIDTHS = {"phone": 400}
# Pixels at any text size.
_MOST_WIDTH = 336


class TextEditor(Editor):
    """A text: one line that wraps when it is long, or several."""

    def __init__(self, element: Element, suggestions: Sequence[Any] = ()) -> None:
        super().__init__(element)
        one_line = element.kind == "text"
        self._text = GrowingText(1, 6, one_line=True) if one_line else GrowingText(2, 8)
        self._text.setPlaceholderText(example_of(element))
        self._text.textChanged.connect(self.changed)
        self._text.finished.connect(self.finished)
        if suggestions:
            self._text.offer(suggestions)
        only(self, self._text)

    def show_value(self, value: Any) -> None:
        """Write the text."""
        self._text.set_text(as_typed(value))

    def read_value(self) -> str | None:
        """Return the text."""
        return self._text.toPlainText() or None

    def inputs(self) -> Sequence[QWidget]:
        """Return the text."""
        return (self._text,)


class ListEditor(Editor):
    """A list: one member a line, numbered."""

    def __init__(self, element: Element, suggestions: Sequence[Any] = ()) -> None:
        super().__init__(element)
        self._text = NumberedText()
        self._text.setPlaceholderText("\n".join(text for text in (example_of(element), "一行写一条") if text))
        self._text.textChanged.connect(self.changed)
        only(self, self._text)

    def show_value(self, value: Any) -> None:
        """Write one line a member."""
        members = value if isinstance(value, list) else [value]
        self._text.set_text("\n".join(as_typed(member).replace("\n", _SOFT_BREAK) for member in members))

    def read_value(self) -> list[str] | None:
        """Return the lines that have text."""
        block, lines = self._text.document().begin(), []
        while block.isValid():
            lines.append(block.text().replace(_SOFT_BREAK, "\n"))
            block = block.next()
        return [line for line in lines if line.strip()] or None

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
