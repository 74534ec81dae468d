"""What the tests of the window share: a desk without a window around it, and messages that are written down."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import delete

from app.errors import UserFacingError
from ui.application import Program
from ui.jobs import Jobs
from ui.preferences import Preferences
from ui.restore_dialog import RestoreDialog
from ui.session import Session
from ui.theme import theme
from ui.turns import turns


class RecordedMessages(QObject):
    """Stands in for `ui.messages.Messages`. Answers to questions are set beforehand; without one the clerk says no."""

    def __init__(self) -> None:
        super().__init__()
        self.toasts: list[str] = []
        self.toast_actions: list[Callable[[], object] | None] = []
        self.troubles: list[UserFacingError] = []
        self.trouble_buttons: list[Sequence] = []
        self.confirms: list[str] = []
        self.told: list[str] = []
        self.says_yes = False
        self.text_answer = ""
        self.files_answer: list[Path] = []
        self.save_answer: Path | None = None
        self.suggested: list[str] = []
        self.window: QWidget | None = None

    def toast(self, text: str, action_text: str = "", action: Callable[[], object] | None = None) -> None:
        self.toasts.append(text)
        self.toast_actions.append(action)

    def trouble(self, error: BaseException, headline: str = "", buttons: Sequence = ()) -> None:
        if not isinstance(error, UserFacingError):
            raise error
        self.troubles.append(error)
        self.trouble_buttons.append(buttons)

    def clear(self) -> None:
        self.troubles.clear()

    def confirm(
        self,
        title: str,
        text: str,
        yes_text: str,
        then: Callable[[], object],
        otherwise: Callable[[], object] | None = None,
    ) -> None:
        self.confirms.append(f"{title} {text}")
        if self.says_yes:
            then()
        elif otherwise is not None:
            otherwise()

    def tell(self, title: str, text: str) -> None:
        self.told.append(f"{title} {text}")

    def ask_text(self, title: str, text: str, then: Callable[[str], object], initial: str = "") -> None:
        if self.text_answer:
            then(self.text_answer)

    def open_files(self, title: str, filters: str, then: Callable, *, many: bool = True) -> None:
        if self.files_answer:
            then(self.files_answer)

    def save_file(self, title: str, suggested: str, filters: str, then: Callable[[Path], object]) -> None:
        self.suggested.append(suggested)
        if self.save_answer is not None:
            then(self.save_answer)

    def choose_folder(self, title: str, then: Callable[[Path], object]) -> None:
        if self.save_answer is not None:
            then(self.save_answer)


class TestDesk:
    """A desk of which the way to other pages is written down: `went` holds (place, target)."""

    __test__ = False

    def __init__(self, session: Session, jobs: Jobs, messages: RecordedMessages, preferences: Preferences) -> None:
        self.session, self.jobs, self.messages, self.preferences = session, jobs, messages, preferences
        self.went: list[tuple[str, dict[str, Any]]] = []

    def go(self, place: str, **target: Any) -> None:
        self.went.append((place, target))


def wait_idle(qtbot, jobs: Jobs) -> None:
    """Wait until all work is done and its results have been shown."""
    qtbot.waitUntil(lambda: jobs.are_idle and turns().are_over, timeout=20_000)


def seen_before_restoring(qtbot) -> str:
    """Read what the open dialog tells of a backup, and go on to restore it."""
    shown = [each for each in QApplication.topLevelWidgets() if isinstance(each, RestoreDialog) and each.isVisible()]
    [dialog] = shown
    qtbot.waitUntil(dialog.restore.isEnabled)
    told = dialog.words.plain_text()
    dialog.restore.click()
    return told


def choose_look(name: str | None = None, scale: float | None = None) -> None:
    """Choose colours and text size, and let everything there is be dressed in them."""
    theme().choose(name, scale)
    while theme().is_dressing:
        QCoreApplication.processEvents()


def end_program(qtbot, program: Program) -> None:
    """Close a program as a clerk does, and free its window: every change of the look restyles what is left over."""
    program.window.close()
    qtbot.waitUntil(lambda: not program.window.isVisible(), timeout=20_000)
    wait_idle(qtbot, program.jobs)
    program.end()
    delete(program.window)
