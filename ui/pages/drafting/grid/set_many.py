"""批量设置: one element written alike in many entries."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.drafting.grid import GridRow
from app.errors import UserFacingError
from app.standards.models import Definition, Element
from app.standards.values import check_value
from app.tables.official import shaped_text
from ui.editors.composing import finish_composing
from ui.editors.editor import Editor
from ui.editors.kinds import editor_for
from ui.editors.quiet_combo import QuietCombo
from ui.pages.drafting.grid.panels import ActPanel
from ui.theme.metrics import SPACE
from ui.widgets.buttons import Button
from ui.widgets.field import Field
from ui.widgets.labels import label

_MOST_OTHERS = 5
_LONGEST = 40
_EMPTY = (None, "", [])


@dataclass(frozen=True)
class Outlook:
    """What setting a value would do: how many entries change, what stands in those that have another one, and how
    many are adopted with it."""

    changing: int
    others: tuple[tuple[str, int], ...]
    begun: int = 0

    @property
    def different(self) -> int:
        """How many of those that change have another value."""
        return sum(count for _, count in self.others)


def outlook(rows: Sequence[GridRow], element: Element, value: Any) -> Outlook:
    """Say what giving `value` to an element of these lines would change."""
    changing = [row for row in rows if row.values.get(element.key) != value]
    standing = [row.values.get(element.key) for row in changing]
    words = Counter(shaped_text(element, each) for each in standing if each not in _EMPTY)
    return Outlook(len(changing), tuple(words.most_common()), sum(row.id is None for row in changing))


class SetManyPanel(ActPanel):
    """An element, its editor, and what setting it would change; the chosen lines are those of the table."""

    accepted = Signal(str, object)
    """Key of the element and the value that all shall have."""

    def __init__(self) -> None:
        super().__init__("批量设置")
        self._rows: Sequence[GridRow] = ()
        self._citations: Sequence[Mapping[str, Any]] = ()
        self._elements: list[Element] = []
        self.element = QuietCombo([])
        self.editor: Editor | None = None
        self.field: Field | None = None
        self.summary = label("", "strong", wrap=True)
        self.others = label("", "caption", "text-muted", wrap=True)
        self.accept = Button("", role="primary", key="Ctrl+Enter")
        self.cancel = Button("算了")
        self._lay_out()
        self.element.activated.connect(lambda: self._show_element(None))
        self.accept.clicked.connect(self.do)
        self.cancel.clicked.connect(self.closed)

    def offer(
        self, definition: Definition, elements: Sequence[str], current: str, citations: Sequence[Mapping[str, Any]]
    ) -> None:
        """Offer elements in the order shown; `current` is the one to begin with."""
        self._elements = [definition.element(key) for key in elements if not definition.element(key).computed]
        self._citations = citations
        self.element.clear()
        self.element.addItems([element.label for element in self._elements])
        keys = [element.key for element in self._elements]
        self.element.setCurrentIndex(keys.index(current) if current in keys else 0)
        self._show_element(None)

    def set_rows(self, rows: Sequence[GridRow]) -> None:
        """Set these lines, which concern us."""
        self._rows = rows
        self._tell()

    def take_keyboard(self) -> None:
        """Begin with the value."""
        self.editor.focus_first()

    @property
    def chosen(self) -> Element:
        """The element that is set."""
        return self._elements[self.element.currentIndex()]

    def _show_element(self, value: Any) -> None:
        if self.field is not None:
            self.field.hide()
            self.field.deleteLater()
        element = self.chosen
        self.editor = editor_for(element, suggestions=self._citations if element.kind == "citations" else ())
        self.editor.set_value(value)
        self.editor.typed.connect(self._tell)
        self.editor.finished.connect(self.accept.setFocus)
        self.field = Field("都写成", self.editor)
        self._place.insertWidget(0, self.field)
        self._tell()

    def _value(self) -> tuple[Any, str]:
        """Return the value, and why it is none yet."""
        value = self.editor.value()
        try:
            return check_value(self.chosen, value), ""
        except UserFacingError as error:
            return value, error.message

    def _tell(self) -> None:
        """Say what would change."""
        if self.editor is None:
            return
        value, wrong = self._value()
        self.field.say_wrong(wrong) if wrong else self.field.clear()
        if wrong or not self._rows:
            self.summary.setText("" if wrong else "表里还没有选中要改的条目。")
            self.others.setText("")
            self.accept.setText("设置")
            self.accept.set_available(False, "先把要写的写完整" if wrong else "先在表里选几条")
            return
        self._show_outlook(outlook(self._rows, self.chosen, value), clears=value in _EMPTY)

    def _show_outlook(self, found: Outlook, *, clears: bool) -> None:
        done = "清空" if clears else "改"
        words = f"选中 {len(self._rows)} 条，将{done} {found.changing} 条"
        words += f"，其中 {found.different} 条已有别的写法" if found.different and not clears else ""
        words += f"，{found.begun} 条先采用。" if found.begun else "。"
        self.summary.setText(words)
        lines = [f"{count} 条：{_short(text)}" for text, count in found.others[:_MOST_OTHERS]]
        left = len(found.others) - _MOST_OTHERS
        self.others.setText("\n".join([*lines, *([f"还有 {left} 种别的写法"] if left > 0 else [])]))
        self.accept.setText(f"{'清空' if clears else '设置'} {found.changing} 条")
        self.accept.set_available(bool(found.changing), "选中的都已经是这样写的")

    def do(self) -> None:
        """Do it, unless something is missing."""
        finish_composing()
        value, wrong = self._value()
        if not wrong:
            self.accepted.emit(self.chosen.key, value)

    def _lay_out(self) -> None:
        self._place = QVBoxLayout()
        self.body.setSpacing(SPACE[3])
        self.body.addWidget(Field("哪一栏", self.element))
        self.body.addLayout(self._place)
        self.add_words(self.summary)
        self.add_words(self.others)
        self.set_list(QWidget())
        self.foot.addWidget(self.accept)
        self.foot.addWidget(self.cancel)


def _short(text: str) -> str:
    text = "；".join(text.splitlines())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
