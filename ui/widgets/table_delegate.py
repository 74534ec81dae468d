"""Painting of table cells and column titles, and the mouse on buttons in cells."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
)

from ui.theme import theme
from ui.widgets.painted_buttons import PaintedButtons
from ui.widgets.row_layout import row_font
from ui.widgets.row_painting import BAR_OF_CURRENT, draw_button
from ui.widgets.table_cell import PADDING_X, Cell, CellLayout, lay_out_cell
from ui.widgets.table_model import ALIGN

# Key of a row, number of a column and code of a button.
_Part = tuple[str, int, str]
_KEPT_LAYOUTS = 2000


class CellDelegate(QStyledItemDelegate):
    """Paints cells and their buttons; keeps layouts by cell and column width."""

    acted = Signal(str, str)

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table
        self._layouts: dict[tuple[int, int, int], CellLayout] = {}
        self._heights: dict[tuple[int, tuple[int, ...]], int] = {}
        self.buttons: PaintedButtons[_Part] = PaintedButtons(self._redraw, self._act)

    def forget(self) -> None:
        """Measure everything anew."""
        self._layouts.clear()
        self._heights.clear()

    def layout_of(self, row: int, column: int) -> CellLayout:
        """Return the places inside a cell at the present width of its column."""
        key = (row, column, self._table.columnWidth(column))
        if key not in self._layouts:
            if len(self._layouts) >= _KEPT_LAYOUTS:
                self._layouts.clear()
            model = self._table.model()
            # One pixel at the right is the line between columns.
            self._layouts[key] = lay_out_cell(model.cells[row][column], key[2] - 1, model.heads[column].align)
        return self._layouts[key]

    def height_of(self, row: int) -> int:
        """Return the height of a row: its highest cell and the line below."""
        count = self._table.model().columnCount()
        key = (row, tuple(self._table.columnWidth(column) for column in range(count)))
        if key not in self._heights:
            self._heights[key] = max((self.layout_of(row, column).height for column in range(count)), default=0) + 1
        return self._heights[key]

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the size that is wanted."""
        return QSize(self._table.columnWidth(index.column()), self.height_of(index.row()))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one item."""
        row, column, rect = index.row(), index.column(), option.rect
        cell = self._table.model().cells[row][column]
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        self._draw_ground(painter, rect, cell, column, selected)
        self._draw_lines(painter, rect, row, column)
        painter.save()
        painter.setClipRect(rect)
        painter.translate(rect.topLeft())
        layout = self.layout_of(row, column)
        layout.draw(painter, cell, selected)
        for place, action in layout.buttons:
            here = (self._table.model().keys[row], column, action.code)
            draw_button(painter, place, action, False, self.buttons.is_hovered(here), self.buttons.is_down(here))
        painter.restore()

    def editorEvent(self, event: QEvent, model, option: QStyleOptionViewItem, index) -> bool:
        """Follow the mouse over buttons: hover, press, act on release."""
        if not self.buttons.concerns(event):
            return False
        return self.buttons.follow(event, self._part_at(index, event.position().toPoint() - option.rect.topLeft()))

    def is_on_part(self, index: QModelIndex, place: QPoint) -> bool:
        """Whether a place inside a cell is on a button."""
        return any(rect.contains(place) for rect, _ in self.layout_of(index.row(), index.column()).buttons)

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index) -> bool:
        """Show the tooltip of a button or a cell, or the word of its icon."""
        if not index.isValid():
            return False
        cell, place = self._table.model().cells[index.row()][index.column()], event.pos() - option.rect.topLeft()
        layout = self.layout_of(index.row(), index.column())
        button = next((action for rect, action in layout.buttons if rect.contains(place)), None)
        QToolTip.showText(event.globalPos(), button.tip if button else cell.tip or cell.icon_text, view)
        return True

    def _draw_ground(self, painter: QPainter, rect: QRect, cell: Cell, column: int, selected: bool) -> None:
        label = self._table.model().heads[column].label
        rest = "selection" if selected else "header-cell" if label else ""
        # Where soft fills are white they would only make a hole in the row chosen.
        ground = cell.soft if cell.soft and not (selected and theme().name == "contrast") else rest
        if ground:
            painter.fillRect(rect, theme().colour(ground))
        if cell.differs:
            painter.fillRect(QRect(rect.x(), rect.y(), BAR_OF_CURRENT, rect.height()), theme().colour("difference"))

    def _draw_lines(self, painter: QPainter, rect: QRect, row: int, column: int) -> None:
        """Draw the lines below and beside a cell; what frames the whole table is below its last row."""
        line, model = theme().colour("line"), self._table.model()
        if row < model.rowCount() - 1 or not self._table.property("framed"):
            painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), line)
        if column < model.columnCount() - 1:
            painter.fillRect(QRect(rect.right(), rect.y(), 1, rect.height()), line)

    def _part_at(self, index: QModelIndex, place: QPoint) -> _Part | None:
        buttons = self.layout_of(index.row(), index.column()).buttons
        key = self._table.model().keys[index.row()]
        usable = (action.code for rect, action in buttons if action.enabled and rect.contains(place))
        return next(((key, index.column(), code) for code in usable), None)

    def _act(self, part: _Part) -> None:
        key, _, code = part
        self.acted.emit(key, code)

    def _redraw(self, part: _Part) -> None:
        model = self._table.model()
        if part[0] in model.keys:
            self._table.update(model.index(model.keys.index(part[0]), part[1]))


class TableHeader(QHeaderView):
    """Column titles, drawn as the cells below them stand."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(20)

    def sizeHint(self) -> QSize:
        """Return the size that is wanted."""
        return QSize(super().sizeHint().width(), theme().line_height("table") + 11)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Draw one column title."""
        model = self.model()
        head = model.heads[section]
        painter.fillRect(rect, theme().colour("header-cell"))
        painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), theme().colour("line-strong"))
        if section < model.columnCount() - 1:
            painter.fillRect(QRect(rect.right(), rect.y(), 1, rect.height()), theme().colour("line"))
        painter.setFont(row_font("table-bold"))
        painter.setPen(theme().colour("text"))
        inner = rect.adjusted(PADDING_X, 0, -PADDING_X, -1)
        text = painter.fontMetrics().elidedText(head.text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, ALIGN[head.align] | Qt.AlignmentFlag.AlignVCenter, text)
