"""Every `on_screen_*.py` beside this file, in a process of its own on a screen of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ui.drive.screen import Screen, is_available

FOLDER = Path(__file__).parent
ROOT = FOLDER.parent.parent.parent
TIMEOUT_S = 300


@pytest.mark.skipif(not is_available(), reason="没有 Xvfb：真实按键和鼠标的测试不做（apt-get install xvfb）")
@pytest.mark.parametrize("scenario", sorted(path.name for path in FOLDER.glob("on_screen_*.py")))
def test_scenario(scenario: str, tmp_path: Path):
    with Screen() as screen:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-x", str(FOLDER / scenario)],
            cwd=ROOT,
            env=environment(screen, tmp_path),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=TIMEOUT_S,
            check=False,
        )
    assert done.returncode == 0, done.stdout


def environment(screen: Screen, home: Path) -> dict[str, str]:
    """A person's variables: this screen, an empty home, nothing of who runs the tests that changes a window."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("QT_", "XDG_", "WAYLAND_"))}
    return kept | {"DISPLAY": screen.name, "HOME": str(home), "QT_QPA_PLATFORM": "xcb"}
