"""The benchmark still runs, so that its figures can be had at any time."""

from pathlib import Path

import pytest

from app.opening import open_workspace
from tests.bench.desk import make_desk, report
from tests.support import EDITION


def test_the_desk_has_as_many_entries_as_asked_for(tmp_path: Path):
    make_desk(tmp_path / "desk.qd", 50)
    with open_workspace(tmp_path / "desk.qd", read_only=True) as opened:
        rows = list(opened.store.entries.listed(edition=EDITION))
    assert len({row.content["values"]["level2"] for row in rows}) == 50


def test_every_step_is_measured_beside_a_plain_way(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    report(tmp_path, 300, 300, rounds=1)
    lines = capsys.readouterr().out.splitlines()
    (written,) = [line for line in lines if " entries written in " in line]
    lines.remove(written)
    assert all(" ms " in line and " of " in line for line in lines)
    assert {"read after one change", "three filters and a sort", "search 救助"} <= {
        line.split("  ")[-1] for line in lines
    }
