"""The window: rail, header, page, status line; the host of messages; what is dropped on it; closing in order."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from app.demo_folder import is_demo
from app.errors import UserFacingError
from app.workspace import NOT_IN_PLACE
from ui.backing_up import BackingUp
from ui.desk import Desk
from ui.jobs import Jobs, Then
from ui.leaving import lost_words
from ui.messages import Act, ButtonSpec, Messages
from ui.pages.page import Page
from ui.preferences import Preferences
from ui.session import Session
from ui.shell.arrivals import Arrivals
from ui.shell.header import Header, Slot
from ui.shell.pages import Pages
from ui.shell.places import places_for
from ui.shell.rail import Rail
from ui.shell.report import ReportDialog
from ui.shell.search_box import SearchBox
from ui.shell.status_line import StatusLine
from ui.shell.unit_switcher import UnitSwitcher
from ui.shell.work_strip import WorkStrip
from ui.theme import theme
from ui.theme.focus_ring import FocusRing
from ui.theme.metrics import PAGE_PADDING, SPACE, TOOLBAR
from ui.widgets.action_bar import FOOT
from ui.widgets.note import Note
from ui.widgets.toast import Toast

PROGRAM = "公开清单助手"
_GEOMETRY = "window.geometry"
_LEAST_WIDTH, _LEAST_HEIGHT = 640, 420
_REFERENCE = (1366, 698)


class MainWindow(QMainWindow):
    """Shows the pages of the open workspace, or the first page where none is open."""

    usable = Signal()
    """The first page has shown what the store holds."""

    def __init__(self, jobs: Jobs, session: Session, preferences: Preferences, messages: Messages) -> None:
        super().__init__()
        self.desk = Desk(session, jobs, messages, preferences, self.go)
        self.pages = Pages(self.desk, self)
        self.stack = self.pages.stack
        self._current: Page | None = None
        self._is_closing = self._asks_to_close = False
        self._report: ReportDialog | None = None
        # What the note on top of the page says, where it only says something.
        self._trouble_shown: tuple[str, ...] = ()
        self._told_unsaved, self._is_displaced = set(), False
        self._build()
        self._connect()
        self._add_shortcuts()
        self.setAcceptDrops(True)
        self.setMinimumSize(_LEAST_WIDTH, _LEAST_HEIGHT)
        self.setWindowTitle(PROGRAM)
        self._restore_geometry()

    # --- building ------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        session = self.desk.session
        self.rail, self.status, self.search = Rail(), StatusLine(), SearchBox(session)
        self.header, self.work = Header(self.search), WorkStrip()
        self._toolbar = Slot()
        self._toolbar.setProperty("surface", "raised")
        self._toolbar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._toolbar.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._trouble = QVBoxLayout()
        self._trouble.setContentsMargins(PAGE_PADDING, 0, PAGE_PADDING, 0)
        self.toasts = Toast(self)
        self._told_act: str | None = None
        self._frame = QWidget()
        main = QVBoxLayout()
        main.setSpacing(0)
        for part in (self.header, self._toolbar):
            main.addWidget(part)
        main.addLayout(self._trouble)
        main.addWidget(self.stack, 1)
        main.addWidget(self.work)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self.rail)
        across.addLayout(main, 1)
        whole = QVBoxLayout(self._frame)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(across, 1)
        whole.addWidget(self.status)
        self._outer = QStackedWidget()
        self._outer.addWidget(self._frame)
        self.setCentralWidget(self._outer)
        self._welcome: Page | None = None
        self.ring = FocusRing(self)

    def _connect(self) -> None:
        session, desk = self.desk.session, self.desk
        desk.messages.show_in(self)
        self.pages.taken_in.connect(self._take_in)
        self._arrivals, self._backing_up = Arrivals(desk), BackingUp(desk)
        self.switcher = UnitSwitcher(desk, self)
        self.status.unit_asked.connect(self.switcher.open)
        desk.preferences.units.changed.connect(self._show_places)
        desk.preferences.units.read()
        QApplication.instance().focusChanged.connect(self._follow_keyboard)
        self.toasts.left.connect(self._give_keyboard_to_page)
        self.rail.chosen.connect(self.go)
        self.header.undo_asked.connect(self._undo)
        self.header.redo_asked.connect(self._redo)
        self.search.found.connect(self._go_to_hit)
        self.status.theme_asked.connect(self.choose_theme)
        self.status.scale_asked.connect(lambda scale: self.choose_theme(scale=scale))
        self.status.backup_asked.connect(self._backing_up.ask)
        session.leaving.connect(self._hand_over)
        session.opened.connect(self._show_workspace)
        session.closed.connect(self._show_closed)
        session.changed.connect(self._show_title)
        session.saving.connect(self.status.say_saving)
        session.not_saved.connect(self.status.say_not_saved)
        session.saved.connect(self._show_saved)
        session.displaced.connect(self._tell_displaced)
        session.moved.connect(self._show_moved)
        session.backed_up.connect(lambda: self.status.say_backup(self._backing_up.words()))
        session.history_changed.connect(self._follow_history)
        session.typing.refused.connect(self._tell_unsaved)
        session.long_started.connect(self.work.show_job)

    def _add_shortcuts(self) -> None:
        for keys, act in {
            "Ctrl+K": self.search.open,
            "Ctrl+U": self.switcher.open,
            "Ctrl+Z": self._undo,
            "Ctrl+Y": self._redo,
            "Ctrl+Shift+Z": self._redo,
            "F6": lambda: self._next_area(False),
            "Shift+F6": lambda: self._next_area(True),
            "Ctrl+O": self._arrivals.ask_for_files,
            "Ctrl++": lambda: self._change_scale(1),
            "Ctrl+=": lambda: self._change_scale(1),
            "Ctrl+-": lambda: self._change_scale(-1),
            "Ctrl+0": lambda: self.choose_theme(scale=1.0),
        }.items():
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    # --- places --------------------------------------------------------------------------------------------------

    def go(self, code: str, **target: Any) -> Page:
        """Show a place, or "welcome"; `target` tells the page what to show there."""
        if code == "welcome":
            return self.show_welcome(**target)
        page = self.pages.page(code)
        if self._current is not None and self._current is not page and not self._current.may_leave():
            self.rail.set_current(self._current.place)
            return self._current
        self.desk.session.typing.settle()
        if self._current is not page:
            self.clear_trouble()
            # What is still refused is told on the next page, too.
            self._told_unsaved.clear()
        self._current = page
        self._show_frame()
        self.rail.set_current(code)
        self.stack.setCurrentWidget(page)
        self._show_frame_of(page)
        page.reload_if_needed()
        focused = self.focusWidget()
        page.show_place(**target)
        if self.focusWidget() is focused:
            page.take_focus()
        # Once the page is laid out.
        QTimer.singleShot(0, self, self._keep_toasts_off_buttons)
        return page

    @property
    def current(self) -> Page | None:
        """The page shown."""
        return self._current

    def show_welcome(self, **target: Any) -> Page:
        """Show the page of first use: make, open or restore a workspace."""
        from ui.pages.welcome.page import WelcomePage

        if self._welcome is None:
            self._welcome = WelcomePage(self.desk)
            self._outer.addWidget(self._welcome)
        self.setWindowTitle(f"{PROGRAM}")
        self._outer.setCurrentWidget(self._welcome)
        self._welcome.show_place(**target)
        return self._welcome

    def _take_in(self, page: Page) -> None:
        page.frame_changed.connect(lambda: self._show_frame_of(page))
        page.badge_changed.connect(self.rail.set_badge)

    def _show_frame_of(self, page: Page) -> None:
        if page is self._current:
            self.header.show_page(page)
            self._toolbar.hold(page.toolbar)
            if page.toolbar is not None:
                self._toolbar.setMinimumHeight(max(TOOLBAR, theme().height() + 10))
            self.status.set_hints(page.hints)

    def _hand_over(self) -> None:
        """Let the page bring what is being typed into the file it belongs to."""
        if self._current is not None:
            self._current.may_leave()

    def _show_workspace(self) -> None:
        """Begin anew with the workspace just opened."""
        unit = self.desk.session.unit
        self.toasts.hide()
        self.pages.forget()
        self._current = None
        self._told_unsaved, self._is_displaced = set(), False
        self.desk.preferences.remember_workspace(unit.path, unit.name, unit.edition)
        self._show_places()
        self.status.say_opened()
        self.status.say_backup(self._backing_up.words())
        self.go("workbench")
        # What the page asked for has been shown by the time this is answered.
        self.desk.session.ask(lambda workspace: None, lambda _: self.usable.emit())

    def _show_places(self) -> None:
        """Show the places of the unit, which depend on how many units this person keeps here."""
        unit, preferences = self.desk.session.unit, self.desk.preferences
        if unit is None:
            return
        places = places_for(unit, len(preferences.units.units))
        if places != self.rail.places:
            self.rail.set_places(places)
        if self._current is not None:
            self.rail.set_current(self._current.place)
        self.status.show_unit(unit.name if preferences.units.units or len(preferences.recent_workspaces()) > 1 else "")

    def _show_moved(self) -> None:
        """Remember where the work goes on, and say so."""
        unit = self.desk.session.unit
        self.desk.preferences.remember_workspace(unit.path, unit.name, unit.edition)
        self._show_title()
        self.status.say_backup(self._backing_up.words())
        self.desk.messages.toast(f"已另存为“{unit.path.name}”，接着在这个文件里做。")

    def _show_frame(self) -> None:
        """Show the open workspace around its page, also after the page of first use was shown meanwhile."""
        self._outer.setCurrentWidget(self._frame)
        self._show_title()

    def _show_title(self) -> None:
        unit = self.desk.session.unit
        if self._outer.currentWidget() is self._frame:
            who = f" · {unit.person}" if unit.person else ""
            demo = "演示数据：" if is_demo(unit.path) else ""
            self.setWindowTitle(f"{demo}{unit.name} · {unit.edition}版{who} — {PROGRAM}")

    def _show_closed(self) -> None:
        if not self._is_closing:
            self.show_welcome()

    def _go_to_hit(self, hit: dict[str, Any]) -> None:
        if hit["kind"] == "entry":
            self.go("drafting", entry=hit["id"], field=hit["field"])
        elif hit["kind"] == "notice":
            self.go("notices", notice=hit["id"])
        elif hit["kind"] == "item":
            self.go("drafting", item=hit["item"], field=hit["field"])
        else:
            self.go("drafting", law=hit["title"])

    def _next_area(self, back: bool) -> None:
        """Take the keyboard to the next area of the page; past its last one to the rail, and round again."""
        page, rail = self._current, self.rail
        if page is None:
            return
        on_rail = rail.isAncestorOf(self.focusWidget() or self)
        if not page.next_area(back=back) and not on_rail:
            rail.focus_current()

    # --- what the keys and the status line do ----------------------------------------------------------------------

    def _undo(self) -> None:
        session = self.desk.session
        self._step(session.undo, "已撤销：{}", "重做 Ctrl+Y", self._redo, lambda: session.redo_label is not None)

    def _redo(self) -> None:
        session = self.desk.session
        self._step(session.redo, "已重做：{}", "撤销 Ctrl+Z", self._undo, lambda: session.undo_label is not None)

    def _step(
        self, step: Callable[[Then], None], told: str, back_text: str, back: Act, can_go_back: Callable[[], bool]
    ) -> None:
        def done(label: str | None) -> None:
            if label is not None:
                # Not everything taken back can be done again.
                self.desk.messages.toast(told.format(label), back_text if can_go_back() else "", back)

        # What is being typed is saved first, and is then what the step takes back.
        step(done)

    def choose_theme(self, name: str | None = None, scale: float | None = None) -> None:
        """Change colours or text size, and remember it."""
        theme().choose(name, scale)
        self.desk.preferences.put("theme", theme().chosen)
        self.desk.preferences.put("text_scale", theme().scale)
        if self._current is not None:
            self._show_frame_of(self._current)

    def _change_scale(self, step: int) -> None:
        scales = theme().text_scales
        number = min(range(len(scales)), key=lambda index: abs(scales[index] - theme().scale))
        self.choose_theme(scale=scales[max(0, min(len(scales) - 1, number + step))])

    def _show_saved(self, at: datetime) -> None:
        self.status.say_backup(self._backing_up.words())
        if not self.desk.session.typing.is_waiting:
            if self._told_unsaved:
                self.clear_trouble()
            self._told_unsaved, self._is_displaced = set(), False
            self.status.say_saved(at)

    def _tell_unsaved(self, error: BaseException) -> None:
        """Tell once why the disk refuses; it is tried again every few seconds."""
        told = getattr(error, "code", type(error).__name__)
        is_new = told not in self._told_unsaved
        if told in NOT_IN_PLACE:
            self.status.say_displaced()
            if is_new:
                self._tell_displaced(error)
            return
        self.status.say_unsaved()
        self._told_unsaved.add(told)
        if is_new:
            self.desk.messages.trouble(error)

    def _tell_displaced(self, error: UserFacingError) -> None:
        """Tell that the file is not in its place, and offer to go on in another one."""
        self.status.say_displaced()
        self._told_unsaved.add(error.code)
        self._is_displaced = True
        self.desk.messages.trouble(error, buttons=[("另存一份", "save", self._ask_for_copy)])

    def _ask_for_copy(self) -> None:
        session = self.desk.session
        suggested = f"{session.unit.path.stem}_另存.qd"
        self.desk.messages.save_file("另存成哪个文件", suggested, "工作文件 (*.qd)", session.go_on_in)

    def changeEvent(self, event: QEvent) -> None:
        """See after the file when the clerk comes back: it may have been moved meanwhile."""
        super().changeEvent(event)
        is_back = event.type() == QEvent.Type.ActivationChange and self.isActiveWindow()
        if is_back and self.desk.session.is_open and not self._is_closing:
            self.desk.session.ask(lambda workspace: workspace.require_in_place(), self._found, self._tell_unsaved, self)

    def _found(self, _: None) -> None:
        """The file is in its place; perhaps it was put back."""
        typing = self.desk.session.typing
        if self._is_displaced and typing.is_waiting:
            typing.settle()
        elif self._is_displaced:
            self._show_saved(datetime.now().astimezone())

    # --- host of messages ------------------------------------------------------------------------------------------

    def show_toast(self, text: str, action_text: str, action: Act | None) -> None:
        """Show a result at the bottom right."""
        self._keep_toasts_off_buttons()
        session = self.desk.session
        self._told_act = session.undo_label if action == session.undo else None
        self.toasts.show_message(text, action_text, action)

    def _follow_history(self) -> None:
        """Show what can be taken back; a result on the screen offers 撤销 only for the act it tells of."""
        session = self.desk.session
        self.header.set_history(session.undo_label, session.redo_label)
        if self._told_act not in (None, session.undo_label):
            self._told_act = None
            self.toasts.drop_action()

    def _give_keyboard_to_page(self) -> None:
        if self.current is not None:
            self.current.take_focus()

    def _follow_keyboard(self) -> None:
        """Where the keyboard goes a panel may have come with buttons of its own."""
        if self.toasts.isVisible():
            QTimer.singleShot(0, self, self._keep_toasts_off_buttons)

    def _keep_toasts_off_buttons(self) -> None:
        feet = [self.status, *(bar for bar in self.findChildren(QFrame) if bar.property(FOOT) and bar.isVisible())]
        top = min(foot.mapTo(self, QPoint(0, 0)).y() for foot in feet)
        self.toasts.keep_above(self.height() - top + PAGE_PADDING)

    def show_trouble(self, headline: str, text: str, details: str, buttons: Sequence[ButtonSpec]) -> None:
        """Show on top of the page what the world refused; the same once more stays as it is, a keyboard on it too."""
        in_frame, told = self._outer.currentWidget() is self._frame, (headline, text, details)
        if in_frame and not buttons and told == self._trouble_shown:
            return
        self.clear_trouble()
        specs = [*buttons, ("知道了", "", self.clear_trouble)]
        note = Note("danger", headline, text, buttons=specs, details=details)
        if in_frame:
            self._trouble_shown = () if buttons else told
            self._trouble.setContentsMargins(PAGE_PADDING, PAGE_PADDING, PAGE_PADDING, SPACE[2])
            self._trouble.addWidget(note)
        else:
            self._welcome.show_trouble(note)

    def clear_trouble(self) -> None:
        """Take the trouble away; a keyboard that was on it goes to the page."""
        self._trouble_shown = ()
        focused, had_keyboard = self.focusWidget(), False
        while (item := self._trouble.takeAt(0)) is not None:
            had_keyboard = had_keyboard or (focused is not None and item.widget().isAncestorOf(focused))
            item.widget().hide()
            item.widget().deleteLater()
        self._trouble.setContentsMargins(0, 0, 0, 0)
        if had_keyboard and self._current is not None:
            self._current.take_focus()
        if self._welcome is not None:
            self._welcome.clear_trouble()

    def show_report(self, error: BaseException) -> None:
        """Show what we did wrong, to be copied or saved; an error that repeats itself is shown once at a time."""
        if self._report is None or not isValid(self._report) or not self._report.isVisible():
            self._report = ReportDialog(error, self)
            self._report.open()

    # --- files dropped, size, closing --------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        self._arrivals.take(files)

    def open_files(self, files: list[Path]) -> None:
        """Open files given on the command line or by a double click."""
        self._arrivals.take(files)

    def _restore_geometry(self) -> None:
        kept = self.desk.preferences.get(_GEOMETRY, "")
        if not kept or not self.restoreGeometry(QByteArray.fromBase64(kept.encode())):
            available = self.screen().availableGeometry()
            self.resize(min(_REFERENCE[0], available.width()), min(_REFERENCE[1], available.height()))

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._is_closing:
            event.accept()
            return
        event.ignore()
        if self._asks_to_close:
            return
        if self._current is not None and not self._current.may_leave():
            return
        unstored = self.desk.session.unstored()
        if unstored:
            stopped = "正在做的事会停下来。" if self.work.running else ""
            words = stopped + lost_words(unstored)
            self._ask_to_close("有没做完的内容，要关闭吗？", words, "不要了，关闭", self._close_down)
        elif self.work.running:
            words = "正在做的事会停下来，做了一半的不会留下。您填的内容都已保存。"
            self._ask_to_close("还有事情没做完，要关闭吗？", words, "停下并关闭", self._close_down)
        else:
            self._close_down()

    def _ask_to_close(self, title: str, words: str, yes: str, then: Act) -> None:
        """Ask once, however often the clerk presses the cross meanwhile."""

        def answered(said_yes: bool) -> None:
            self._asks_to_close = False
            if said_yes:
                then()

        self._asks_to_close = True
        self.desk.messages.confirm(title, words, yes, lambda: answered(True), lambda: answered(False))

    def _close_down(self) -> None:
        for job in self.work.running:
            job.cancel()
        self.desk.preferences.put(_GEOMETRY, bytes(self.saveGeometry().toBase64()).decode())
        self.desk.session.typing.settle()
        self.desk.session.ask(
            lambda workspace: workspace and workspace.require_in_place(),
            lambda _: self._close_when_safe(),
            self._close_displaced,
        )

    def _close_displaced(self, error: BaseException) -> None:
        """Close where the file was only renamed and holds everything; ask where it would be lost."""
        if getattr(error, "code", "") == "workspace-renamed" and not self.desk.session.typing.is_refused:
            self._close_now()
            return
        self._tell_unsaved(error)
        words = "工作文件不在原来的地方，现在关闭，里面的内容可能就找不回来了。先不关，可以另存一份，再关。"
        self._ask_to_close("工作文件不见了，要关闭吗？", words, "不要了，关闭", self._close_now)

    def _close_when_safe(self) -> None:
        """Close only when everything typed is on the disk, or when the clerk says so."""
        typing = self.desk.session.typing
        if typing.is_refused:
            words = "刚才输入的几个字磁盘没有收下。先腾出地方再关，内容会自动存上；现在关闭，这几个字就没有了。"
            self._ask_to_close("有内容还没有存上", words, "不要了，关闭", self._close_now)
        elif typing.is_waiting:
            # Typed since the question was put.
            self._close_down()
        else:
            self._close_now()

    def _close_now(self) -> None:
        self.desk.preferences.save()
        self._is_closing = True
        self.setEnabled(False)
        self.desk.session.close(
            lambda: QTimer.singleShot(0, self.close), lambda error: QTimer.singleShot(0, self.close)
        )
