"""The open workspace as the window sees it: everything stored is read and written on the store's thread."""

import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from app.drafting.history import redo, undo
from app.errors import UserFacingError
from app.practice import practise
from app.safekeeping.keeping import guarded, kept_and_closed
from app.workspace import NOT_IN_PLACE, Workspace
from ui.gate import Work, at_the_gate, overridden
from ui.jobs import COUNTER, FILES, STORE, Failed, Job, Jobs, Then, Watch
from ui.open_file import OpenFile, require_found, typing_not_stored, workspace_of
from ui.standing import Done, UnitFacts, standing
from ui.typed_text import TypedText

_FOLD_AFTER_MS = 5000
_LOG = logging.getLogger(__name__)


class Session(QObject):
    """One workspace at a time. Lives on the window's thread; work on the store is strictly first in, first out."""

    leaving = Signal()
    """The file is about to be closed: what stands half typed on a page has to be handed over now."""
    unstored_asked = Signal(object)
    """Whoever shows what no disk has and what would be lost with the file adds its name to this list (of str)."""
    half_written_asked = Signal(object)
    """Whoever keeps half-written forms adds to this list for each (bool) whether the disk has it."""
    opened = Signal()
    closed = Signal()
    changed = Signal()
    """Something stored changed: pages show it anew."""
    saving = Signal()
    not_saved = Signal()
    """An act was refused: nothing was changed."""
    displaced = Signal(object)
    """The file is no longer in its place (UserFacingError, one of `NOT_IN_PLACE`): nothing can be stored in it."""
    moved = Signal()
    """The same work goes on in another file: pages keep what they show."""
    saved = Signal(object)
    """Everything typed is on the disk, as of this time (datetime)."""
    backed_up = Signal()
    """A backup of the workspace was written."""
    history_changed = Signal()
    long_started = Signal(object, str)
    """A long job and its title: the window shows it with 停下."""

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._jobs = jobs
        # Handed to the store's thread with each piece of work, which so belongs to the file the clerk saw.
        self._file: OpenFile | None = None
        self._wish = 0
        # Writes that are not told of yet, and when the last of those before them was on the disk.
        self._writes, self._stored_at = 0, None
        self.unit: UnitFacts | None = None
        self.has_left = False
        """Whether something was printed or handed over after what `undo` would take back."""
        self.undo_label: str | None = None
        self.redo_label: str | None = None
        self.typing = TypedText(self)
        self._fold = QTimer(self, singleShot=True, interval=_FOLD_AFTER_MS)
        self._fold.timeout.connect(self._fold_log)

    @property
    def is_open(self) -> bool:
        """Whether a workspace is open."""
        return self.unit is not None

    @property
    def person(self) -> str | None:
        """Who works here, if that is known."""
        return self.unit and self.unit.person

    def unstored(self) -> list[str]:
        """Return the names of what stands in the window alone and would be lost with the file."""
        found: list[str] = []
        self.unstored_asked.emit(found)
        return found

    def start(self, make: Callable[[], Workspace], failed: Failed | None = None) -> Job:
        """Open or make a workspace by `make()`; the one open before is closed once the new one stands.

        It stays open, and `failed` is told, while the disk refuses what was typed into it. Of several wishes the last
        one counts.
        """

        before = self._file

        def work(watch: Watch) -> tuple[Workspace, Done]:
            require_found(workspace_of(before))
            made = guarded(make())
            return made, standing(made, None)

        self._hand_over()
        self._wish += 1
        wish = self._wish
        return self._jobs.run(
            STORE,
            work,
            lambda opened: self._prepare_turn(wish, *opened, failed),
            lambda error: self._fail(error, failed),
        )

    def ask(self, work: Callable[[Workspace], Any], then: Then | None = None, failed: Failed | None = None, owner=None):
        """Read: `work(workspace)` on the store's thread, `then(result)` here."""
        return self._read(lambda workspace, watch: work(workspace), then, failed, owner)

    def require_in_place(self, then: Callable[[], object], failed: Failed | None = None) -> None:
        """Go on with `then()` where the file is in its place; where it is not, `failed` and `displaced` are told."""
        self.ask(
            lambda workspace: workspace.require_in_place(), lambda _: then(), lambda error: self._fail(error, failed)
        )

    def act(
        self, work: Callable[[Workspace], Any], then: Then | None = None, failed: Failed | None = None, owner=None
    ) -> Job:
        """Write: what is being typed is saved first; afterwards `changed` and `saved` are told, then `then(result)`.

        They are told even when `owner` is gone meanwhile: what was written was written.
        """
        return self._write(lambda workspace, watch: work(workspace), then, failed, owner)

    def long(
        self,
        title: str,
        work: Callable[[Workspace, Watch], Any],
        then: Then | None = None,
        failed: Failed | None = None,
        owner: QObject | None = None,
        *,
        writes: bool = False,
        counter: str = COUNTER,
    ) -> Job:
        """Long work, shown with its title, how far it is (`counter`: see `Job`) and 停下."""
        job = (self._write if writes else self._read)(work, then, failed, owner, title)
        job.counter = counter
        self.long_started.emit(job, title)
        return job

    def beside(
        self,
        title: str,
        work: Callable[[Watch], Any],
        then: Then,
        failed: Failed | None = None,
        owner: QObject | None = None,
    ) -> Job:
        """Long work that needs no store, such as reading somebody's file: shown as `long` shows it, while what is typed
        goes on being saved. `then` and `failed` follow as of `ask`."""
        job = self._jobs.run(FILES, work, self._awaited(then), self._awaited(failed or self._jobs.on_failure), owner)
        self.long_started.emit(job, title)
        return job

    def keep(self, work: Callable[[Workspace], Any], then: Then, failed: Failed) -> Job:
        """Write without telling pages to show it anew: they show what is being typed already."""
        file = self._file

        def kept(done: Done) -> None:
            is_open = file is self._file
            if is_open:
                self._take(done)
            self._end_write(done.at if is_open else None)
            if is_open:
                self.history_changed.emit()
            then(done.result)

        def refused(error: BaseException) -> None:
            failed(error)
            self._end_write(None)

        self._begin_write()
        return self._jobs.run(STORE, lambda watch: standing(file.workspace, work(file.workspace)), kept, refused)

    def go_on_in(
        self,
        title: str,
        make: Callable[[Workspace, Watch], tuple[Workspace, Any]],
        then: Then | None = None,
        failed: Failed | None = None,
    ) -> Job:
        """Go on in another file, made with all that is in this one by `make(workspace, watch)`, which returns it open,
        and what `then` gets. Long work.

        What is typed meanwhile waits, and comes into that file; where it cannot be made, into this one. Then nothing
        has changed, and `failed` is told.
        """
        file = self._file

        def work(watch: Watch) -> tuple[Workspace, Done]:
            before = file.workspace
            made, result = make(before, watch)
            done = standing(guarded(made), result)
            file.workspace = made
            return before, done

        def moved(outcome: tuple[Workspace, Done]) -> None:
            self._move_from(file, *outcome)
            if then is not None:
                then(outcome[1].result)

        self.typing.settle()
        job = self._jobs.run(STORE, work, moved, failed)
        job.counter = ""
        self.long_started.emit(job, title)
        return job

    def undo(self, then: Then | None = None) -> None:
        """Take the latest act back; `then(label)` gets its name, None where there was nothing."""
        if self.is_open:
            self.act(undo, then)

    def redo(self, then: Then | None = None) -> None:
        """Do again what was taken back; `then(label)` gets its name."""
        if self.is_open:
            self.act(redo, then)

    def close(self, then: Callable[[], object] | None = None, failed: Failed | None = None) -> None:
        """Save what is typed and close the workspace; the file is then complete by itself.

        Where the disk refuses, `failed` is told; the workspace is closed all the same.
        """
        file = self._file

        def done(result: Any) -> None:
            self._end()
            if then is not None:
                then()

        def refused(error: BaseException) -> None:
            self._end()
            (failed or self._jobs.on_failure)(error)

        self._hand_over()
        self._fold.stop()
        self._wish += 1
        self._jobs.run(STORE, lambda watch: file and file.workspace.close(), done, refused)

    def _hand_over(self) -> None:
        # A page that tells what was typed only when it is left would tell it to the next file.
        if self.is_open:
            self.leaving.emit()
        self.typing.settle()

    def _end(self) -> None:
        was_open, self.unit = self.unit is not None, None
        practise(False)
        self._file = self._stored_at = self.undo_label = self.redo_label = None
        self.typing.forget()
        if was_open:
            self.closed.emit()

    def _move_from(self, file: OpenFile, before: Workspace, done: Done) -> None:
        self._jobs.run(STORE, lambda watch: before.close(), failed=self._jobs.log_failure)
        if file is not self._file:
            return
        self._take(done)
        self.moved.emit()
        self.saved.emit(done.at)
        self.typing.settle()
        self.changed.emit()
        self.history_changed.emit()

    def _fail(self, error: BaseException, failed: Failed | None) -> None:
        (failed or self._jobs.on_failure)(error)
        if isinstance(error, UserFacingError) and error.code in NOT_IN_PLACE:
            self.displaced.emit(error)

    def _prepare_turn(self, wish: int, made: Workspace, done: Done, failed: Failed | None) -> None:
        """Bring what was typed while `made` was being opened to the disk before turning to it."""
        self._hand_over()
        self._jobs.run(STORE, lambda watch: None, lambda _: self._turn_to(wish, made, done, failed))

    def _turn_to(self, wish: int, made: Workspace, done: Done, failed: Failed | None) -> None:
        if wish != self._wish or self.typing.is_refused:
            self._jobs.run(STORE, lambda watch: made.close())
            if wish == self._wish:
                (failed or self._jobs.on_failure)(typing_not_stored(made))
            return
        self._hand_over()
        self.typing.forget()
        before, self._file, self._stored_at = self._file, OpenFile(made), None
        if before is not None:
            self._leave(before, self.unit.path.name)
        self._take(done)
        self.opened.emit()
        self.history_changed.emit()

    def _leave(self, before: OpenFile, name: str) -> None:
        """Back up and close a file that another one is turned to from; of a large one that takes a while."""
        job = self._jobs.run(STORE, lambda watch: kept_and_closed(before.workspace, watch.telling("备份停下了。")))
        job.counter, job.is_asked_for = "", False
        self.long_started.emit(job, f"正在备份“{name}”")

    def _read(
        self, work: Work, then: Then | None, failed: Failed | None, owner: QObject | None, title: str = ""
    ) -> Job:
        file = self._file
        again = partial(self._do_overriding, work, then, failed, owner, title)
        return self._jobs.run(
            STORE,
            lambda watch: at_the_gate(work, again, workspace_of(file), watch),
            then and self._awaited(then),
            self._awaited(failed or self._jobs.on_failure),
            owner,
        )

    def _do_overriding(
        self,
        work: Work,
        then: Then | None,
        failed: Failed | None,
        owner: QObject | None,
        title: str,
        person: str,
        reason: str,
    ) -> None:
        """Do once more, and let pass, what the privacy gate stopped."""
        job = self._write(overridden(work, person, reason), then, failed, owner, title)
        if title:
            self.long_started.emit(job, title)

    def _awaited(self, follow: Then) -> Then:
        """Return what follows only while the present file is open: what was asked of one that was closed meanwhile has
        nowhere to be shown."""
        file = self._file
        return lambda outcome: follow(outcome) if file is self._file else _drop(outcome)

    def _write(
        self, work: Work, then: Then | None, failed: Failed | None, owner: QObject | None, title: str = ""
    ) -> Job:
        file = self._file
        again = partial(self._do_overriding, work, then, failed, owner, title)

        def is_awaited() -> bool:
            return file is self._file and (owner is None or isValid(owner))

        def written(done: Done) -> None:
            self._tell_written(done if file is self._file else None)
            if then is not None and is_awaited():
                then(done.result)

        def refused(error: BaseException) -> None:
            self.not_saved.emit()
            self._end_write(None)
            self._fail(error, failed if is_awaited() else None)

        self.typing.settle()
        self._begin_write()

        def write(watch: Watch) -> Done:
            workspace = file.workspace
            return standing(workspace, at_the_gate(work, again, workspace, watch))

        return self._jobs.run(STORE, write, written, refused)

    def _tell_written(self, done: Done | None) -> None:
        """Tell what an act left; None: the file it was for is closed."""
        if done is not None:
            self._take(done)
            self.changed.emit()
        self._end_write(done and done.at)
        if done is not None:
            self.history_changed.emit()

    def _begin_write(self) -> None:
        self._writes += 1
        self.saving.emit()

    def _end_write(self, at: datetime | None) -> None:
        """Tell that everything is stored once no write is under way any more; `at`: when this one was, if it was."""
        self._writes -= 1
        self._stored_at = at or self._stored_at
        if not self._writes and self._stored_at is not None:
            stored_at, self._stored_at = self._stored_at, None
            self.saved.emit(stored_at)

    def _take(self, done: Done) -> None:
        self.unit, self.undo_label, self.redo_label = done.unit, done.undo_label, done.redo_label
        self.has_left = done.has_left
        practise(done.unit.is_practice)
        self._fold.start()

    def _fold_log(self) -> None:
        file = self._file
        if file is not None:
            self._jobs.run(STORE, lambda watch: file.workspace.fold_log(), failed=self._jobs.log_failure)


def _drop(outcome: Any) -> None:
    error = outcome if isinstance(outcome, BaseException) else None
    _LOG.info("result of a closed workspace dropped", exc_info=error)
