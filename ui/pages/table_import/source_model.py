"""The cells of a sheet as Qt sees them: no personal number stands in what is drawn, told or spoken."""

from collections.abc import Callable
from functools import lru_cache

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from app.standards.library import load_library
from app.standards.models import STANDARD_CATALOGUE, Definition
from app.tables.import_columns import answer_label, column_label, element_called
from app.tables.sources.sheet import Place, Sheet
from app.tables.understanding.catalogue import ReadColumn
from app.tables.understanding.meanings import EXTRA
from ui.pages.table_import.marks import LEVELS, CellMark

_Role = Qt.ItemDataRole
_MOST_MASKED = 4_000
_NO_MARKS: dict[Place, CellMark] = {}
_NO_SHEET = Sheet(name="", cells=())
Index = QModelIndex | QPersistentModelIndex


class SourceModel(QAbstractTableModel):
    """One sheet at a time. Says how sure each cell is, and what the columns of the table in view mean."""

    def __init__(self, parent) -> None:
        super().__init__(parent)
        self.sheet = _NO_SHEET
        self.marks = _NO_MARKS
        self.meanings: dict[int, tuple[ReadColumn, ...]] = {}
        self.definition = load_library().definitions[STANDARD_CATALOGUE]
        self.masked: Callable[[str], str] = str

    def show_words(self, definition: Definition, masked: Callable[[str], str]) -> None:
        """Call columns as a checklist does, and texts as they may be shown."""
        self.definition, self.masked = definition, lru_cache(maxsize=_MOST_MASKED)(masked)

    def show_sheet(self, sheet: Sheet, marks: dict[Place, CellMark]) -> None:
        """Show other cells."""
        self.beginResetModel()
        self.sheet, self.marks, self.meanings = sheet, marks, {}
        self.endResetModel()

    def show_marks(self, marks: dict[Place, CellMark]) -> None:
        """Show the same cells read otherwise."""
        self.marks = marks

    def show_meanings(self, meanings: dict[int, tuple[ReadColumn, ...]]) -> None:
        """Show what the columns mean."""
        self.meanings = meanings
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, max(self.columnCount() - 1, 0))

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many rows there are."""
        return 0 if parent is not None and parent.isValid() else len(self.sheet.cells)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return how many columns there are."""
        return len(self.sheet.cells[0]) if self.sheet.cells and not (parent is not None and parent.isValid()) else 0

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole):
        """Return the text of a cell, written or spoken."""
        if not index.isValid() or role not in (_Role.DisplayRole, _Role.AccessibleTextRole):
            return None
        place = index.row(), index.column()
        text = self.text(place)
        return text if role == _Role.DisplayRole else self._spoken(place, text)

    def text(self, place: Place) -> str:
        """Return what a cell shows."""
        return self.masked(self.sheet.cells[place[0]][place[1]])

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole):
        """Return the name of a row or column; spoken with what the column means, or that the file hides the row."""
        if role not in (_Role.DisplayRole, _Role.AccessibleTextRole):
            return None
        spoken = role == _Role.AccessibleTextRole
        if orientation == Qt.Orientation.Vertical:
            hidden = spoken and section in self.sheet.hidden_rows
            return f"{section + self.sheet.first_row + 1}{'，文件里隐藏的行' if hidden else ''}"
        told = f"，意思：{self.meaning(section)}" if spoken and self.meaning(section) else ""
        return f"{self.letter(section)}{told}"

    def letter(self, column: int) -> str:
        """Return what a column is called in its file."""
        if not self.sheet.lettered:
            return str(column + self.sheet.first_column + 1)
        return self.sheet.address((0, column)).rstrip("0123456789")

    def meaning(self, column: int) -> str:
        """Return what a column means in words; "" where it is part of no table."""
        return "；".join(self.column_words(each) for each in self.meanings.get(column, ()))

    def column_words(self, column: ReadColumn) -> str:
        """Return what a column means in words."""
        return column_label(self.definition, column) or "不读"

    def short_meaning(self, column: int) -> str:
        """Return what a column means in as few words as a narrow column has room for."""
        return "；".join(map(self._short, self.meanings.get(column, ())))

    def is_hidden(self, row: int, column: int) -> bool:
        """Whether the file hides a cell."""
        return row in self.sheet.hidden_rows or column in self.sheet.hidden_columns

    def told(self, place: Place) -> str:
        """Return what there is to say about a cell besides its text."""
        mark, sheet = self.marks.get(place), self.sheet
        parts = [sheet.address(place)]
        parts += [LEVELS[mark.level].text, mark.why] if mark is not None else ["不在条目里"]
        parts += ["、".join(answer_label(self.definition, each) for each in mark.elements)] if mark is not None else []
        parts += [sheet.doubts.get(place, ""), f"批注：{sheet.comments[place]}" if place in sheet.comments else ""]
        parts += ["文件里隐藏的"] if self.is_hidden(*place) else []
        return "，".join(dict.fromkeys(self.masked(part).rstrip("。") for part in parts if part))

    def _spoken(self, place: Place, text: str) -> str:
        return f"{text or '空'}，{self.told(place)}"

    def _short(self, column: ReadColumn) -> str:
        is_own = self.definition.code != STANDARD_CATALOGUE and element_called(self.definition, column.head)
        if column.meaning == EXTRA and not is_own:
            return "另有"
        return self.column_words(column).rpartition("：")[2].partition("（")[0]
