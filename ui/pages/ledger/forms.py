"""Where the clerk writes a line of the ledger: a new one, its publication, and that it was taken down."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from app.calendar.typed_date import shown_date, typed_date
from app.registers.publications import LONGEST_TITLE, Publication
from ui.editors.line import Line
from ui.pages.ledger.reading import EntryChoice
from ui.pages.ledger.rows import choice_rows
from ui.theme import theme
from ui.theme.metrics import SPACE
from ui.widgets.buttons import Button
from ui.widgets.field import Field
from ui.widgets.labels import label
from ui.widgets.panel import Panel
from ui.widgets.rows import FINDINGS, RowList

_WAIT_MS = 200
_LIST_HEIGHT = 190
_WRITE_A_DAY = "写明年月日，例：2026-11-23、11.23。"


class LedgerForm(Panel):
    """A form in the page itself: Esc leaves it, and nothing happens before it is accepted."""

    accepted = Signal()
    given_up = Signal()

    def __init__(self, title: str, accept: str, today: Callable[[], date]) -> None:
        super().__init__(title)
        self.today = today
        self.accept = Button(accept, icon="check", role="primary", key="Ctrl+Enter")
        self._cancel = Button("算了", role="quiet")
        self.accept.clicked.connect(self.accepted)
        self._cancel.clicked.connect(self.given_up)

    def add_fields(self, *fields: QWidget) -> None:
        """Put the fields into the form, above its buttons."""
        for field in fields:
            self.body.addWidget(field)
        buttons = QHBoxLayout()
        buttons.addWidget(self.accept)
        buttons.addWidget(self._cancel)
        buttons.addStretch(1)
        self.body.addLayout(buttons)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)


class DayField(Field):
    """A day as clerks write it."""

    def __init__(self, caption: str) -> None:
        self.line_edit = Line()
        super().__init__(caption, self.line_edit)
        self.line_edit.textEdited.connect(lambda text: self.clear())

    def show_day(self, day: date) -> None:
        """Begin with a day."""
        self.line_edit.setText(shown_date(day.isoformat()))
        self.clear()

    def read_day(self, today: date) -> date | None:
        """Return the day that is written, None where it is none, which is said under it."""
        written = typed_date(self.line_edit.text(), today)
        if written is None:
            self.say_wrong(_WRITE_A_DAY)
            self.line_edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return None
        return date.fromisoformat(written)


class NewLineForm(LedgerForm):
    """记一条: which entry, formed when, under which title."""

    asked = Signal(str)
    """The clerk looks for an entry by this text."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__("记一条", "记下", today)
        self.chosen: EntryChoice | None = None
        self._choices: list[EntryChoice] = []
        self.wanted, self.title = Line(), Line()
        self.wanted.setPlaceholderText("找条目：名称、编号、依据")
        self.wanted.setClearButtonEnabled(True)
        self.entry_field = Field("哪个事项", self.wanted)
        self.found = RowList(FINDINGS, name="找到的条目")
        self.formed = DayField("什么时候形成或者变更的")
        self.title.setMaxLength(LONGEST_TITLE)
        self.title_field = Field("名称", self.title, "空着就用事项的名称。例：10月低保对象名单")
        self.add_fields(self.entry_field, self.found, self.formed, self.title_field)
        self._soon = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._soon.timeout.connect(lambda: self.asked.emit(self.wanted.text()))
        self.wanted.textEdited.connect(self._type)
        self.wanted.returnPressed.connect(lambda: self.found.setFocus(Qt.FocusReason.OtherFocusReason))
        self.found.chosen.connect(self._choose)
        self.found.opened.connect(self._take)
        theme().changed.connect(self._fit)
        self._fit()
        self.found.hide()

    def begin(self, choice: EntryChoice | None = None) -> None:
        """Begin a line, for an entry where one is named; a line that was begun goes on."""
        if choice is not None:
            self._choices = [choice]
            self._take(choice.id)
        if not self.formed.line_edit.text():
            self.formed.show_day(self.today())
        first = self.formed.line_edit if self.chosen else self.wanted
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Forget what was written."""
        for line in (self.wanted, self.title, self.formed.line_edit):
            line.clear()
        self.chosen, self._choices = None, []
        self.found.hide()
        self.entry_field.clear()

    def show_found(self, text: str, choices: Sequence[EntryChoice]) -> None:
        """Show the entries that were found for a text, unless another was typed meanwhile."""
        if text != self.wanted.text() or self.chosen is not None:
            return
        self._choices = list(choices)
        self.found.set_rows(choice_rows(self._choices))
        self.found.setVisible(bool(choices))
        self.entry_field.say(
            "" if choices or not text.strip() else "没有找到，换几个字试试。还没有采用的事项要先采用。"
        )

    def read(self) -> tuple[str, date, str] | None:
        """Return entry, day and title; None where something is missing, which is said in its place."""
        if self.chosen is None:
            self.entry_field.say_wrong("先找到事项，在下面选一个。")
            self.wanted.setFocus(Qt.FocusReason.OtherFocusReason)
            return None
        day = self.formed.read_day(self.today())
        return (self.chosen.id, day, self.title.text()) if day else None

    def _type(self) -> None:
        self.chosen = None
        self.entry_field.clear()
        self._soon.start()

    def _choose(self, key: str) -> None:
        self.chosen = next((each for each in self._choices if each.id == key), None)
        if self.chosen is not None:
            self.entry_field.say(f"选了 {self.chosen.item} {self.chosen.title}")

    def _take(self, key: str) -> None:
        """Take an entry and go on to the day."""
        self._choose(key)
        if self.chosen is not None:
            self.wanted.setText(self.chosen.title)
            self.found.hide()
            self.formed.line_edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit(self) -> None:
        self.found.setFixedHeight(theme().scaled(_LIST_HEIGHT))


class PublishForm(LedgerForm):
    """记公开: when, where, under which address, with which proof."""

    files_asked = Signal()

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__("记公开", "记成已公开", today)
        self.day = DayField("哪一天公开的")
        self._boxes: list[QCheckBox] = []
        self._flow = QVBoxLayout()
        self._flow.setSpacing(SPACE[1])
        self.other, self.link = Line(), Line()
        where = QWidget()
        column = QVBoxLayout(where)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[1])
        column.addWidget(label("在哪里公开的", "caption", "text-muted"))
        column.addLayout(self._flow)
        self.other_field = Field("别的地方", self.other, "几处用顿号隔开。")
        self.link_field = Field("网址", self.link, "从浏览器地址栏复制过来，没有就空着。")
        self.files: list[Path] = []
        self.choose = Button("选证明文件", icon="paperclip", compact=True, tip="截图、照片、网页存成的文件")
        self.choose.clicked.connect(self.files_asked)
        self._named = label("", "caption", "text-muted", wrap=True)
        proof = QWidget()
        row = QHBoxLayout(proof)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.choose)
        row.addWidget(self._named, 1)
        self.add_fields(self.day, where, self.other_field, self.link_field, proof)

    def begin(self, channels: Sequence[str], known: Publication) -> None:
        """Begin with what is known: else with today and the places that the entry names."""
        self.day.show_day(known.published or self.today())
        while (item := self._flow.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        self._boxes = [QCheckBox(each) for each in channels]
        for box in self._boxes:
            self._flow.addWidget(box)
            box.setChecked(box.text() in known.where or len(channels) == 1)
        self.other.setText("、".join(each for each in known.where if each not in channels))
        self.link.setText(known.link)
        self.add_files([], anew=True)
        self.other_field.clear()
        self.link_field.clear()
        self.day.line_edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.day.line_edit.selectAll()

    @property
    def boxes(self) -> list[QCheckBox]:
        """The places to tick."""
        return self._boxes

    def add_files(self, files: Sequence[Path], *, anew: bool = False) -> None:
        """Add files that prove it; with `anew` those before are forgotten."""
        self.files = [*([] if anew else self.files), *files]
        self._named.setText("、".join(each.name for each in self.files))

    def read(self) -> tuple[date, tuple[str, ...], str] | None:
        """Return day, places and address; None where something is missing, which is said in its place."""
        day = self.day.read_day(self.today())
        if day is None:
            return None
        typed = (each.strip() for each in self.other.text().replace("，", "、").split("、"))
        where = (*(box.text() for box in self._boxes if box.isChecked()), *filter(None, typed))
        if not where:
            self.other_field.say_wrong("勾上或者写上在哪里公开的。")
            (self._boxes[0] if self._boxes else self.other).setFocus(Qt.FocusReason.OtherFocusReason)
            return None
        return day, where, self.link.text()


class TakeDownForm(LedgerForm):
    """撤下: when and why."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__("撤下", "记成已撤下", today)
        self.day, self.reason = DayField("哪一天撤下的"), Line()
        self.reason_field = Field("为什么撤下", self.reason, "例：内容写错，更正后重新公开")
        self.add_fields(self.day, self.reason_field)

    def begin(self) -> None:
        """Begin with today."""
        self.day.show_day(self.today())
        self.reason.clear()
        self.reason_field.clear()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def read(self) -> tuple[date, str] | None:
        """Return day and reason; None where something is missing, which is said in its place."""
        day = self.day.read_day(self.today())
        if day is None:
            return None
        if not self.reason.text().strip():
            self.reason_field.say_wrong("写明为什么撤下。")
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
            return None
        return day, self.reason.text()
