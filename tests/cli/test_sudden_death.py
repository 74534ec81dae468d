"""Killed at any step, as in a power cut: what was reported is there, the rest is as if it had never begun."""

import random
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import COUNTY, TOWNSHIP, copied
from tests.cli.desk import Desk

SHORT, LONG = 3, 100


def run_until(desk: Desk, step: int, *words: object) -> tuple[str, int]:
    """Run a command until it dies at a step (0: never); what it reported and how many steps it took."""
    counted = desk.path(".steps")
    died = desk.forked("tests.cli.dying", step, counted, *words)
    assert died.code == (-signal.SIGKILL if step else 0), died
    return died.out, 0 if step else int(counted.read_text(encoding="utf-8"))


def deaths(desk: Desk, folder: Path, count: int, *words: object) -> Iterator[tuple[Desk, str]]:
    """Yield copies of the desk on which the command died at steps spread over its whole life, and its report."""
    _, steps = run_until(copied(desk, folder / "alive"), 0, *words)
    assert steps > 100
    chance = random.Random(steps)
    for number in range(count):
        step = steps * number // count + chance.randrange(1, steps // count)
        victim = copied(desk, folder / str(number))
        yield victim, run_until(victim, step, *words)[0]


def counts(*, drill: int) -> pytest.MarkDecorator:
    """A few deaths each time, many in the drill."""
    return pytest.mark.parametrize("count", [SHORT, pytest.param(drill, marks=pytest.mark.drill)])


@counts(drill=LONG)
def test_editing(township: Desk, tmp_path: Path, count: int) -> None:
    before = township.entries(TOWNSHIP)["05-003"]
    for victim, report in deaths(township, tmp_path, count, "set", TOWNSHIP, "05-003", "level3=甲"):
        found = victim.entries(TOWNSHIP)["05-003"]
        assert found == before or found["values"] == before["values"] | {"level3": "甲"}
        assert "已保存" not in report or found["values"]["level3"] == "甲"
        victim.do("doctor", TOWNSHIP)
        victim.do("set", TOWNSHIP, "05-003", "level3=乙")
        assert victim.entries(TOWNSHIP)["05-003"]["values"]["level3"] == "乙"


@counts(drill=LONG)
def test_exporting(township: Desk, tmp_path: Path, count: int) -> None:
    words = ("export", TOWNSHIP, "-o", "上报.zwgk", "--force")
    township.do(*words)
    first = township.path("上报.zwgk").read_bytes()
    township.do("set", TOWNSHIP, "05-003", "level3=甲")
    for victim, report in deaths(township, tmp_path, count, *words):
        there = victim.path("上报.zwgk").read_bytes()
        assert there == first or victim.shown("inspect", "上报.zwgk")["round"] == 2
        assert "已写好" not in report or there != first
        examined = victim.ask("doctor", TOWNSHIP)
        assert examined.code == 0 or "没有写完" in examined.out
        victim.do(*words)
        assert victim.shown("inspect", "上报.zwgk")["round"] == 2
        again = victim.path("上报.zwgk").read_bytes()
        assert there in (first, again)
        victim.do("doctor", TOWNSHIP)


@counts(drill=LONG)
def test_taking_in(handed_in: tuple[Desk, Desk], tmp_path: Path, count: int) -> None:
    clerk, county = handed_in
    clerk.do("set", TOWNSHIP, "05-003", "level3=甲")
    clerk.do("remove", TOWNSHIP, "05-004")
    clerk.do("export", TOWNSHIP, "-o", "上报2.zwgk")
    package, before, after = clerk.path("上报2.zwgk"), county.entries(COUNTY), clerk.entries(TOWNSHIP)
    for victim, report in deaths(county, tmp_path, count, "import", COUNTY, package):
        found = victim.entries(COUNTY)
        assert found in (before, after)
        assert "已收下" not in report or found == after
        victim.do("doctor", COUNTY)
        told = victim.do("import", COUNTY, package).out
        assert ("已收过" in told) == (found == after)
        assert victim.entries(COUNTY) == after


@counts(drill=LONG)
def test_backing_up(township: Desk, tmp_path: Path, count: int) -> None:
    before = township.entries(TOWNSHIP)
    for victim, report in deaths(township, tmp_path, count, "backup", TOWNSHIP, "-o", "备份.qdbak"):
        written = victim.path("备份.qdbak").exists()
        assert written or "已备份" not in report
        if written:
            victim.do("restore", "备份.qdbak", "-o", "恢复.qd")
            assert victim.entries("恢复.qd") == before
        victim.do("doctor", TOWNSHIP)
        victim.do("backup", TOWNSHIP, "-o", "备份.qdbak", "--force")
