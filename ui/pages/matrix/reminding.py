"""催报: who is to be reminded and of what, with the words to send, beside the table."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from app.county.reminders import Reminder
from ui.theme.metrics import SPACE
from ui.widgets.buttons import Button
from ui.widgets.flow import Flow
from ui.widgets.labels import Paragraph, label
from ui.widgets.rows import PROPOSALS, Row, RowAction, RowList

COPY, PRINT, LOOK = "copy", "print", "look"
_LOOK = replace(PROPOSALS, number=0, heading="band")
_NOBODY = "没有要催的：该交的都交了，退回的都改过了。"
_NO_PHONE = "没有登记电话"


class RemindingPane(QWidget):
    """The units one below the other, each with its reason, phone and words."""

    print_all = Signal()
    save_list = Signal()
    acted = Signal(str, str)
    """Id of the unit and what shall be done: `COPY`, `PRINT`, `LOOK`."""

    def __init__(self) -> None:
        super().__init__()
        self.list = RowList(_LOOK, name="要催的单位")
        self.print = Button("全部打印", icon="printer", compact=True, tip="一个单位一张通知")
        self.save = Button("存成名单", icon="download", compact=True, tip="存成 Excel 表，有电话和催报的话")
        self.count = label("", "caption", "text-muted")
        self.print.clicked.connect(self.print_all)
        self.save.clicked.connect(self.save_list)
        self.list.acted.connect(self.acted)
        self.list.opened.connect(lambda key: self.acted.emit(key, COPY))
        self._lay_out()

    def show_reminders(self, reminders: Sequence[Reminder]) -> None:
        """Show these."""
        self.list.set_rows([_row(each) for each in reminders])
        self._stack.setCurrentIndex(0 if reminders else 1)
        self.count.setText(count_words(reminders))
        for button in (self.print, self.save):
            button.set_available(bool(reminders), _NOBODY)

    def go_to(self, unit: str) -> bool:
        """Go to a unit (its id); whether it is to be reminded."""
        return self.list.set_current(unit)

    def _lay_out(self) -> None:
        head = QFrame()
        head.setProperty("line", "bottom")
        buttons = Flow(gap=6, line_gap=6)
        for button in (self.print, self.save):
            buttons.addWidget(button)
        above = QVBoxLayout(head)
        above.setContentsMargins(12, SPACE[2], 12, SPACE[2])
        above.setSpacing(SPACE[2])
        above.addWidget(self.count)
        above.addLayout(buttons)
        nobody = QWidget()
        words = QVBoxLayout(nobody)
        words.setContentsMargins(14, SPACE[3], 12, 0)
        words.addWidget(Paragraph(_NOBODY, "table", "text-muted"))
        words.addStretch(1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(nobody)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(head)
        whole.addWidget(self._stack, 1)


def count_words(reminders: Sequence[Reminder]) -> str:
    """How many units are to be reminded, and of what."""
    late = sum("returns_open" not in each.kinds or len(each.kinds) > 1 for each in reminders)
    returned = sum(bool(each.returned) for each in reminders)
    parts = [f"{late} 个单位没有交"] if late else []
    parts += [f"{returned} 个单位退回的没有改"] if returned else []
    return "，".join(parts)


def _row(each: Reminder) -> Row:
    is_late = "returns_open" not in each.kinds
    actions = [RowAction(COPY, "复制这段话"), RowAction(PRINT, "打印通知")]
    actions += [RowAction(LOOK, "看退回的")] if each.returned else []
    return Row(
        key=each.unit.id,
        title=each.unit.name,
        icon="clock" if is_late else "undo-2",
        icon_role="danger" if each.overdue_days else "warn",
        icon_text=each.reason,
        right=each.phone or _NO_PHONE,
        right_role="text" if each.phone else "text-muted",
        detail=each.text.removeprefix(f"{each.unit.name}："),
        actions=tuple(actions),
    )
