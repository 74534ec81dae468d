"""What can be set about the part that is chosen: its words, how it is read, how large its characters are."""

from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.boards.stored_board import BoardPart
from ui.pages.board.place_form import PlaceForm
from ui.theme import theme
from ui.theme.theme import is_look_change
from ui.widgets.field import Field
from ui.widgets.flow import Flow
from ui.widgets.labels import label
from ui.widgets.segments import Segments

_TYPING_MS = 700
_TEXT_LINES = 4
_HIGHEST = 500.0


class PartForm(QWidget):
    """Shows one part; what is typed becomes a change when the clerk pauses or goes on."""

    changed = Signal(object)
    """The part as it shall be."""

    def __init__(self) -> None:
        super().__init__()
        self._part: BoardPart | None = None
        self._shows = False
        self.heading, self.text, self.address = QLineEdit(), QPlainTextEdit(), QLineEdit()
        self.near = QCheckBox("近看")
        self.coded = QCheckBox("名单进二维码")
        self.sheet = Segments([("A4", "", "A4"), ("A3", "", "A3")])
        self.count = QSpinBox()
        self.height_mm = QDoubleSpinBox()
        self.place = PlaceForm()
        self._soon = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._soon.timeout.connect(self.take)
        self._lay_out()
        self._connect()

    def show_part(self, part: BoardPart | None, *, has_list: bool = False) -> None:
        """Show a part (`has_list`: of a notice with one), or nothing. What is being typed into the same part stays."""
        self.coded.setVisible(has_list)
        if part == self._part:
            return
        is_same = part is not None and self._part is not None and part.id == self._part.id
        if not is_same:
            self.take()
        self._part, self._shows = part, True
        if part is not None:
            self._fill(part, keep_typed=is_same)
        self._shows = False
        self.setVisible(part is not None)

    def fields(self) -> list[QWidget]:
        """What takes the keyboard, from the top."""
        slots = [*self.sheet.buttons, self.count]
        return [
            self.heading,
            self.text,
            *slots,
            self.near,
            self.coded,
            self.address,
            self.height_mm,
            *self.place.fields(),
        ]

    def take(self) -> None:
        """Make what is typed a change now."""
        self._soon.stop()
        part = self._part
        if part is None or self._shows:
            return
        now = replace(part, **self._typed(part))
        if now != part:
            self._part = now
            self.changed.emit(now)

    def _typed(self, part: BoardPart) -> dict[str, Any]:
        height = self.height_mm.value()
        typed: dict[str, Any] = {"height": height or None}
        if part.kind in ("text", "code", "slot"):
            typed["heading"] = self.heading.text()
        if part.kind == "text":
            typed["text"] = self.text.toPlainText()
        elif part.kind in ("code", "notice"):
            typed["text"] = self.address.text().strip()
        if part.kind == "slot":
            typed |= {"sheet": self.sheet.current(), "count": self.count.value()}
        else:
            typed["near"] = self.near.isChecked()
        if part.kind == "notice":
            typed["coded"] = self.coded.isChecked()
        return typed

    def _fill(self, part: BoardPart, *, keep_typed: bool) -> None:
        for line, words in ((self.heading, part.heading), (self.address, part.text)):
            if line.text() != words and not (keep_typed and line.hasFocus()):
                line.setText(words)
        if self.text.toPlainText() != part.text and not (keep_typed and self.text.hasFocus()):
            self.text.setPlainText(part.text)
        self.near.setChecked(part.near)
        self.coded.setChecked(part.coded)
        self.sheet.set_current(part.sheet)
        self.count.setValue(part.count)
        self.height_mm.setValue(part.height or 0.0)
        self._heading_field.setVisible(part.kind in ("text", "code", "slot"))
        self._text_field.setVisible(part.kind == "text")
        self._address_field.setVisible(part.kind == "code" or part.coded)
        self._slots.setVisible(part.kind == "slot")
        self.near.setVisible(part.kind != "slot")

    def _connect(self) -> None:
        for line in (self.heading, self.address):
            line.textEdited.connect(lambda _: self._soon.start())
            line.editingFinished.connect(self.take)
        self.text.textChanged.connect(self._text_typed)
        for tick in (self.near, self.coded):
            tick.clicked.connect(self.take)
        self.sheet.chosen.connect(lambda _: self.take())
        self.count.valueChanged.connect(lambda _: self.take())
        self.height_mm.valueChanged.connect(lambda _: self.take())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_look_change(event):
            self._fit_text()

    def _fit_text(self) -> None:
        self.text.setFixedHeight(_TEXT_LINES * theme().line_height("body") + 12)

    def _text_typed(self) -> None:
        if not self._shows:
            self._soon.start()

    def _lay_out(self) -> None:
        self._fit_text()
        self.text.setTabChangesFocus(True)
        self.count.setRange(1, 60)
        self.count.setSuffix(" 个")
        self.height_mm.setRange(0.0, _HIGHEST)
        self.height_mm.setDecimals(1)
        self.height_mm.setSuffix(" 毫米")
        self.height_mm.setSpecialValueText("自动，尽量大")
        for spin in (self.count, self.height_mm):
            spin.setKeyboardTracking(False)
        self.near.setToolTip("挂在卡槽里，站到 1 米看，字可以小一些")
        self.coded.setToolTip("板上不排名单，扫码看全部：不填网址，名单的字就在码里")
        self.height_mm.setAccessibleName("字高，毫米")
        self.sheet.setAccessibleName("卡槽插的纸")
        self.count.setAccessibleName("几个卡槽")
        self._heading_field = Field("标题", self.heading)
        self._text_field = Field("文字，一行一段", self.text)
        self._address_field = Field("网址", self.address)
        self._slots = QWidget()
        line = QHBoxLayout(self._slots)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.sheet)
        line.addWidget(self.count)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        ticks = Flow(gap=12, line_gap=4)
        ticks.addWidget(self.near)
        ticks.addWidget(self.coded)
        sizes = QHBoxLayout()
        sizes.addWidget(label("字高", "table"))
        sizes.addWidget(self.height_mm, 1)
        for widget in (self._heading_field, self._text_field, self._slots):
            column.addWidget(widget)
        column.addLayout(ticks)
        column.addWidget(self._address_field)
        column.addLayout(sizes)
        column.addWidget(self.place)
        self.hide()
