"""Changing which fields concern the unit: the cards of the first run, to be stored or left as they were."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.founding import OfferedField
from ui.pages.welcome.answers import GROUPS, Answers
from ui.pages.welcome.fields_step import FieldsStep
from ui.standing import UnitFacts
from ui.widgets.action_bar import ActionBar
from ui.widgets.buttons import Button


class ConcernChoice(QWidget):
    """The cards with two buttons below them."""

    chosen = Signal(dict)
    """The reasons of the fields that do not concern the unit, by code."""
    left = Signal()

    def __init__(self, unit: UnitFacts, offered: tuple[OfferedField, ...], reasons: dict[str, str]) -> None:
        super().__init__()
        group = next(group for group, kinds in GROUPS.items() if unit.kind in kinds)
        self.answers = Answers(group=group, kind=unit.kind, name=unit.name, reasons=dict(reasons))
        self.step = FieldsStep(offered)
        self.step.show_answers(self.answers)
        leave = Button("不改了", icon="arrow-left", key="Esc")
        store = Button("就这样", icon="check", role="primary", key="Ctrl+Enter")
        leave.clicked.connect(self.left)
        store.clicked.connect(self.store)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.step, 1)
        column.addWidget(ActionBar([leave], [store]))

    def store(self) -> None:
        """Tell the reasons, unless one is missing."""
        if self.step.take(self.answers):
            self.chosen.emit(self.answers.reasons)
