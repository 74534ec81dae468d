"""Shared libraries that the window needs are installed where the set-up may, else the one command is named."""

import pytest

from tests.setup.conftest import Machine

LACKING = "#!/bin/sh\nprintf '\\tlibEGL.so.1 => not found\\n\\tlibc.so.6 => /lib/libc.so.6 (0x1)\\n'\n"


@pytest.fixture
def bare(machine: Machine) -> Machine:
    """A machine with a Python but without one of the libraries, used by an ordinary user."""
    machine.add_python("python3.11", "3.11")
    machine.add_command("ldd", LACKING)
    machine.add_command("apt-get", '#!/bin/sh\necho "apt-get $*" >>"$JOURNAL"\n')
    machine.add_command("id", "#!/bin/sh\necho 1000\n")
    return machine


def test_nothing_is_said_when_nothing_lacks(bare: Machine):
    bare.add_command("ldd", "#!/bin/sh\nprintf '\\tlibEGL.so.1 => /lib/libEGL.so.1 (0x1)\\n'\n")
    done = bare.make()
    assert done.returncode == 0
    assert "系统库" not in done.stderr


def test_ordinary_user_is_given_the_one_command(bare: Machine):
    done = bare.make()
    assert done.returncode == 0
    assert "窗口用到的系统库还缺：libEGL.so.1" in done.stderr
    assert "请运行：sudo apt-get install libegl1 " in done.stderr
    assert not any(line.startswith("apt-get") for line in bare.journal)


def test_administrator_gets_them_installed(bare: Machine):
    bare.add_command("id", "#!/bin/sh\necho 0\n")
    assert bare.make().returncode == 0
    (call,) = (line for line in bare.journal if line.startswith("apt-get"))
    assert call.startswith("apt-get install -y") and " libegl1 " in call


def test_package_lists_are_fetched_when_the_first_try_fails(bare: Machine):
    bare.add_command("id", "#!/bin/sh\necho 0\n")
    fails_first = '#!/bin/sh\necho "apt-get $1" >>"$JOURNAL"\n[ "$1" = update ] || grep -q update "$JOURNAL"\n'
    bare.add_command("apt-get", fails_first)
    done = bare.make()
    assert done.returncode == 0
    assert [line for line in bare.journal if line.startswith("apt-get")] == [
        "apt-get install",
        "apt-get update",
        "apt-get install",
    ]
    assert "没有装上" not in done.stderr


def test_failed_installation_is_said_and_the_program_runs_all_the_same(bare: Machine):
    bare.add_command("id", "#!/bin/sh\necho 0\n")
    bare.add_command("apt-get", "#!/bin/sh\nexit 100\n")
    done = bare.make()
    assert done.returncode == 0
    assert "没有装上。请接好网络后运行：apt-get install libegl1 " in done.stderr


def test_other_package_systems_are_told_what_lacks(bare: Machine):
    (bare.folder / "commands" / "apt-get").unlink()
    done = bare.make()
    assert done.returncode == 0
    assert "窗口用到的系统库还缺：libEGL.so.1" in done.stderr
    assert "apt-get" not in done.stderr
