"""The editor of a date."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QDate, QLocale, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from app.calendar.typed_date import shown_date, typed_date
from app.standards.models import Element
from app.tables.official import as_typed
from ui.editors.editor import Editor
from ui.editors.line import Line
from ui.editors.texts import example_of
from ui.theme import theme
from ui.theme.metrics import SPACE
from ui.widgets.buttons import Button

_WIDTH = 220


class DateEditor(Editor):
    """A day, typed as people write days or picked from a calendar; shown with its weekday."""

    def __init__(
        self,
        element: Element,
        suggestions: Sequence[Any] = (),
        today: Callable[[], date] = date.today,
        *,
        short: bool = False,
    ) -> None:
        """`short`: in little room, beside something else, it stands without its weekday."""
        super().__init__(element)
        self._today, self._is_short = today, short
        self.line = Line()
        """Where the day is typed."""
        self._fit()
        theme().changed.connect(self._fit)
        self.line.setPlaceholderText(example_of(element) or "例：2026年11月23日、11.23")
        self.line.textEdited.connect(self.changed)
        self.line.returnPressed.connect(self.finished)
        self._button = Button("", icon="calendar-days", role="quiet", tip="打开月历（F4）")
        self._button.clicked.connect(self._open_calendar)
        self._calendar: _Calendar | None = None
        self.left.connect(self._write_out)
        self._lay_out()

    def show_value(self, value: Any) -> None:
        """Write the day with its weekday, anything else as it is."""
        self.line.setText(as_typed(value) if self._is_short else shown_date(as_typed(value)))

    def read_value(self) -> str | None:
        """Return the day, or what is typed where it is none yet."""
        text = self.line.text()
        return typed_date(text, self._today()) or text.strip() or None

    def inputs(self) -> Sequence[QWidget]:
        """Return the line and the button of the calendar."""
        return (self.line, self._button)

    def focus_first(self) -> None:
        """Go to the line; another day that is typed takes the place of the one that stands there."""
        super().focus_first()
        self.line.selectAll()

    def set_read_only(self, read_only: bool) -> None:
        """Lock the line; the calendar cannot be opened."""
        self.line.setReadOnly(read_only)
        self._button.setEnabled(not read_only)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the calendar with F4, as office programs do."""
        if event.key() == Qt.Key.Key_F4 and self._button.isEnabled():
            self._open_calendar()
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        """Keep room for a whole day in larger text."""
        if self._is_short:
            self.line.setMaximumWidth(theme().scaled(_WIDTH))
        else:
            self.line.setFixedWidth(theme().scaled(_WIDTH))

    def _lay_out(self) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE[1])
        line.addWidget(self.line, 1)
        line.addWidget(self._button)
        line.addStretch()

    def _write_out(self) -> None:
        read = self.read_value()
        if read and not self.line.isReadOnly():
            self.show_value(read)

    def _open_calendar(self) -> None:
        if self._calendar is None:
            self._calendar = _Calendar(self)
            self._calendar.days.activated.connect(self._pick)
            self._calendar.days.clicked.connect(self._pick)
        day = QDate.fromString(self.read_value() or "", Qt.DateFormat.ISODate)
        today = self._today()
        self._calendar.days.setSelectedDate(day if day.isValid() else QDate(today.year, today.month, today.day))
        self._calendar.move(self.line.mapToGlobal(QPoint(0, self.line.height() + 2)))
        self._calendar.show()
        self._calendar.days.setFocus()

    def _pick(self, day: QDate) -> None:
        self._calendar.hide()
        self.show_value(day.toString(Qt.DateFormat.ISODate))
        self.line.setFocus()
        self.changed()


class _Calendar(QFrame):
    """A month to pick a day from, Monday first, in Chinese; Esc closes it."""

    def __init__(self, editor: QWidget) -> None:
        super().__init__(editor, Qt.WindowType.Popup)
        self.setProperty("surface", "popup")
        self.days = QCalendarWidget()
        self.days.setLocale(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
        self.days.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.days.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.days.setGridVisible(False)
        self.days.setAccessibleName("月历")
        self._dress()
        theme().changed.connect(self._dress)
        frame = QVBoxLayout(self)
        frame.setContentsMargins(1, 1, 1, 1)
        frame.addWidget(self.days)

    def _dress(self) -> None:
        """Give it the program's arrows, and days off in a quiet colour: red is for what is wrong."""
        for name, icon in (("qt_calendar_prevmonth", "chevron-left"), ("qt_calendar_nextmonth", "chevron-right")):
            self.days.findChild(QToolButton, name).setIcon(theme().icon(icon))
        quiet = QTextCharFormat()
        quiet.setForeground(theme().colour("text-muted"))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.days.setWeekdayTextFormat(day, quiet)
        self.days.setHeaderTextFormat(quiet)
