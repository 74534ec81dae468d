"""上年年报的结转数: what last year's report carried on, taken down from its paper."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from app.standards.annual_rules import AnnualRules, CellName
from ui.editors.line import Line
from ui.widgets.buttons import Button
from ui.widgets.field import Field
from ui.widgets.flow import Flow
from ui.widgets.labels import Paragraph
from ui.widgets.panel import Panel

_ROW = CellName("t2", "4", "")


class LastYearForm(Panel):
    """A number for each kind of applicant; the sum is made of them. Ctrl+Enter writes them down, Esc leaves it."""

    confirmed = Signal(object)
    """The numbers by column (dict)."""
    cancelled = Signal()

    def __init__(self, rules: AnnualRules, year: int, known: Mapping[CellName, str]) -> None:
        super().__init__(f"{year}年年报的结转数", title_style="strong")
        words = f"照{year}年年报第三部分“四、结转下年度继续办理”一行抄过来，没有的填 0。"
        self.body.addWidget(Paragraph(words, "table", "text-muted"))
        self.lines: dict[str, Line] = {}
        self.fields: dict[str, Field] = {}
        flow = Flow()
        for column in rules.tables[_ROW.table].columns:
            if column.formula:
                continue
            line = Line()
            line.setText(known.get(_ROW._replace(column=column.key), "0"))
            line.setFixedWidth(96)
            self.lines[column.key], self.fields[column.key] = line, Field(column.label, line)
            line.returnPressed.connect(self._go_on)
            flow.addWidget(self.fields[column.key])
        self.confirm, self.cancel = (
            Button("照这样填", icon="check", compact=True, key="Ctrl+Enter"),
            Button("先不填", role="quiet", compact=True),
        )
        buttons = Flow()
        for button in (self.confirm, self.cancel):
            buttons.addWidget(button)
        self.body.addLayout(flow)
        self.body.addLayout(buttons)
        self.confirm.clicked.connect(self._confirm)
        self.cancel.clicked.connect(self.cancelled)
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        acts = {"Escape": self.cancelled.emit, "Ctrl+Return": self._confirm, "Ctrl+Enter": self._confirm}
        for keys, act in acts.items():
            QShortcut(QKeySequence(keys), self, context=within).activated.connect(act)

    def take_keyboard(self) -> None:
        """Put the keyboard into the first number."""
        first = next(iter(self.lines.values()))
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        first.selectAll()

    def _confirm(self) -> None:
        told = {key: line.text().strip() for key, line in self.lines.items()}
        wrong = [key for key, text in told.items() if not (text.isascii() and text.isdigit())]
        for key, field in self.fields.items():
            field.say_wrong("填整数") if key in wrong else field.clear()
        if wrong:
            self.lines[wrong[0]].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.confirmed.emit(told)

    def _go_on(self) -> None:
        """Enter: on to the next number, and after the last one to the button."""
        order = [*self.lines.values(), self.confirm]
        here = next(number for number, each in enumerate(order) if each.hasFocus())
        following = order[here + 1]
        following.setFocus(Qt.FocusReason.TabFocusReason)
        if isinstance(following, Line):
            following.selectAll()
