"""Build the program on Windows, try it, and pack the folder into a zip (packaging/windows/build.bat calls this).

usage: python scripts/build_windows.py [--pack-only]

Not run on Windows so far: docs/packaging.md says what was tried where. --pack-only packs the folder that is there.
"""

import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
FOLDER = "公开清单助手"
BUILT = PROJECT / "dist" / FOLDER
START = PROJECT / "packaging" / "windows" / "启动.bat"


def build() -> None:
    """Make the folder and try it; ends the process where a step fails."""
    run("-m", "app.standards.compile")
    run("-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR", "--workpath", "build/work", "build.spec")
    run("scripts/collect_licences.py", str(BUILT / "licences"), "requirements/run.txt")
    shutil.copy(START, BUILT)
    with tempfile.TemporaryDirectory() as trial:
        run("scripts/check_build.py", trial)


def run(*words: str) -> None:
    """Run this Python on something of the project."""
    subprocess.run([sys.executable, *words], cwd=PROJECT, check=True)


def pack(built: Path, target: Path) -> Path:
    """Pack a folder into a zip that holds it under its own name; returns the zip. A broken one is not left."""
    unfinished = target.with_name(f"{target.name}.part")
    try:
        with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as packed:
            for file in sorted(path for path in built.rglob("*") if path.is_file()):
                packed.write(file, Path(FOLDER, file.relative_to(built)))
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    return target


def main(arguments: list[str]) -> None:
    if "--pack-only" not in arguments:
        build()
    sys.path.insert(0, str(PROJECT))
    from app import __version__

    print(pack(BUILT, BUILT.with_name(f"{FOLDER}-{__version__}-windows.zip")))


if __name__ == "__main__":
    main(sys.argv[1:])
