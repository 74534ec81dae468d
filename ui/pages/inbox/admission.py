"""Admitting a sender: its fingerprint compared on the telephone, and which unit of the roster it is."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.exchange.looking import Look
from app.exchange.received import UnitStanding
from app.exchange.roster import kinds_below
from app.organisations import KINDS
from ui.editors.quiet_combo import QuietCombo
from ui.pages.inbox.fingerprint import FingerprintView, compared, is_whole
from ui.theme import theme
from ui.theme.metrics import PAGE_PADDING
from ui.widgets.buttons import Button
from ui.widgets.field import Field
from ui.widgets.flow import Flow
from ui.widgets.labels import Paragraph, label
from ui.widgets.scrolled import FollowingArea

_TYPED_WIDTH = 480
_NEW = "登记成新单位"
_ASK = "请打电话给对方，让对方念“设置”里的本机指纹，逐组对上再认可。电话号码用您自己知道的，不用文件里写的。"
_ALL_SIX = "六组数字都对上才能认可"
_TITLES = {
    "unit": "“{}”还没有登记",
    "first-device": "“{}”第一次报来",
    "device": "“{}”换了一台电脑",
    "own-device": "“{}”的另一台电脑",
    "parent": "上级“{}”",
}


@dataclass(frozen=True)
class Admission:
    """What the clerk decided: the fingerprint as typed, and the unit; `kind` only where it is a new one."""

    look: Look
    typed: str
    unit: str | None
    code: str = ""
    kind: str | None = None


class AdmissionPanel(FollowingArea):
    """Stands below the files, in the place of the register, while a sender is being admitted."""

    admitted = Signal(object)
    """An `Admission` whose fingerprint was typed in full and is the file's."""
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._look: Look | None = None
        self._title = label("", "section", wrap=True)
        self._facts = label("", "table", "text-muted", wrap=True)
        self.fingerprint = FingerprintView()
        self._make_fields()
        self._make_buttons()
        self._lay_out()

    def show_sender(self, look: Look, roster: list[UnitStanding], own_kind: str) -> None:
        """Ask about the sender of a file."""
        is_same = self._look is not None and self._look.path == look.path
        self._look = look
        sender = look.sender
        self._title.setText(_TITLES[look.claim].format(sender.name))
        self._facts.setText(
            f"文件里写的：{sender.name}，{KINDS[sender.kind].label}，代码 {sender.code or '没有填'}。"
            "名称和代码谁都能写，要认的是指纹。"
        )
        self._offer_units(look, roster, own_kind)
        if not is_same:
            self.typed.clear()
        self._compare()
        self.typed.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what is being typed in sight where the window is low."""
        super().resizeEvent(event)
        if self.typed.hasFocus():
            self.ensureWidgetVisible(self._typed)

    def _make_fields(self) -> None:
        self.typed = QLineEdit()
        self.typed.setPlaceholderText("30 个数字，空格写不写都行")
        self.typed.textChanged.connect(self._compare)
        self.typed.returnPressed.connect(self._admit)
        self._typed = Field("电话里念的指纹", self.typed)
        self.unit = QuietCombo([])
        self.unit.currentIndexChanged.connect(self._choose_unit)
        self._unit = Field("它是名册里的哪一个", self.unit)
        self.name, self.code, self.kind = QLineEdit(), QLineEdit(), QuietCombo([])
        self._new = [Field("名称", self.name), Field("代码", self.code), Field("类别", self.kind)]

    def _make_buttons(self) -> None:
        self.yes = Button("认可", icon="shield-check", role="primary", key="Enter")
        self.no = Button("先不认", key="Esc")
        self.yes.clicked.connect(self._admit)
        self.no.clicked.connect(self.closed)
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, context=within).activated.connect(self.closed)

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setProperty("surface", "window")
        column = QVBoxLayout(inside)
        column.setContentsMargins(PAGE_PADDING, 12, PAGE_PADDING, 14)
        column.setSpacing(8)
        for part in (self._title, self._facts, self.fingerprint, Paragraph(_ASK, "table")):
            column.addWidget(part)
        self.typed.setMaximumWidth(theme().scaled(_TYPED_WIDTH))
        column.addWidget(self._typed)
        fields = Flow(gap=12)
        for field in (self._unit, *self._new):
            field.editor.setMinimumWidth(190)
            fields.addWidget(field)
        column.addLayout(fields)
        buttons = QHBoxLayout()
        buttons.addWidget(self.yes)
        buttons.addWidget(self.no)
        buttons.addStretch(1)
        column.addSpacing(4)
        column.addLayout(buttons)
        column.addStretch(1)
        self.setWidget(inside)

    def _offer_units(self, look: Look, roster: list[UnitStanding], own_kind: str) -> None:
        free = [standing.unit.name for standing in roster if not standing.devices]
        self.unit.clear()
        self.unit.addItems([*free, _NEW])
        self.unit.setCurrentIndex(free.index(look.sender.name) if look.sender.name in free else len(free))
        kinds = kinds_below(own_kind)
        self.kind.clear()
        for kind in kinds:
            self.kind.addItem(KINDS[kind].label, kind)
        self.kind.setCurrentIndex(kinds.index(look.sender.kind) if look.sender.kind in kinds else 0)
        self.name.setText(look.sender.name)
        self.code.setText(look.sender.code)
        self._unit.setVisible(look.claim == "unit")
        self._choose_unit()

    def _choose_unit(self) -> None:
        is_new = self._look is not None and self._look.claim == "unit" and self.unit.currentText() == _NEW
        for field in self._new:
            field.setVisible(is_new)

    def _compare(self) -> None:
        if self._look is None:
            return
        typed, whole = self.typed.text(), is_whole(self._look.fingerprint, self.typed.text())
        self.fingerprint.show_fingerprint(self._look.fingerprint, typed)
        states = compared(self._look.fingerprint, typed)
        if False in states:
            wrong = states.index(False) + 1
            self._typed.say_wrong(f"第 {wrong} 组对不上。请让对方再念一遍；还对不上就不要认可，也不要收这份文件。")
        elif typed and not whole and all(states):
            self._typed.say_wrong("多打了几个数字，删掉多的。")
        else:
            matching = sum(state is True for state in states)
            # A line stands here at all times: the button below stays where the hand is.
            self._typed.say("六组都对上了" if whole else f"对上了 {matching} 组，一共六组" if typed else _ALL_SIX)
        self.yes.set_available(whole, _ALL_SIX)

    def _admit(self) -> None:
        if self._look is None or not self.yes.isEnabled():
            return
        typed, unit = self.typed.text(), self.unit.currentText()
        if self._look.claim != "unit":
            self.admitted.emit(Admission(self._look, typed, None))
        elif unit != _NEW:
            self.admitted.emit(Admission(self._look, typed, unit))
        else:
            new = self.name.text(), self.code.text(), self.kind.currentData()
            self.admitted.emit(Admission(self._look, typed, *new))
