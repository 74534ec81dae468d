"""Lists that come from elsewhere: pasted cells and workbooks."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from app.errors import UserFacingError
from app.tables.pasted import pasted_cells
from app.tables.rows import ListRows, rows_from_cells
from ui.desk import Desk
from ui.pages.notices.draft import Draft
from ui.pages.notices.list_table import ListTable
from ui.pages.notices.reading import read_list


class Incoming(QObject):
    """Puts rows into a draft; the rows stay in memory."""

    taken = Signal(object)
    """`Draft` whose rows are others now."""

    def __init__(self, desk: Desk, table: ListTable) -> None:
        super().__init__(table)
        self._desk, self._table = desk, table

    def paste(self, draft: Draft) -> None:
        """Take cells from the clipboard: with a row of titles as a list, else from the current cell on."""
        if not draft.columns:
            return
        cells = pasted_cells(QGuiApplication.clipboard().text())
        if not cells:
            self._desk.messages.toast("剪贴板里没有表格。请先在 Excel 或 WPS 里选中名单，按 Ctrl+C。")
            return
        self._desk.session.ask(
            lambda workspace: rows_from_cells(cells, draft.template),
            lambda listed: self._take(draft, listed),
            lambda error: self._paste_block(draft, cells, error),
            owner=self,
        )

    def take_file(self, draft: Draft) -> None:
        """Let a workbook be chosen and take its list."""

        def take(paths: list[Path]) -> None:
            self._desk.session.ask(
                lambda workspace: read_list(workspace, paths[0], draft.template),
                lambda listed: self._take(draft, listed),
                owner=self,
            )

        self._desk.messages.open_files("选名单", "表格 (*.xlsx)", take, many=False)

    def _paste_block(self, draft: Draft, cells: list[list[str]], error: BaseException) -> None:
        if not isinstance(error, UserFacingError) or error.code != "no-header":
            self._desk.messages.trouble(error)
            return
        row, column = self._table.place()
        draft.put_block(row, column, cells)
        self.taken.emit(draft)
        start = draft.columns[column].label
        self._desk.messages.toast(f"粘贴了 {len(cells)} 行。没有表头，从“{start}”这一列往右填。")

    def _take(self, draft: Draft, listed: ListRows) -> None:
        count = draft.take_list(listed)
        self.taken.emit(draft)
        dropped = f"，丢掉了用不着的 {len(listed.dropped_columns)} 列" if listed.dropped_columns else ""
        self._desk.messages.toast(f"名单读进 {count} 行{dropped}。")
