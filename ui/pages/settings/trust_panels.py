"""Panels about trust: this computer's fingerprint, and the parent whose files are believed."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from app.errors import UsageError
from app.exchange.keys import parse_fingerprint
from app.exchange.roster_changes import Device
from ui.pages.inbox.roster_words import DEVICE_HEADS, device_cells
from ui.theme.metrics import SPACE
from ui.widgets.buttons import Button
from ui.widgets.field import Field
from ui.widgets.flow import Flow
from ui.widgets.labels import Paragraph, label
from ui.widgets.panel import Panel
from ui.widgets.tables import Cell, Head, TextTable

_COLUMNS = 3
_HEADS = (Head("谁的", 110, 1), *DEVICE_HEADS)


class FingerprintPanel(Panel):
    """Six groups of five digits, to be read out on the telephone."""

    copied = Signal()

    def __init__(self) -> None:
        super().__init__("本机指纹")
        self._copy = Button("复制", icon="copy")
        self._copy.clicked.connect(self._put_on_clipboard)
        self.add_to_head(self._copy)
        self._groups = [label("", "display") for _ in range(6)]
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE[5])
        grid.setVerticalSpacing(SPACE[1])
        grid.setColumnStretch(_COLUMNS, 1)
        for number, group in enumerate(self._groups):
            group.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(group, number // _COLUMNS, number % _COLUMNS)
        self._digits = QWidget()
        self._digits.setLayout(grid)
        grid.setContentsMargins(0, 0, 0, 0)
        self._words = Paragraph("", "table", "text-muted")
        self.body.addWidget(self._digits)
        self.body.addWidget(self._words)
        self.fingerprint = ""

    def show_fingerprint(self, fingerprint: str, trouble: str) -> None:
        """Show the fingerprint, or why there is none."""
        self.fingerprint = fingerprint
        self._digits.setVisible(bool(fingerprint))
        self._digits.setAccessibleName(f"本机指纹 {fingerprint}")
        self._copy.set_available(bool(fingerprint), "本机的签名钥匙读不出来")
        for group, text in zip(self._groups, fingerprint.split() or [""] * 6, strict=True):
            group.setText(text)
        self._words.set_text(
            trouble
            or "上级第一次收您的文件、下级第一次收您的文件，都会打电话问。把六组数字念给对方，两边一样才算数。"
            "换了电脑，数字就变了。"
        )

    def shown(self) -> str:
        """The fingerprint as it stands on the panel."""
        return " ".join(group.text() for group in self._groups)

    def _put_on_clipboard(self) -> None:
        QGuiApplication.clipboard().setText(self.fingerprint)
        self.copied.emit()


class ParentPanel(Panel):
    """The parent's computers that are believed, and admitting one after its fingerprint was read out."""

    file_asked = Signal()
    compared = Signal(str)
    """The fingerprint was typed and shall be compared."""
    withdrawn = Signal(str)
    """The fingerprint of a computer that shall be believed no longer."""

    def __init__(self) -> None:
        super().__init__("上级和同事的电脑")
        self._words = Paragraph()
        self._choose = Button("认可一台电脑", icon="shield-check", tip="用对方给的文件，核对指纹以后认可")
        self._choose.clicked.connect(self.file_asked)
        self._whose = Paragraph("", "strong")
        self.typed = QLineEdit()
        self.typed.setPlaceholderText("六组数字，每组五个")
        self.field = Field("电话里念的指纹", self.typed)
        compare = Button("核对并认可", icon="check")
        leave = Button("不认可了", role="quiet")
        compare.clicked.connect(self._compare)
        self.typed.returnPressed.connect(self._compare)
        leave.clicked.connect(self.close_form)
        self._form = QWidget()
        form = QVBoxLayout(self._form)
        form.setContentsMargins(0, 0, 0, 0)
        form.addWidget(self._whose)
        form.addWidget(self.field)
        buttons = Flow()
        buttons.addWidget(compare)
        buttons.addWidget(leave)
        form.addLayout(buttons)
        self.devices = TextTable(name="认可过的电脑", hug=True)
        self.devices.acted.connect(lambda key, _: self.withdrawn.emit(key))
        self.devices.hide()
        self.body.addWidget(self._words)
        self.body.addWidget(self.devices)
        self.body.addWidget(self._form)
        self.body.addWidget(self._choose, 0, Qt.AlignmentFlag.AlignLeft)
        self.close_form()

    def show_parent(self, name: str, devices: Sequence[str]) -> None:
        """Show who is above and how many of its computers are believed."""
        above = f"上级是{name}。" if name else "还没有登记上级。"
        believed = f"已认可 {len(devices)} 台电脑。" if devices else "还没有认可它的电脑，它发来的文件收不进来。"
        self._words.set_text(above + (believed if name else "用上级发的开始文件认可它，审核意见和回执才收得进来。"))

    def show_devices(self, known: Sequence[tuple[str, Device]], now: datetime) -> None:
        """Show the computers that are or were believed, each with the unit it is of."""
        cells = [[Cell(whose), *device_cells(device, now)] for whose, device in known]
        self.devices.set_table(_HEADS, cells, [device.fingerprint for _, device in known])
        self.devices.setVisible(bool(known))

    def ask_for_fingerprint(self, sender: str) -> None:
        """Ask for the digits that the sender reads out."""
        self._whose.set_text(f"文件是{sender}的。打电话给{sender}，请对方打开“设置”，念“本机指纹”。")
        self.typed.clear()
        self.field.clear()
        self._form.show()
        self._choose.hide()
        self.typed.setFocus()

    def close_form(self) -> None:
        """Be done with asking; the keyboard stays in this panel."""
        focused = QApplication.focusWidget()
        self._choose.show()
        if focused is not None and self._form.isAncestorOf(focused):
            self._choose.setFocus()
        self._form.hide()

    def _compare(self) -> None:
        """Ask for the comparison once the digits are a fingerprint at all."""
        try:
            digits = parse_fingerprint(self.typed.text())
        except UsageError as error:
            self.field.say_wrong(error.message)
        else:
            self.field.clear()
            self.compared.emit(digits)
