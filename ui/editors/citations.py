"""The editor of citations: one law or document after the other."""

from collections.abc import Mapping, Sequence
from typing import Any, get_args

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.standards.citations import read_citations
from app.standards.models import BasisKind, Element
from app.tables.official import as_typed
from ui.editors.editor import Editor, lock
from ui.editors.growing_text import GrowingText
from ui.editors.line import Line
from ui.editors.quiet_combo import QuietCombo
from ui.editors.texts import fit_width, only
from ui.theme import theme
from ui.theme.metrics import SPACE
from ui.widgets.buttons import Button
from ui.widgets.flow import Flow
from ui.widgets.labels import label

_KINDS = get_args(BasisKind)
# Border and padding beside the words, with the cursor or the arrow.
_LINE_FRAME, _COMBO_FRAME = 26, 46
_NO_KIND = "种类不填"
_PARTS = ("title", "number", "kind", "article")


class CitationsEditor(Editor):
    """Rows of title, number, kind and article. There is always one to type in.

    `suggestions` are citations known by title; choosing one fills in its number and kind. Alt+Up and Alt+Down move a
    row, Alt+Delete takes it out.
    """

    def __init__(self, element: Element, suggestions: Sequence[Mapping[str, Any]] = ()) -> None:
        super().__init__(element)
        self._known = {citation["title"]: citation for citation in suggestions}
        self._rows: list[_Row] = []
        self._used = 0
        self._list = QVBoxLayout()
        self._list.setSpacing(SPACE[2])
        self._add = Button("加一条", icon="plus", role="link", compact=True, tip="再写一条依据；粘贴多条会自动分开")
        self._add.clicked.connect(self._add_row)
        column = only(self)
        column.addLayout(self._list)
        column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        self._show([])

    def show_value(self, value: Any) -> None:
        """Show a row for each citation."""
        members = value if isinstance(value, list) else [value] if value else []
        self._show([member if isinstance(member, dict) else {"title": as_typed(member)} for member in members])

    def read_value(self) -> list[dict[str, str | None]] | None:
        """Return the rows that have something in them."""
        return [row.read() for row in self._rows[: self._used] if not row.is_empty()] or None

    def inputs(self) -> Sequence[QWidget]:
        """Return what is typed in, row by row, and the button that adds one."""
        return (*(widget for row in self._rows[: self._used] for widget in row.inputs()), self._add)

    def marked(self, mark: str) -> Sequence[QWidget]:
        """Only what is wrong is framed: which of the parts differs, the line beneath says."""
        return self.inputs()[:-1] if mark == "wrong" else ()

    def set_read_only(self, read_only: bool) -> None:
        """Lock every row; none can be added, moved or taken out."""
        for row in self._rows:
            row.set_read_only(read_only)
        self._add.setVisible(not read_only)

    def _show(self, citations: Sequence[Mapping[str, Any]]) -> None:
        self._use(max(len(citations), 1))
        for index, row in enumerate(self._rows[: self._used]):
            row.show_citation(citations[index] if index < len(citations) else {})

    def _use(self, count: int) -> None:
        """Keep the rows made once; show as many as are used."""
        while len(self._rows) < count:
            self._rows.append(self._new_row(len(self._rows) + 1))
        self._used = count
        for index, row in enumerate(self._rows):
            row.setVisible(index < count)

    def _new_row(self, number: int) -> "_Row":
        row = _Row(number, list(self._known))
        row.edited.connect(self.changed)
        row.known_title.connect(lambda title: row.complete(self._known[title]))
        row.wanted_on.connect(self._go_on)
        row.wanted_up.connect(lambda: self._move(row, -1))
        row.wanted_down.connect(lambda: self._move(row, 1))
        row.wanted_away.connect(lambda: self._remove(row))
        row.title.take_pasted = lambda text: self._take_pasted(row, text)
        self._list.addWidget(row)
        if self.accessibleName():
            row.name_parts(self.accessibleName())
        return row

    def _add_row(self) -> None:
        empty = next((row for row in self._rows[: self._used] if row.is_empty()), None)
        if empty is None:
            self._use(self._used + 1)
            empty = self._rows[self._used - 1]
            empty.show_citation({})
        empty.title.setFocus()

    def _move(self, row: "_Row", by: int) -> None:
        index = self._rows.index(row)
        if 0 <= index + by < self._used:
            citations = self._citations()
            citations[index], citations[index + by] = citations[index + by], citations[index]
            self._replace(citations, index + by)

    def _remove(self, row: "_Row") -> None:
        citations, index = self._citations(), self._rows.index(row)
        del citations[index]
        self._replace(citations, min(index, len(citations) - 1))

    def _take_pasted(self, row: "_Row", text: str) -> bool:
        """Part pasted text into citations; a bare title stays what it is."""
        read = read_citations(text)
        if not read or (len(read) == 1 and "《" not in text and not read[0]["number"]):
            return False
        citations, index = self._citations(), self._rows.index(row)
        citations[index : index + 1] = read
        self._replace(citations, index + len(read) - 1)
        return True

    def _citations(self) -> list[Mapping[str, Any]]:
        return [row.read() for row in self._rows[: self._used]]

    def _replace(self, citations: Sequence[Mapping[str, Any]], focused: int) -> None:
        self._setting = True
        self._show(citations)
        self._setting = False
        self._rows[max(focused, 0)].title.setFocus()
        self.changed()

    def _go_on(self, widget: QWidget) -> None:
        following = self.inputs()[self.inputs().index(widget) + 1]
        if following is self._add:
            self.finished.emit()
        else:
            following.setFocus()


