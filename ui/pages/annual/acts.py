"""What the clerk writes into the yearly report, and what becomes of it."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.calendar.typed_date import typed_date
from app.errors import UserFacingError
from app.registers.annual_checks import asked_of_a_person
from app.registers.annual_filing import record_filed, withdraw_filed
from app.registers.annual_report import AnnualReport
from app.registers.annual_units import UNCONFIRMED, TakenReport, take_in_report
from app.registers.annual_writing import (
    carry_over,
    correct_cells,
    fill_zeros,
    take_last_year,
    withdraw_cell,
    write_text,
)
from app.standards.annual_rules import CellName
from app.workspace import Workspace
from ui.form_drafts import FormDrafts
from ui.jobs import Watch
from ui.pages.annual.reading import CELL_FORM, TEXT_FORM
from ui.pages.annual.rows import TAKE
from ui.pages.annual.shown import UNITS, Spot, short_label
from ui.widgets.note import Note

if TYPE_CHECKING:
    from ui.pages.annual.page import AnnualPage

_UNDO = "撤销 Ctrl+Z"
_REPORTS = "年报 (*.docx *.xlsx *.xls *.html *.htm *.doc *.et *.wps *.csv);;所有文件 (*)"
Taken = tuple[str, TakenReport | UserFacingError]
"""A file and what became of it."""


class AnnualActs(QObject):
    """Acts on the report that the page shows."""

    def __init__(self, page: "AnnualPage") -> None:
        super().__init__(page)
        self._page, self._desk = page, page.desk
        self.drafts = FormDrafts(page.desk, self)
        self.reason = ""
        """The reason that was given last: many numbers come from one place."""

    # --- numbers -----------------------------------------------------------------------------------------------------

    def keep_cell(self) -> None:
        """Keep what is written for the number that is shown."""
        cell = self._page.cell
        if cell.name is not None and not cell.form.isHidden():
            self.drafts.write(CELL_FORM, self._cell_subject(cell.name), cell.half_written)

    def correct(self, value: str, reason: str) -> None:
        """Let the number that is shown be this one."""
        name, year = self._page.cell.name, self._page.year
        label = short_label(self._page.seen.report.rules, name)

        def written(_: object) -> None:
            self.reason = reason.strip()
            self.drafts.write(CELL_FORM, self._cell_subject(name), None)
            self._toast(f"{label}：已写 {value.strip()}")
            self._page.after_writing()

        self._desk.session.act(
            lambda workspace: correct_cells(workspace, year, {name: value}, reason), written, self._refused, owner=self
        )

    def withdraw(self) -> None:
        """Take back what was typed over the number that is shown."""
        name, year = self._page.cell.name, self._page.year
        self._do(lambda workspace: withdraw_cell(workspace, year, name), "已取消改动，照算出来的数")

    def carry(self) -> None:
        """Begin this year with what last year's report carried on; where there is none here, ask for it."""
        year = self._page.year
        if not _knows_carried(self._page.seen.report):
            self._page.ask_last_year()
            return

        def told(count: int) -> str:
            return f"{count} 格照{year - 1}年的年报填了" if count else f"和{year - 1}年的年报一样，没有改动"

        self._do(lambda workspace: carry_over(workspace, year), told)

    def take_last_year(self, carried: dict[str, str]) -> None:
        """Write what last year's report carried on, as it stands there."""
        year = self._page.year

        def written(_: object) -> None:
            self._toast(f"已照{year - 1}年的年报填好上年结转")
            self._page.close_last_year()

        self._desk.session.act(
            lambda workspace: take_last_year(workspace, year, carried), written, self._page.say_last_year, owner=self
        )

    def fill_zeros(self) -> None:
        """Say 0 in every cell of the table that is shown that nobody said a number of."""
        page = self._page
        table, year = page.table_id, page.year
        report = page.seen.report
        empty = [name for name, cell in report.cells.items() if name.table == table and cell.value is None]
        count = len(asked_of_a_person(report.rules, empty))

        def write(reason: str) -> None:
            self.reason = reason
            self._do(lambda workspace: fill_zeros(workspace, year, reason, table), lambda number: f"{number} 格填了 0")

        section = next(each for each in report.rules.sections if each.table == table)
        words = f"第{section.no}部分还有 {count} 格没有数，都填成 0。写明为什么，例如：各科室报来都没有。"
        self._desk.messages.ask_text("空着的填 0", words, write, self.reason)

    # --- texts -------------------------------------------------------------------------------------------------------

    def keep_text(self) -> None:
        """Keep what stands in the section."""
        pane = self._page.text
        if pane.section:
            self.drafts.write(TEXT_FORM, self._text_subject(pane.section), pane.half_written)

    def settle_text(self) -> None:
        """Write the section down, where something else stands there than before."""
        if not self._page.has_text:
            return
        pane = self._page.text
        text, section = pane.half_written, pane.section
        if text is None:
            return
        year = self._page.year
        self.keep_text()

        def written(_: object) -> None:
            if self._page.text.section == section and self._page.year == year:
                self._page.text.is_written(text)
            if self.drafts.typed(TEXT_FORM, f"{year}/{section}") == text:
                self.drafts.write(TEXT_FORM, f"{year}/{section}", None)

        self._desk.session.act(
            lambda workspace: write_text(workspace, year, section, text), written, self._text_refused, owner=self
        )

    def redraft(self) -> None:
        """Let the draft stand in the place of the text; where the clerk wrote one, ask first."""
        text = self._page.seen.text(self._page.text.section)
        take = partial(self._page.text.take_draft, text)
        if self._page.text.text.toPlainText() == text.draft:
            self._desk.messages.toast("已经是照现在的数写的草稿")
        elif text.written is None and self._page.text.half_written is None:
            take()
        else:
            words = "写过的字会换成照现在的数写的草稿。换了还可以在文字里按 Ctrl+Z 换回来。"
            self._desk.messages.confirm("换成新的草稿", words, "换成草稿", take)

    # --- handing in --------------------------------------------------------------------------------------------------

    def file(self) -> None:
        """Write down on which day the report was handed in and published, or take that back."""
        year, today = self._page.year, self._page.seen.today
        if self._page.seen.filed is not None:
            self._do(lambda workspace: withdraw_filed(workspace, year), "已取消报送的日子")
            return

        def write(text: str) -> None:
            day = typed_date(text, today)
            if day is None:
                self._desk.messages.trouble(
                    UserFacingError("annual-filed-day", f"“{text[:20]}”看不出是哪一天，没有记。请写成 1月20日 这样。")
                )
                return
            on = type(today).fromisoformat(day)
            self._do(lambda workspace: record_filed(workspace, year, on), "已记下报送、公布的日子")

        words = "哪一天报送、向社会公布的，例如 1月20日。记下以后不再提醒。"
        self._desk.messages.ask_text("记报送、公布", words, write, f"{today.month}月{today.day}日")

    # --- units -------------------------------------------------------------------------------------------------------

    def take_in(self, unit: str = "") -> None:
        """Take units' reports in from files; `unit` (id) says whose the file is where its title does not."""
        known = {each.id: each.name for each in self._page.seen.units.missing}
        known |= {each.unit: each.name for each in self._page.seen.units.reports}
        name, year = known.get(unit, ""), self._page.year

        def take(paths: list[Path]) -> None:
            def work(workspace: Workspace, watch: Watch) -> list[Taken]:
                return list(_taken(workspace, watch, paths, name, year if name else None))

            self._desk.session.long("收年报", work, self._show_taken, owner=self, writes=True)

        self._desk.messages.open_files(f"收{name or '各单位'}的年报", _REPORTS, take, many=not name)

    def on_unit(self, unit: str, code: str) -> None:
        """Do with a unit what its row offers."""
        if code == TAKE:
            self.take_in(unit)
        else:
            self._page.show_unit(unit)

    def _show_taken(self, taken: list[Taken]) -> None:
        self._page.show_taken([_taken_note(self._page.year, file, each) for file, each in taken])
        years = {each.year for _, each in taken if isinstance(each, TakenReport)}
        if years and self._page.year not in years:
            self._page.choose_year(max(years), Spot(UNITS))

    # --- all ---------------------------------------------------------------------------------------------------------

    def _do(self, work: Callable[[Workspace], object], told: str | Callable[[object], str]) -> None:
        def done(result: object) -> None:
            self._toast(told if isinstance(told, str) else told(result))

        self._desk.session.act(work, done, owner=self)

    def _refused(self, error: BaseException) -> None:
        """Say in the form why the store refused, where it belongs to a line of it."""
        if not (isinstance(error, UserFacingError) and self._page.cell.say_wrong(error.code, error.message)):
            self._desk.messages.trouble(error)

    def _text_refused(self, error: BaseException) -> None:
        if isinstance(error, UserFacingError) and error.code.startswith("annual-"):
            self._page.text.say_refused(error.message)
        else:
            self._desk.messages.trouble(error)

    def _cell_subject(self, name: CellName) -> str:
        return f"{self._page.year}/{name}"

    def _text_subject(self, section: str) -> str:
        return f"{self._page.year}/{section}"

    def _toast(self, told: str) -> None:
        self._desk.messages.toast(told, _UNDO, self._desk.session.undo)


