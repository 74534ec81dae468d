"""Freeing what nobody holds any more, when it is not felt."""

import gc

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

# Often, so that little is new each time: what it takes grows with what was made since.
_COLLECT_EVERY_MS = 50
# A table of ten thousand lines is read in one go, and all of it stays: looking through that much would be felt.
_MOST_AT_ONCE = 20_000
# Going through all there is takes up to a quarter of a second. What outlived one search is put aside: the next one goes
# through what was made since, which takes a tenth of that, once nobody has touched anything for a while; through all of
# it only once nobody seems to be there.
_REST_MS, _LONG_REST_MS = 30_000, 300_000
_TOUCHES = (QEvent.Type.KeyPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel)


class Garbage(QObject):
    """Frees cycles on this thread only: a widget freed on a lane's thread would end the program."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._young = QTimer(self, interval=_COLLECT_EVERY_MS)
        self._young.timeout.connect(self._collect_young)
        self._young.start()
        self._rest = QTimer(self, singleShot=True)
        self._rest.timeout.connect(self._collect_new)
        self._long_rest = QTimer(self, singleShot=True)
        self._long_rest.timeout.connect(self._collect_all)

    def collect_at_rest(self, window: QWidget, after_ms: int = _REST_MS, long_after_ms: int = _LONG_REST_MS) -> None:
        """From now on go through what is new once nobody has touched a window for `after_ms` milliseconds, and through
        everything after `long_after_ms`.

        The window must have been shown.
        """
        self._rest.setInterval(after_ms)
        self._long_rest.setInterval(long_after_ms)
        self._rest.start()
        self._long_rest.start()
        window.windowHandle().installEventFilter(self)

    def put_aside(self) -> None:
        """Search nothing that there is now before the next long rest: nearly all of it stays."""
        gc.freeze()

    def take_back(self) -> None:
        """Search everything next time, as after the window is gone."""
        gc.unfreeze()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice what is done in the window."""
        if event.type() in _TOUCHES:
            self._rest.start()
            self._long_rest.start()
        return False

    def _collect_young(self) -> None:
        if gc.get_count()[0] > _MOST_AT_ONCE:
            self.put_aside()
        else:
            gc.collect(1)

    def _collect_new(self) -> None:
        if _is_something_open():
            self._rest.start()
        else:
            gc.collect()
            gc.freeze()

    def _collect_all(self) -> None:
        if _is_something_open():
            self._long_rest.start()
        else:
            gc.unfreeze()
            gc.collect()
            gc.freeze()


def _is_something_open() -> bool:
    """Whether a list or dialog lies over the window: what is done there is not seen from here."""
    return QApplication.activePopupWidget() is not None or QApplication.activeModalWidget() is not None
