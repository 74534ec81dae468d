"""Where the clerk writes a new line of the ledger: which entry, formed when, under which title."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShortcut

from app.registers.ledger_records import LONGEST_TITLE
from ui.editors.line import Line
from ui.pages.ledger.forms import DayField, LedgerForm
from ui.pages.ledger.reading import EntryChoice
from ui.pages.ledger.rows import choice_rows
from ui.theme import theme
from ui.widgets.field import Field
from ui.widgets.rows import FINDINGS, RowList

_WAIT_MS = 200
_LIST_HEIGHT = 190


class NewLineForm(LedgerForm):
    """记一条: which entry, formed when, under which title."""

    name = "ledger-new"
    asked = Signal(str)
    """The clerk looks for an entry by this text."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__("记一条", "记下", today)
        self.chosen: EntryChoice | None = None
        self._choices: list[EntryChoice] = []
        self.wanted, self.title_line = Line(), Line()
        self.wanted.setPlaceholderText("找条目：名称、编号、依据")
        self.wanted.setClearButtonEnabled(True)
        self.entry_field = Field("哪个事项", self.wanted)
        self.found = RowList(FINDINGS, name="找到的条目")
        self.formed = DayField("什么时候形成或者变更的", today)
        self.title_line.setMaxLength(LONGEST_TITLE)
        self.title_field = Field("名称", self.title_line, "空着就用事项的名称。例：10月低保对象名单")
        lines = {"wanted": self.wanted, "formed": self.formed.line_edit, "title": self.title_line}
        self.add_fields(self.entry_field, self.found, self.formed, self.title_field, **lines)
        self._soon = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._soon.timeout.connect(lambda: self.asked.emit(self.wanted.text()))
        self.wanted.textEdited.connect(self._type)
        down = QShortcut(Qt.Key.Key_Down, self.wanted, context=Qt.ShortcutContext.WidgetShortcut)
        for to_found in (self.wanted.returnPressed, down.activated):
            to_found.connect(lambda: self.found.setFocus(Qt.FocusReason.OtherFocusReason))
        self.found.chosen.connect(self._choose)
        self.found.opened.connect(self._take)
        theme().changed.connect(self._fit)
        self._fit()
        self.found.hide()

    @property
    def is_begun(self) -> bool:
        """Whether a line is being written."""
        return bool(self.formed.line_edit.text())

    def begin(self, choice: EntryChoice | None = None) -> None:
        """Begin a line, for an entry where one is named; a line that was begun goes on."""
        if choice is not None:
            self._choices = [choice]
            self._take(choice.id)
        if not self.is_begun:
            self.formed.show_day(self.today())
        first = self.formed.line_edit if self.chosen else self.wanted
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Forget what was written."""
        for line in (self.wanted, self.title_line, self.formed.line_edit):
            line.clear()
        self.chosen, self._choices = None, []
        self.found.hide()
        self.entry_field.clear()

    def typed(self) -> dict[str, Any]:
        chosen = self.chosen
        return super().typed() | {"entry": [chosen.id, chosen.item, chosen.title] if chosen else None}

    def bring_back(self, typed: dict[str, Any]) -> None:
        super().bring_back(typed)
        if typed["entry"] is not None:
            self._choices = [EntryChoice(*typed["entry"])]
            self._choose(self._choices[0].id)

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
        return (self.chosen.id, day, self.title_line.text()) if day else None

    def _type(self) -> None:
        self.chosen = None
        self.entry_field.clear()
        self._soon.start()

    def _choose(self, key: str) -> None:
        self.chosen = next((each for each in self._choices if each.id == key), None)
        if self.chosen is not None:
            self.entry_field.say(f"选了 {self.chosen.item} {self.chosen.title}")
            self.edited.emit()

    def _take(self, key: str) -> None:
        """Take an entry and go on to the day."""
        self._choose(key)
        if self.chosen is not None:
            self.wanted.setText(self.chosen.title)
            self.found.hide()
            self.formed.line_edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit(self) -> None:
        self.found.setFixedHeight(theme().scaled(_LIST_HEIGHT))
