"""The workspace is one file: complete when a command has ended, guarded while another program writes."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.cli.conftest import COUNTY, TOWNSHIP
from tests.cli.desk import Desk

HOLDS = """
import sys
from pathlib import Path
from app.drafting.editing import set_entry
from app.drafting.lookup import find_entry
from app.opening import open_workspace
with open_workspace(Path(sys.argv[1]), person="窗口") as workspace:
    set_entry(workspace, find_entry(workspace, "05-003"), {"level3": "窗口里改的"})
    print("open", flush=True)
    sys.stdin.read()
"""


@contextmanager
def window(desk: Desk) -> Iterator[None]:
    """Another program that has the workspace open and has just saved something."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS, desk.path(TOWNSHIP)],
        env=desk.variables(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        assert process.stdout.readline() == "open\n"
        try:
            yield
        finally:
            process.stdin.close()
    assert process.returncode == 0


def alone(desk: Desk, name: str, folder: Path) -> Desk:
    """Another desk to which nothing but the workspace file was carried."""
    folder.mkdir()
    shutil.copy(desk.path(name), folder / name)
    return Desk(folder)


def test_the_file_alone_is_complete_after_each_command(handed_in: tuple[Desk, Desk], tmp_path: Path) -> None:
    clerk, county = handed_in
    clerk.do("set", TOWNSHIP, "05-003", "level3=甲")
    clerk.do("notice", "new", TOWNSHIP, "--template", "NT-01", "village=青石村")
    clerk.do("export", TOWNSHIP, "-o", "上报2.zwgk")
    county.do("import", COUNTY, clerk.path("上报2.zwgk"))
    for number, (desk, name) in enumerate(((clerk, TOWNSHIP), (county, COUNTY))):
        assert not list(desk.folder.glob("*-wal")) and not list(desk.folder.glob("*-journal"))
        elsewhere = alone(desk, name, tmp_path / str(number))
        assert elsewhere.entries(name) == desk.entries(name)
        elsewhere.do("doctor", name)
        elsewhere.do("undo", name)


def test_beside_another_program_one_can_look_but_not_write(township: Desk, tmp_path: Path) -> None:
    with window(township):
        assert township.entries(TOWNSHIP)["05-003"]["values"]["level3"] == "窗口里改的"
        for words in (("fields",), ("check", "--field", "18"), ("doctor",), ("backup", "-o", tmp_path / "备份.qdbak")):
            township.do(words[0], TOWNSHIP, *words[1:])
        for words in (
            ("set", "05-003", "level3=甲"),
            ("undo",),
            ("export", "-o", "上报.zwgk"),
            ("adopt", "--field", "19"),
        ):
            told = township.refused(words[0], TOWNSHIP, *words[1:])
            assert "“兴隆镇.qd”已经在另一个窗口" in told
    assert not township.path("上报.zwgk").exists()
    township.do("set", TOWNSHIP, "05-004", "level3=甲")
    township.do("restore", tmp_path / "备份.qdbak", "-o", "恢复.qd")
    assert township.entries("恢复.qd")["05-003"]["values"]["level3"] == "窗口里改的"


def test_two_commands_at_once_never_mix(township: Desk) -> None:
    started = [township.start("set", TOWNSHIP, f"05-00{number}", "level3=甲") for number in (1, 2, 3)]
    ended = [(*process.communicate(), process.returncode) for process in started]
    done = sum("已保存" in out for out, _, _ in ended)
    assert done >= 1
    for out, err, code in ended:
        assert ("已保存" in out, code) == (True, 0) or ("另一个窗口" in err, code) == (True, 1)
    changed = [entry for entry in township.entries(TOWNSHIP).values() if entry["values"]["level3"] == "甲"]
    assert len(changed) == done
    township.do("doctor", TOWNSHIP)
