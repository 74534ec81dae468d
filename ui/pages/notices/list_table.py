"""The table in which the list of a notice is filled in: typed, pasted, mended."""

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QHelpEvent, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from ui.pages.notices.cells import Judged, cell_of, is_numeric
from ui.pages.notices.draft import Draft
from ui.pages.notices.intake import LONGEST_CELL, seen
from ui.theme import theme
from ui.theme.theme import is_look_change
from ui.widgets.dressed_when_shown import DressedWhenShown
from ui.widgets.row_layout import row_font
from ui.widgets.row_painting import draw_focus
from ui.widgets.table_cell import PADDING_X, Cell, lay_out_cell, words_width

_NUMBER_COLUMN = 56
_LEAST, _MOST = 56, 220
_ROW = 33
_SHOWN_ROWS = 9
_MEASURED_ROWS = 40
_Index = QModelIndex | QPersistentModelIndex


class ListModel(QAbstractTableModel):
    """The rows of a draft and one more to begin; shows masked values, edits raw ones."""

    edited = Signal()

    def __init__(self, parent=None) -> None:
        super().__init__(parent)
        self.draft: Draft | None = None
        self.judged = Judged()

    def show_draft(self, draft: Draft | None, judged: Judged) -> None:
        """Show a draft's rows and what became of them."""
        self.beginResetModel()
        self.draft, self.judged = draft, judged
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        if self.draft is None or (parent is not None and parent.isValid()):
            return 0
        return len(self.draft.rows) + 1

    def columnCount(self, parent: _Index | None = None) -> int:
        if self.draft is None or (parent is not None and parent.isValid()):
            return 0
        return len(self.draft.columns) + 1

    def cell(self, row: int, column: int) -> Cell:
        """What stands in a cell; the first column numbers the rows."""
        is_new = row >= len(self.draft.rows)
        if column == 0:
            return _number_cell(row + 1, self.judged.refused.get(row + 1, "")) if not is_new else Cell("")
        if is_new:
            return Cell("")
        return cell_of(self.draft.rows[row], row + 1, self.draft.columns[column - 1], self.judged)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole):
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.EditRole and index.column():
            rows = self.draft.rows
            key = self.draft.columns[index.column() - 1].key
            return rows[index.row()].get(key, "") if index.row() < len(rows) else ""
        if role == Qt.ItemDataRole.DisplayRole:
            return self.cell(index.row(), index.column()).text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.cell(index.row(), index.column()).spoken()
        return None

    def setData(self, index: _Index, value: str, role: int = Qt.ItemDataRole.EditRole) -> bool:
        text = seen(str(value))
        if role != Qt.ItemDataRole.EditRole or not index.column() or text == self.data(index, role):
            return False
        is_new = index.row() >= len(self.draft.rows)
        if is_new:
            # Behind the row that was begun: before it, the cell that is open would move down with the empty row.
            self.beginInsertRows(QModelIndex(), index.row() + 1, index.row() + 1)
        self.draft.put(index.row(), self.draft.columns[index.column() - 1].key, text)
        if is_new:
            self.endInsertRows()
        self.dataChanged.emit(index, index)
        self.edited.emit()
        return True

    def flags(self, index: _Index) -> Qt.ItemFlag:
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return usual | Qt.ItemFlag.ItemIsEditable if index.column() else usual

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole):
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole or self.draft is None:
            return None
        return self.draft.columns[section - 1].label if section else ""


def _number_cell(number: int, reason: str) -> Cell:
    """The number of a row, with a sign where the row cannot be shown for a reason: not every theme has red grounds."""
    if not reason:
        return Cell(str(number), role="text-muted")
    return Cell(
        str(number), icon="octagon-alert", icon_role="danger", icon_text="必须改", soft="danger-soft", tip=reason
    )


