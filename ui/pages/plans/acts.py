"""What the clerk writes of interpretation plans: the forms, what stands half written, what becomes of it."""

from collections.abc import Callable, Mapping
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from app.errors import UserFacingError
from app.products.outgoing import Outgoing
from app.products.plan_sheet import plan_sheet
from app.products.register_papers import draw_paper
from app.registers.plan_publishing import plan_to_ledger
from app.registers.plans import add_plan, change_plan, strike_plan
from app.workspace import Workspace
from ui.editors.answers_form import AnswersForm
from ui.form_drafts import FormDrafts
from ui.jobs import PAPER
from ui.outgoing import print_out, save_pdf
from ui.pages.ledger.new_line_form import NewLineForm
from ui.pages.ledger.reading import find_entries
from ui.pages.notices.act_form import ActForm
from ui.pages.plans.reading import CHANGE_FORM, DONE_FORM, LEDGER_FORM, NEW_FORM
from ui.shelf import shelf_of

if TYPE_CHECKING:
    from ui.pages.plans.page import PlansPage

_UNDO = "撤销 Ctrl+Z"


class DoneForm(ActForm):
    """记解读日期: on which day the interpretation came out, where that is not in the ledger."""

    def __init__(self, id: str, today) -> None:
        super().__init__("记解读日期", "记下", "解读是哪天发布的", today)
        self._id = id

    def act(self) -> Callable[[Workspace], Any] | None:
        day = self.chosen_day()
        if day is None:
            return None
        return lambda workspace: change_plan(workspace, self._id, {"done_on": day.isoformat()})


