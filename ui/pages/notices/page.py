"""The page of notices: the list of those made, and the three steps of making one."""

import re
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.errors import UserFacingError
from app.notices.keeping import KeptFacts
from app.products.notice import NoticePdf, release_notice
from app.tables.pasted import pasted_cells
from app.tables.rows import ListRows, rows_from_cells
from ui.desk import Desk
from ui.jobs import PAPER
from ui.pages.notices import rows as row_texts
from ui.pages.notices.cells import Judged, judged
from ui.pages.notices.draft import CONTACT, Draft, shown_time, start_draft
from ui.pages.notices.kept_words import check_notes, list_of, reminders_of
from ui.pages.notices.live_check import LiveCheck
from ui.pages.notices.notes import problem_notes, told_text
from ui.pages.notices.problems import BLANK, MISSING, Problem, hidden_blanks, problems_of
from ui.pages.notices.reading import (
    Checked,
    Opened,
    Overview,
    check,
    keep,
    must_mend,
    open_kept,
    read_list,
    read_overview,
    read_template,
)
from ui.pages.notices.view import CheckView, FillView, KeptView, Preview, TemplatesView, Toolbar
from ui.pages.page import Page
from ui.printing import choose_printer, print_pdf
from ui.widgets.buttons import Button
from ui.widgets.columns import Columns

LIST_MODE, CHOOSE, FILL, CHECK = range(4)
_PAPER = "notices.paper"
_PDF = "PDF 文件 (*.pdf)"
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\s]+')
_LONGEST_NAME = 60
_HINTS = {
    LIST_MODE: ("Enter 看", "Ctrl+N 新公示"),
    CHOOSE: ("输入几个字来找", "Enter 用这一种"),
    FILL: ("F8 下一处问题", "Ctrl+V 粘贴名单", "F2 改这一格"),
    CHECK: ("Ctrl+S 存成 PDF", "Ctrl+P 打印"),
}
_LIST_GONE = "名单只保存了遮挡后的样子；要改名单，请重新做一份。"


