"""The benchmark still runs, so that its figures can be had at any time."""

from pathlib import Path

import pytest

from tests.bench.board import measure, report


def test_a_board_and_its_tiles_are_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    report(measure(("1200x800", "1200x800 A3"), 5, 1, tmp_path), 5)
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(" 5 rows")[0].strip() for line in lines] == ["1200x800", "1200x800 A3"]
    assert all("gate" in line for line in lines)
