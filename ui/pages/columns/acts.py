"""What the clerk does with website columns: they are written, dated, taken in from tables and written into one."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from app.registers.column_files import write_columns_workbook
from app.registers.column_import import DatedColumn, apply_column_days
from app.registers.columns import add_column, answer_messages, change_column, date_columns, strike_column, take_columns
from app.workspace import Workspace
from ui.editors.answers_form import AnswersForm
from ui.outgoing import tell_written
from ui.pages.columns.reading import CHANGE_FORM, DAY_FORM, NEW_FORM, read_days_in_file, read_days_pasted
from ui.pages.registers.day_form import DayForm
from ui.pages.registers.record_forms import RecordForms, RecordKind

if TYPE_CHECKING:
    from ui.pages.columns.page import ColumnsPage

_TABLES = "表格 (*.xlsx *.xls *.csv *.et *.docx *.html);;所有文件 (*)"
_WORKBOOKS = "Excel 表格 (*.xlsx)"


class ColumnActs(QObject):
    """Acts on the column that the page shows, and on a new one."""

    def __init__(self, page: "ColumnsPage") -> None:
        super().__init__(page)
        self._page, self._desk = page, page.desk
        kind = RecordKind(
            NEW_FORM, CHANGE_FORM, "已加栏目", "已改栏目", _adding, change_column, "column_kind", self._usual
        )
        self.forms = RecordForms(page.desk, page.records, kind, self._make_form, lambda: page.column, self)

    @property
    def form(self) -> AnswersForm:
        """The form of a column."""
        return self.forms.form

    # --- opening -----------------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Add a column of the unit's own, or go on with what was begun."""
        if self._page.seen is not None:
            self.forms.open_new("加一个栏目")

    def change(self) -> None:
        """Correct what stands in a column."""
        if (line := self._page.current) is not None:
            self.forms.open_changed(f"改栏目：{line.name}", line.kept.id, line.answers.known)

    def begin_day(self) -> None:
        """Ask on which day the column was updated, or of one of messages when the first came without an answer."""
        if (line := self._page.current) is None:
            return
        id, today = line.kept.id, self._page.seen.today
        if line.waits:
            title, day, write = "记收到留言的日期", "最早一条没有回应的留言是哪天收到的", partial(_came_on, id)
        else:
            title, day, write = "记更新日期", "哪天更新的", partial(_dated_on, id)
        self.forms.ask(DayForm(title, day, today, write), DAY_FORM, id, f"已{title}")

    # --- writing down ------------------------------------------------------------------------------------------------

    def take(self, codes: tuple[str, ...] = ()) -> None:
        """Take columns of the checklist over, all that are left where none is named."""
        self._act(lambda workspace: take_columns(workspace, codes), lambda count: f"采用了 {count} 个栏目")

    def updated_today(self, id: str) -> None:
        """Write down that a column was updated today, of one of messages that all were answered."""
        today = self._page.seen.today
        if self._page.seen.lines[id].waits:
            self._act(lambda workspace: answer_messages(workspace, id), lambda _: "已记留言都回应了")
        else:
            self._act(lambda workspace: date_columns(workspace, {id: today}), lambda _: "已记今天更新")

    def strike(self) -> None:
        """Take the column out."""
        if (line := self._page.current) is not None:
            id = line.kept.id
            self._act(lambda workspace: strike_column(workspace, id), lambda _: "已划去")

    def _act(self, work: Callable[[Workspace], Any], told: Callable[[Any], str]) -> None:
        self._desk.session.act(work, lambda result: self.forms.toast(told(result)), owner=self)

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
            self.forms.toast(f"记下了 {count} 个栏目的日期")
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

    # --- the form ----------------------------------------------------------------------------------------------------

    def _make_form(self) -> AnswersForm:
        return AnswersForm(self._page.seen.definition)

    def _usual(self, kind: Any) -> Mapping[str, Any]:
        return self._page.seen.usual.get(kind, {})


def _dated_on(id: str, workspace: Workspace, day: date) -> None:
    date_columns(workspace, {id: day})


def _came_on(id: str, workspace: Workspace, day: date) -> None:
    change_column(workspace, id, {"last_updated": day.isoformat()})


def _adding(values: Mapping[str, Any]) -> Callable[[Workspace], str]:
    return lambda workspace: add_column(workspace, values)
