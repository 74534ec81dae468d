"""The way of a case in six steps side by side, each with its day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.registers.request_records import Event
from ui.pages.ledger.rows import short_day
from ui.pages.requests.reading import CaseLine
from ui.theme import theme
from ui.theme.metrics import SPACE
from ui.widgets.flow import Flow
from ui.widgets.icon_view import IconView
from ui.widgets.labels import ElidedLabel, label

_WIDTH = 94
_DONE, _NOW, _NONE = ("circle-check", "success"), ("hourglass", "accent"), ("circle-minus", "text-muted")
_NOT_NEEDED = "没有"


@dataclass(frozen=True)
class StepFact:
    """A step: what it is called, how it stands (icon and colour role), and its day in words."""

    title: str
    look: tuple[str, str]
    told: str


def step_facts(line: CaseLine, today: date) -> list[StepFact]:
    """Return the six steps of a case."""
    case, clock = line.kept.case, line.clock
    extended, replied = case.last("extended"), case.last("replied")
    due = f"{short_day(clock.due, today)}到期" if clock.due else "期限没有走"
    return [
        StepFact("登记", _DONE, short_day(case.submitted, today)),
        _asked("补正", case.last("completion-asked"), case.last("completed"), today),
        _consulted(line, today),
        StepFact("延期", _DONE, f"{extended.days} 个工作日") if extended else StepFact("延期", _NONE, _NOT_NEEDED),
        StepFact("答复", _DONE, short_day(replied.on, today)) if replied else StepFact("答复", _NOW, due),
        StepFact("送达", _DONE, replied.choice) if replied else StepFact("送达", _NONE, "答复以后"),
    ]


def _asked(title: str, asked: Event | None, answered: Event | None, today: date) -> StepFact:
    if answered is not None:
        return StepFact(title, _DONE, short_day(answered.on, today))
    if asked is None:
        return StepFact(title, _NONE, _NOT_NEEDED)
    return StepFact(title, _NOW, f"等到{short_day(asked.until, today)}")


def _consulted(line: CaseLine, today: date) -> StepFact:
    """Third parties and other organs in one."""
    kinds = [event.kind for event in line.kept.case.events]
    asked = kinds.count("third-party-asked") + kinds.count("organ-asked")
    answers = [e for e in line.kept.case.events if e.kind in ("third-party-answered", "organ-answered")]
    if not asked:
        return StepFact("征求意见", _NONE, _NOT_NEEDED)
    if asked > len(answers) and line.clock.asked_until is not None:
        return StepFact("征求意见", _NOW, f"等到{short_day(line.clock.asked_until, today)}")
    return StepFact("征求意见", _DONE, short_day(answers[-1].on, today) if answers else "没有回复")


class StepStrip(QWidget):
    """The steps, in a second line where there is no room."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("办到哪一步")
        self._cells = [_Cell() for _ in range(6)]
        flow = Flow(self, gap=0, line_gap=SPACE[2])
        for cell in self._cells:
            flow.addWidget(cell)

    def show_steps(self, facts: Sequence[StepFact]) -> None:
        """Show the steps of a case."""
        for cell, fact in zip(self._cells, facts, strict=True):
            cell.show_fact(fact)

    def words(self) -> list[str]:
        """What each step says, for who cannot see it."""
        return [cell.accessibleName() for cell in self._cells]


class _Cell(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._icon = IconView(*_NONE, 16, "table")
        self._title, self._told = label("", "table"), ElidedLabel("", "caption", "text-muted")
        head = QHBoxLayout()
        head.setSpacing(SPACE[1])
        head.addWidget(self._icon)
        head.addWidget(self._title, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._told)
        theme().changed.connect(self._fit)
        self._fit()

    def show_fact(self, fact: StepFact) -> None:
        self._icon.set_icon(*fact.look)
        self._title.setText(fact.title)
        self._title.set_colour("text-muted" if fact.look == _NONE else "text")
        self._told.setText(fact.told)
        self.setAccessibleName(f"{fact.title} {fact.told}")

    def _fit(self) -> None:
        self.setFixedWidth(theme().scaled(_WIDTH))
