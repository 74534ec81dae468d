"""公开审查: the three stages of one review, wherever something is reviewed."""

from functools import cached_property

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserFacingError
from app.file_names import file_name
from app.products.outgoing import Outgoing
from app.products.register_papers import draw_paper, review_form
from app.registers.reviews import (
    STAGE_WORDS,
    STAGES,
    STANDING_WORDS,
    Review,
    Stage,
    StageDone,
    Subject,
    exemptions,
    known_reviewers,
    next_stage,
    review,
    standing_of,
    told,
)
from ui.desk import Desk
from ui.jobs import PAPER
from ui.outgoing import print_out, save_pdf
from ui.pages.ledger.review_form import ReviewForm
from ui.theme.metrics import SPACE
from ui.widgets.buttons import Button
from ui.widgets.chips import Chip, ChipLabel
from ui.widgets.flow import Flow
from ui.widgets.icon_view import IconView
from ui.widgets.labels import Paragraph, label
from ui.widgets.panel import Panel, separator

REVIEW_CHIPS = {
    "none": Chip("circle-dashed", STANDING_WORDS["none"]),
    "begun": Chip("hourglass", STANDING_WORDS["begun"], colour="info", soft="info-soft"),
    "sent-back": Chip("undo-2", STANDING_WORDS["sent-back"], colour="danger", soft="danger-soft"),
    "signed": Chip("badge-check", STANDING_WORDS["signed"], colour="success", soft="success-soft"),
    "withheld": Chip("eye-off", STANDING_WORDS["withheld"], colour="warn", soft="warn-soft"),
}
_NOT_BEGUN = "还没有送审，做了初审就能打印"
_UNDO = "撤销 Ctrl+Z"


