"""Bringing what can still be read of a damaged workspace into a new file, from the window."""

from pathlib import Path

from app.opening import open_workspace
from app.safekeeping.salvaging import Salvaged, salvage
from ui.desk import Desk
from ui.jobs import FILES
from ui.leaving import leave_file

_SHOWN = 12


def ask_to_rescue(desk: Desk, damaged: Path) -> None:
    """Ask for the new file, salvage into it and open it; what is lost is listed, and the damaged file stays."""

    def begin(target: Path) -> None:
        desk.messages.toast(f"正在从“{damaged.name}”里抢救，读得出来的都放进“{target.name}”")
        desk.jobs.run(
            FILES, lambda watch: salvage(damaged, target), lambda done: told(done, target), desk.messages.trouble
        )

    def told(done: Salvaged, target: Path) -> None:
        trouble = desk.messages.trouble
        leave_file(desk, lambda: desk.session.start(lambda: open_workspace(target), trouble), trouble)
        desk.messages.confirm("抢救出来了", rescued_words(done), "知道了", lambda: None)

    suggested = f"{damaged.stem}_抢救.qd"
    desk.messages.save_file("抢救成哪个新的工作文件", suggested, "工作文件 (*.qd)", begin)


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
