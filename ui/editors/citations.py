"""The editor of citations: one law or document after the other."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QSignalBlocker, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.standards.citations import read_citations
from app.standards.law_choices import LawChoice
from app.standards.laws import comparable_title
from app.standards.models import Element
from app.standards.values import MAX_MEMBERS
from app.tables.official import as_typed
from ui.editors.citation_row import CitationRow, as_read, is_written
from ui.editors.editor import Editor
from ui.editors.laws import offered_laws
from ui.editors.texts import only
from ui.theme.metrics import SPACE
from ui.widgets.buttons import Button
from ui.widgets.flow import Flow

_AT_ONCE = 6


class CitationsEditor(Editor):
    """Rows of title, number, kind and article. There is always one to type in.

    `suggestions` are the laws of the register: one is found by words, number or pinyin and brings number and kind; a
    cited one says whether it holds. F4 opens them. Alt+Up and Alt+Down, with or without Shift, move a row, Alt+Delete
    takes it out.
    """

    def __init__(self, element: Element, suggestions: Sequence[LawChoice] = ()) -> None:
        super().__init__(element)
        self._laws = {name: law for law in reversed(suggestions) for name in (*law.spellings, *law.names)}
        self._find = offered_laws(suggestions) if suggestions else None
        self._rows: list[CitationRow] = []
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
        return [dict(citation) for citation in self._citations() if is_written(citation)] or None

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
        self._rest = [as_read(citation) for citation in citations[self._used :]]
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

    def _new_row(self, number: int) -> CitationRow:
        row = CitationRow(number, self._laws.get, self._find)
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

    def _empty_row(self) -> CitationRow:
        empty = next((row for row in self._rows[: self._used] if row.is_empty()), None)
        if empty is None:
            self._show([*self._citations(), {}], at_least=self._used + len(self._rest) + 1)
            empty = self._rows[self._used - 1]
        return empty

    def _move(self, row: CitationRow, by: int) -> None:
        index = self._rows.index(row)
        if 0 <= index + by < self._used:
            citations = self._citations()
            citations[index], citations[index + by] = citations[index + by], citations[index]
            self._replace(citations, index + by)

    def _remove(self, row: CitationRow) -> None:
        citations, index = self._citations(), self._rows.index(row)
        del citations[index]
        self._replace(citations, min(index, len(citations) - 1))

    def _take_pasted(self, row: CitationRow, text: str) -> bool:
        """Part text pasted into an empty row into citations; a bare title stays what it is."""
        if row.title.toPlainText():
            return False
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


def _complete(citation: Mapping[str, Any], law: LawChoice) -> dict[str, Any]:
    """Return a citation with the number and kind of its law where it has none of its own."""
    return dict(citation) | {key: citation.get(key) or getattr(law, key) for key in ("number", "kind")}
