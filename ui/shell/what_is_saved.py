"""What of the work is on the disk, in words for whoever fears for it: told where the program erred."""

from datetime import datetime

from PySide6.QtCore import QObject

from app.drafting.form_drafts import forms_kept
from app.workspace import Workspace
from ui.session import Session


class WhatIsSaved(QObject):
    """Follows the session; asks no store, which may be what erred."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._at: datetime | None = None
        session.opened.connect(self._forget)
        session.closed.connect(self._forget)
        session.saved.connect(self._note)

    def words(self) -> str:
        """Say in which file what was stored last and when, and of what is half written whether it is kept."""
        if not self._session.is_open:
            return "没有打开工作文件，没有要存的东西。"
        return "\n".join(filter(None, (self._stored(), self._typing(), self._forms(), self._in_window())))

    def _note(self, at: datetime) -> None:
        self._at = at

    def _forget(self) -> None:
        self._at = None

    def _stored(self) -> str:
        name, label = self._session.unit.path.name, self._session.undo_label
        last = f"，最近一步是“{label}”" if label else ""
        if self._at is None:
            return f"工作文件“{name}”：这次打开以后没有改过什么{last}。以前存的都在。"
        return f"工作文件“{name}”：最后存上是 {self._at:%H:%M:%S}{last}。到这时做的都在盘上。"

    def _typing(self) -> str:
        if self._session.typing.is_waiting:
            return "刚打的几个字还没有存上，还在窗口里，几秒后再存一次。左下角说“已保存”以前，先不要关窗口。"
        return "正在打的字：都存上了。"

    def _forms(self) -> str:
        forms: list[bool] = []
        self._session.half_written_asked.emit(forms)
        if not forms:
            return ""
        kept, left = sum(forms), len(forms) - sum(forms)
        words = f"没写完的表 {kept} 张，草稿存好了，下次打开那一页接着写。" if kept else ""
        return words + (f"另有 {left} 张刚写的还没有存成草稿，还在窗口里。" if left else "")

    def _in_window(self) -> str:
        names = self._session.unstored()
        return f"只在窗口里、没有存的：{'、'.join(names)}。请先做完再关窗口。" if names else ""


def words_after_crash(workspace: Workspace) -> str:
    """Say what a file holds that was open when the program crashed. Reads the store."""
    last = workspace.store.operations.latest(1)
    told = ["上次程序没有正常关闭。"]
    if last:
        at = datetime.fromisoformat(last[0]["at"]).astimezone()
        step = f"{at.month}月{at.day}日 {at:%H:%M} 的“{last[0]['label']}”"
        told.append(f"“{workspace.path.name}”里最后存上的一步是{step}，到这一步的都在，正在打的字已找回。")
    if forms := forms_kept(workspace):
        told.append(f"没写完的表 {forms} 张在草稿里，打开那一页接着写。")
    return "".join(told)
