"""Pictures of the window with nobody at it: of each place on the rail, then the window closes by itself.

So a built program shows that it starts, opens a file and ends, on a computer without Python, a screen or a clerk.
"""

from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from ui.jobs import Jobs
from ui.shell.window import MainWindow

FIRST = "start"
"""The name of the picture of what is shown first; the others are named by their place."""
_LOOK_MS = 20
_LOOKS_AT_REST = 2


class Pictures(QObject):
    """Takes a picture of the window each time that nothing is under way any more."""

    def __init__(self, window: MainWindow, jobs: Jobs, folder: Path, *, of_all_places: bool) -> None:
        super().__init__(window)
        self._window, self._jobs, self._folder = window, jobs, folder
        self._of_all_places = of_all_places
        self._left: list[str] | None = None
        self._shown, self._looks = FIRST, 0
        self.unsaved: list[Path] = []
        """Pictures that could not be written."""
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)

    def begin(self) -> None:
        """Take the first picture when the window has come to rest."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._timer.start()

    def _look(self) -> None:
        self._looks = self._looks + 1 if self._jobs.are_idle else 0
        if self._looks == _LOOKS_AT_REST:
            self._looks = 0
            self._take()
            self._go_on()

    def _take(self) -> None:
        file = self._folder / f"{self._shown}.png"
        if not self._window.grab().save(str(file)):
            self.unsaved.append(file)

    def _go_on(self) -> None:
        if self._left is None:
            self._left = [place.code for place in self._window.rail.places] if self._of_all_places else []
        if self._left:
            self._shown = self._left.pop(0)
            self._window.go(self._shown)
        else:
            self._timer.stop()
            self._window.close()
