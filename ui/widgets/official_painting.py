"""Painting of the cells of a form of the state: labels on the ground of headers, numbers with their marks."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from ui.theme import theme

PADDING_X, PADDING_Y = 5, 5
WRAPPED = Qt.TextFlag.TextWordWrap
_MARK, _GAP, _EDGE = 12, 3, 3


@dataclass(frozen=True)
class Figure:
    """A number of the form: its words, what a screen reader says of it, a mark before it (`icon` of `role`, said by
    `icon_text` where the words do not), the role of its ground (`soft`), and whether somebody wrote over what was
    computed (`differs`: the violet edge)."""

    text: str
    spoken: str = ""
    role: str = "text"
    icon: str = ""
    icon_role: str = ""
    soft: str = ""
    differs: bool = False
    tip: str = ""


class FigureDelegate(QStyledItemDelegate):
    """Paints cells of `OfficialTable`."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one cell."""
        model = self._table.model()
        cell, key, rect = model.cell(index), model.key_at(index), option.rect
        if cell is None:
            return
        painter.save()
        painter.setFont(theme().font("table"))
        if key:
            self._draw_number(painter, rect, model.figures[key])
        else:
            painter.fillRect(rect, theme().colour("header-cell"))
            painter.setPen(theme().colour("text"))
            side = Qt.AlignmentFlag.AlignLeft if cell.align == "left" else Qt.AlignmentFlag.AlignHCenter
            inside = rect.adjusted(PADDING_X, 0, -PADDING_X, 0)
            room = self._in_sight(painter, inside, cell.text) if cell.rows > 1 else inside
            painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter | WRAPPED, cell.text)
        painter.fillRect(QRect(rect.right(), rect.y(), 1, rect.height()), theme().colour("line-strong"))
        painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), theme().colour("line-strong"))
        is_current = bool(key) and self._table.currentIndex() == index
        if is_current:
            self._draw_frame(painter, rect)
        if key and model.figures[key].differs:
            # Inside the frame, which would hide it.
            edge = rect.adjusted(2, 2, 0, -3) if is_current else rect
            painter.fillRect(QRect(edge.x(), edge.y(), _EDGE, edge.height()), theme().colour("difference"))
        painter.restore()

    def _in_sight(self, painter: QPainter, rect: QRect, text: str) -> QRect:
        """Where a name of many rows is read wherever the table is scrolled to: in the middle of what shows of its cell,
        at the cell's own end where too little does."""
        view = self._table.viewport().rect()
        shown, needed = rect & view, painter.fontMetrics().boundingRect(rect, WRAPPED, text).height() + 2 * PADDING_Y
        if shown.height() >= needed:
            return shown
        top = rect.y() if rect.y() >= view.y() else rect.bottom() + 1 - needed
        return QRect(rect.x(), top, rect.width(), needed)

    def _draw_number(self, painter: QPainter, rect: QRect, figure: Figure) -> None:
        painter.fillRect(rect, theme().colour(figure.soft or "raised"))
        words = QFontMetrics(painter.font()).horizontalAdvance(figure.text)
        mark = theme().scaled(_MARK) if figure.icon else 0
        # Where there is no room for the mark the words, or the edge and the ground, say the same.
        mark = mark if mark + _GAP + words <= rect.width() - 2 * _EDGE - 2 else 0
        left = rect.x() + (rect.width() - words - (mark + _GAP if mark else 0)) // 2
        if mark:
            place = QRectF(left, rect.y() + (rect.height() - mark) / 2, mark, mark)
            theme().draw_icon(painter, place, figure.icon, figure.icon_role or figure.role)
            left += mark + _GAP
        painter.setPen(theme().colour(figure.role))
        room = QRect(left, rect.y(), words + 2, rect.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, figure.text)

    def _draw_frame(self, painter: QPainter, rect: QRect) -> None:
        """The frame of the current number; a thinner one while the keyboard is elsewhere."""
        has_keyboard = self._table.hasFocus()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme().colour("focus" if has_keyboard else "selection-line"), 2 if has_keyboard else 1))
        inset = 1 if has_keyboard else 0.5
        painter.drawRect(QRectF(rect).adjusted(inset, inset, -inset - 1, -inset - 1))
