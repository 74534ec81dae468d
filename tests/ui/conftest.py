"""Windows are tested without a display unless the caller chose a platform."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import delete, isValid

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from app.opening import open_workspace
from tests.support import Computer
from tests.ui.support import RecordedMessages, TestDesk, choose_look, wait_idle
from ui.application import Application
from ui.jobs import Jobs
from ui.preferences import Preferences
from ui.session import Session


@pytest.fixture(scope="session")
def qapp_cls() -> type[Application]:
    """The tests' application is the program's own."""
    return Application


@pytest.fixture(autouse=True, scope="session")
def _empty_clipboard(qapp: Application) -> Iterator[None]:
    """Without a display what was copied last is freed after Python is gone, which ends the run with a crash."""
    yield
    qapp.clipboard().clear()


@pytest.fixture(autouse=True)
def _usual_look(qapp: Application) -> Iterator[None]:
    """Begin and end each test with the light theme at 100 %."""
    if isinstance(qapp, Application) and (qapp.theme.name, qapp.theme.scale) != ("light", 1.0):
        choose_look("light", 1.0)
    yield


@pytest.fixture(autouse=True)
def _no_window_left_over(qapp: Application, _usual_look: None) -> Iterator[None]:
    """Free the parts a page hands to the window around it, where a test has none: every change of the look restyles
    what is left over.
    """
    before = set(qapp.topLevelWidgets())
    yield
    for widget in qapp.topLevelWidgets():
        is_popup = isValid(widget) and widget.windowType() == Qt.WindowType.Popup
        # What opened a list of suggestions frees it.
        if isValid(widget) and not is_popup and widget.parent() is None and widget not in before:
            delete(widget)


@pytest.fixture
def messages() -> RecordedMessages:
    """The gateway of messages, which writes down what it was to show."""
    return RecordedMessages()


@pytest.fixture
def jobs(qapp: Application, messages: RecordedMessages) -> Iterator[Jobs]:
    """The lanes of work, ended with the test."""
    made = Jobs(messages.trouble)
    yield made
    made.close()


@pytest.fixture
def desk(qtbot, jobs: Jobs, messages: RecordedMessages) -> Iterator[Callable[[Computer], TestDesk]]:
    """Sit down at a computer: `desk(computer)` opens its workspace."""
    opened: list[TestDesk] = []

    def sit_down(computer: Computer) -> TestDesk:
        session = Session(jobs)
        made = TestDesk(session, jobs, messages, Preferences(jobs, {}))
        session.start(lambda: open_workspace(computer.path, person=computer.person, now=computer.clock))
        wait_idle(qtbot, jobs)
        assert session.is_open, messages.troubles
        opened.append(made)
        return made

    yield sit_down
    for made in opened:
        made.session.close()
    wait_idle(qtbot, jobs)


@pytest.fixture
def settle(qtbot) -> Callable[[TestDesk], None]:
    """Wait until all work is done and its results have been shown."""
    return lambda desk: wait_idle(qtbot, desk.jobs)


@pytest.fixture
def shot(request: pytest.FixtureRequest) -> Callable[[QWidget, str], None]:
    """Save a picture of a widget where the environment variable SHOTS names a folder."""

    def save(widget: QWidget, name: str) -> None:
        folder = os.environ.get("SHOTS")
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            assert widget.grab().save(str(Path(folder) / f"{name}.png"))

    return save
