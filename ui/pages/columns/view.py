"""The layout of website columns: the columns under notes and tabs; beside them one column, the measures of an
inspection, a table being taken in, or the form of a column."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.registers.column_import import DatedColumn
from app.registers.column_standings import STANDING_WORDS, ColumnLine
from app.standards.models import Item
from ui.pages.columns.reading import ColumnsSeen
from ui.pages.columns.rows import (
    LOOKS,
    column_facts,
    column_notes,
    due_sentence,
    measure_rows,
    planned_rows,
    updated_words,
)
from ui.pages.notices.view import NoteStack
from ui.pages.registers.records import RecordList
from ui.theme.metrics import SPACE
from ui.widgets.buttons import Button
from ui.widgets.facts import Facts
from ui.widgets.flow import Flow
from ui.widgets.labels import Paragraph, label
from ui.widgets.reached_panel import ReachedPanel
from ui.widgets.record_view import RecordView, standing_chip
from ui.widgets.rows import FINDINGS, RowList
from ui.widgets.scrolled import scrolled_column

_WORDS_LOOK = replace(FINDINGS, left=4, right_padding=4)


class ColumnsPane(RecordList):
    """The measures that are met stand above the columns."""

    def __init__(self) -> None:
        measures = Button(
            "检查指标", icon="list-checks", role="quiet", compact=True, tip="超期、空白的栏目到没到否决的数"
        )
        tables = Button("导入导出", icon="table-2", role="quiet", compact=True)
        super().__init__("网站栏目", "找栏目", "找栏目：名称、类别、科室", beside=_side_by_side(measures, tables))
        self.measures, self.tables = measures, tables


def _side_by_side(*buttons: Button) -> QWidget:
    inside = QWidget()
    row = QHBoxLayout(inside)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    for button in buttons:
        row.addWidget(button)
    return inside


class ColumnPane(RecordView):
    """One column: how it stands, what can be done, how that was reached, what is filled in."""

    def __init__(self) -> None:
        super().__init__()
        self.updated = Button("今天更新了", icon="check", compact=True)
        self.day = Button("记更新日期", icon="calendar-days", compact=True)
        self.change = Button("改栏目", icon="pencil", compact=True, key="Ctrl+Enter")
        self.strike = Button("划去", icon="x", role="quiet", compact=True, tip="本单位没有这一栏，可以撤销")
        self.notes, self.due, self.facts = NoteStack(), ReachedPanel("更新期限"), Facts()
        self.lay_out([self.updated, self.day, self.change, self.strike], [self.notes, self.due, self.facts])

    def show_line(self, line: ColumnLine, seen: ColumnsSeen) -> None:
        """Show a column."""
        self.show_head(line.name, standing_chip(*LOOKS[line.standing], STANDING_WORDS[line.standing]))
        self.updated.setText(updated_words(line))
        self.updated.setVisible(not line.waits or line.updated is not None)
        self.day.setText("记收到留言的日期" if line.waits else "记更新日期")
        self.due.show_day(due_sentence(line), line.reached)
        self.notes.show_notes(column_notes(line, seen))
        self.facts.show_facts(column_facts(seen.definition, line))


class OfferPane(QWidget):
    """A column of the checklist that was not taken over."""

    def __init__(self) -> None:
        super().__init__()
        self.title = label("", "section", wrap=True)
        self.take = Button("采用", icon="check", role="primary")
        self.take_all = Button("没有采用的都采用", icon="list-checks", role="quiet", compact=True)
        self.facts = Facts()
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
        whole.addWidget(scrolled_column([head, self.facts]))

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
        self.facts.show_facts(((what, words) for what, words in facts if words))


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