def _knows_carried(report: AnnualReport) -> bool:
    """Whether last year's report says in every column what it carried on."""
    leaves = [name for name in report.cells if name[:2] == ("t2", "4") and not report.rules.column_formula(name)]
    return report.last_year is not None and all(name in report.last_year.figures for name in leaves)


def _taken(workspace: Workspace, watch: Watch, paths: list[Path], unit: str, year: int | None) -> Iterator[Taken]:
    for number, path in enumerate(paths):
        if watch.is_cancelled():
            return
        watch.progress(number, len(paths), path.name)
        try:
            yield path.name, take_in_report(workspace, path, unit=unit, year=year)
        except UserFacingError as error:
            yield path.name, error


def _taken_note(year: int, file: str, became: TakenReport | UserFacingError) -> Note:
    if isinstance(became, UserFacingError):
        words = "标题看不出是谁的，就在下面那个单位的一行点“收它的年报”。" if became.code == "annual-whose" else ""
        return Note("danger", became.message, words, compact=True)
    how = "收过了，没有变化" if became.is_unchanged else "顶替了以前收的" if became.replaces else "已收下"
    other = "" if became.year == year else f"这是{became.year}年的。"
    head = f"{became.name}{became.year}年的年报：{how}（{UNCONFIRMED}）"
    return Note("warn" if became.notes else "success", head, other + "".join(became.notes), compact=True)
