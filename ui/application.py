"""The running program: fonts, look, Chinese texts of Qt, log, errors nobody caught, and the window on top."""

import faulthandler
import logging
import sys
import threading
from datetime import datetime
from functools import partial
from logging.handlers import RotatingFileHandler
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTimer, QtMsgType, QTranslator, qInstallMessageHandler
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from app.errors import UserFacingError
from app.opening import open_workspace
from app.resources import resource_path
from app.standards.library import load_library
from app.user_folder import data_home
from ui.fonts import load_application_fonts
from ui.garbage import Garbage
from ui.jobs import PAPER, STORE, Jobs, Watch
from ui.messages import Messages
from ui.preferences import Preferences
from ui.session import Session
from ui.shell.arrivals import PACKAGE, WORKSPACE
from ui.shell.loading import Loading, every_page, load_page
from ui.shell.places import FIRST
from ui.shell.report import where_it_went_wrong
from ui.shell.what_is_saved import words_after_crash
from ui.shell.window import MainWindow
from ui.theme.glyphs import characters_of, draw_ahead
from ui.theme.icons import read_icons
from ui.theme.style import Style
from ui.theme.theme import SYSTEM, Theme
from ui.turns import Turns

NAME = "disclosure-checklist-assistant"
DESKTOP_ENTRY = "gkqd"
"""By these a desktop knows which of its entries, and so which icon, the window belongs to."""
_LOG = logging.getLogger("ui")
_LOG_BYTES, _LOG_FILES = 1_000_000, 3
# How long the first page is left alone before the other ones are made.
_READ_FIRST_MS = 1000
# How long a lane may keep the interpreter before the window's thread gets its turn. Every call into Qt gives the
# interpreter away and waits for it again: a page that is built while a lane reads waits some hundred times.
_SWITCH_S = 0.0001
_CRASH_LOG = "crash.log"
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class Application(QApplication):
    """A Qt application with the program's fonts, colours and Chinese texts."""

    def __init__(self, arguments: list[str]) -> None:
        super().__init__(arguments)
        self.setApplicationName(NAME)
        self.setApplicationDisplayName("公开清单助手")
        self.setDesktopFileName(DESKTOP_ENTRY)
        QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
        load_application_fonts(self)
        self._translator = QTranslator(self)
        self._translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
        self.installTranslator(self._translator)
        self.turns = Turns(self)
        self.theme = Theme(self)
        self._style = Style(self.theme)
        self.setStyle(self._style)
        self.theme.choose(SYSTEM, 1.0)
        self.setWindowIcon(QIcon(str(resource_path("icons/mark.svg"))))
        sys.setswitchinterval(_SWITCH_S)
        self.garbage = Garbage(self)


