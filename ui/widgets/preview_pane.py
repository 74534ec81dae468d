"""Paper being made: the preview, above it what stops it, below it drawing that takes long."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import UserFacingError
from ui.jobs import Job, Jobs
from ui.theme.metrics import PAGE_PADDING
from ui.widgets.note import ButtonSpec, Note
from ui.widgets.paper_preview import PaperPreview
from ui.widgets.progress import JobBox


class PreviewPane(QWidget):
    """`empty` says what to do to see something; `counter` names one thing that drawing counts."""

    def __init__(self, jobs: Jobs, counter: str = "条", empty: str = "勾选要打印的，这里就是印出来的样子。") -> None:
        super().__init__()
        self._counter = counter
        self.preview = PaperPreview(jobs, empty=empty)
        self.note: Note | None = None
        self.box: JobBox | None = None
        self._notes, self._work = QVBoxLayout(), QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._notes)
        column.addWidget(self.preview, 1)
        column.addLayout(self._work)

    def show_note(self, note: Note | None) -> None:
        """Show what stops the paper, or nothing."""
        if self.note is not None:
            self._notes.removeWidget(self.note)
            self.note.hide()
            self.note.deleteLater()
        self.note = note
        if note is not None:
            self._notes.addWidget(note)

    def show_refusal(self, error: UserFacingError, ways: Sequence[ButtonSpec] = ()) -> None:
        """Say why there is no paper, and what leads to some."""
        headline, stop, rest = error.message.partition("。")
        self.preview.show_words("没有排版。")
        self.show_note(Note("danger", headline + stop, rest, ways, details=error.details, compact=True))

    def show_stopped(self, again: Callable[[], object]) -> None:
        """Say that drawing was stopped, and offer to begin again."""
        self.preview.show_words("排版停下了，没有排完。")
        ways = [("重新排版", "refresh-cw", again)]
        self.show_note(Note("info", "排版停下了，没有排完。", "什么也没有打印。", ways, compact=True))

    def show_job(self, job: Job, title: str) -> None:
        """Show drawing that takes long until it ends."""
        self.box = JobBox(title, self._counter)
        self.box.setContentsMargins(PAGE_PADDING, 8, PAGE_PADDING, 8)
        self.box.setProperty("surface", "raised")
        self.box.stopped.connect(job.cancel)
        job.progressed.connect(self.box.set_progress)
        job.finished.connect(self._take_away_job)
        self._work.addWidget(self.box)

    def _take_away_job(self) -> None:
        box, self.box = self.box, None
        if box is not None:
            self._work.removeWidget(box)
            box.hide()
            box.deleteLater()
