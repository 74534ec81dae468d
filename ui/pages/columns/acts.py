"""What the clerk writes of website columns: the forms, what stands half written, tables taken in and written."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from app.errors import UserFacingError
from app.registers.column_files import write_columns_workbook
from app.registers.column_import import DatedColumn, apply_column_days
from app.registers.columns import add_column, change_column, date_columns, strike_column, take_columns
from app.workspace import Workspace
from ui.editors.answers_form import AnswersForm
from ui.form_drafts import FormDrafts
from ui.outgoing import tell_written
from ui.pages.columns.reading import CHANGE_FORM, DAY_FORM, NEW_FORM, read_days_in_file, read_days_pasted
from ui.pages.notices.act_form import ActForm

if TYPE_CHECKING:
    from ui.pages.columns.page import ColumnsPage

_UNDO = "撤销 Ctrl+Z"
_TABLES = "表格 (*.xlsx *.xls *.csv *.et *.docx *.html);;所有文件 (*)"
_WORKBOOKS = "Excel 表格 (*.xlsx)"


class DayForm(ActForm):
    """记更新日期: on which day a column was updated last."""

    def __init__(self, id: str, today: date) -> None:
        super().__init__("记更新日期", "记下", "哪天更新的", today)
        self._id = id

    def act(self) -> Callable[[Workspace], Any] | None:
        day = self.chosen_day()
        return None if day is None else lambda workspace: date_columns(workspace, {self._id: day})


class ColumnActs(QObject):
    """Acts on the column that the page shows, and on a new one."""

    def __init__(self, page: "ColumnsPage") -> None:
        super().__init__(page)
        self._page, self._desk = page, page.desk
        self.drafts = FormDrafts(page.desk, self)
        self._id = ""
        """The column that is written in the form, "" for a new one."""

    @cached_property
    def form(self) -> AnswersForm:
        """The form of a column."""
        form = AnswersForm(self._page.seen.definition)
        # Its place comes first: moving finished rows below a new parent takes longer than making them.
        self._page.side.addWidget(form)
        form.confirmed.connect(self._write_down)
        form.cancelled.connect(self._page.leave_side)
        form.edited.connect(self._remember)
        form.form.typed.connect(self._offer)
        return form

    # --- opening -----------------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Add a column of the unit's own, or go on with what was begun."""
        if self._page.seen is not None:
            typed = self.drafts.typed(NEW_FORM, "") or {}
            self._open("加一个栏目", "", self._page.seen.usual.get(typed.get("column_kind"), {}), typed)

    def change(self) -> None:
        """Correct what stands in a column."""
        if (line := self._page.current) is not None:
            typed = self.drafts.typed(CHANGE_FORM, line.kept.id)
            self._open(f"改栏目：{line.name}", line.kept.id, line.answers.known, typed)

    def begin_day(self) -> None:
        """Ask on which day the column was updated."""
        if (line := self._page.current) is not None:
            form = DayForm(line.kept.id, self._page.seen.today)
            form.begin(line.kept.id, self.drafts.typed(DAY_FORM, line.kept.id))
            form.edited.connect(lambda: self.drafts.write(DAY_FORM, form.subject, form.half_written))
            form.cancelled.connect(self._page.close_small)
            form.confirmed.connect(lambda: self._write_day(form))
            self._page.show_small(form)

    def _open(self, title: str, id: str, values: Mapping[str, Any], typed: Mapping[str, Any] | None) -> None:
        self._id = id
        self.form.begin(title, id, values, typed)
        self._page.show_form(self.form)
        self.form.take_keyboard()

    # --- writing down ------------------------------------------------------------------------------------------------

    def take(self, codes: tuple[str, ...] = ()) -> None:
        """Take columns of the checklist over, all that are left where none is named."""
        self._act(lambda workspace: take_columns(workspace, codes), lambda count: f"采用了 {count} 个栏目")

    def updated_today(self, id: str) -> None:
        """Write down that a column was updated today."""
        today = self._page.seen.today
        self._act(lambda workspace: date_columns(workspace, {id: today}), lambda count: "已记今天更新")

    def strike(self) -> None:
        """Take the column out."""
        if (line := self._page.current) is not None:
            id = line.kept.id
            self._act(lambda workspace: strike_column(workspace, id), lambda _: "已划去")

    def _act(self, work: Callable[[Workspace], Any], told: Callable[[Any], str]) -> None:
        self._desk.session.act(work, lambda result: self._toast(told(result)), owner=self)

    def _write_down(self) -> None:
        form, id = self.form, self._id
        values = form.checked()
        if values is not None:
            work = partial(_change, id, form.changes()) if id else partial(_add, values)
            self._desk.session.act(work, partial(self._written, id), self._refused, owner=form)

    def _written(self, id: str, made: str) -> None:
        self.drafts.write(CHANGE_FORM if id else NEW_FORM, id, None)
        self._toast("已改栏目" if id else "已加栏目")
        self._page.show_written(id or made)

    def _refused(self, error: BaseException) -> None:
        if isinstance(error, UserFacingError):
            self.form.say(error.message)
        else:
            self._desk.messages.trouble(error)

    def _write_day(self, form: DayForm) -> None:
        if (act := form.act()) is not None:
            self._desk.session.act(act, partial(self._day_written, form.subject), owner=form)

    def _day_written(self, subject: str, _: object) -> None:
        self.drafts.write(DAY_FORM, subject, None)
        self._page.close_small()
        self._toast("已记更新日期")

    # --- tables ------------------------------------------------------------------------------------------------------

    def choose_table(self) -> None:
        """Ask for a file with days and show what it would change."""

        def read(files: list[Path]) -> None:
            self._plan(partial(read_days_in_file, files[0]))

        self._desk.messages.open_files("选有栏目和更新日期的表格", _TABLES, read, many=False)

    def paste_table(self) -> None:
        """Show what the cells on the clipboard would change."""
        self._plan(partial(read_days_pasted, QGuiApplication.clipboard().text()))

    def take_table(self, planned: list[DatedColumn]) -> None:
        """Write down the days of a table."""

        def done(count: int) -> None:
            self._toast(f"记下了 {count} 个栏目的日期")
            self._page.leave_side()

        self._desk.session.act(lambda workspace: apply_column_days(workspace, planned), done, owner=self)

    def save_table(self) -> None:
        """Save the columns as a table."""

        def save(path: Path) -> None:
            def work(workspace: Workspace) -> int:
                return write_columns_workbook(workspace, path, force=True)

            told = partial(self._table_written, path)
            self._desk.session.ask(work, told, owner=self)

        self._desk.messages.save_file("存成表", f"{self._desk.session.unit.name}网站栏目.xlsx", _WORKBOOKS, save)

    def _table_written(self, path: Path, count: int) -> None:
        tell_written(self._desk, f"已存成 {path.name}，{count} 个栏目。", path.parent)

    def _plan(self, read: Callable[[Workspace], list[DatedColumn]]) -> None:
        self._desk.session.ask(read, self._page.show_planned, owner=self)

    # --- half written ------------------------------------------------------------------------------------------------

    def _remember(self) -> None:
        self.drafts.write(CHANGE_FORM if self._id else NEW_FORM, self._id, self.form.half_written)

    def _offer(self, key: str) -> None:
        """Write how a column of a kind is usually kept up to date, where nobody has written anything."""
        if key == "column_kind" and not self._id:
            self.form.offer(self._page.seen.usual.get(self.form.form.value(key), {}))
            self._remember()

    def _toast(self, told: str) -> None:
        self._desk.messages.toast(told, _UNDO, self._desk.session.undo)


def _add(values: Mapping[str, Any], workspace: Workspace) -> str:
    return add_column(workspace, values)


def _change(id: str, changes: Mapping[str, Any], workspace: Workspace) -> str:
    return change_column(workspace, id, changes).id
