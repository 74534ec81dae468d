"""The benchmark still runs, so that its figures can be had at any time."""

import subprocess
import sys

import pytest


@pytest.mark.drill
def test_the_time_to_the_first_page_is_measured():
    command = [sys.executable, "-m", "tests.bench.preview", "--rounds", "1", "--only", "notice", "board"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    assert [line.split("n=1  ")[1] for line in done.stdout.splitlines()] == [
        "notice, 2 pages",
        "board 1200 × 800, 1 pages",
    ]
