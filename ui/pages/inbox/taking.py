"""Taking files in: one at a time, with what became of them told."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.exchange.looking import Look
from app.proposals.proposals import Outcome
from ui.desk import Desk
from ui.pages.inbox.acts import Taken, take_in
from ui.pages.inbox.words import changed_count


class Taking(QObject):
    """Takes files in through the session; while it does, asking again does nothing."""

    taken = Signal(list)
    """The files that were taken in (`Look`)."""

    def __init__(self, desk: Desk, owner: QObject) -> None:
        super().__init__(owner)
        self._desk = desk
        self._is_busy = False

    def take(self, looks: Sequence[Look]) -> None:
        """Take files in, each as one step that can be taken back."""
        if not looks or self._is_busy:
            return
        self._is_busy = True
        title = f"正在收下{looks[0].batch.label}" if len(looks) == 1 else f"正在收下 {len(looks)} 个文件"
        job = self._desk.session.long(title, partial(take_in, list(looks)), self._tell, writes=True)
        job.finished.connect(self._end)

    def _end(self) -> None:
        self._is_busy = False

    def _tell(self, taken: Taken) -> None:
        if taken.error is not None:
            self._desk.messages.trouble(taken.error)
        if taken.outcomes:
            self._tell_outcomes(taken.outcomes)
            self.taken.emit([look for look, _ in taken.outcomes])

    def _tell_outcomes(self, done: list[tuple[Look, Outcome]]) -> None:
        changed = sum(changed_count(outcome.counts) for _, outcome in done)
        conflicts = sum(outcome.waiting for _, outcome in done)
        name = done[0][0].batch.label.replace(" ", "") if len(done) == 1 else f" {len(done)} 个文件"
        text = f"已收下{name}，{changed} 条有改动"
        tell = self._desk.messages.toast
        if conflicts:
            tell(f"{text}，{conflicts} 条冲突等您定", "去定冲突", partial(self._desk.go, "comparison"))
        elif len(done) == 1 and changed:
            tell(text, "撤销 Ctrl+Z", self._desk.session.undo)
        else:
            tell(text)
