"""Compile requirements/*.in into *.txt: exact versions, the hashes of the wheels that can be installed, no addresses.

usage: python scripts/lock_requirements.py [--upgrade]

Needs `uv` (python -m pip install uv) for one resolution that holds on every supported Python and system; pip then
looks up the wheel that each of them would install. A version that lacks a wheel for one of them stops the script: bound
it in the .in file and say there why. Without --upgrade, versions already pinned stay as they are.
"""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "requirements"
PYTHONS = ("3.11", "3.12", "3.13")
# Everything that glibc 2.28 accepts, named one by one because pip takes these tags literally.
LINUX = (
    *(f"manylinux_2_{minor}_x86_64" for minor in range(28, 4, -1)),
    *("manylinux2014_x86_64", "manylinux2010_x86_64", "manylinux1_x86_64"),
)
SYSTEMS = (LINUX, ("win_amd64",))
PIN = re.compile(r"^(?P<name>[a-z0-9-]+)==\S+")


def main() -> None:
    """Compile run.txt, then test.txt and build.txt with the versions of run.txt."""
    arguments = sys.argv[1:]
    resolve("run", arguments)
    for name in ("test", "build"):
        resolve(name, [*arguments, "--constraint", "run.txt"])
    for name in ("run", "test", "build"):
        add_hashes(FOLDER / f"{name}.txt")


def resolve(name: str, arguments: list[str]) -> None:
    """Write NAME.txt: versions that hold for every supported Python and system, still without hashes."""
    command = ["uv", "pip", "compile", "--quiet", "--no-header", "--universal", "--python-version", PYTHONS[0]]
    files = [f"{name}.in", "--output-file", f"{name}.txt"]
    subprocess.run([*command, "--only-binary", ":all:", *arguments, *files], cwd=FOLDER, check=True)


def add_hashes(compiled: Path) -> None:
    """Add the hashes of its wheels to each pin of a compiled file."""
    lines = compiled.read_text(encoding="utf-8").splitlines()
    hashes = wheel_hashes([match[0] for line in lines if (match := PIN.match(line))])
    written = [f"# Compiled from {compiled.stem}.in by scripts/lock_requirements.py: do not edit."]
    for line in lines:
        match = PIN.match(line)
        options = [f"--hash=sha256:{digest}" for digest in sorted(hashes[match["name"]])] if match else []
        written.append(" \\\n    ".join([line, *options]))
    compiled.write_text("\n".join(written) + "\n", encoding="utf-8")


def wheel_hashes(pins: list[str]) -> dict[str, set[str]]:
    """The SHA-256 of every wheel that one of the supported targets installs, by normalised package name."""
    hashes: dict[str, set[str]] = {}
    for python in PYTHONS:
        for system in SYSTEMS:
            for entry in pip_report(pins, python, system)["install"]:
                name = re.sub(r"[-_.]+", "-", entry["metadata"]["name"]).lower()
                hashes.setdefault(name, set()).add(entry["download_info"]["archive_info"]["hashes"]["sha256"])
    return hashes


def pip_report(pins: list[str], python: str, system: tuple[str, ...]) -> dict:
    """What pip would install for one Python version on one system; fails where a wheel is missing."""
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed", "--no-deps"]
    target = ["--only-binary", ":all:", "--implementation", "cp", "--python-version", python]
    platforms = [argument for tag in system for argument in ("--platform", tag)]
    with tempfile.TemporaryDirectory() as empty:
        report = Path(empty, "report.json")
        subprocess.run([*command, *target, *platforms, "--target", empty, "--report", report, *pins], check=True)
        return json.loads(report.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
