"""What the standard says, beside what is being written."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.proposals.wording import differing_spans
from app.standards.models import Element
from app.tables.official import standard_text
from ui.pages.drafting.records import EntryView
from ui.theme.metrics import SPACE
from ui.widgets.buttons import Button
from ui.widgets.chips import EVIDENCE, ChipLabel
from ui.widgets.dressed_when_shown import DressedWhenShown
from ui.widgets.empty_state import EmptyState
from ui.widgets.icon_view import IconView
from ui.widgets.labels import Paragraph, label
from ui.widgets.panel import Panel, separator
from ui.widgets.text_block import Span

_CHOOSE = "在事项列表里选一条，这里就是标准的写法、填写提示和出处；没有采用的也可以先看。"
_NOT_THERE = "（标准里这一栏是空的）"


def standard_words(element: Element, standard: Any, ours: Any) -> tuple[str, list[Span]]:
    """Return the standard's text of an element, and in it the words that ours does not have."""
    text = standard_text(element, standard)
    if not text:
        return _NOT_THERE, []
    spans = differing_spans(text, standard_text(element, ours))
    return text, [Span(start, length, soft="difference-soft") for start, length in spans]


class StandardBox(Panel):
    """The standard's text of one element; its edge tells in colour what the mark in it says in words.

    It is called by the element, or by the `title` it is given.
    """

    use_standard = Signal(str)

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__()
        self.setParent(parent)
        self._named, self._element = not title, ""
        self.body.setContentsMargins(12, 10, 12, 10)
        self.body.setSpacing(4)
        self._name = label(title, "strong" if title else "caption", "text" if title else "text-muted")
        self._mark = QWidget()
        self._words = label("", "caption", "difference")
        mark = QHBoxLayout(self._mark)
        mark.setContentsMargins(0, 0, 0, 0)
        mark.setSpacing(4)
        mark.addWidget(IconView("pencil-line", "difference", 13))
        mark.addWidget(self._words)
        self.head.addWidget(self._name, 1)
        self.head.addWidget(self._mark)
        self._text = Paragraph("")
        self._use = Button("用标准的", icon="undo-2", compact=True)
        self._use.clicked.connect(lambda: self.use_standard.emit(self._element))
        self.body.addLayout(self.head)
        self.body.addWidget(self._text)
        self.body.addWidget(self._use, 0, Qt.AlignmentFlag.AlignLeft)

    def show_element(self, view: EntryView, key: str, ours: Any, unit: str) -> None:
        """Show the standard's text of an element beside what stands in its editor."""
        element = view.definition.element(key)
        self._element = key
        if self._named:
            self._name.setText(element.label)
        text, spans = standard_words(element, (view.standard or {}).get(key), ours)
        self._text.set_text(text, spans)
        differs = view.standard is not None and (key in view.differing or key in view.waiting or bool(spans))
        self._words.setText(f"与{unit}不同")
        self._mark.setVisible(differs)
        self._use.setVisible(differs and view.entry is not None and view.not_applicable is None)
        if differs != bool(self.property("differs")):
            self.setProperty("differs", differs)
            # The style sheet reads properties only when a widget is polished.
            self.style().unpolish(self)
            self.style().polish(self)


class StandardPanel(DressedWhenShown, QScrollArea):
    """The standard's text of the element the keyboard is in, and what helps to write the item."""

    use_standard = Signal(str)
    """The clerk wants the standard's value for the element of that key."""
    history_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("标准怎么写")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._nothing = EmptyState("book-open", "标准怎么写", _CHOOSE)
        self._nothing.hide()
        self._words: _Words | None = None
        inside = QWidget()
        inside.setProperty("surface", "sunken")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(14, SPACE[3], 14, SPACE[3])
        self._column.setSpacing(SPACE[2])
        # All the room, so that it stands in the middle.
        self._column.addWidget(self._nothing, 100)
        self._column.addStretch(1)
        self.setWidget(inside)

    def prepare(self) -> None:
        """Make what the first item would have to wait for."""
        if self._words is None:
            self._words = _Words()
            self._words.hide()
            self._words.box.use_standard.connect(self.use_standard)
            self._words.history_asked.connect(self.history_asked)
            self._column.insertWidget(1, self._words)

    def show_entry(self, view: EntryView) -> None:
        """Show what the standard says about an item; the element stays."""
        self.prepare()
        self._words.show_entry(view)
        self._nothing.hide()
        self._words.show()

    def show_nothing(self) -> None:
        """Say what will stand here while no item is chosen."""
        if self._words is not None:
            self._words.hide()
        self._nothing.show()

    def show_element(self, view: EntryView, key: str, ours: Any, unit: str) -> None:
        """Show the standard's text of one element beside what stands in its editor; `unit` is what it calls itself."""
        self.prepare()
        self._words.show_element(view, key, ours, unit)


