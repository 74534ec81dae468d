"""The environment is there completely or not at all, whatever happened before."""

import fcntl
from pathlib import Path

import pytest

from tests.setup.conftest import BOTH_HALVES, ROOT, Machine


@pytest.fixture
def environment(machine: Machine) -> Path:
    """Where the environment of a machine with a Python will lie."""
    machine.add_python("python3.11", "3.11")
    return machine.project / ".venv"


def assert_complete(machine: Machine, environment: Path) -> None:
    done = machine.make()
    assert done.returncode == 0, done.stderr
    assert (environment / "package").read_text(encoding="utf-8") == "halfhalf"
    assert machine.journal[-1] == f"python -m app demo {machine.project}/demo --force"


def test_second_run_installs_nothing(machine: Machine, environment: Path):
    assert_complete(machine, environment)
    done = machine.make()
    assert "安装" not in done.stderr
    assert_complete(machine, environment)


def test_resources_are_compiled_before_the_program_runs(machine: Machine, environment: Path):
    machine.make()
    assert machine.journal == [
        "python -m app.standards.compile",
        f"python -m app demo {machine.project}/demo --force",
    ]


def test_tests_come_with_what_the_program_needs(machine: Machine, environment: Path):
    """After `make test` the program starts without another installation."""
    assert machine.make("test").returncode == 0
    assert "安装" not in machine.make("run").stderr


def test_program_does_not_pass_for_the_tests(machine: Machine, environment: Path):
    machine.make("run")
    assert "安装" in machine.make("test").stderr


def test_tests_look_at_lint_formatting_and_behaviour(machine: Machine, environment: Path):
    machine.make("test")
    *first, types = machine.journal[:4]
    assert first == ["python -m app.standards.compile", "python -m ruff check .", "python -m ruff format --check ."]
    assert types == "python -m mypy"
    assert sorted(machine.journal[4:-1]) == sorted(BOTH_HALVES)
    assert machine.journal[-1] == "python -m coverage report"


@pytest.mark.parametrize("fails", ["--ignore tests/app/calendar", "checks tests/ui", "drill tests/app/calendar"])
def test_either_half_of_the_tests_makes_the_run_fail(machine: Machine, environment: Path, fails: str):
    machine.environment["FAIL_PYTEST"] = fails
    assert machine.make("test").returncode != 0


def test_continuous_integration_runs_the_tests(machine: Machine):
    assert (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()[-1] == "exec make test"
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o100


def test_drill_runs_the_drills(machine: Machine, environment: Path):
    machine.make("drill")
    assert machine.journal[-1] == "python -m pytest -p tests.drill_report --drill-report docs/drills.md -m drill"


def test_killed_set_up_is_made_anew(machine: Machine, environment: Path):
    machine.environment["KILL_PIP"] = "yes"
    assert machine.make().returncode != 0
    assert (environment / "package").read_text(encoding="utf-8") == "half"
    machine.environment["KILL_PIP"] = ""
    assert_complete(machine, environment)


def test_killed_removal_is_made_anew(machine: Machine, environment: Path):
    machine.make()
    (environment / "pyvenv.cfg").unlink()
    (environment / "set-up").unlink()
    assert_complete(machine, environment)


def test_environment_whose_python_has_gone_is_made_anew(machine: Machine, environment: Path):
    machine.make()
    (environment / "bin" / "python").unlink()
    (environment / "bin" / "python").symlink_to(machine.folder / "gone")
    assert_complete(machine, environment)


def test_changed_requirements_are_installed_anew(machine: Machine, environment: Path):
    machine.make()
    with (machine.project / "requirements" / "run.txt").open("a", encoding="utf-8") as requirements:
        requirements.write("# another\n")
    assert "要换一套组件" in machine.make().stderr
    assert_complete(machine, environment)


def test_environment_of_somebody_else_is_left_alone(machine: Machine, environment: Path):
    environment.mkdir()
    (environment / "pyvenv.cfg").write_text("home = /usr/bin\n", encoding="utf-8")
    done = machine.make()
    assert done.returncode != 0
    assert f"{environment} 不是本程序建的，没有动它" in done.stderr
    assert [path.name for path in environment.iterdir()] == ["pyvenv.cfg"]


def test_two_at_once_take_turns(machine: Machine, environment: Path):
    with (machine.project / "requirements" / "run.txt").open(encoding="utf-8") as another_set_up:
        fcntl.flock(another_set_up, fcntl.LOCK_EX)
        process = machine.start()
        assert "另一个窗口正在准备运行环境" in process.stderr.readline()
        assert not environment.exists()
    process.communicate()
    assert process.returncode == 0
    assert_complete(machine, environment)
