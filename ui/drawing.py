"""Drawing a document for a preview: read on the store's thread, drawn on the paper lane, the newest wish wins."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.printing.catalogue import PrintCancelled
from app.workspace import Workspace
from ui.jobs import PAPER, Job, Jobs, Watch
from ui.session import Session

_WAIT_MS = 200
_TELL_AFTER_MS = 300

Read = Callable[[Workspace], Any]
Draw = Callable[[Any, Watch], Any]
Finish = Callable[[Any, Watch], Any]


def watched(watch: Watch) -> Callable[[int, int], None]:
    """Return a `progress(done, total)` that tells how far drawing is, and ends it when somebody pressed 停下."""

    def progress(done: int, total: int) -> None:
        if watch.is_cancelled():
            raise PrintCancelled
        watch.progress(done, total)

    return progress


class Drawing(QObject):
    """Draws what was asked for last. What was drawn already, and has not changed, is not drawn again."""

    read = Signal(object)
    """What was read for the newest wish, before it is drawn."""
    seen = Signal(object)
    """What `draw` returned for the newest wish where `finish` follows: it may be looked at already."""
    drawn = Signal(object)
    """What came of the newest wish in the end; the same object again where nothing has changed."""
    failed = Signal(object)
    """Reading or drawing was refused (the error); nothing stands drawn."""
    stopped = Signal()
    """The clerk pressed 停下."""
    slow = Signal(object)
    """Drawing takes longer than a moment: its job, to be shown with 停下."""

    def __init__(self, session: Session, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._jobs = session, jobs
        self._wish: tuple[Read, Draw, Finish | None] | None = None
        self._turn = self._seen = self._done = 0
        self._material: Any = None
        self._result: Any = None
        self._job: Job | None = None
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self._read)
        self._lately = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._tell = QTimer(self, singleShot=True, interval=_TELL_AFTER_MS)
        self._tell.timeout.connect(self._tell_slow)

    @property
    def is_waiting(self) -> bool:
        """Whether the newest wish is neither drawn nor refused yet."""
        return self._done != self._turn

    @property
    def is_finishing(self) -> bool:
        """Whether the newest wish can be seen and is not finished yet."""
        return self.is_waiting and self._seen == self._turn

    def ask(self, read: Read, draw: Draw, finish: Finish | None = None) -> None:
        """Draw `draw(read(workspace), watch)`: at once after a moment of quiet, or as soon as no other wish follows.

        With `finish` that is seen first, and `finish(what draw returned, watch)` comes of it in the end.
        """
        self._wish = (read, draw, finish)
        self._begin()

    def again(self) -> None:
        """Draw the last wish, also where it failed or was stopped."""
        self._begin()

    def _begin(self) -> None:
        self._turn += 1
        # Who chose one thing sees it without waiting; who types is not followed letter by letter.
        is_at_once = self._soon.isActive() and self._soon.interval() == 0
        self._soon.start(_WAIT_MS if self._lately.isActive() and not is_at_once else 0)
        self._lately.start()

    def forget(self) -> None:
        """Nothing is wanted any more."""
        self._turn += 1
        self._done = self._turn
        self._soon.stop()
        # A wish may hold what people's list says, which stays in memory no longer than it is needed.
        self._wish = self._material = self._result = None
        self._stop()

    def _read(self) -> None:
        if not self._session.is_open:
            return
        read, draw, finish = self._wish
        turn = self._turn
        self._session.ask(
            lambda workspace: read(workspace) if turn == self._turn else None,
            lambda material: self._draw(turn, material, draw, finish),
            lambda error: self._fail(turn, error),
            self,
        )

    def _draw(self, turn: int, material: Any, draw: Draw, finish: Finish | None) -> None:
        if turn != self._turn:
            return
        self.read.emit(material)
        if self._result is not None and material == self._material:
            self._finish(turn, self._result)
            return
        self._stop()
        self._material, self._result = material, None
        then = partial(self._finish, turn) if finish is None else partial(self._show, turn, finish)
        self._work(turn, partial(draw, material), then)

    def _show(self, turn: int, finish: Finish, result: Any) -> None:
        """Let what was drawn be seen; what is left to do comes behind the first picture of it."""
        if turn != self._turn:
            return
        self._stop()
        self._seen = turn
        self.seen.emit(result)
        if turn == self._turn:
            self._work(turn, partial(finish, result), partial(self._finish, turn))

    def _work(self, turn: int, work: Callable[[Watch], Any], then: Callable[[Any], None]) -> None:
        self._job = self._jobs.run(PAPER, work, then, lambda error: self._fail(turn, error), self)
        self._tell.start()

    def _stop(self) -> None:
        """Drop drawing that nobody waits for any more."""
        self._tell.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _tell_slow(self) -> None:
        if self._job is not None:
            self.slow.emit(self._job)

    def _finish(self, turn: int, result: Any) -> None:
        if turn != self._turn:
            return
        self._tell.stop()
        self._job, self._result, self._done = None, result, turn
        self.drawn.emit(result)

    def _fail(self, turn: int, error: BaseException) -> None:
        if turn != self._turn:
            return
        self._tell.stop()
        self._job, self._result, self._done = None, None, turn
        if isinstance(error, PrintCancelled):
            self.stopped.emit()
        else:
            self.failed.emit(error)
