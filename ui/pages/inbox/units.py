"""The roster of units below: who they are, which computers are known, what came from them."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.exchange.received import UnitStanding
from app.exchange.roster import kinds_below
from app.organisations import KINDS
from ui.editors.quiet_combo import QuietCombo
from ui.pages.inbox.roster_words import START, UNIT_HEADS, unit_cells
from ui.pages.inbox.unit_edit import UnitEdit
from ui.theme.metrics import PAGE_PADDING, SPACE
from ui.widgets.buttons import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.field import Field
from ui.widgets.fitting_scroll import FittingScroll
from ui.widgets.flow import Flow
from ui.widgets.labels import ElidedLabel, label
from ui.widgets.tables import TextTable

# So much of a unit stays in sight in a low window, in pixels at 100 %.
_LEAST_EDIT = 150


@dataclass(frozen=True)
class NewUnit:
    """What was written into the form."""

    name: str
    kind: str
    code: str
    contact: str


class UnitForm(QFrame):
    """Writes one unit after the other into the roster; Enter in a field does it."""

    filled = Signal(object)
    """A `NewUnit` with a name."""
    closed = Signal()

    def __init__(self, own_kind: str) -> None:
        super().__init__()
        self.setProperty("surface", "raised")
        self.setProperty("line", "bottom")
        self.name, self.code, self.contact, self.kind = QLineEdit(), QLineEdit(), QLineEdit(), QuietCombo([])
        for kind in kinds_below(own_kind):
            self.kind.addItem(KINDS[kind].label, kind)
        self._name = Field("名称，例如 兴隆镇、白马村", self.name)
        fields = Flow(gap=12)
        others = (Field("类别", self.kind), Field("行政区划代码，可以不填", self.code))
        for field in (self._name, *others, Field("找谁，电话", self.contact)):
            field.editor.setMinimumWidth(190)
            fields.addWidget(field)
        self.yes = Button("登记", icon="plus", role="primary", key="Enter")
        self.no = Button("收起")
        self.yes.clicked.connect(self._send)
        self.no.clicked.connect(self.closed)
        for editor in (self.name, self.code, self.contact):
            editor.returnPressed.connect(self._send)
        self.name.textChanged.connect(lambda: self._name.clear())
        self._lay_out(fields)

    def begin(self) -> None:
        """Start with an empty name; kind stays, because units of one kind are written down together."""
        for editor in (self.name, self.code, self.contact):
            editor.clear()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self, fields: Flow) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE_PADDING, 10, PAGE_PADDING, 12)
        column.setSpacing(10)
        column.addLayout(fields)
        row = QHBoxLayout()
        row.addWidget(self.yes)
        row.addWidget(self.no)
        row.addStretch(1)
        column.addLayout(row)

    def _send(self) -> None:
        name = self.name.text().strip()
        if not name:
            self._name.say_wrong("写上单位的名称")
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.filled.emit(NewUnit(name, self.kind.currentData(), self.code.text(), self.contact.text()))


class RosterView(QWidget):
    """Head with what can be done, the form when asked for, the units."""

    starts_asked = Signal(str)
    """Id of the unit a start file is for, "" for all."""
    paste_asked = Signal()
    edit_asked = Signal(str)
    """Id of the unit that shall be changed."""

    def __init__(self, form: UnitForm, edit: UnitEdit) -> None:
        super().__init__()
        self._count = ElidedLabel("", "table", "text-muted")
        self.add = Button("登记单位", icon="plus", compact=True)
        self.paste = Button("粘贴名单", icon="clipboard-paste", key="Ctrl+V", compact=True)
        self.all_starts = Button(
            "开始文件", icon="folder-open", compact=True, tip="给选中的单位各写一份，放进一个文件夹"
        )
        self.form, self.edit = form, edit
        self._edit_room = FittingScroll(self.edit, _LEAST_EDIT)
        self.table = TextTable(name="单位名册")
        self._empty = EmptyState(
            "building-2", "名册上还没有单位", "登记了下级单位，它们报来的文件才收得下；开始文件给它们建立工作文件用。"
        )
        self._first = Button("登记单位", icon="plus", role="primary")
        self._first_paste = Button("粘贴名单", icon="clipboard-paste", key="Ctrl+V")
        self._empty.add_action("plus", "写下第一个单位", "名称和类别就够了", self._first)
        self._empty.add_action(
            "clipboard-paste", "从 Excel 粘贴", "名称、代码、联系人、电话，一次贴许多单位", self._first_paste
        )
        self._connect()
        self._lay_out()
        for widget in (self.form, self.edit, self._edit_room, self.add, self.paste, self.all_starts):
            widget.hide()

    def show_units(self, units: list[UnitStanding], now: datetime) -> None:
        """Show the roster."""
        had_focus = self._empty.isAncestorOf(self.window().focusWidget())
        admitted = sum(bool(unit.devices) for unit in units)
        self._count.setText(f"{len(units)} 个，{admitted} 个认可过电脑" if units else "")
        for button in (self.add, self.paste, self.all_starts):
            button.setVisible(bool(units))
        self.table.set_table(UNIT_HEADS, [unit_cells(unit, now) for unit in units], [unit.unit.id for unit in units])
        self.table.setVisible(bool(units))
        if units and had_focus:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._empty.setVisible(not units and self.form.isHidden())
        self._rest.setVisible(not units and not self.form.isHidden())

    def open_form(self) -> None:
        """Show the form and go to its first field."""
        self.close_edit()
        self.form.show()
        self._empty.hide()
        self._rest.setVisible(self.table.isHidden())
        self.form.begin()

    def open_edit(self) -> None:
        """Show the unit that is being changed."""
        self.form.hide()
        self.edit.show()
        self._edit_room.show()
        self.edit.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_edit(self) -> None:
        """Be done with changing a unit."""
        had_focus = self.edit.isAncestorOf(self.window().focusWidget())
        self.edit.forget()
        self.edit.hide()
        self._edit_room.hide()
        if had_focus:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect(self) -> None:
        for button in (self.add, self._first):
            button.clicked.connect(self.open_form)
        for button in (self.paste, self._first_paste):
            button.clicked.connect(self.paste_asked)
        self.form.closed.connect(self._close_form)
        self.edit.closed.connect(self.close_edit)
        self.all_starts.clicked.connect(lambda: self.starts_asked.emit(""))
        self.table.acted.connect(self._act)
        self.table.opened.connect(self.edit_asked)

    def _act(self, key: str, code: str) -> None:
        (self.starts_asked if code == START else self.edit_asked).emit(key)

    def _close_form(self) -> None:
        self.form.hide()
        self._rest.hide()
        self._empty.setVisible(self.table.isHidden())
        asked = self.add if self.add.isVisible() else self._first
        asked.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(PAGE_PADDING, 8, PAGE_PADDING, 8)
        head.setSpacing(SPACE[2])
        head.addWidget(label("单位名册", "section"))
        head.addWidget(self._count, 1)
        for button in (self.add, self.paste, self.all_starts):
            head.addWidget(button)
        self._rest = QWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        for widget in (self.form, self._edit_room):
            column.addWidget(widget)
        for widget in (self.table, self._empty, self._rest):
            column.addWidget(widget, 1)
