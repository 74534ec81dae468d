"""Taking files in: one at a time, with what became of them told."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.exchange.looking import Look
from app.proposals.proposals import Outcome
from ui.desk import Desk
from ui.pages.inbox.acts import Taken, take_in
from ui.pages.inbox.reading import first_returned
from ui.pages.inbox.words import changed_count, many_taken_text, short_label, taken_text


class Taking(QObject):
    """Takes files in through the session; while it does, asking again does nothing."""

    taken = Signal(list)
    """What became of the files (`Taken`)."""

    def __init__(self, desk: Desk, owner: QObject) -> None:
        super().__init__(owner)
        self._desk = desk
        self._is_busy = False

    def take(self, files: Sequence[tuple[Look, Path]]) -> None:
        """Take files in, each with where it can be read, each as one step that can be taken back."""
        if not files or self._is_busy:
            return
        self._is_busy = True
        looks = [look for look, _ in files]
        title = f"正在收下{looks[0].batch.label}" if len(looks) == 1 else f"正在收下 {len(looks)} 个文件"
        job = self._desk.session.long(title, partial(take_in, list(files)), self._tell, writes=True)
        job.finished.connect(self._end)

    def go_to_returned(self) -> None:
        """Go to the first of our own entries that was sent back."""

        def go(entry: str | None) -> None:
            if entry is None:
                self._desk.messages.toast("没有等着改的退回条目")
            else:
                self._desk.go("drafting", entry=entry, returned=True)

        self._desk.session.ask(first_returned, go, owner=self)

    def _end(self) -> None:
        self._is_busy = False

    def _tell(self, taken: Sequence[Taken]) -> None:
        done = [(each.look, each.outcome) for each in taken if each.outcome is not None]
        if len(taken) == 1 and taken[0].error is not None:
            self._desk.messages.trouble(taken[0].error)
        elif done:
            self._tell_outcomes(done, len(taken) - len(done))
        elif all(each.error is None for each in taken):
            self._desk.messages.toast("停下了，什么也没有收")
        else:
            self._desk.messages.toast("一个文件也没有收，原因在下面的清单里")
        self.taken.emit(list(taken))

    def _tell_outcomes(self, done: list[tuple[Look, Outcome]], left: int) -> None:
        conflicts = sum(outcome.waiting for _, outcome in done)
        changed = sum(changed_count(outcome.counts) for _, outcome in done)
        tell = self._desk.messages.toast
        if len(done) > 1 or left:
            text = many_taken_text(done, left)
        else:
            text = f"已收下{short_label(done[0][0])}，{taken_text(*done[0])}"
        if conflicts:
            what = "建议" if all(look.kind == "return" for look, _ in done) else "冲突"
            tell(f"{text}，{conflicts} 条{what}等您定", f"去定{what}", partial(self._desk.go, "comparison"))
        elif any(look.kind == "return" for look, _ in done):
            tell(text, "看退回的条目", self.go_to_returned)
        elif len(done) > 1 and all(look.kind == "submission" for look, _ in done):
            tell(text, "去审核", partial(self._desk.go, "review"))
        elif len(done) == 1 and changed:
            tell(text, "撤销 Ctrl+Z", self._desk.session.undo)
        else:
            tell(text)
