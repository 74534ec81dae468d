"""The cells of a sheet as Qt sees them."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from app.tables.sources.sheet import Place, Sheet
from app.tables.understanding.catalogue import ReadColumn
from app.tables.understanding.meanings import EXTRA, label_of
from ui.pages.table_import.marks import LEVELS, CellMark

_Role = Qt.ItemDataRole
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
        text = self.sheet.cells[place[0]][place[1]]
        return text if role == _Role.DisplayRole else self._spoken(place, text)

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
        return "；".join(label_of(each.meaning) or "不读" for each in self.meanings.get(column, ()))

    def short_meaning(self, column: int) -> str:
        """Return what a column means in as few words as a narrow column has room for."""
        return "；".join(_short(each.meaning) for each in self.meanings.get(column, ()))

    def is_hidden(self, row: int, column: int) -> bool:
        """Whether the file hides a cell."""
        return row in self.sheet.hidden_rows or column in self.sheet.hidden_columns

    def told(self, place: Place) -> str:
        """Return what there is to say about a cell besides its text."""
        mark, sheet = self.marks.get(place), self.sheet
        parts = [sheet.address(place)]
        parts += [LEVELS[mark.level].text, mark.why] if mark is not None else ["不在条目里"]
        parts += ["、".join(filter(None, map(label_of, mark.elements)))] if mark is not None else []
        parts += [sheet.doubts.get(place, ""), f"批注：{sheet.comments[place]}" if place in sheet.comments else ""]
        parts += ["文件里隐藏的"] if self.is_hidden(*place) else []
        return "，".join(dict.fromkeys(part.rstrip("。") for part in parts if part))

    def _spoken(self, place: Place, text: str) -> str:
        return f"{text or '空'}，{self.told(place)}"


def _short(meaning: str | None) -> str:
    words = label_of(meaning) or "不读"
    return "另有" if meaning == EXTRA else words.rpartition("：")[2].partition("（")[0]
