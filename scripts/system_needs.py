"""What a built program needs of a Debian-like system: which glibc, and which packages bring the libraries it lacks.

usage: python scripts/system_needs.py BUILT        prints the lines `Depends:` and `Recommends:` of a package

Read off every shipped file with objdump (binutils): the versions of glibc's symbols that each asks for, and the
libraries each is linked to. Needs dpkg-query, and the packages in question on the computer it was built on. Ends with 1
and names a library that no package brings.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ELF = b"\x7fELF"
GLIBC_SYMBOL = re.compile(r"\bGLIBC_(\d+(?:\.\d+)+)\b")
NEEDED = re.compile(r"^\s+NEEDED\s+(\S+)", re.MULTILINE)
# glibc's own, which its version stands for.
OF_GLIBC = re.compile(r"(libc|libm|libdl|librt|libpthread|libutil|libresolv|ld-linux-x86-64)\.so\.\d+$")
# Loaded while running, so no file says that it needs them: what Qt draws with, what it asks for fonts.
LOADED_LATER = ("libEGL.so.1", "libGL.so.1", "libfontconfig.so.1")
# Without these the program runs all the same: printers, and screens of another kind.
OPTIONAL = re.compile(r"lib(cups|wayland-\w+)\.so\.")


class NoPackage(Exception):
    """A library that the program does not bring along and no package of this computer does."""


def shipped_files(built: Path) -> list[Path]:
    """Every program and shared library in the folder, links left out."""
    files = (file for file in sorted(built.rglob("*")) if file.is_file() and not file.is_symlink())
    return [file for file in files if _begins_as_elf(file)]


def _begins_as_elf(file: Path) -> bool:
    with file.open("rb") as opened:
        return opened.read(len(ELF)) == ELF


def glibc_version(symbols: str) -> str:
    """The newest glibc that a listing of `objdump -T` names; "" where it names none."""
    versions = {tuple(int(part) for part in found.split(".")) for found in GLIBC_SYMBOL.findall(symbols)}
    return ".".join(str(part) for part in max(versions)) if versions else ""


def needed_libraries(headers: str) -> set[str]:
    """The libraries that a listing of `objdump -p` says the file is linked to."""
    return set(NEEDED.findall(headers))


def newest(versions: Iterator[str]) -> str:
    """The newest of several versions of glibc."""
    return max(filter(None, versions), key=lambda version: [int(part) for part in version.split(".")])


def system_libraries(files: list[Path], built: Path) -> set[str]:
    """What the files need and the folder does not hold, glibc's own left out."""
    needed = set().union(*(needed_libraries(_objdump("-p", file)) for file in files))
    held = {path.name for path in built.rglob("*.so*")}
    return {library for library in needed | set(LOADED_LATER) if library not in held and not OF_GLIBC.match(library)}


def packages_of(libraries: set[str], *, are_optional: bool) -> set[str]:
    """The installed Debian packages that libraries belong to.

    One that no installed package brings is left out if it is optional, and raises NoPackage if it is not.
    """
    found = {library: package_of(library) for library in libraries}
    missing = sorted(library for library, package in found.items() if not package)
    if missing and not are_optional:
        raise NoPackage(missing[0])
    return set(filter(None, found.values()))


def package_of(library: str) -> str:
    """The installed Debian package that a library of this name belongs to, or ""."""
    listed = subprocess.run(["dpkg-query", "-S", f"*/{library}"], capture_output=True, encoding="utf-8", check=False)
    packages = {line.partition(":")[0] for line in listed.stdout.splitlines() if line.endswith(f"/{library}")}
    return min(packages, default="")


def _objdump(option: str, file: Path) -> str:
    environment = os.environ | {"LC_ALL": "C"}
    return subprocess.run(
        ["objdump", option, file], capture_output=True, encoding="utf-8", env=environment, check=True
    ).stdout


def main(arguments: list[str]) -> int:
    built = Path(arguments[0])
    files = shipped_files(built)
    glibc = newest(glibc_version(_objdump("-T", file)) for file in files)
    libraries = system_libraries(files, built)
    optional = {library for library in libraries if OPTIONAL.match(library)}
    try:
        needed = packages_of(libraries - optional, are_optional=False)
    except NoPackage as error:
        print(f"这台电脑上没有软件包带来 {error}，不知道该依赖哪一个。", file=sys.stderr)
        return 1
    print("Depends:", ", ".join([f"libc6 (>= {glibc})", *sorted(needed)]))
    print("Recommends:", ", ".join(sorted(packages_of(optional, are_optional=True) - needed)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
