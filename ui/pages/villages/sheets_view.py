"""Which village's sheet is missing, and printing the month's sheets of all."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.products.notice import PAPERS
from app.villages.overview import Overview, first_of_month, month_words
from app.villages.units import MyUnit, is_same_file
from ui.pages.notices.view import NoteStack
from ui.pages.villages.sheet_words import OPEN, sheet_cells, sheet_heads, standing_words
from ui.theme.metrics import PAGE_PADDING, SPACE
from ui.widgets.action_bar import ActionBar
from ui.widgets.buttons import Button
from ui.widgets.flow import Flow
from ui.widgets.labels import ElidedLabel, label
from ui.widgets.note import Note
from ui.widgets.segments import FilterTabs
from ui.widgets.tables import TextTable

EACH, JOINED = "each", "joined"


class SheetsView(QWidget):
    """The month on top, the table of villages, how to print at the foot."""

    month_chosen = Signal(object)
    """Another month (its first day)."""
    opened = Signal(str)
    """The unit (id) whose workspace shall be opened."""

    def __init__(self) -> None:
        super().__init__()
        self.month = first_of_month(date.today())
        self._this_month = self.month
        self._months = label("", "section")
        self._before = Button("", icon="chevron-left", role="quiet", tip="上一个月")
        self._after = Button("", icon="chevron-right", role="quiet", tip="下一个月")
        self._words = ElidedLabel("", "table", "text-muted")
        self.choose = Button("各村要有哪几张", icon="list-checks", compact=True)
        self.notes = NoteStack()
        self.table = TextTable(name="各村的公示")
        self.form = FilterTabs([(JOINED, "", "合成一个 PDF"), (EACH, "", "每个村一个")])
        self.papers = FilterTabs([(paper, "", paper) for paper in PAPERS[:2]])
        self.only_unprinted = QCheckBox("只印还没打印过的")
        self.only_unprinted.setChecked(True)
        self.split = Button("分一张名单", icon="split")
        self.save = Button("存成 PDF", icon="file-down", key="Ctrl+S")
        self.print = Button("打印这个月的", icon="printer", role="primary", key="Ctrl+P")
        self._before.clicked.connect(lambda: self._go(-1))
        self._after.clicked.connect(lambda: self._go(1))
        self.table.acted.connect(lambda key, code: self.opened.emit(key) if code == OPEN else None)
        self.notes.hide()
        self._lay_out()
        self.show_month(self.month)

    def show_month(self, month: date) -> None:
        """Say which month is shown. Sheets of months to come cannot be there."""
        self.month = month
        self._months.setText(month_words(month))
        self._after.set_available(month < self._this_month, "后面的月份还没有到")

    def show_overview(self, seen: Overview, open_unit: MyUnit | None) -> None:
        """Show how all villages stand."""
        self._words.setText(standing_words(seen))
        cells = [sheet_cells(village, seen.expected, village.unit == open_unit) for village in seen.villages]
        self.table.set_table(sheet_heads(seen.expected), cells, [village.unit.id for village in seen.villages])
        if seen.villages and not self.table.current_key():
            self.table.set_current(seen.villages[0].unit.id)
        count = sum(village.this_month for village in seen.villages)
        for button in (self.save, self.print):
            button.set_available(bool(count), f"{month_words(seen.month)}各村都还没有做公示")

    def show_note(self, note: Note | None) -> None:
        """Tell what came of printing."""
        self.notes.show_notes([note] if note else [])

    def _go(self, months: int) -> None:
        number = self.month.year * 12 + self.month.month - 1 + months
        self.month_chosen.emit(date(number // 12, number % 12 + 1, 1))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(PAGE_PADDING, SPACE[2], PAGE_PADDING, SPACE[2])
        head.setSpacing(SPACE[1])
        for widget in (self._before, self._months, self._after):
            head.addWidget(widget)
        head.addSpacing(SPACE[2])
        head.addWidget(self._words, 1)
        head.addWidget(self.choose)
        notes = QVBoxLayout()
        notes.setContentsMargins(PAGE_PADDING, 0, PAGE_PADDING, SPACE[2])
        notes.addWidget(self.notes)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(notes)
        column.addWidget(self.table, 1)
        column.addWidget(self._print_line())
        column.addWidget(ActionBar([self.split], [self.save, self.print]))

    def _print_line(self) -> QFrame:
        line = QFrame()
        line.setProperty("surface", "raised")
        line.setProperty("line", "top")
        flow = Flow(gap=SPACE[4], line_gap=4)
        for widget in (self.form, self.papers, self.only_unprinted):
            flow.addWidget(widget)
        row = QVBoxLayout(line)
        row.setContentsMargins(PAGE_PADDING, SPACE[2], PAGE_PADDING, SPACE[2])
        row.addLayout(flow)
        return line


def open_unit_of(units: tuple[MyUnit, ...], path) -> MyUnit | None:
    """Return the unit whose workspace is the open one."""
    return next((unit for unit in units if is_same_file(unit.path, path)), None)
