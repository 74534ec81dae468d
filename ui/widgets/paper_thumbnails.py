"""Small pictures of the pages beside the paper: to see where one is and to go elsewhere, by mouse or arrow keys."""

from collections import OrderedDict
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPen
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate

from app.errors import UserFacingError
from app.printing.raster import open_pages
from ui.jobs import PAPER, Job, Jobs
from ui.theme import theme
from ui.theme.theme import is_look_change
from ui.widgets.dressed_when_shown import DressedWhenShown

_PICTURE = 76
_GAP = 8
_MOST_KEPT = 200
_FINER = 3
"""Drawn so many times as large first: at their own size no line of a table is under a pixel, which makes it black."""


class _Pages(QAbstractListModel):
    """Pages of a PDF with the pictures drawn so far; the least lately seen ones go."""

    def __init__(self) -> None:
        super().__init__()
        self.pdf = b""
        self.sizes: list[tuple[float, float]] = []
        self.forms: set[tuple[float, float]] = set()
        self.pictures: OrderedDict[int, QImage] = OrderedDict()

    def show(self, pdf: bytes, sizes: list[tuple[float, float]]) -> None:
        """Take another PDF."""
        self.beginResetModel()
        self.pdf, self.sizes, self.forms = pdf, sizes, set(sizes)
        self.pictures.clear()
        self.endResetModel()

    def keep(self, page: int, picture: QImage) -> None:
        """Take the picture of a page."""
        self.pictures[page] = picture
        if len(self.pictures) > _MOST_KEPT:
            self.pictures.popitem(last=False)
        self.dataChanged.emit(self.index(page), self.index(page))

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.sizes)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return str(index.row() + 1)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"第 {index.row() + 1} 张"
        return None


class _Painter(QStyledItemDelegate):
    """Paints a page small, its number beneath."""

    def __init__(self, pages: _Pages, parent: QListView) -> None:
        super().__init__(parent)
        self._pages = pages

    def sizeHint(self, option, index: QModelIndex) -> QSize:
        side = theme().scaled(_PICTURE)
        highest = max(page_room(form, QSize(side, side)).height() for form in self._pages.forms or {(1.0, 1.0)})
        return QSize(side + 2 * _GAP, highest + theme().line_height("caption") + 2 * _GAP)

    def paint(self, painter: QPainter, option, index: QModelIndex) -> None:
        is_here = bool(option.state & QStyle.StateFlag.State_Selected)
        picture = self._pages.pictures.get(index.row())
        words = theme().line_height("caption")
        room = option.rect.adjusted(_GAP, _GAP, -_GAP, -_GAP - words)
        paper = QRect(room.topLeft(), page_room(self._pages.sizes[index.row()], room.size()))
        paper.moveCenter(room.center())
        painter.fillRect(paper, theme().colour("paper"))
        if picture is not None:
            painter.drawImage(paper, picture)
        painter.setPen(QPen(theme().colour("accent" if is_here else "line-strong"), 2 if is_here else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(paper.adjusted(-1, -1, 0, 0))
        self._draw_number(painter, option.rect.adjusted(0, option.rect.height() - words - 4, 0, -4), index, is_here)

    def _draw_number(self, painter: QPainter, room: QRect, index: QModelIndex, is_here: bool) -> None:
        font = theme().font("caption")
        # Bold too, so that the page one is at is not told by colour alone.
        font.setBold(is_here)
        painter.setFont(font)
        painter.setPen(theme().colour("desk-text"))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, index.data())


class PaperThumbnails(DressedWhenShown, QListView):
    """A narrow strip of small pages; only those in sight are drawn, one after the other on the paper lane."""

    turned = Signal(int)
    """The clerk went to this page, from 0."""

    def __init__(self, jobs: Jobs, parent=None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._job: Job | None = None
        self._is_quiet = False
        self._pages = _Pages()
        self.setModel(self._pages)
        self.setItemDelegate(_Painter(self._pages, self))
        self.setAccessibleName("缩略图")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("surface", "desk")
        self.verticalScrollBar().valueChanged.connect(self._draw_next)
        self._take_size()

    @property
    def is_drawn(self) -> bool:
        """Whether every page in sight has its picture."""
        return self._job is None and self._next() is None

    def show_paper(self, pdf: bytes, sizes: list[tuple[float, float]]) -> None:
        """Show the pages of another PDF, or of none."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._is_quiet = True
        self._pages.show(pdf, sizes)
        self._is_quiet = False
        self._draw_next()

    def follow(self, page: int) -> None:
        """Mark the page that the paper shows."""
        if page != self.currentIndex().row() and 0 <= page < self._pages.rowCount():
            self._is_quiet = True
            self.setCurrentIndex(self._pages.index(page))
            self._is_quiet = False

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and not self._is_quiet:
            self.turned.emit(current.row())

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self._draw_next()

    def showEvent(self, event) -> None:
        super().showEvent(event)
        self._draw_next()

    def changeEvent(self, event) -> None:
        super().changeEvent(event)
        if is_look_change(event) and hasattr(self, "_pages"):
            self._take_size()

    def _take_size(self) -> None:
        bar = self.verticalScrollBar().sizeHint().width()
        self.setFixedWidth(theme().scaled(_PICTURE) + 2 * _GAP + bar)
        self.scheduleDelayedItemsLayout()

    def _next(self) -> int | None:
        """The first page in sight without a picture."""
        if not self._pages.sizes:
            return None
        step = max(self.sizeHintForRow(0), 1)
        top = self.verticalScrollBar().value()
        first, last = top // step, (top + self.viewport().height()) // step
        wanted = range(first, min(last + 1, len(self._pages.sizes)))
        return next((page for page in wanted if page not in self._pages.pictures), None)

    def _draw_next(self) -> None:
        page = self._next() if self._job is None and self.isVisible() else None
        if page is None:
            return
        pdf, side = self._pages.pdf, round(theme().scaled(_PICTURE) * self.devicePixelRatioF())
        size = page_room(self._pages.sizes[page], QSize(side, side))
        self._job = self._jobs.run(
            PAPER,
            lambda watch: None if watch.is_cancelled() else _small_picture(pdf, page, size),
            lambda picture: self._drawn(pdf, page, picture),
            lambda error: self._not_drawn(pdf, error),
            self,
        )

    def _drawn(self, pdf: bytes, page: int, picture: QImage | None) -> None:
        if picture is not None and pdf is self._pages.pdf:
            self._job = None
            self._pages.keep(page, picture)
            self._draw_next()

    def _not_drawn(self, pdf: bytes, error: BaseException) -> None:
        # The paper beside it says what is wrong with the file.
        if not isinstance(error, UserFacingError):
            self._jobs.on_failure(error)


def page_room(size: tuple[float, float], room: QSize) -> QSize:
    """Return how large a page of that size is within the room, in the room's pixels."""
    scale = min(room.width() / size[0], room.height() / size[1])
    return QSize(max(round(size[0] * scale), 1), max(round(size[1] * scale), 1))


def _small_picture(pdf: bytes, page: int, size: QSize) -> QImage:
    with open_pages(pdf) as pages:
        raster = pages.draw(page, size.width() * _FINER, size.height() * _FINER)
    fine = QImage(raster.pixels, raster.width, raster.height, raster.width * 4, QImage.Format.Format_RGB32)
    kinds = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    return fine.scaled(size, *kinds)
