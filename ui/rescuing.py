"""Bringing what can still be read of a damaged workspace into a new file, from the window."""

from pathlib import Path

from app.opening import open_workspace
from app.safekeeping.salvaging import Salvaged, salvage
from app.workspace import Workspace
from ui.desk import Desk
from ui.jobs import FILES, Watch
from ui.leaving import leave_file

_SHOWN = 12
_STOPPED = "抢救停下了，没有留下新文件，坏的文件没有动。"


def ask_to_rescue(desk: Desk, damaged: Path) -> None:
    """Ask for the new file, salvage into it and open it; what is lost is listed, and the damaged file stays.

    Where the damaged file is the open one the work goes on in the new file, and what is typed meanwhile comes into it.
    """

    def begin(target: Path) -> None:
        if desk.session.is_open and desk.session.unit.path == damaged:
            _go_on_in(desk, target)
        else:
            _rescue_beside(desk, damaged, target)

    suggested = f"{damaged.stem}_抢救.qd"
    desk.messages.save_file("抢救成哪个新的工作文件", suggested, "工作文件 (*.qd)", begin)


def _go_on_in(desk: Desk, target: Path) -> None:
    def rescue(workspace: Workspace, watch: Watch) -> tuple[Workspace, Salvaged]:
        done = salvage(workspace.path, target, watch.telling(_STOPPED))
        return open_workspace(target, person=workspace.person, now=workspace.now), done

    def told(done: Salvaged) -> None:
        desk.messages.clear()
        _tell(desk, done, f"现在打开的就是新文件“{target.name}”，刚才填的也在里面。")

    desk.session.go_on_in(f"正在抢救到“{target.name}”，这时填的会进新文件", rescue, told, desk.messages.trouble)


def _rescue_beside(desk: Desk, damaged: Path, target: Path) -> None:
    def told(done: Salvaged) -> None:
        trouble = desk.messages.trouble
        leave_file(desk, lambda: desk.session.start(lambda: open_workspace(target), trouble), trouble)
        _tell(desk, done, "")

    desk.messages.toast(f"正在从“{damaged.name}”里抢救，读得出来的都放进“{target.name}”")
    job = desk.jobs.run(
        FILES, lambda watch: salvage(damaged, target, watch.telling(_STOPPED)), told, desk.messages.trouble
    )
    desk.session.long_started.emit(job, f"正在抢救到“{target.name}”")


def _tell(desk: Desk, done: Salvaged, more: str) -> None:
    desk.messages.tell("抢救出来了", rescued_words(done) + more)


def rescued_words(done: Salvaged) -> str:
    """Say what was brought over and what was not."""
    entries = done.brought.get("entry", 0)
    words = f"“{done.organisation}”的条目 {entries} 条、别的 {sum(done.brought.values()) - entries} 项都放进了新文件。"
    missing = [f"是以前的一版：{each.title or each.id}" for each in done.earlier]
    missing += [f"没有救到：{each.title or each.id}" for each in done.lost]
    missing += [f"附件坏了：{name[:12]}…" for name in done.attachments_lost]
    if not missing:
        return f"{words}全部救到了。坏的文件没有动。"
    more = f"等 {len(missing)} 项" if len(missing) > _SHOWN else ""
    return f"{words}请对照备份补上：{'；'.join(missing[:_SHOWN])}{more}。坏的文件没有动。"
