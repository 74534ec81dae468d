"""The editor of citations: one law or document after the other."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, get_args

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.standards.citations import read_citations
from app.standards.law_choices import LawChoice
from app.standards.laws import comparable_title
from app.standards.models import BasisKind, Element
from app.standards.values import MAX_MEMBERS
from app.tables.official import as_typed
from ui.editors.editor import Editor, lock
from ui.editors.growing_text import GrowingText
from ui.editors.laws import LAW_CHIPS, Replacement, offered_laws, state_tip
from ui.editors.line import Line, too_long
from ui.editors.offers import Find
from ui.editors.quiet_combo import QuietCombo
from ui.editors.texts import fit_width, only
from ui.theme import theme
from ui.theme.metrics import SPACE
from ui.widgets.buttons import Button
from ui.widgets.chips import ChipLabel
from ui.widgets.flow import Flow
from ui.widgets.labels import label

_KINDS = get_args(BasisKind)
# Border and padding beside the words, with the cursor or the arrow.
_LINE_FRAME, _COMBO_FRAME = 26, 46
_NO_KIND = "种类不填"
_PARTS = ("title", "number", "kind", "article")
_AT_ONCE = 6
# No title of the register comes near.
_LONGEST_TITLE = 400


class CitationsEditor(Editor):
    """Rows of title, number, kind and article. There is always one to type in.

    `suggestions` are the laws of the register: one is found by words, number or pinyin and brings number and kind; a
    cited one says whether it holds. F4 opens them. Alt+Up and Alt+Down, with or without Shift, move a row, Alt+Delete
    takes it out.
    """

    def __init__(self, element: Element, suggestions: Sequence[LawChoice] = ()) -> None:
        super().__init__(element)
        self._laws = {name: law for law in reversed(suggestions) for name in law.names}
        self._find = offered_laws(suggestions) if suggestions else None
        self._rows: list[_Row] = []
        self._used = 0
        # Citations that have no row yet: a row takes too long for many of them to be made at once.
        self._rest: list[Mapping[str, Any]] = []
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._show_more)
        self._is_read_only = False
        self._list = QVBoxLayout()
        self._list.setSpacing(SPACE[2])
        self._add = Button("加一条", icon="plus", role="link", compact=True, tip="再写一条依据；粘贴多条会自动分开")
        self._add.clicked.connect(self._add_row)
        self._pick = Button("从法规里选", icon="book-open", role="link", compact=True, key="F4")
        self._pick.clicked.connect(self._pick_law)
        if not suggestions:
            self._pick.hide()
        foot = Flow(gap=SPACE[4], line_gap=0)
        foot.addWidget(self._add)
        foot.addWidget(self._pick)
        column = only(self)
        column.addLayout(self._list)
        column.addLayout(foot)
        self._show([])

    def show_value(self, value: Any) -> None:
        """Show a row for each citation."""
        members = value if isinstance(value, list) else [value] if value else []
        self._show([member if isinstance(member, dict) else {"title": as_typed(member)} for member in members])

    def read_value(self) -> list[dict[str, str | None]] | None:
        """Return the rows that have something in them."""
        return [dict(citation) for citation in self._citations() if any(_stripped(citation))] or None

    def inputs(self) -> Sequence[QWidget]:
        """Return what is typed in, row by row, and the buttons that add one."""
        rows = (widget for row in self._rows[: self._used] for widget in row.inputs())
        return (*rows, self._add, *([self._pick] if self._find else []))

    def marked(self, mark: str) -> Sequence[QWidget]:
        """Only what is wrong is framed: which of the parts differs, the line beneath says."""
        return [widget for widget in self.inputs() if not isinstance(widget, Button)] if mark == "wrong" else ()

    def set_read_only(self, read_only: bool) -> None:
        """Lock every row; none can be added, moved or taken out."""
        self._is_read_only = read_only
        for row in self._rows:
            row.set_read_only(read_only)
        self._add.setVisible(not read_only)
        self._pick.setVisible(not read_only and self._find is not None)

    def _show(self, citations: Sequence[Mapping[str, Any]], at_least: int = 0) -> None:
        """Show citations, so many of them at once; the others get their rows in the turns of the loop that follow."""
        count = max(len(self._rows), _AT_ONCE, at_least)
        self._use(min(max(len(citations), 1), count))
        self._rest = [_as_read(citation) for citation in citations[self._used :]]
        for index, row in enumerate(self._rows[: self._used]):
            row.show_citation(citations[index] if index < len(citations) else {})
        if self._rest:
            self._soon.start()

    def _show_more(self) -> None:
        if self._rest:
            self._use(self._used + 1)
            row = self._rows[self._used - 1]
            with QSignalBlocker(row):
                row.show_citation(self._rest.pop(0))
            self._soon.start()

    def _use(self, count: int) -> None:
        """Keep the rows made once; show as many as are used."""
        while len(self._rows) < count:
            self._rows.append(self._new_row(len(self._rows) + 1))
        self._used = count
        for index, row in enumerate(self._rows):
            row.setVisible(index < count)

    def _new_row(self, number: int) -> "_Row":
        row = _Row(number, self._laws.get, self._find)
        row.edited.connect(self.changed)
        row.wanted_on.connect(self._go_on)
        row.wanted_up.connect(lambda: self._move(row, -1))
        row.wanted_down.connect(lambda: self._move(row, 1))
        row.wanted_away.connect(lambda: self._remove(row))
        row.title.take_pasted = lambda text: self._take_pasted(row, text)
        row.refused.connect(self.say)
        self._list.addWidget(row)
        if self.accessibleName():
            row.name_parts(self.accessibleName())
        if self._is_read_only:
            row.set_read_only(True)
        return row

    def _add_row(self) -> None:
        self._empty_row().title.setFocus()

    def _pick_law(self) -> None:
        self._empty_row().title.open_offers()

    def _empty_row(self) -> "_Row":
        empty = next((row for row in self._rows[: self._used] if row.is_empty()), None)
        if empty is None:
            self._show([*self._citations(), {}], at_least=self._used + len(self._rest) + 1)
            empty = self._rows[self._used - 1]
        return empty

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
        citations[index : index + 1] = [self._completed(citation) for citation in read]
        if len(citations) > MAX_MEMBERS:
            self.say(f"依据最多写 {MAX_MEMBERS} 条，贴进来就有 {len(citations)} 条了，没有贴进来。")
            return True
        self._replace(citations, index + len(read) - 1)
        return True

    def _completed(self, citation: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return what was read out of a text with number and kind of the register where the text has none."""
        law = self._laws.get(comparable_title(citation["title"]))
        return citation if law is None else _complete(citation, law)

    def _citations(self) -> list[Mapping[str, Any]]:
        return [*(row.read() for row in self._rows[: self._used]), *self._rest]

    def _replace(self, citations: Sequence[Mapping[str, Any]], focused: int) -> None:
        self._setting = True
        self._show(citations)
        self._setting = False
        self._rows[min(max(focused, 0), self._used - 1)].title.setFocus()
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
    refused = Signal(str)
    wanted_on = Signal(QWidget)
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
        return not any(_stripped(self.read()))

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


def _complete(citation: Mapping[str, Any], law: LawChoice) -> dict[str, Any]:
    """Return a citation with the number and kind of its law where it has none of its own."""
    return dict(citation) | {key: citation.get(key) or getattr(law, key) for key in ("number", "kind")}


def _as_read(citation: Mapping[str, Any]) -> dict[str, str | None]:
    """Return a citation as its row would give it back."""
    texts = {part: as_typed(citation.get(part)) or None for part in _PARTS}
    return texts | {"kind": texts["kind"] if texts["kind"] in _KINDS else None}


def _stripped(citation: Mapping[str, Any]) -> list[str]:
    return [(citation.get(part) or "").strip() for part in _PARTS]


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
