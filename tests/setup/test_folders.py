"""A project folder that cannot be written does not stop the program: it works in the user's cache folder."""

import os
from pathlib import Path

import pytest

from tests.setup.conftest import Machine

# Nobody's number: a user who owns nothing here. Root may write everywhere, so root's tests run as that user.
NOBODY = 65534


@pytest.fixture
def visitor(machine: Machine) -> Machine:
    """The machine, used by somebody who may not write the project's folder."""
    machine.add_python("python3.11", "3.11")
    (machine.folder / "journal").touch()
    machine.user = NOBODY if os.geteuid() == 0 else None
    if machine.user is not None:
        for name in ("home", "tmp", "journal"):
            os.chown(machine.folder / name, machine.user, machine.user)
    machine.project.chmod(0o555)
    yield machine
    machine.project.chmod(0o755)


def test_environment_and_results_go_to_the_cache(visitor: Machine):
    done = visitor.make()
    assert done.returncode == 0, done.stderr
    (environment,) = visitor.folder.glob("home/.cache/公开清单助手/*/.venv")
    assert f"程序所在的文件夹不能写入，运行环境和结果都放在：{environment.parent}" in done.stderr
    assert visitor.journal == [f"python -m app demo {environment.parent}/demo --force"]
    assert not (visitor.project / ".venv").exists()


def test_users_choice_of_cache_folder_is_kept(visitor: Machine):
    visitor.environment["XDG_CACHE_HOME"] = str(visitor.folder / "tmp" / "缓存")
    assert visitor.make().returncode == 0
    assert list(visitor.folder.glob("tmp/缓存/公开清单助手/*/.venv"))


def test_second_run_installs_nothing(visitor: Machine):
    visitor.make()
    assert "安装" not in visitor.make().stderr


def test_finished_environment_in_the_project_is_used(visitor: Machine):
    """An administrator set the program up for others who may only read it."""
    reader, visitor.user = visitor.user, None
    visitor.project.chmod(0o755)
    assert visitor.make().returncode == 0
    visitor.project.chmod(0o555)
    visitor.user = reader
    done = visitor.make()
    assert done.returncode == 0, done.stderr
    assert "安装" not in done.stderr
    assert not list(visitor.folder.glob("home/.cache/公开清单助手/*/.venv"))


def test_nowhere_to_write_is_said(visitor: Machine):
    (visitor.folder / "home").chmod(0o555)
    visitor.environment["XDG_CACHE_HOME"] = str(visitor.project)
    done = visitor.make()
    assert done.returncode != 0
    assert f"程序所在的文件夹不能写入（{visitor.project}）" in done.stderr
    assert "请把整个程序文件夹复制到您的主目录" in done.stderr


def test_folder_without_symbolic_links_is_not_written(machine: Machine):
    """A FAT stick can be written but holds no environment."""
    machine.add_python("python3.11", "3.11")
    real = Path(machine.folder / "commands" / "ln").readlink()
    machine.add_command("ln", f'#!/bin/sh\ncase "$3" in "{machine.project}"/*) exit 1 ;; esac\nexec {real} "$@"\n')
    done = machine.make()
    assert done.returncode == 0, done.stderr
    assert not (machine.project / ".venv").exists()
    assert list(machine.folder.glob("home/.cache/公开清单助手/*/.venv"))
