"""Scenarios on a screen: files `on_screen_*.py`, run by `test_on_screen.py` in a process that has one."""

import os
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.drive.stage import Stage


@pytest.fixture
def stage(qapp: QApplication) -> Iterator[Stage]:
    """Real keys and a real mouse at the windows of this process."""
    stage = Stage(os.environ["DISPLAY"])
    yield stage
    stage.close()
