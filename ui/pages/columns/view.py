"""The layout of website columns: the columns under notes and tabs; beside them one column, the measures of an
inspection, a table being taken in, or the form of a column."""

from dataclasses import replace
from functools import cached_property

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from app.registers.column_import import DatedColumn
from app.registers.column_standings import STANDING_WORDS, ColumnLine
from app.standards.models import Item
from ui.editors.line import Line
from ui.pages.columns.reading import ColumnsSeen
from ui.pages.columns.rows import (
    LOOKS,
    column_facts,
    column_notes,
    due_sentence,
    measure_rows,
    planned_rows,
)
from ui.pages.notices.view import NoteStack
from ui.pages.plans.view import SOFT, facts_in, show_facts
from ui.theme.metrics import SPACE
from ui.widgets.buttons import Button
from ui.widgets.chips import Chip, ChipLabel
from ui.widgets.flow import Flow
from ui.widgets.labels import Paragraph, label
from ui.widgets.reached_panel import ReachedPanel
from ui.widgets.rows import FINDINGS, TASKS, RowList
from ui.widgets.scrolled import bring_up, scrolled_column
from ui.widgets.tab_order import tab_as_laid_out
from ui.widgets.tabbed_list import TabbedList

_LOOK = replace(TASKS, stacks_below=440)
_WORDS_LOOK = replace(FINDINGS, left=4, right_padding=4)


class ColumnsPane(TabbedList):
    """The measures that are met, the search line, the tabs, and the columns."""

    def __init__(self) -> None:
        notes, wanted = NoteStack(), Line()
        measures = Button(
            "检查指标", icon="list-checks", role="quiet", compact=True, tip="超期、空白的栏目到没到否决的数"
        )
        tables = Button("导入导出", icon="table-2", role="quiet", compact=True)
        super().__init__(_LOOK, "网站栏目", notes=notes, search=wanted, beside=_side_by_side(measures, tables))
        self.notes, self.wanted, self.measures, self.tables = notes, wanted, measures, tables
        notes.setContentsMargins(SPACE[3], SPACE[2], SPACE[3], 0)
        wanted.setPlaceholderText("找栏目：名称、类别、科室")
        wanted.setAccessibleName("找栏目")
        wanted.setClearButtonEnabled(True)


def _side_by_side(*buttons: Button) -> QWidget:
    inside = QWidget()
    row = QHBoxLayout(inside)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    for button in buttons:
        row.addWidget(button)
    return inside


class ColumnPane(QWidget):
    """One column: how it stands, what can be done, how that was reached, what is filled in."""

    def __init__(self) -> None:
        super().__init__()
        self.title = label("", "section", wrap=True)
        self.standing = ChipLabel(Chip("circle-dashed", ""))
        self.updated = Button("今天更新了", icon="check", compact=True)
        self.day = Button("记更新日期", icon="calendar-days", compact=True)
        self.change = Button("改栏目", icon="pencil", compact=True, key="Ctrl+Enter")
        self.strike = Button("划去", icon="x", role="quiet", compact=True, tip="本单位没有这一栏，可以撤销")
        self.notes, self.due = NoteStack(), ReachedPanel("更新期限")
        self.form: QWidget | None = None
        """The form that stands open."""
        self._acts, self._forms, self._facts = Flow(), QVBoxLayout(), QGridLayout()
        self._build()

    def show_line(self, line: ColumnLine, seen: ColumnsSeen) -> None:
        """Show a column."""
        icon, role = LOOKS[line.standing]
        self.title.setText(line.name)
        self.standing.set_chip(Chip(icon, STANDING_WORDS[line.standing], colour=role, soft=SOFT.get(role, "sunken")))
        self.due.show_day(due_sentence(line), line.reached)
        self.notes.show_notes(column_notes(line, seen))
        show_facts(self._facts, column_facts(seen.definition, line))

    def open_form(self, form: QWidget) -> None:
        """Show a form under the buttons, in place of the one before."""
        self.close_form()
        self._forms.addWidget(form)
        self.form = form
        form.show()
        tab_as_laid_out(form)
        form.take_keyboard()
        bring_up(form)

    def close_form(self) -> None:
        """Put the form away that stands open."""
        if self.form is not None:
            self.form.hide()
            self.form.deleteLater()
            self.form = None

    def go_to_top(self) -> None:
        """Show the column from its title on."""
        self._area.verticalScrollBar().setValue(0)

    def _build(self) -> None:
        for button in (self.updated, self.day, self.change, self.strike):
            self._acts.addWidget(button)
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[2])
        chip = QHBoxLayout()
        chip.addWidget(self.standing)
        chip.addStretch(1)
        column.addWidget(self.title)
        column.addLayout(chip)
        column.addLayout(self._acts)
        column.addLayout(self._forms)
        self._area: QScrollArea = scrolled_column([head, self.notes, self.due, facts_in(self._facts)])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._area)


