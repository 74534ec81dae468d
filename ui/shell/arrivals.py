"""Files that come to the window, dropped, double-clicked or chosen with Ctrl+O; and the backup that leaves it."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from app.backups import BackedUp, back_up
from app.errors import UserFacingError
from app.opening import open_workspace
from app.workspace import Workspace
from ui.desk import Desk
from ui.jobs import Watch

WORKSPACE, PACKAGE, BACKUP = ".qd", ".zwgk", ".qdbak"
FILTERS = "本程序的文件 (*.qd *.zwgk *.qdbak)"
_BACKUPS = "backups"


class Arrivals:
    """Sends each file where it belongs and says so when it is nothing of ours."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def ask_for_files(self) -> None:
        """Let the clerk choose files to open."""
        self._desk.messages.open_files("打开文件", FILTERS, self.take)

    def take(self, files: list[Path]) -> None:
        """Take files that were dropped or chosen; what is nothing of ours is named and left alone."""
        by_kind: dict[str, list[Path]] = {}
        for file in files:
            by_kind.setdefault(file.suffix.lower(), []).append(file)
        if by_kind.get(WORKSPACE):
            self.open(by_kind[WORKSPACE][0])
        elif by_kind.get(PACKAGE):
            self._take_packages(by_kind[PACKAGE])
        elif by_kind.get(BACKUP):
            self._desk.go("welcome", restore=by_kind[BACKUP][0])
        elif files:
            self._refuse(files[0])

    def open(self, path: Path, failed: Callable[[BaseException], object] | None = None) -> None:
        """Open another workspace in this window; the one open before is saved and closed."""
        self._desk.session.start(lambda: open_workspace(path), failed)

    def back_up(self) -> None:
        """Let a place be chosen and write a backup there, read back and checked."""
        unit = self._desk.session.unit
        suggested = f"{unit.name}_{unit.edition}版_备份_{datetime.now():%Y-%m-%d}{BACKUP}"
        self._desk.messages.save_file("备份到哪里", suggested, "备份 (*.qdbak)", self._back_up_to)

    def backup_words(self) -> str:
        """Say when the open workspace was last backed up from this window."""
        at = self._desk.preferences.get(_BACKUPS, {}).get(str(self._desk.session.unit.path))
        return f"{_day(datetime.fromisoformat(at))}已备份" if at else "还没有备份"

    def _back_up_to(self, target: Path) -> None:
        def work(workspace: Workspace, watch: Watch) -> BackedUp:
            def tell(done: int, total: int) -> None:
                if watch.is_cancelled():
                    raise UserFacingError("cancelled", "备份停下了，没有留下文件。")
                watch.progress(done, total)

            return back_up(workspace, target, force=True, progress=tell)

        self._desk.session.long(f"正在备份到“{target.name}”", work, lambda done: self._backed_up(target, done))

    def _backed_up(self, target: Path, done: BackedUp) -> None:
        kept = dict(self._desk.preferences.get(_BACKUPS, {}))
        kept[str(self._desk.session.unit.path)] = datetime.now().isoformat(timespec="minutes")
        self._desk.preferences.put(_BACKUPS, kept)
        self._desk.session.saved.emit(datetime.now().astimezone())
        if done.damaged:
            names = "、".join(path.name for path in done.damaged)
            words = f"备份做好了，但有 {len(done.damaged)} 个附件已经损坏，没有备份进去。请找到原来的文件重新放一次。"
            self._desk.messages.trouble(UserFacingError("attachments-damaged", words, names))
        else:
            self._desk.messages.toast(f"已备份并核对：{target.name}")

    def _take_packages(self, files: list[Path]) -> None:
        if self._desk.session.is_open:
            self._desk.go("inbox", files=files)
        else:
            self._desk.go("welcome", package=files[0])

    def _refuse(self, file: Path) -> None:
        error = UserFacingError(
            "file-not-ours",
            f"“{file.name}”不是本程序的文件，没有打开，您的内容没有动。"
            "可以打开的是工作文件（.qd）、上报和下发的文件（.zwgk）和备份（.qdbak）。",
            str(file),
        )
        self._desk.messages.trouble(error)


def _day(at: datetime) -> str:
    days = (datetime.now().date() - at.date()).days
    words = {0: "今天 ", 1: "昨天 "}
    return f"{words.get(days, f'{at.month}月{at.day}日 ')}{at:%H:%M} "
