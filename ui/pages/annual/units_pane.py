"""各单位的年报: who handed in and who did not, and where what comes is taken in."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.registers.annual_units import UNCONFIRMED
from ui.pages.annual.reading import AnnualSeen
from ui.pages.annual.rows import unit_rows
from ui.pages.notices.view import NoteStack
from ui.theme.metrics import PAGE_PADDING, SPACE
from ui.widgets.buttons import Button
from ui.widgets.labels import label
from ui.widgets.note import Note
from ui.widgets.rows import TASKS, RowList


class UnitsPane(QWidget):
    """The units on the roster that write a report."""

    acted = Signal(str, str)
    """The id of a unit and what shall be done: `rows.GO` or `rows.TAKE`."""

    def __init__(self) -> None:
        super().__init__()
        self.title = label("", "section", wrap=True)
        self.take = Button("收年报", icon="file-input", compact=True, tip="Word、Excel、网页里按统一格式的三张表")
        self.roster = Button("去登记单位", icon="building-2", compact=True)
        self._none = QWidget()
        self.notes = NoteStack()
        self.list = RowList(TASKS, name="各单位的年报")
        self.nothing = label("", "body", "text-muted", wrap=True)
        self._build()

    @property
    def in_order(self) -> tuple[QWidget, ...]:
        """What Tab goes through."""
        return self.take, self.roster, self.list

    def show_units(self, seen: AnnualSeen) -> None:
        """Show who handed in the report of a year."""
        units = seen.units
        told, missing = len(units.reports), len(units.missing)
        self.title.setText(f"{units.year}年：收到 {told} 个单位的，还差 {missing} 个（{UNCONFIRMED}）")
        rows = unit_rows(seen)
        self.list.set_rows(rows)
        self.list.setVisible(bool(rows))
        self.nothing.setText("名册上还没有写年报的单位（乡镇、街道、部门）。先登记，再收它们的年报。")
        self.nothing.setVisible(not rows)
        self._none.setVisible(not rows)

    def show_taken(self, notes: Sequence[Note]) -> None:
        """Say what became of files."""
        self.notes.show_notes(notes)

    def _build(self) -> None:
        head = QFrame()
        head.setProperty("line", "bottom")
        line = QHBoxLayout(head)
        line.setContentsMargins(PAGE_PADDING, SPACE[2], SPACE[3], SPACE[2])
        line.addWidget(self.title, 1)
        line.addWidget(self.take)
        self.nothing.setContentsMargins(PAGE_PADDING, SPACE[3], PAGE_PADDING, 0)
        self.notes.setContentsMargins(SPACE[3], SPACE[2], SPACE[3], SPACE[2])
        beside = QHBoxLayout(self._none)
        beside.setContentsMargins(PAGE_PADDING, SPACE[2], PAGE_PADDING, SPACE[2])
        beside.addWidget(self.roster)
        beside.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        for widget in (head, self.notes, self.nothing, self._none):
            whole.addWidget(widget)
        whole.addWidget(self.list, 1)
        whole.addStretch(0)
        self.notes.hide()
        self.list.acted.connect(self.acted)