class OfferPane(QWidget):
    """A column of the checklist that was not taken over."""

    def __init__(self) -> None:
        super().__init__()
        self.title = label("", "section", wrap=True)
        self.take = Button("采用", icon="check", role="primary")
        self.take_all = Button("没有采用的都采用", icon="list-checks", role="quiet", compact=True)
        self._facts = QGridLayout()
        acts = Flow()
        acts.addWidget(self.take)
        acts.addWidget(self.take_all)
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[2])
        column.addWidget(self.title)
        column.addLayout(acts)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled_column([head, facts_in(self._facts)]))

    def show_item(self, item: Item) -> None:
        """Show what the checklist says."""
        said = item.values
        self.title.setText(said["column"])
        facts = (
            ("类别", said.get("column_kind")),
            ("更新周期", said["cycle"]["text"]),
            ("最长间隔", f"{said['max_age_days']} 天"),
            ("严重程度", said.get("severity")),
            ("备注", said.get("remark")),
            ("出处", said.get("origin")),
        )
        show_facts(self._facts, ((what, words) for what, words in facts if words))


class MeasuresPane(QWidget):
    """The measures of an inspection."""

    def __init__(self) -> None:
        super().__init__()
        self.back = Button("回到栏目", icon="arrow-left", role="quiet", compact=True)
        self.list = RowList(_WORDS_LOOK, name="检查指标", hug=True)
        told = Paragraph(
            "到了数就是单项否决。程序只数栏目，别的几条要另外看；指标的原文没有见全的，写着核对程度。", "table"
        )
        line = QHBoxLayout()
        line.addWidget(label("检查指标", "section"), 1)
        line.addWidget(self.back)
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(line)
        column.addWidget(told)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled_column([head, self.list]))

    def show_measures(self, seen: ColumnsSeen) -> None:
        """Show how each measure stands."""
        self.list.set_rows(measure_rows(seen.measures))


class ImportPane(QWidget):
    """What a table would change; nothing is written before the clerk says so."""

    accepted = Signal()
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.planned: list[DatedColumn] = []
        self.told = Paragraph("", "table")
        self.accept = Button("记下", icon="check", role="primary", key="Ctrl+Enter")
        self.cancel = Button("算了", role="quiet")
        self.list = RowList(_WORDS_LOOK, name="表格里的栏目", hug=True)
        self.accept.clicked.connect(self.accepted)
        self.cancel.clicked.connect(self.given_up)
        buttons = QHBoxLayout()
        buttons.addWidget(self.accept)
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[2])
        column.addWidget(label("导入更新日期", "section"))
        column.addWidget(self.told)
        column.addLayout(buttons)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled_column([head, self.list]))

    def show_planned(self, planned: list[DatedColumn]) -> None:
        """Show what a table says, and what of it can be written down."""
        self.planned = planned
        newer = sum(each.standing == "newer" for each in planned)
        self.told.set_text(f"表格里有 {len(planned)} 个栏目，可以记下 {newer} 个的日期。")
        self.accept.setText(f"记下 {newer} 个")
        self.accept.setVisible(bool(newer))
        self.list.set_rows(planned_rows(planned))

    def take_keyboard(self) -> None:
        """Put the keyboard on what the clerk has to say."""
        (self.accept if self.accept.isVisible() else self.cancel).setFocus(Qt.FocusReason.OtherFocusReason)


class SidePane(QStackedWidget):
    """One of the panes, each made when it is first shown; nothing where there is none."""

    def __init__(self) -> None:
        super().__init__()
        self.nothing = QWidget()
        self.addWidget(self.nothing)

    @cached_property
    def column(self) -> ColumnPane:
        """One column."""
        return self._taken_in(ColumnPane())

    @cached_property
    def offer(self) -> OfferPane:
        """One column that was not taken over."""
        return self._taken_in(OfferPane())

    @cached_property
    def measures(self) -> MeasuresPane:
        """The measures of an inspection."""
        return self._taken_in(MeasuresPane())

    @cached_property
    def importing(self) -> ImportPane:
        """A table being taken in."""
        return self._taken_in(ImportPane())

    def has(self, part: str) -> bool:
        """Whether a pane was ever shown."""
        return part in vars(self)

    def is_shown(self, part: str) -> bool:
        """Whether a pane is shown now."""
        return self.has(part) and self.currentWidget() is vars(self)[part]

    def show_form(self, form: QWidget) -> None:
        """Show the form of a column."""
        self.setCurrentWidget(form)

    def _taken_in(self, pane):
        self.addWidget(pane)
        return pane
