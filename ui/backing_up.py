"""Making a backup: where to, written, read back and checked; and when the last one was made."""

from datetime import datetime
from pathlib import Path

from app.backups import BackedUp, back_up
from app.errors import UserFacingError
from app.workspace import Workspace
from ui.desk import Desk
from ui.jobs import Watch
from ui.preferences import Preferences

STOPPED = "备份停下了，没有留下文件。"
_SUFFIX = ".qdbak"
_KEPT = "backups"


class BackingUp:
    """Backs up the open workspace. The preferences keep when; `session.backed_up` tells that it is done."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def ask(self) -> None:
        """Let a place be chosen and write a backup there, read back and checked."""
        unit = self._desk.session.unit
        suggested = f"{unit.name}_{unit.edition}版_备份_{datetime.now():%Y-%m-%d}{_SUFFIX}"
        self._desk.messages.save_file("备份到哪里", suggested, f"备份 (*{_SUFFIX})", self._back_up_to)

    def words(self) -> str:
        """Say when the open workspace was last backed up from this window."""
        at = self._desk.preferences.get(_KEPT, {}).get(str(self._desk.session.unit.path))
        return f"{_day(datetime.fromisoformat(at))}已备份" if at else "还没有备份"

    def _back_up_to(self, target: Path) -> None:
        def work(workspace: Workspace, watch: Watch) -> BackedUp:
            return back_up(workspace, target, force=True, progress=watch.telling(STOPPED))

        self._desk.session.long(
            f"正在备份到“{target.name}”", work, lambda done: self._backed_up(target, done), counter=""
        )

    def _backed_up(self, target: Path, done: BackedUp) -> None:
        remember_backup(self._desk.preferences, self._desk.session.unit.path)
        self._desk.session.backed_up.emit()
        if done.damaged:
            names = "、".join(path.name for path in done.damaged)
            words = f"备份做好了，但有 {len(done.damaged)} 个附件已经损坏，没有备份进去。请找到原来的文件重新放一次。"
            self._desk.messages.trouble(UserFacingError("attachments-damaged", words, names))
        else:
            # The start waits for nothing of this.
            from ui.outgoing import tell_written

            tell_written(self._desk, f"已备份并核对：{target.name}", target.parent)


def remember_backup(preferences: Preferences, workspace: Path) -> None:
    """Keep that a workspace is backed up as of now."""
    kept = dict(preferences.get(_KEPT, {}))
    kept[str(workspace)] = datetime.now().isoformat(timespec="minutes")
    preferences.put(_KEPT, kept)


def _day(at: datetime) -> str:
    days = (datetime.now().date() - at.date()).days
    words = {0: "今天 ", 1: "昨天 "}
    return f"{words.get(days, f'{at.month}月{at.day}日 ')}{at:%H:%M} "
