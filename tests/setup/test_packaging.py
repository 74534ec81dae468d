"""What the packages are made from, as far as it can be looked at without building one."""

import os
import re
import runpy
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
import zipfile
from configparser import ConfigParser
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PIL import Image

from app import __version__
from app.own_command import BUILT_COMMAND
from scripts.build_windows import pack
from scripts.collect_licences import LIST, Licence, NoLicence, of_packages, of_python, of_resources, write
from scripts.make_icons import SIZES, draw_mark, windows_icon
from scripts.make_version_resource import version_resource
from scripts.system_needs import OF_GLIBC, glibc_version, needed_libraries, newest
from tests.setup.conftest import ROOT, Machine
from ui.shell.arrivals import BACKUP, PACKAGE, WORKSPACE

LINUX = ROOT / "packaging" / "linux"
CONTENTS = {
    "兴隆镇.qd": b"SQLite format 3\0" + bytes(84),
    "兴隆镇上报.zwgk": b"PK\3\4" + bytes(26),
    "兴隆镇.QDBAK": b"PK\3\4" + bytes(26),
}
MIME = {"m": "http://www.freedesktop.org/standards/shared-mime-info"}
# Of what PyInstaller would take along: what the program needs, and what nothing of it does.
KEPT = (
    "PySide6/Qt/plugins/platforms/libqxcb.so",
    "PySide6/Qt/plugins/platforms/libqoffscreen.so",
    "PySide6/Qt/plugins/platforminputcontexts/libibusplatforminputcontextplugin.so",
    "PySide6/Qt/plugins/imageformats/libqsvg.so",
    "PySide6/Qt/plugins/printsupport/libcupsprintersupport.so",
    "PySide6/Qt/lib/libQt6Widgets.so.6",
    "PySide6/Qt/translations/qtbase_zh_CN.qm",
    "libpython3.11.so.1.0",
    "libxcb-cursor.so.0",
    "_cffi_backend.cpython-311-x86_64-linux-gnu.so",
)
LEFT_OUT = (
    "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
    "PySide6/Qt/plugins/platforms/libqeglfs.so",
    "PySide6/Qt/plugins/tls/libqopensslbackend.so",
    "PySide6/Qt/lib/libQt6Qml.so.6",
    "libQt6Network.so.6",
    "PySide6/Qt/translations/qtbase_de.qm",
    "libstdc++.so.6",
    "libX11.so.6",
    "libfontconfig.so.1",
)


@pytest.fixture(scope="module")
def spec() -> dict[str, list[Any]]:
    """What build.spec asks PyInstaller for, by the name of the call."""
    asked: dict[str, list[Any]] = {name: [] for name in ("Analysis", "PYZ", "EXE", "COLLECT")}

    def recorded(name: str):
        def record(*arguments: Any, **options: Any) -> SimpleNamespace:
            entries = [(entry, entry, "BINARY") for entry in (*KEPT, *LEFT_OUT)]
            made = SimpleNamespace(arguments=arguments, **options, pure=[], scripts=[], binaries=entries)
            made.datas = [] if name == "Analysis" else None
            made.asked_datas = options.get("datas")
            asked[name].append(made)
            return made

        return record

    before = list(sys.path)
    runpy.run_path(str(ROOT / "build.spec"), {"SPECPATH": str(ROOT)} | {name: recorded(name) for name in asked})
    sys.path[:] = before
    return asked


def test_every_resource_is_shipped_with_both_programs(spec):
    for program in spec["Analysis"]:
        shipped = [Path(source) for source, target in program.asked_datas if target == "resources"]
        assert shipped == [ROOT / "resources"]


def test_every_module_is_shipped_whatever_imports_it(spec):
    for program, layers in zip(spec["Analysis"], (("app", "db"), ("app", "db", "ui")), strict=True):
        files = [file for layer in layers for file in (ROOT / layer).rglob("*.py")]
        assert len(program.hiddenimports) == len(files) > 100
        names = {".".join(file.relative_to(ROOT).with_suffix("").parts) for file in files}
        assert set(program.hiddenimports) == {name.removesuffix(".__init__") for name in names}


