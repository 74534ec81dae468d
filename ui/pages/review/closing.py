"""结束这一轮: asked what it will do, then written into one folder, then told what became of every unit."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject

from app.county.round_closing import ClosedRound, UnitRound, close_round, unit_rounds
from app.errors import UserFacingError
from app.exchange.undecided import undecided_words
from app.workspace import Workspace
from ui.desk import Desk
from ui.jobs import Watch
from ui.outgoing import tell_written

_MOST_NAMED = 4


class Closing(QObject):
    """Writes the returns and receipts of all units. Closing again writes the same files anew."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk

    def begin(self) -> None:
        """Ask before anything is written."""
        self._desk.session.ask(unit_rounds, self._ask, owner=self)

    def _ask(self, units: Sequence[UnitRound]) -> None:
        self._desk.messages.confirm("结束这一轮？", closing_words(units), "选一个文件夹", self._choose_folder)

    def _choose_folder(self) -> None:
        self._desk.messages.choose_folder("审核意见和回执写到哪个文件夹", self._write)

    def _write(self, folder: Path) -> None:
        def work(workspace: Workspace, watch: Watch) -> ClosedRound:
            return close_round(workspace, folder, progress=watch.progress, is_cancelled=watch.is_cancelled, force=True)

        self._desk.session.long("正在写审核意见和回执", work, self._written, writes=True)

    def _written(self, closed: ClosedRound) -> None:
        tell_written(self._desk, written_words(closed), closed.folder)
        if closed.failed:
            self._desk.messages.trouble(UserFacingError("round-partly-closed", failed_words(closed)))


def closing_words(units: Sequence[UnitRound]) -> str:
    """What closing the round will do, and what is still open."""
    handed = [each for each in units if each.round is not None]
    pending, drafts = sum(each.pending for each in handed), sum(each.drafts for each in handed)
    late = len(units) - len(handed)
    words = [f"给 {len(handed)} 个交过的单位各写一份回执，审过的再写一份审核意见，拷给他们，他们收下就看得到。"]
    words += [f"还有 {pending} 条没有审，不写进去，下一轮再审。"] if pending else []
    words += [f"有 {drafts} 条写了意见或者建议，还没有说通过还是退回，也不写进去。"] if drafts else []
    words += [f"还有 {late} 个单位没有交过。"] if late else []
    undecided = [title for each in handed for title in each.undecided]
    words += [undecided_words(undecided)] if undecided else []
    return "".join(words)


def written_words(closed: ClosedRound) -> str:
    """What became of it, in one line."""
    stopped = "停下了，" if closed.stopped else ""
    units = sum(bool(each.files) for each in closed.units)
    return f"{stopped}给 {units} 个单位写好 {closed.files} 个文件，在“{closed.folder.name}”里"


def failed_words(closed: ClosedRound) -> str:
    """Which units got nothing or only part, and why."""
    named = "".join(f"{each.standing.unit.name}：{each.reason}" for each in closed.failed[:_MOST_NAMED])
    rest = len(closed.failed) - _MOST_NAMED
    return f"有 {len(closed.failed)} 个单位没有写全。{named}" + (f"另外还有 {rest} 个。" if rest > 0 else "")
