"""What the clerk does with interpretation plans: they are written, printed, and come out in the ledger."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from app.products.outgoing import Outgoing
from app.products.plan_sheet import plan_sheet
from app.products.register_papers import draw_paper
from app.registers.doubled_lines import join_doubled
from app.registers.plan_publishing import plan_to_ledger
from app.registers.plans import add_plan, change_plan, strike_plan
from app.workspace import Workspace
from ui.editors.answers_form import AnswersForm
from ui.jobs import PAPER
from ui.outgoing import print_out, save_pdf
from ui.pages.ledger.new_line_form import NewLineForm
from ui.pages.ledger.reading import find_entries
from ui.pages.plans.reading import CHANGE_FORM, DONE_FORM, LEDGER_FORM, NEW_FORM
from ui.pages.registers.day_form import DayForm
from ui.pages.registers.record_forms import RecordForms, RecordKind
from ui.shelf import shelf_of

if TYPE_CHECKING:
    from ui.pages.plans.page import PlansPage


class PlanActs(QObject):
    """Acts on the plan that the page shows, and on a new one."""

    def __init__(self, page: "PlansPage") -> None:
        super().__init__(page)
        self._page, self._desk = page, page.desk
        kind = RecordKind(
            NEW_FORM, CHANGE_FORM, "已记下解读方案", "已改方案", self._adding, change_plan, "doc_kind", self._usual
        )
        self.forms = RecordForms(page.desk, page.records, kind, self._make_form, lambda: page.plan, self)
        self.drafts = self.forms.drafts

    @property
    def form(self) -> AnswersForm:
        """The form of a plan."""
        return self.forms.form

    # --- opening -----------------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Write a plan, or go on with what was begun."""
        if self._page.seen is not None:
            self.forms.open_new("新写一份解读方案")

    def change(self) -> None:
        """Correct what stands in a plan."""
        if (line := self._page.current) is not None:
            self.forms.open_changed(f"改方案：{line.title}", line.kept.id, line.answers.known)

    def begin_done(self) -> None:
        """Ask on which day the interpretation came out, where that is not in the ledger."""
        if (line := self._page.current) is not None:
            id = line.kept.id
            form = DayForm(
                "记解读日期",
                "解读是哪天发布的",
                self._page.seen.today,
                lambda workspace, day: change_plan(workspace, id, {"done_on": day.isoformat()}),
            )
            self.forms.ask(form, DONE_FORM, id, "已记解读日期")

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
        form.given_up.connect(self.forms.close_small)
        form.accepted.connect(partial(self._to_ledger, form, id))
        self.forms.show_small(form, form.accepted)
        form.begin()
        form.begun(id, self.drafts.typed(LEDGER_FORM, id))

    # --- writing down ------------------------------------------------------------------------------------------------

    def strike(self) -> None:
        """Take the plan out."""
        if (line := self._page.current) is not None:
            id = line.kept.id
            self._desk.session.act(
                lambda workspace: strike_plan(workspace, id), lambda _: self.forms.toast("已划去"), owner=self
            )

    def join_doubled(self) -> None:
        """Make one line each of interpretations that stand in the ledger twice."""
        self._desk.session.act(join_doubled, lambda _: self.forms.toast("已合成一行"), owner=self)

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

    def _to_ledger(self, form: NewLineForm, id: str) -> None:
        read = form.read()
        if read is None:
            return
        entry, day, _ = read

        def done(_: object) -> None:
            self.forms.small_done(LEDGER_FORM, id, "已记进台账，审查、公开在台账里办")

        self._desk.session.act(lambda workspace: plan_to_ledger(workspace, id, entry, day), done, owner=form)

    def _find(self, form: NewLineForm, text: str) -> None:
        self._desk.session.ask(
            lambda workspace: find_entries(workspace, text), lambda found: form.show_found(text, found), owner=form
        )

    # --- the form ----------------------------------------------------------------------------------------------------

    def _make_form(self) -> AnswersForm:
        return AnswersForm(self._page.seen.definition, shelf_of(self._desk, self._page, lambda: self.forms.id))

    def _adding(self, values: Mapping[str, Any]) -> Callable[[Workspace], str]:
        template = self._template(values.get("doc_kind"))
        return lambda workspace: add_plan(workspace, values, template=template)

    def _usual(self, kind: Any) -> Mapping[str, Any]:
        return self._page.seen.begun_with[self._template(kind)]

    def _template(self, kind: Any) -> str:
        return next((code for code, known in self._page.seen.kinds.items() if known == kind), "")
