"""Every `on_screen_*.py` beside this file, and as long drills `drill_*.py`, in a process of its own on a screen of its
own.
"""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.ui.drive.screen import NOT_AVAILABLE, Screen, is_available, person_variables

FOLDER = Path(__file__).parent
ROOT = FOLDER.parent.parent.parent
TIMEOUT_S, DRILL_TIMEOUT_S = 300, 1200
# The whole job, the ways that few go, what is put in wrongly, and a whole day.
LONG = (
    "on_screen_bad_input.py",
    "on_screen_inspection.py",
    "on_screen_many_villages.py",
    "on_screen_new_standard.py",
    "on_screen_other_ways.py",
    "on_screen_publishing_day.py",
    "on_screen_registers.py",
    "on_screen_whole_job.py",
)
SCENARIOS = sorted(path.name for path in FOLDER.glob("on_screen_*.py"))
needs_screen = pytest.mark.skipif(not is_available(), reason=NOT_AVAILABLE)


@needs_screen
@pytest.mark.parametrize(
    "scenario", [pytest.param(each, marks=pytest.mark.drill) if each in LONG else each for each in SCENARIOS]
)
def test_scenario(scenario: str, tmp_path: Path):
    play(scenario, tmp_path, TIMEOUT_S)


@needs_screen
@pytest.mark.drill
@pytest.mark.parametrize("way", ["mouse", "keyboard"])
def test_county_day_on_xvfb(way: str, tmp_path: Path, record_property):
    shots = tmp_path / "shots"
    play("drill_county_day.py", tmp_path, DRILL_TIMEOUT_S, "-k", way, SHOTS=str(shots))
    record_property("figure", f"一个县、五个乡镇，走完 {len(list(shots.rglob('*.png')))} 步")


def play(scenario: str, home: Path, timeout: float, *options: str, **variables: str) -> None:
    """Run a scenario; AssertionError with what it said where it fails. `timeout` in seconds."""
    with Screen() as screen:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-x", *options, str(FOLDER / scenario)],
            cwd=ROOT,
            env=person_variables(screen.name, home) | variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=timeout,
            check=False,
        )
    assert done.returncode == 0, done.stdout
