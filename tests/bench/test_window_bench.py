"""The benchmark still runs, so that its figures can be had at any time."""

import os
from pathlib import Path

import pytest

from app.opening import open_workspace
from tests.bench.big_workspace import make_big_workspace, make_villages
from tests.bench.window import compare_starts, report_blocks, report_grid
from tests.support import EDITION
from ui.shell.places import PLACES


def offscreen() -> dict[str, str]:
    """The variables of this test, without a screen."""
    return os.environ | {"QT_QPA_PLATFORM": "offscreen"}


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A workspace with all that the standard has for a township, and a little more."""
    folder = tmp_path / "files"
    folder.mkdir()
    path = folder / "兴隆镇.qd"
    make_big_workspace(path, 500)
    make_villages(folder, 2)
    return path


def test_workspace_has_as_many_entries_as_asked_for(workspace: Path):
    with open_workspace(workspace, read_only=True) as opened:
        assert len(list(opened.store.entries.listed(edition=EDITION))) == 500


@pytest.mark.drill
def test_start_is_measured_beside_a_bare_program(workspace: Path, capsys: pytest.CaptureFixture[str]):
    compare_starts({"offscreen": offscreen()}, workspace, rounds=1)
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[2] for line in lines] == ["bare", "usable", "all"]
    assert all(line.startswith("start  offscreen") for line in lines)


@pytest.mark.drill
def test_blocks_are_measured_at_every_step(workspace: Path, capsys: pytest.CaptureFixture[str]):
    report_blocks(offscreen(), workspace, rounds=1)
    lines = capsys.readouterr().out.splitlines()
    steps = {line.rsplit("  ", 1)[1] for line in lines}
    assert {"换条目", "打字", "打完离开", "打字来找", "换颜色", "换文字大小", "打开另一个文件"} <= steps
    assert {f"到{place.code}，{when}" for place in PLACES for when in ("第一次", "再次", "赶着走")} <= steps
    assert lines[-1].endswith("longest of all")


@pytest.mark.drill
def test_the_grid_is_measured_at_every_step(workspace: Path, capsys: pytest.CaptureFixture[str]):
    report_grid(offscreen(), workspace)
    lines = capsys.readouterr().out.splitlines()
    steps = {line.split("ms  ")[2].split()[0] for line in lines}
    assert {"第一次打开表格", "滚轮", "翻页", "筛选文字", "不排序", "打字"} <= steps