class Program:
    """The parts of the running program, put together once."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.jobs = Jobs(self._tell)
        self.preferences = Preferences(self.jobs)
        application.theme.choose(self.preferences.get("theme", SYSTEM), self.preferences.get("text_scale", 1.0))
        self.messages = Messages(self.preferences.get, self.preferences.put)
        self.session = Session(self.jobs)
        self.window = MainWindow(self.jobs, self.session, self.preferences, self.messages)
        self.loading = Loading(self.jobs, self.window)
        self.window.usable.connect(self._load_pages)

    def begin(self, files: list[Path], *, crashed: bool = False) -> None:
        """Show the window with the files asked for, else with the workspace used last, else with the first page."""
        if crashed:
            self.window.usable.connect(self._tell_of_crash, Qt.ConnectionType.SingleShotConnection)
        recent = [Path(known["path"]) for known in self.preferences.recent_workspaces()]
        workspaces = [file for file in files if file.suffix.lower() == WORKSPACE] or ([] if files else recent)
        if workspaces:
            self._open(workspaces[0])
        elif recent and files[0].suffix.lower() == PACKAGE:
            self.jobs.run(
                STORE,
                lambda watch: _begins_a_unit(files[0]),
                lambda is_for_new_unit: self._welcome(files) if is_for_new_unit else self._open(recent[0], files),
            )
        else:
            self._welcome(files)
        self.window.show()
        # All that was imported and made so far stays; looking through it would be felt.
        self.application.garbage.put_aside()
        self.application.garbage.collect_at_rest(self.window)

    def _tell_of_crash(self) -> None:
        """Say what the file that is open now holds of what was done before the program crashed."""
        self.session.ask(
            words_after_crash, lambda words: self.messages.trouble(UserFacingError("crashed-before", words))
        )

    def _open(self, workspace: Path, files: list[Path] | None = None) -> None:
        """Open a workspace; files that were sent to it go to its inbox once it is there."""
        if files:
            take = partial(self.window.open_files, files)
            self.window.usable.connect(take, Qt.ConnectionType.SingleShotConnection)
        self.session.start(lambda: open_workspace(workspace), self._not_opened)
        # Beside the opening; once the window is shown it would be felt.
        load_page(FIRST)

    def _welcome(self, files: list[Path]) -> None:
        self.window.show_welcome()
        self.window.open_files(files)
        self.loading.begin([FIRST])

    def _load_pages(self) -> None:
        def loaded(characters: str) -> None:
            draw_ahead(characters, self.window.devicePixelRatioF(), self.window)
            self.application.garbage.put_aside()
            QTimer.singleShot(_READ_FIRST_MS, self.window, self.window.pages.make_ahead)

        self.jobs.run(
            PAPER, _read_ahead, lambda characters: self.loading.begin(every_page(), lambda: loaded(characters))
        )

    def _not_opened(self, error: BaseException) -> None:
        self.window.show_welcome()
        self.messages.trouble(error)

    def _tell(self, error: BaseException) -> None:
        self.messages.trouble(error)

    def report(self, error: BaseException) -> None:
        """Show an error nobody caught."""
        _LOG.error("unexpected", exc_info=error)
        self.window.show_report(error)

    def end(self) -> None:
        """Let the lanes finish."""
        self.jobs.close()
        self.application.garbage.take_back()


def _read_ahead(watch: Watch) -> str:
    """Read what the disk has of the look; returns the characters that pages are written in, as the help is."""
    read_icons()
    return characters_of(page.text for page in load_library().help_pages.values())


def _begins_a_unit(package: Path) -> bool:
    """Whether a package begins a unit of its own; only then is all that packages need imported."""
    from app.founding import begins_a_unit

    return begins_a_unit(package)


class _LogFormat(logging.Formatter):
    """Lines of the log; errors without their words, which may hold what was typed."""

    def formatException(self, raised) -> str:
        """Return type and frames."""
        return where_it_went_wrong(raised[1])


def keep_log() -> bool:
    """Write the log into the user's folder; returns whether the program crashed the last time.

    A folder that cannot be written must not stop the program.
    """
    logging.captureWarnings(True)
    folder = data_home() / "logs"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        crashed = _put_crash_aside(folder)
        faulthandler.enable((folder / _CRASH_LOG).open("w", encoding="utf-8"))
        handler = RotatingFileHandler(
            folder / "window.log", maxBytes=_LOG_BYTES, backupCount=_LOG_FILES, encoding="utf-8"
        )
    except OSError as error:
        logging.basicConfig(level=logging.INFO)
        _LOG.warning("no log in %s: %s", folder, error)
        return False
    handler.setFormatter(_LogFormat("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    return crashed


def _put_crash_aside(folder: Path) -> bool:
    """Keep what a hard crash of the last time left, under its own name; whether there was one."""
    left = folder / _CRASH_LOG
    if not left.exists() or left.stat().st_size == 0:
        return False
    left.replace(folder / f"crash-{datetime.now():%Y%m%d-%H%M%S}.log")
    return True


def catch_everything(program: Program) -> None:
    """Send errors nobody caught, of every thread, and Qt's warnings where they belong."""

    def from_thread(arguments: threading.ExceptHookArgs) -> None:
        _LOG.error("unexpected in %s", arguments.thread, exc_info=arguments.exc_value)

    def uncaught(kind: type, error: BaseException, traceback) -> None:
        if issubclass(kind, KeyboardInterrupt):
            program.application.quit()
        else:
            program.report(error)

    sys.excepthook = uncaught
    threading.excepthook = from_thread
    qInstallMessageHandler(lambda kind, context, text: _LOG.log(_LEVELS.get(kind, logging.INFO), "Qt: %s", text))
