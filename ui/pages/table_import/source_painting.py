"""Drawing of the source: cells with how sure they are, and column titles with what they mean."""

from functools import lru_cache

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPen, QTextOption
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
)

from app.tables.sources.sheet import Place
from app.tables.understanding.catalogue import ReadColumn
from ui.pages.table_import.marks import GROUNDS, LEVELS, SURE, CellMark, level_of
from ui.pages.table_import.source_model import Index, SourceModel
from ui.theme import theme
from ui.theme.metrics import RADIUS_CONTROL
from ui.widgets.row_layout import icon_size
from ui.widgets.row_painting import draw_focus

PADDING_X, PADDING_Y = 5, 4
_MOST_DRAWN = 700
_CENTRED_FROM = 3
"""Cells over more columns than this are titles, which stand in the middle."""
_ICON = 14
_BOX_MARGIN = 3
_ELIDE = Qt.TextElideMode.ElideRight


def box_height() -> int:
    """Return the height of the box that says what a column means."""
    return theme().height("compact") - 4


def sign_width() -> int:
    """Return the room that the sign of a cell takes beside its words."""
    return icon_size(_ICON)


class SourceDelegate(QStyledItemDelegate):
    """Draws cells. `chosen`: the places of the item chosen, framed; `heads`: rows that are heads of tables."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view
        self.chosen: frozenset[Place] = frozenset()
        self.heads: frozenset[int] = frozenset()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell; the words of one larger than the window stand in the part that is seen."""
        model: SourceModel = index.model()
        place, rect = (index.row(), index.column()), option.rect
        mark = model.marks.get(place)
        painter.save()
        painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
        painter.fillRect(rect, theme().colour(self._ground(model, place, mark)))
        self._draw_lines(painter, rect, place)
        self._draw_words(painter, _seen(rect, self._view.viewport().rect()), model, place, mark)
        if mark is not None and mark.level != SURE:
            self._draw_mark(painter, rect, mark)
        if place == (self._view.currentIndex().row(), self._view.currentIndex().column()) and self._view.hasFocus():
            draw_focus(painter, rect.adjusted(0, 0, -1, -1))
        painter.restore()

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """Say where a cell is, how sure it is and why; with its whole text where that is long."""
        if index.isValid():
            model: SourceModel = index.model()
            text = model.data(index) or ""
            QToolTip.showText(
                event.globalPos(), "\n".join(filter(None, (model.told((index.row(), index.column())), text))), view
            )
        return index.isValid()

    def _ground(self, model: SourceModel, place: Place, mark: CellMark | None) -> str:
        if place in self.chosen:
            return "accent-soft"
        if mark is not None and mark.level != SURE:
            return GROUNDS[mark.level]
        if place[0] in self.heads:
            return "header-cell"
        return "sunken" if model.is_hidden(*place) else "raised"

    def _draw_lines(self, painter: QPainter, rect: QRect, place: Place) -> None:
        line = theme().colour("line-strong")
        painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), line)
        painter.fillRect(QRect(rect.right(), rect.y(), 1, rect.height()), line)
        if place in self.chosen:
            # Where soft fills are white the frame alone has to be seen.
            width = 3 if theme().name == "contrast" else 1
            painter.setPen(QPen(theme().colour("accent"), width))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(width // 2, width // 2, -2, -2))

    def _draw_words(
        self, painter: QPainter, rect: QRect, model: SourceModel, place: Place, mark: CellMark | None
    ) -> None:
        text = model.text(place)[:_MOST_DRAWN]
        if not text:
            return
        is_head = place[0] in self.heads
        font = theme().font("caption")
        if is_head:
            font = _bold()
        quiet = model.is_hidden(*place) or (mark is None and not is_head)
        painter.setFont(font)
        painter.setPen(theme().colour("text-muted" if quiet else "text"))
        is_centred = is_head or self._view.columnSpan(*place) > _CENTRED_FROM
        sign = sign_width() if mark is not None and mark.level != SURE else 0
        inside = rect.adjusted(PADDING_X, PADDING_Y, -PADDING_X - sign, -PADDING_Y)
        painter.drawText(QRectF(inside), text, _option(is_centred))

    def _draw_mark(self, painter: QPainter, rect: QRect, mark: CellMark) -> None:
        size, sign = icon_size(_ICON), LEVELS[mark.level]
        theme().draw_icon(painter, QRectF(rect.right() - size - 2, rect.y() + 2, size, size), sign.icon, sign.role)


class MeaningHeader(QHeaderView):
    """Letters of columns, and under each a box with what the column means; pressing the box asks for another."""

    asked = Signal(int)
    """The meaning of a column shall be chosen."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(24)
        self.setMouseTracking(True)

    def sizeHint(self) -> QSize:
        """Return the size that is wanted: two lines."""
        return QSize(super().sizeHint().width(), self._letter_height() + box_height() + 2 * _BOX_MARGIN)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Draw a column's letter and meaning."""
        model: SourceModel = self.model()
        _begin_header_cell(painter, rect)
        top = QRect(rect.x(), rect.y(), rect.width(), self._letter_height())
        painter.drawText(top, Qt.AlignmentFlag.AlignCenter, model.letter(section))
        columns = model.meanings.get(section, ())
        if columns:
            self._draw_box(painter, self.box_rect(section), columns, model.short_meaning(section))

    def box_rect(self, section: int) -> QRect:
        """Return where the box of a column is."""
        left = self.sectionViewportPosition(section)
        return QRect(left + 2, self._letter_height() + _BOX_MARGIN, max(self.sectionSize(section) - 5, 1), box_height())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ask for a meaning where the box is pressed."""
        super().mouseReleaseEvent(event)
        place = event.position().toPoint()
        section = self.logicalIndexAt(place)
        if section >= 0 and section in self.model().meanings and self.box_rect(section).contains(place):
            self.asked.emit(section)

    def viewportEvent(self, event: QEvent) -> bool:
        """Say the whole meaning under the mouse."""
        if event.type() == QEvent.Type.ToolTip:
            section = self.logicalIndexAt(event.pos())
            QToolTip.showText(event.globalPos(), self._tip(section) if section >= 0 else "", self)
            return True
        return super().viewportEvent(event)

    def _tip(self, section: int) -> str:
        model: SourceModel = self.model()
        told = [
            f"“{model.masked(each.head) or '没有表头'}”：{model.column_words(each)}（{_sureness(each)}）"
            for each in model.meanings.get(section, ())
        ]
        return "\n".join(f"{each}。按一下可以改。" for each in told)

    def _letter_height(self) -> int:
        return theme().line_height("caption") + 4

    def _draw_box(self, painter: QPainter, rect: QRect, columns: tuple[ReadColumn, ...], words: str) -> None:
        level = max((_level(each) for each in columns), key=list(LEVELS).index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme().colour("raised"))
        role = "control-line" if level == SURE else LEVELS[level].role
        painter.setPen(QPen(theme().colour(role), 1 if level == SURE else 2))
        painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_CONTROL, RADIUS_CONTROL)
        painter.restore()
        size = icon_size(12)
        sign = (
            "pencil-line" if any(each.is_corrected for each in columns) else "" if level == SURE else LEVELS[level].icon
        )
        left = rect.x() + _BOX_MARGIN
        if sign:
            theme().draw_icon(
                painter,
                QRectF(left, rect.y() + (rect.height() - size) // 2, size, size),
                sign,
                role if level != SURE else "accent-ink",
            )
            left += size + 3
        has_arrow = left + painter.fontMetrics().horizontalAdvance(words) + size + 4 < rect.right()
        right = rect.right() - 2 - (size if has_arrow else 0)
        if has_arrow:
            theme().draw_icon(
                painter, QRectF(right, rect.y() + (rect.height() - size) // 2, size, size), "chevron-down", "text-muted"
            )
        painter.setPen(theme().colour("text"))
        shown = painter.fontMetrics().elidedText(words, _ELIDE, right - left)
        painter.drawText(QRect(left, rect.y(), right - left + 1, rect.height()), Qt.AlignmentFlag.AlignVCenter, shown)


class RowHeader(QHeaderView):
    """Numbers of rows; those the file hides carry a sign."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(Qt.Orientation.Vertical, view)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(16)

    def sizeHint(self) -> QSize:
        """Return the size that is wanted: as wide as the greatest number."""
        model: SourceModel = self.model()
        digits = len(str(model.rowCount() + model.sheet.first_row))
        return QSize(
            self.fontMetrics().horizontalAdvance("0" * digits) + icon_size(_ICON) + 14, super().sizeHint().height()
        )

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Draw a row's number."""
        model: SourceModel = self.model()
        _begin_header_cell(painter, rect)
        inner = rect.adjusted(2, 2, -6, -2)
        number = model.headerData(section, Qt.Orientation.Vertical)
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, number)
        if section in model.sheet.hidden_rows:
            size = icon_size(_ICON)
            theme().draw_icon(
                painter, QRectF(rect.x() + 3, rect.center().y() - size / 2, size, size), "eye-off", "text-muted"
            )


