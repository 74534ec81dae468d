"""What the clerk writes into the register of requests: the forms, what stands half written, what becomes of it."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt

from app.drafting.redacted_cases import WHO_ASKS
from app.errors import UserFacingError
from app.registers.request_events import strike_event
from app.registers.request_numbers import set_number_patterns
from app.registers.request_records import REQUEST
from app.registers.request_struck import restore_request
from app.registers.requests import strike_request
from app.workspace import Workspace
from ui.editors.editor import Editor
from ui.form_drafts import FormDrafts
from ui.pages.notices.act_form import ActForm
from ui.pages.requests.fee_form import FeeForm
from ui.pages.requests.forms import EventForm
from ui.pages.requests.reading import EVENT_FORM, NEW_FORM
from ui.pages.requests.register_form import RegisterForm
from ui.pages.requests.reply_form import ReplyForm
from ui.pages.requests.view import REPLY
from ui.redaction import open_redaction
from ui.widgets.field import Field

if TYPE_CHECKING:
    from ui.pages.requests.page import RequestsPage

_PATTERNS = {"register": ("登记编号", "{年}-{号3}"), "letter": ("文书编号", "公开告〔{年}〕{号}号")}
_UNDO = "撤销 Ctrl+Z"
_FORMS = {REPLY: ReplyForm, "fee-asked": FeeForm}
"""Kinds of events with a form of their own."""
_Form = RegisterForm | EventForm | ReplyForm


class RequestActs(QObject):
    """Acts on the case that the page shows, and on a new one."""

    def __init__(self, page: "RequestsPage") -> None:
        super().__init__(page)
        self._page, self._desk = page, page.desk
        self.drafts = FormDrafts(page.desk, self)

    # --- opening -----------------------------------------------------------------------------------------------------

    def register(self) -> None:
        """Take a request down, or go on with what was begun."""
        if self._page.seen is None or self._page.side.adding is not None:
            return
        form = RegisterForm(self._page.seen)
        self._follow(form, form.form, "")
        self._page.show_adding(form)

    def change(self) -> None:
        """Correct what was taken down."""
        line, detail = self._page.current, self._page.detail
        if line is not None and detail is not None:
            form = RegisterForm(self._page.seen, line, detail)
            self._follow(form, form.form, line.kept.id)
            self._page.show_form(form)

    def begin(self, kind: str) -> None:
        """Ask what a kind of event tells."""
        line, detail = self._page.current, self._page.detail
        if line is None or detail is None:
            return
        form = _FORMS.get(kind, partial(EventForm, kind))(line, detail, self._page.seen)
        self._follow(form, EVENT_FORM, f"{kind}:{line.kept.id}")
        self._page.show_form(form)

    def _follow(self, form: ActForm, kept_as: str, subject: str) -> None:
        form.begin(subject, self.drafts.typed(kept_as, subject))
        form.edited.connect(lambda: self.drafts.write(kept_as, subject, form.half_written))
        form.cancelled.connect(partial(self._leave, form))
        form.confirmed.connect(partial(self._write_down, form, kept_as))

    # --- writing down ------------------------------------------------------------------------------------------------

    def strike(self) -> None:
        """Take the case out of the register."""
        id, number = self._page.current.kept.id, self._page.current.kept.case.number
        self._do(lambda workspace: strike_request(workspace, id), f"已撤销 {number} 的登记")

    def restore(self, id: str) -> None:
        """Bring back a case that was struck out while a colleague went on working on it."""
        self._do(lambda workspace: restore_request(workspace, id), "已恢复")

    def take_out(self) -> None:
        """Take who asks out of the case, its letters and every version of both."""
        page = self._page
        open_redaction(page.desk, page, REQUEST, page.current.kept.id, what=WHO_ASKS, then=page.reload)

    def strike_event(self, place: str) -> None:
        """Take out what was written down by mistake."""
        id = self._page.current.kept.id
        self._do(lambda workspace: strike_event(workspace, id, int(place)), "已划去")

    def ask_pattern(self, what: str) -> None:
        """Ask how cases ("register") or letters ("letter") are numbered."""
        words, example = _PATTERNS[what]
        text = f"{{年}} 是年份，{{号}} 是号，{{号3}} 是三位的号，例如 {example}。已经编了的号不变。"

        def write(pattern: str) -> None:
            self._do(lambda workspace: set_number_patterns(workspace, **{what: pattern}), f"已改{words}的规则")

        self._desk.messages.ask_text(f"{words}的规则", text, write, getattr(self._page.seen.patterns, what))

    def _do(self, work: Callable[[Workspace], object], told: str) -> None:
        self._desk.session.act(work, lambda _: self._toast(told), owner=self)

    def _write_down(self, form: _Form, kept_as: str) -> None:
        if (act := form.act()) is None:
            _go_to_wrong(form)
        else:
            line = self._page.current
            about = line.kept.id if line is not None else ""
            done, refused = partial(self._written, form, kept_as, about), partial(self._refused, form)
            self._desk.session.act(act, done, refused, owner=form)

    def _written(self, form: _Form, kept_as: str, about: str, result: object) -> None:
        self.drafts.write(kept_as, form.subject, None)
        self._toast(form.done)
        if kept_as == NEW_FORM:
            self._page.show_registered(result)
        else:
            self._page.show_acted_on(about)

    def _refused(self, form: _Form, error: BaseException) -> None:
        """Say in the form why the store refused, where it belongs to a line of it."""
        if isinstance(error, UserFacingError) and form.say_refused(error.code, error.message):
            _go_to_wrong(form)
        else:
            self._desk.messages.trouble(error)

    def _leave(self, form: ActForm) -> None:
        """Leave a form: what was written in it is there when it is opened again."""
        if form is self._page.side.adding:
            self._page.leave_adding()
        else:
            self._page.close_form()

    def _toast(self, told: str) -> None:
        self._desk.messages.toast(told, _UNDO, self._desk.session.undo)


def _go_to_wrong(form: ActForm) -> None:
    """Put the keyboard into the first field, as they stand, that says what is wrong."""
    wrong = [field for field in form.findChildren(Field) if field.editor.property("wrong") and field.isVisible()]
    if wrong:
        first = min(wrong, key=lambda field: field.mapTo(form, QPoint(0, 0)).y())
        editor = first.editor
        editor.focus_first() if isinstance(editor, Editor) else editor.setFocus(Qt.FocusReason.OtherFocusReason)
