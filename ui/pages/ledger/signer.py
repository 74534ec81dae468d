"""Who did a stage of a review, and on which day."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.registers.reviews import STAGE_WORDS, Signature, Stage
from ui.editors.quiet_combo import QuietCombo
from ui.pages.ledger.forms import DayField
from ui.theme.metrics import SPACE
from ui.widgets.field import Field

_NAME_MISSING = "请写{}的人，例如：周丽。"


class Signer(QWidget):
    """A name and a day side by side."""

    edited = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self.stage = stage
        self.person = QuietCombo([], typing=True)
        self.person_field = Field(f"谁{STAGE_WORDS[stage]}", self.person)
        self._today = date.today()
        # Without its weekday it has room beside a name.
        self.day = DayField("哪天", lambda: self._today, short=True)
        self.day.date.setAccessibleName(f"哪天{STAGE_WORDS[stage]}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE[2])
        row.addWidget(self.person_field, 1, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.day, 1, Qt.AlignmentFlag.AlignTop)
        self.person.editTextChanged.connect(self._take_name)
        self.day.date.typed.connect(self.edited)

    @property
    def name(self) -> str:
        """The name that is written."""
        return self.person.currentText().strip()

    def begin(self, name: str, day: date) -> None:
        """Begin with a name and today."""
        self._today = day
        self.person.setEditText(name)
        self.day.show_day(day)

    def offer(self, persons: Sequence[str]) -> None:
        """Offer names; what is written stays."""
        self.person.offer(persons)

    def read(self, today: date) -> Signature | None:
        """Return who did it when; None where one of them is not written, which is said under it."""
        if not self.name:
            self.person_field.say_wrong(_NAME_MISSING.format(STAGE_WORDS[self.stage]))
            self.person.setFocus(Qt.FocusReason.OtherFocusReason)
            return None
        day = self.day.read_day(today)
        return Signature(self.stage, self.name, on=day) if day is not None else None

    def _take_name(self, text: str) -> None:
        self.person_field.clear()
        self.edited.emit()

    def clear_lines(self) -> None:
        """Take away what was said about the last try."""
        self.person_field.clear()
        self.day.clear()
