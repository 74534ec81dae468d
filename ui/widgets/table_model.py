"""Columns and cells of a table as Qt sees them."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from ui.widgets.table_cell import Cell

_Align, _Role = Qt.AlignmentFlag, Qt.ItemDataRole
ALIGN = {"left": _Align.AlignLeft, "right": _Align.AlignRight, "center": _Align.AlignHCenter}


@dataclass(frozen=True)
class Head:
    """A column: its title, its least `width` in pixels at text scale 1, and its share of what is left.

    `stretch` 0 keeps the column at its width. `align` is left, right (numbers) or center. `label` columns stand on the
    header's ground, as the names of elements do.
    """

    text: str
    width: int = 80
    stretch: int = 0
    align: str = "left"
    label: bool = False


class TableModel(QAbstractTableModel):
    """Cells for the table; speaks what icons stand for."""

    def __init__(self, parent) -> None:
        super().__init__(parent)
        self.heads: tuple[Head, ...] = ()
        self.cells: list[Sequence[Cell]] = []
        self.keys: list[str] = []

    def set_table(self, heads: Sequence[Head], cells: Sequence[Sequence[Cell]], keys: Sequence[str]) -> None:
        """Show these columns and rows."""
        self.beginResetModel()
        self.heads, self.cells, self.keys = tuple(heads), list(cells), list(keys)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        """Return how many rows there are."""
        return 0 if parent is not None and parent.isValid() else len(self.cells)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        """Return how many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(self.heads)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole):
        """Return the words of a cell, written or spoken."""
        if not index.isValid():
            return None
        cell = self.cells[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        return cell.spoken() if role == Qt.ItemDataRole.AccessibleTextRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole):
        """Return the title of a column; the whole of it under the mouse, too, where it is cut."""
        if orientation == Qt.Orientation.Horizontal and role in (_Role.DisplayRole, _Role.ToolTipRole):
            return self.heads[section].text
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return ALIGN[self.heads[section].align] | Qt.AlignmentFlag.AlignVCenter
        return None
