"""What the ledger is written to: a table, a calendar of what is due, the page of a month for the leader."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QWidget

from app.calendar.office_calendar import office_calendar
from app.products.outgoing import Outgoing
from app.products.register_papers import draw_paper, month_page
from app.registers.ledger_files import write_due_days, write_ledger_workbook
from app.workspace import Workspace
from ui.desk import Desk
from ui.jobs import PAPER
from ui.outgoing import save_pdf, tell_written
from ui.theme import theme

_TABLES, _CALENDARS = "Excel 表格 (*.xlsx)", "日历文件 (*.ics)"


class LedgerExports(QObject):
    """The menu 导出 and what its lines do."""

    def __init__(self, desk: Desk, today: Callable[[], date], parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._today = desk, today
        self.menu = QMenu(parent)
        self.menu.aboutToShow.connect(self._offer)

    def _offer(self) -> None:
        """Offer the month at hand and the one before, whose page is written when it is over."""
        this = self._today().replace(day=1)
        before = (this - timedelta(days=1)).replace(day=1)
        self.menu.clear()
        self._add("file-text", f"{this.month}月的月报（PDF，一页）", lambda: self.save_month(this))
        self._add("file-text", f"{before.month}月的月报（PDF，一页）", lambda: self.save_month(before))
        self.menu.addSeparator()
        self._add("table-2", "台账（Excel 表格）", self.save_table)
        self._add("calendar-clock", "到期的日子（日历文件，提前三天提醒）", self.save_calendar)

    def _add(self, icon: str, words: str, act: Callable[[], object]) -> None:
        self.menu.addAction(theme().icon(icon), words).triggered.connect(lambda *_: act())

    def save_month(self, month: date) -> None:
        """Save the page of a month."""
        name = f"{self._desk.session.unit.name}{month.year}年{month.month}月政务公开月报"

        def draw(prepared) -> None:
            self._desk.jobs.run(PAPER, lambda watch: draw_paper(prepared), save, owner=self)

        def save(outgoing: Outgoing) -> None:
            save_pdf(self._desk, outgoing, name)

        self._desk.session.ask(lambda workspace: month_page(workspace, month), draw, owner=self)

    def save_table(self) -> None:
        """Save the ledger as a table."""
        self._write("存成表", "公开台账.xlsx", _TABLES, write_ledger_workbook)

    def save_calendar(self) -> None:
        """Save what is due as a calendar."""
        self._write("存成日历", "到期.ics", _CALENDARS, write_due_days)

    def _write(self, title: str, name: str, filters: str, write: Callable) -> None:
        unit = self._desk.session.unit

        def save(path: Path) -> None:
            def work(workspace: Workspace) -> int:
                return write(workspace, office_calendar(workspace), path, force=True)

            self._desk.session.ask(
                work,
                lambda count: tell_written(self._desk, f"已存成 {path.name}，{count} 条。", path.parent),
                owner=self,
            )

        self._desk.messages.save_file(title, f"{unit.name}{unit.edition}年{name}", filters, save)
