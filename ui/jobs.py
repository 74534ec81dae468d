"""Work beside the window's thread: one thread owns the store, another one renders paper, a third one reads files."""

import itertools
import logging
import queue
import threading
import time
from collections.abc import Callable
from contextvars import copy_context
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImageReader
from shiboken6 import isValid

from app.errors import UserFacingError
from ui.turns import turns

COUNTER = "项"
"""What is counted of most long work."""
STORE = "store"
PAPER = "paper"
FILES = "files"
# PDFium must not be used by two threads, and a store belongs to the thread that opened it. What somebody types is
# stored while a large file of somebody else's is still being read.
_LANES = (STORE, PAPER, FILES)
_TELL_EVERY_S = 0.05
_LOG = logging.getLogger(__name__)

Then = Callable[[Any], None]
Failed = Callable[[BaseException], None]
Work = Callable[["Watch"], Any]


class Watch:
    """What the work sees of its job: where to tell progress and whether to stop."""

    def __init__(self, tell: Callable[[int, int, str], object], stop: threading.Event) -> None:
        self._tell, self._stop = tell, stop
        self._told = 0.0

    def progress(self, done: int, total: int, words: str = "") -> None:
        """Tell how far the work is; told on at most twenty times a second."""
        now = time.monotonic()
        if done >= total or now - self._told >= _TELL_EVERY_S:
            self._told = now
            self._tell(done, total, words)

    def is_cancelled(self) -> bool:
        """Whether somebody pressed 停下."""
        return self._stop.is_set()

    def telling(self, stopped: str) -> Callable[[int, int], None]:
        """Return what a long piece of work tells `(done, total)` to; once somebody pressed 停下 it raises
        `UserFacingError` (`cancelled`) with these words, which say what is left of the work."""

        def tell(done: int, total: int) -> None:
            if self.is_cancelled():
                raise UserFacingError("cancelled", stopped)
            self.progress(done, total)

        return tell


class Job(QObject):
    """One piece of work under way. Lives on the window's thread, and no other thread ever holds it.

    `counter` names one thing that its progress counts; "": hundredths are shown, not things. `is_asked_for`: somebody
    wants what comes of it, and is asked before the window closes over it; else closing waits for it.
    """

    progressed = Signal(int, int, str)
    finished = Signal()

    def __init__(self, work: Work, then: Then, failed: Failed, owner: QObject | None):
        super().__init__()
        self._work, self._then, self._failed, self._owner = work, then, failed, owner
        self.stop = threading.Event()
        self.counter = COUNTER
        self.is_asked_for = True

    @property
    def is_cancelled(self) -> bool:
        """Whether the work was asked to stop."""
        return self.stop.is_set()

    def cancel(self) -> None:
        """Ask the work to stop; it ends as soon as it looks."""
        self.stop.set()

    def deliver(self, result: Any, error: BaseException | None) -> None:
        """Tell what became of the work."""
        try:
            if self._owner is not None and not isValid(self._owner):
                _LOG.info("result of a closed page dropped", exc_info=error)
            elif error is not None:
                self._failed(error)
            else:
                self._then(result)
        finally:
            self.finished.emit()
            # Cycles through pages would be freed later, and perhaps on a lane's thread.
            del self._work, self._then, self._failed, self._owner


class _Task:
    """What a lane gets of a job. It is no QObject: a QObject must be freed on the thread it lives on."""

    def __init__(self, number: int, work: Work, watch: Watch) -> None:
        self.number, self.work, self.watch = number, work, watch
        # What holds for who asked, as that somebody practises, holds for the work.
        self.context = copy_context()

    def perform(self) -> tuple[Any, BaseException | None]:
        """Do the work; returns what came of it or what it raised. The job alone holds the work then."""
        try:
            return self.context.run(self.work, self.watch), None
        except Exception as raised:
            return None, raised
        finally:
            del self.work, self.context


class Jobs(QObject):
    """Three lanes, each first in, first out. `on_failure` gets the errors nobody else asked for.

    Each result is delivered in a turn of its own: of those that come together, and of what they make the window paint,
    none keeps the clerk waiting for the next one.
    """

    _done = Signal(int, object, object)
    _told = Signal(int, int, int, str)

    def __init__(self, on_failure: Failed) -> None:
        super().__init__()
        _bring_in_kinds_of_pictures()
        self.on_failure = on_failure
        self._under_way: dict[int, Job] = {}
        self._numbers = itertools.count()
        self._done.connect(self._deliver_in_turn)
        self._told.connect(self._tell)
        self._queues: dict[str, queue.SimpleQueue[_Task | None]] = {lane: queue.SimpleQueue() for lane in _LANES}
        self._threads = {
            lane: threading.Thread(target=_work_through, args=(waiting, self._done.emit), name=lane, daemon=True)
            for lane, waiting in self._queues.items()
        }
        for thread in self._threads.values():
            thread.start()

    def run(
        self,
        lane: str,
        work: Work,
        then: Then | None = None,
        failed: Failed | None = None,
        owner: QObject | None = None,
    ) -> Job:
        """Do `work(watch)` on a lane; `then(result)` or `failed(error)` follow on the window's thread.

        Neither follows once `owner` is gone.
        """
        number = next(self._numbers)
        job = self._under_way[number] = Job(work, then or _nothing, failed or self.on_failure, owner)
        watch = Watch(lambda *how_far: self._told.emit(number, *how_far), job.stop)
        self._queues[lane].put(_Task(number, work, watch))
        return job

    @property
    def are_idle(self) -> bool:
        """Whether every result has been delivered, and what was put off to a later turn is done."""
        return not self._under_way and turns().are_over

    def log_failure(self, error: BaseException) -> None:
        """A `failed` for work whose failure changes nothing for the clerk."""
        _LOG.warning("background work failed", exc_info=error)

    def close(self) -> None:
        """Stop the work that looks whether to stop, let the lanes finish what is queued and end their threads."""
        for job in self._under_way.values():
            job.cancel()
        for lane, waiting in self._queues.items():
            waiting.put(None)
            self._threads[lane].join()

    def _tell(self, number: int, done: int, total: int, words: str) -> None:
        self._under_way[number].progressed.emit(done, total, words)

    def _deliver_in_turn(self, number: int, result: Any, error: BaseException | None) -> None:
        turns().do(partial(self._deliver, number, result, error), self)

    def _deliver(self, number: int, result: Any, error: BaseException | None) -> None:
        try:
            self._under_way[number].deliver(result, error)
        finally:
            del self._under_way[number]


def _nothing(result: Any) -> None:
    """What follows work whose result nobody asked for."""


def is_cancelled(error: BaseException) -> bool:
    """Whether an error only says that somebody pressed 停下."""
    return isinstance(error, UserFacingError) and error.code == "cancelled"


def _bring_in_kinds_of_pictures() -> None:
    """Load what reads and writes kinds of pictures on the window's thread.

    Qt's printing asks for it with every picture. Loaded on a lane it is given to the window's thread each time, under a
    lock of Qt's and with the interpreter held; the window's thread waits for the interpreter under such a lock wherever
    it disconnects something. Now and then the two were the same lock, and the window stood for ever.
    """
    QImageReader.supportedImageFormats()


def _work_through(
    waiting: "queue.SimpleQueue[_Task | None]", deliver: Callable[[int, Any, BaseException | None], object]
) -> None:
    while (task := waiting.get()) is not None:
        deliver(task.number, *task.perform())
