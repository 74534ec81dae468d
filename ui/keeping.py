"""Backups nobody has to ask for, as the window makes them: when a file is left, before the window goes."""

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject

from app.errors import UserFacingError
from app.safekeeping.keeping import Done, is_kept, keep
from app.safekeeping.series import CLOSING
from app.workspace import Workspace
from ui.backing_up import STOPPED, remember_backup
from ui.desk import Desk
from ui.jobs import Watch, is_cancelled

_TROUBLE = "backup_trouble"
_LOG = logging.getLogger(__name__)


class KeepingAtClose(QObject):
    """Backs up the open file before the window closes, shown with 停下; what failed is told at the next start."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk

    def begin(self, then: Callable[[], object]) -> None:
        """Back up, then go on with `then()` whatever became of it."""

        def work(workspace: Workspace, watch: Watch) -> tuple[Done | None, bool]:
            made = keep(workspace, CLOSING, watch.telling(STOPPED))
            return made, is_kept(workspace)

        def done(kept: tuple[Done | None, bool]) -> None:
            made, is_whole = kept
            # Of a very large file it may have been put off.
            if is_whole:
                remember_backup(self._desk.preferences, self._desk.session.unit.path)
            self._remember(_trouble_of(made))
            then()

        def failed(error: BaseException) -> None:
            _LOG.warning("no backup on closing", exc_info=error)
            if not is_cancelled(error):
                told = (
                    error.message
                    if isinstance(error, UserFacingError)
                    else "备份时出了错，您的内容都存好了。请现在备份一次。"
                )
                self._remember(f"上次关闭时没有备份成。{told}")
            then()

        self._desk.session.long("正在备份，备份完就关闭", work, done, failed, counter="")

    def tell_trouble(self) -> None:
        """Tell once what went wrong the last time."""
        trouble = self._desk.preferences.get(_TROUBLE, "")
        if trouble:
            self._remember("")
            self._desk.messages.trouble(UserFacingError("backup-failed", trouble))

    def _remember(self, trouble: str) -> None:
        self._desk.preferences.put(_TROUBLE, trouble)


def _trouble_of(made: Done | None) -> str:
    if made is None:
        return ""
    told = []
    if made.damaged:
        names = "、".join(path.name for path in made.damaged)
        told.append(f"备份时发现 {len(made.damaged)} 个附件坏了，没有备份进去：{names}。请找到原来的文件重新放一次。")
    if made.second is not None and made.second.trouble:
        told.append(f"上次关闭时的备份：{made.second.trouble}")
    return "".join(told)
