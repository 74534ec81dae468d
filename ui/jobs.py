"""Work beside the window's thread: one thread owns the store, another one renders paper."""

import logging
import queue
import threading
import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from app.errors import UserFacingError

STORE = "store"
PAPER = "paper"
# PDFium must not be used by two threads, and a store belongs to the thread that opened it.
_LANES = (STORE, PAPER)
_TELL_EVERY_S = 0.05
_LOG = logging.getLogger(__name__)

Then = Callable[[Any], None]
Failed = Callable[[BaseException], None]
End = Callable[["Job"], None]


class Watch:
    """What the work sees of its job: where to tell progress and whether to stop."""

    def __init__(self, job: "Job") -> None:
        self._job = job
        self._told = 0.0

    def progress(self, done: int, total: int, words: str = "") -> None:
        """Tell how far the work is; told on at most twenty times a second."""
        now = time.monotonic()
        if done >= total or now - self._told >= _TELL_EVERY_S:
            self._told = now
            self._job.progressed.emit(done, total, words)

    def is_cancelled(self) -> bool:
        """Whether somebody pressed 停下."""
        return self._job.is_cancelled


class Job(QObject):
    """One piece of work under way. Lives on the window's thread."""

    progressed = Signal(int, int, str)
    finished = Signal()
    _delivered = Signal(object, object)

    def __init__(self, work: Callable[[Watch], Any], then: Then, failed: Failed, owner: QObject | None, end: "End"):
        super().__init__()
        self._work, self._then, self._failed, self._owner, self._end = work, then, failed, owner, end
        self._stop = threading.Event()
        self._delivered.connect(self._deliver)

    @property
    def is_cancelled(self) -> bool:
        """Whether the work was asked to stop."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask the work to stop; it ends as soon as it looks."""
        self._stop.set()

    def perform(self) -> None:
        """Do the work; called on the lane's thread."""
        try:
            result, error = self._work(Watch(self)), None
        except Exception as raised:
            result, error = None, raised
        self._delivered.emit(result, error)

    def _deliver(self, result: Any, error: BaseException | None) -> None:
        try:
            if self._owner is not None and not isValid(self._owner):
                _LOG.info("result of a closed page dropped", exc_info=error)
            elif error is not None:
                self._failed(error)
            else:
                self._then(result)
        finally:
            self.finished.emit()
            self._end(self)
            # Cycles through pages would be freed later, and perhaps on a lane's thread.
            del self._work, self._then, self._failed, self._owner, self._end


class Jobs(QObject):
    """Two lanes, each first in, first out. `on_failure` gets the errors nobody else asked for."""

    def __init__(self, on_failure: Failed) -> None:
        super().__init__()
        self.on_failure = on_failure
        self._under_way: set[Job] = set()
        self._queues: dict[str, queue.SimpleQueue[Job | None]] = {lane: queue.SimpleQueue() for lane in _LANES}
        self._threads = {
            lane: threading.Thread(target=_work_through, args=(waiting,), name=lane, daemon=True)
            for lane, waiting in self._queues.items()
        }
        for thread in self._threads.values():
            thread.start()

    def run(
        self,
        lane: str,
        work: Callable[[Watch], Any],
        then: Then | None = None,
        failed: Failed | None = None,
        owner: QObject | None = None,
    ) -> Job:
        """Do `work(watch)` on a lane; `then(result)` or `failed(error)` follow on the window's thread.

        Neither follows once `owner` is gone.
        """
        job = Job(work, then or _nothing, failed or self.on_failure, owner, self._under_way.discard)
        self._under_way.add(job)
        self._queues[lane].put(job)
        return job

    @property
    def are_idle(self) -> bool:
        """Whether every result has been delivered."""
        return not self._under_way

    def log_failure(self, error: BaseException) -> None:
        """A `failed` for work whose failure changes nothing for the clerk."""
        _LOG.warning("background work failed", exc_info=error)

    def close(self) -> None:
        """Stop the work that looks whether to stop, let the lanes finish what is queued and end their threads."""
        for job in self._under_way:
            job.cancel()
        for lane, waiting in self._queues.items():
            waiting.put(None)
            self._threads[lane].join()


def _nothing(result: Any) -> None:
    """What follows work whose result nobody asked for."""


def is_cancelled(error: BaseException) -> bool:
    """Whether an error only says that somebody pressed 停下."""
    return isinstance(error, UserFacingError) and error.code == "cancelled"


def _work_through(waiting: "queue.SimpleQueue[Job | None]") -> None:
    while (job := waiting.get()) is not None:
        job.perform()
        # The last reference may be ours: a QObject must be freed on the thread it lives on.
        job = None
