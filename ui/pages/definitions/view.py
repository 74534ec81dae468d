"""The layout of the page: definitions at the left, one of them section by section, what it looks like at the right."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.standards.definition_sections import Section
from ui.editors.asking import Remark
from ui.editors.form import Form
from ui.editors.line import search_line
from ui.pages.definitions.preview import Preview
from ui.theme import theme
from ui.theme.metrics import SPACE
from ui.turns import turns
from ui.widgets.action_bar import ActionBar
from ui.widgets.buttons import Button
from ui.widgets.labels import Paragraph, label
from ui.widgets.note import Note
from ui.widgets.rows import PROPOSALS
from ui.widgets.scrolled import scrolling
from ui.widgets.searched_list import SearchedList
from ui.widgets.segments import Segments
from ui.widgets.splitter import Splitter
from ui.widgets.tab_order import reached_by_tab, tab_in_order
from ui.widgets.tables import Cell, Head, TextTable

_LOOK = replace(PROPOSALS, title="table", detail="caption", number=0)
_MOST_LINES = 400
_LEAST_ROWS = 92
"""Pixels at 100 % for the head of the table and two rows."""
_ROWS_AND_FORM = [220, 330]
"""How the height is shared at first, in pixels."""


class ListPane(SearchedList):
    """The definitions under tabs by kind."""

    def __init__(self) -> None:
        wanted = search_line("找定义", "找定义：名称、编号")
        super().__init__(_LOOK, "定义", wanted, (), Button("新建", icon="plus", role="link", compact=True))
        self.wanted = wanted


class RecordForm(QStackedWidget):
    """The forms of sections, each made once and row by row, and shown when it is complete."""

    typed = Signal(str)
    """Somebody wrote into the element of that key."""

    def __init__(self) -> None:
        super().__init__()
        self.addWidget(QWidget())
        self._forms: list[Form] = []
        self._wanted: Form | None = None
        self._ready: set[Form] = set()

    @property
    def form(self) -> Form | None:
        """The form that is shown, None while it is being made."""
        return self._wanted if self._wanted in self._ready else None

    def ask(self, section: Section, then: Callable[[], object]) -> None:
        """Show the form of a section; `then()` as soon as it can be filled."""
        form = next((each for each in self._forms if each.definition == section.form), None)
        if form is None:
            form = Form(section.form, at_once=False)
            self._forms.append(form)
            self.addWidget(form)
        self._wanted = form
        if form in self._ready:
            self.setCurrentWidget(form)
            then()
        else:
            self.setCurrentIndex(0)
            turns().do(lambda: self._make(form, then), self)

    def show_none(self) -> None:
        """Show no form: there is no record."""
        self._wanted = None
        self.setCurrentIndex(0)

    def _make(self, form: Form, then: Callable[[], object]) -> None:
        if not form.make_row():
            turns().do(lambda: self._make(form, then), self)
            return
        if form not in self._ready:
            self._ready.add(form)
            form.typed.connect(lambda key: self._tell(form, key))
        if form is self._wanted:
            self.setCurrentWidget(form)
            then()

    def _tell(self, form: Form, key: str) -> None:
        if form is self._wanted:
            self.typed.emit(key)


class EditorPane(QWidget):
    """One definition: its sections, the records of the one that is shown, and the form of the record."""

    def __init__(self) -> None:
        super().__init__()
        self.title = label("", "page", wrap=True)
        self.facts = Paragraph("", "caption", "text-muted")
        self._note: Note | None = None
        self.sections = Segments([])
        self.table = TextTable(name="这一部分的各行")
        self.add = Button("加一行", icon="plus", compact=True, key="Alt+Ins")
        self.drop = Button("删去", icon="trash-2", compact=True, key="Alt+Del")
        self.up = Button("上移", icon="arrow-up", compact=True, key="Alt+↑")
        self.down = Button("下移", icon="arrow-down", compact=True, key="Alt+↓")
        self.records = RecordForm()
        self.back = Button("返回设置", icon="arrow-left", key="Esc")
        self.restore = Button("恢复成程序自带的", icon="rotate-ccw", role="quiet")
        self.discard = Button("不改了", icon="x", role="quiet")
        self.save = Button("保存", icon="save", role="primary", key="Ctrl+Enter")
        self.bar = ActionBar([self.back, self.restore], [self.discard, self.save])
        self._rows = QWidget()
        self._build()

    def say(self, kind: str, headline: str, text: str = "") -> None:
        """Say above the sections what is wrong, or what is to be known; "" nothing."""
        if self._note is not None:
            self._note.hide()
            self._note.deleteLater()
            self._note = None
        if headline:
            self._note = Note(kind, headline, text, compact=True)
            self._head.addWidget(self._note)
            # It takes room from the rows: the current one stays in sight.
            QTimer.singleShot(0, self.table, lambda: self.table.scrollTo(self.table.currentIndex()))

    @property
    def said(self) -> str:
        """What is said above the sections."""
        return self._note.accessibleName() if self._note is not None else ""

    def show_sections(self, sections: Sequence[Section], current: str) -> None:
        """Show which sections there are."""
        self.sections.set_tabs([(section.key, "", section.label) for section in sections])
        self.sections.set_current(current)
        self.sections.setVisible(len(sections) > 1)

    def show_rows(self, section: Section, cells: Sequence[Sequence[str]], row: int, wrong: int = -1) -> None:
        """Show the records of a section; the one at `wrong` is marked."""
        self._rows.setVisible(section.is_table)
        if not section.is_table:
            return
        names = {element.key: element.label for element in section.form.elements}
        heads = [Head(names[key], 60, 3 if place == 0 else 2) for place, key in enumerate(section.heads)]
        shown = [
            [_cell(text, number == wrong and place == 0) for place, text in enumerate(each)]
            for number, each in enumerate(cells)
        ]
        self.table.set_table(heads, shown)
        self.table.set_current(str(row))
        for button in (self.add, self.drop, self.up, self.down):
            button.setVisible(not section.is_fixed)
        self.drop.set_available(bool(cells), "这里没有行")
        self.up.set_available(row > 0, "已经是第一行")
        self.down.set_available(row < len(cells) - 1, "已经是最后一行")

    def mark(self, remarks: Mapping[str, Remark]) -> None:
        """Say beside the elements what is wrong with them."""
        if self.records.form is not None:
            self.records.form.set_marks(None, frozenset(), remarks)

    def order_tabs(self) -> None:
        """Have Tab, and F6, begin with the sections and go down to the buttons: sections and forms are made anew later
        than these."""
        parts = (self.sections, self._rows, self.records.currentWidget(), self.bar)
        tab_in_order(chain.from_iterable(map(reached_by_tab, parts)))

    def _build(self) -> None:
        head = QWidget()
        self._head = QVBoxLayout(head)
        self._head.setContentsMargins(16, 12, 16, 8)
        self._head.setSpacing(SPACE[2])
        self._head.addWidget(self.title)
        self._head.addWidget(self.facts)
        self._head.addWidget(self.sections, 0, Qt.AlignmentFlag.AlignLeft)
        tools = QHBoxLayout()
        tools.setContentsMargins(16, 4, 16, 4)
        tools.setSpacing(SPACE[2])
        for button in (self.add, self.drop, self.up, self.down):
            tools.addWidget(button)
        tools.addStretch(1)
        rows = QVBoxLayout(self._rows)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.table, 1)
        rows.addLayout(tools)
        self.parts = parts = Splitter(Qt.Orientation.Vertical)
        parts.addWidget(self._rows)
        parts.addWidget(self.records)
        parts.setStretchFactor(0, 2)
        parts.setStretchFactor(1, 3)
        parts.setSizes(_ROWS_AND_FORM)
        theme().changed.connect(self._fit)
        self._fit()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(head)
        whole.addWidget(parts, 1)
        whole.addWidget(self.bar)

    def set_narrow(self, is_narrow: bool) -> None:
        """Leave the room to what is edited where there is little."""
        self.facts.setVisible(not is_narrow)

    def _fit(self) -> None:
        self.table.setMinimumHeight(theme().scaled(_LEAST_ROWS))


def _cell(text: str, is_wrong: bool) -> Cell:
    return Cell(
        text, icon="octagon-alert" if is_wrong else "", icon_role="danger", icon_text="写得不对" if is_wrong else ""
    )


class PreviewSide(QStackedWidget):
    """What a definition looks like to those who work by it."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: Preview | None = None
        self._making: Form | None = None

    @property
    def preview(self) -> Preview | None:
        """What is shown."""
        return self._shown

    def show_preview(self, preview: Preview | None) -> None:
        """Show a preview; while its form is being made the one before stays."""
        if preview == self._shown:
            return
        self._shown = preview
        if self._making is not None:
            self._drop(self._making)
            self._making = None
        if preview is None:
            self._put(QWidget())
        elif preview.form is not None:
            # It stands here before it has rows: what comes to stand in another widget is dressed anew, with all in it.
            self._making = form = Form(preview.form, at_once=False)
            self.addWidget(form)
            turns().do(lambda: self._make(form), form)
        else:
            self._put(_lines(preview.lines))

    def _make(self, form: Form) -> None:
        if form is not self._making:
            return
        if form.make_row():
            self._making = None
            self._put(form)
        else:
            turns().do(lambda: self._make(form), form)

    def _put(self, widget: QWidget) -> None:
        before = self.currentWidget()
        if self.indexOf(widget) < 0:
            self.addWidget(widget)
        self.setCurrentWidget(widget)
        if before is not None and before is not widget:
            turns().do(lambda: self._drop(before), before)

    def _drop(self, widget: QWidget) -> None:
        self.removeWidget(widget)
        widget.hide()
        widget.deleteLater()


def _lines(lines: Sequence[tuple[str, str]]) -> QWidget:
    content = QWidget()
    column = QVBoxLayout(content)
    column.setContentsMargins(14, SPACE[2], 14, SPACE[4])
    column.setSpacing(SPACE[2])
    for style, words in lines[:_MOST_LINES]:
        column.addWidget(Paragraph(words, style, "text-muted" if style == "caption" else "text"))
    column.addStretch(1)
    return scrolling(content)
