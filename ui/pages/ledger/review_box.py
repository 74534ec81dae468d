"""公开审查: the three stages of one review, wherever something is reviewed."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from app.drafting.form_drafts import kept_forms
from app.errors import UserFacingError
from app.file_names import file_name
from app.products.outgoing import Outgoing
from app.products.register_papers import draw_paper, review_form
from app.registers.review_lists import exemptions, former_review, known_reviewers
from app.registers.reviews import (
    STAGE_WORDS,
    STAGES,
    STANDING_WORDS,
    Review,
    Stage,
    StageDone,
    condition_of,
    is_ended,
    next_stage,
    sign,
    standing_of,
    told,
)
from app.registers.subjects import Subject
from app.workspace import Workspace
from ui.desk import Desk
from ui.form_drafts import FormDrafts
from ui.jobs import PAPER
from ui.outgoing import print_out, save_pdf
from ui.pages.ledger.review_form import Exemption, ReviewFields, ReviewForm
from ui.pages.ledger.signer import Signer
from ui.theme.metrics import SPACE
from ui.widgets.buttons import Button
from ui.widgets.chips import Chip, ChipLabel
from ui.widgets.flow import Flow
from ui.widgets.icon_view import IconView
from ui.widgets.labels import Paragraph, label
from ui.widgets.panel import Panel, separator
from ui.widgets.scrolled import bring_up
from ui.widgets.tab_order import tab_as_laid_out

REVIEW_CHIPS = {
    "none": Chip("circle-dashed", STANDING_WORDS["none"]),
    "begun": Chip("hourglass", STANDING_WORDS["begun"], colour="info", soft="info-soft"),
    "sent-back": Chip("undo-2", STANDING_WORDS["sent-back"], colour="danger", soft="danger-soft"),
    "signed": Chip("badge-check", STANDING_WORDS["signed"], colour="success", soft="success-soft"),
    "on-request": Chip("user-round-check", STANDING_WORDS["on-request"], colour="warn", soft="warn-soft"),
    "out-of-scope": Chip("circle-slash", STANDING_WORDS["out-of-scope"], colour="warn", soft="warn-soft"),
    "withheld": Chip("eye-off", STANDING_WORDS["withheld"], colour="warn", soft="warn-soft"),
}
_NOT_BEGUN = "还没有送审，做了初审就能打印"
_UNDO = "撤销 Ctrl+Z"
_FORM = "review"
_ISSUED = {"withheld": "定为不予公开", "on_request": "签发，依申请公开"}


@dataclass(frozen=True)
class _Known:
    """What a stage is begun with: names and grounds to choose from, the former review of its kind, what stands half
    written, and the day."""

    persons: list[str]
    exemptions: list[Exemption]
    former: Review | None
    drafts: Mapping[str, Any]
    today: date


class ReviewBox(Panel):
    """How far the review of a subject is, and what the next stage asks for.

    The page around it shows the subject anew after each change of the store; what is half typed stays, also when the
    program is closed. A stage by somebody else than who works here is recorded under the name that is typed.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__("公开审查")
        self._desk = desk
        self._subject: Subject | None = None
        self._review: Review | None = None
        self._drafts = FormDrafts(desk, self)
        self._begun: tuple[list[Any], dict[str, Any]] | None = None
        """For what the form was begun, and what it said then; None while it is being filled."""
        self._signers: dict[Stage, Signer] = {}
        self._again = False
        """Whether a review that was ended is to be made anew."""
        self.chip = ChipLabel(REVIEW_CHIPS["none"])
        self.add_to_head(self.chip)
        self._stages = QVBoxLayout()
        self._stages.setSpacing(SPACE[1])
        self.condition = label("", "table", "warn", wrap=True)
        self._form_place = QVBoxLayout()
        self.passing = Button("通过", icon="check")
        self.refusing = Button("不通过", icon="undo-2", role="danger")
        self.again = Button("重新审查", icon="refresh-cw", tip="情形变了，可以改公开方式和范围；先前的记录留在历史里")
        self.print = Button("打印审查表", icon="printer", role="quiet")
        self._lay_out()
        self.passing.clicked.connect(lambda: self._record(passed=True))
        self.refusing.clicked.connect(lambda: self._record(passed=False))
        self.again.clicked.connect(self._begin_again)
        self.print.clicked.connect(self.print_form)

    def parts_ahead(self) -> Iterator[Callable[[], object]]:
        """Yield what makes each part of the form: all at once would be felt."""
        for stage in STAGES:
            yield partial(self._signer, stage)
        yield lambda: self._asked
        yield lambda: self.form

    def _signer(self, stage: Stage) -> Signer:
        """Who is asked for at a stage, in the form; made before it."""
        if stage not in self._signers:
            self._signers[stage] = Signer(stage)
        return self._signers[stage]

    @cached_property
    def _asked(self) -> ReviewFields:
        """What else is asked for in the form; made before it as well."""
        return ReviewFields()

    @cached_property
    def form(self) -> ReviewForm:
        """What is written at a stage; made when there is something to review."""
        form = ReviewForm({stage: self._signer(stage) for stage in STAGES}, self._asked)
        form.mode_changed.connect(self._name_buttons)
        form.edited.connect(self._keep_typed)
        self._form_place.addWidget(form)
        tab_as_laid_out(form)
        return form

    @property
    def stage(self) -> Stage | None:
        """The stage that is done now, None where nothing is shown, or all is done and nobody wants it done again."""
        if self._subject is None or (is_ended(self._review) and not self._again):
            return None
        return next_stage(self._review)

    @property
    def is_being_written(self) -> bool:
        """Whether the keyboard is in the form of the stage that is done now."""
        return self.stage is not None and "form" in vars(self) and self.form.isAncestorOf(QApplication.focusWidget())

    def show_subject(self, subject: Subject, review: Review | None) -> None:
        """Show how far the review of this is; `review` is what `review_of` gave for it."""
        if (subject, review) != (self._subject, self._review):
            self._again = False
        self._subject, self._review = subject, review
        self.chip.set_chip(REVIEW_CHIPS[standing_of(review)])
        self.condition.setText(condition_of(review))
        self.condition.setVisible(bool(condition_of(review)))
        self.print.set_available(review is not None, _NOT_BEGUN)
        self._show_stage()

    def take_keyboard(self) -> None:
        """Put the keyboard where the next stage begins, and show the box from its top on."""
        ended = self.print if self.again.isHidden() else self.again
        (self.form.signer.person if self.stage else ended).setFocus(Qt.FocusReason.OtherFocusReason)
        bring_up(self)

    def print_form(self) -> None:
        """Print the form of the review (审查表) as it stands."""
        subject = self._subject
        self._desk.session.ask(lambda workspace: review_form(workspace, subject), self._draw, owner=self)

    # --- showing ---------------------------------------------------------------------------------------------------

    def _show_stage(self) -> None:
        """Show what is done now, and ask the store what it begins with."""
        self._show_stages()
        if self.stage is not None:
            self._ask()
        if "form" in vars(self):
            self.form.setVisible(self.stage is not None)
        self._name_buttons()

    def _begin_again(self) -> None:
        self._again = True
        self._show_stage()
        self.take_keyboard()

    def _key(self) -> list[Any]:
        """Name what is being written: the subject as it stands, after the stage that was recorded last."""
        last = self._review.stages[-1].at if self._review and self._review.stages else ""
        return [self._subject.id, self._subject.about, self.stage, last]

    def _ask(self) -> None:
        """Names and grounds come from the store, which is asked each time: somebody may have been added."""
        subject, key = self._subject, self._key()

        def read(workspace: Workspace) -> _Known:
            return _Known(
                known_reviewers(workspace),
                exemptions(workspace),
                former_review(workspace, subject),
                kept_forms(workspace, _FORM),
                workspace.today(),
            )

        self._desk.session.ask(read, lambda known: self._offer(key, known), owner=self)

    def _offer(self, key: list[Any], known: _Known) -> None:
        if self.stage is None or key != self._key():
            return
        self.form.offer(known.persons, known.exemptions)
        self._drafts.show_kept({_FORM: known.drafts})
        if self._begun is None or self._begun[0] != key:
            self._begin(key, known)

    def _begin(self, key: list[Any], known: _Known) -> None:
        self._begun = None
        self.form.begin(self.stage, self._review, known.former, self._desk.session.person, known.today)
        begun = self.form.typed()
        typed = self._drafts.typed(_FORM, self._subject.id)
        if typed is not None and typed["after"] == key:
            self.form.bring_back(typed)
        self._begun = key, begun

    def _keep_typed(self) -> None:
        if self._begun is None or self.stage is None or self._begun[0] != self._key():
            return
        key, begun = self._begun
        typed = self.form.typed()
        self._drafts.write(_FORM, self._subject.id, typed | {"after": key} if typed != begun else None)

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
        self.again.setVisible(is_ended(self._review) and stage is None and next_stage(self._review) is not None)
        if stage is None:
            return
        self.refusing.setHidden(self.form.is_whole)
        issued = _ISSUED.get(self.form.facts()["mode"], "签发")
        if self.form.is_whole:
            self.passing.setText(f"都记下，{issued}")
        else:
            self.passing.setText(issued if stage == STAGES[-1] else f"{STAGE_WORDS[stage]}通过")

    def _lay_out(self) -> None:
        buttons = Flow()
        for button in (self.passing, self.refusing, self.again, self.print):
            buttons.addWidget(button)
        self.body.addLayout(self._stages)
        self.body.addWidget(self.condition)
        self.body.addWidget(separator())
        self.body.addLayout(self._form_place)
        self.body.addLayout(buttons)
        self.body.addStretch(1)

    # --- what the clerk does ---------------------------------------------------------------------------------------

    def _record(self, *, passed: bool) -> None:
        subject = self._subject
        if self.stage is None:
            return
        self.form.clear_lines()
        signatures, facts = self.form.signatures(passed=passed), self.form.facts()
        if signatures is not None:
            self._desk.session.act(
                lambda workspace: sign(workspace, subject, signatures, facts),
                lambda stands: self._recorded(subject, stands),
                self._refused,
                owner=self,
            )

    def _recorded(self, subject: Subject, stands: Review) -> None:
        self._drafts.write(_FORM, subject.id, None)
        if subject == self._subject:
            self.show_subject(subject, stands)
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
