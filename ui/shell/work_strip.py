"""Long work under way, at the foot of the content: words, how far, 停下."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.jobs import Job
from ui.widgets.progress import JobBox


class WorkStrip(QWidget):
    """One line for each long job; gone when nothing runs."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "raised")
        self.setAccessibleName("正在做的事")
        self._jobs: list[Job] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(16, 8, 16, 8)
        self._layout.setSpacing(8)
        self.hide()

    @property
    def running(self) -> list[Job]:
        """The long jobs under way."""
        return list(self._jobs)

    def show_job(self, job: Job, title: str) -> None:
        """Show a job until it has finished."""
        box = JobBox(title)
        box.stopped.connect(job.cancel)
        job.progressed.connect(box.set_progress)
        job.finished.connect(lambda: self._take_away(job, box))
        self._jobs.append(job)
        self._layout.addWidget(box)
        self.show()

    def _take_away(self, job: Job, box: JobBox) -> None:
        self._jobs.remove(job)
        self._layout.removeWidget(box)
        box.deleteLater()
        self.setVisible(bool(self._jobs))
