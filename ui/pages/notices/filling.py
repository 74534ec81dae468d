"""Step 2: blanks and list are filled in; what must be mended is shown as it is typed."""

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import UserFacingError
from ui.desk import Desk
from ui.pages.notices.cells import Judged
from ui.pages.notices.draft import CONTACT, Draft, contact_key, list_rows
from ui.pages.notices.incoming import Incoming
from ui.pages.notices.notes import Acts, problem_notes, refusal_note, told_text
from ui.pages.notices.problems import BLANK, MISSING, SUM, Problem, hidden_blanks, problems_of
from ui.pages.notices.reading import Checked, Opened, keep, must_mend
from ui.pages.notices.sheet import Sheet
from ui.pages.notices.view import FillView
from ui.theme import theme


class Filling(QObject):
    """Holds the draft being filled in and shows what became of it."""

    kept = Signal(object)
    """`Opened`: the draft was kept as a notice."""
    context = Signal(str)
    """What the page is about."""
    touched = Signal()
    """Something of the draft is another now."""

    def __init__(self, desk: Desk, view: FillView, sheet: Sheet) -> None:
        super().__init__(view)
        self._desk, self._view, self._sheet = desk, view, sheet
        self.draft: Draft | None = None
        self._checked: Checked | None = None
        self._judged_rows: list[dict[str, str]] = []
        self._fields_of: tuple[str, float] | None = None
        self.incoming = Incoming(desk, view.table)
        self.incoming.taken.connect(self._rows_came)
        self.incoming.refused.connect(self._show_refusal)
        sheet.checked.connect(self._show_checked)
        self._connect()

    def _connect(self) -> None:
        view = self._view
        view.form.typed.connect(self._typed)
        view.form.cells_pasted.connect(self.paste)
        view.form.made.connect(self._show_form)
        view.table.edited.connect(self._edited)
        view.table.row_removal_asked.connect(self._remove_row)
        view.table.moved.connect(self._allow_removal)
        view.paste.clicked.connect(self.paste)
        view.take_file.clicked.connect(lambda: self.incoming.take_file(self.draft))
        view.remove.clicked.connect(lambda: self._remove_row(view.table.currentIndex().row()))
        view.to_mend.clicked.connect(self.next_problem)
        view.check.clicked.connect(self.keep)

    def enter(self, draft: Draft) -> None:
        """Show a draft and check it."""
        self.draft, self._checked, self._judged_rows = draft, None, []
        view = self._view
        # Many editors take long to make: those of a draft one comes back to are there already.
        fields_of = (draft.key, theme().scale)
        if fields_of != self._fields_of:
            self._fields_of = fields_of
            view.form.show_blanks(draft.blanks, draft.answers, draft.same_as_before)
        view.show_list(bool(draft.columns))
        view.table.show_draft(draft, Judged())
        for stack in (view.notes, view.refusal):
            stack.show_notes([])
        view.told.set_text(told_text(None, draft))
        self._allow_removal(-1)
        self._show_counts()
        self._tell_context()
        self._sheet.show_draft(draft)
        self._show_form()

    def _show_form(self) -> None:
        """Show how the blanks stand and begin with the first empty one, once all of them are there."""
        if self.draft is not None and self._view.form.is_made:
            self._show_blanks_as_checked()
            self._focus_first_empty()

    def forget_fields(self) -> None:
        """Make the fields anew when a draft is shown next: its answers were changed behind them."""
        self._fields_of = None

    def leave(self) -> None:
        """Let go of the draft; whoever keeps drafts still has it."""
        self._view.table.finish_editing()
        self.draft = self._checked = None

    def paste(self) -> None:
        """Take the clipboard's cells into the list."""
        self.incoming.paste(self.draft)

    # --- typing ------------------------------------------------------------------------------------------------------

    def _typed(self, key: str, text: str) -> None:
        self.draft.answer(key, text)
        self.touched.emit()
        self._tell_context()
        self._sheet.show_draft(self.draft)

    def _edited(self) -> None:
        self.touched.emit()
        self._view.refusal.show_notes([])
        self._view.table.fit()
        self._sheet.show_draft(self.draft)

    def _rows_came(self, draft: Draft) -> None:
        if draft is self.draft:
            self._show_rows()

    def _show_refusal(self, draft: Draft, error: UserFacingError) -> None:
        """Say beside the list why nothing came into it."""
        if draft is not self.draft:
            self._desk.messages.trouble(error)
            return
        self._view.refusal.show_notes([refusal_note(error)])
        # Once there is room made for it.
        QTimer.singleShot(0, self, lambda: self._view.area.ensureWidgetVisible(self._view.refusal))

    def _show_rows(self) -> None:
        """Show rows that came or went at once, then what becomes of them."""
        self.touched.emit()
        self._view.refusal.show_notes([])
        self._view.table.show_draft(self.draft, Judged())
        self._view.told.set_text(told_text(self._checked, self.draft))
        self._sheet.show_draft(self.draft)

    def _remove_row(self, row: int) -> None:
        if self.draft is not None and 0 <= row < len(self.draft.rows):
            self.draft.remove(row)
            self._show_rows()

    def _allow_removal(self, row: int) -> None:
        can = self.draft is not None and 0 <= row < len(self.draft.rows)
        self._view.remove.set_available(can, "先点中名单里的一行")

    def _write(self, problem: Problem, text: str) -> None:
        """Write a proposed text into the cell of a problem."""
        row = self._row_now(problem)
        if row < 0:
            return
        column = next(column for column in self.draft.columns if column.label == problem.label)
        self.draft.put(row, column.key, text)
        self._show_rows()

    def _row_now(self, problem: Problem) -> int:
        """Where the row of a problem stands by now, from 0; -1 once it was taken out.

        The notes tell of the rows as they were judged: until they are judged again the numbers may be another's.
        """
        judged = self._judged_rows[problem.row - 1] if 0 < problem.row <= len(self._judged_rows) else None
        rows = self.draft.rows if self.draft is not None else []
        return next((number for number, row in enumerate(rows) if row is judged), -1)

    def _tell_context(self) -> None:
        village = self.draft.answers.get("village", "")
        words = "改公示" if self.draft.kept else "更正的一份" if self.draft.corrects else "新公示"
        self.context.emit(" · ".join(part for part in (village, words) if part))

    # --- what was found ----------------------------------------------------------------------------------------------

    def _show_checked(self, checked: Checked) -> None:
        if self.draft is None:
            return
        self._checked = checked
        draft, view = self.draft, self._view
        problems = problems_of(checked, draft)
        self._show_blanks_as_checked()
        view.table.show_draft(draft, checked.judged)
        self._judged_rows = list(draft.rows)
        acts = Acts(self.go_to, lambda problem: self._remove_row(self._row_now(problem)), self._write)
        view.notes.show_notes(problem_notes(checked, problems, draft, acts))
        view.told.set_text(told_text(checked, draft))
        self._show_counts()

    def _show_blanks_as_checked(self) -> None:
        form, filled = self._view.form, self._checked and self._checked.filled
        form.show_told(hidden_blanks(filled, self.draft))
        if self._checked is not None:
            refused = {each.key: each.text for each in reversed(self._problems()) if each.kind in (BLANK, SUM)}
            form.show_refused(refused, self.draft.same_as_before, filled.worked_out if filled else {})
        form.period.show_period(filled.period if filled else None)

    def _show_counts(self) -> None:
        must = must_mend(self._checked) if self._checked else 0
        empty = sum(not each.must for each in self._problems())
        view = self._view
        view.totals.setText(self._checked.totals if self._checked else "")
        view.to_mend.setText(f"还有 {must} 处必须改" if must else f"还有 {empty} 处没填")
        view.to_mend.set_role("danger" if must else "quiet")
        view.to_mend.set_icon("octagon-alert" if must else "circle-dashed")
        view.to_mend.setVisible(must > 0 or empty > 0)
        view.bar.fit()

    def _problems(self) -> list[Problem]:
        return problems_of(self._checked, self.draft) if self._checked and self.draft else []

    # --- going to places ---------------------------------------------------------------------------------------------

    def go_to(self, problem: Problem) -> None:
        """Take the keyboard to what has to be mended or filled in."""
        if problem.kind in (BLANK, MISSING, SUM):
            if self._view.form.go_to(problem.key):
                self._view.area.ensureWidgetVisible(self._view.form.fields[problem.key])
            return
        self._view.table.go_to_row(problem.row or len(self.draft.rows) + 1, problem.label)
        self._view.area.ensureWidgetVisible(self._view.table)

    def next_problem(self) -> Problem | None:
        """Go to the next thing to mend, or without any to the next that is empty, and return it; None for neither."""
        problems = self._problems()
        wanted = [each for each in problems if each.must] or problems
        if not wanted:
            self._desk.messages.toast("没有要改的了。")
            return None
        problem = wanted[(self._place_among(wanted) + 1) % len(wanted)]
        self.go_to(problem)
        return problem

    def _place_among(self, problems: list[Problem]) -> int:
        """The number of the problem the keyboard is at, -1 for none."""
        table = self._view.table
        row = table.currentIndex().row() + 1 if table.hasFocus() else 0
        for number, problem in enumerate(problems):
            field = self._view.form.fields.get(problem.key)
            focus = self._view.focusWidget()
            if (problem.row and problem.row == row) or (field and focus and field.isAncestorOf(focus)):
                return number
        return -1

    def _focus_first_empty(self) -> None:
        fields = self._view.form.fields
        shown = [key for key, field in fields.items() if not field.isHidden()]
        empty = next((key for key in shown if not self.draft.answers.get(key)), shown[0] if shown else "")
        self._view.form.go_to(empty)

    # --- on to the sheet ---------------------------------------------------------------------------------------------

    def keep(self) -> None:
        """Keep the notice, masked; with something to mend go there instead."""
        self._view.table.finish_editing()
        draft = self.draft
        answers, rows, before = draft.given(), draft.copied_rows(), draft.kept
        self._desk.session.act(
            lambda workspace: keep(workspace, draft.template, answers, list_rows(rows), before),
            lambda result: self._after_keeping(draft, *result),
            owner=self,
        )

    def _after_keeping(self, draft: Draft, checked: Checked, opened: Opened | None) -> None:
        if checked.trouble is not None:
            self._desk.messages.trouble(checked.trouble)
        if opened is None:
            self._stay(draft, checked)
            return
        draft.kept, draft.is_touched = opened.facts, False
        self.touched.emit()
        self._remember_contact(draft)
        told = "已存下，名单只存了遮挡后的样子。" if draft.columns else "已存下。"
        self._desk.messages.toast(told, "撤销 Ctrl+Z", self._desk.session.undo)
        if draft is self.draft:
            self.kept.emit(opened)

    def _stay(self, draft: Draft, checked: Checked) -> None:
        """Go to what must be mended first."""
        if draft is self.draft:
            self._show_checked(checked)
            if checked.filled is not None:
                problem = self.next_problem()
                if problem is not None and problem.must and checked.trouble is None:
                    self._desk.messages.toast(f"还不能打印，先改好：{problem.text}")

    def _remember_contact(self, draft: Draft) -> None:
        """Offer the office's own address and telephones again; what is no office number was refused before."""
        key = contact_key(self._desk.session.unit.id)
        given = {name: text for name, text in draft.given().items() if name in CONTACT}
        self._desk.preferences.put(key, {**self._desk.preferences.get(key, {}), **given})
