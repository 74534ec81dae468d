"""What the clerk writes down about a kept notice on the wall, from review to result."""

from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.calendar.typed_date import typed_date
from app.errors import UserFacingError
from app.products.outgoing import Outgoing
from app.products.posting_photos import draw_photo
from app.products.register_papers import draw_paper, posting_proof
from app.registers.corrections import see_to
from app.registers.postings import posting_warnings, take_ending
from app.registers.withdrawn_lines import note_in_ledger
from ui.desk import Desk
from ui.form_drafts import FormDrafts
from ui.outgoing import print_out, save_pdf
from ui.pages.notices.act_form import Act, ActForm
from ui.pages.notices.objection_form import ObjectionForm
from ui.pages.notices.posting_forms import DownForm, PhotosForm, PostForm, ResultForm, WithdrawForm
from ui.pages.notices.posting_panel import (
    DOWN,
    OBJECT,
    PHOTOS,
    POST,
    PROOF,
    RECOUNT,
    RESULT,
    REVIEW,
    WITHDRAW,
)
from ui.pages.notices.posting_reading import FORM, PostingFacts, read_posting
from ui.pages.notices.posting_words import ANSWER, CORRECT, DONE, IN_LEDGER, TAKE_OUT, UNDONE
from ui.pages.notices.sheet import Sheet
from ui.pages.notices.view import CheckView
from ui.redaction import open_redaction
from ui.widgets.note import Note
from ui.widgets.scrolled import area_around, bring_up
from ui.widgets.tab_order import tab_as_laid_out

