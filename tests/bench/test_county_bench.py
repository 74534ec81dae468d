"""The benchmark still runs, so that its figures can be had at any time."""

from pathlib import Path

import pytest

from tests.bench.county import measure_import, report_large


def test_taking_in_is_measured_beside_the_same_statements(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    measure_import(tmp_path, units=2, entries=30, rounds=2, share=0.5)
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("  ")[-1] for line in lines[:3]] == [
        "round 1, 2 packages",
        "round 2, 2 packages",
        "all rounds, 4 packages",
    ]
    assert lines[3].startswith("memory")
    assert list(tmp_path.glob("*.qd")) == []


def test_the_table_and_searches_are_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    report_large(tmp_path, units=2, entries=200, rounds=1)
    lines = capsys.readouterr().out.splitlines()
    assert "200 entries of 2 units" in lines[0]
    assert {"table over all units", "entries behind a cell", "search 低保"} <= {line.split("  ")[-1] for line in lines}
