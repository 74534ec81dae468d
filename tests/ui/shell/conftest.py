"""The whole window, as a clerk has it open."""

from collections.abc import Callable, Iterator

import pytest

from app.opening import open_workspace
from tests.support import Computer
from tests.ui.support import end_program, wait_idle
from ui.application import Application, Program


@pytest.fixture
def program(qtbot, qapp: Application) -> Iterator[Program]:
    """The whole program, closed as a clerk closes it."""
    made = Program(qapp)
    made.window.resize(1366, 698)
    yield made
    end_program(qtbot, made)


@pytest.fixture
def at_work(qtbot, program: Program) -> Callable[[Computer], Program]:
    """Open a computer's workspace in the window."""

    def sit_down(at: Computer) -> Program:
        program.session.start(lambda: open_workspace(at.path, person=at.person, now=at.clock))
        program.window.show()
        program.window.activateWindow()
        qtbot.waitUntil(program.window.isActiveWindow)
        wait_idle(qtbot, program.jobs)
        return program

    return sit_down
