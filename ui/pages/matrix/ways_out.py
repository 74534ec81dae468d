"""What leaves the table over all units: a workbook, a PDF, the reminders on paper and as a list."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.county.matrix_files import print_matrix, write_matrix_workbook
from app.county.reminder_sheets import PreparedReminders, draw_reminder_sheets, prepare_reminder_sheets
from app.county.reminder_sheets import write_reminder_list as write_list
from app.file_names import file_name
from app.products.outgoing import Outgoing
from app.workspace import Workspace
from ui.desk import Desk
from ui.jobs import PAPER
from ui.outgoing import PDF_FILES, print_out, save_pdf, tell_written

_XLSX_FILES = "Excel 表 (*.xlsx)"
_SHEETS = "催报通知"

Write = Callable[[Workspace, Path], str]
"""Writes a file, and returns what is to be told of it."""


class WaysOut(QObject):
    """Asks where to, writes, and says what was written."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk

    def save_workbook(self, name: str) -> None:
        """Write the table and all counts behind it to a workbook."""

        def write(workspace: Workspace, path: Path) -> str:
            shown = write_matrix_workbook(workspace, path, force=True)
            return f"已存成 Excel 表：{path.name}，{len(shown.rows)} 个单位。"

        self._save("存成 Excel 表", f"{name}.xlsx", _XLSX_FILES, write)

    def save_pdf(self, name: str) -> None:
        """Write the table to a PDF on A3."""

        def write(workspace: Workspace, path: Path) -> str:
            shown = print_matrix(workspace, path, force=True)
            return f"已存成 PDF：{path.name}，{len(shown.rows)} 个单位，A3 横向。"

        self._save("存成 PDF", f"{name}.pdf", PDF_FILES, write)

    def save_list(self) -> None:
        """Write who is to be reminded to a workbook."""

        def write(workspace: Workspace, path: Path) -> str:
            listed = write_list(workspace, path, force=True)
            return f"已存成名单：{path.name}，{len(listed)} 个单位。"

        self._save("存成名单", f"{self._desk.session.unit.edition}年催报名单.xlsx", _XLSX_FILES, write)

    def print_sheets(self, units: Sequence[str] | None = None) -> None:
        """Print a sheet for each of these units (ids); for all that are to be reminded without any."""
        self._desk.session.ask(
            lambda workspace: prepare_reminder_sheets(workspace, units), self._draw_sheets, owner=self
        )

    def _draw_sheets(self, prepared: PreparedReminders) -> None:
        job = self._desk.jobs.run(
            PAPER, lambda watch: draw_reminder_sheets(prepared), partial(self._print, prepared), owner=self
        )
        self._desk.session.long_started.emit(job, f"正在做{_SHEETS}")

    def _print(self, prepared: PreparedReminders, outgoing: Outgoing) -> None:
        of_unit = prepared.reminders[0].unit.name if len(prepared.reminders) == 1 else ""
        save = partial(save_pdf, self._desk, outgoing, f"{of_unit}{_SHEETS}")
        print_out(self._desk, self.parent(), outgoing, save)

    def _save(self, title: str, suggested: str, filters: str, write: Write) -> None:
        def save(path: Path) -> None:
            self._desk.session.long(
                title,
                lambda workspace, watch: write(workspace, path),
                lambda told: tell_written(self._desk, told, path.parent),
                owner=self,
                writes=True,
            )

        self._desk.messages.save_file(title, file_name(suggested), filters, save)