class ReviewBox(Panel):
    """How far the review of a subject is, and what the next stage asks for.

    The page around it shows the subject anew after each change of the store; what is half typed stays. A stage by
    somebody else than who works here is recorded under the name that is typed.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__("公开审查")
        self._desk = desk
        self._subject: Subject | None = None
        self._review: Review | None = None
        self._typed: dict[tuple[str, str, str], dict[str, str]] = {}
        self._begun: dict[str, str] = {}
        self.chip = ChipLabel(REVIEW_CHIPS["none"])
        self.add_to_head(self.chip)
        self._stages = QVBoxLayout()
        self._stages.setSpacing(SPACE[1])
        self._form_place = QVBoxLayout()
        self.passing = Button("通过", icon="check")
        self.refusing = Button("不通过", icon="undo-2", role="danger")
        self.print = Button("打印审查表", icon="printer", role="quiet")
        self._lay_out()
        self.passing.clicked.connect(lambda: self._record(passed=True))
        self.refusing.clicked.connect(lambda: self._record(passed=False))
        self.print.clicked.connect(self.print_form)

    @cached_property
    def form(self) -> ReviewForm:
        """What is written at a stage; made when there is something to review."""
        form = ReviewForm()
        form.mode_changed.connect(self._name_buttons)
        self._form_place.addWidget(form)
        return form

    @property
    def stage(self) -> Stage | None:
        """The stage that comes next, None where all is done or nothing is shown."""
        return next_stage(self._review) if self._subject is not None else None

    def show_subject(self, subject: Subject, review: Review | None) -> None:
        """Show how far the review of this is; `review` is what `review_of` gave for it."""
        before = self._key()
        self._keep_typed(before)
        self._subject, self._review = subject, review
        self.chip.set_chip(REVIEW_CHIPS[standing_of(review)])
        self._show_stages()
        if self._key() is not None:
            self._offer_anew()
            if self._key() != before:
                self._begin()
        if "form" in vars(self):
            self.form.setVisible(self.stage is not None)
        self.print.set_available(review is not None, _NOT_BEGUN)
        self._name_buttons()

    def take_keyboard(self) -> None:
        """Put the keyboard where the next stage begins."""
        (self.form.person if self.stage else self.print).setFocus(Qt.FocusReason.OtherFocusReason)

    def print_form(self) -> None:
        """Print the form of the review (审查表) as it stands."""
        subject = self._subject
        self._desk.session.ask(lambda workspace: review_form(workspace, subject), self._draw, owner=self)

    # --- showing ---------------------------------------------------------------------------------------------------

    def _key(self) -> tuple[str, str, str] | None:
        """Name what is being written: the subject as it stands, after the stage that was recorded last."""
        if self.stage is None:
            return None
        last = self._review.stages[-1].at if self._review and self._review.stages else ""
        return self._subject.id, self._subject.about, last

    def _keep_typed(self, key: tuple[str, str, str] | None) -> None:
        if key is not None and (typed := self.form.typed()) != self._begun:
            self._typed[key] = typed

    def _begin(self) -> None:
        self.form.begin(self._review, self._desk.session.person)
        self._begun = self.form.typed()
        if typed := self._typed.get(self._key()):
            self.form.bring_back(typed)

    def _offer_anew(self) -> None:
        """Names and grounds come from the store, which is asked each time: somebody may have been added."""
        self._desk.session.ask(
            lambda workspace: (known_reviewers(workspace), exemptions(workspace)),
            lambda found: self.form.offer(*found),
            owner=self,
        )

    def _show_stages(self) -> None:
        while (item := self._stages.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        done = {each.stage: each for each in self._review.stages} if self._review else {}
        for stage in STAGES:
            self._stages.addWidget(_stage_row(stage, done.get(stage), is_next=stage == self.stage))

    def _name_buttons(self) -> None:
        stage = self.stage
        for button in (self.passing, self.refusing):
            button.setVisible(stage is not None)
        if stage == "issue":
            self.passing.setText("定为不予公开" if self.form.is_withheld else "签发")
        elif stage is not None:
            self.passing.setText(f"{STAGE_WORDS[stage]}通过")

    def _lay_out(self) -> None:
        buttons = Flow()
        for button in (self.passing, self.refusing, self.print):
            buttons.addWidget(button)
        self.body.addLayout(self._stages)
        self.body.addWidget(separator())
        self.body.addLayout(self._form_place)
        self.body.addLayout(buttons)
        self.body.addStretch(1)

    # --- what the clerk does ---------------------------------------------------------------------------------------

    def _record(self, *, passed: bool) -> None:
        subject, stage, key = self._subject, self.stage, self._key()
        if stage is None:
            return
        self.form.clear_lines()
        said = {"opinion": self.form.opinion.toPlainText(), "person": self.form.person.currentText()}
        facts = self.form.facts()

        def record(workspace) -> Review:
            return review(workspace, subject, stage, passed=passed, facts=facts, **said)

        self._desk.session.act(record, lambda stands: self._recorded(subject, key, stands), self._refused, owner=self)

    def _recorded(self, subject: Subject, key: tuple[str, str, str], stands: Review) -> None:
        if subject == self._subject:
            self.show_subject(subject, stands)
        self._typed.pop(key, None)
        done = stands.stages[-1]
        result = "通过" if done.passed else "没有通过"
        self._desk.messages.toast(f"已记下{STAGE_WORDS[done.stage]}{result}", _UNDO, self._desk.session.undo)

    def _refused(self, error: BaseException) -> None:
        told_here = isinstance(error, UserFacingError) and self.form.say_wrong(error.code, error.message)
        if not told_here:
            self._desk.messages.trouble(error)

    def _draw(self, prepared) -> None:
        self._desk.jobs.run(PAPER, lambda watch: draw_paper(prepared), self._print, owner=self)

    def _print(self, outgoing: Outgoing) -> None:
        name = file_name(f"审查表 {self._subject.title}")
        print_out(self._desk, self, outgoing, lambda: save_pdf(self._desk, outgoing, name))


def _stage_row(stage: Stage, done: StageDone | None, *, is_next: bool) -> QWidget:
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(SPACE[2])
    icon, role, words = _stage_words(stage, done, is_next=is_next)
    line.addWidget(IconView(icon, role, 15, "table"), 0, Qt.AlignmentFlag.AlignTop)
    if is_next and done is None:
        line.addWidget(label(words, "strong", wrap=True), 1)
    else:
        line.addWidget(Paragraph(words, "table", "text" if done else "text-muted"), 1)
    return row


def _stage_words(stage: Stage, done: StageDone | None, *, is_next: bool) -> tuple[str, str, str]:
    if done is not None:
        again = "。现在重新做" if is_next else ""
        icon, role = ("circle-check", "success") if done.passed else ("undo-2", "danger")
        return icon, role, told(done) + again
    if is_next:
        return "circle-dot", "accent", f"{STAGE_WORDS[stage]}　现在做"
    return "circle", "text-muted", f"{STAGE_WORDS[stage]}　还没有轮到"
