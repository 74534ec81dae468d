"""The page of notices: the list of those made, and the three steps of making one."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import cached_property, partial
from typing import Any, TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.registers.corrections import link_correction
from app.standards.models import NoticeTemplate
from ui.desk import Desk
from ui.pages.ledger.review_box import ReviewBox
from ui.pages.notices import rows as row_texts
from ui.pages.notices.choosing import Choosing
from ui.pages.notices.draft import Draft, start_draft
from ui.pages.notices.filling import Filling
from ui.pages.notices.kept_words import LIST_GONE
from ui.pages.notices.posting import Posting
from ui.pages.notices.posting_panel import PostingPanel
from ui.pages.notices.posting_reading import PostingFacts
from ui.pages.notices.reading import Found, Opened, Overview, find_unfinished, open_kept, read_overview
from ui.pages.notices.releasing import Releasing
from ui.pages.notices.safekeeping import Safekeeping, restored
from ui.pages.notices.sheet import Sheet
from ui.pages.notices.view import CheckView, FillView, NothingYet, SheetPane, TemplatesView, Toolbar
from ui.pages.page import Page
from ui.widgets.buttons import Button
from ui.widgets.columns import Columns
from ui.widgets.row_spec import TASKS
from ui.widgets.rows import RowList

LIST, CHOOSE, FILL, CHECK = range(4)
_PREVIEW_WIDTHS = (300, 396, 900)
_HINTS = {
    LIST: ("Enter 看", "Ctrl+N 新公示"),
    CHOOSE: ("输入几个字来找", "Enter 用这一种"),
    FILL: ("F8 下一处问题", "Ctrl+V 粘贴名单", "F2 改这一格"),
    CHECK: ("Ctrl+S 存成 PDF", "Ctrl+P 打印"),
}
# Titles of notices are long: in a narrow window they stand above their buttons.
_LOOK = replace(TASKS, stacks_below=760)
View = TypeVar("View", bound=QWidget)
_NOTHING_CHOSEN = "选中一份，这里就是它印出来的样子。"


class NoticesPage(Page):
    """公示公告. Drafts live here and beside the workspace until they are printed; kept notices in it, masked."""

    place = "notices"
    title = "公示公告"
    icon = "megaphone"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._overview = Overview((), (), {})
        self._drafts: list[Draft] = []
        self._mode, self._wish, self._looked_at = LIST, 0, ""
        self._asks_for_begun = True
        self.safekeeping = Safekeeping(desk, self, lambda: self._drafts)
        self._make_frame()
        self._add_shortcuts()
        self.show_list()

    # --- the frame ---------------------------------------------------------------------------------------------------

    def _make_frame(self) -> None:
        self.new = Button("新公示", icon="plus", role="primary", key="Ctrl+N")
        self.steps = Toolbar()
        self.nothing, self.kept = NothingYet(), RowList(_LOOK, name="公示")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.kept)
        self._whole = QStackedWidget()
        self._whole.addWidget(self.nothing)
        self.body.addWidget(self._whole)
        for button in (self.new, self.nothing.begin):
            button.clicked.connect(self.choose_template)
        self.steps.stepper.step_chosen.connect(self._go_to_step)
        self.kept.opened.connect(self._open_row)
        # The keyboard coming into the list makes a row current as well, without its being chosen.
        self.kept.selectionModel().currentChanged.connect(lambda *_: self._follow_current())
        self.kept.acted.connect(self._act_on_row)
        self.desk.session.unstored_asked.connect(self._name_unstored)

    # The views are many widgets: each is made when it is shown first, or ahead of time when there is nothing to do.

    @cached_property
    def shown(self) -> SheetPane:
        """The sheet at the right."""
        return SheetPane(self.desk.jobs)

    @cached_property
    def sheet(self) -> Sheet:
        """What draws it."""
        return Sheet(self.desk, self.shown)

    @cached_property
    def columns(self) -> Columns:
        """The step and the sheet beside it."""
        columns = Columns("notices", self.desk.preferences, side_widths=_PREVIEW_WIDTHS)
        columns.set_content(self._stack, "填写")
        columns.set_side(self.shown, "打印的样子", "raised", head=False)
        self._whole.addWidget(columns)
        return columns

    @cached_property
    def templates(self) -> TemplatesView:
        """What step 1 shows."""
        return self._in_stack(TemplatesView())

    @cached_property
    def choosing(self) -> Choosing:
        """Step 1."""
        self.templates.back.clicked.connect(self.show_list)
        choosing = Choosing(self.desk, self.templates)
        choosing.looked_at.connect(self.sheet.show_draft)
        choosing.begun.connect(self._begin)
        choosing.show_overview(self._overview)
        return choosing

    @cached_property
    def fill(self) -> FillView:
        """What step 2 shows."""
        return self._in_stack(FillView())

    @cached_property
    def filling(self) -> Filling:
        """Step 2."""
        self.fill.back.clicked.connect(self.choose_template)
        filling = Filling(self.desk, self.fill, self.sheet)
        filling.context.connect(self.set_context)
        filling.touched.connect(self.safekeeping.note)
        filling.kept.connect(self._show_newly_kept)
        return filling

    @cached_property
    def check(self) -> CheckView:
        """What step 3 shows."""
        return self._in_stack(CheckView(PostingPanel(self.desk), ReviewBox(self.desk)))

    @cached_property
    def posting(self) -> Posting:
        """How the notice of step 3 hangs."""
        posting = Posting(self.desk, self.check, self.sheet)
        posting.correction_asked.connect(self._correct)
        posting.proof_shown.connect(self._show_side)
        return posting

    @cached_property
    def releasing(self) -> Releasing:
        """Step 3."""
        self.check.done.clicked.connect(self.show_list)
        self.check.back.clicked.connect(self._back_to_filling)
        return Releasing(self.desk, self.check, self.sheet)

    def _in_stack(self, view: View) -> View:
        self._stack.addWidget(view)
        return view

    def parts_ahead(self) -> Iterator[Callable[[], object]]:
        """Make the sheet and the steps that nobody has seen yet."""
        for part in ("shown", "columns", "templates", "choosing", "fill", "filling", "check", "releasing", "posting"):
            if not self._is_made(part):
                yield partial(getattr, self, part)

    def _is_made(self, part: str) -> bool:
        return part in self.__dict__

    def _view(self, mode: int) -> QWidget:
        """The view of a step."""
        if mode == LIST:
            return self.kept
        if mode == CHOOSE:
            return self.choosing and self.templates
        return (self.filling and self.fill) if mode == FILL else (self.releasing and self.posting and self.check)

    @property
    def _draft(self) -> Draft | None:
        """The draft that is being filled in, or was before it was kept."""
        return self.filling.draft if self._is_made("filling") else None

    @property
    def _opened(self) -> Opened | None:
        """The kept notice that is shown."""
        return self.releasing.opened if self._is_made("releasing") else None

    def _leave_steps(self) -> None:
        if self._is_made("filling"):
            self.filling.leave()
        if self._is_made("releasing"):
            self.releasing.leave()
        if self._is_made("posting"):
            self.posting.leave()
        if self._is_made("sheet"):
            self.sheet.clear(_NOTHING_CHOSEN)

    def _add_shortcuts(self) -> None:
        for keys, modes, act in (
            ("Ctrl+N", _HINTS, self.choose_template),
            ("Ctrl+P", _HINTS, self._press_forward),
            ("Ctrl+S", (CHECK,), lambda: self.releasing.save_pdf()),
            ("F8", (FILL,), lambda: self.filling.next_problem()),
            ("Ctrl+V", (FILL,), lambda: self.filling.paste()),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(
                lambda modes=modes, act=act: act() if self._mode in modes else None
            )

    def _show_mode(self, mode: int, template: NoticeTemplate | None = None) -> None:
        self._forget_wishes()
        self._mode = mode
        self._stack.setCurrentWidget(self._view(mode))
        self.hints = _HINTS[mode]
        self.steps.stepper.set_step(max(mode - 1, 0))
        name, evidence = (template.name, row_texts.days_evidence(template)) if template else ("", None)
        self.steps.show_template(name, evidence)
        self.set_toolbar(None if mode == LIST else self.steps)
        self._show_frame()
        if self._is_made("columns") and self.columns.is_narrow:
            self.columns.show_content()

    def _show_frame(self) -> None:
        """Without any notice there is nothing to preview, and the page itself says how to begin."""
        has_rows = bool(self.kept.rows())
        self.set_primary(self.new if self._mode == LIST and has_rows else None)
        had_keyboard = self.nothing.isAncestorOf(self.window().focusWidget())
        is_empty = not has_rows and self._mode == LIST
        self._whole.setCurrentWidget(self.nothing if is_empty else self.columns)
        if had_keyboard and self._mode == LIST and has_rows:
            self.kept.setFocus()

    def areas(self) -> list[QWidget]:
        """The view of the present step, or what to do while there is none."""
        return [self._stack.currentWidget() if self._whole.currentIndex() else self.nothing]

    def next_area(self, *, back: bool = False) -> bool:
        """Go between the view of the present step and the preview, also where one is shown at a time."""
        return self.columns.next_area(back=back) if self._whole.currentIndex() else super().next_area(back=back)

    # --- coming here -------------------------------------------------------------------------------------------------

    def show_place(self, notice: str = "", template: str = "", **target: Any) -> None:
        """Show a kept notice by its id, begin one from a template's code, or show what stood here."""
        self._forget_wishes()
        if notice:
            self.open_notice(notice)
        elif template:
            self.choosing.take(template)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._follow_opened()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._forget_wishes()

    def _forget_wishes(self) -> None:
        """What was asked for and is not here yet would fetch back a clerk who has gone on."""
        self._wish += 1
        if self._is_made("choosing"):
            self.choosing.forget_wish()

    def reload(self) -> None:
        """Read the kept notices and the templates anew; the first time also what was begun before."""
        self.desk.session.ask(read_overview, self._show_overview, owner=self)
        if self._asks_for_begun:
            self._asks_for_begun = False
            self.desk.session.ask(find_unfinished, self._take_back, owner=self)
            # The list will stand beside the sheet: both are made while it is read, a turn each.
            for part in ("shown", "columns"):
                QTimer.singleShot(0, self, partial(getattr, self, part))

    def _take_back(self, found: list[Found]) -> None:
        """Offer what was begun before the program ended."""
        by_id = {facts.id: facts for facts in self._overview.kept}
        for each in found:
            draft = restored(each.unfinished, start_draft(each.unfinished.key, each.template, each.blanks, {}))
            draft.kept = by_id.get(each.unfinished.kept or "")
            draft.is_touched = draft.is_touched or draft.kept is None
            if draft.is_worth_keeping:
                self._drafts.append(draft)
        self._show_kept()
        begun = sum(draft.is_touched for draft in self._drafts)
        if found and begun:
            self.desk.messages.toast(f"上次有 {begun} 份公示没做完，内容和名单都还在，点“接着做”。")
        if self._mode == LIST:
            self._look_at_row(self.kept.current_key())

    def _show_overview(self, overview: Overview) -> None:
        self._overview = overview
        by_id = {facts.id: facts for facts in overview.kept}
        for draft in self._drafts:
            if draft.kept is not None:
                draft.kept = by_id.get(draft.kept.id)
                draft.is_touched = draft.is_touched or draft.kept is None
        if self._is_made("choosing"):
            self.choosing.show_overview(overview)
        self.safekeeping.note()
        self._show_kept()
        if self._mode == CHECK and self._opened.facts.id not in by_id:
            self._leave_taken_back()
        else:
            self._follow_opened()
        if self._mode == CHECK:
            self.posting.read()

    def _follow_opened(self) -> None:
        """Show the notice that is open as it stands now."""
        opened, kept = self._opened, {facts.id: facts for facts in self._overview.kept}
        if opened is not None and kept.get(opened.facts.id, opened.facts) != opened.facts:
            self._read_notice(opened.facts.id)

    def _leave_taken_back(self) -> None:
        """The notice shown was taken back: what it was made from is still here, or the list is."""
        if self._draft is not None:
            self._fill_in(self._draft)
        else:
            self.show_list()

    # --- the list ----------------------------------------------------------------------------------------------------

    def show_list(self) -> None:
        """Go to the list; drafts that were printed, or never touched, let go of their rows."""
        for draft in [each for each in self._drafts if not each.is_touched]:
            if draft.kept is None or draft.kept.printed_at:
                self._drop(draft)
        self._leave_steps()
        self._show_mode(LIST)
        self._show_kept()
        (self.kept if self.kept.rows() else self.nothing.begin).setFocus()
        self._look_at_row(self.kept.current_key())

    def _show_kept(self) -> None:
        unfinished = [draft for draft in self._drafts if draft.is_touched]
        self.kept.set_rows(row_texts.kept_rows(self._overview, unfinished))
        if self._mode == LIST:
            self._show_frame()
            self.set_context(f"{len(self._overview.kept)} 份" if self._overview.kept else "")

    def _draft_of_row(self, key: str) -> Draft | None:
        return next((draft for draft in self._drafts if row_texts.key_of(draft) == key), None)

    def _follow_current(self) -> None:
        key = self.kept.current_key()
        if self._mode == LIST and key != self._looked_at:
            self._look_at_row(key)

    def _look_at_row(self, key: str) -> None:
        """Show the sheet of the row the clerk moved to, without leaving the list."""
        self._looked_at = key
        draft = self._draft_of_row(key)
        if draft is not None:
            self.sheet.show_draft(draft)
        elif key:
            self.sheet.show_kept(key)

    def _open_row(self, key: str) -> None:
        draft = self._draft_of_row(key)
        if draft is not None:
            self._fill_in(draft)
        else:
            self.open_notice(key)

    def _act_on_row(self, key: str, code: str) -> None:
        if code == row_texts.THROW_AWAY:
            self._throw_away(self._draft_of_row(key))
        elif code == row_texts.PRINT:
            self.open_notice(key, self.releasing.print_paper)
        else:
            self._open_row(key)

    def _name_unstored(self, found: list[str]) -> None:
        """What is being made lies beside the workspace, unless the disk refuses it."""
        if self._is_made("filling"):
            self.fill.table.finish_editing()
        self.safekeeping.note()
        self.safekeeping.settle()
        if self.safekeeping.is_refused:
            found += [f"公示“{draft.template.name}”" for draft in self._drafts if draft.is_touched]

    def _throw_away(self, draft: Draft) -> None:
        def yes() -> None:
            self._drop(draft)
            self._show_kept()
            self.sheet.clear(_NOTHING_CHOSEN)
            self._look_at_row(self.kept.current_key())

        words = f"“{draft.template.name}”填的内容和名单都不留，找不回来。"
        self.desk.messages.confirm("这份没做完的公示不要了吗？", words, "不要了", yes)

    def _drop(self, draft: Draft) -> None:
        draft.forget_list()
        self._drafts.remove(draft)
        self.safekeeping.note()

    # --- the steps ---------------------------------------------------------------------------------------------------

    def choose_template(self) -> None:
        """Go to the templates; what is being made stays in the list as unfinished."""
        self._leave_steps()
        self._show_mode(CHOOSE)
        self.set_context("")
        self.choosing.enter()

    def _begin(self, draft: Draft) -> None:
        self._drafts.append(draft)
        self._fill_in(draft)

    def _fill_in(self, draft: Draft) -> None:
        if self._is_made("releasing"):
            self.releasing.leave()
            self.posting.leave()
        if draft.kept is not None and draft.kept.printed_at:
            draft.begin_anew(date.today())
            self.filling.forget_fields()
            self.desk.messages.toast("已经打印过的那一份不变。改好以后是新的一份，日期写今天。")
        self._show_mode(FILL, draft.template)
        self.filling.enter(draft)

    def open_notice(self, notice: str, when_drawn: Callable[[], object] | None = None) -> None:
        """Open a kept notice, unless the clerk goes on before it is read.

        `when_drawn` follows once its sheet can be printed.
        """
        self._forget_wishes()
        self._read_notice(notice, when_drawn)

    def _read_notice(self, notice: str, when_drawn: Callable[[], object] | None = None) -> None:
        wish = self._wish

        def show(opened: Opened) -> None:
            if wish != self._wish:
                return
            kept = (each for each in self._drafts if each.kept and each.kept.id == opened.facts.id)
            self.filling.draft = next(kept, None)
            self._show_kept_notice(opened, when_drawn)

        self.desk.session.ask(lambda workspace: open_kept(workspace, notice), show, owner=self)

    def _show_kept_notice(self, opened: Opened, when_drawn: Callable[[], object] | None = None) -> None:
        self._show_mode(CHECK, opened.template)
        self.set_context(opened.template.name)
        self.releasing.enter(opened, has_rows=self._draft is not None, when_drawn=when_drawn)
        self.posting.enter(opened.facts.id)

    def _show_newly_kept(self, opened: Opened) -> None:
        """Show what was just kept; where it takes a withdrawn notice's place that is written down."""
        self._show_kept_notice(opened)
        corrects, notice = self._draft.corrects, opened.facts.id
        if corrects is not None:
            self.desk.session.act(lambda workspace: link_correction(workspace, corrects, notice))

    def _correct(self, facts: PostingFacts) -> None:
        """Make the notice that takes a withdrawn one's place, from what that was made of where it is still here."""
        draft = self._draft
        if draft is not None and draft.kept is not None and draft.kept.id == facts.notice:
            draft.begin_anew(date.today())
            draft.corrects, draft.is_touched = facts.notice, True
            self.filling.forget_fields()
            self._fill_in(draft)
            return
        self.choosing.correct(facts.template, facts.notice)

    def _show_side(self) -> None:
        if self.columns.is_narrow:
            self.columns.show_side()

    def _back_to_filling(self) -> None:
        self._fill_in(self.filling.draft)

    def _go_to_step(self, step: int) -> None:
        if step == 0:
            self.choose_template()
        elif self._draft is not None:
            self._back_to_filling()
        else:
            self.desk.messages.toast(LIST_GONE)

    def _press_forward(self) -> None:
        """Ctrl+P: on to the sheet, or onto paper."""
        key = self.kept.current_key()
        if self._mode == FILL:
            self.filling.keep()
        elif self._mode == CHECK:
            self.releasing.print_paper()
        elif self._mode == LIST and key and self._draft_of_row(key) is None:
            self._act_on_row(key, row_texts.PRINT)
