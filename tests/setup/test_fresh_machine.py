"""The whole set-up as on a fresh machine: this system's Python, the user's pip settings, every pinned package."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.setup.conftest import ROOT

pytestmark = pytest.mark.drill

# Imports one module of every pinned package that has machine code, and starts Qt without a display.
PROOF = """
import cryptography.hazmat.primitives.asymmetric.ed25519, msgspec, PIL.Image, pypdfium2, lxml.etree, yaml
from PySide6.QtWidgets import QApplication, QLabel
application = QApplication([])
QLabel("低保").grab()
print("started")
"""
SET_UP = f'. scripts/setup.sh && set_up "$1" && QT_QPA_PLATFORM=offscreen "$python" -c \'{PROOF}\''


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of what sets up the program, in a folder whose path is long and has Chinese and spaces."""
    folder = tmp_path / "基层政务公开 标准目录" / ("很长的文件夹名" * 10) / "公开 清单"
    folder.mkdir(parents=True)
    for part in ("scripts", "requirements"):
        shutil.copytree(ROOT / part, folder / part)
    return folder


def set_up(project: Path, kind: str, **variables: str) -> str:
    """Set up and return what the environment's Python printed; `variables` are added to the user's own."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "VIRTUAL_ENV"))}
    done = subprocess.run(
        ["sh", "-eu", "-c", SET_UP, "sh", kind],
        cwd=project,
        env=environment | variables,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=True,
    )
    return done.stdout.strip()


@pytest.mark.parametrize("kind", ["run", "test"])
def test_every_package_installs_and_later_runs_need_no_network(project: Path, kind: str):
    assert set_up(project, kind) == "started"
    assert set_up(project, kind, PIP_NO_INDEX="1", PIP_CONFIG_FILE=os.devnull, PIP_FIND_LINKS="") == "started"


def test_carried_over_packages_install_without_network(project: Path):
    """The way out that the set-up names: download elsewhere, carry the folder over."""
    assert set_up(project, "run") == "started"
    requirements = ["-d", "组件", "-r", "requirements/run.txt"]
    python = project / ".venv" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "download", "--only-binary", ":all:", *requirements], cwd=project, check=True)
    shutil.rmtree(project / ".venv")
    carried = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": "组件", "PIP_CONFIG_FILE": os.devnull}
    assert set_up(project, "run", **carried) == "started"
