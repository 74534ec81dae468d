"""Scenarios on a screen: files `on_screen_*.py`, run by `test_on_screen.py` in a process that has one."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.drive.deskmate import Deskmate
from tests.ui.drive.stage import Stage
from ui.application import Application, Program


@pytest.fixture
def stage(qapp: QApplication) -> Iterator[Stage]:
    """Real keys and a real mouse at the windows of this process."""
    stage = Stage(os.environ["DISPLAY"])
    yield stage
    stage.close()


@pytest.fixture
def sit(stage: Stage, qapp: Application, tmp_path: Path) -> Callable:
    """Sit down at the program with a workspace: `sit(path, scene)`, as one who uses the keyboard unless it is said
    otherwise; a second time it is started anew."""
    shots = Path(os.environ.get("SHOTS") or tmp_path / "shots")
    shots.mkdir(parents=True, exist_ok=True)

    def sit_down(path: Path, scene: Callable[[Deskmate], None], *, by_mouse: bool = False) -> None:
        program = Program(qapp)
        clerk = Deskmate(stage, program, shots)
        clerk.by_mouse = by_mouse
        program.begin([path])
        try:
            stage.play(lambda _: clerk.play(scene))
        finally:
            program.window.hide()
            program.end()

    return sit_down
