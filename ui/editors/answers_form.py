"""The answers of one record of a register, asked by the form of its checklist, written down
at once, and not element by element."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserFacingError
from app.registers.answers import require_short
from app.standards.models import Definition
from app.standards.values import check_value
from ui.editors.attachments import Shelf
from ui.editors.form import Form
from ui.theme.metrics import PAGE_PADDING, SPACE
from ui.turns import turns
from ui.widgets.buttons import Button
from ui.widgets.labels import label
from ui.widgets.note import Note


class AnswersForm(QWidget):
    """Made once for a definition and used for one record after the other. Esc leaves it, Ctrl+Enter writes it down;
    what was written stays where it is left."""

    confirmed = Signal()
    cancelled = Signal()
    edited = Signal()
    """The clerk wrote something."""

    def __init__(self, definition: Definition, shelf: Shelf | None = None, above: QWidget | None = None) -> None:
        super().__init__()
        self.definition, self.subject = definition, ""
        self._begun: dict[str, Any] = {}
        self.form = Form(definition, shelf=shelf, at_once=False)
        self.is_made = False
        self.title = label("", "section", wrap=True)
        self.confirm = Button("记下", icon="check", role="primary", key="Ctrl+Enter")
        self.cancel = Button("先不记", role="quiet")
        self.confirm.clicked.connect(self.confirmed)
        self.cancel.clicked.connect(self.cancelled)
        self.said = ""
        """Why it was not written down."""
        self._note: Note | None = None
        self._lay_out(above)
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Escape"), self, context=within).activated.connect(self.cancelled)

    def make_ahead(self) -> None:
        """Make one row after the other, each in a turn of its own."""
        if not self.is_made and not self._make_row():
            turns().do(self.make_ahead, self)

    def begin(self, title: str, subject: str, values: Mapping[str, Any], typed: Mapping[str, Any] | None) -> None:
        """Ask about a record (`subject`, "" for a new one) with these values; what was `typed` the last time is written
        again."""
        while not self.is_made:
            self._make_row()
        self.title.setText(title)
        self.subject = subject
        self.say("")
        self.form.set_values(values)
        self._begun = self.form.values()
        if typed:
            self.form.set_values(self._begun | dict(typed))
        self.form.forget_typing()
        self.form.verticalScrollBar().setValue(0)

    def offer(self, values: Mapping[str, Any]) -> None:
        """Write these values into elements that nobody has written into since it began."""
        untouched = {key: value for key, value in values.items() if self.form.value(key) == self._begun.get(key)}
        for key, value in untouched.items():
            self.form.set_value(key, value)
            self._begun[key] = self.form.value(key)

    def changes(self) -> dict[str, Any]:
        """Return by their keys the values that the clerk wrote."""
        return {key: value for key, value in self.form.values().items() if value != self._begun.get(key)}

    @property
    def half_written(self) -> dict[str, Any] | None:
        """What the clerk wrote, None where all is as it began."""
        return self.changes() or None

    def checked(self) -> dict[str, Any] | None:
        """Return everything that stands in the form, None where an element does not fit, which is then said."""
        values = self.form.values()
        for element in self.definition.elements:
            try:
                require_short(element, check_value(element, values[element.key]))
            except UserFacingError as error:
                self.say(error.message)
                self.form.focus_element(element.key)
                return None
        return values

    def say(self, words: str) -> None:
        """Say above the form why it was not written down, "" nothing."""
        if self._note is not None:
            self._note.hide()
            self._note.deleteLater()
            self._note = None
        self.said = words
        if words:
            head, _, rest = words.partition("。")
            self._note = Note("warn", f"{head}。", rest, compact=True)
            self._column.insertWidget(1, self._note)
            # The note takes its room from the form.
            self.form.keep_in_sight()

    def say_refused(self, words: str) -> None:
        """Say why the store did not take it, and go to what that names first."""
        self.say(words)
        named = [element for element in self.definition.elements if element.label in words]
        if named:
            first = min(named, key=lambda element: (words.index(element.label), -len(element.label)))
            self.form.focus_element(first.key)

    def take_keyboard(self, key: str = "") -> None:
        """Put the keyboard into an element, the first one where none is named."""
        self.form.focus_element(key or self.definition.elements[0].key)

    def _take_typed(self) -> None:
        # What was said about the last try is being answered.
        self.say("")
        self.edited.emit()

    def _make_row(self) -> bool:
        self.is_made = self.form.make_row()
        if self.is_made:
            self.form.typed.connect(lambda key: self._take_typed())
            self.form.finished.connect(self.confirm.setFocus)
            # The rows were made after the buttons: Tab comes to these last all the same.
            last = self.form.editor(self.definition.elements[-1].key)
            QWidget.setTabOrder(last.inputs()[-1], self.confirm)
            QWidget.setTabOrder(self.confirm, self.cancel)
        return self.is_made

    def _lay_out(self, above: QWidget | None) -> None:
        head = QWidget()
        self._column = QVBoxLayout(head)
        self._column.setContentsMargins(PAGE_PADDING, SPACE[4], PAGE_PADDING, SPACE[2])
        self._column.setSpacing(SPACE[2])
        self._column.addWidget(self.title)
        if above is not None:
            self._column.addWidget(above)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(PAGE_PADDING, SPACE[2], PAGE_PADDING, SPACE[3])
        buttons.addWidget(self.confirm)
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(head)
        whole.addWidget(self.form, 1)
        whole.addLayout(buttons)
