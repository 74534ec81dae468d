"""Closing in order: what is being typed is stored first, and what would be lost is asked for."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.keeping import KeepingAtClose
from ui.leaving import lost_words
from ui.messages import Act
from ui.shell.file_watch import FileWatch
from ui.shell.work_strip import WorkStrip


class Closing(QObject):
    """Closes the window, over several turns of its loop and perhaps a question."""

    def __init__(self, window: QWidget, desk: Desk, work: WorkStrip, watch: FileWatch) -> None:
        super().__init__(window)
        self._window, self._desk, self._work, self._watch = window, desk, work, watch
        self._keeping = KeepingAtClose(desk, self)
        self.is_closing = self._asks = self._is_kept = False
        self.may_leave: Callable[[], bool] = lambda: True
        """Brings what is being typed on the page into safety; False keeps the clerk there."""
        self.remember: Act = lambda: None
        """Keeps where the window was."""

    def tell_trouble(self) -> None:
        """Tell what went wrong with the backup when the window was closed the last time."""
        self._keeping.tell_trouble()

    def take(self, event: QCloseEvent) -> None:
        """Begin to close, or let the window go once everything is done."""
        if self.is_closing:
            event.accept()
            return
        event.ignore()
        if not self._asks and self.may_leave():
            self._ask_what_is_lost()

    def _ask_what_is_lost(self) -> None:
        unstored, is_busy = self._desk.session.unstored(), bool(self._work.running)
        if unstored:
            words = ("正在做的事会停下来。" if is_busy else "") + lost_words(unstored)
            self._ask("有没做完的内容，要关闭吗？", words, "不要了，关闭", self._close_down)
        elif is_busy:
            words = "正在做的事会停下来，做了一半的不会留下。您填的内容都已保存。"
            self._ask("还有事情没做完，要关闭吗？", words, "停下并关闭", self._close_down)
        else:
            self._close_down()

    def _ask(self, title: str, words: str, yes: str, then: Act) -> None:
        """Ask once, however often the clerk presses the cross meanwhile."""

        def answered(said_yes: bool) -> None:
            self._asks = False
            if said_yes:
                then()
            else:
                # What is done from here on is backed up when it is closed another time.
                self._is_kept = False

        self._asks = True
        self._desk.messages.confirm(title, words, yes, lambda: answered(True), lambda: answered(False))

    def _close_down(self) -> None:
        for job in self._work.running:
            job.cancel()
        self.remember()
        self._desk.session.typing.settle()
        self._desk.session.ask(
            lambda workspace: workspace and workspace.require_in_place(),
            lambda _: self._close_when_safe(),
            self._close_displaced,
        )

    def _close_displaced(self, error: BaseException) -> None:
        """Close where the file was only renamed and holds everything; ask where it would be lost."""
        if getattr(error, "code", "") == "workspace-renamed" and not self._desk.session.typing.is_refused:
            self._close_now()
            return
        self._watch.tell_unsaved(error)
        words = "工作文件不在原来的地方，现在关闭，里面的内容可能就找不回来了。先不关，可以另存一份，再关。"
        self._ask("工作文件不见了，要关闭吗？", words, "不要了，关闭", self._close_now)

    def _close_when_safe(self) -> None:
        """Close only when everything typed is on the disk, or when the clerk says so."""
        typing = self._desk.session.typing
        if typing.is_refused:
            words = "刚才输入的几个字磁盘没有收下。先腾出地方再关，内容会自动存上；现在关闭，这几个字就没有了。"
            self._ask("有内容还没有存上", words, "不要了，关闭", self._close_now)
        elif typing.is_waiting:
            # Typed since the question was put.
            self._close_down()
        elif self._desk.session.is_open and not self._is_kept:
            self._is_kept = True
            self._keeping.begin(self._close_down)
        else:
            self._close_now()

    def _close_now(self) -> None:
        if self.is_closing:
            return
        self._desk.preferences.save()
        self.is_closing = True
        self._window.setEnabled(False)
        self._desk.session.close(self._close_soon, lambda error: self._close_soon())

    def _close_soon(self) -> None:
        # With the window named, the timer is gone when the window is.
        QTimer.singleShot(0, self._window, self._window.close)
