"""The desk on which the pages of a PDF lie: only what is seen is drawn, beside the window's thread."""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from app.errors import UserFacingError
from app.printing.raster import POINTS_PER_INCH
from ui.jobs import Jobs
from ui.theme import theme
from ui.theme.theme import is_look_change
from ui.widgets.page_pictures import Band, PagePictures

GAP = 12
_BELIEVABLE_DPI = range(50, 400)
ZOOMS = (0.25, 0.33, 0.5, 0.67, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
PAGE, WIDTH = "page", "width"
"""Fit the whole page, or its width."""
_BAND_PIXELS = 3_000_000
_WORDS_WIDTH = 420


@dataclass(frozen=True, eq=False)
class _Paper:
    """A PDF being shown: its bytes and the sizes of its pages in points."""

    pdf: bytes
    sizes: list[tuple[float, float]]


class PaperDesk(QAbstractScrollArea):
    """White pages under one another, or words while there are none. PgUp, PgDn, Home and End go through the pages."""

    moved = Signal()
    """Another page is in the middle, or the zoom is another."""

    def __init__(self, jobs: Jobs, parent=None) -> None:
        super().__init__(parent)
        self._paper = _Paper(b"", [])
        self._words, self._icon = "", ""
        self._fit = PAGE
        self._zoom = 1.0
        self._pictures = PagePictures(jobs, self)
        self._pictures.changed.connect(self._take_picture)
        self._pictures.failed.connect(self._say_failed)
        self._last = (-1, 0.0)
        self._placed: tuple[tuple, list[QRect]] = ((), [])
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().valueChanged.connect(self._changed)
        self.horizontalScrollBar().valueChanged.connect(self._changed)

    @property
    def zoom(self) -> float:
        """1.0 shows paper in its true size, as far as the screen knows its own."""
        return self._zoom

    @property
    def dots_per_inch(self) -> float:
        """Pixels of the view to an inch of the screen; what it says of itself, unless that cannot be."""
        told = self.screen().physicalDotsPerInch()
        return told if int(told) in _BELIEVABLE_DPI else self.screen().logicalDotsPerInch()

    @property
    def fit(self) -> str:
        """PAGE, WIDTH, or "" when the zoom was chosen."""
        return self._fit

    @property
    def page_count(self) -> int:
        """How many pages lie on the desk."""
        return len(self._paper.sizes)

    @property
    def page(self) -> int:
        """The page in the middle of the view, from 0; -1 without pages."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        rects = self._rects()
        return min(bisect_left(rects, middle - GAP // 2, key=QRect.bottom), len(rects) - 1)

    @property
    def is_drawn(self) -> bool:
        """Whether everything seen is there in full sharpness."""
        return self._pictures.running is None and self._next_band() is None

    def is_page_drawn(self, page: int) -> bool:
        """Whether all that is seen of a page is there in full sharpness."""
        return not any(band.page == page for band in self._wanted())

    def rect_of(self, page: int) -> QRect:
        """Where a page lies in the view, in pixels; parts of it may be out of sight."""
        return self._rects()[page].translated(-self._offset())

    def show_paper(self, pdf: bytes, sizes: list[tuple[float, float]]) -> None:
        """Lay out the pages of a PDF; a newer state of the same paper stays where it was scrolled to."""
        same = [_rounded(size) for size in sizes] == [_rounded(size) for size in self._paper.sizes]
        self._pictures.take(pdf, is_same_paper=same)
        self._paper, self._words = _Paper(pdf, sizes), ""
        self._arrange()
        if not same:
            self.verticalScrollBar().setValue(0)
        self._changed()

    def show_words(self, words: str, icon: str = "") -> None:
        """Take the pages away and say something instead."""
        self._pictures.take(b"")
        self._paper = _Paper(b"", [])
        self._words, self._icon = words, icon
        self.viewport().setAccessibleName(words)
        self._arrange()
        self._changed()

    def set_fit(self, fit: str) -> None:
        """Fit the whole page or its width from now on."""
        self._keep_page(lambda: self._set_zoom(fit, self._zoom))

    def set_zoom(self, zoom: float) -> None:
        """Show pages in this size."""
        self._keep_page(lambda: self._set_zoom("", min(max(zoom, ZOOMS[0]), ZOOMS[-1])))

    def zoom_in(self) -> None:
        """Show pages one step larger."""
        self.set_zoom(next((zoom for zoom in ZOOMS if zoom > self._zoom * 1.01), ZOOMS[-1]))

    def zoom_out(self) -> None:
        """Show pages one step smaller."""
        self.set_zoom(next((zoom for zoom in reversed(ZOOMS) if zoom < self._zoom * 0.99), ZOOMS[0]))

    def go_to_page(self, page: int) -> None:
        """Scroll to the top of a page."""
        if 0 <= page < self.page_count:
            self.verticalScrollBar().setValue(self._rects()[page].top() - GAP)

    def paintEvent(self, event) -> None:
        """Draw the desk with the pages or the words."""
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), theme().colour("desk"))
        if self._words:
            self._draw_words(painter)
        for number, seen in self._seen():
            self._draw_page(painter, number, seen)

    def resizeEvent(self, event) -> None:
        """Follow the new size."""
        super().resizeEvent(event)
        self._keep_page(self._arrange)

    def changeEvent(self, event) -> None:
        """Take new sizes and colours."""
        super().changeEvent(event)
        if is_look_change(event):
            self.viewport().update()

    def wheelEvent(self, event) -> None:
        """Zoom with Ctrl, else scroll."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_in() if event.angleDelta().y() > 0 else self.zoom_out()
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event) -> None:
        """Turn pages and zoom."""
        key, bar = event.key(), self.verticalScrollBar()
        if key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._turn(1 if key == Qt.Key.Key_PageDown else -1)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            bar.setValue(bar.minimum() if key == Qt.Key.Key_Home else bar.maximum())
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal) and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_in()
        elif key == Qt.Key.Key_Minus and not event.modifiers():
            self.zoom_out()
        else:
            super().keyPressEvent(event)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Draw anew; nothing is moved in place."""
        self.viewport().update()

    def _turn(self, step: int) -> None:
        """One page on where a page fits the view, else one view."""
        bar = self.verticalScrollBar()
        if self._fit == PAGE:
            self.go_to_page(min(max(self.page + step, 0), self.page_count - 1))
        else:
            bar.setValue(bar.value() + step * (self.viewport().height() - 40))

    def _set_zoom(self, fit: str, zoom: float) -> None:
        self._fit, self._zoom = fit, zoom
        self._arrange()

    def _keep_page(self, change) -> None:
        """Make a change of size and stay at the same place of the same page."""
        page, rects = self.page, self._rects()
        place = (self.verticalScrollBar().value() - rects[page].top()) / rects[page].height() if page >= 0 else 0
        change()
        if page >= 0:
            rect = self._rects()[page]
            self.verticalScrollBar().setValue(round(rect.top() + place * rect.height()))
        self._changed()

    def _arrange(self) -> None:
        """Follow the zoom and set the scroll bars."""
        if self._fit and self._paper.sizes:
            self._zoom = self._fitting()
        rects, view = self._rects(), self.viewport().size()
        wide = max((rect.width() for rect in rects), default=0) + 2 * GAP
        high = rects[-1].bottom() + 1 + GAP if rects else 0
        for bar, content, seen in (
            (self.horizontalScrollBar(), wide, view.width()),
            (self.verticalScrollBar(), high, view.height()),
        ):
            bar.setRange(0, max(content - seen, 0))
            bar.setPageStep(seen)
            bar.setSingleStep(24)

    def _fitting(self) -> float:
        # The room beside a scroll bar counts always, so that the zoom does not swing with the bar.
        room = self.width() - self.verticalScrollBar().sizeHint().width() * (self.page_count > 1) - 2 * GAP
        zoom = max(room, 40) / self._on_screen(max(size[0] for size in self._paper.sizes))
        if self._fit == PAGE:
            zoom = min(
                zoom, max(self.height() - 2 * GAP, 40) / self._on_screen(max(size[1] for size in self._paper.sizes))
            )
        return min(max(zoom, 0.05), ZOOMS[-1])

    def _on_screen(self, points: float) -> float:
        return points * self.dots_per_inch / POINTS_PER_INCH

    def _rects(self) -> list[QRect]:
        """Where pages lie, in pixels of the whole desk; kept, because a scroll asks many times."""
        key = (self._paper, self._zoom, self.viewport().width(), self.dots_per_inch)
        if key != self._placed[0]:
            self._placed = (key, self._place())
        return self._placed[1]

    def _place(self) -> list[QRect]:
        rects, top = [], GAP
        dots = self.dots_per_inch / POINTS_PER_INCH * self._zoom
        sizes = [(round(width * dots), round(height * dots)) for width, height in self._paper.sizes]
        desk = max([self.viewport().width(), *(width + 2 * GAP for width, _ in sizes)])
        for width, height in sizes:
            rects.append(QRect((desk - width) // 2, top, width, height))
            top += height + GAP
        return rects

    def _seen(self) -> Iterator[tuple[int, QRect]]:
        """Yield the pages of which some part is in view, and where it lies there; there may be thousands of others."""
        rects, offset, view = self._rects(), self._offset(), self.viewport().rect()
        first = bisect_left(rects, offset.y(), key=QRect.bottom)
        for number in range(first, bisect_right(rects, offset.y() + view.bottom(), key=QRect.top)):
            seen = rects[number].translated(-offset)
            if seen.intersects(view):
                yield number, seen

    def _offset(self) -> QPoint:
        return QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _draw_words(self, painter: QPainter) -> None:
        painter.setFont(theme().font("body"))
        width = max(min(theme().scaled(_WORDS_WIDTH), self.viewport().width() - 48), 80)
        # Lines of about the same length look better than one long and one short.
        advance = painter.fontMetrics().horizontalAdvance(self._words)
        width = (
            min(width, advance // math.ceil(advance / width) + 2 * painter.fontMetrics().height()) if advance else width
        )
        painter.setPen(theme().colour("desk-text"))
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
        room = QRect(0, 0, width, 10_000)
        rect = painter.boundingRect(room, flags, self._words)
        rect.moveCenter(self.viewport().rect().center())
        painter.drawText(rect, flags, self._words)
        if self._icon:
            square = QRectF(self.viewport().width() / 2 - 24, rect.top() - 60, 48, 48)
            theme().draw_icon(painter, square, self._icon, "desk-text")

    def _draw_page(self, painter: QPainter, number: int, seen: QRect) -> None:
        painter.fillRect(seen, theme().colour("paper"))
        strips = [(band, self._pictures.use(band)) for band in self._bands_of(number)]
        stand_in = self._pictures.stand_ins.get(number)
        if stand_in is not None and not all(image for _, image in strips):
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(seen, stand_in)
        ratio = self.devicePixelRatioF()
        for band, image in strips:
            if image is not None:
                room = QRectF(seen.x(), seen.y() + band.top / ratio, band.width / ratio, band.rows / ratio)
                painter.drawImage(room, image)
        painter.setPen(QPen(theme().colour("line-strong"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(seen.adjusted(-1, -1, 0, 0))

    def _bands_of(self, page: int) -> list[Band]:
        """The strips a page is drawn in at the present zoom: one, unless it is very large."""
        ratio = self.devicePixelRatioF()
        rect = self._rects()[page]
        width, height = max(round(rect.width() * ratio), 1), max(round(rect.height() * ratio), 1)
        rows = max(math.ceil(_BAND_PIXELS / width), 64)
        return [Band(page, width, height, top, min(rows, height - top)) for top in range(0, height, rows)]

    def _next_band(self) -> Band | None:
        """The first strip that is seen and not drawn yet."""
        return next(self._wanted(), None)

    def _wanted(self) -> Iterator[Band]:
        """Yield the strips that are seen and not drawn yet."""
        ratio = self.devicePixelRatioF()
        for number, seen in self._seen():
            for band in self._bands_of(number):
                strip = QRect(seen.x(), seen.y() + int(band.top / ratio), seen.width(), int(band.rows / ratio) + 1)
                if band not in self._pictures.bands and strip.intersects(self.viewport().rect()):
                    yield band

    def _changed(self) -> None:
        """Draw what has come into view; leave off what has gone."""
        self.viewport().update()
        running = self._pictures.running
        if running is not None and not self._is_of_use(running):
            self._pictures.stop()
        self._draw_next()
        now = (self.page, self._zoom)
        if now != self._last:
            self._last = now
            self.moved.emit()

    def _is_of_use(self, band: Band) -> bool:
        """Whether a strip under way is still seen; a whole page of another size is better than none."""
        if band.page >= self.page_count or not self.rect_of(band.page).intersects(self.viewport().rect()):
            return False
        stands_in = band.rows == band.height and band.page not in self._pictures.stand_ins
        return stands_in or band in self._bands_of(band.page)

    def _draw_next(self) -> None:
        """Draw one strip at a time, so that scrolling on never waits for pages nobody sees any more."""
        band = self._next_band() if self._pictures.running is None and self.isVisible() else None
        if band is not None:
            self._pictures.draw(band)

    @Slot()
    def _take_picture(self) -> None:
        self.viewport().update()
        self._draw_next()

    @Slot(object)
    def _say_failed(self, error: BaseException) -> None:
        if not isinstance(error, UserFacingError):
            raise error
        self.show_words(error.message, "circle-alert")

    def showEvent(self, event) -> None:
        """Draw what is seen now."""
        super().showEvent(event)
        handle = self.window().windowHandle()
        if handle is not None:
            # Another screen has other dots.
            handle.screenChanged.connect(self._take_screen, Qt.ConnectionType.UniqueConnection)
        self._changed()

    @Slot()
    def _take_screen(self) -> None:
        self._keep_page(self._arrange)


def _rounded(size: tuple[float, float]) -> tuple[int, int]:
    return round(size[0]), round(size[1])