class _Words(QWidget):
    """What the standard says about an item and one of its elements."""

    history_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._head = QWidget()
        self._evidence = ChipLabel(EVIDENCE["seen"])
        head = QHBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(label("标准怎么写", "section"), 1)
        head.addWidget(self._evidence, 0, Qt.AlignmentFlag.AlignVCenter)
        self.box = StandardBox()
        self._guidance = Paragraph("", "table")
        self._help = Paragraph("", "table")
        self._example = Paragraph("", "table", "text-muted")
        self._hint = _titled("填写提示", self._help, self._guidance, self._example)
        self._last = Paragraph("", "table")
        self._last_block = _fact("去年的答案", self._last)
        self._facts = {name: Paragraph("", "table") for name in ("依据", "公开主体", "出处")}
        self._blocks = {name: _fact(name, text) for name, text in self._facts.items()}
        self._links = self._make_links()
        self._local = Paragraph("这一条是本单位新增的，标准里没有可以比照的写法。", "table", "text-muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[2])
        for part in (self._head, self.box, self._local, self._last_block, self._hint, *self._blocks.values()):
            column.addWidget(part)
        column.addWidget(self._links)

    def _make_links(self) -> QWidget:
        history = Button("这一条的历史", icon="history", role="link", compact=True)
        history.clicked.connect(lambda: self.history_asked.emit())
        made = QWidget()
        links = QVBoxLayout(made)
        links.setContentsMargins(0, 0, 0, 0)
        links.addWidget(separator())
        links.addSpacing(4)
        links.addWidget(history, 0, Qt.AlignmentFlag.AlignLeft)
        return made

    def show_entry(self, view: EntryView) -> None:
        """Show what the standard says about an item; the element stays."""
        self._evidence.setVisible(view.evidence in EVIDENCE)
        if view.evidence in EVIDENCE:
            self._evidence.set_chip(EVIDENCE[view.evidence])
        self._local.setVisible(view.wording is None)
        self.box.setVisible(view.wording is not None)
        self._links.setVisible(view.entry is not None)
        self._guidance.set_text(f"{view.guidance.rstrip('。')}。" if view.guidance else "")
        wording, elements = view.wording or {}, {element.key: element for element in view.definition.elements}
        for name, key in (("依据", "basis"), ("公开主体", "publisher")):
            text = standard_text(elements[key], wording.get(key)) if key in elements else ""
            _say(self._blocks[name], self._facts[name], text)
        _say(self._blocks["出处"], self._facts["出处"], view.source)

    def show_element(self, view: EntryView, key: str, ours: Any, unit: str) -> None:
        """Show the standard's text of one element beside what stands in its editor."""
        element = view.definition.element(key)
        self.box.show_element(view, key, ours, unit)
        last = standard_text(element, view.last.values.get(key)) if view.last else ""
        is_other = last and last != standard_text(element, ours)
        _say(self._last_block, self._last, f"{last}（{view.last.edition}版）" if is_other else "")
        self._help.set_text(f"{element.help.rstrip('。')}。" if element.help else "")
        self._example.set_text(f"例：{element.example}" if element.example else "")
        for text in (self._help, self._guidance, self._example):
            text.setVisible(bool(text.plain_text()))
        self._hint.setVisible(any(text.plain_text() for text in (self._help, self._guidance, self._example)))


def _say(block: QWidget, text: Paragraph, words: str) -> None:
    text.set_text(words)
    block.setVisible(bool(words))


def _titled(title: str, *texts: Paragraph) -> QWidget:
    block = QWidget()
    head = QHBoxLayout()
    head.setSpacing(8)
    head.addWidget(IconView("notebook-pen", "accent", 16))
    head.addWidget(label(title, "strong"), 1)
    column = QVBoxLayout(block)
    column.setContentsMargins(0, SPACE[1], 0, SPACE[1])
    column.setSpacing(4)
    column.addLayout(head)
    for text in texts:
        column.addWidget(text)
    return block


def _fact(name: str, text: Paragraph) -> QWidget:
    block = QWidget()
    column = QVBoxLayout(block)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(separator())
    column.addSpacing(4)
    column.addWidget(label(name, "caption", "text-muted"))
    column.addWidget(text)
    return block
