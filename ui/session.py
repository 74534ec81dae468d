"""The open workspace as the window sees it: everything stored is read and written on the store's thread."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.drafting.history import next_redo, next_undo, redo, undo
from app.workspace import Workspace
from ui.jobs import STORE, Failed, Job, Jobs, Then, Watch
from ui.typed_text import TypedText

_FOLD_AFTER_MS = 5000


@dataclass(frozen=True)
class UnitFacts:
    """Whose workspace is open, and who works in it."""

    id: str
    kind: str
    kind_label: str
    level: str | None
    name: str
    full_name: str
    code: str
    contact: str
    parent_name: str
    edition: str
    path: Path
    person: str | None


@dataclass(frozen=True)
class _Done:
    """What an act gave back, and how the workspace stands after it."""

    result: Any
    unit: UnitFacts
    undo_label: str | None
    redo_label: str | None
    at: datetime


class Session(QObject):
    """One workspace at a time. Lives on the window's thread; work on the store is strictly first in, first out."""

    opened = Signal()
    closed = Signal()
    changed = Signal()
    """Something stored changed: pages show it anew."""
    saving = Signal()
    not_saved = Signal()
    """An act was refused: nothing was changed."""
    saved = Signal(object)
    """Everything typed is on the disk, as of this time (datetime)."""
    history_changed = Signal()
    long_started = Signal(object, str)
    """A long job and its title: the window shows it with 停下."""

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._jobs = jobs
        # Touched on the store's thread only.
        self._workspace: Workspace | None = None
        self.unit: UnitFacts | None = None
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

    def start(self, make: Callable[[], Workspace], failed: Failed | None = None) -> Job:
        """Open or make a workspace by `make()`; the one open before is closed once the new one stands."""

        def work(watch: Watch) -> _Done:
            made = make()
            before, self._workspace = self._workspace, made
            if before is not None:
                before.close()
            return _state(made, None)

        self.typing.settle()
        return self._jobs.run(STORE, work, self._opened, failed)

    def ask(self, work: Callable[[Workspace], Any], then: Then | None = None, failed: Failed | None = None, owner=None):
        """Read: `work(workspace)` on the store's thread, `then(result)` here."""
        return self._jobs.run(STORE, lambda watch: work(self._workspace), then, failed, owner)

    def act(
        self, work: Callable[[Workspace], Any], then: Then | None = None, failed: Failed | None = None, owner=None
    ) -> Job:
        """Write: what is being typed is saved first; afterwards `changed` and `saved` are told, then `then(result)`.

        They are told even when `owner` is gone meanwhile: what was written was written.
        """
        return self._write(lambda workspace, watch: work(workspace), then, failed)

    def long(
        self,
        title: str,
        work: Callable[[Workspace, Watch], Any],
        then: Then | None = None,
        failed: Failed | None = None,
        owner: QObject | None = None,
        *,
        writes: bool = False,
    ) -> Job:
        """Long work, shown with its title, how far it is and 停下."""
        if writes:
            job = self._write(work, then, failed)
        else:
            job = self._jobs.run(STORE, lambda watch: work(self._workspace, watch), then, failed, owner)
        self.long_started.emit(job, title)
        return job

    def _write(self, work: Callable[[Workspace, Watch], Any], then: Then | None, failed: Failed | None) -> Job:
        def refused(error: BaseException) -> None:
            self.not_saved.emit()
            (failed or self._jobs.on_failure)(error)

        self.typing.settle()
        self.saving.emit()
        return self._jobs.run(
            STORE, lambda watch: _state(self._workspace, work(self._workspace, watch)), self._then(then), refused
        )

    def keep(self, work: Callable[[Workspace], Any], then: Then, failed: Failed) -> Job:
        """Write without telling pages to show it anew: they show what is being typed already."""
        self.saving.emit()
        return self._jobs.run(
            STORE, lambda watch: _state(self._workspace, work(self._workspace)), self._kept(then), failed
        )

    def undo(self, then: Then | None = None) -> None:
        """Take the latest act back; `then(label)` gets its name, None where there was nothing."""
        self.act(undo, then)

    def redo(self, then: Then | None = None) -> None:
        """Do again what was taken back; `then(label)` gets its name."""
        self.act(redo, then)

    def close(self, then: Callable[[], object] | None = None, failed: Failed | None = None) -> None:
        """Save what is typed and close the workspace; the file is then complete by itself."""

        def work(watch: Watch) -> None:
            before, self._workspace = self._workspace, None
            if before is not None:
                before.close()

        def done(result: Any) -> None:
            was_open, self.unit = self.unit is not None, None
            self.undo_label = self.redo_label = None
            if was_open:
                self.closed.emit()
            if then is not None:
                then()

        self.typing.settle()
        self._fold.stop()
        self._jobs.run(STORE, work, done, failed)

    def _opened(self, done: _Done) -> None:
        self._take(done)
        self.opened.emit()
        self.history_changed.emit()

    def _then(self, then: Then | None) -> Then:
        def follow(done: _Done) -> None:
            self._take(done)
            self.changed.emit()
            self.saved.emit(done.at)
            self.history_changed.emit()
            if then is not None:
                then(done.result)

        return follow

    def _kept(self, then: Then) -> Then:
        def follow(done: _Done) -> None:
            self._take(done)
            self.saved.emit(done.at)
            self.history_changed.emit()
            then(done.result)

        return follow

    def _take(self, done: _Done) -> None:
        self.unit, self.undo_label, self.redo_label = done.unit, done.undo_label, done.redo_label
        self._fold.start()

    def _fold_log(self) -> None:
        if self.is_open:
            self._jobs.run(
                STORE, lambda watch: self._workspace and self._workspace.fold_log(), failed=self._jobs.log_failure
            )


def _state(workspace: Workspace, result: Any) -> _Done:
    return _Done(result, _facts(workspace), next_undo(workspace), next_redo(workspace), workspace.now().astimezone())


def _facts(workspace: Workspace) -> UnitFacts:
    unit = workspace.organisation
    return UnitFacts(
        unit.id,
        unit.kind,
        unit.facts.label,
        unit.facts.level,
        unit.name,
        unit.full_name,
        unit.code,
        unit.contact,
        unit.parent_name,
        workspace.edition,
        workspace.path,
        workspace.person,
    )