def test_both_programs_lie_in_one_folder_and_are_not_packed_tighter(spec):
    (folder,) = spec["COLLECT"]
    programs = {program.name: program.console for program in spec["EXE"]}
    assert programs == {BUILT_COMMAND: True, f"{BUILT_COMMAND}-window": False}
    assert [entry for entry in folder.arguments if entry in spec["EXE"]] == spec["EXE"]
    assert [made.upx for made in (*spec["EXE"], folder)] == [False] * 3


@pytest.mark.skipif(sys.platform != "linux", reason="the names are those of Linux")
def test_what_is_not_used_and_what_is_the_systems_is_left_out(spec):
    for program in spec["Analysis"]:
        assert [entry[0] for entry in program.binaries] == list(KEPT)


def test_a_double_click_opens_every_kind_of_file_of_the_program():
    types = ElementTree.parse(LINUX / "gkqd.xml").getroot().findall("m:mime-type", MIME)
    endings = {each.get("type"): each.find("m:glob", MIME).get("pattern") for each in types}
    assert sorted(endings.values()) == sorted(f"*{ending}" for ending in (WORKSPACE, PACKAGE, BACKUP))
    entry = ConfigParser(interpolation=None)
    entry.read(LINUX / "gkqd.desktop", encoding="utf-8")
    desktop = entry["Desktop Entry"]
    assert set(desktop["MimeType"].strip(";").split(";")) == endings.keys()
    assert desktop["Exec"] == f"{BUILT_COMMAND}-window %F"


def test_desktops_know_the_files_from_others_of_their_format(tmp_path: Path):
    """By content a workspace is a database and a package a zip, which other programs would open."""
    packages = tmp_path / "mime" / "packages"
    packages.mkdir(parents=True)
    shutil.copy(LINUX / "gkqd.xml", packages)
    for name, content in CONTENTS.items():
        (tmp_path / name).write_bytes(content)
    ask = "import sys; from PySide6.QtCore import QMimeDatabase; database = QMimeDatabase(); "
    ask += "print(*[database.mimeTypeForFile(name).name() for name in sys.argv[1:]])"
    data = {"XDG_DATA_HOME": str(tmp_path), "XDG_DATA_DIRS": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", ask, *CONTENTS],
        cwd=tmp_path,
        env=os.environ | data,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.split() == [f"application/x-gkqd-{kind}" for kind in ("workspace", "package", "backup")]


@pytest.mark.skipif(shutil.which("desktop-file-validate") is None, reason="desktop-file-validate is not installed")
def test_the_desktop_entry_is_valid():
    done = subprocess.run(["desktop-file-validate", LINUX / "gkqd.desktop"], capture_output=True, encoding="utf-8")
    assert (done.returncode, done.stdout) == (0, "")


def test_the_manual_names_commands_that_exist():
    from app.cli.main import GROUPS, PROGRAM
    from app.cli.main import _parser as parser

    manual = (LINUX / "gkqd.1").read_text(encoding="utf-8")
    named = set(re.findall(r"^\.B gkqd ([a-z-]+)", manual, re.MULTILINE))
    assert len(named) > 5 and PROGRAM and GROUPS
    help_text = parser().format_help()
    assert {name for name in named if not re.search(rf"^ +{name}\b", help_text, re.MULTILINE)} == set()


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, ""),
        ({"XMODIFIERS": "@im=fcitx"}, "ibus"),
        ({"QT_IM_MODULE": "fcitx5"}, "ibus"),
        ({"QT_IM_MODULE": "compose", "XMODIFIERS": "@im=fcitx"}, "compose"),
    ],
)
def test_the_launcher_reaches_fcitx_from_a_link_anywhere(tmp_path: Path, variables: dict[str, str], expected: str):
    folder = tmp_path / "程序 文件夹"
    folder.mkdir()
    for file in (LINUX / "启动.sh", ROOT / "scripts" / "input-method.sh"):
        shutil.copy(file, folder)
    window = folder / f"{BUILT_COMMAND}-window"
    window.write_text('#!/bin/sh\nprintf "%s|" "$QT_IM_MODULE" "$@"\n', encoding="utf-8")
    window.chmod(0o755)
    link = tmp_path / "gkqd-window"
    link.symlink_to(folder / "启动.sh")
    none_runs = tmp_path / "pgrep"
    none_runs.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    none_runs.chmod(0o755)
    environment = {"PATH": f"{tmp_path}:{os.environ['PATH']}"} | variables
    told = subprocess.run([link, "我的 清单.qd"], env=environment, capture_output=True, encoding="utf-8", check=True)
    assert told.stdout == f"{expected}|我的 清单.qd|"


