"""Long work under way, at the foot of the content: words, how far, 停下."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.jobs import Job
from ui.widgets.progress import JobBox

_SHOW_AFTER_MS = 300


class WorkStrip(QWidget):
    """One line for each long job; gone when nothing runs. What is over at once never shows: the page would jump."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "raised")
        self.setAccessibleName("正在做的事")
        self._jobs: list[Job] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(16, 8, 16, 8)
        self._layout.setSpacing(8)
        self._show_soon = QTimer(self, singleShot=True, interval=_SHOW_AFTER_MS)
        self._show_soon.timeout.connect(self.show)
        self.hide()

    @property
    def running(self) -> list[Job]:
        """The long jobs under way that somebody asked for."""
        return [job for job in self._jobs if job.is_asked_for]

    def show_job(self, job: Job, title: str) -> None:
        """Show a job until it has finished."""
        box = JobBox(title, job.counter)
        box.stopped.connect(job.cancel)
        job.progressed.connect(box.set_progress)
        job.finished.connect(lambda: self._take_away(job, box))
        self._jobs.append(job)
        self._layout.addWidget(box)
        if self.isHidden() and not self._show_soon.isActive():
            self._show_soon.start()

    def _take_away(self, job: Job, box: JobBox) -> None:
        self._jobs.remove(job)
        self._layout.removeWidget(box)
        box.deleteLater()
        if not self._jobs:
            self._show_soon.stop()
            self.hide()
