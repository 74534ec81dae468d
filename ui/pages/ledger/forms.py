"""Where the clerk writes what became of a line of the ledger: that it was taken down, or what of it was wrong."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from app.calendar.typed_date import typed_date
from app.registers.ledger_records import LONGEST_TITLE, KeptPublication
from app.standards.models import Element
from ui.editors.dates import DateEditor
from ui.editors.line import Line
from ui.theme.metrics import SPACE
from ui.widgets.buttons import Button
from ui.widgets.field import Field
from ui.widgets.panel import Panel
from ui.widgets.tab_order import tab_as_laid_out

_WRITE_A_DAY = "写明年月日，例：2026-11-23、11.23。"


class LedgerForm(Panel):
    """A form in the page itself: Esc leaves it, and nothing happens before it is accepted."""

    name: ClassVar[str] = ""
    """Under which what stands half written in it is kept."""
    accepted = Signal()
    given_up = Signal()
    edited = Signal()
    """The clerk wrote something."""

    def __init__(self, title: str, accept: str, today: Callable[[], date]) -> None:
        super().__init__(title)
        self.today = today
        self.subject = ""
        """What it is about: the id of a line, with a place behind it where it is about that place alone."""
        self._lines: dict[str, Line] = {}
        self._begun: dict[str, Any] = {}
        self.accept = Button(accept, icon="check", role="primary", key="Ctrl+Enter")
        self._cancel = Button("算了", role="quiet")
        self.accept.clicked.connect(self.accepted)
        self._cancel.clicked.connect(self.given_up)

    def add_fields(self, *fields: QWidget, **lines: Line) -> None:
        """Put the fields into the form, above its buttons; `lines` are what is typed into, by name."""
        for field in fields:
            self.body.addWidget(field)
        buttons = QHBoxLayout()
        buttons.addWidget(self.accept)
        buttons.addWidget(self._cancel)
        buttons.addStretch(1)
        self.body.addLayout(buttons)
        self._lines = lines
        for line in lines.values():
            line.textEdited.connect(lambda text: self.edited.emit())
        for field in fields:
            if isinstance(field, DayField):
                field.date.typed.connect(self.edited)
            elif isinstance(field, Field) and isinstance(field.editor, Line):
                # What was said of it is seen to.
                field.editor.textEdited.connect(lambda text, field=field: field.clear())

    def begun(self, subject: str, typed: dict[str, Any] | None) -> None:
        """The form was filled in about a subject; what was `typed` the last time is written again."""
        self.subject, self._begun = subject, self.typed()
        if typed is not None:
            self.bring_back(typed)

    @property
    def half_written(self) -> dict[str, Any] | None:
        """What the clerk wrote, None where all is as it began."""
        typed = self.typed()
        return typed if typed != self._begun else None

    def take_keyboard(self) -> None:
        """Put the keyboard where writing begins."""
        next(iter(self._lines.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def typed(self) -> dict[str, Any]:
        """Return everything that stands in the form."""
        return {name: line.text() for name, line in self._lines.items()}

    def bring_back(self, typed: dict[str, Any]) -> None:
        """Write again what stood in the form."""
        for name, line in self._lines.items():
            line.setText(typed.get(name, ""))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)


class DayField(Field):
    """A day as clerks write it, or picked from a calendar; `short` beside something else."""

    def __init__(self, caption: str, today: Callable[[], date], *, short: bool = False) -> None:
        self.date = DateEditor(Element(key="day", label=caption, kind="date"), today=today, short=short)
        self.line_edit = self.date.line
        self.date.setFocusProxy(self.line_edit)
        super().__init__(caption, self.date)
        self.date.typed.connect(self.clear)

    def show_day(self, day: date) -> None:
        """Begin with a day."""
        self.date.show_value(day.isoformat())
        self.clear()

    def read_day(self, today: date) -> date | None:
        """Return the day that is written, None where it is none, which is said under it."""
        written = typed_date(self.line_edit.text(), today)
        if written is None:
            self.say_wrong(_WRITE_A_DAY)
            self.line_edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return None
        return date.fromisoformat(written)


class PlaceBoxes(Field):
    """Places to tick."""

    ticked = Signal()

    def __init__(self, caption: str) -> None:
        inside = QWidget()
        super().__init__(caption, inside)
        self.boxes: list[QCheckBox] = []
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE[1])
        self.ticked.connect(self.clear)

    def offer(self, places: Sequence[str], chosen: Sequence[str]) -> None:
        """Offer these places; the chosen ones are ticked."""
        for box in self.boxes:
            box.hide()
            box.deleteLater()
        self.boxes = [QCheckBox(each) for each in places]
        for box in self.boxes:
            self._column.addWidget(box)
            box.setChecked(box.text() in chosen)
            box.clicked.connect(lambda *_: self.ticked.emit())
        self.clear()
        self.setVisible(bool(places))
        tab_as_laid_out(self)

    def chosen(self) -> tuple[str, ...]:
        """Return the places that are ticked."""
        return tuple(box.text() for box in self.boxes if box.isChecked())

    def choose(self, places: Sequence[str]) -> None:
        """Tick these and no others."""
        for box in self.boxes:
            box.setChecked(box.text() in places)


class TakeDownForm(LedgerForm):
    """撤下: from where, when and why."""

    name = "ledger-take-down"

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__("撤下", "记成已撤下", today)
        self.where = PlaceBoxes("从哪里撤下的")
        self.day, self.reason = DayField("哪一天撤下的", today), Line()
        self.reason_field = Field("为什么撤下", self.reason, "例：内容写错，更正后重新公开")
        self.add_fields(self.where, self.day, self.reason_field, day=self.day.line_edit, reason=self.reason)
        self.where.ticked.connect(self.edited)

    def begin(self, kept: KeptPublication, place: str = "") -> None:
        """Begin with today, and a place alone where one is named."""
        out = [each.place for each in kept.outlets if each.taken_down is None]
        self.where.offer(out, [place] if place else out)
        self.day.show_day(self.today())
        self.reason.clear()
        self.reason_field.clear()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def typed(self) -> dict[str, Any]:
        return super().typed() | {"where": list(self.where.chosen())}

    def bring_back(self, typed: dict[str, Any]) -> None:
        super().bring_back(typed)
        self.where.choose(typed["where"])

    def read(self) -> tuple[date, str, tuple[str, ...]] | None:
        """Return day, reason and places; None where something is missing, which is said in its place."""
        day = self.day.read_day(self.today())
        if day is None:
            return None
        where = self.where.chosen()
        if not where:
            self.where.say_wrong("勾上从哪里撤下的。")
            self.where.boxes[0].setFocus(Qt.FocusReason.OtherFocusReason)
            return None
        return (day, self.reason.text(), where) if _said(self.reason, self.reason_field, "写明为什么撤下。") else None


class CorrectForm(LedgerForm):
    """更正: what the line is called and when it was formed, and why that is written anew."""

    name = "ledger-correct"

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__("更正", "改过来", today)
        self.title_line, self.formed, self.reason = Line(), DayField("什么时候形成或者变更的", today), Line()
        self.title_line.setMaxLength(LONGEST_TITLE)
        self.title_field = Field("名称", self.title_line, "改了名称或者形成日期，要重新审查。")
        self.reason_field = Field("为什么改", self.reason, "例：名称写错一个字。原来写的会留在台账里。")
        fields = (self.title_field, self.formed, self.reason_field)
        self.add_fields(*fields, title=self.title_line, formed=self.formed.line_edit, reason=self.reason)

    def begin(self, kept: KeptPublication) -> None:
        """Begin with what the line says."""
        self.title_line.setText(kept.line.title)
        self.formed.show_day(kept.line.formed)
        self.reason.clear()
        for field in (self.title_field, self.reason_field):
            field.clear()
        self.title_line.setFocus(Qt.FocusReason.OtherFocusReason)

    def read(self) -> tuple[str, str, date] | None:
        """Return reason, title and day; None where something is missing, which is said in its place."""
        day = self.formed.read_day(self.today())
        if day is None or not _said(self.reason, self.reason_field, "写明为什么改。"):
            return None
        return self.reason.text(), self.title_line.text(), day


def _said(line: Line, field: Field, missing: str) -> bool:
    """Whether something is written in a line; where nothing is, that is said under it."""
    if line.text().strip():
        return True
    field.say_wrong(missing)
    line.setFocus(Qt.FocusReason.OtherFocusReason)
    return False
