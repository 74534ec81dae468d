"""Pictures of the pages of a PDF: drawn strip by strip on the paper lane, kept within bounds."""

from collections import OrderedDict
from functools import partial
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from app.printing.raster import open_pages
from ui.jobs import PAPER, Job, Jobs, Watch

_CACHE_BYTES = 96 * 1024 * 1024
_STAND_IN_BYTES = 32 * 1024 * 1024


class Band(NamedTuple):
    """A strip of a page: which page, how large the whole picture is, first row and number of rows."""

    page: int
    width: int
    height: int
    top: int
    rows: int


class PagePictures(QObject):
    """The strips of one PDF drawn so far, and one at a time under way."""

    changed = Signal()
    """A strip is there, or what was under way is no longer wanted: another one may be asked for."""
    failed = Signal(object)
    """The PDF cannot be drawn (the error)."""

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._pdf = b""
        self._running: tuple[Band, Job] | None = None
        self.bands: OrderedDict[Band, QImage] = OrderedDict()
        self.stand_ins: OrderedDict[int, QImage] = OrderedDict()

    @property
    def running(self) -> Band | None:
        """The strip under way."""
        return self._running[0] if self._running is not None else None

    def take(self, pdf: bytes, *, is_same_paper: bool = False) -> None:
        """Draw another PDF from now on; where it is a newer state of the same paper, old pages stand in for new ones
        until these are drawn."""
        self.stop()
        self._pdf = pdf
        self.bands.clear()
        if not is_same_paper:
            self.stand_ins.clear()

    def use(self, band: Band) -> QImage | None:
        """Return a strip to be painted, None until it is drawn; it was the last to be used."""
        if band not in self.bands:
            return None
        self.bands.move_to_end(band)
        return self.bands[band]

    def draw(self, band: Band) -> None:
        """Draw a strip; nothing else may be under way."""
        pdf = self._pdf
        failed = partial(self._not_drawn, pdf)
        job = self._jobs.run(PAPER, lambda watch: _picture(pdf, band, watch), self._drawn, failed, self)
        self._running = (band, job)

    def stop(self) -> None:
        """Drop the strip under way."""
        if self._running:
            self._running[1].cancel()
            self._running = None

    def _drawn(self, result: tuple[bytes, Band, QImage] | None) -> None:
        if result is not None and result[0] is self._pdf:
            self._keep(*result[1:])
        self.changed.emit()

    def _keep(self, band: Band, image: QImage) -> None:
        if self.running == band:
            self._running = None
        self.bands[band] = image
        _leave_off(self.bands, _CACHE_BYTES)
        if band.rows == band.height:
            self.stand_ins[band.page] = image
            self.stand_ins.move_to_end(band.page)
            _leave_off(self.stand_ins, _STAND_IN_BYTES)

    def _not_drawn(self, pdf: bytes, error: BaseException) -> None:
        if pdf is self._pdf:
            self._running = None
            self.failed.emit(error)
        else:
            # Another paper has taken its place meanwhile.
            self.changed.emit()


def _leave_off(pictures: OrderedDict[Any, QImage], most_bytes: int) -> None:
    """Let the pictures go that were not seen for the longest time; the newest stays."""
    while len(pictures) > 1 and sum(picture.sizeInBytes() for picture in pictures.values()) > most_bytes:
        pictures.popitem(last=False)


def _picture(pdf: bytes, band: Band, watch: Watch) -> tuple[bytes, Band, QImage] | None:
    """Draw a strip on the paper lane; None when nobody wants it any more."""
    if watch.is_cancelled():
        return None
    with open_pages(pdf) as pages:
        raster = pages.draw(band.page, band.width, band.height, band.top, band.rows)
    image = QImage(raster.pixels, raster.width, raster.height, raster.width * 4, QImage.Format.Format_RGB32)
    # The copy owns its pixels; the bytes go.
    return pdf, band, image.copy()
