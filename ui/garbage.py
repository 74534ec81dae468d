"""Freeing what nobody holds any more, when it is not felt."""

import gc

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

# Often, so that little is new each time: what it takes grows with what was made since.
_COLLECT_EVERY_MS = 50
# Going through all there is takes up to a quarter of a second: only when nobody has touched anything for so long.
_REST_MS = 30_000
_TOUCHES = (QEvent.Type.KeyPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel)


class Garbage(QObject):
    """Frees cycles on this thread only: a widget freed on a lane's thread would end the program."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._young = QTimer(self, interval=_COLLECT_EVERY_MS)
        self._young.timeout.connect(lambda: gc.collect(1))
        self._young.start()
        self._rest = QTimer(self, singleShot=True)
        self._rest.timeout.connect(self._collect_all)

    def collect_at_rest(self, window: QWidget, after_ms: int = _REST_MS) -> None:
        """From now on go through everything, too, once nobody has touched a window for `after_ms` milliseconds.

        The window must have been shown.
        """
        self._rest.setInterval(after_ms)
        self._rest.start()
        window.windowHandle().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice what is done in the window."""
        if event.type() in _TOUCHES:
            self._rest.start()
        return False

    def _collect_all(self) -> None:
        if QApplication.activePopupWidget() or QApplication.activeModalWidget():
            # What is done there is not seen from here.
            self._rest.start()
        else:
            gc.collect()
