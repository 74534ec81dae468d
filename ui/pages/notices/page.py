"""The page of notices: the list of those made, and the three steps of making one."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import cached_property, partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from app.registers.corrections import link_correction
from app.standards.models import NoticeTemplate
from ui.desk import Desk
from ui.pages.notices.begun import Begun
from ui.pages.notices.choosing import Choosing
from ui.pages.notices.draft import Draft
from ui.pages.notices.filling import Filling
from ui.pages.notices.frame import NoticesFrame
from ui.pages.notices.kept_list import KeptList
from ui.pages.notices.kept_words import LIST_GONE
from ui.pages.notices.posting import Posting
from ui.pages.notices.posting_reading import PostingFacts
from ui.pages.notices.reading import Found, Opened, Overview, find_unfinished, open_kept, read_overview
from ui.pages.notices.releasing import Releasing
from ui.pages.notices.rows import days_evidence

LIST, CHOOSE, FILL, CHECK = range(4)
_HINTS = {
    LIST: ("Enter 看", "Ctrl+N 新公示"),
    CHOOSE: ("输入几个字来找", "Enter 用这一种"),
    FILL: ("F8 下一处问题", "Ctrl+V 粘贴名单", "F2 改这一格"),
    CHECK: ("Ctrl+S 存成 PDF", "Ctrl+P 打印"),
}
_PARTS_AHEAD = (
    *("shown", "columns", "templates", "choosing", "fill", "filling"),
    *("posting_panel", "review", "check", "releasing", "posting"),
)
_NOTHING_CHOSEN = "选中一份，这里就是它印出来的样子。"


class NoticesPage(NoticesFrame):
    """公示公告. Drafts live here and beside the workspace until they are printed; kept notices in it, masked."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._overview = Overview((), (), {})
        self._mode, self._wish = LIST, 0
        self._asks_for_begun = True
        self.begun = Begun(desk, self)
        self._connect()
        self._add_shortcuts()
        self.show_list()

    # --- the steps, each made when it is shown first ------------------------------------------------------------------

    def _connect(self) -> None:
        for button in (self.new, self.nothing.begin):
            button.clicked.connect(self.choose_template)
        self.steps.stepper.step_chosen.connect(self._go_to_step)
        self.list = KeptList(self.kept, self.begun)
        self.list.looked_at.connect(self._look_at_row)
        self.list.opened.connect(self._open_row)
        self.list.printing_asked.connect(lambda notice: self.open_notice(notice, self.releasing.print_paper))
        self.list.throwing_asked.connect(self._throw_away)
        self.desk.session.unstored_asked.connect(self._name_unstored)

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
    def filling(self) -> Filling:
        """Step 2."""
        self.fill.back.clicked.connect(self.choose_template)
        filling = Filling(self.desk, self.fill, self.sheet)
        filling.context.connect(self.set_context)
        filling.touched.connect(self.begun.safekeeping.note)
        filling.kept.connect(self._show_newly_kept)
        return filling

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

    def parts_ahead(self) -> Iterator[Callable[[], object]]:
        """Make the sheet and the steps that nobody has seen yet."""
        for part in _PARTS_AHEAD:
            if not self._is_made(part):
                yield partial(getattr, self, part)
        yield from self.review.parts_ahead()

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
        self._mode, self.list.is_shown = mode, mode == LIST
        self._stack.setCurrentWidget(self._view(mode))
        self.hints = _HINTS[mode]
        self.steps.stepper.set_step(max(mode - 1, 0))
        name, evidence = (template.name, days_evidence(template)) if template else ("", None)
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
        self.begun.take_back(found, {facts.id: facts for facts in self._overview.kept})
        self._show_kept()
        begun = len(self.begun.touched)
        if found and begun:
            self.desk.messages.toast(f"上次有 {begun} 份公示没做完，内容和名单都还在，点“接着做”。")
        if self._mode == LIST:
            self.list.look_at_current()

    def _show_overview(self, overview: Overview) -> None:
        before, self._overview = self._overview, overview
        by_id = {facts.id: facts for facts in overview.kept}
        self.begun.follow(by_id)
        if self._is_made("choosing"):
            self.choosing.show_overview(overview)
        self._show_kept()
        if self._mode == CHECK and self._opened.facts.id not in by_id:
            self._leave_taken_back()
        else:
            self._follow_opened()
        if self._mode == CHECK:
            self.posting.read()
            shown = self._opened.facts.id
            if before.standings.get(shown) != overview.standings.get(shown):
                self.sheet.draw_kept_again()

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
        self.begun.drop_idle()
        self._leave_steps()
        self._show_mode(LIST)
        self._show_kept()
        (self.kept if self.kept.rows() else self.nothing.begin).setFocus()
        self.list.look_at_current()

    def _show_kept(self) -> None:
        self.list.show_overview(self._overview)
        if self._mode == LIST:
            self._show_frame()
            self.set_context(f"{len(self._overview.kept)} 份" if self._overview.kept else "")

    def _look_at_row(self, key: str) -> None:
        draft = self.begun.of_row(key)
        if draft is not None:
            self.sheet.show_draft(draft)
        elif key:
            self.sheet.show_kept(key)

    def _open_row(self, key: str) -> None:
        draft = self.begun.of_row(key)
        if draft is not None:
            self._fill_in(draft)
        else:
            self.open_notice(key)

    def _name_unstored(self, found: list[str]) -> None:
        """What is being made lies beside the workspace, unless the disk refuses it."""
        if self._is_made("filling"):
            self.fill.table.finish_editing()
        self.begun.name_unstored(found)

    def _throw_away(self, key: str) -> None:
        draft = self.begun.of_row(key)

        def yes() -> None:
            self.begun.drop(draft)
            self._show_kept()
            self.sheet.clear(_NOTHING_CHOSEN)
            self.list.look_at_current()

        words = f"“{draft.template.name}”填的内容和名单都不留，找不回来。"
        self.desk.messages.confirm("这份没做完的公示不要了吗？", words, "不要了", yes)

    # --- the steps ---------------------------------------------------------------------------------------------------

    def choose_template(self) -> None:
        """Go to the templates; what is being made stays in the list as unfinished."""
        self._leave_steps()
        self._show_mode(CHOOSE)
        self.set_context("")
        self.choosing.enter()

    def _begin(self, draft: Draft) -> None:
        self.begun.drafts.append(draft)
        self._fill_in(draft)

    def _fill_in(self, draft: Draft) -> None:
        if self._is_made("releasing"):
            self.releasing.leave()
            self.posting.leave()
        if draft.kept is not None and draft.kept.is_out:
            draft.begin_anew(date.today())
            self.filling.forget_fields()
            self.desk.messages.toast("已经打印、张贴过的那一份不变。改好以后是新的一份，日期写今天。")
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
            self.filling.draft = self.begun.of_notice(opened.facts.id)
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
        """Make the notice that takes a withdrawn one's place: go on with it where it is begun, else from what the
        wrong one was made of where that is still here, else from what that one shows."""
        begun, made_of = self.begun.correcting(facts.notice), self.begun.of_notice(facts.notice)
        if begun is not None:
            self._fill_in(begun)
        elif made_of is not None:
            made_of.begin_anew(date.today())
            made_of.corrects, made_of.is_touched = facts.notice, True
            self.filling.forget_fields()
            self._fill_in(made_of)
        else:
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
        elif self._mode == LIST and key and self.begun.of_row(key) is None:
            self.open_notice(key, self.releasing.print_paper)
