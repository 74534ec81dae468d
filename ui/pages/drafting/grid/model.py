"""The lines of a table as Qt sees them; what a cell says is made when it is asked for."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from app.checks.finding import Finding
from app.drafting.grid import Grid, GridRow
from app.drafting.grid_filters import ROW_STATE_LABELS
from app.standards.models import Element
from app.tables.cell_text import cell_text
from ui.pages.drafting.grid.cells import Marks, element_cell
from ui.pages.drafting.grid.columns import NAME, NUMBER, GridColumn, grid_columns
from ui.widgets.chips import RELATION
from ui.widgets.table_cell import Cell

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
_NO_MARKS: Marks = {}
_Role = Qt.ItemDataRole


class GridModel(QAbstractTableModel):
    """Columns by element, lines in the order in which they are shown; both views of the table stand on it."""

    def __init__(self, parent) -> None:
        super().__init__(parent)
        self.grid: Grid | None = None
        self.columns: tuple[GridColumn, ...] = ()
        self.shown: Sequence[int] = ()
        """The places in `grid.rows` of the lines shown."""
        self._places: dict[str, int] = {}
        self._marks: dict[str, dict[str, list[Finding]]] = {}

    # --- what is shown ---------------------------------------------------------------------------------------------

    def show(self, grid: Grid, shown: Sequence[int]) -> bool:
        """Show these lines; whether they are the ones shown before, perhaps changed."""
        rows = grid.rows
        if self.grid is None or grid.definition is not self.grid.definition:
            self._reset(grid, shown)
            return False
        before, keys = self.keys(), [rows[place].key for place in shown]
        if keys == before:
            self._replace(grid, shown)
            return True
        if before and keys[: len(before)] == before:
            self.beginInsertRows(_NO_INDEX, len(before), len(keys) - 1)
            self._take(grid, shown)
            self.endInsertRows()
            return True
        self._reset(grid, shown)
        return False

    def set_findings(self, findings: Iterable[Finding]) -> None:
        """Mark the lines and cells that the check says something about."""
        before, self._marks = self._marks, {}
        for finding in findings:
            if finding.entry:
                self._marks.setdefault(finding.entry, {}).setdefault(finding.element or "", []).append(finding)
        changed = {entry for entry in (*before, *self._marks) if before.get(entry) != self._marks.get(entry)}
        self._tell_changed(place for place, row in enumerate(self._shown_rows()) if row.id in changed)

    def _reset(self, grid: Grid, shown: Sequence[int]) -> None:
        self.beginResetModel()
        if self.grid is None or grid.definition is not self.grid.definition:
            self.columns = grid_columns(grid.definition)
        self._take(grid, shown)
        self.endResetModel()

    def _replace(self, grid: Grid, shown: Sequence[int]) -> None:
        before = self._shown_rows()
        self._take(grid, shown)
        pairs = enumerate(zip(before, self._shown_rows(), strict=True))
        self._tell_changed(place for place, (old, new) in pairs if old is not new and old != new)

    def _take(self, grid: Grid, shown: Sequence[int]) -> None:
        self.grid, self.shown = grid, shown
        self._places = {grid.rows[place].key: number for number, place in enumerate(shown)}

    def _tell_changed(self, places: Iterable[int]) -> None:
        last = self.columnCount() - 1
        for _, run in groupby(enumerate(places), lambda pair: pair[1] - pair[0]):
            numbers = [number for _, number in run]
            self.dataChanged.emit(self.index(numbers[0], 0), self.index(numbers[-1], last))

    def _shown_rows(self) -> list[GridRow]:
        return [self.grid.rows[place] for place in self.shown] if self.grid else []

    # --- lines and columns -----------------------------------------------------------------------------------------

    def keys(self) -> list[str]:
        """Return the keys of the lines shown, in order."""
        return [row.key for row in self._shown_rows()]

    def row_at(self, row: int) -> GridRow:
        """Return a line that is shown."""
        return self.grid.rows[self.shown[row]]

    def row_of(self, key: str) -> int:
        """Return the place of a line, -1 where it is not shown."""
        return self._places.get(key, -1)

    def element(self, column: int) -> Element | None:
        """Return what is edited in a column, None in that of the number."""
        return self.columns[column].element

    def column_of(self, element: str) -> int:
        """Return the column of an element, -1 where there is none."""
        return next((place for place, each in enumerate(self.columns) if each.key and each.key == element), -1)

    def marks(self, row: GridRow) -> Mapping[str, Sequence[Finding]]:
        """Return what the check says about a line, by element."""
        return self._marks.get(row.id or "", _NO_MARKS)

    def cell(self, row: int, column: int) -> Cell:
        """Return what a cell of an element says."""
        line = self.row_at(row)
        return element_cell(line, self.columns[column].element, self.marks(line))

    # --- what Qt asks ----------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """Return how many lines are shown."""
        return 0 if parent.isValid() else len(self.shown)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Say what can be done with a cell: those of lines that concern us can be edited."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if not self._is_inside(index):
            return flags
        row, element = self.row_at(index.row()), self.element(index.column())
        writable = row.not_applicable is None and element is not None and not element.computed
        return flags | Qt.ItemFlag.ItemIsEditable if writable else flags

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        """Return the words of a cell: as Excel has them, as they are spoken, or more of them as a tooltip."""
        if not self._is_inside(index) or role not in (_Role.DisplayRole, _Role.EditRole, _Role.AccessibleTextRole):
            return None
        row, column = index.row(), index.column()
        if role == _Role.AccessibleTextRole:
            return self._spoken(row, column)
        if column == NUMBER:
            return self.number(row)
        element = self.element(column)
        return cell_text(element, self.row_at(row).values.get(element.key))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        """Return the title of a column and what is said about it, or the number of a line."""
        if role == _Role.ToolTipRole and orientation == Qt.Orientation.Horizontal and section < len(self.columns):
            return self.columns[section].tip
        if role != _Role.DisplayRole:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return (self.columns[section].title or "编号") if section < len(self.columns) else None
        return self.number(section) if section < len(self.shown) else None

    def number(self, row: int) -> str:
        """Return what a line is numbered: the code without its field; one that was added has none, as in the list."""
        line = self.row_at(row)
        if not line.code:
            return "新增"
        return line.code.removeprefix(f"{line.field}-") if line.field else line.code

    def _is_inside(self, index: Index) -> bool:
        return index.isValid() and index.row() < len(self.shown) and index.column() < len(self.columns)

    def _spoken(self, row: int, column: int) -> str:
        line = self.row_at(row)
        if column not in (NUMBER, NAME):
            return self.cell(row, column).spoken() or "空"
        if column == NUMBER:
            told = [finding.message for found in self.marks(line).values() for finding in found]
            return "，".join([self.number(row), ROW_STATE_LABELS[line.state], *told])
        relation = RELATION[line.relation].text if line.relation else "还没有采用，按钮 采用"
        differs = ["与标准不同"] if self.columns[NAME].key in line.differing else []
        return "，".join(part for part in (line.heading, line.title, relation, *differs) if part)
