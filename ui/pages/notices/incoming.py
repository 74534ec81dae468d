"""Lists that come from elsewhere: pasted cells and workbooks."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from app.errors import UserFacingError
from app.tables.rows import ListRows
from app.tables.sources.kinds import PATTERNS
from ui.desk import Desk
from ui.pages.notices.draft import Draft, sheets_not_read
from ui.pages.notices.intake import Block, Spot, read_pasted, takable
from ui.pages.notices.list_table import ListTable
from ui.pages.notices.reading import read_list

# Of columns nobody asked for.
_MOST_NAMED = 3


class Incoming(QObject):
    """Puts rows into a draft; the rows stay in memory."""

    taken = Signal(object)
    """`Draft` whose rows are others now."""
    refused = Signal(object, object)
    """`Draft` into which nothing was put, and the `UserFacingError` that says why."""

    def __init__(self, desk: Desk, table: ListTable) -> None:
        super().__init__(table)
        self._desk, self._table = desk, table

    def paste(self, draft: Draft) -> None:
        """Take cells from the clipboard: with a row of titles as a list, else from the current cell on."""
        if not draft.columns:
            return
        text, spot = QGuiApplication.clipboard().text(), Spot(*self._table.place(), len(draft.rows))
        self._desk.session.ask(
            lambda workspace: read_pasted(text, draft.template, draft.columns, spot),
            lambda read: self._put(draft, spot, read) if isinstance(read, Block) else self._take(draft, read),
            lambda error: self._refuse(draft, error),
            owner=self,
        )

    def take_file(self, draft: Draft) -> None:
        """Let a workbook be chosen and take its list."""

        def take(paths: list[Path]) -> None:
            standing = len(draft.rows)
            self._desk.session.ask(
                lambda workspace: takable(read_list(workspace, paths[0], draft.template), draft.columns, standing),
                lambda listed: self._take(draft, listed),
                lambda error: self._refuse(draft, error),
                owner=self,
            )

        self._desk.messages.open_files("选名单", f"表格 ({PATTERNS});;所有文件 (*)", take, many=False)

    def _refuse(self, draft: Draft, error: BaseException) -> None:
        if isinstance(error, UserFacingError):
            self.refused.emit(draft, error)
        else:
            self._desk.messages.trouble(error)

    def _put(self, draft: Draft, spot: Spot, block: Block) -> None:
        draft.put_block(spot.row, spot.column, block.cells)
        beyond = f"右边多出来的 {block.beyond} 列没有地方放，没有放进来。" if block.beyond else ""
        draft.left_out = (beyond,) if beyond else ()
        self.taken.emit(draft)
        start = draft.columns[spot.column].label
        self._desk.messages.toast(f"粘贴了 {len(block.cells)} 行。没有表头，从“{start}”这一列往右填。{beyond}")

    def _take(self, draft: Draft, listed: ListRows) -> None:
        count = draft.take_list(listed)
        self.taken.emit(draft)
        dropped = f"，没有用上的列：{_some(listed.dropped_columns)}" if listed.dropped_columns else ""
        self._desk.messages.toast("".join((f"名单读进 {count} 行{dropped}。", *sheets_not_read(listed))))


def _some(names: Sequence[str]) -> str:
    """The first names of many, and how many there are."""
    shown = "、".join(names[:_MOST_NAMED])
    return shown if len(names) <= _MOST_NAMED else f"{shown}等 {len(names)} 列"
