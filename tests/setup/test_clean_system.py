"""The package for Debian-like systems in a system that has nothing but its base: no Python, no desktop, no fonts."""

import os
import platform
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from app import __version__
from tests.setup.conftest import ROOT
from tests.ui.drive.screen import Screen, is_available

pytestmark = [
    pytest.mark.drill,
    pytest.mark.skipif(
        os.geteuid() != 0 or shutil.which("debootstrap") is None,
        reason="要有管理员的权限和 debootstrap，才能装一个干净的系统",
    ),
]
MOST_FOLDER_MB, MOST_PACKAGE_MB = 300, 130
BUILD_S, INSTALL_S, TRIAL_S = 3600, 1800, 1800
PACKAGE = f"gkqd_{__version__}_amd64.deb"
# Where the trial works, seen from inside.
DESK = "/tmp/试"


@dataclass(frozen=True)
class System:
    """A root folder to install into. Commands see nothing else of this computer, but share its network and its X."""

    root: Path

    def words(self, *command: str) -> list[str]:
        """The words that run a command inside, with processes and mounts of its own."""
        apart = ["unshare", "--mount", "--pid", "--fork", "--kill-child", f"--root={self.root}", "--mount-proc"]
        return [*apart, "sh", "-c", f'cd "{DESK}" && exec "$@"', "sh", *command]

    def run(self, *command: str) -> str:
        """Run a command inside that must succeed; returns what it printed."""
        variables = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
        proxies = {name: value for name, value in os.environ.items() if name.lower().endswith("_proxy")}
        done = subprocess.run(
            self.words(*command), env=variables | proxies, capture_output=True, encoding="utf-8", timeout=INSTALL_S
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def has(self, command: str) -> bool:
        """Whether a command can be found inside."""
        return any((self.root / folder / command).exists() for folder in ("usr/bin", "usr/local/bin", "usr/sbin"))


@pytest.fixture(scope="module")
def package() -> Path:
    """The package, built now."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    subprocess.run(["make", "deb"], cwd=ROOT, env=own, check=True, timeout=BUILD_S)
    return ROOT / "dist" / PACKAGE


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """A base system of the release that this computer has."""
    root = tmp_path_factory.mktemp("system") / "root"
    release = platform.freedesktop_os_release()["VERSION_CODENAME"]
    subprocess.run(["debootstrap", "--variant=minbase", release, root], check=True, timeout=INSTALL_S)
    shutil.copy("/etc/resolv.conf", root / "etc" / "resolv.conf")
    (root / DESK.lstrip("/")).mkdir()
    yield System(root)
    shutil.rmtree(root)


def megabytes(*files: Path) -> float:
    """What files take, each counted by its length."""
    return sum(file.stat().st_size for file in files if file.is_file() and not file.is_symlink()) / 1_000_000


def test_the_package_installs_runs_and_goes_again(package: Path, system: System, record_property):
    shutil.copy(package, system.root / "tmp")
    assert not system.has("python3")
    system.run("apt-get", "update", "-qq")
    system.run("apt-get", "install", "-y", "-qq", "--no-install-recommends", f"/tmp/{PACKAGE}")
    assert not system.has("python3"), "the package brought a Python along"
    folder = megabytes(*(system.root / "usr" / "lib" / "gkqd").rglob("*"))
    assert folder < MOST_FOLDER_MB and megabytes(package) < MOST_PACKAGE_MB

    works = try_inside(system)
    assert works.returncode == 0, works.stdout + works.stderr
    desk = system.root / DESK.lstrip("/")
    assert (desk / "图片-offscreen" / "drafting.png").exists()
    assert (desk / "图片-xcb").exists() == is_available()

    system.run("dpkg", "--purge", "gkqd")
    assert not (system.root / "usr" / "lib" / "gkqd").exists() and not system.has("gkqd")
    assert (desk / "兴隆镇.qd").exists()
    needs = subprocess.run(["dpkg-deb", "--field", package, "Depends"], capture_output=True, encoding="utf-8").stdout
    screens = "没有屏幕和 Xvfb 上都" if is_available() else "没有屏幕（没有 Xvfb，屏幕上没试）时"
    record_property(
        "figure",
        f"安装包 {megabytes(package):.0f} MB，装好 {folder:.0f} MB，{needs.partition(',')[0]}；"
        f"装进没有 Python、没有桌面的系统，命令行做完县和乡镇的事，窗口在{screens}打开过每个地方，卸得干净",
    )


def try_inside(system: System) -> subprocess.CompletedProcess[str]:
    """Run the trial of built programs with the installed ones."""
    programs = [
        *("--command", shlex.join(system.words("gkqd"))),
        *("--window", shlex.join(system.words("gkqd-window"))),
    ]
    trial = [sys.executable, str(ROOT / "scripts" / "check_build.py"), str(system.root / DESK.lstrip("/")), *programs]
    if not is_available():
        return subprocess.run(trial, capture_output=True, encoding="utf-8", timeout=TRIAL_S)
    with Screen() as screen:
        variables = os.environ | {"DISPLAY": screen.name, "HOME": "/tmp"}
        return subprocess.run(
            [*trial, "--display"], env=variables, capture_output=True, encoding="utf-8", timeout=TRIAL_S
        )
