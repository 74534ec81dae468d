"""The window: which page stands in its frame; the host of messages; its keys; what is dropped on it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QEvent, QSize, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QStackedWidget
from shiboken6 import isValid

from app.demo_folder import is_demo
from app.drafting.search import HELP
from app.practice import WORD
from ui.backing_up import BackingUp
from ui.desk import Desk
from ui.examining import Examining
from ui.gate import Stopped
from ui.help.opening import HelpDesk
from ui.jobs import Jobs
from ui.messages import Act, ButtonSpec, Messages
from ui.pages.page import Page
from ui.preferences import Preferences
from ui.session import Session
from ui.shell.arrivals import Arrivals
from ui.shell.badges import Badges
from ui.shell.closing import Closing
from ui.shell.file_watch import FileWatch
from ui.shell.frame import Frame
from ui.shell.heading import Heading
from ui.shell.hits import place_of
from ui.shell.pages import Pages
from ui.shell.painting import PaintedInTurns
from ui.shell.places import FIRST, places_for
from ui.shell.report import ReportDialog
from ui.shell.results import Results
from ui.shell.touring import Touring
from ui.shell.trouble_bar import trouble_note
from ui.shell.unit_switcher import UnitSwitcher
from ui.shell.way_back import BACK_KEY, give_keyboard_back
from ui.shell.what_is_saved import WhatIsSaved
from ui.theme import theme
from ui.theme.focus_ring import FocusRing
from ui.turns import turns

PROGRAM = "公开清单助手"
_GEOMETRY = "window.geometry"
_LEAST_WIDTH, _LEAST_HEIGHT = 640, 420
_REFERENCE = (1366, 698)


class MainWindow(PaintedInTurns):
    """Shows the pages of the open workspace, or the first page where none is open."""

    usable = Signal()
    """The first page has shown what the store holds."""

    def __init__(self, jobs: Jobs, session: Session, preferences: Preferences, messages: Messages) -> None:
        super().__init__()
        self.desk = Desk(session, jobs, messages, preferences, self.head_for)
        self.pages = Pages(self.desk, self)
        self.stack = self.late = self.pages.stack
        self._current: Page | None = None
        self._report: ReportDialog | None = None
        self._build()
        self._connect()
        self._add_shortcuts()
        self.help = HelpDesk(self, self.desk.session, self._here)
        self.touring = Touring(self, self._frame, self.desk, self.help)
        self.setAcceptDrops(True)
        self.setMinimumSize(_LEAST_WIDTH, _LEAST_HEIGHT)
        self.setWindowTitle(PROGRAM)
        self._restore_geometry()

    # --- building ------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        desk = self.desk
        self._frame = frame = Frame(desk.session, self.pages.stack)
        self.rail, self.status, self.search = frame.rail, frame.status, frame.search
        self.header, self.work = frame.header, frame.work
        self.results = Results(self, desk, frame)
        self.toasts = self.results.toast
        self._heading = Heading(frame, self.pages)
        self._outer = QStackedWidget()
        self._outer.addWidget(frame)
        self.setCentralWidget(self._outer)
        self._welcome: Page | None = None
        self.ring = FocusRing(self)
        Badges(desk, self.rail)
        self._arrivals, self.switcher = Arrivals(desk), UnitSwitcher(desk, self)
        self._watch = FileWatch(desk, self.status, BackingUp(desk))
        self._closing = Closing(self, desk, self.work, self._watch)
        self._examining, self._saved = Examining(desk, self), WhatIsSaved(desk.session, self)
        self._closing.may_leave, self._closing.remember = self._may_leave, self._keep_geometry

    def _connect(self) -> None:
        session, desk, results = self.desk.session, self.desk, self.results
        desk.messages.show_in(self)
        self.pages.taken_in.connect(self._take_in)
        self.status.unit_asked.connect(self.switcher.open)
        desk.preferences.units.changed.connect(self._show_places)
        desk.preferences.units.read()
        QApplication.instance().focusChanged.connect(results.follow_keyboard)
        for left in (self.toasts.left, self._frame.trouble.keyboard_left):
            left.connect(self._give_keyboard_to_page)
        self.rail.chosen.connect(self.head_for)
        self.header.undo_asked.connect(results.undo)
        self.header.redo_asked.connect(results.redo)
        self.header.back.clicked.connect(self.go_back)
        self.search.found.connect(self._go_to_hit)
        self.status.theme_asked.connect(self.choose_theme)
        self.status.scale_asked.connect(lambda scale: self.choose_theme(scale=scale))
        self.status.help_asked.connect(lambda: self.help.open())
        session.leaving.connect(self._may_leave)
        session.opened.connect(self._show_workspace)
        session.closed.connect(self._show_closed)
        session.changed.connect(self._show_title)
        session.changed.connect(self._show_places)
        session.moved.connect(self._show_moved)
        session.history_changed.connect(results.follow_history)
        session.long_started.connect(self.work.show_job)

    def _add_shortcuts(self) -> None:
        for keys, act in {
            "Ctrl+K": self.search.open,
            "Ctrl+U": self.switcher.open,
            "Ctrl+Z": self.results.undo,
            "Ctrl+Y": self.results.redo,
            "Ctrl+Shift+Z": self.results.redo,
            "F6": lambda: self._next_area(False),
            "Shift+F6": lambda: self._next_area(True),
            BACK_KEY: self.go_back,
            "Ctrl+O": self._arrivals.ask_for_files,
            "Ctrl++": lambda: self._change_scale(1),
            "Ctrl+=": lambda: self._change_scale(1),
            "Ctrl+-": lambda: self._change_scale(-1),
            "Ctrl+0": lambda: self.choose_theme(scale=1.0),
        }.items():
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    # --- places --------------------------------------------------------------------------------------------------

    def go(self, code: str, **target: Any) -> Page:
        """Show a place at once, or "welcome"; `target` tells the page what to show there."""
        if code == "welcome":
            return self.show_welcome(**target)
        page = self.pages.page(code)
        if not self._leave_for(page):
            return self._current
        self._come_to(page)
        focused = self.focusWidget()
        page.show_place(**target)
        if self.focusWidget() is focused:
            page.take_focus()
        return page

    def head_for(self, code: str, **target: Any) -> None:
        """Go to a place as soon as its page is there: all of it built at once would be felt. The window says meanwhile
        where it goes, and keeps what is pressed for the page."""
        if code == "welcome" or self.pages.has(code):
            self.go(code, **target)
        elif self._leave_for(self.pages.make(code)):
            self._current = None
            self._show_frame()
            self._heading.set_out(code, lambda: self.go(code, **target))

    def go_back(self) -> None:
        """Show the place that was left last, as it was left; nothing where none was."""
        step = self.header.back.last()
        if step is None or self._here() == "welcome":
            return
        page = self.pages.page(step.place)
        if self._leave_for(page, is_noted=False):
            self.header.back.forget_last()
            self._come_to(page)
            give_keyboard_back(page, step.keyboard)

    def _leave_for(self, page: Page, *, is_noted: bool = True) -> bool:
        """Leave the page that is shown; False where it keeps the clerk. `is_noted`: one can come back to it."""
        left = self._current
        if left is not page and not self._may_leave():
            self.rail.set_current(left.place)
            return False
        self.desk.session.typing.settle()
        if left is not page:
            self.clear_trouble()
            # What is still refused is told on the next page, too.
            self._watch.tell_again()
            if left is not None and is_noted:
                self.header.back.leave(left, page, self.focusWidget())
        return True

    def _come_to(self, page: Page) -> None:
        self.header.back.arrive(page, self.focusWidget())
        self._current = page
        self._show_frame()
        self.rail.set_current(page.place)
        self.stack.setCurrentWidget(page)
        self._show_frame_of(page)
        page.reload_if_needed()
        self.results.keep_off_buttons_soon()
        turns().rest()

    @property
    def current(self) -> Page | None:
        """The page shown."""
        return self._current

    def _here(self) -> str:
        """The place where the clerk is, by its code."""
        if self._outer.currentWidget() is not self._frame:
            return "welcome"
        return self._current.place if self._current is not None else FIRST

    def show_welcome(self, **target: Any) -> Page:
        """Show the page of first use: make, open or restore a workspace."""
        from ui.pages.welcome.page import WelcomePage

        if self._welcome is None:
            self._welcome = WelcomePage(self.desk)
            self._outer.addWidget(self._welcome)
        self.setWindowTitle(f"{PROGRAM}")
        self.pages.want_nothing()
        self._outer.setCurrentWidget(self._welcome)
        self._welcome.show_place(**target)
        return self._welcome

    def _take_in(self, page: Page) -> None:
        page.frame_changed.connect(lambda: self._show_frame_of(page))
        page.badge_changed.connect(self.rail.set_badge)

    def _show_frame_of(self, page: Page) -> None:
        if page is self._current:
            self._frame.show_page(page)

    def _may_leave(self) -> bool:
        """Let the page bring what is being typed into the file it belongs to; False keeps the clerk there."""
        return self._current is None or self._current.may_leave()

    def _show_workspace(self) -> None:
        """Begin anew with the workspace just opened; each part in a turn of its own, all at once would be felt."""
        unit, is_first = self.desk.session.unit, self._outer.currentWidget() is not self._frame
        self.toasts.hide()
        self._frame.show_page(None)
        self.pages.forget()
        self._current = None
        self.header.back.forget()
        self.desk.preferences.remember_workspace(unit.path, unit.name, unit.edition)
        self._show_places()
        self._watch.begin()
        self._show_frame()
        self._later(lambda: self.pages.make(FIRST))
        self._later(self._show_first)
        if is_first:
            self._later(self.touring.offer_once)

    def _show_first(self) -> None:
        # Whoever opened the workspace may have gone on to a place of it.
        if self._current is None:
            self.paint_late()
            self.go(FIRST)
        self._closing.tell_trouble()
        self._examining.begin()
        # What the page asked for has been shown by the time this is answered.
        self._later(self.usable.emit)

    def _later(self, act: Callable[[], object]) -> None:
        """Go on after what was asked of the store before, as long as the same workspace is open."""
        self.desk.session.ask(lambda workspace: None, lambda _: act())

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
        self.status.show_practice(unit.is_practice)
        self.status.show_unit(unit.name if preferences.units.units or len(preferences.recent_workspaces()) > 1 else "")

    def _show_moved(self) -> None:
        """Remember where the work goes on."""
        unit = self.desk.session.unit
        self.desk.preferences.remember_workspace(unit.path, unit.name, unit.edition)
        self._show_title()
        self._watch.show_backup()

    def _show_frame(self) -> None:
        """Show the open workspace around its page, also after the page of first use was shown meanwhile."""
        self._outer.setCurrentWidget(self._frame)
        self._show_title()

    def _show_title(self) -> None:
        unit = self.desk.session.unit
        if self._outer.currentWidget() is self._frame:
            who = f" · {unit.person}" if unit.person else ""
            demo = "演示数据：" if is_demo(unit.path) else f"{WORD}：" if unit.is_practice else ""
            self.setWindowTitle(f"{demo}{unit.name} · {unit.edition}版{who} — {PROGRAM}")

    def _show_closed(self) -> None:
        if not self._closing.is_closing:
            self.show_welcome()

    def _go_to_hit(self, hit: dict[str, Any]) -> None:
        if hit["kind"] == HELP:
            self.help.open(hit["id"])
        else:
            code, target = place_of(hit)
            self.head_for(code, **target)

    def _next_area(self, back: bool) -> None:
        if self._current is not None:
            self._frame.next_area(self._current, back=back)

    # --- what the keys and the status line do ----------------------------------------------------------------------

    def choose_theme(self, name: str | None = None, scale: float | None = None) -> None:
        """Change colours or text size, and remember it."""
        theme().choose(name, scale)
        self.desk.preferences.put("theme", theme().chosen)
        self.desk.preferences.put("text_scale", theme().scale)

    def _change_scale(self, step: int) -> None:
        scales = theme().text_scales
        number = min(range(len(scales)), key=lambda index: abs(scales[index] - theme().scale))
        self.choose_theme(scale=scales[max(0, min(len(scales) - 1, number + step))])

    def changeEvent(self, event: QEvent) -> None:
        """See after the file when the clerk comes back: it may have been moved meanwhile."""
        super().changeEvent(event)
        is_back = event.type() == QEvent.Type.ActivationChange and self.isActiveWindow()
        if is_back and self.desk.session.is_open and not self._closing.is_closing:
            self._watch.look()

    # --- host of messages ------------------------------------------------------------------------------------------

    def show_toast(self, text: str, action_text: str, action: Act | None) -> None:
        """Show a result at the bottom right."""
        self.results.show(text, action_text, action)

    def _give_keyboard_to_page(self) -> None:
        if self.current is not None:
            self.current.take_focus()

    def show_trouble(self, headline: str, text: str, details: str, buttons: Sequence[ButtonSpec]) -> None:
        """Show on top of the page what the world refused."""
        told = headline, text, details
        if self._outer.currentWidget() is self._frame:
            self._frame.trouble.show_trouble(told, buttons)
        else:
            self._welcome.show_trouble(trouble_note(told, [*buttons, ("知道了", "", self.clear_trouble)], self))

    def show_stopped(self, stopped: Stopped, buttons: Sequence[ButtonSpec]) -> None:
        """Show what the privacy gate stopped, with the ways to where it stands and the one to let it out."""
        from ui.letting_out import told_of, ways_on

        headline, text = told_of(stopped)
        self.show_trouble(headline, text, "", [*ways_on(self.desk, self, stopped), *buttons])

    def clear_trouble(self) -> None:
        """Take the trouble away."""
        self._frame.trouble.clear()
        if self._welcome is not None:
            self._welcome.clear_trouble()

    def show_report(self, error: BaseException) -> None:
        """Show what we did wrong, to be copied or saved; an error that repeats itself is shown once at a time."""
        if self._report is None or not isValid(self._report) or not self._report.isVisible():
            self._report = ReportDialog(error, self._saved.words(), self)
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
            self.resize(QSize(*_REFERENCE).boundedTo(self.screen().availableGeometry().size()))

    def _keep_geometry(self) -> None:
        self.desk.preferences.put(_GEOMETRY, bytes(self.saveGeometry().toBase64()).decode())

    def closeEvent(self, event: QCloseEvent) -> None:
        self._closing.take(event)
