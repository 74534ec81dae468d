"""Making a workspace from a backup: where to, then checked, written and opened. Nothing that stands is lost."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QDialog

from app.backups import Restored, restore
from app.errors import UserFacingError
from app.opening import open_workspace
from app.safekeeping.listing import Listed, listed, listed_backups
from ui.desk import Desk
from ui.jobs import FILES, Watch
from ui.leaving import leave_file

FILTER = "备份 (*.qdbak)"


class Restoring:
    """`say(words)` shows what is going on, `say("")` that it is over."""

    def __init__(self, desk: Desk, say: Callable[[str], object]) -> None:
        self._desk, self._say = desk, say
        self._dialog: QDialog | None = None

    def ask(self) -> None:
        """Let a backup be chosen: among those the program made, with a look into them, or as a file."""
        unit = self._desk.session.unit
        self._desk.jobs.run(
            FILES,
            lambda watch: listed_backups(unit.id if unit else None),
            self._offer,
            lambda error: self._choose_file(),
        )

    def look_at(self, backup: Path) -> None:
        """Show what is in one backup, before it is asked where to restore it."""
        # A USB stick may be slow, and a file on it may be gone by now: the look into it says so.
        self._desk.jobs.run(
            FILES, lambda watch: listed(backup, _size(backup)), lambda one: self._show([one]), self._failed
        )

    def _offer(self, backups: list[Listed]) -> None:
        if backups:
            self._show(backups)
        else:
            self._choose_file()

    def _show(self, backups: list[Listed]) -> None:
        # The start waits for nothing of this.
        from app.safekeeping.looking import look_inside_beside
        from ui.restore_dialog import RestoreDialog, looking_from

        unit = self._desk.session.unit
        beside = unit.path if unit else None
        look = looking_from(self._desk, lambda backup: look_inside_beside(backup, beside))
        # Held here, too: nothing else keeps one that has no window around it.
        self._dialog = RestoreDialog(self._desk.messages.window, backups, look, self.ask_place, self._choose_file)
        self._dialog.open()

    def _choose_file(self) -> None:
        self._desk.messages.open_files("用哪个备份", FILTER, lambda files: self.look_at(files[0]), many=False)

    def ask_place(self, backup: Path) -> None:
        """Let the place of the new workspace be chosen."""
        self._desk.messages.save_file(
            "恢复成哪个工作文件",
            f"{backup.stem}_恢复.qd",
            "工作文件 (*.qd)",
            lambda target: leave_file(self._desk, lambda: self._begin(backup, target), self._failed),
        )

    def _begin(self, backup: Path, target: Path) -> None:
        session = self._desk.session
        self._say(f"正在核对“{backup.name}”，恢复成“{target.name}”")
        if session.is_open and session.unit.path == target:
            # A file that is open cannot be set aside, and one that is not there any more would be lost by closing it.
            session.require_in_place(
                lambda: session.close(lambda: self._restore(backup, target), self._failed), self._failed
            )
        else:
            self._restore(backup, target)

    def _restore(self, backup: Path, target: Path) -> None:
        # The dialog has asked before; what stands there keeps its content under another name.
        def work(watch: Watch) -> Restored:
            return restore(backup, target, force=True, progress=watch.telling("恢复停下了，什么也没有动。"))

        job = self._desk.jobs.run(FILES, work, self._done(target), self._failed)
        job.counter = ""
        self._desk.session.long_started.emit(job, f"正在恢复成“{target.name}”")

    def _done(self, target: Path) -> Callable[[Restored], None]:
        def opened(restored: Restored) -> None:
            self._say("")
            aside = f"原来的文件改名为“{restored.aside.name}”。" if restored.aside else ""
            self._desk.messages.toast(f"已恢复“{restored.facts.organisation}”的备份。{aside}")
            if restored.missing:
                words = f"有 {len(restored.missing)} 个附件不在备份旁边的“附件”文件夹里，没有恢复出来；其余都在。"
                words += "请把那个文件夹放回备份旁边再恢复一次，或者找到原来的文件重新放。"
                self._desk.messages.trouble(UserFacingError("attachments-missing", words, "、".join(restored.missing)))
            self._desk.session.start(lambda: open_workspace(target), self._failed)

        return opened

    def _failed(self, error: BaseException) -> None:
        self._say("")
        told = error
        if isinstance(error, UserFacingError) and error.code == "workspace-locked":
            words = "要换下来的那个工作文件正开着，没有恢复，什么也没有动。请先关掉它，或者恢复成另一个名字。"
            told = UserFacingError(error.code, words, error.details)
        self._desk.messages.trouble(told)


def _size(backup: Path) -> int:
    return backup.stat().st_size if backup.is_file() else 0