class NoticesPage(Page):
    """公示公告. Drafts live here while the program runs; kept notices live in the workspace, masked."""

    place = "notices"
    title = "公示公告"
    icon = "megaphone"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._overview = Overview((), (), {})
        self._drafts: list[Draft] = []
        self._draft: Draft | None = None
        self._opened: Opened | None = None
        self._checked: Checked | None = None
        self._pdf: NoticePdf | None = None
        self._when_drawn: Callable[[], None] | None = None
        self._mode = LIST_MODE
        self._live = LiveCheck(desk.session, desk.jobs)
        self._make_views()
        self._connect_views()
        self._add_shortcuts()
        self._show_mode(LIST_MODE)

    # --- the frame -------------------------------------------------------------------------------------------------

    def _make_views(self) -> None:
        self.new = Button("新公示", icon="plus", role="primary", key="Ctrl+N")
        self.steps = Toolbar()
        self.kept, self.templates, self.fill, self.check = KeptView(), TemplatesView(), FillView(), CheckView()
        self.preview = Preview(self.desk.jobs)
        self.preview.papers.set_current(self._paper)
        self._stack = QStackedWidget()
        for view in (self.kept, self.templates, self.fill, self.check):
            self._stack.addWidget(view)
        self.columns = Columns("notices", self.desk.preferences)
        self.columns.set_content(self._stack, "填写")
        self.columns.set_side(self.preview, "打印的样子", "raised")
        self.body.addWidget(self.columns)

    def _connect_views(self) -> None:
        for button in (self.new, self.kept.begin, self.kept.begin_with_list):
            button.clicked.connect(self.choose_template)
        self.steps.stepper.step_chosen.connect(self._go_back_to)
        self.kept.list.opened.connect(self._open_row)
        self.kept.list.chosen.connect(self._look_at_row)
        self.kept.list.acted.connect(self._act_on_row)
        self._connect_templates()
        self._connect_fill()
        self.check.back.clicked.connect(lambda: self._go_back_to(FILL - 1))
        self.check.done.clicked.connect(self.show_list)
        self.check.save.clicked.connect(self.save_pdf)
        self.check.print.clicked.connect(self.print_paper)
        self.preview.papers.chosen.connect(self._choose_paper)
        self._live.checked.connect(self._show_checked)
        self._live.drawn.connect(self._show_pdf)
        self._live.refused.connect(self._show_refusal)

    def _connect_templates(self) -> None:
        self.templates.wanted.textChanged.connect(self._show_templates)
        self.templates.wanted.returnPressed.connect(self._use_found)
        self.templates.list.chosen.connect(self._look_at_template)
        self.templates.list.opened.connect(self.use_template)
        self.templates.use.clicked.connect(self._use_current)
        self.templates.back.clicked.connect(self.show_list)

    def _connect_fill(self) -> None:
        self.fill.form.typed.connect(self._typed)
        self.fill.table.edited.connect(self._changed_list)
        self.fill.table.row_removal_asked.connect(self._remove_row)
        self.fill.paste.clicked.connect(self.paste)
        self.fill.take_file.clicked.connect(self.take_file)
        self.fill.remove.clicked.connect(lambda: self._remove_row(self.fill.table.currentIndex().row()))
        self.fill.back.clicked.connect(self.choose_template)
        self.fill.to_mend.clicked.connect(self.next_problem)
        self.fill.check.clicked.connect(self.keep_and_check)

    def _add_shortcuts(self) -> None:
        for keys, act in {
            "Ctrl+N": self.choose_template,
            "Ctrl+P": self._press_forward,
            "Ctrl+S": lambda: self.save_pdf() if self._mode == CHECK else None,
            "F8": lambda: self.next_problem() if self._mode == FILL else None,
            "Ctrl+V": lambda: self.paste() if self._mode == FILL else None,
        }.items():
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _show_mode(self, mode: int) -> None:
        self._mode = mode
        self._stack.setCurrentIndex(mode)
        self.hints = _HINTS[mode]
        self.set_toolbar(None if mode == LIST_MODE else self.steps)
        self.set_primary(self.new if mode == LIST_MODE and self._has_rows() else None)
        self.steps.stepper.set_step(max(mode - 1, 0))
        if mode in (LIST_MODE, CHOOSE):
            self.steps.show_template("", None)
            self.set_context("")
        else:
            template = self._draft.template if mode == FILL else self._opened.template
            self.steps.show_template(template.name, row_texts.days_evidence(template))
        if self.columns.is_narrow:
            self.columns.show_content()

    def _has_rows(self) -> bool:
        return bool(self._overview.kept or self._unfinished())

    def areas(self) -> list[QWidget]:
        """The view of the present step and the preview."""
        return [self._stack.currentWidget(), self.preview]

    # --- coming here and going ---------------------------------------------------------------------------------------

    def show_place(self, notice: str = "", template: str = "", **target: Any) -> None:
        """Show a kept notice by its id, begin one from a template's code, or show what stood here."""
        if notice:
            self.open_notice(notice)
        elif template:
            self.use_template(template)

    def reload(self) -> None:
        """Read the kept notices and the templates anew."""
        self.desk.session.ask(read_overview, self._show_overview, owner=self)

    def _show_overview(self, overview: Overview) -> None:
        self._overview = overview
        by_id = {facts.id: facts for facts in overview.kept}
        for draft in self._drafts:
            draft.kept = draft.kept and by_id.get(draft.kept.id)
        self._show_kept()
        if not self.templates.list.rows():
            self._show_templates()
        if self._mode == CHECK and self._opened.facts.id not in by_id:
            self._leave_taken_back()
        elif self._mode == CHECK and by_id[self._opened.facts.id] != self._opened.facts:
            self.open_notice(self._opened.facts.id)

    def _leave_taken_back(self) -> None:
        """The notice shown was taken back: what it was made from is still here, or the list is."""
        if self._draft is not None and self._draft in self._drafts:
            self._draft.is_touched = True
            self._fill_in(self._draft)
        else:
            self.show_list()

    # --- the list ----------------------------------------------------------------------------------------------------

    def show_list(self) -> None:
        """Go to the list; what was printed lets go of its raw rows."""
        self._live.stop()
        for draft in [each for each in self._drafts if not each.is_touched]:
            if draft.kept is None or draft.kept.printed_at:
                draft.forget_list()
                self._drafts.remove(draft)
        self._draft = self._opened = None
        self._show_kept()
        self._show_mode(LIST_MODE)
        self.preview.clear()
        self.kept.list.setFocus()

    def _unfinished(self) -> list[Draft]:
        return [draft for draft in self._drafts if draft.is_touched]

    def _show_kept(self) -> None:
        self.kept.list.set_rows(row_texts.kept_rows(self._overview, self._unfinished()))
        self.kept.setCurrentIndex(1 if self._has_rows() else 0)
        if self._mode == LIST_MODE:
            self.set_primary(self.new if self._has_rows() else None)
            self.set_context(f"{len(self._overview.kept)} 份" if self._overview.kept else "")

    def _draft_of_row(self, key: str) -> Draft | None:
        return next((draft for draft in self._drafts if f"{row_texts.DRAFT}{draft.key}" == key), None)

    def _open_row(self, key: str) -> None:
        draft = self._draft_of_row(key)
        if draft is not None:
            self._fill_in(draft)
        else:
            self.open_notice(key)

    def _look_at_row(self, key: str) -> None:
        """Show the sheet of the row the clerk moved to, without leaving the list."""
        if self._draft_of_row(key) is None:
            self.desk.session.ask(
                lambda workspace: open_kept(workspace, key),
                lambda opened: self._draw(opened.checked) if self.kept.list.current_key() == key else None,
                owner=self,
            )

    def _act_on_row(self, key: str, code: str) -> None:
        if code == row_texts.THROW_AWAY:
            self._throw_away(self._draft_of_row(key))
        elif code == row_texts.PRINT:
            self.open_notice(key, self.print_paper)
        else:
            self._open_row(key)

    def _throw_away(self, draft: Draft) -> None:
        def yes() -> None:
            draft.forget_list()
            self._drafts.remove(draft)
            self._show_kept()

        words = f"“{draft.template.name}”填的内容和名单都不留，找不回来。"
        self.desk.messages.confirm("这份没做完的公示不要了吗？", words, "不要了", yes)

    # --- step 1 ------------------------------------------------------------------------------------------------------

    def choose_template(self) -> None:
        """Go to the templates; what is being made stays as it is."""
        self._live.stop()
        self._draft = self._opened = None
        self._show_mode(CHOOSE)
        self.preview.show_words("选中一种，这里就是它印出来的样子。", "file-text")
        self.templates.wanted.setFocus()
        self.templates.wanted.selectAll()

    def _show_templates(self) -> None:
        level = self.desk.session.unit.level
        rows = row_texts.template_rows(self._overview, level, self.templates.wanted.text())
        self.templates.list.set_rows(rows)
        count = sum(not row.heading for row in rows)
        self.templates.count.setText(f"{count} 种" if count else "没有找到，换几个字试试")

    def _use_found(self) -> None:
        found = [row.key for row in self.templates.list.rows() if not row.heading]
        if len(found) == 1:
            self.use_template(found[0])
        elif found:
            self.templates.list.setFocus()
            self.templates.list.set_current(found[0])
            self._look_at_template(found[0])

    def _use_current(self) -> None:
        if self.templates.list.current_key():
            self.use_template(self.templates.list.current_key())
        else:
            self._use_found()

    def _look_at_template(self, code: str) -> None:
        """Show the empty sheet of a template."""

        def show(draft: Draft) -> None:
            if self._mode == CHOOSE and self.templates.list.current_key() == code:
                self._live.check_soon(draft)

        self._start(code, show)

    def use_template(self, code: str) -> None:
        """Begin a notice from a template."""

        def begin(draft: Draft) -> None:
            self._drafts.append(draft)
            self._fill_in(draft)

        self._start(code, begin)

    def _start(self, code: str, then: Callable[[Draft], None]) -> None:
        contact = self.desk.preferences.get(self._contact_key, {})
        self.desk.session.ask(
            lambda workspace: read_template(workspace, code),
            lambda read: then(start_draft(str(uuid.uuid4()), *read, contact)),
            owner=self,
        )

    # --- step 2 ------------------------------------------------------------------------------------------------------

    def _fill_in(self, draft: Draft) -> None:
        self._draft, self._checked, self._opened = draft, None, None
        self.fill.form.show_blanks(draft.blanks, draft.answers, draft.same_as_before)
        self.fill.form.show_told(hidden_blanks(None, draft))
        self.fill.form.period.show_period(None)
        self.fill.show_list(bool(draft.columns))
        self.fill.table.show_draft(draft, Judged())
        self.fill.notes.show_notes([])
        self.fill.told.set_text(told_text(None, draft))
        self._show_mode(FILL)
        self._show_context()
        self._show_totals()
        self.preview.show_words("正在排版…")
        self._live.check_soon(draft)
        self._focus_first_empty()

    def _focus_first_empty(self) -> None:
        shown = [blank.key for blank in self._draft.blanks if not self.fill.form.fields[blank.key].isHidden()]
        empty = next((key for key in shown if not self._draft.answers.get(key)), shown[0] if shown else "")
        self.fill.form.go_to(empty)

    def _show_context(self) -> None:
        village = self._draft.answers.get("village", "")
        self.set_context(" · ".join(part for part in (village, "改公示" if self._draft.kept else "新公示") if part))

    def _typed(self, key: str, text: str) -> None:
        self._draft.answer(key, text)
        if key == "village":
            self._show_context()
        self._live.check_soon(self._draft)

    def _changed_list(self) -> None:
        self.fill.table.fit()
        self._live.check_soon(self._draft)

    def _list_was_set(self) -> None:
        """Rows came or went at once: show them, then what becomes of them."""
        self.fill.table.show_draft(self._draft, Judged())
        self.fill.told.set_text(told_text(self._checked, self._draft))
        self._live.check_soon(self._draft)

    def _remove_row(self, row: int) -> None:
        if self._draft is not None and 0 <= row < len(self._draft.rows):
            self._draft.remove(row)
            self._list_was_set()

    def paste(self) -> None:
        """Take cells from the clipboard: with a row of titles as a list, else from the current cell on."""
        draft = self._draft
        text = QGuiApplication.clipboard().text()
        if draft is None or not draft.columns:
            return
        cells = pasted_cells(text)
        if not cells:
            self.desk.messages.toast("剪贴板里没有表格。请先在 Excel 或 WPS 里选中名单，按 Ctrl+C。")
            return
        self.desk.session.ask(
            lambda workspace: rows_from_cells(cells, draft.template),
            lambda listed: self._take_list(draft, listed),
            lambda error: self._paste_block(draft, cells, error),
            owner=self,
        )

    def _paste_block(self, draft: Draft, cells: list[list[str]], error: BaseException) -> None:
        if not isinstance(error, UserFacingError) or error.code != "no-header":
            self.desk.messages.trouble(error)
            return
        row, column = self.fill.table.place() if draft is self._draft else (len(draft.rows), 0)
        draft.put_block(row, column, cells)
        if draft is self._draft:
            self._list_was_set()
        self.desk.messages.toast(f"粘贴了 {len(cells)} 行。没有表头，从“{draft.columns[column].label}”这一列往右填。")

    def take_file(self) -> None:
        """Let a workbook be chosen and take its list."""
        draft = self._draft

        def take(paths: list[Path]) -> None:
            self.desk.session.ask(
                lambda workspace: read_list(workspace, paths[0], draft.template),
                lambda listed: self._take_list(draft, listed),
                owner=self,
            )

        self.desk.messages.open_files("选名单", "表格 (*.xlsx)", take, many=False)

    def _take_list(self, draft: Draft, listed: ListRows) -> None:
        count = draft.take_list(listed)
        if draft is self._draft:
            self._list_was_set()
        dropped = f"，丢掉了用不着的 {len(listed.dropped_columns)} 列" if listed.dropped_columns else ""
        self.desk.messages.toast(f"名单读进 {count} 行{dropped}。")

    def _show_checked(self, checked: Checked) -> None:
        """Show what was found; in the choice of templates only the sheet matters."""
        if self._mode == FILL:
            self._checked = checked
            self._show_findings()
        if checked.filled is not None:
            self._draw(checked)
        else:
            self._show_refusal(checked.trouble)

    def _show_findings(self) -> None:
        draft, checked = self._draft, self._checked
        problems = problems_of(checked, draft)
        form, filled = self.fill.form, checked.filled
        form.show_told(hidden_blanks(checked, draft))
        reasons = {each.key: each.text for each in problems if each.kind == BLANK}
        missing = [each.key for each in problems if each.kind == MISSING]
        form.show_refused(reasons, missing, draft.same_as_before)
        form.period.show_period(filled.period if filled else None)
        self.fill.table.show_draft(draft, judged(filled))
        self.fill.notes.show_notes(problem_notes(checked, problems, self.go_to, self._leave_out))
        self.fill.told.set_text(told_text(checked, draft))
        self._show_totals()

    def _show_totals(self) -> None:
        self.fill.totals.setText(self._checked.totals if self._checked else "")
        count = must_mend(self._checked) if self._checked else 0
        self.fill.to_mend.setText(f"还有 {count} 处必须改")
        self.fill.to_mend.setVisible(bool(count))
        self.fill.bar.fit()

    def _leave_out(self, problem: Problem) -> None:
        self._remove_row(problem.row - 1)

    def go_to(self, problem: Problem) -> None:
        """Take the keyboard to what has to be mended or filled in."""
        if problem.kind in (BLANK, MISSING):
            self.fill.form.go_to(problem.key)
            field = self.fill.form.fields.get(problem.key)
            if field is not None:
                self.fill.area.ensureWidgetVisible(field)
            return
        self.fill.area.ensureWidgetVisible(self.fill.table)
        self.fill.table.go_to_row(problem.row if problem.row else len(self._draft.rows) + 1, problem.label)

    def next_problem(self) -> None:
        """Go to the next problem after the one shown last."""
        problems = problems_of(self._checked, self._draft) if self._checked else []
        must = [each for each in problems if each.must]
        wanted = must or problems
        if not wanted:
            self.desk.messages.toast("没有要改的了。")
            return
        here = self._problem_here(wanted)
        self.go_to(wanted[(here + 1) % len(wanted)])

    def _problem_here(self, problems: list[Problem]) -> int:
        row = self.fill.table.currentIndex().row() + 1 if self.fill.table.hasFocus() else 0
        for number, problem in enumerate(problems):
            field = self.fill.form.fields.get(problem.key)
            if (problem.row and problem.row == row) or (field and field.isAncestorOf(self.focusWidget() or self)):
                return number
        return -1

    # --- step 3 ------------------------------------------------------------------------------------------------------

    def _press_forward(self) -> None:
        if self._mode == FILL:
            self.keep_and_check()
        elif self._mode == CHECK:
            self.print_paper()
        elif self._mode == LIST_MODE and self._overview.kept and self.kept.list.current_key():
            self._act_on_row(self.kept.list.current_key(), row_texts.PRINT)

    def keep_and_check(self) -> None:
        """Keep the notice, masked, and go on to print it; with something to mend go there instead."""
        draft = self._draft
        answers, rows, kept = draft.given(), draft.list_rows(), draft.kept
        draft.is_touched = False

        def work(workspace):
            return keep(workspace, draft.template, answers, rows, kept)

        def done(result: tuple[Checked, KeptFacts | None]) -> None:
            self._after_keeping(draft, *result)

        def failed(error: BaseException) -> None:
            draft.is_touched = True
            self.desk.messages.trouble(error)

        self._live.stop()
        if self._checked is not None and must_mend(self._checked):
            draft.is_touched = True
            self.desk.session.ask(
                lambda workspace: check(workspace, draft.template, answers, rows),
                lambda checked: self._mend_first(draft, checked),
                owner=self,
            )
        else:
            self.desk.session.act(work, done, failed, owner=self)

    def _mend_first(self, draft: Draft, checked: Checked) -> None:
        """Go to what must be mended; nothing left means that it was mended a moment ago."""
        self._checked = checked
        if not must_mend(checked):
            self.keep_and_check()
            return
        if draft is self._draft and self._mode == FILL:
            self._show_checked(checked)
            self.next_problem()

    def _after_keeping(self, draft: Draft, checked: Checked, facts: KeptFacts | None) -> None:
        if facts is None:
            draft.is_touched = True
            self._mend_first(draft, checked)
            return
        draft.kept = facts
        self._remember_contact(draft, checked)
        self.desk.messages.toast(
            f"已存下“{facts.title}”，名单只存了遮挡后的样子。", "撤销 Ctrl+Z", self.desk.session.undo
        )
        if draft is self._draft:
            self._show_kept_notice(Opened(facts, draft.template, checked))

    def _remember_contact(self, draft: Draft, checked: Checked) -> None:
        refused = {each.key for each in checked.filled.refused_blanks}
        given = {key: text for key, text in draft.given().items() if key in CONTACT and key not in refused}
        self.desk.preferences.put(self._contact_key, {**self.desk.preferences.get(self._contact_key, {}), **given})

    @property
    def _contact_key(self) -> str:
        return f"notices.contact.{self.desk.session.unit.id}"

    def open_notice(self, notice: str, when_drawn: Callable[[], None] | None = None) -> None:
        """Open a kept notice; `when_drawn` follows once its sheet can be printed."""

        def show(opened: Opened) -> None:
            self._draft = next((each for each in self._drafts if each.kept and each.kept.id == opened.facts.id), None)
            self._when_drawn = when_drawn
            self._show_kept_notice(opened)

        self.desk.session.ask(lambda workspace: open_kept(workspace, notice), show, owner=self)

    def _show_kept_notice(self, opened: Opened) -> None:
        self._opened, self._pdf = opened, None
        facts, filled = opened.facts, opened.checked.filled
        self.check.title.setText(facts.title)
        printed = f"，{shown_time(facts.printed_at)} 打印过" if facts.printed_at else "，还没打印"
        self.check.state.setText(f"{shown_time(facts.made_at)} 做的{printed}。")
        self.check.notes.show_notes(check_notes(filled, opened.template, has_rows=self._draft is not None))
        self.check.totals.setText(opened.checked.totals)
        self.check.show_list(filled.table is not None)
        self.check.list.set_table(*list_of(filled))
        self.check.reminders.set_text(reminders_of(filled))
        self.check.back.set_available(self._draft is not None, _LIST_GONE)
        self._show_mode(CHECK)
        self.set_context(opened.template.name)
        self._allow_printing(False)
        self._draw(opened.checked)
        self.check.print.setFocus()

    def _go_back_to(self, step: int) -> None:
        if step == CHOOSE - 1:
            self.choose_template()
        elif self._draft is not None:
            self._fill_in(self._draft)
        else:
            self.desk.messages.toast(_LIST_GONE)

    # --- the sheet ---------------------------------------------------------------------------------------------------

    @property
    def _paper(self) -> str:
        return self.desk.preferences.get(_PAPER, "A4")

    def _choose_paper(self, paper: str) -> None:
        self.desk.preferences.put(_PAPER, paper)
        checked = self._opened.checked if self._opened else self._checked
        if self._mode == CHOOSE or self._mode == LIST_MODE:
            self._draw_current()
        elif checked is not None and checked.filled is not None:
            self._allow_printing(False)
            self._draw(checked)

    def _draw_current(self) -> None:
        if self._mode == CHOOSE and self.templates.list.current_key():
            self._look_at_template(self.templates.list.current_key())
        elif self._mode == LIST_MODE and self.kept.list.current_key():
            self._look_at_row(self.kept.list.current_key())

    def _draw(self, checked: Checked) -> None:
        self._pdf = None
        self._live.draw(checked, self._paper)

    def _show_pdf(self, pdf: NoticePdf) -> None:
        self._pdf = pdf
        self.preview.show_pdf(pdf.content)
        self._allow_printing(True)
        if self._mode == CHECK and self._when_drawn is not None:
            follow, self._when_drawn = self._when_drawn, None
            follow()

    def _show_refusal(self, error: UserFacingError) -> None:
        """The gate or the setter said no: the preview tells why it is empty."""
        self._pdf = None
        self._when_drawn = None
        self.preview.show_words(error.message, "shield-alert")
        if self._mode == CHECK:
            self._allow_printing(False, error.message)

    def _allow_printing(self, allowed: bool, why: str = "正在排版，马上就好。") -> None:
        for button in (self.check.save, self.check.print):
            button.set_available(allowed, why)

    def save_pdf(self) -> None:
        """Save the very sheet that is shown as a file; it counts as printed."""
        if self._pdf is None or self._opened is None:
            return
        facts, pdf = self._opened.facts, self._pdf
        name = _NOT_IN_NAMES.sub("", facts.title)[:_LONGEST_NAME]

        def write(path: Path) -> None:
            self._release(facts, pdf, path, f"已存成“{path.name}”，记为已打印。")

        self.desk.messages.save_file("存成 PDF", f"{name}.pdf", _PDF, write)

    def print_paper(self) -> None:
        """Let a printer be chosen and print the very sheet that is shown."""
        if self._pdf is None or self._opened is None:
            return
        facts, pdf = self._opened.facts, self._pdf
        try:
            choose_printer(self.window(), lambda printer: self._print_on(printer, facts, pdf))
        except UserFacingError as error:
            self.desk.messages.trouble(error, buttons=[("存成 PDF", "file-down", self.save_pdf)])

    def _print_on(self, printer: Any, facts: KeptFacts, pdf: NoticePdf) -> None:
        job = self.desk.jobs.run(
            PAPER,
            lambda watch: print_pdf(pdf.content, printer, watch),
            lambda pages: self._release(facts, pdf, None, f"已送到打印机，{pages} 张。"),
            owner=self,
        )
        self.desk.session.long_started.emit(job, f"打印“{facts.title}”")

    def _release(self, facts: KeptFacts, pdf: NoticePdf, path: Path | None, told: str) -> None:
        self.desk.session.act(
            lambda workspace: release_notice(workspace, facts.id, facts.revision, pdf, path),
            lambda _: self.desk.messages.toast(told),
            owner=self,
        )
