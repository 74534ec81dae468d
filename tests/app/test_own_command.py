"""The program starts its own command line, from a source tree and as a built program."""

import subprocess
import sys
from pathlib import Path

import pytest

from app.own_command import command_name, own_command, own_environment


def test_the_command_line_of_a_source_tree_starts_from_anywhere(tmp_path: Path):
    command = [*own_command(), "workday", "2026-09-28", "+3"]
    done = subprocess.run(command, cwd=tmp_path, env=own_environment(), capture_output=True, encoding="utf-8")
    assert done.returncode == 0 and "2026年10月8日" in done.stdout, done
    assert command_name() == "python -m app"


@pytest.mark.parametrize(("window", "command"), [("gkqd-window", "gkqd"), ("gkqd-window.exe", "gkqd.exe")])
def test_the_command_line_of_a_built_program_lies_beside_the_window(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, window: str, command: str
):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / window))
    assert own_command() == [str(tmp_path / command)]
    assert command_name() == "gkqd"