def test_windows_is_told_the_one_version():
    numbers = (*(int(number) for number in __version__.split(".")), 0)
    for program in (BUILT_COMMAND, f"{BUILT_COMMAND}-window"):
        resource = version_resource(__version__, program)
        compile(resource, program, "eval")
        assert f"filevers={numbers}" in resource
        assert f"StringStruct('ProductVersion', '{__version__}')" in resource
        assert f"'{program}.exe'" in resource


def test_a_version_without_numbers_is_refused():
    with pytest.raises(ValueError, match="no number"):
        version_resource("neu", BUILT_COMMAND)


def test_the_icon_of_windows_holds_every_size():
    icon = Image.open(BytesIO(windows_icon({size: draw_mark(size) for size in SIZES})))
    assert icon.ico.sizes() == {(size, size) for size in SIZES}
    for size in SIZES:
        picture = icon.ico.getimage((size, size)).convert("RGBA")
        assert picture.getpixel((size // 2, size // 8))[:3] == (0xAE, 0x33, 0x27)
        assert picture.getpixel((0, 0))[3] < 255


def test_the_zip_holds_the_folder_under_its_name_and_no_half_one_is_left(tmp_path: Path):
    built = tmp_path / "built"
    (built / "_internal").mkdir(parents=True)
    for name in ("启动.bat", "_internal/a.dll"):
        (built / name).write_text(name, encoding="utf-8")
    packed = pack(built, tmp_path / "公开清单助手.zip")
    with zipfile.ZipFile(packed) as opened:
        assert sorted(opened.namelist()) == ["公开清单助手/_internal/a.dll", "公开清单助手/启动.bat"]
        assert opened.read("公开清单助手/启动.bat").decode() == "启动.bat"
    with pytest.raises(IsADirectoryError):
        (tmp_path / "taken.zip").mkdir()
        pack(built, tmp_path / "taken.zip")
    (tmp_path / "taken.zip").rmdir()
    assert [file.name for file in tmp_path.glob("*.zip*")] == [packed.name]


def test_batch_files_are_plain_ascii_with_the_line_ends_of_windows():
    for file in (ROOT / "packaging" / "windows").glob("*.bat"):
        content = file.read_bytes()
        assert content.isascii() and content.count(b"\r\n") == content.count(b"\n") > 0
    assert "*.bat text eol=crlf" in (ROOT / ".gitattributes").read_text(encoding="utf-8").splitlines()


def test_every_package_that_is_shipped_has_its_licence(tmp_path: Path):
    licences = [*of_packages(ROOT / "requirements" / "run.txt"), of_python(), *of_resources()]
    write(tmp_path, licences)
    listed = (tmp_path / LIST).read_text(encoding="utf-8")
    pinned = re.findall(r"^([a-z0-9-]+)==(\S+)", (ROOT / "requirements" / "run.txt").read_text(encoding="utf-8"), re.M)
    assert [f"{name} {version}" for name, version in pinned if f"{name} {version}：" not in listed] == []
    for folder in (folder for folder in tmp_path.iterdir() if folder.is_dir()):
        assert any(file.stat().st_size > 0 for file in folder.iterdir()), folder
    assert (tmp_path / "fonts" / "LICENSE-NotoSansSC.txt").exists()


def test_a_package_without_a_licence_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    bare = tmp_path / "bare-1.0.dist-info"
    bare.mkdir()
    (bare / "METADATA").write_text("Metadata-Version: 2.1\nName: bare\nVersion: 1.0\n", encoding="utf-8")
    (bare / "RECORD").write_text("bare-1.0.dist-info/METADATA,,\n", encoding="utf-8")
    (tmp_path / "pins.txt").write_text("bare==1.0\nnot-here==2.0\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(NoLicence, match=r"bare 1\.0"):
        of_packages(tmp_path / "pins.txt")


def test_files_of_one_name_are_both_kept(tmp_path: Path):
    files = []
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        files.append(tmp_path / folder / "LICENSE")
        files[-1].write_text(folder, encoding="utf-8")
    write(tmp_path / "all", [Licence("work 1.0", "MIT", tuple(files))])
    assert sorted(file.name for file in (tmp_path / "all" / "work-1.0").iterdir()) == ["LICENSE", "b-LICENSE"]


def test_the_newest_glibc_is_by_number_not_by_letter():
    listing = "0 DF *UND* 0 (GLIBC_2.9) memcpy\n0 DF *UND* 0 (GLIBC_2.28) fcntl64\n0 DF *UND* 0 (GLIBC_2.2.5) free\n"
    assert glibc_version(listing) == "2.28"
    assert glibc_version("0 DF *UND* 0 (GLIBCXX_3.4.30) x\n0 DF *UND* 0 (GLIBC_PRIVATE) y\n") == ""
    assert newest(iter(["2.4", "", "2.17", "2.3.4"])) == "2.17"


def test_linked_libraries_are_read_and_those_of_glibc_known():
    headers = (
        "Dynamic Section:\n  NEEDED               libX11.so.6\n  NEEDED               libm.so.6\n  SONAME  libq.so\n"
    )
    assert needed_libraries(headers) == {"libX11.so.6", "libm.so.6"}
    assert {library for library in needed_libraries(headers) if OF_GLIBC.match(library)} == {"libm.so.6"}


def test_building_has_an_environment_of_its_own(machine: Machine):
    machine.add_python("python3.11", "3.11")
    for name in ("cp", "du"):
        (machine.folder / "commands" / name).symlink_to(shutil.which(name))
    shutil.copytree(ROOT / "packaging", machine.project / "packaging")
    (machine.project / "dist" / "公开清单助手").mkdir(parents=True)
    done = machine.make("build")
    assert done.returncode == 0, done.stderr
    assert [line.split()[:3] for line in machine.journal] == [
        ["python", "-m", "app.standards.compile"],
        ["python", "-m", "PyInstaller"],
        ["python", "scripts/collect_licences.py", "dist/公开清单助手/licences"],
        ["python", "scripts/check_build.py", machine.journal[3].split()[2]],
    ]
    assert (machine.project / "build" / "environment" / "package").exists()
    assert not (machine.project / ".venv").exists()
    built = machine.project / "dist" / "公开清单助手"
    assert {file.name for file in built.iterdir()} == {"启动.sh", "input-method.sh"}


@pytest.mark.parametrize("way", ["fails", "hangs", "says nothing"])
def test_a_built_program_that_does_not_work_is_told(tmp_path: Path, monkeypatch, capsys, way: str):
    from scripts import check_build

    does = {"fails": "echo 坏了 >&2; exit 3", "hangs": "exec sleep 100", "says nothing": "exit 0"}[way]
    program = tmp_path / "gkqd"
    program.write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(check_build, "STEP_S", 0.2)
    monkeypatch.setattr(sys, "argv", ["check_build.py", str(tmp_path / "试"), "--command", f"'{program}'"])
    assert check_build.main() == 1
    told = capsys.readouterr().err
    assert {"fails": "退出码 3", "hangs": "还没有结束", "says nothing": "不是 JSON"}[way] in told
