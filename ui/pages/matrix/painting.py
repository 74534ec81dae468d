"""Drawing of the table over all units: cells, names, vertical titles, the legend's marks."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from app.county.matrix import CellStanding, MatrixCell, MatrixColumn, MatrixRow
from ui.pages.matrix.model import UNIT, MatrixModel
from ui.pages.matrix.words import LOOKS, CellLook, round_words
from ui.theme import theme
from ui.widgets.row_layout import row_font

PADDING = 8
_ICON, _GAP = 14, 1
_LETTER = 14
_LONGEST_LINE = 6
_MOST_LINES = 2
_FROZEN_EDGE = 2
_CENTER, _V_CENTER = Qt.AlignmentFlag.AlignCenter, Qt.AlignmentFlag.AlignVCenter
_BOTTOM = Qt.AlignmentFlag.AlignBottom


def draw_mark(painter: QPainter, rect: QRect, look: CellLook, number: str) -> None:
    """Draw the sign of a standing and a number in the middle of a filled cell."""
    painter.fillRect(rect, theme().colour(look.soft))
    painter.setFont(_bold_caption())
    metrics = QFontMetrics(painter.font())
    size = theme().scaled(_ICON) if look.icon else 0
    words = f"{look.sign}{number}"
    gap = _GAP if size and words else 0
    left = rect.x() + (rect.width() - size - gap - metrics.horizontalAdvance(words)) // 2
    if size:
        place = QRectF(left, rect.y() + (rect.height() - size + 1) // 2, size, size)
        theme().draw_icon(painter, place, look.icon, look.role)
    painter.setPen(theme().colour(look.role))
    painter.drawText(
        QRect(left + size + gap, rect.y(), rect.width(), rect.height()), _V_CENTER | Qt.AlignmentFlag.AlignLeft, words
    )


def vertical_lines(name: str) -> list[str]:
    """Part a title into lines to be read downwards, the first one at the right; a very long one is cut."""
    if len(name) <= _LONGEST_LINE:
        return [name]
    length = max(-(-min(len(name), _MOST_LINES * (_LONGEST_LINE + 1)) // _MOST_LINES), 1)
    lines = [name[start : start + length] for start in range(0, length * _MOST_LINES, length)]
    return [*lines[:-1], f"{lines[-1][:-1]}⋮"] if len(name) > length * _MOST_LINES else lines


class _Pictures:
    """Cells drawn once: the same few dozen stand in the table thousands of times."""

    def __init__(self) -> None:
        self._kept: dict[tuple, QPixmap] = {}
        theme().changed.connect(self._kept.clear)

    def of(self, cell: MatrixCell | None, size: QSize, ratio: float) -> QPixmap:
        """Return the picture of a cell; None is one that has nothing for the unit."""
        standing = None if cell is None else cell.standing
        number = str(cell.number) if cell is not None and LOOKS[cell.standing].counts else ""
        key = (standing, number, size.width(), size.height(), ratio, theme().name)
        if key not in self._kept:
            self._kept[key] = self._drawn(standing, number, size, ratio)
        return self._kept[key]

    def _drawn(self, standing: CellStanding | None, number: str, size: QSize, ratio: float) -> QPixmap:
        picture = QPixmap(size * ratio)
        picture.setDevicePixelRatio(ratio)
        painter = QPainter(picture)
        rect = QRect(0, 0, size.width(), size.height())
        if standing is None:
            painter.fillRect(rect, theme().colour("header-cell"))
        else:
            draw_mark(painter, rect.adjusted(0, 0, -1, -1), LOOKS[standing], number)
        _draw_lines(painter, rect)
        painter.end()
        return picture


class MatrixDelegate(QStyledItemDelegate):
    """Draws the cells of fields, and how many are accepted."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._pictures = _Pictures()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index) -> None:
        """Draw one cell."""
        model: MatrixModel = index.model()
        if model.column_at(index.column()) is not None:
            ratio = painter.device().devicePixelRatioF()
            painter.drawPixmap(
                option.rect.topLeft(), self._pictures.of(model.cell_at(index), option.rect.size(), ratio)
            )
            return
        row = model.rows[index.row()]
        painter.fillRect(option.rect, theme().colour("raised"))
        _draw_lines(painter, option.rect)
        painter.setFont(theme().font("table"))
        done = row.accepted == row.concerned > 0
        painter.setPen(theme().colour("success" if done else "text"))
        inner = option.rect.adjusted(PADDING, 0, -PADDING - 1, -1)
        painter.drawText(inner, _V_CENTER | Qt.AlignmentFlag.AlignRight, f"{row.accepted} / {row.concerned}")


