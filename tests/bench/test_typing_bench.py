"""The benchmark still runs, so that its figures can be had at any time."""

from pathlib import Path

import pytest

from tests.bench.big_workspace import make_big_workspace
from tests.bench.typing import report


@pytest.mark.drill
def test_keys_are_followed_to_the_disk(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    make_big_workspace(tmp_path / "兴隆镇.qd", 500)
    report(tmp_path / "兴隆镇.qd", keys=8)
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("  ")[-1] for line in lines] == ["key to disk", "one commit"]
