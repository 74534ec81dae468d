"""Units and fields as Qt sees them: a row for each unit, its name, a column for each field, how many are accepted."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from app.county.matrix import MatrixCell, MatrixColumn, MatrixRow
from ui.pages.matrix.words import accepted_tip, cell_tip, cell_words, column_words, round_words, unit_tip

UNIT = 0
_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
_SPOKEN = (_Role.ToolTipRole, _Role.AccessibleTextRole)


class MatrixModel(QAbstractTableModel):
    """Cells for the table, written and spoken."""

    def __init__(self, parent) -> None:
        super().__init__(parent)
        self.columns: tuple[MatrixColumn, ...] = ()
        self.rows: list[MatrixRow] = []
        self.units_word = "单位"

    def show_rows(self, columns: Sequence[MatrixColumn], rows: Sequence[MatrixRow], units_word: str) -> None:
        """Show these columns and rows; `units_word` stands over the names."""
        self.beginResetModel()
        self.columns, self.rows, self.units_word = tuple(columns), list(rows), units_word
        self.endResetModel()

    @property
    def last(self) -> int:
        """The column that counts what is accepted."""
        return len(self.columns) + 1

    def column_at(self, section: int) -> MatrixColumn | None:
        """Return the field of a column, None for the name and the count."""
        return self.columns[section - 1] if 0 < section < self.last else None

    def cell_at(self, index: _Index) -> MatrixCell | None:
        """Return the cell of a unit in a field, None where there is none."""
        return self.rows[index.row()].cells[index.column() - 1] if self.column_at(index.column()) else None

    def row_of(self, unit: str) -> int:
        """Return the place of a unit (its id), -1 where it is not shown."""
        return next((place for place, row in enumerate(self.rows) if row.unit.id == unit), -1)

    def section_of(self, checklist: str, field: str | None) -> int:
        """Return the place of a column, -1 where it is not shown."""
        places = ((place, each) for place, each in enumerate(self.columns, start=1))
        return next((place for place, each in places if (each.checklist, each.field) == (checklist, field)), -1)

    def rowCount(self, parent: _Index | None = None) -> int:
        """Return how many units there are."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index | None = None) -> int:
        """Return how many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(self.columns) + 2 if self.columns else 0

    def data(self, index: _Index, role: int = _Role.DisplayRole):
        """Return the words of a cell; those under the mouse are the ones that are spoken."""
        if not index.isValid() or role not in (_Role.DisplayRole, *_SPOKEN):
            return None
        row, column = self.rows[index.row()], self.column_at(index.column())
        spoken = role in _SPOKEN
        if column is not None:
            cell = row.cells[index.column() - 1]
            return cell_tip(row, column, cell) if spoken else cell_words(cell)
        if index.column() == UNIT:
            return unit_tip(row) if spoken else f"{row.unit.name} {round_words(row)}"
        return accepted_tip(row) if spoken else f"{row.accepted} / {row.concerned}"

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole):
        """Return the title of a column."""
        if orientation != Qt.Orientation.Horizontal or role not in (_Role.DisplayRole, *_SPOKEN):
            return None
        column = self.column_at(section)
        if column is not None:
            return column_words(column)
        return self.units_word if section == UNIT else "通过"
