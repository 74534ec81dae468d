"""What the clerk writes down about a kept notice on the wall, from review to result."""

from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.calendar.typed_date import typed_date
from app.errors import UserFacingError
from app.products.outgoing import Outgoing
from app.products.register_papers import draw_paper, posting_proof
from app.registers.postings import posting_warnings
from ui.desk import Desk
from ui.outgoing import print_out, save_pdf
from ui.pages.notices.posting_forms import ActForm, DownForm, ObjectionForm, PostForm, ResultForm, WithdrawForm
from ui.pages.notices.posting_panel import CORRECT, DOWN, OBJECT, POST, PROOF, RESULT, REVIEW, WITHDRAW
from ui.pages.notices.posting_reading import PostingFacts, read_posting
from ui.pages.notices.sheet import Sheet
from ui.pages.notices.view import CheckView
from ui.widgets.note import Note

_UNDO = "撤销 Ctrl+Z"
_PROOF_SHOWN = "右边是公示情况证明，点“回到公示”再打印公示。"


class Posting(QObject):
    """Stands between the panel 张贴 with the review beneath it and the store."""

    correction_asked = Signal(object)
    """`PostingFacts` of a withdrawn notice: the one that takes its place is to be made."""
    proof_shown = Signal()
    """The sheet beside shows a proof now."""

    def __init__(self, desk: Desk, view: CheckView, sheet: Sheet) -> None:
        super().__init__(view)
        self._desk, self._view, self._sheet = desk, view, sheet
        self.facts: PostingFacts | None = None
        self._notice = ""
        self._asks_review = False
        view.posting.asked.connect(self.begin)

    def enter(self, notice: str) -> None:
        """Show how a notice hangs; what was being written about another is let go."""
        if notice != self._notice:
            self.leave()
            self._notice = notice
        self.read()

    def leave(self) -> None:
        """Let go of the notice shown."""
        self.facts, self._notice, self._asks_review = None, "", False
        self._view.posting.show_form(None)
        self._view.posting.hide()
        self._view.review.hide()

    def read(self) -> None:
        """Read how it hangs now."""
        if notice := self._notice:
            self._desk.session.ask(
                lambda workspace: read_posting(workspace, notice), partial(self._show, notice), owner=self
            )

    def _show(self, notice: str, facts: PostingFacts) -> None:
        if notice != self._notice:
            return
        self.facts = facts
        view = self._view
        view.posting.show_facts(facts)
        view.posting.show()
        view.review.show_subject(facts.subject, facts.review)
        # A review that has begun waits for somebody; one that nobody asked for would stand before the sheet.
        view.review.setVisible(self._asks_review or (facts.record is None and facts.standing in ("begun", "sent-back")))

    # --- acts --------------------------------------------------------------------------------------------------------

    def begin(self, code: str) -> None:
        """Do what a button of the panel says: fold out its form, or lead to where it is done."""
        ways = {REVIEW: self.go_to_review, CORRECT: self._ask_for_correction, PROOF: self.show_proof}
        if code in ways:
            ways[code]()
        else:
            self._open(self._form(code))

    def _form(self, code: str) -> ActForm:
        messages, facts = self._desk.messages, self.facts
        return {
            POST: lambda: PostForm(facts, messages),
            OBJECT: lambda: ObjectionForm(facts),
            DOWN: lambda: DownForm(facts, messages),
            RESULT: lambda: ResultForm(facts),
            WITHDRAW: lambda: WithdrawForm(facts),
        }[code]()

    def _open(self, form: ActForm) -> None:
        form.cancelled.connect(self._fold_in)
        form.confirmed.connect(partial(self._write_down, form))
        self._view.posting.show_form(form)
        if isinstance(form, PostForm):
            form.day.typed.connect(partial(self._ask_for_warnings, form))
            self._ask_for_warnings(form)
        self._view.bring_up(form)

    def _fold_in(self) -> None:
        self._view.posting.show_form(None)
        shown = (button for button in self._view.posting.buttons.values() if button.isVisible())
        next(shown, self._view.print).setFocus()

    def _ask_for_warnings(self, form: PostForm) -> None:
        """Tell what is wrong with the day before anything is written down."""
        written = typed_date(form.day.value() or "", self.facts.today)
        if written is None:
            return
        notice, day = self._notice, date.fromisoformat(written)

        def show(told: list[str]) -> None:
            if form is self._view.posting.form:
                form.show_warnings(told)

        self._desk.session.ask(lambda workspace: posting_warnings(workspace, notice, day), show, owner=form)

    def _write_down(self, form: ActForm) -> None:
        act = form.act()
        if act is not None:
            done = partial(self._written, form, self.facts)
            self._desk.session.act(act, lambda _: done(), partial(self._refused, form), owner=self)

    def _written(self, form: ActForm, facts: PostingFacts) -> None:
        self._desk.messages.toast(form.done, _UNDO, self._desk.session.undo)
        if form is self._view.posting.form:
            self._fold_in()
            if isinstance(form, WithdrawForm) and form.goes_on.isChecked():
                self.correction_asked.emit(facts)

    def _refused(self, form: ActForm, error: BaseException) -> None:
        """Say in the form why it was not written down; without a review lead there."""
        if not isinstance(error, UserFacingError) or form is not self._view.posting.form:
            self._desk.messages.trouble(error)
            return
        headline, _, rest = error.message.partition("，")
        ways = [("去审查", "stamp", self.go_to_review)] if error.code == "review-missing" else []
        form.say([Note("danger", headline, rest, ways, compact=True)])
        self._view.bring_up(form)

    def go_to_review(self) -> None:
        """Fold out the review of the notice and go there."""
        self._asks_review = True
        self._view.review.show()
        self._view.review.take_keyboard()
        self._view.bring_up(self._view.review)

    def _ask_for_correction(self) -> None:
        self.correction_asked.emit(self.facts)

    # --- the proof ---------------------------------------------------------------------------------------------------

    def show_proof(self) -> None:
        """Show the proof of the posting in place of the sheet, to be saved or printed."""
        notice = self._notice
        self._sheet.show_paper(
            lambda workspace: posting_proof(workspace, notice), draw_paper, self._proof_note, _PROOF_SHOWN
        )
        self.proof_shown.emit()

    def _proof_note(self, proof: Outgoing) -> Note:
        name, notice = f"公示情况证明 {self.facts.subject.title}", self._notice
        save = partial(save_pdf, self._desk, proof, name)
        ways = [
            ("存成 PDF", "file-down", save),
            ("打印", "printer", lambda: print_out(self._desk, self._view, proof, save)),
            ("回到公示", "arrow-left", lambda: self._sheet.show_kept(notice)),
        ]
        return Note("info", "公示情况证明", "", ways, compact=True)