class UnitDelegate(QStyledItemDelegate):
    """Draws the names of the units; the current one stands out."""

    current = -1

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index) -> None:
        """Draw one name with its round."""
        row: MatrixRow = index.model().rows[index.row()]
        rect, is_current = option.rect, index.row() == self.current
        painter.fillRect(rect, theme().colour("selection" if is_current else "header-cell"))
        painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), theme().colour("line"))
        _draw_frozen_edge(painter, rect)
        inner = rect.adjusted(PADDING, 0, -PADDING - _FROZEN_EDGE, -1)
        painter.setFont(theme().font("caption"))
        beside = round_words(row)
        painter.setPen(theme().colour("danger" if row.round is None else "text-muted"))
        painter.drawText(inner, _V_CENTER | Qt.AlignmentFlag.AlignRight, beside)
        room = inner.width() - painter.fontMetrics().horizontalAdvance(beside) - PADDING
        painter.setFont(row_font("table-bold"))
        painter.setPen(theme().colour("selection-text" if is_current else "text"))
        name = painter.fontMetrics().elidedText(row.unit.name, Qt.TextElideMode.ElideRight, room)
        painter.drawText(inner, _V_CENTER | Qt.AlignmentFlag.AlignLeft, name)


class MatrixHeader(QHeaderView):
    """Numbers and names of fields, read downwards; the column of the current cell stands out."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self.current = -1
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(20)

    def sizeHint(self) -> QSize:
        """Return the size that is wanted: as high as the longest title."""
        return QSize(super().sizeHint().width(), header_height(self.model().columns))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Draw one title."""
        model: MatrixModel = self.model()
        is_current = section == self.current
        painter.fillRect(rect, theme().colour("selection" if is_current else "header-cell"))
        painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), theme().colour("line-strong"))
        painter.setPen(theme().colour("selection-text" if is_current else "text"))
        column = model.column_at(section)
        if column is not None:
            painter.fillRect(QRect(rect.right(), rect.y(), 1, rect.height() - 1), theme().colour("line"))
            _draw_title(painter, rect.adjusted(0, 3, -1, -4), column, is_current)
            return
        painter.setFont(row_font("table-bold"))
        inner = rect.adjusted(PADDING, 0, -PADDING - 1, -5)
        if section == UNIT:
            _draw_frozen_edge(painter, rect)
            painter.drawText(inner, _BOTTOM | Qt.AlignmentFlag.AlignLeft, model.units_word)
        else:
            painter.fillRect(QRect(rect.right(), rect.y(), 1, rect.height() - 1), theme().colour("line"))
            painter.drawText(inner, _BOTTOM | Qt.AlignmentFlag.AlignRight, "通过")


def header_height(columns: Sequence[MatrixColumn]) -> int:
    """Return how high titles are, in pixels."""
    letters = max((len(line) for column in columns for line in vertical_lines(column.name)), default=0)
    return theme().line_height("caption") + letters * theme().scaled(_LETTER) + 8


def _draw_title(painter: QPainter, rect: QRect, column: MatrixColumn, is_current: bool) -> None:
    letter = theme().scaled(_LETTER)
    lines = vertical_lines(column.name)
    height = max(map(len, lines)) * letter
    painter.setFont(_bold_caption())
    left = rect.x() + (rect.width() + len(lines) * letter) // 2
    for number, line in enumerate(lines, start=1):
        for place, sign in enumerate(line):
            box = QRect(left - number * letter, rect.bottom() + 1 - height + place * letter, letter, letter)
            painter.drawText(box, _CENTER, sign)
    painter.setFont(theme().font("caption"))
    painter.setPen(theme().colour("selection-text" if is_current else "text-muted"))
    above = QRect(rect.x(), rect.bottom() + 1 - height - theme().line_height("caption"), rect.width(), 0)
    above.setHeight(theme().line_height("caption"))
    painter.drawText(above, _CENTER, column.field or "")


def _bold_caption():
    return row_font("caption-bold")


def _draw_lines(painter: QPainter, rect: QRect) -> None:
    line = theme().colour("line")
    painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), line)
    painter.fillRect(QRect(rect.right(), rect.y(), 1, rect.height()), line)


def _draw_frozen_edge(painter: QPainter, rect: QRect) -> None:
    edge = QRect(rect.right() - _FROZEN_EDGE + 1, rect.y(), _FROZEN_EDGE, rect.height())
    painter.fillRect(edge, theme().colour("line-strong"))
