"""One citation: its title, number, kind and article, and what the register knows of the law."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, get_args

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.standards.citations import read_citations
from app.standards.law_choices import LawChoice
from app.standards.laws import comparable_title
from app.standards.models import BasisKind
from app.tables.official import as_typed
from ui.editors.editor import lock
from ui.editors.growing_text import GrowingText
from ui.editors.laws import LAW_CHIPS, Replacement, state_tip
from ui.editors.line import Line, too_long
from ui.editors.offers import Find
from ui.editors.quiet_combo import QuietCombo
from ui.editors.texts import fit_width
from ui.theme import theme
from ui.theme.metrics import SPACE
from ui.widgets.buttons import Button
from ui.widgets.chips import ChipLabel
from ui.widgets.flow import Flow
from ui.widgets.labels import label

_PARTS = ("title", "number", "kind", "article")
_KINDS = get_args(BasisKind)
# Border and padding beside the words, with the cursor or the arrow.
_LINE_FRAME, _COMBO_FRAME = 26, 46
_NO_KIND = "种类不填"
# No title of the register comes near.
_LONGEST_TITLE = 400


class CitationRow(QWidget):
    """One citation. A law of the register that is taken brings its number and kind; a cited one says if it holds."""

    edited = Signal()
    refused = Signal(str)
    """Why not all of something was taken."""
    wanted_on = Signal(QWidget)
    """Enter in that part of it."""
    wanted_up = Signal()
    wanted_down = Signal()
    wanted_away = Signal()

    def __init__(self, number: int, known: Callable[[str], LawChoice | None], find: Find | None) -> None:
        super().__init__()
        self._number, self._known = number, known
        self._law: LawChoice | None = None
        self.title = GrowingText(1, 4, one_line=True)
        self.title.setPlaceholderText("法律或文件的全称，可以连文号一起粘贴")
        if find is not None:
            self.title.offer(find)
        self._document = _line("文号")
        self._kind = QuietCombo([_NO_KIND, *_KINDS])
        self._article = _line("第几条")
        self._state = ChipLabel(LAW_CHIPS["in_force"])
        self._replacement = Replacement()
        self._tools = [
            _tool("arrow-up", "上移（Alt+↑）", self.wanted_up),
            _tool("arrow-down", "下移（Alt+↓）", self.wanted_down),
            _tool("x", "拿掉这一条（Alt+Delete）", self.wanted_away),
        ]
        self._lay_out()
        self._connect()
        self.name_parts("依据")
        self._fit()
        theme().changed.connect(self._fit)

    def show_citation(self, citation: Mapping[str, Any]) -> None:
        """Show a citation; keys may be absent."""
        self.title.set_text(as_typed(citation.get("title")))
        for line, key in ((self._document, "number"), (self._article, "article")):
            line.setText(as_typed(citation.get(key)))
            line.setCursorPosition(0)
        self._kind.setCurrentText(citation.get("kind") if citation.get("kind") in _KINDS else _NO_KIND)
        self._tell_state()
        self._fit()

    def read(self) -> dict[str, str | None]:
        """Return the citation; parts nobody wrote are None."""
        kind = self._kind.currentText() if self._kind.currentIndex() else None
        texts = (self.title.toPlainText(), self._document.text(), kind, self._article.text())
        return {key: text or None for key, text in zip(_PARTS, texts, strict=True)}

    def is_empty(self) -> bool:
        """Whether nothing is written here."""
        return not is_written(self.read())

    def take_law(self, law: LawChoice) -> None:
        """Take what the register has on a law; the article, if one is named, is the clerk's."""
        self.show_citation(law.as_citation() | {"article": self.read()["article"]})
        self.edited.emit()

    def _replace_law(self) -> None:
        """Cite what holds instead; its articles are others."""
        self.show_citation(self._law.successor.as_citation())
        self.title.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def inputs(self) -> Sequence[QWidget]:
        """Return what is typed in, in order."""
        return (self.title, self._document, self._kind, self._article)

    def set_read_only(self, read_only: bool) -> None:
        """Lock the row."""
        for widget in self.inputs():
            lock(widget, read_only)
        for tool in self._tools:
            tool.setVisible(not read_only)
        self._replacement.show_law(self._law, can_take=not read_only)

    def name_parts(self, name: str) -> None:
        """Name what is typed in for screen readers."""
        for widget, part in zip(self.inputs(), ("名称", "文号", "种类", "条款"), strict=True):
            widget.setProperty("part", f"第{self._number}条 {part}")
            widget.setAccessibleName(f"{name} 第{self._number}条 {part}")

    def eventFilter(self, watched, event: QEvent) -> bool:
        """Move or take out the row with the keyboard, or open the laws from any part of it."""
        if event.type() == QEvent.Type.KeyPress:
            return self._opens_laws(watched, event) or self._acts(event)
        return super().eventFilter(watched, event)

    def _opens_laws(self, watched: QWidget, event: QKeyEvent) -> bool:
        # The title opens them itself; a combo box opens its own list by that key.
        if event.key() != Qt.Key.Key_F4 or watched not in (self._document, self._article):
            return False
        self.title.open_offers()
        return True

    def _acts(self, event: QKeyEvent) -> bool:
        acts = {
            Qt.Key.Key_Up: self.wanted_up,
            Qt.Key.Key_Down: self.wanted_down,
            Qt.Key.Key_Delete: self.wanted_away,
        }
        ignored = Qt.KeyboardModifier.KeypadModifier
        if event.key() != Qt.Key.Key_Delete:
            ignored |= Qt.KeyboardModifier.ShiftModifier
        held = event.modifiers() & ~ignored
        if held != Qt.KeyboardModifier.AltModifier or event.key() not in acts or self.title.isReadOnly():
            return False
        acts[event.key()].emit()
        return True

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(SPACE[1])
        first.addWidget(self.title, 1)
        for tool in self._tools:
            first.addWidget(tool, 0, Qt.AlignmentFlag.AlignTop)
        details = Flow(gap=SPACE[2], line_gap=SPACE[1])
        for widget in (self._document, self._kind, self._article, self._state):
            details.addWidget(widget)
        parts = QVBoxLayout()
        parts.setSpacing(SPACE[1])
        parts.addLayout(first)
        parts.addLayout(details)
        parts.addWidget(self._replacement)
        self._head = label(str(self._number), "caption", "text-muted")
        self._head.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE[2])
        line.addWidget(self._head, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(parts, 1)

    def _connect(self) -> None:
        self.title.textChanged.connect(self._tell_state)
        self.title.textChanged.connect(self.edited)
        self.title.taken.connect(lambda offer: self.take_law(offer.value))
        self._replacement.wanted.connect(self._replace_law)
        self.title.left.connect(self._part_title)
        self.title.refused.connect(self.refused)
        self.title.finished.connect(lambda: self.wanted_on.emit(self.title))
        for line in (self._document, self._article):
            line.textEdited.connect(self.edited)
            line.returnPressed.connect(lambda line=line: self.wanted_on.emit(line))
            line.inputRejected.connect(lambda line=line: self.refused.emit(too_long(line)))
        self._kind.activated.connect(self._fit)
        self._kind.activated.connect(self.edited)
        self._kind.finished.connect(lambda: self.wanted_on.emit(self._kind))
        for widget in self.inputs():
            widget.installEventFilter(self)

    def _part_title(self) -> None:
        """Put a number written behind the title where it belongs."""
        read = read_citations(self.title.toPlainText())
        if len(read) == 1 and (read[0]["number"] or read[0]["article"]) and not self.title.isReadOnly():
            self.complete_from(read[0])

    def complete_from(self, read: Mapping[str, Any]) -> None:
        """Take title, number and article as read out of the title's text, keeping what stands in its own place."""
        here = self.read()
        if (read["number"] and here["number"]) or (read["article"] and here["article"]):
            return
        self.show_citation({**here, **{key: text for key, text in read.items() if text}})
        self.edited.emit()

    def _tell_state(self) -> None:
        """Say whether the law that is cited still holds; nothing about what the register does not know."""
        text = self.title.toPlainText()
        law = self._known(comparable_title(text)) if len(text) <= _LONGEST_TITLE else None
        if law is self._law and law is not None:
            return
        self._law = law
        self._state.setVisible(law is not None)
        if law is not None:
            self._state.set_chip(LAW_CHIPS[law.state])
            self._state.setToolTip(state_tip(law.state))
        self._replacement.show_law(law, can_take=not self.title.isReadOnly())

    def _fit(self) -> None:
        fit_width(self._document, self._document.text(), 146, _LINE_FRAME)
        fit_width(self._article, self._article.text(), 108, _LINE_FRAME)
        fit_width(self._kind, self._kind.currentText(), 112, _COMBO_FRAME)
        self._head.setFixedSize(theme().scaled(14), theme().height("default"))


def as_read(citation: Mapping[str, Any]) -> dict[str, str | None]:
    """Return a citation as its row would give it back."""
    texts = {part: as_typed(citation.get(part)) or None for part in _PARTS}
    return texts | {"kind": texts["kind"] if texts["kind"] in _KINDS else None}


def is_written(citation: Mapping[str, Any]) -> bool:
    """Whether any part of a citation says something."""
    return any((citation.get(part) or "").strip() for part in _PARTS)


def _line(hint: str) -> Line:
    line = Line()
    line.setPlaceholderText(hint)
    return line


def _tool(icon: str, tip: str, wanted: Signal) -> Button:
    tool = Button("", icon=icon, role="quiet", tip=tip)
    # Each has its key; as stops of Tab they would triple the way through the form.
    tool.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    tool.clicked.connect(wanted)
    return tool