class _Row(QWidget):
    """One citation."""

    edited = Signal()
    known_title = Signal(str)
    wanted_on = Signal(QWidget)
    wanted_up = Signal()
    wanted_down = Signal()
    wanted_away = Signal()

    def __init__(self, number: int, titles: Sequence[str]) -> None:
        super().__init__()
        self._number = number
        self.title = GrowingText(1, 4, one_line=True)
        self.title.setPlaceholderText("法律或文件的全称，可以连文号一起粘贴")
        if titles:
            self.title.offer(titles)
        self._document = _line("文号")
        self._kind = QuietCombo([_NO_KIND, *_KINDS])
        self._article = _line("第几条")
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
        self._fit()

    def read(self) -> dict[str, str | None]:
        """Return the citation; parts nobody wrote are None."""
        kind = self._kind.currentText() if self._kind.currentIndex() else None
        texts = (self.title.toPlainText(), self._document.text(), kind, self._article.text())
        return {key: text or None for key, text in zip(_PARTS, texts, strict=True)}

    def is_empty(self) -> bool:
        """Whether nothing is written here."""
        return not any((text or "").strip() for text in self.read().values())

    def complete(self, known: Mapping[str, Any]) -> None:
        """Fill in number and kind where they are still open."""
        self.show_citation({**known, **{key: text for key, text in self.read().items() if text}})
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

    def name_parts(self, name: str) -> None:
        """Name what is typed in for screen readers."""
        for widget, part in zip(self.inputs(), ("名称", "文号", "种类", "条款"), strict=True):
            widget.setProperty("part", f"第{self._number}条 {part}")
            widget.setAccessibleName(f"{name} 第{self._number}条 {part}")

    def eventFilter(self, watched, event: QEvent) -> bool:
        """Move or take out the row with the keyboard."""
        if event.type() == QEvent.Type.KeyPress:
            return self._acts(event)
        return super().eventFilter(watched, event)

    def _acts(self, event: QKeyEvent) -> bool:
        acts = {
            Qt.Key.Key_Up: self.wanted_up,
            Qt.Key.Key_Down: self.wanted_down,
            Qt.Key.Key_Delete: self.wanted_away,
        }
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held != Qt.KeyboardModifier.AltModifier or event.key() not in acts or self.title.isReadOnly():
            return False
        acts[event.key()].emit()
        return True

    def _lay_out(self) -> None:
        tools = QWidget()
        together = QHBoxLayout(tools)
        together.setContentsMargins(0, 0, 0, 0)
        together.setSpacing(SPACE[1])
        for tool in self._tools:
            together.addWidget(tool)
        details = Flow(gap=SPACE[2], line_gap=SPACE[1])
        for widget in (self._document, self._kind, self._article, tools):
            details.addWidget(widget)
        parts = QVBoxLayout()
        parts.setSpacing(SPACE[1])
        parts.addWidget(self.title)
        parts.addLayout(details)
        self._head = label(str(self._number), "caption", "text-muted")
        self._head.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE[2])
        line.addWidget(self._head, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(parts, 1)

    def _connect(self) -> None:
        self.title.textChanged.connect(self.edited)
        self.title.taken.connect(self.known_title)
        self.title.left.connect(self._part_title)
        self.title.finished.connect(lambda: self.wanted_on.emit(self.title))
        for line in (self._document, self._article):
            line.textEdited.connect(self.edited)
            line.returnPressed.connect(lambda line=line: self.wanted_on.emit(line))
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

    def _fit(self) -> None:
        fit_width(self._document, self._document.text(), 146, _LINE_FRAME)
        fit_width(self._article, self._article.text(), 108, _LINE_FRAME)
        fit_width(self._kind, self._kind.currentText(), 112, _COMBO_FRAME)
        self._head.setFixedSize(theme().scaled(14), theme().height("default"))


def _line(hint: str) -> Line:
    line = Line()
    line.setPlaceholderText(hint)
    return line


def _tool(icon: str, tip: str, wanted: Signal) -> Button:
    tool = Button("", icon=icon, role="mini", tip=tip)
    # Each has its key; as stops of Tab they would triple the way through the form.
    tool.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    tool.clicked.connect(wanted)
    return tool
