"""A copy of the project to set up, on a pretended machine: only the commands in its `commands` folder exist there."""

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
# What every Linux has and the set-up may call.
SYSTEM_COMMANDS = (
    *("sh", "env", "make", "cat", "cksum", "cut", "dirname", "flock", "grep", "head", "id", "ln", "mkdir"),
    *("mktemp", "mv", "rm", "sed", "sha256sum", "sort", "tr", "uname"),
    # Called by the pretended interpreter only.
    "chmod",
)
# What `make test` runs at the same time.
BOTH_HALVES = [
    "python -m pytest -m not drill --ignore tests/setup --ignore tests/app/printing --ignore tests/app/checks"
    " --ignore tests/ui --ignore tests/app/calendar",
    "python -m coverage run --source=app/calendar -m pytest -m not drill tests/app/calendar",
    "python -m pytest -m not drill tests/setup tests/app/printing tests/app/checks tests/ui",
]
# Answers as an interpreter would, as far as the set-up asks, and writes what else it is asked into the journal.
# Installing makes one file in the environment, or half of it when KILL_PIP is set: then the set-up dies with it.
# What ends in FAIL_PYTEST fails.
PRETENDED_PYTHON = """#!/bin/sh
environment=${{0%/bin/python}}
case "$*" in
"-c import sys"*) echo {version} ;;
"-c import ensurepip, venv") exit {venv_missing} ;;
"-c ") ;;
"-m venv "*)
    mkdir -p "$3/bin" "$3/lib/python{version}/site-packages/PySide6/Qt/lib"
    : >"$3/pyvenv.cfg"
    : >"$3/lib/python{version}/site-packages/PySide6/Qt/lib/libQt6Widgets.so.6"
    cat "$0" >"$3/bin/python"
    chmod +x "$3/bin/python"
    ;;
"-m pip install "*)
    printf half >>"$environment/package"
    [ -z "$KILL_PIP" ] || kill -9 "$PPID" $$
    printf half >>"$environment/package"
    ;;
*)
    echo "python $*${{QT_IM_MODULE:+ with QT_IM_MODULE=$QT_IM_MODULE}}" >>"$JOURNAL"
    case "$*" in *"${{FAIL_PYTEST:-nothing}}") exit 1 ;; esac
    ;;
esac
"""


@dataclass
class Machine:
    """A computer with one copy of the project and nothing but the commands it was given."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)
    user: int | None = None

    @property
    def project(self) -> Path:
        return self.folder / "公开 清单"

    @property
    def journal(self) -> list[str]:
        """What pretended commands were asked to do, one line each."""
        path = self.folder / "journal"
        return path.read_text(encoding="utf-8").splitlines() if path.exists() else []

    def add_command(self, name: str, script: str) -> None:
        """Install a shell script as a command, in place of one of that name."""
        path = self.folder / "commands" / name
        path.unlink(missing_ok=True)
        path.write_text(script, encoding="utf-8")
        path.chmod(0o755)

    def add_python(self, name: str, version: str, venv: bool = True) -> None:
        """Install an interpreter that pretends to be of this version and to have, or lack, the venv module."""
        self.add_command(name, PRETENDED_PYTHON.format(version=version, venv_missing=0 if venv else 1))

    def add_this_python(self) -> None:
        """Install the interpreter that runs the tests, as it was before any virtual environment."""
        name = f"python{sys.version_info.major}.{sys.version_info.minor}"
        base = Path(sys.base_prefix, "bin", name)
        self.add_command(name, f'#!/bin/sh\nexec "{base}" "$@"\n')

    def variables(self) -> dict[str, str]:
        """The environment variables that commands see: none of the tests' own."""
        return {
            "PATH": str(self.folder / "commands"),
            "HOME": str(self.folder / "home"),
            "JOURNAL": str(self.folder / "journal"),
            "TMPDIR": str(self.folder / "tmp"),
            "KILL_PIP": "",
            "LC_ALL": "C.UTF-8",
        } | self.environment

    def make(self, target: str = "run") -> subprocess.CompletedProcess[str]:
        """Run `make TARGET` in the project."""
        process = self.start(target)
        output, messages = process.communicate()
        return subprocess.CompletedProcess(process.args, process.returncode, output, messages)

    def start(self, target: str = "run") -> subprocess.Popen[str]:
        """Start `make TARGET` in the project, as the user this machine is used by."""
        identity = {} if self.user is None else {"user": self.user, "group": self.user, "extra_groups": []}
        return subprocess.Popen(
            [self.folder / "commands" / "make", target],
            cwd=self.project,
            env=self.variables(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            **identity,
        )


@pytest.fixture
def machine() -> Iterator[Machine]:
    """A machine without any Python, in a folder that every user may enter."""
    with tempfile.TemporaryDirectory(prefix="set-up-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        machine = Machine(folder)
        for part in ("commands", "home", "tmp"):
            (folder / part).mkdir()
        for command in SYSTEM_COMMANDS:
            (folder / "commands" / command).symlink_to(shutil.which(command))
        machine.add_command("ldd", "#!/bin/sh\n")
        machine.add_command("Xvfb", "#!/bin/sh\n")
        copy_project(machine.project)
        yield machine


def copy_project(target: Path) -> None:
    """Copy what sets up the program; in place of the program itself, something that says it was called."""
    target.mkdir()
    shutil.copy(ROOT / "Makefile", target)
    for folder in ("scripts", "requirements"):
        shutil.copytree(ROOT / folder, target / folder)
    (target / "app" / "standards").mkdir(parents=True)
    (target / "app" / "standards" / "compile.py").write_text("", encoding="utf-8")
    (target / "app" / "__main__.py").write_text("import sys, tiny\nprint(*sys.argv[1:], sep='|')\n", encoding="utf-8")


@pytest.fixture
def wheels(machine: Machine) -> Path:
    """A folder with one small package, the only requirement of the copied project and pip's only source."""
    folder = machine.project / "组件"
    folder.mkdir()
    digest = build_wheel(folder / "tiny-1.0-py3-none-any.whl")
    for name in ("run.txt", "test.txt"):
        (machine.project / "requirements" / name).write_text(f"tiny==1.0 --hash=sha256:{digest}\n", encoding="utf-8")
    # No settings of the tests' own user reach pip.
    machine.environment |= {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": "组件"}
    return folder


def build_wheel(path: Path) -> str:
    """Write a package with one module and return the wheel's SHA-256."""
    members = {
        "tiny.py": "",
        "tiny-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n",
        "tiny-1.0.dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    records = [f"{name},sha256={record_hash(text)},{len(text)}" for name, text in members.items()]
    members["tiny-1.0.dist-info/RECORD"] = "\n".join([*records, "tiny-1.0.dist-info/RECORD,,\n"])
    with zipfile.ZipFile(path, "w") as wheel:
        for name, text in members.items():
            wheel.writestr(name, text)
    return hashlib.sha256(path.read_bytes()).hexdigest()


def record_hash(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")
