"""Every `on_screen_*.py` beside this file, in a process of its own on a screen of its own."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.ui.drive.screen import NOT_AVAILABLE, Screen, is_available, person_variables

FOLDER = Path(__file__).parent
ROOT = FOLDER.parent.parent.parent
TIMEOUT_S = 300


@pytest.mark.skipif(not is_available(), reason=NOT_AVAILABLE)
@pytest.mark.parametrize("scenario", sorted(path.name for path in FOLDER.glob("on_screen_*.py")))
def test_scenario(scenario: str, tmp_path: Path):
    with Screen() as screen:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-x", str(FOLDER / scenario)],
            cwd=ROOT,
            env=person_variables(screen.name, tmp_path),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=TIMEOUT_S,
            check=False,
        )
    assert done.returncode == 0, done.stdout
