"""Parting one table: what notice, the rows, what has to be said about names, the blanks all share, what comes of it."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.standards.models import NoticeTemplate
from ui.editors.quiet_combo import QuietCombo
from ui.pages.in_parts import InParts
from ui.pages.notices.blanks_form import BlanksForm
from ui.pages.notices.view import NoteStack
from ui.theme import theme
from ui.theme.metrics import PAGE_PADDING, SPACE
from ui.widgets.action_bar import ActionBar
from ui.widgets.buttons import Button
from ui.widgets.field import Field
from ui.widgets.flow import Flow
from ui.widgets.labels import Paragraph, label
from ui.widgets.rows import TASKS, Row, RowList
from ui.widgets.scrolled import framed, scrolling
from ui.widgets.tables import Cell, Head, TextTable

_TEMPLATE_WIDTH = 340


class SplitView(InParts, QWidget):
    """Everything below each other; what has nothing to say yet is hidden. `form` asks for the blanks all share."""

    template_chosen = Signal(str)
    """A template's code."""

    def __init__(self, form: BlanksForm) -> None:
        super().__init__()
        self.form = form

    def build(self) -> Iterator[None]:
        self.template = QuietCombo([], typing=True)
        self.template.lineEdit().setPlaceholderText("打几个字来找，例：惠农补贴")
        self.template.setAccessibleName("做哪一种公示")
        self.template.setFixedWidth(theme().scaled(_TEMPLATE_WIDTH))
        self.paste = Button("粘贴名单", icon="clipboard-paste", key="Ctrl+V")
        self.take_file = Button("导入文件", icon="file-input")
        yield
        self.told = Paragraph("", "table", "text-muted")
        self.notes = NoteStack()
        self.questions = RowList(TASKS, name="要说明的村名", hug=True)
        yield
        self.table = TextTable(name="各村会怎样", hug=True)
        self.back = Button("重新来", icon="rotate-ccw")
        self.make = Button("做各村的公示", icon="check", role="primary", key="Ctrl+Enter")
        yield
        self.template.activated.connect(lambda _: self.template_chosen.emit(self.template.currentData() or ""))
        self.template.finished.connect(self._take_typed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._scrolled(), 1)
        self.bar = ActionBar([self.back], [self.make])
        column.addWidget(self.bar)

    def offer_templates(self, templates: Sequence[NoticeTemplate]) -> None:
        """Offer these templates; the one chosen stays chosen."""
        if self.template.count():
            return
        for template in templates:
            self.template.addItem(f"{template.code} {template.name}", template.code)
        self.template.completer().setModel(self.template.model())
        self.template.setCurrentIndex(-1)

    def choose_template(self, code: str) -> None:
        """Show this template as chosen; "" for none."""
        self.template.setCurrentIndex(self.template.findData(code) if code else -1)

    def show_step(self, *, has_template: bool, told: str) -> None:
        """Say what was read, or what to do first."""
        self.paste.set_available(has_template, "先选做哪一种公示")
        self.take_file.set_available(has_template, "先选做哪一种公示")
        self.told.set_text(told)

    def show_questions(self, title: str, rows: list[Row]) -> None:
        """Show what has to be said about names, and what was said."""
        self._questions_title.setText(title)
        self.questions.set_rows(rows)
        self._questions_part.setVisible(bool(rows))

    def go_to_next_step(self) -> None:
        """Put the keyboard where something has to be said, else into the first empty blank, else where it goes on."""
        open_ones = [row.key for row in self.questions.rows() if len(row.actions) > 1]
        empty = [key for key, field in self.form.fields.items() if not field.editor.value() and not field.isHidden()]
        if open_ones:
            self.questions.set_current(open_ones[0])
            self.questions.setFocus(Qt.FocusReason.OtherFocusReason)
        elif empty and not self._form_part.isHidden():
            self.form.go_to(empty[0])
        else:
            self.make.setFocus(Qt.FocusReason.OtherFocusReason)

    def place_of_question(self, key: str) -> QPoint:
        """Return where on the screen a menu about a question opens: under its row, at its buttons."""
        number = [row.key for row in self.questions.rows()].index(key)
        rect = self.questions.visualRect(self.questions.model().index(number))
        return self.questions.viewport().mapToGlobal(QPoint(rect.center().x(), rect.bottom()))

    def show_form(self, shown: bool) -> None:
        """Show the blanks that all villages share."""
        self._form_part.setVisible(shown)

    def show_villages(
        self, title: str, heads: Sequence[Head], cells: Sequence[Sequence[Cell]], keys: Sequence[str], *, asked: int
    ) -> None:
        """Show what comes of every village; nothing for none. `asked`: how many wait for one of three words."""
        self._villages_title.setText(title)
        for button in self.for_all:
            button.setVisible(asked > 1)
        self.table.set_table(heads, cells, keys)
        self._table_part.setVisible(bool(cells))

    def _take_typed(self) -> None:
        """Enter in the box: the first that holds what was typed."""
        typed = self.template.currentText().strip()
        found = self.template.findText(typed, Qt.MatchFlag.MatchContains) if typed else -1
        if found >= 0:
            self.template.setCurrentIndex(found)
            self.template_chosen.emit(self.template.itemData(found))
            self.paste.setFocus(Qt.FocusReason.OtherFocusReason)

    def _scrolled(self) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(PAGE_PADDING, SPACE[3], PAGE_PADDING, SPACE[4])
        column.setSpacing(SPACE[3])
        first = Flow(gap=SPACE[4], hang=True)
        first.addWidget(Field("做哪一种公示", self.template))
        first.addWidget(Field("各村合在一起的名单，连表头", _side_by_side(self.paste, self.take_file)))
        column.addLayout(first)
        column.addWidget(self.told)
        column.addWidget(self.notes)
        self._questions_title, self._villages_title = label("", "section", wrap=True), label("", "section", wrap=True)
        self._questions_part = _part(self._questions_title, framed(self.questions))
        self._form_part = _part(label("各村都一样的", "section"), self.form)
        self.for_all = [Button(text, role="mini") for text in ("都改原来那一份", "都另做一份", "都不做")]
        self._table_part = _part(self._villages_title, framed(self.table), self.for_all)
        for part in (self._questions_part, self._form_part, self._table_part):
            part.hide()
            column.addWidget(part)
        column.addStretch(1)
        return scrolling(content)


def _part(title: QWidget, widget: QWidget, buttons: Sequence[Button] = ()) -> QWidget:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE[2])
    head = QHBoxLayout()
    head.addWidget(title, 1)
    for button in buttons:
        head.addWidget(button)
    column.addLayout(head)
    column.addWidget(widget)
    return part


def _side_by_side(*buttons: Button) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SPACE[2])
    for button in buttons:
        row.addWidget(button)
    return holder
