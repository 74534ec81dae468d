"""What was done, said at the bottom right, and taking it back or doing it again."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtWidgets import QFrame, QWidget

from ui.desk import Desk
from ui.jobs import Then
from ui.messages import Act
from ui.shell.frame import Frame
from ui.theme.metrics import PAGE_PADDING
from ui.widgets.action_bar import FOOT
from ui.widgets.toast import Toast


class Results(QObject):
    """Shows one result at a time; one that offers 撤销 does so only while that takes back the act it tells of."""

    def __init__(self, window: QWidget, desk: Desk, frame: Frame) -> None:
        super().__init__(window)
        self._window, self._desk, self._frame = window, desk, frame
        self._told_act: str | None = None
        self.toast = Toast(window)

    def show(self, text: str, action_text: str, action: Act | None) -> None:
        """Show a result."""
        self.keep_off_buttons()
        session = self._desk.session
        self._told_act = session.undo_label if action == session.undo else None
        self.toast.show_message(text, action_text, action)

    def undo(self) -> None:
        """Take back the last act; what is being typed is saved first, and is then what is taken back."""
        session = self._desk.session
        told = "已撤销：{}。交出去、打印过的收不回来" if session.has_left else "已撤销：{}"
        self._step(session.undo, told, "重做 Ctrl+Y", self.redo, lambda: session.redo_label is not None)

    def redo(self) -> None:
        """Do again what was taken back last."""
        session = self._desk.session
        self._step(session.redo, "已重做：{}", "撤销 Ctrl+Z", self.undo, lambda: session.undo_label is not None)

    def follow_history(self) -> None:
        """Show what can be taken back now."""
        session = self._desk.session
        self._frame.header.set_history(session.undo_label, session.redo_label)
        if self._told_act not in (None, session.undo_label):
            self._told_act = None
            self.toast.drop_action()

    def follow_keyboard(self) -> None:
        """Where the keyboard goes a panel may have come with buttons of its own."""
        if self.toast.isVisible():
            self.keep_off_buttons_soon()

    def keep_off_buttons_soon(self) -> None:
        """Stand above the buttons at the foot of the page once it is laid out."""
        QTimer.singleShot(0, self, self._keep_shown_off)

    def _keep_shown_off(self) -> None:
        # Looking for bars goes through the whole window.
        if self.toast.isVisible():
            self.keep_off_buttons()

    def keep_off_buttons(self) -> None:
        """Stand above the buttons at the foot of the page."""
        window = self._window
        bars = (bar for bar in window.findChildren(QFrame) if bar.property(FOOT) and bar.isVisible())
        top = min(foot.mapTo(window, QPoint(0, 0)).y() for foot in (self._frame.status, *bars))
        self.toast.keep_above(window.height() - top + PAGE_PADDING)

    def _step(
        self, step: Callable[[Then], None], told: str, back_text: str, back: Act, can_go_back: Callable[[], bool]
    ) -> None:
        def done(label: str | None) -> None:
            if label is not None:
                # Not everything taken back can be done again.
                self._desk.messages.toast(told.format(label), back_text if can_go_back() else "", back)

        step(done)
