"""本地的规定: days off of the place itself, and notice periods that it asks for beyond the templates."""

from collections.abc import Sequence
from datetime import date
from functools import cached_property, partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.calendar.typed_date import typed_date
from app.notices.least_periods import ALL
from app.standards.models import Element
from ui.editors.dates import DateEditor
from ui.editors.line import Line
from ui.editors.quiet_combo import QuietCombo
from ui.pages.settings.calendar_reading import HOLIDAY_FORM, PERIOD_FORM, CalendarFacts
from ui.pages.settings.calendar_words import ALL_NOTICES, local_row, period_row
from ui.theme.metrics import SPACE
from ui.widgets.buttons import Button
from ui.widgets.field import Field
from ui.widgets.flow import Flow
from ui.widgets.labels import label
from ui.widgets.panel import Panel
from ui.widgets.row_spec import TASKS
from ui.widgets.rows import RowList
from ui.widgets.segments import Segments

_MISSING = "这一处要写"


class LocalRulesPanel(Panel):
    """What holds here and not everywhere, each with its basis."""

    holiday_added = Signal(object, str, str)
    """Day, name and basis of a day off."""
    holiday_removed = Signal(object)
    period_added = Signal(str, str, str, str)
    """Template or `all`, the count as typed, its unit and the basis."""
    period_removed = Signal(str)
    typed = Signal(str, object)
    """Which form, and what stands half written in it by field (None: nothing)."""

    def __init__(self) -> None:
        super().__init__("本地的放假和公示期")
        self._facts: CalendarFacts | None = None
        self.holidays, self.periods = RowList(TASKS, name="本地放假", hug=True), RowList(TASKS, name="公示期", hug=True)
        self.add_holiday = Button("记本地放假…", icon="plus", compact=True)
        self.add_period = Button("记公示期规定…", icon="plus", compact=True)
        self.no_holidays = label("没有记过。民族自治地方等按规定另外放的假记在这里。", "table", "text-muted", wrap=True)
        self.no_periods = label("没有记过，只照模板的天数。本地规定更长的记在这里。", "table", "text-muted", wrap=True)
        for title, none, rows, add in (
            ("本地放假", self.no_holidays, self.holidays, self.add_holiday),
            ("公示期至少几天", self.no_periods, self.periods, self.add_period),
        ):
            self.body.addWidget(label(title, "strong"))
            self.body.addWidget(none)
            self.body.addWidget(rows)
            self.body.addWidget(add, 0, Qt.AlignmentFlag.AlignLeft)
            add.set_available(False, "正在读，马上就好。")
        self.holidays.acted.connect(lambda day, code: self.holiday_removed.emit(date.fromisoformat(day)))
        self.periods.acted.connect(lambda template, code: self.period_removed.emit(template))
        self.add_holiday.clicked.connect(lambda: self._open(self.holiday, self.add_holiday))
        self.add_period.clicked.connect(lambda: self._open(self.period, self.add_period))

    # Few write anything here: the forms are made when it is done first.

    @cached_property
    def holiday(self) -> "HolidayForm":
        """Where a day off is written."""
        form = HolidayForm()
        self.body.insertWidget(self.body.indexOf(self.add_holiday), form)
        form.add.clicked.connect(self._add_holiday)
        form.cancelled.connect(partial(self._close, form, self.add_holiday))
        form.changed.connect(partial(self._tell_typed, HOLIDAY_FORM, form))
        return form

    @cached_property
    def period(self) -> "PeriodForm":
        """Where a longer period is written."""
        form = PeriodForm(self._facts.templates)
        self.body.insertWidget(self.body.indexOf(self.add_period), form)
        form.add.clicked.connect(self._add_period)
        form.cancelled.connect(partial(self._close, form, self.add_period))
        form.changed.connect(partial(self._tell_typed, PERIOD_FORM, form))
        return form

    def _tell_typed(self, name: str, form: "_Form") -> None:
        self.typed.emit(name, form.half_written())

    def _open(self, form: "_Form", button: Button) -> None:
        button.hide()
        form.show()
        form.take_keyboard()

    def _close(self, form: "_Form", button: Button) -> None:
        """Fold a form in; what was written in it is there when it is opened again."""
        form.hide()
        button.show()
        button.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_half_written(self, holiday: dict[str, str] | None, period: dict[str, str] | None) -> None:
        """Open what was left half written; a form that shows just that is left alone."""
        for name, button, typed in (("holiday", self.add_holiday, holiday), ("period", self.add_period, period)):
            is_made = name in self.__dict__
            if typed is None and not is_made:
                continue
            form = getattr(self, name)
            if form.half_written() == typed:
                continue
            form.write(typed or {})
            if typed:
                button.hide()
                form.show()

    def show_facts(self, facts: CalendarFacts) -> None:
        """Show what holds here; what is half typed stays."""
        self._facts = facts
        names = dict(facts.templates)
        self.holidays.set_rows([local_row(each) for each in facts.holidays])
        self.periods.set_rows([period_row(each, names) for each in facts.periods])
        for listed, none in ((self.holidays, self.no_holidays), (self.periods, self.no_periods)):
            listed.setVisible(bool(listed.rows()))
            none.setVisible(not listed.rows())
        for add in (self.add_holiday, self.add_period):
            add.set_available(True)

    def _add_holiday(self) -> None:
        form = self.holiday
        written = typed_date(form.day.value() or "", self._facts.today)
        form.fields[0].clear() if written else form.fields[0].say_wrong("写清哪一天，例：2027年3月10日")
        if written and form.is_filled():
            self.holiday_added.emit(date.fromisoformat(written), form.name.text(), form.basis.text())

    def _add_period(self) -> None:
        form = self.period
        if form.is_filled():
            self.period_added.emit(form.code(), form.days.text(), form.unit.current(), form.basis.text())


