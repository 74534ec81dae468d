"""Drawing of cells and column titles."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from ui.pages.drafting.grid.columns import NUMBER
from ui.pages.drafting.grid.layouts import CellLayouts, Placed
from ui.pages.drafting.grid.model import GridModel, Index
from ui.theme import theme
from ui.widgets.row_layout import icon_size, row_font
from ui.widgets.row_painting import BAR_OF_CURRENT, draw_button
from ui.widgets.table_cell import PADDING_X

_LEAST_WIDTH = 40
_GRIP = 4
_ELIDE = Qt.TextElideMode.ElideRight


class GridDelegate(QStyledItemDelegate):
    """Draws the cells of one of the two views; editors are a matter of who edits."""

    def __init__(self, layouts: CellLayouts, view: QTableView) -> None:
        super().__init__(view)
        self.layouts, self.view = layouts, view
        self.editor: QWidget | None = None
        """What is open over a cell, where cells are edited."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the size that is wanted."""
        return QSize(self.view.columnWidth(index.column()), self.layouts.height(index.row()))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        row, column, rect = index.row(), index.column(), option.rect
        placed = self.layouts.placed(row, column)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        self._draw_ground(painter, rect, placed, column, selected)
        painter.save()
        painter.setClipRect(rect)
        painter.translate(rect.topLeft())
        placed.layout.draw(painter, placed.cell, selected)
        for place, action in placed.layout.buttons:
            draw_button(painter, place, action, False, False, False)
        painter.restore()

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """Show what did not fit into a cell."""
        if index.isValid():
            QToolTip.showText(event.globalPos(), self.layouts.placed(index.row(), index.column()).cell.tip, view)
        return index.isValid()

    def _draw_ground(self, painter: QPainter, rect: QRect, placed: Placed, column: int, selected: bool) -> None:
        ground = "selection" if selected else placed.cell.soft
        if ground:
            painter.fillRect(rect, theme().colour(ground))
        if placed.cell.differs:
            painter.fillRect(QRect(rect.x(), rect.y(), BAR_OF_CURRENT, rect.height()), theme().colour("difference"))
        line = theme().colour("line")
        painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), line)
        painter.fillRect(QRect(rect.right(), rect.y(), 1, rect.height()), line)


class GridHeader(QHeaderView):
    """Column titles with the button of their menu; filtered and sorted columns say so."""

    menu_asked = Signal(int)
    """The menu of a column shall open."""
    column_pressed = Signal(int, object)
    """A title was pressed: its column and the modifiers held."""

    def __init__(self, view: QTableView, sign_of: Callable[[int], str]) -> None:
        """`sign_of` names the icon of a column that is filtered or sorted, "" for others."""
        super().__init__(Qt.Orientation.Horizontal, view)
        self._sign_of = sign_of
        self._chosen: range = range(0)
        self._dragging = False
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(_LEAST_WIDTH)
        self.setMouseTracking(True)

    def set_chosen(self, columns: range) -> None:
        """Underline the titles of the columns that are chosen."""
        if columns != self._chosen:
            self._chosen = columns
            self.viewport().update()

    def sizeHint(self) -> QSize:
        """Return the size that is wanted."""
        return QSize(super().sizeHint().width(), theme().line_height("table") + 11)

    def menu_rect(self, section: int) -> QRect:
        """Return where the button of a column's menu is."""
        size = icon_size(14)
        right = self.sectionViewportPosition(section) + self.sectionSize(section) - PADDING_X
        return QRect(right - size, (self.height() - size) // 2, size, size)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Draw one column title."""
        model: GridModel = self.model()
        painter.fillRect(rect, theme().colour("header-cell"))
        painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), theme().colour("line-strong"))
        painter.fillRect(QRect(rect.right(), rect.y(), 1, rect.height()), theme().colour("line"))
        if section in self._chosen:
            painter.fillRect(QRect(rect.x(), rect.bottom() - 1, rect.width() - 1, 2), theme().colour("selection-line"))
        sign = self._sign_of(section)
        if section == NUMBER and not sign:
            sign = "chevron-down"
        theme().draw_icon(
            painter,
            QRectF(self.menu_rect(section)),
            sign or "chevron-down",
            "accent-ink" if sign not in ("", "chevron-down") else "text-muted",
        )
        painter.setFont(row_font("table-bold"))
        painter.setPen(theme().colour("text"))
        inner = rect.adjusted(PADDING_X, 0, -PADDING_X - icon_size(14) - 4, -1)
        text = painter.fontMetrics().elidedText(model.columns[section].title, _ELIDE, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open a menu, choose a column, or begin to change a width."""
        place = event.position().toPoint()
        section = self.logicalIndexAt(place)
        if section < 0 or (event.button() == Qt.MouseButton.LeftButton and self._is_on_edge(section, place)):
            super().mousePressEvent(event)
        elif event.button() == Qt.MouseButton.RightButton or self._hits_menu(section, place):
            self.menu_asked.emit(section)
        else:
            self._dragging = True
            self.column_pressed.emit(section, event.modifiers())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Choose the columns the mouse is drawn over."""
        section = self.logicalIndexAt(event.position().toPoint())
        if not self._dragging:
            super().mouseMoveEvent(event)
        elif section >= 0:
            self.column_pressed.emit(section, Qt.KeyboardModifier.ShiftModifier)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End choosing columns or changing a width."""
        self._dragging = False
        super().mouseReleaseEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Say what stands in the column, with the whole of a title that is cut."""
        if event.type() == QEvent.Type.ToolTip:
            section = self.logicalIndexAt(event.pos())
            role = Qt.ItemDataRole.ToolTipRole
            tip = self.model().headerData(section, Qt.Orientation.Horizontal, role) if section >= 0 else ""
            QToolTip.showText(event.globalPos(), tip or "", self)
            return True
        return super().viewportEvent(event)

    def _hits_menu(self, section: int, place: QPoint) -> bool:
        return self.menu_rect(section).adjusted(-4, -8, 3, 8).contains(place)

    def _is_on_edge(self, section: int, place: QPoint) -> bool:
        """Whether the mouse is where a width is changed."""
        left = self.sectionViewportPosition(section)
        first = left <= 0 or self.visualIndex(section) == 0
        return left + self.sectionSize(section) - place.x() <= _GRIP or (not first and place.x() - left < _GRIP)