class _CellDelegate(QStyledItemDelegate):
    """Paints cells as all tables of the program do; a plain line is the editor."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        cell, rect = index.model().cell(index.row(), index.column()), option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        ground = "selection" if selected else cell.soft
        if ground:
            painter.fillRect(rect, theme().colour(ground))
        line = theme().colour("line")
        painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), line)
        painter.fillRect(QRect(rect.right(), rect.y(), 1, rect.height()), line)
        painter.save()
        painter.setClipRect(rect)
        painter.translate(rect.topLeft())
        lay_out_cell(cell, rect.width() - 1, _align(index.model(), index.column())).draw(painter, cell, selected)
        painter.restore()
        view = self.parent()
        if index == view.currentIndex() and view.hasFocus():
            draw_focus(painter, rect.adjusted(0, 0, -1, -1))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setProperty("noRing", True)
        editor.setAccessibleName(index.model().headerData(index.column(), Qt.Orientation.Horizontal))
        editor.setMaxLength(LONGEST_CELL)
        editor.inputRejected.connect(lambda: _say_full(editor))
        return editor

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index) -> bool:
        if not index.isValid():
            return False
        cell = index.model().cell(index.row(), index.column())
        QToolTip.showText(event.globalPos(), cell.tip or cell.text, view)
        return True


class _Header(QHeaderView):
    """Column titles; long ones take two lines."""

    def __init__(self, table: "ListTable") -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setSectionsClickable(False)
        self.setMinimumSectionSize(24)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme().line_height("table") * self._lines() + 11)

    def _lines(self) -> int:
        metrics = QFontMetrics(row_font("table-bold"))
        model = self.model()
        sections = range(model.columnCount())
        wide = (
            metrics.horizontalAdvance(model.headerData(section, Qt.Orientation.Horizontal) or "")
            > self.sectionSize(section) - 2 * PADDING_X
            for section in sections
        )
        return 2 if any(wide) else 1

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        painter.fillRect(rect, theme().colour("header-cell"))
        painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), theme().colour("line-strong"))
        painter.fillRect(QRect(rect.right(), rect.y(), 1, rect.height()), theme().colour("line"))
        painter.setFont(row_font("table-bold"))
        painter.setPen(theme().colour("text"))
        align = Qt.AlignmentFlag.AlignRight if _align(self.model(), section) == "right" else Qt.AlignmentFlag.AlignLeft
        words = self.model().headerData(section, Qt.Orientation.Horizontal) or ""
        if painter.fontMetrics().horizontalAdvance(words) > rect.width() - 2 * PADDING_X:
            words = words.replace("（", "\n（", 1)
        flags = align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWrapAnywhere
        painter.drawText(rect.adjusted(PADDING_X, 0, -PADDING_X, -1), int(flags), words)


class ListTable(DressedWhenShown, QTableView):
    """Cells are edited where they stand: F2 or typing begins, Enter goes down, Tab to the right.

    Delete empties cells, Ctrl+Delete takes the row out. Columns share the width; a table too wide scrolls.
    """

    edited = Signal()
    moved = Signal(int)
    """The row the clerk is in now, from 0; -1 for none."""
    row_removal_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._model = ListModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_CellDelegate(self))
        self.setHorizontalHeader(_Header(self))
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(20)
        self.setShowGrid(False)
        self.setAccessibleName("名单")
        self.setProperty("noRing", True)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self._model.edited.connect(self.edited)
        self._measured: set[int] = set()
        self._is_fitting = False
        self.verticalScrollBar().valueChanged.connect(self._fit_visible_rows)

    def finish_editing(self) -> None:
        """Take what stands in an open cell, which keys of the page leave open."""
        editor = QApplication.focusWidget()
        if editor is not None and self.viewport().isAncestorOf(editor):
            self.commitData(editor)
            self.closeEditor(editor, QStyledItemDelegate.EndEditHint.NoHint)

    def model(self) -> ListModel:
        """The rows shown."""
        return self._model

    def show_draft(self, draft: Draft | None, judged: Judged) -> None:
        """Show a draft's rows as they were judged; the current cell stays, an open editor too."""
        if self._is_editing() and draft is self._model.draft:
            self._model.judged = judged
            self.viewport().update()
        else:
            here, top = self.currentIndex(), self.verticalScrollBar().value()
            place = (here.row(), here.column()) if here.isValid() else None
            self._model.show_draft(draft, judged)
            if place is not None:
                self._go(min(place[0], self._model.rowCount() - 1), place[1])
            self.verticalScrollBar().setValue(top)
        self.fit()

    def go_to_row(self, number: int, label: str = "") -> None:
        """Make row `number` (from 1) current, at the column with a label if there is one."""
        labels = [column.label for column in self._model.draft.columns] if self._model.draft else []
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._go(number - 1, labels.index(label) + 1 if label in labels else 1)

    def place(self) -> tuple[int, int]:
        """The current row and column of the draft, both from 0."""
        here = self.currentIndex()
        return (here.row(), max(here.column() - 1, 0)) if here.isValid() else (len(self._model.draft.rows), 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.row_removal_asked.emit(self.currentIndex().row())
        elif event.key() == Qt.Key.Key_Delete:
            for index in self.selectedIndexes():
                self._model.setData(index, "")
        elif event.matches(QKeySequence.StandardKey.Paste):
            event.ignore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() and not self._is_editing():
            self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint) -> None:
        super().closeEditor(editor, hint)
        here = self.currentIndex()
        # Enter goes down, as in every table.
        if hint == QStyledItemDelegate.EndEditHint.SubmitModelCache and here.row() + 1 < self._model.rowCount():
            self._go(here.row() + 1, here.column())

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        super().currentChanged(current, previous)
        self.moved.emit(current.row())

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_look_change(event) and hasattr(self, "_model"):
            self.fit()

    def fit(self) -> None:
        """Share the width, give the rows that are seen the room of their words, and show some rows at once."""
        # A bar that comes changes the width while it is shared.
        if not self._is_fitting:
            self._is_fitting = True
            self._fit()
            self._is_fitting = False

    def _fit(self) -> None:
        rows = self._model.rowCount()
        # Bars that came and went by themselves would change the width, and that the heights, without end.
        policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOn if rows > _SHOWN_ROWS else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)
        widths = self._widths()
        for section, width in enumerate(widths):
            self.setColumnWidth(section, width)
        row = theme().scaled(_ROW)
        self.verticalHeader().setDefaultSectionSize(row)
        self._measured.clear()
        self._fit_rows(range(min(rows, _SHOWN_ROWS)))
        self._fit_visible_rows()
        shown = sum(self.rowHeight(number) for number in range(min(rows, _SHOWN_ROWS)))
        bar = self.horizontalScrollBar().sizeHint().height() if sum(widths) > self.viewport().width() else 0
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + shown + bar + 2)

    def _fit_visible_rows(self) -> None:
        """Measure the rows that are seen only: a list may have thousands."""
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        if first >= 0:
            self._fit_rows(range(first, (last if last >= 0 else self._model.rowCount() - 1) + 1))

    def _fit_rows(self, numbers: range) -> None:
        least = theme().scaled(_ROW)
        for number in numbers:
            if number not in self._measured:
                self._measured.add(number)
                self.setRowHeight(number, self._height_of(number, least))

    def _height_of(self, number: int, least: int) -> int:
        if self._model.draft is None or number >= len(self._model.draft.rows):
            return least
        cells = ((self._model.cell(number, column), column) for column in range(self._model.columnCount()))
        tall = (lay_out_cell(cell, self.columnWidth(column) - 1).height for cell, column in cells)
        return max(least, *tall)

    def _widths(self) -> list[int]:
        count = self._model.columnCount()
        if not count:
            return []
        wanted = [theme().scaled(_NUMBER_COLUMN), *(self._wanted(column) for column in range(1, count))]
        spare = self.viewport().width() - sum(wanted)
        if spare > 0:
            wanted = [wanted[0], *(width + spare // (count - 1) for width in wanted[1:])]
            wanted[-1] += self.viewport().width() - sum(wanted)
        return wanted

    def _wanted(self, column: int) -> int:
        rows = range(min(len(self._model.draft.rows), _MEASURED_ROWS))
        cells = [self._model.cell(row, column) for row in rows]
        texts = max((words_width(cell.text) + (20 if cell.icon else 0) for cell in cells), default=0)
        title = _title_width(self._model.headerData(column, Qt.Orientation.Horizontal) or "")
        least, most = theme().scaled(_LEAST), theme().scaled(_MOST)
        return min(max(texts, title, least), most)

    def _is_editing(self) -> bool:
        return self.state() == QAbstractItemView.State.EditingState

    def _go(self, row: int, column: int) -> None:
        self.setCurrentIndex(self._model.index(row, column))


def _say_full(editor: QLineEdit) -> None:
    words = f"一格最多 {LONGEST_CELL} 个字，多出来的没有放进来。"
    QToolTip.showText(editor.mapToGlobal(editor.rect().bottomLeft()), words, editor)


def _title_width(title: str) -> int:
    """The width at which a title takes two lines at most: broken before its bracket, or in the middle."""
    words, bracket, rest = title.partition("（")
    if bracket:
        return max(words_width(f"{words}　"), words_width(f"（{rest}　"))
    return min(words_width(f"{title}　"), words_width(title[: len(title) // 2 + 2]))


def _align(model: ListModel, section: int) -> str:
    if section == 0:
        return "center"
    return "right" if is_numeric(model.draft.columns[section - 1]) else "left"
