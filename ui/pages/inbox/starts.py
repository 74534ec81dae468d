"""Start files: for which units, with which fields, to be handed in by when."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.calendar.typed_date import typed_date
from app.exchange.received import UnitStanding
from app.organisations import Organisation
from ui.theme import theme
from ui.theme.metrics import PAGE_PADDING, SPACE
from ui.widgets.action_bar import ActionBar
from ui.widgets.buttons import Button
from ui.widgets.field import Field
from ui.widgets.labels import label
from ui.widgets.rows import ITEMS, Row, RowList

_DUE_WIDTH = 240


@dataclass(frozen=True)
class StartsWanted:
    """Start files that are wanted; `fields` None are all fields, `due` None is no day."""

    units: tuple[Organisation, ...]
    fields: tuple[str, ...] | None
    due: date | None


class StartsView(QWidget):
    """Two lists to tick: units and fields."""

    wanted = Signal(object)
    """`StartsWanted`, with at least one unit."""
    closed = Signal()

    def __init__(self, fields: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._today = date.today()
        self._fields = fields
        self._units: list[UnitStanding] = []
        self._ticked: set[str] = set()
        self._concerned = {code for code, _ in fields}
        self.units = RowList(ITEMS, name="给哪些单位")
        self.fields = RowList(ITEMS, name="要填哪些领域")
        self.units.checked.connect(self._tick_unit)
        self.fields.checked.connect(self._tick_field)
        self._unit_count, self._field_count = label("", "table", "text-muted"), label("", "table", "text-muted")
        self.all_units, self.all_fields = Button("全选", compact=True), Button("全选", compact=True)
        self.all_units.clicked.connect(self._turn_units)
        self.all_fields.clicked.connect(self._turn_fields)
        self.due = QLineEdit()
        self.due.setPlaceholderText("例如 11月30日")
        self.due.setFixedWidth(theme().scaled(_DUE_WIDTH))
        self._due = Field("要求哪天前交回，可以不填", self.due)
        self.due.textChanged.connect(lambda: self._due.clear())
        self.back = Button("返回名册", icon="arrow-left")
        self.back.clicked.connect(self.closed)
        self.write = Button("写到文件夹", icon="folder-open", role="primary", key="Ctrl+Enter")
        self.write.clicked.connect(self.agree)
        self._bar = ActionBar([self.back], [self.write])
        self._lay_out()

    def begin(self, units: Sequence[UnitStanding], ticked: Collection[str], today: date) -> None:
        """Offer these units; those named by their ids are ticked."""
        self._units, self._ticked, self._today = list(units), set(ticked), today
        self._show()
        self.units.setFocus(Qt.FocusReason.OtherFocusReason)

    def agree(self) -> None:
        """Ask for the files, once the day is one or left out."""
        typed = self.due.text().strip()
        day = typed_date(typed, self._today)
        if typed and day is None:
            self._due.say_wrong("写成 11月30日 或 2026-11-30")
            self.due.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if self.write.isEnabled():
            units = tuple(each.unit for each in self._units if each.unit.id in self._ticked)
            codes = tuple(code for code, _ in self._fields if code in self._concerned)
            fields = None if len(codes) == len(self._fields) else codes
            self.wanted.emit(StartsWanted(units, fields, date.fromisoformat(day) if day else None))

    def _tick_unit(self, key: str, checked: bool) -> None:
        (self._ticked.add if checked else self._ticked.discard)(key)
        self._show()

    def _tick_field(self, key: str, checked: bool) -> None:
        (self._concerned.add if checked else self._concerned.discard)(key)
        self._show()

    def _turn_units(self) -> None:
        every = {each.unit.id for each in self._units}
        self._ticked = set() if self._ticked == every else every
        self._show()

    def _turn_fields(self) -> None:
        every = {code for code, _ in self._fields}
        self._concerned = set() if self._concerned == every else every
        self._show()

    def _show(self) -> None:
        self.units.set_rows(_unit_row(each, each.unit.id in self._ticked) for each in self._units)
        self.fields.set_rows(
            Row(code, name, number=code, checked=code in self._concerned) for code, name in self._fields
        )
        chosen, fields = len(self._ticked), len(self._concerned)
        self._unit_count.setText(f"{chosen} 个，一共 {len(self._units)} 个")
        self._field_count.setText(f"{fields} 个，一共 {len(self._fields)} 个")
        self.all_units.setText("全不选" if chosen == len(self._units) else "全选")
        self.all_fields.setText("全不选" if fields == len(self._fields) else "全选")
        self.write.setText(f"把 {chosen} 个开始文件写到文件夹" if chosen else "写到文件夹")
        why = "先勾上给哪些单位" if not chosen else "至少勾一个领域"
        self.write.set_available(bool(chosen and fields), why)
        self._bar.fit()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(PAGE_PADDING, SPACE[2], PAGE_PADDING, SPACE[2])
        head.setSpacing(SPACE[4])
        head.addWidget(label("开始文件", "section"), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._due)
        head.addStretch(1)
        lists = QHBoxLayout()
        lists.setSpacing(SPACE[3])
        lists.setContentsMargins(0, 0, 0, 0)
        lists.addLayout(_titled("给哪些单位", self._unit_count, self.all_units, self.units), 1)
        lists.addLayout(_titled("要填哪些领域", self._field_count, self.all_fields, self.fields), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(lists, 1)
        column.addWidget(self._bar)


def _titled(title: str, count: QWidget, turn: Button, rows: RowList) -> QVBoxLayout:
    head = QHBoxLayout()
    head.setContentsMargins(PAGE_PADDING, 4, SPACE[2], 4)
    head.setSpacing(SPACE[2])
    head.addWidget(label(title, "strong"))
    head.addWidget(count, 1)
    head.addWidget(turn)
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addLayout(head)
    column.addWidget(rows, 1)
    return column


def _unit_row(standing: UnitStanding, is_ticked: bool) -> Row:
    right = f"第{standing.round}轮" if standing.round else "没交"
    return Row(standing.unit.id, standing.unit.name, right=right, right_role="text-muted", checked=is_ticked)
