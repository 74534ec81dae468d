"""The forms of a register: the one in which a new or a changed record is written, and small ones about the record that
is shown. What stands half written in them is kept."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtWidgets import QWidget

from app.errors import UserFacingError
from app.standards.models import Definition
from app.workspace import Workspace
from ui.desk import Desk
from ui.editors.answers_form import AnswersForm
from ui.form_drafts import FormDrafts
from ui.pages.notices.act_form import ActForm
from ui.pages.registers.records import RECORD, Records
from ui.turns import turns
from ui.widgets.record_view import RecordView

_UNDO = "撤销 Ctrl+Z"


@dataclass(frozen=True)
class RecordKind:
    """What is a register's own in its form.

    What is half written is kept under `new_form` and `change_form`; `added` and `changed` are told when it was written
    down. `add` returns from values what writes a new record and gives its id, `change` writes one (its id) anew.
    Choosing something in the element `led_by` offers what `usual` says of it.
    """

    new_form: str
    change_form: str
    added: str
    changed: str
    add: Callable[[Mapping[str, Any]], Callable[[Workspace], str]]
    change: Callable[[Workspace, str, Mapping[str, Any]], object]
    led_by: str
    usual: Callable[[Any], Mapping[str, Any]]


class RecordForms(QObject):
    """`make` makes the form of a record, `view` is where one is shown."""

    left = Signal()
    """The form of a record is left; what was begun goes on the next time."""
    written = Signal(str)
    """A record (its id) was written down."""

    def __init__(
        self,
        desk: Desk,
        records: Records,
        kind: RecordKind,
        make: Callable[[], AnswersForm],
        view: Callable[[], RecordView],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._desk, self._records, self._kind, self._make, self._view = desk, records, kind, make, view
        self.drafts = FormDrafts(desk, self)
        self.id = ""
        """The record that is written in the form, "" for a new one."""
        self._confirmed: SignalInstance | None = None
        """What writes the small form down that was opened last."""

    @cached_property
    def form(self) -> AnswersForm:
        """The form of a record."""
        form = self._make()
        # Its place comes first: moving finished rows below a new parent takes longer than making them.
        self._records.side.addWidget(form)
        form.confirmed.connect(self._write_down)
        form.cancelled.connect(self.left)
        form.edited.connect(self._remember)
        form.form.typed.connect(self._offer)
        return form

    @property
    def is_writing(self) -> bool:
        """Whether the form of a record is shown."""
        return "form" in vars(self) and self._records.side.currentWidget() is self.form

    def make_ahead(self, definition: Definition) -> None:
        """Make the form of a definition row by row, anew where the checklist asks something else from now on."""
        if "form" in vars(self) and self.form.definition != definition and not self.is_writing:
            self.form.deleteLater()
            del self.form
        turns().do(lambda: self.form.make_ahead(), self)

    # --- opening -----------------------------------------------------------------------------------------------------

    def open_new(self, title: str) -> None:
        """Write a record, or go on with what was begun."""
        typed = self.drafts.typed(self._kind.new_form, "") or {}
        self._open(title, "", self._usual(typed.get(self._kind.led_by)), typed)

    def open_changed(self, title: str, id: str, values: Mapping[str, Any]) -> None:
        """Correct what stands in a record, or go on with that."""
        self._open(title, id, values, self.drafts.typed(self._kind.change_form, id))

    def show_small(self, form: QWidget, confirmed: SignalInstance) -> None:
        """Show a small form about the record; `confirmed` writes it down."""
        self._confirmed = confirmed
        self._records.columns.show_side()
        self._view().open_form(form)

    def ask(self, form: ActForm, kept_as: str, id: str, told: str) -> None:
        """Ask a small form about a record and do what it says; `told` says that it was done."""
        form.begin(id, self.drafts.typed(kept_as, id))
        form.edited.connect(lambda: self.drafts.write(kept_as, id, form.half_written))
        form.cancelled.connect(self.close_small)
        form.confirmed.connect(lambda: self._do(form, kept_as, told))
        self.show_small(form, form.confirmed)

    def _open(self, title: str, id: str, values: Mapping[str, Any], typed: Mapping[str, Any] | None) -> None:
        self.id = id
        self.form.begin(title, id, values, typed)
        self._records.show_form(self.form)
        self.form.take_keyboard()

    # --- writing down ------------------------------------------------------------------------------------------------

    def go_on(self) -> bool:
        """Write down what stands open; False where nothing does."""
        if self.is_writing:
            self.form.confirmed.emit()
        elif self._records.side.is_shown(RECORD) and self._view().form is not None:
            self._confirmed.emit()
        else:
            return False
        return True

    def close_small(self) -> None:
        """Put the small form away; the keyboard goes back to the list, or stays at the record where that fills all."""
        view = self._view()
        self._records.take_keyboard(view.change)
        view.close_form()

    def small_done(self, kept_as: str, id: str, told: str) -> None:
        """Say what a small form has done, and forget what was half written in it."""
        self.drafts.write(kept_as, id, None)
        self.close_small()
        self.toast(told)

    def toast(self, told: str) -> None:
        """Say what was done, with the way to take it back."""
        self._desk.messages.toast(told, _UNDO, self._desk.session.undo)

    def _do(self, form: ActForm, kept_as: str, told: str) -> None:
        if (act := form.act()) is not None:
            self._desk.session.act(act, lambda _: self.small_done(kept_as, form.subject, told), owner=form)

    def _write_down(self) -> None:
        form, id = self.form, self.id
        values = form.checked()
        if values is not None:
            work = partial(_change, self._kind, id, form.changes()) if id else self._kind.add(values)
            self._desk.session.act(work, partial(self._is_written, id), self._refused, owner=form)

    def _is_written(self, id: str, made: str) -> None:
        self.drafts.write(self._kind.change_form if id else self._kind.new_form, id, None)
        self.toast(self._kind.changed if id else self._kind.added)
        self.written.emit(id or made)

    def _refused(self, error: BaseException) -> None:
        if isinstance(error, UserFacingError):
            self.form.say_refused(error.message)
        else:
            self._desk.messages.trouble(error)

    # --- half written ------------------------------------------------------------------------------------------------

    def _remember(self) -> None:
        kept_as = self._kind.change_form if self.id else self._kind.new_form
        self.drafts.write(kept_as, self.id, self.form.half_written)

    def _offer(self, key: str) -> None:
        """Write what is usual with a choice where nobody has written anything."""
        if key == self._kind.led_by and not self.id:
            self.form.offer(self._usual(self.form.form.value(key)))
            self._remember()

    def _usual(self, choice: Any) -> dict[str, Any]:
        """What is usual with a choice; the choice itself is what the clerk made, and kept as that."""
        return {key: value for key, value in self._kind.usual(choice).items() if key != self._kind.led_by}


def _change(kind: RecordKind, id: str, changes: Mapping[str, Any], workspace: Workspace) -> object:
    return kind.change(workspace, id, changes)
