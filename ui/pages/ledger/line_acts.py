"""What the clerk writes into the ledger: the forms, what stands half written in them, and what becomes of it."""

from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Qt

from app.attachments import attach
from app.errors import UserFacingError
from app.registers.ledger_records import KeptPublication
from app.registers.publications import correct, record_formed, record_taken_down, strike
from app.registers.publishing import publish
from app.registers.reviews import condition_of, standing_of
from app.workspace import Workspace
from ui.form_drafts import FormDrafts
from ui.pages.ledger.forms import CorrectForm, LedgerForm, TakeDownForm
from ui.pages.ledger.new_line_form import NewLineForm
from ui.pages.ledger.publish_form import PublishForm
from ui.pages.ledger.reading import EntryChoice, find_entries
from ui.widgets.field import Field

if TYPE_CHECKING:
    from ui.pages.ledger.page import LedgerPage

Form = TypeVar("Form", bound=LedgerForm)

_UNDO = "撤销 Ctrl+Z"
_NOT_SIGNED = "还没有签发：先在下面做完公开审查，再记公开。"


class LineActs(QObject):
    """Acts on the line that the page shows, and on a new one."""

    def __init__(self, page: "LedgerPage") -> None:
        super().__init__(page)
        self._page, self._desk = page, page.desk
        self.drafts = FormDrafts(page.desk, self)

    # Each form is made when it is first shown: all at once would be felt.

    @cached_property
    def publishing(self) -> PublishForm:
        """Where it is written when and where a line came out."""
        form = self._made(PublishForm, self._publish)
        form.files_asked.connect(self._choose_files)
        return form

    @cached_property
    def taking_down(self) -> TakeDownForm:
        """Where it is written when and why a line was taken down."""
        return self._made(TakeDownForm, self._take_down)

    @cached_property
    def correcting(self) -> CorrectForm:
        """Where a line is corrected."""
        return self._made(CorrectForm, self._correct)

    @cached_property
    def adding(self) -> NewLineForm:
        """Where a new line is written."""
        form = self._made(NewLineForm, self.record)
        form.asked.connect(self._find)
        return form

    def _made(self, kind: type[Form], accept: Callable[[], object]) -> Form:
        form = kind(self._page.today)
        form.accepted.connect(accept)
        form.given_up.connect(partial(self._give_up, form))
        form.edited.connect(partial(self._remember, form))
        return form

    # --- opening ---------------------------------------------------------------------------------------------------

    def add_line(self, choice: EntryChoice | None = None) -> None:
        """Begin a new line, for an entry where one is named, or go on with what was begun."""
        form = self.adding
        self._page.show_adding(form)
        if not form.is_begun:
            form.begin()
            form.begun("", self.drafts.typed(form.name, ""))
        form.begin(choice)
        if form.chosen is None:
            self._find(form.wanted.text())

    def begin_publishing(self, place: str = "") -> None:
        """Ask when and where the line came out, or for what of a place is written anew."""
        detail = self._page.detail
        if detail is not None:
            self.heed_review()
            self._open(self.publishing, partial(self.publishing.begin, detail.channels, place=place), place)

    def follow_detail(self) -> None:
        """Have the form that is open stand by what was read of the line by now."""
        self.heed_review()
        if self._page.line.form is self.publishing:
            self.publishing.offer(self._page.detail.channels)

    def heed_review(self) -> None:
        """Say in the form what the review, as it stands now, asks of whoever writes down that the line came out."""
        review = self._page.detail.review
        is_ended = standing_of(review) not in ("none", "begun", "sent-back")
        self.publishing.show_condition(condition_of(review) if is_ended else _NOT_SIGNED)

    def begin_taking_down(self, place: str = "") -> None:
        """Ask from where, when and why the line was taken down."""
        self._open(self.taking_down, partial(self.taking_down.begin, place=place), place)

    def begin_correcting(self) -> None:
        """Ask for what the line is to say instead, and why."""
        self._open(self.correcting, self.correcting.begin)

    def _open(self, form: LedgerForm, begin: Callable[[KeptPublication], object], place: str = "") -> None:
        line = self._page.current
        if line is None:
            return
        subject = "\n".join(filter(None, (line.kept.id, place)))
        is_open = self._page.line.form is form and form.subject == subject
        self._page.show_form(form)
        if is_open:
            form.take_keyboard()
        else:
            begin(line.kept)
            form.begun(subject, self.drafts.typed(form.name, subject))

    def _remember(self, form: LedgerForm) -> None:
        self.drafts.write(form.name, form.subject, form.half_written)

    # --- writing down ----------------------------------------------------------------------------------------------

    def record(self) -> None:
        """Write the new line down."""
        if (read := self.adding.read()) is not None:
            self._act(self.adding, lambda workspace: record_formed(workspace, *read), self._recorded)

    def _recorded(self, id: str) -> None:
        self.adding.clear()
        self._page.show_recorded(id)
        self._toast("已记进台账")

    def _publish(self) -> None:
        form, id = self.publishing, self._page.current.kept.id
        read = form.read(self._page.current.kept)
        if read is None:
            return
        (day, where, link), files = read, tuple(form.files)

        def record(workspace: Workspace) -> list[str]:
            evidence = [attach(workspace, each).sha256 for each in files]
            return publish(workspace, id, day, where, link, evidence)

        self._act(form, record, lambda remarks: self._done("。".join(["已记成公开", *remarks])))

    def _take_down(self) -> None:
        id, read = self._page.current.kept.id, self.taking_down.read()
        if read is not None:
            self._act(
                self.taking_down,
                lambda workspace: record_taken_down(workspace, id, *read),
                lambda _: self._done("已记成撤下"),
            )

    def _correct(self) -> None:
        id, read = self._page.current.kept.id, self.correcting.read()
        if read is not None:
            reason, title, day = read
            self._act(
                self.correcting,
                lambda workspace: correct(workspace, id, reason, title=title, formed=day),
                lambda _: self._done("已更正"),
            )

    def strike(self, place: str = "") -> None:
        """Take the line out, or one place out of it."""
        id, where, told = self._page.current.kept.id, [place] if place else [], "公开的一处" if place else "台账一行"
        self._desk.session.act(
            lambda workspace: strike(workspace, id, where), lambda _: self._toast(f"已划去{told}"), owner=self
        )

    def _act(self, form: LedgerForm, work: Callable, then: Callable) -> None:
        subject = form.subject

        def done(result: object) -> None:
            self.drafts.write(form.name, subject, None)
            then(result)

        self._desk.session.act(work, done, partial(self._refused, form), owner=self)

    def _refused(self, form: LedgerForm, error: BaseException) -> None:
        """Say in the form what the store refused, where it belongs to a line of it."""
        code = error.code if isinstance(error, UserFacingError) else ""
        field = self._places(form).get(code)
        if field is not None:
            field.say_wrong(error.message)
            field.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        elif code.startswith("review-"):
            self._desk.messages.trouble(error, buttons=[("去审查", "shield-check", self._page.go_to_review)])
        else:
            self._desk.messages.trouble(error)

    def _places(self, form: LedgerForm) -> dict[str, Field]:
        if isinstance(form, PublishForm):
            days = ("published-too-early", "day-in-future")
            return {"link-wrong": form.link_field, "ledger-personal": form.other_field, **dict.fromkeys(days, form.day)}
        if isinstance(form, TakeDownForm):
            days = ("taken-down-too-early", "day-in-future")
            return {"ledger-personal": form.reason_field, **dict.fromkeys(days, form.day)}
        titles = dict.fromkeys(("ledger-personal", "ledger-too-long", "nothing-corrected"), form.title_field)
        return {"day-in-future": form.formed, "formed-too-late": form.formed, **titles}

    # --- leaving ---------------------------------------------------------------------------------------------------

    def _give_up(self, form: LedgerForm) -> None:
        """Leave a form: what was written in it is kept until it is opened again."""
        if form is self.__dict__.get("adding"):
            self._page.leave_adding()
        else:
            self._page.close_form()

    def _done(self, told: str) -> None:
        self._page.close_form()
        self._toast(told)

    def _find(self, text: str) -> None:
        beside = self._page.entry_in_sight
        self._desk.session.ask(
            lambda workspace: find_entries(workspace, text, beside),
            lambda found: self.adding.show_found(text, found),
            owner=self,
        )

    def _choose_files(self) -> None:
        def chosen(files: list[Path]) -> None:
            self.publishing.add_files(files)

        self._desk.messages.open_files("选证明文件", "所有文件 (*)", chosen)

    def _toast(self, told: str) -> None:
        self._desk.messages.toast(told, _UNDO, self._desk.session.undo)
