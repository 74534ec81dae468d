"""A small form for one thing that is written down about a notice on the wall, folded out in the panel."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QFrame, QVBoxLayout, QWidget

from app.calendar.typed_date import typed_date
from app.standards.models import Element
from app.workspace import Workspace
from ui.editors.dates import DateEditor
from ui.editors.editor import Editor
from ui.editors.growing_text import GrowingText
from ui.editors.line import Line
from ui.pages.notices.photo_choice import PhotoChoice
from ui.pages.notices.view import NoteStack
from ui.theme.metrics import SPACE
from ui.widgets.buttons import Button
from ui.widgets.field import Field
from ui.widgets.flow import Flow
from ui.widgets.labels import label
from ui.widgets.note import Note
from ui.widgets.tab_order import reached_by_tab

NO_DAY = "写清哪一天，例：11月23日"
Act = Callable[[Workspace], Any]
Input = Editor | GrowingText | Line | QCheckBox | PhotoChoice


class ActForm(QFrame):
    """One act: its fields, what to look at first, and the buttons. Esc leaves it; what was written then stays."""

    confirmed = Signal()
    cancelled = Signal()
    edited = Signal()
    """The clerk wrote something."""
    done = ""
    """What is told when it was written down."""

    def __init__(self, title: str, confirm: str, day: str, today: date) -> None:
        super().__init__()
        self.setProperty("surface", "panel")
        self.setProperty("ground", "sunken")
        self.setAccessibleName(title)
        self.subject = ""
        """What it is about, as half written forms are kept by."""
        self._today, self._inputs, self._begun = today, {}, {}
        self.day, self.day_field = day_editor(day, today)
        self.day.set_value(today.isoformat())
        self.notes = NoteStack()
        self.confirm, self.cancel = Button(confirm, icon="check"), Button("先不记", role="quiet")
        self.confirm.clicked.connect(self.confirmed)
        self.cancel.clicked.connect(self.cancelled)
        self.inside = QVBoxLayout()
        self.inside.setSpacing(SPACE[2])
        if day:
            self.inside.addWidget(self.day_field)
            self.follow(day=self.day)
        self._lay_out(title)

    def _lay_out(self, title: str) -> None:
        buttons = Flow()
        buttons.addWidget(self.confirm)
        buttons.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE[3], SPACE[3], SPACE[3], SPACE[3])
        column.setSpacing(SPACE[2])
        column.addWidget(label(title, "strong"))
        column.addLayout(self.inside)
        column.addWidget(self.notes)
        column.addLayout(buttons)
        self.notes.show_notes([])
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Escape"), self, context=within).activated.connect(self.cancelled)

    def chosen_day(self) -> date | None:
        """The day that is written, None where it is none; then the field says so."""
        return read_day(self.day, self.day_field, self._today)

    def act(self) -> Act | None:
        """What is to be done in the store, None while something is missing, which the form then says."""
        raise NotImplementedError

    def say(self, notes: Sequence[Note]) -> None:
        """Show what to look at, or why it was not written down."""
        self.notes.show_notes(notes)

    def take_keyboard(self) -> None:
        """Put the keyboard where the form begins."""
        self.day.focus_first()

    # --- half written ------------------------------------------------------------------------------------------------

    def follow(self, **inputs: Input) -> None:
        """Keep what is written into these, by name, until it is written down."""
        self._inputs |= inputs
        for name, each in inputs.items():
            _changes(each).connect(lambda *_, each=each: self._follow_typing(each))
            if isinstance(each, Editor | GrowingText | Line):
                entered = each.returnPressed if isinstance(each, Line) else each.finished
                entered.connect(lambda *_, name=name: self._go_on(name))

    def _follow_typing(self, typed_in: Input) -> None:
        if isinstance(field := typed_in.parentWidget(), Field):
            field.follow_typing()
        self.edited.emit()

    def _go_on(self, name: str) -> None:
        """Enter leads to the next thing to write, from the last one to writing it down."""
        reached = [each for each in reached_by_tab(self) if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
        here = self._inputs[name]
        last = max((place for place, each in enumerate(reached) if _is_part(each, here)), default=-1)
        after = (each for each in reached[last + 1 :] if each.isVisible() and not isinstance(each, Button))
        following = next(after, self.confirm)
        editor = next((each for each in self._inputs.values() if _is_part(following, each)), following)
        if isinstance(editor, Editor):
            editor.focus_first()
        else:
            following.setFocus(Qt.FocusReason.TabFocusReason)

    def begin(self, subject: str, typed: dict[str, Any] | None) -> None:
        """The form stands filled in as it begins; what was `typed` the last time is written again."""
        self.subject, self._begun = subject, self.typed()
        for name, each in self._inputs.items():
            if typed is not None and name in typed:
                _write(each, typed[name])

    def typed(self) -> dict[str, Any]:
        """Everything that stands in the form, by name."""
        return {name: _read(each) for name, each in self._inputs.items()}

    @property
    def half_written(self) -> dict[str, Any] | None:
        """What the clerk wrote, None where all is as it began."""
        typed = self.typed()
        return typed if typed != self._begun else None


def day_editor(caption: str, today: date, hint: str = "") -> tuple[DateEditor, Field]:
    """Return an editor of a day, and the field around it."""
    editor = DateEditor(Element(key="day", label=caption, kind="date"), today=lambda: today)
    return editor, Field(caption, editor, hint)


def read_day(editor: DateEditor, field: Field, today: date) -> date | None:
    """Return the day that is written, None where it is none; then the field says so."""
    written = typed_date(editor.value() or "", today)
    if written is None:
        field.say_wrong(NO_DAY)
        return None
    field.clear()
    return date.fromisoformat(written)


def boxes_row(caption: str, boxes: Sequence[QCheckBox]) -> QWidget:
    """Return boxes to tick in a line that wraps."""
    inside = QWidget()
    flow = Flow(inside, gap=SPACE[4])
    for box in boxes:
        flow.addWidget(box)
    return Field(caption, inside)


def _is_part(widget: QWidget, of: QWidget) -> bool:
    return widget is of or of.isAncestorOf(widget)


def _changes(each: Input) -> Any:
    if isinstance(each, Editor):
        return each.typed
    if isinstance(each, QCheckBox):
        return each.toggled
    return each.changed if isinstance(each, PhotoChoice) else each.textChanged


def _read(each: Input) -> Any:
    if isinstance(each, Editor):
        return each.value()
    if isinstance(each, QCheckBox):
        return each.isChecked()
    if isinstance(each, PhotoChoice):
        return [str(file) for file in each.files]
    return each.text() if isinstance(each, Line) else each.toPlainText()


def _write(each: Input, typed: Any) -> None:
    if isinstance(each, Editor):
        each.set_value(typed)
    elif isinstance(each, QCheckBox):
        each.setChecked(typed)
    elif isinstance(each, PhotoChoice):
        each.take(typed)
    elif isinstance(each, Line):
        each.setText(typed)
    else:
        each.setPlainText(typed)
