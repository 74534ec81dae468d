"""The tests' X server is installed where the set-up may; else one line says what is left out, and the tests run."""

import pytest

from tests.setup.conftest import BOTH_HALVES, Machine


@pytest.fixture
def bare(machine: Machine) -> Machine:
    """A machine with a Python but without Xvfb, used by its administrator."""
    machine.add_python("python3.11", "3.11")
    machine.add_command("apt-get", '#!/bin/sh\necho "apt-get $*" >>"$JOURNAL"\n')
    machine.add_command("id", "#!/bin/sh\necho 0\n")
    (machine.folder / "commands" / "Xvfb").unlink()
    return machine


def test_administrator_gets_it_installed_before_the_tests(bare: Machine):
    assert bare.make("test").returncode == 0
    assert bare.journal[0].startswith("apt-get install -y") and bare.journal[0].endswith(" xvfb")
    assert sorted(bare.journal[-4:-1]) == sorted(BOTH_HALVES)


def test_the_program_itself_needs_none(bare: Machine):
    assert bare.make("run").returncode == 0
    assert not any(line.startswith("apt-get") for line in bare.journal)


def test_ordinary_user_is_given_the_one_command_and_the_tests_run(bare: Machine):
    bare.add_command("id", "#!/bin/sh\necho 1000\n")
    done = bare.make("test")
    assert done.returncode == 0
    assert "真实按键和鼠标的测试不做。请运行：sudo apt-get install xvfb" in done.stderr
    assert sorted(bare.journal[-4:-1]) == sorted(BOTH_HALVES)