class PlanActs(QObject):
    """Acts on the plan that the page shows, and on a new one."""

    def __init__(self, page: "PlansPage") -> None:
        super().__init__(page)
        self._page, self._desk = page, page.desk
        self.drafts = FormDrafts(page.desk, self)
        self._id = ""
        """The plan that is written in the form, "" for a new one."""

    @cached_property
    def form(self) -> AnswersForm:
        """The form of a plan."""
        shelf = shelf_of(self._desk, self._page, lambda: self._id)
        form = AnswersForm(self._page.seen.definition, shelf)
        # Its place comes first: moving finished rows below a new parent takes longer than making them.
        self._page.side.addWidget(form)
        form.confirmed.connect(self._write_down)
        form.cancelled.connect(self._page.leave_form)
        form.edited.connect(self._remember)
        form.form.typed.connect(self._offer)
        return form

    # --- opening -----------------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Write a plan, or go on with what was begun."""
        seen = self._page.seen
        if seen is None:
            return
        typed = self.drafts.typed(NEW_FORM, "") or {}
        values = self._offered(typed.get("doc_kind"))
        self._open("新写一份解读方案", "", values, typed)

    def change(self) -> None:
        """Correct what stands in a plan."""
        if (line := self._page.current) is not None:
            typed = self.drafts.typed(CHANGE_FORM, line.kept.id)
            self._open(f"改方案：{line.title}", line.kept.id, line.answers.known, typed)

    def begin_done(self) -> None:
        """Ask on which day the interpretation came out."""
        if (line := self._page.current) is None:
            return
        form = DoneForm(line.kept.id, self._page.seen.today)
        form.begin(line.kept.id, self.drafts.typed(DONE_FORM, line.kept.id))
        form.edited.connect(lambda: self.drafts.write(DONE_FORM, form.subject, form.half_written))
        form.cancelled.connect(self._page.close_small)
        form.confirmed.connect(lambda: self._done(form))
        self._page.show_small(form)

    def begin_ledger(self) -> None:
        """Ask under which entry the interpretation stands in the ledger."""
        if (line := self._page.current) is None:
            return
        id = line.kept.id
        form = NewLineForm(lambda: self._page.seen.today)
        form.title_field.hide()
        form.accept.setText("记进台账")
        form.asked.connect(partial(self._find, form))
        form.edited.connect(lambda: self.drafts.write(LEDGER_FORM, id, form.half_written))
        form.given_up.connect(self._page.close_small)
        form.accepted.connect(partial(self._to_ledger, form, id))
        self._page.show_small(form)
        form.begin()
        form.begun(id, self.drafts.typed(LEDGER_FORM, id))

    def _open(self, title: str, id: str, values: Mapping[str, Any], typed: Mapping[str, Any] | None) -> None:
        self._id = id
        self.form.begin(title, id, values, typed)
        self._page.show_form(self.form)
        self.form.take_keyboard()

    # --- writing down ------------------------------------------------------------------------------------------------

    def strike(self) -> None:
        """Take the plan out."""
        if (line := self._page.current) is not None:
            id = line.kept.id
            self._desk.session.act(
                lambda workspace: strike_plan(workspace, id), lambda _: self._toast("已划去"), owner=self
            )

    def save_paper(self) -> None:
        """Save the plan as a PDF."""
        name = f"{self._page.current.title}解读方案"
        self._draw(lambda outgoing: save_pdf(self._desk, outgoing, name))

    def print_paper(self) -> None:
        """Print the plan."""
        self._draw(lambda outgoing: print_out(self._desk, self._page, outgoing, self.save_paper))

    def _draw(self, then: Callable[[Outgoing], object]) -> None:
        id = self._page.current.kept.id

        def draw(prepared) -> None:
            self._desk.jobs.run(PAPER, lambda watch: draw_paper(prepared), then, owner=self)

        self._desk.session.ask(lambda workspace: plan_sheet(workspace, id), draw, owner=self)

    def _write_down(self) -> None:
        form, id = self.form, self._id
        values = form.checked()
        if values is None:
            return
        if id:
            changes = form.changes()
            work = partial(_change, id, changes)
        else:
            work = partial(_add, self._template(values.get("doc_kind")), values)
        self._desk.session.act(work, partial(self._written, id), self._refused, owner=form)

    def _written(self, id: str, made: str) -> None:
        self.drafts.write(CHANGE_FORM if id else NEW_FORM, id, None)
        self._toast("已改方案" if id else "已记下解读方案")
        self._page.show_written(id or made)

    def _refused(self, error: BaseException) -> None:
        if isinstance(error, UserFacingError):
            self.form.say(error.message)
        else:
            self._desk.messages.trouble(error)

    def _done(self, form: DoneForm) -> None:
        if (act := form.act()) is not None:
            self._desk.session.act(act, partial(self._small_done, DONE_FORM, form.subject, "已记解读日期"), owner=form)

    def _to_ledger(self, form: NewLineForm, id: str) -> None:
        read = form.read()
        if read is None:
            return
        entry, day, _ = read
        done = partial(self._small_done, LEDGER_FORM, id, "已记进台账，审查、公开在台账里办")
        self._desk.session.act(lambda workspace: plan_to_ledger(workspace, id, entry, day), done, owner=form)

    def _small_done(self, kept_as: str, subject: str, told: str, _: object) -> None:
        self.drafts.write(kept_as, subject, None)
        self._page.close_small()
        self._toast(told)

    def _find(self, form: NewLineForm, text: str) -> None:
        self._desk.session.ask(
            lambda workspace: find_entries(workspace, text), lambda found: form.show_found(text, found), owner=form
        )

    # --- half written ------------------------------------------------------------------------------------------------

    def _remember(self) -> None:
        self.drafts.write(CHANGE_FORM if self._id else NEW_FORM, self._id, self.form.half_written)

    def _offer(self, key: str) -> None:
        """Write what the template of a kind of document says, where nobody has written anything."""
        if key == "doc_kind" and not self._id:
            self.form.offer(self._offered(self.form.form.value(key)))
            self._remember()

    def _offered(self, kind: Any) -> dict[str, Any]:
        """What the template of a kind of document says; the kind itself is what the clerk chose, and kept as that."""
        values = self._page.seen.begun_with[self._template(kind)]
        return {key: value for key, value in values.items() if key != "doc_kind"}

    def _template(self, kind: Any) -> str:
        return next((code for code, known in self._page.seen.kinds.items() if known == kind), "")

    def _toast(self, told: str) -> None:
        self._desk.messages.toast(told, _UNDO, self._desk.session.undo)


def _add(template: str, values: Mapping[str, Any], workspace: Workspace) -> str:
    return add_plan(workspace, values, template=template)


def _change(id: str, changes: Mapping[str, Any], workspace: Workspace) -> str:
    return change_plan(workspace, id, changes).id
