"""The editor of a list: one member a line; those of the standard can be ticked off and brought back."""

import unicodedata
from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from app.standards.models import Element
from app.tables.official import as_typed
from ui.editors.choosing import Box
from ui.editors.columns_flow import ColumnsFlow
from ui.editors.editor import Editor
from ui.editors.numbered_text import SOFT_BREAK, NumberedText
from ui.editors.texts import example_of, only
from ui.widgets.labels import label

_COLUMNS = 2


class ListEditor(Editor):
    """A list. What the standard has and the list has not stands beneath it, a box each."""

    def __init__(self, element: Element, suggestions: Sequence[Any] = ()) -> None:
        super().__init__(element)
        self._text = NumberedText()
        self._text.setPlaceholderText("\n".join(text for text in (example_of(element), "一行写一条") if text))
        self._text.textChanged.connect(self._show_left_out)
        self._text.textChanged.connect(self.changed)
        self._text.refused.connect(self.say)
        self._text.parted.connect(self.parted)
        self._standard: dict[str, str] = {}
        self._boxes: list[Box] = []
        self._left_out: list[str] = []
        self._is_read_only = False
        self._caption = label("标准里还有，勾上就加回来：", "caption", "text-muted")
        self._caption.hide()
        self._flow = ColumnsFlow(_COLUMNS)
        column = only(self, self._text, self._caption)
        column.addLayout(self._flow)

    def show_value(self, value: Any) -> None:
        """Write one line a member."""
        members = value if isinstance(value, list) else [value]
        self._text.set_text("\n".join(as_typed(member).replace("\n", SOFT_BREAK) for member in members))

    def read_value(self) -> list[str] | None:
        """Return the lines that have text."""
        lines = [line.replace(SOFT_BREAK, "\n") for line in self._text.lines()]
        return [line for line in lines if line.strip()] or None

    def inputs(self) -> Sequence[QWidget]:
        """Return the text, and the boxes of what is left out."""
        return (self._text, *self._boxes[: len(self._left_out)])

    def marked(self, mark: str) -> Sequence[QWidget]:
        """Only the text shows marks."""
        return (self._text,)

    def set_read_only(self, read_only: bool) -> None:
        """Lock the text; nothing can be brought back."""
        self._is_read_only = read_only
        self._text.setReadOnly(read_only)
        self._show_left_out()

    def setAccessibleName(self, name: str) -> None:
        """Name the text; each box is named by what it brings back."""
        QWidget.setAccessibleName(self, name)
        self._text.setAccessibleName(name)

    def show_standard(self, value: Any) -> None:
        """Know the standard's members."""
        members = [as_typed(member) for member in value] if isinstance(value, list) else []
        standard = {_comparable(member): member for member in members}
        if standard != self._standard:
            self._standard = standard
            self._text.mark_standard((lambda line: _comparable(line) in self._standard) if standard else None)
            self._show_left_out()

    def _show_left_out(self) -> None:
        here = {_comparable(line) for line in self._text.lines()} if self._standard else set()
        left_out = [] if self._is_read_only else [m for key, m in self._standard.items() if key not in here]
        if left_out == self._left_out:
            return
        self._left_out = left_out
        while len(self._boxes) < len(left_out):
            self._add_box()
        for number, box in enumerate(self._boxes):
            box.setVisible(number < len(left_out))
            box.setChecked(False)
            box.setText(" ".join(left_out[number].split()) if number < len(left_out) else "")
            box.setAccessibleName(f"加回来 {box.text()}")
        self._caption.setVisible(bool(left_out))

    def _add_box(self) -> None:
        box, number = Box(""), len(self._boxes)
        self._boxes.append(box)
        self._flow.addWidget(box)
        box.clicked.connect(lambda: self._bring_back(self._left_out[number]))
        box.finished.connect(self.finished)

    def _bring_back(self, member: str) -> None:
        """Put a member of the standard behind the one before it that is here."""
        order = list(self._standard)
        before = set(order[: order.index(_comparable(member))])
        places = [n for n, line in enumerate(self._text.lines()) if _comparable(line) in before]
        self._text.put_in(places[-1] + 1 if places else 0, member.replace("\n", SOFT_BREAK))
        self._text.setFocus()


def _comparable(member: str) -> str:
    """A member without blanks, width and the mark that closes it."""
    return "".join(unicodedata.normalize("NFKC", member).split()).rstrip(";。.,、").casefold()
