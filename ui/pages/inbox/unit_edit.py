"""One unit of the roster: its facts to be changed, its computers to be revoked, itself to be taken off."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout

from app.exchange.roster_changes import Device
from app.organisations import Organisation
from ui.pages.inbox.roster_words import DEVICE_HEADS, device_cells
from ui.theme.metrics import PAGE_PADDING
from ui.widgets.buttons import Button
from ui.widgets.field import Field
from ui.widgets.flow import Flow
from ui.widgets.labels import Paragraph, label
from ui.widgets.tables import TextTable

_NO_DEVICES = "还没有认可过它的电脑。收到它报来的第一份文件时，核对指纹认可。"
_DEVICES = "它的电脑。停用以后，那台电脑签的文件不再收；以前收下的还在。"


class UnitEdit(QFrame):
    """Stands on top of the roster while one unit is looked at."""

    kept = Signal(str, str, str)
    """Name, code and contact as they stand in the fields."""
    revoked = Signal(str)
    """The fingerprint of a computer that shall be believed no longer."""
    removed = Signal()
    released = Signal()
    """The unit is no longer below us."""
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "raised")
        self.setProperty("line", "bottom")
        self.unit: Organisation | None = None
        self._title = label("", "strong")
        self.name, self.code, self.contact = QLineEdit(), QLineEdit(), QLineEdit()
        self._name = Field("名称", self.name)
        self._says = Paragraph("", "table", "text-muted")
        self.devices = TextTable(name="它的电脑", hug=True)
        self.devices.acted.connect(lambda key, _: self.revoked.emit(key))
        self.keep = Button("存下", icon="check", role="primary", key="Enter")
        self.remove = Button("从名册删去", icon="trash-2")
        self.release = Button("移出名册…", icon="log-out", tip="它不再归本单位：不再收它的文件，收下的内容留着")
        self.no = Button("收起")
        for editor in (self.name, self.code, self.contact):
            editor.setMinimumWidth(200)
            editor.returnPressed.connect(self._keep)
        self.keep.clicked.connect(self._keep)
        self.remove.clicked.connect(self.removed)
        self.release.clicked.connect(self.released)
        self.no.clicked.connect(self.closed)
        self._lay_out()

    def show_unit(self, unit: Organisation, devices: Sequence[Device], now: datetime, *, heard_of: bool) -> None:
        """Show a unit; what is being typed about the same one stays."""
        is_same = self.unit is not None and self.unit.id == unit.id
        self.unit = unit
        if not is_same:
            for editor, text in ((self.name, unit.name), (self.code, unit.code), (self.contact, unit.contact)):
                editor.setText(text)
        self._title.setText(f"{unit.name}（{unit.facts.label}）")
        self._says.set_text(_DEVICES if devices else _NO_DEVICES)
        cells = [device_cells(device, now) for device in devices]
        self.devices.set_table(DEVICE_HEADS, cells, [device.fingerprint for device in devices])
        self.devices.setVisible(bool(devices))
        self.remove.setVisible(not heard_of)
        self.release.setVisible(heard_of)

    def forget(self) -> None:
        """Show the next unit as it stands on the roster."""
        self.unit = None

    def _keep(self) -> None:
        if not self.name.text().strip():
            self._name.say_wrong("写上单位的名称")
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._name.clear()
        self.kept.emit(self.name.text(), self.code.text(), self.contact.text())

    def _lay_out(self) -> None:
        fields = Flow(gap=12)
        for field in (self._name, Field("代码，可以不填", self.code), Field("找谁，电话", self.contact)):
            fields.addWidget(field)
        buttons = Flow(gap=8)
        for button in (self.keep, self.remove, self.release, self.no):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE_PADDING, 10, PAGE_PADDING, 12)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addLayout(fields)
        column.addWidget(self._says)
        column.addWidget(self.devices)
        column.addLayout(buttons)
