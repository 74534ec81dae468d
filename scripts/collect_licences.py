"""Collect the licences of everything that a built program holds of others, into one folder.

usage: python scripts/collect_licences.py FOLDER REQUIREMENTS [BUILT]

FOLDER gets one folder for each package of REQUIREMENTS (a compiled file) that is installed in this environment, with
the licence files it brought along; others for Python, the fonts and the icons; and 目录.txt, which lists them all.
BUILT is the built program: of what was taken from the system it was built on, the notices are added too. Ends with 1
and names the package where no licence is found.
"""

import re
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
TEXTS = PROJECT / "packaging" / "licences"
RESOURCES = PROJECT / "resources"
PIN = re.compile(r"^([a-z0-9-]+)==", re.MULTILINE)
LICENCE_FILE = re.compile(r"licen[cs]e|copying|notice|authors|copyright", re.IGNORECASE)
LIST = "目录.txt"
# The wheels of Qt bring no licence text along: Qt is used under the LGPL, version 3, which adds to the GPL.
TEXTS_FOR = {"pyside6-essentials": ("LGPL-3.txt", "GPL-3.txt"), "shiboken6": ("LGPL-3.txt", "GPL-3.txt")}
RESOURCES_OF_OTHERS = {"fonts": "LICENSE-*.txt", "icons/lucide": "LICENSE"}
DEBIAN_DOCS = Path("/usr/share/doc")


class NoLicence(Exception):
    """Something is shipped whose licence was not found."""


@dataclass(frozen=True)
class Licence:
    """What was collected of one work: its name with the version, under which terms it says it is, and the files."""

    name: str
    terms: str
    files: tuple[Path, ...]


def of_packages(requirements: Path) -> list[Licence]:
    """The licences of the installed packages of a compiled file. Raises NoLicence for one without any."""
    found = []
    for name in PIN.findall(requirements.read_text(encoding="utf-8")):
        try:
            found.append(_of_package(name, distribution(name)))
        except PackageNotFoundError:
            # Another system's.
            continue
    return found


def _of_package(name: str, package: Distribution) -> Licence:
    files = [Path(str(package.locate_file(file))) for file in package.files or () if _is_licence(str(file))]
    files += [TEXTS / text for text in TEXTS_FOR.get(name, ())]
    if not files:
        raise NoLicence(f"{name} {package.version}")
    return Licence(f"{name} {package.version}", _terms(package), tuple(files))


def _is_licence(file: str) -> bool:
    return LICENCE_FILE.search(file.partition(".dist-info/")[2]) is not None


def _terms(package: Distribution) -> str:
    metadata = package.metadata
    said = metadata.get("License-Expression") or metadata.get("License") or ""
    classified = [each.rpartition(" :: ")[2] for each in metadata.get_all("Classifier") or () if "License ::" in each]
    return said.partition("\n")[0] or "、".join(classified) or "见许可文件"


def of_python() -> Licence:
    """The licence of Python itself, which stands among its modules or in its own folder."""
    library = Path(sysconfig.get_path("stdlib"))
    for file in (library / "LICENSE.txt", library.parent.parent / "LICENSE.txt", Path(sys.base_prefix, "LICENSE.txt")):
        if file.exists():
            return Licence(f"python {sys.version.partition(' ')[0]}", "PSF-2.0", (file,))
    debian = DEBIAN_DOCS / f"python3.{sys.version_info.minor}" / "copyright"
    if debian.exists():
        return Licence(f"python {sys.version.partition(' ')[0]}", "PSF-2.0", (debian,))
    raise NoLicence("Python")


def of_resources() -> list[Licence]:
    """The licences of fonts and icons."""
    return [
        Licence(folder.replace("/", "-"), "见许可文件", tuple(sorted((RESOURCES / folder).glob(pattern))))
        for folder, pattern in RESOURCES_OF_OTHERS.items()
    ]


def of_system(built: Path) -> list[Licence]:
    """The notices of Debian's packages whose libraries lie in a built program, by package.

    Raises NoLicence where such a package has none.
    """
    libraries = sorted(file.name for file in (built / "_internal").glob("lib*.so*") if not file.is_symlink())
    found = {}
    for library in libraries:
        package = _package_of(library)
        if package is not None and package not in found:
            notice = DEBIAN_DOCS / package / "copyright"
            if not notice.exists():
                raise NoLicence(package)
            found[package] = Licence(package, "见许可文件", (notice,))
    return list(found.values())


def _package_of(library: str) -> str | None:
    if shutil.which("dpkg-query") is None:
        return None
    asked = subprocess.run(["dpkg-query", "-S", f"*/{library}"], capture_output=True, encoding="utf-8", check=False)
    names = [line.partition(":")[0] for line in asked.stdout.splitlines() if line.endswith(f"/{library}")]
    return names[0] if names else None


def write(folder: Path, licences: list[Licence]) -> None:
    """Write the files of each into a folder of its own, and the list of all."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = ["本程序里别人的作品，各自的许可在同名的文件夹里。", ""]
    for licence in licences:
        own = folder / licence.name.replace(" ", "-")
        own.mkdir(exist_ok=True)
        for file in licence.files:
            shutil.copyfile(file, own / _free_name(own, file))
        lines.append(f"{licence.name}：{licence.terms}")
    (folder / LIST).write_text("\n".join(lines) + "\n", encoding="utf-8")


def _free_name(folder: Path, file: Path) -> str:
    """Two files of one name come from different folders of a package."""
    return file.name if not (folder / file.name).exists() else f"{file.parent.name}-{file.name}"


def main(arguments: list[str]) -> int:
    folder, requirements, *built = (Path(argument) for argument in arguments)
    try:
        licences = [*of_packages(requirements), of_python(), *of_resources()]
        for each in built:
            licences += of_system(each)
    except NoLicence as error:
        print(f"找不到许可：{error}", file=sys.stderr)
        return 1
    write(folder, licences)
    print(f"收集了 {len(licences)} 份许可：{folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