_UNDO = "撤销 Ctrl+Z"
_PHOTO_SHOWN = "现在看的是一张照片，点“回到公示”再打印公示。"
_PROOF_SHOWN = "现在看的是公示情况证明，点“回到公示”再打印公示。"


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
        self.drafts = FormDrafts(desk, self)
        panel = view.posting
        panel.asked.connect(self.begin)
        panel.objections.acted.connect(self._act_on_objection)
        panel.objections.opened.connect(lambda key: self._act_on_objection(key, ANSWER))
        panel.steps.acted.connect(self._act_on_step)
        panel.photos.opened.connect(self.show_photo)

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
        self.drafts.show_kept({FORM: facts.half_written})
        view = self._view
        view.posting.show_facts(facts)
        view.posting.show()
        if isinstance(view.posting.form, PostForm):
            # What stood in the way may be done by now: a review that was signed.
            self._ask_for_warnings(view.posting.form)
        view.review.show_subject(facts.subject, facts.review)
        # A review that has begun waits for somebody; one that nobody asked for would stand before the sheet.
        view.review.setVisible(self._asks_review or (facts.record is None and facts.standing in ("begun", "sent-back")))

    # --- acts --------------------------------------------------------------------------------------------------------

    def begin(self, code: str) -> None:
        """Do what a button of the panel says: fold out its form, or lead to where it is done."""
        ways = {REVIEW: self.go_to_review, PROOF: self.show_proof, RECOUNT: self._take_ending}
        if code in ways:
            ways[code]()
        else:
            self._open(self._form(code), code)

    def _form(self, code: str) -> ActForm:
        desk, facts = self._desk, self.facts
        return {
            POST: lambda: PostForm(facts, desk),
            OBJECT: lambda: ObjectionForm(facts),
            DOWN: lambda: DownForm(facts, desk),
            PHOTOS: lambda: PhotosForm(facts, desk),
            RESULT: lambda: ResultForm(facts),
            WITHDRAW: lambda: WithdrawForm(facts),
        }[code]()

    def _act_on_objection(self, key: str, code: str) -> None:
        self._open(ObjectionForm(self.facts, int(key)), f"{ANSWER}{key}")

    def _act_on_step(self, key: str, code: str) -> None:
        """Do what a button beside a step of taking a notice back says."""
        notice = self._notice
        acts = {
            DONE: lambda: self._do(lambda workspace: see_to(workspace, notice, key), "已记下这一步"),
            UNDONE: lambda: self._do(lambda workspace: see_to(workspace, notice, key, done=False), "已记下还没做好"),
            IN_LEDGER: lambda: self._do(lambda workspace: note_in_ledger(workspace, notice), "台账里已记下不再公开"),
            TAKE_OUT: self._take_out,
            CORRECT: lambda: self.correction_asked.emit(self.facts),
        }
        acts[code]()

    def _take_out(self) -> None:
        open_redaction(self._desk, self._view, "notice", self._notice, title=self.facts.subject.title, then=self.read)

    def _take_ending(self) -> None:
        notice = self._notice
        self._do(lambda workspace: take_ending(workspace, notice), "公示期照现在算的记下了")

    def _do(self, act: Act, done: str) -> None:
        told = partial(self._desk.messages.toast, done, _UNDO, self._desk.session.undo)
        self._desk.session.act(act, lambda _: told(), owner=self)

    def _open(self, form: ActForm, code: str) -> None:
        subject = f"{code}:{self._notice}"
        form.begin(subject, self.drafts.typed(FORM, subject))
        form.edited.connect(lambda: self.drafts.write(FORM, subject, form.half_written))
        form.cancelled.connect(self._fold_in)
        form.confirmed.connect(partial(self._write_down, form))
        self._view.posting.show_form(form)
        tab_as_laid_out(form)
        if isinstance(form, PostForm):
            form.day.typed.connect(partial(self._ask_for_warnings, form))
            self._ask_for_warnings(form)
        bring_up(form)

    def _fold_in(self) -> None:
        self._view.posting.show_form(None)
        shown = (button for button in self._view.posting.buttons.values() if button.isVisible())
        next(shown, self._view.print).setFocus()
        bring_up(self._view.posting)

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
            done = partial(self._written, form)
            self._desk.session.act(act, lambda _: done(), partial(self._refused, form), owner=self)

    def _written(self, form: ActForm) -> None:
        self._desk.messages.toast(form.done, _UNDO, self._desk.session.undo)
        self.drafts.write(FORM, form.subject, None)
        if form is self._view.posting.form:
            self._fold_in()
            if isinstance(form, WithdrawForm):
                self._view.posting.steps.setFocus()

    def _refused(self, form: ActForm, error: BaseException) -> None:
        """Say in the form why it was not written down; without a review lead there."""
        if not isinstance(error, UserFacingError) or form is not self._view.posting.form:
            self._desk.messages.trouble(error)
            return
        headline, _, rest = error.message.partition("，")
        ways = [("去审查", "stamp", self.go_to_review)] if error.code.startswith("review-") else []
        form.say([Note("danger", headline, rest, ways, compact=True)])
        tab_as_laid_out(form)
        # A tall form would be in sight without why it was refused.
        area = area_around(form)
        is_tall = area is not None and form.height() + form.notes.sizeHint().height() > area.viewport().height()
        bring_up(form.notes if is_tall else form)

    def go_to_review(self) -> None:
        """Fold out the review of the notice and go there."""
        self._asks_review = True
        self._view.review.show()
        self._view.review.take_keyboard()

    # --- the proof ---------------------------------------------------------------------------------------------------

    def show_proof(self) -> None:
        """Show the proof of the posting in place of the sheet, to be saved or printed."""
        notice = self._notice
        self._sheet.show_paper(
            lambda workspace: posting_proof(workspace, notice), draw_paper, self._proof_note, _PROOF_SHOWN
        )
        self.proof_shown.emit()

    def show_photo(self, key: str) -> None:
        """Show a photo of the posting as large as the sheet is."""
        unit, today, title = self._desk.session.unit.full_name, self.facts.today, self.facts.subject.title
        photo = next(each for each in self.facts.photos if each.key == key)
        self._sheet.show_paper(
            lambda workspace: photo,
            lambda shown: draw_photo(shown, title, unit, today),
            partial(self._paper_note, f"照片　{photo.words}", f"照片 {photo.short_words} {title}"),
            _PHOTO_SHOWN,
        )
        self.proof_shown.emit()

    def _proof_note(self, proof: Outgoing) -> Note:
        return self._paper_note("公示情况证明", f"公示情况证明 {self.facts.subject.title}", proof)

    def _paper_note(self, headline: str, name: str, paper: Outgoing) -> Note:
        """What stands above a paper beside: what a person has to look at, and where it can go."""
        notice = self._notice
        save = partial(save_pdf, self._desk, paper, name)
        ways = [
            ("存成 PDF", "file-down", save),
            ("打印", "printer", lambda: print_out(self._desk, self._view, paper, save)),
            ("回到公示", "arrow-left", lambda: self._sheet.show_kept(notice)),
        ]
        look = "".join(paper.to_look_at)
        return Note("warn" if look else "info", headline, look, ways, compact=True)
