"""Installing with the real venv and pip, from a folder with one small package in place of the network."""

import shutil
from pathlib import Path

import pytest

from tests.setup.conftest import Machine


@pytest.fixture(autouse=True)
def this_python(machine: Machine, wheels: Path) -> None:
    machine.add_this_python()


def assert_ran(machine: Machine) -> None:
    """The copied program says what it was called with, which takes the small package."""
    done = machine.make()
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == f"demo|{machine.project}/demo|--force"
    assert f"结果在文件夹：{machine.project}/demo" in done.stderr


@pytest.mark.drill
def test_without_the_package_nothing_is_left_and_the_next_run_heals(machine: Machine, wheels: Path):
    shutil.move(wheels, machine.folder)
    done = machine.make()
    assert done.returncode != 0
    assert "pip 能用的来源里没有 tiny==1.0。没有留下装了一半的东西。" in done.stderr
    assert not (machine.project / ".venv").exists()
    shutil.move(machine.folder / wheels.name, wheels)
    assert_ran(machine)


@pytest.mark.drill
def test_unreachable_network_is_told_from_a_missing_package(machine: Machine):
    del machine.environment["PIP_NO_INDEX"], machine.environment["PIP_FIND_LINKS"]
    # Nothing listens on this port of the machine itself.
    machine.environment |= {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_RETRIES": "1"}
    done = machine.make()
    assert done.returncode != 0
    assert "连不上下载组件的网站，还缺 tiny==1.0。没有留下装了一半的东西。" in done.stderr
    assert not (machine.project / ".venv").exists()


@pytest.mark.drill
def test_file_that_was_swapped_is_refused(machine: Machine, wheels: Path):
    with (wheels / "tiny-1.0-py3-none-any.whl").open("ab") as wheel:
        wheel.write(b"\0")
    done = machine.make()
    assert done.returncode != 0
    assert "下载到的文件和程序要的不一样" in done.stderr
    assert not (machine.project / ".venv").exists()


@pytest.mark.drill
def test_working_environment_is_kept_when_its_successor_cannot_be_had(machine: Machine, wheels: Path):
    assert_ran(machine)
    requirements = machine.project / "requirements" / "run.txt"
    before = requirements.read_text(encoding="utf-8")
    requirements.write_text(before.replace("tiny", "other"), encoding="utf-8")
    done = machine.make()
    assert done.returncode != 0
    assert "没有 other==1.0。原来的运行环境没有动。" in done.stderr
    requirements.write_text(before, encoding="utf-8")
    shutil.rmtree(wheels)
    assert_ran(machine)