class _Form(QWidget):
    """Fields side by side, the last on a line of its own, and the button that writes them down; `lines` are needed."""

    changed = Signal()
    """What stands in it is another now."""
    cancelled = Signal()

    def __init__(self, fields: list[Field], lines: list[tuple[Line, Field]]) -> None:
        super().__init__()
        self.fields, self._lines = fields, lines
        self.add, self.cancel = Button("记下", icon="plus"), Button("先不记", role="quiet")
        self.cancel.clicked.connect(self.cancelled)
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Escape"), self, context=within).activated.connect(self.cancelled)
        for line, _ in lines:
            line.returnPressed.connect(self.add.click)
            line.textChanged.connect(lambda _: self.changed.emit())
        self.across = Flow(gap=SPACE[3], hang=True)
        foot = Flow()
        foot.addWidget(self.add)
        foot.addWidget(self.cancel)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, SPACE[2])
        self.column.setSpacing(SPACE[2])
        for field in fields[:-1]:
            self.across.addWidget(field)
        self.column.addLayout(self.across)
        self.column.addWidget(fields[-1])
        self.column.addLayout(foot)

    def is_filled(self) -> bool:
        """Whether every line holds something; those that do not say so."""
        for line, field in self._lines:
            field.clear() if line.text().strip() else field.say_wrong(_MISSING)
        return all(line.text().strip() for line, _ in self._lines)

    def take_keyboard(self) -> None:
        """Put the keyboard where the form begins."""
        self.fields[0].editor.focus_first()

    def half_written(self) -> dict[str, str] | None:
        """Return what stands in it by field, None where nothing was typed."""
        raise NotImplementedError

    def write(self, typed: dict[str, str]) -> None:
        """Show what was typed by field, empty where it holds nothing."""
        raise NotImplementedError

    def forget(self) -> None:
        """Be empty again once it was written down."""
        self.write({})
        self.changed.emit()


class HolidayForm(_Form):
    """A day off, its name and the rule it rests on."""

    def __init__(self) -> None:
        self.day = DateEditor(Element(key="day", label="哪一天", kind="date"))
        self.name, self.basis = _line("例：三月三"), _line("例：广西壮族自治区人民政府令第1号")
        names = [Field("节日", self.name), Field("依据什么规定", self.basis)]
        super().__init__([Field("哪一天", self.day), *names], list(zip((self.name, self.basis), names, strict=True)))

        self.day.typed.connect(self.changed)

    def half_written(self) -> dict[str, str] | None:
        typed = {"day": self.day.value() or "", "name": self.name.text(), "basis": self.basis.text()}
        return typed if any(typed.values()) else None

    def write(self, typed: dict[str, str]) -> None:
        self.day.set_value(typed.get("day") or None)
        self.name.setText(typed.get("name", ""))
        self.basis.setText(typed.get("basis", ""))


class PeriodForm(_Form):
    """Which notices, how many days of which kind, and the rule that says so."""

    def __init__(self, templates: Sequence[tuple[str, str]]) -> None:
        self._codes = [ALL, *(code for code, _ in templates)]
        self.template = QuietCombo([ALL_NOTICES, *(f"{code} {name}" for code, name in templates)])
        self.days, self.basis = _line("例：7"), _line("例：青山县公示办法第五条")
        self.unit = Segments([("workday", "", "工作日"), ("day", "", "自然日")])
        self.unit.set_current("workday")
        count, basis = Field("至少几天", self.days), Field("依据什么规定", self.basis)
        super().__init__([count, Field("怎样算", self.unit), basis], [(self.days, count), (self.basis, basis)])
        self.column.insertWidget(0, Field("哪些公示", self.template))
        self.template.activated.connect(lambda _: self.changed.emit())
        self.unit.chosen.connect(lambda _: self.changed.emit())

    def code(self) -> str:
        """The template chosen, or `all`."""
        return self._codes[self.template.currentIndex()]

    def half_written(self) -> dict[str, str] | None:
        if not (self.days.text() or self.basis.text()):
            return None
        return {
            "template": self.code(),
            "days": self.days.text(),
            "unit": self.unit.current(),
            "basis": self.basis.text(),
        }

    def write(self, typed: dict[str, str]) -> None:
        # The choices stay where nothing is to be shown: the next rule is mostly of the same kind.
        if typed.get("template") in self._codes:
            self.template.setCurrentIndex(self._codes.index(typed["template"]))
        if typed.get("unit"):
            self.unit.set_current(typed["unit"])
        self.days.setText(typed.get("days", ""))
        self.basis.setText(typed.get("basis", ""))

    def take_keyboard(self) -> None:
        self.template.setFocus()


def _line(example: str) -> Line:
    line = Line()
    line.setPlaceholderText(example)
    return line
