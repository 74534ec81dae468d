"""The program starts, shows its window and ends in order, from outside."""

from pathlib import Path

import pytest

from tests.support import Computer
from tests.ui.drive.program import Program
from tests.ui.drive.screen import NOT_AVAILABLE, Screen, is_available

pytestmark = pytest.mark.skipif(not is_available(), reason=NOT_AVAILABLE)


def test_opens_a_workspace_and_ends_in_order(township: Computer, tmp_path: Path):
    with Screen() as screen, Program(screen.name, tmp_path, township.path) as program:
        window = program.wait_for_window("兴隆镇")
        assert program.close_window(window) == 0
    assert not list(township.path.parent.glob("*.qd-*")), "the file is complete by itself"


def test_begins_without_a_workspace(tmp_path: Path):
    with Screen() as screen, Program(screen.name, tmp_path) as program:
        window = program.wait_for_window("公开清单助手")
        assert program.close_window(window) == 0