def _seen(rect: QRect, window: QRect) -> QRect:
    """Return a cell's place, of one wider or higher than the window the part in it."""
    part, seen = QRect(rect), rect & window
    if rect.width() > window.width():
        part.setLeft(seen.left())
        part.setRight(seen.right())
    if rect.height() > window.height():
        part.setTop(seen.top())
        part.setBottom(seen.bottom())
    return part


def _level(column: ReadColumn) -> str:
    return SURE if column.is_corrected else level_of(column.confidence)


def _sureness(column: ReadColumn) -> str:
    return "您定的" if column.is_corrected else LEVELS[_level(column)].text


def _bold():
    font = type(theme().font("caption"))(theme().font("caption"))
    font.setBold(True)
    return font


@lru_cache
def _option(centred: bool) -> QTextOption:
    option = QTextOption(
        Qt.AlignmentFlag.AlignVCenter | (Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft)
    )
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


def _begin_header_cell(painter: QPainter, rect: QRect) -> None:
    """Draw the ground of a header's cell and take up the pen for its words."""
    painter.fillRect(rect, theme().colour("header-cell"))
    painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), theme().colour("line-strong"))
    painter.fillRect(QRect(rect.right(), rect.y(), 1, rect.height()), theme().colour("line-strong"))
    painter.setFont(theme().font("caption"))
    painter.setPen(theme().colour("text-muted"))
