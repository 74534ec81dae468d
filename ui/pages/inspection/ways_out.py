"""What leaves the page of inspections: sheets for units, the table of all as PDF and workbook."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.county.inspecting import InspectionTable
from app.file_names import file_name
from app.organisations import Organisation
from app.products.inspection import PreparedSheets, draw_sheets, prepare_sheets, save_inspection
from app.products.outgoing import Outgoing
from app.workspace import Workspace
from ui.desk import Desk
from ui.jobs import PAPER, Watch
from ui.outgoing import PDF_FILES, print_out, save_pdf, tell_written

_XLSX_FILES = "Excel 表 (*.xlsx)"


class InspectionWaysOut(QObject):
    """Asks where to, writes or prints, and says what was written."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk

    def save_table(self, table: InspectionTable, ending: str) -> None:
        """Write the points of all units to a PDF or a workbook."""
        title, filters = ("存成 PDF", PDF_FILES) if ending == ".pdf" else ("存成 Excel 表", _XLSX_FILES)
        kind, period, units = table.inspection.code, table.period.name, len(table.units)
        suggested = file_name(f"{self._desk.session.unit.name}{table.inspection.name}得分表_{period}{ending}")

        def save(path: Path) -> None:
            def write(workspace: Workspace, watch: Watch) -> None:
                save_inspection(workspace, kind, period, path, force=True)

            def told(_: object) -> None:
                tell_written(self._desk, f"{title}了：{path.name}，{units} 个单位。", path.parent)

            self._desk.session.long(title, write, told, owner=self, writes=True)

        self._desk.messages.save_file(title, suggested, filters, save)

    def print_sheets(self, table: InspectionTable, units: Sequence[Organisation] | None = None) -> None:
        """Print a sheet for each of these units, for all without any."""
        self._make_sheets(table, units, self._print)

    def save_sheet(self, table: InspectionTable, unit: Organisation) -> None:
        """Write the sheet of a unit to a PDF."""
        self._make_sheets(table, [unit], self._save)

    def _make_sheets(
        self,
        table: InspectionTable,
        units: Sequence[Organisation] | None,
        then: Callable[[PreparedSheets, Outgoing], None],
    ) -> None:
        kind, period = table.inspection.code, table.period.name

        def read(workspace: Workspace, watch: Watch) -> PreparedSheets:
            return prepare_sheets(workspace, kind, period, units)

        self._desk.session.long(f"正在做{table.inspection.name}表", read, partial(self._draw, then), owner=self)

    def _draw(self, then: Callable[[PreparedSheets, Outgoing], None], prepared: PreparedSheets) -> None:
        job = self._desk.jobs.run(
            PAPER,
            lambda watch: draw_sheets(prepared, watch.progress),
            partial(then, prepared),
            owner=self,
        )
        self._desk.session.long_started.emit(job, "正在做检查表")

    def _save(self, prepared: PreparedSheets, outgoing: Outgoing) -> None:
        save_pdf(self._desk, outgoing, prepared.file_name)

    def _print(self, prepared: PreparedSheets, outgoing: Outgoing) -> None:
        save = partial(save_pdf, self._desk, outgoing, prepared.file_name)
        print_out(self._desk, self.parent(), outgoing, save)
