"""The set-up takes a Python that the program supports, or says in Chinese which package brings one."""

import pytest

from tests.setup.conftest import Machine


def test_no_python_names_the_packages_to_install(machine: Machine):
    done = machine.make()
    assert done.returncode != 0
    assert "没有找到 Python 3.11～3.13，没有安装任何东西。" in done.stderr
    assert "sudo apt install python3.11 python3.11-venv" in done.stderr
    assert not (machine.project / ".venv").exists()


@pytest.mark.parametrize("version", ["2.7", "3.7", "3.10", "3.14"])
def test_unsupported_python_is_named(machine: Machine, version: str):
    machine.add_python("python3", version)
    done = machine.make()
    assert done.returncode != 0
    assert f"没有找到 Python 3.11～3.13（只找到 Python {version}）" in done.stderr
    assert not (machine.project / ".venv").exists()


@pytest.mark.parametrize(("name", "version"), [("python3.11", "3.11"), ("python3.13", "3.13"), ("python3", "3.12")])
def test_supported_python_is_found_by_any_of_its_names(machine: Machine, name: str, version: str):
    machine.add_python(name, version)
    done = machine.make()
    assert done.returncode == 0, done.stderr
    assert (machine.project / ".venv" / "lib" / f"python{version}").is_dir()


def test_unsupported_python_does_not_hide_a_supported_one(machine: Machine):
    machine.add_python("python3.12", "3.12")
    machine.add_python("python3", "3.14")
    assert machine.make().returncode == 0


def test_command_that_only_pretends_to_be_there_is_passed_over(machine: Machine):
    """Version switchers put a python3.11 on the path that says the version is not installed."""
    machine.add_command("python3.11", "#!/bin/sh\nexit 127\n")
    machine.add_python("python3.12", "3.12")
    assert machine.make().returncode == 0
    assert (machine.project / ".venv" / "lib" / "python3.12").is_dir()


def test_python_elsewhere_can_be_named(machine: Machine):
    machine.add_python("我的 python", "3.12")
    machine.environment["PYTHON"] = str(machine.folder / "commands" / "我的 python")
    assert machine.make().returncode == 0


def test_python_without_venv_names_the_one_package_that_lacks(machine: Machine):
    machine.add_python("python3.12", "3.12", venv=False)
    done = machine.make()
    assert done.returncode != 0
    assert "sudo apt install python3.12-venv" in done.stderr
    assert not (machine.project / ".venv").exists()


def test_other_processors_are_told_before_anything_is_installed(machine: Machine):
    machine.add_python("python3.11", "3.11")
    machine.add_command("uname", '#!/bin/sh\n[ "$1" = -s ] && echo Linux || echo aarch64\n')
    done = machine.make()
    assert done.returncode != 0
    assert "这台电脑是 Linux aarch64" in done.stderr
    assert machine.journal == []
