"""Awkward surroundings: odd names, a closed or full standard output, a foreign locale, folders that are missing."""

import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import NEW_TOWNSHIP, TOWNSHIP, copied
from tests.cli.desk import Desk

ODD = "表 格😀（最终版）'1' $HOME %s.qd"


def test_odd_names_of_files_people_and_units(desk: Desk) -> None:
    desk.do("new", ODD, "--role", "township", "--name", "䶮溪镇😀", "--as", "李𬭎 (😀)")
    desk.do("adopt", ODD, "--field", "19", "--all-levels")
    desk.do("set", ODD, "19-001", "publisher=䶮溪镇人民政府😀")
    for output, words in {
        "出 😀.pdf": ("print", "catalogue", ODD),
        "出 😀.xlsx": ("table", "write", ODD),
        "出 😀.zwgk": ("export", ODD),
        "出 😀.qdbak": ("backup", ODD),
    }.items():
        desk.do(*words, "-o", output)
    assert desk.shown("inspect", "出 😀.zwgk")["organisation"]["name"] == "䶮溪镇😀"
    assert desk.shown("history", ODD, "19-001")[-1]["person"] == "李𬭎 (😀)"


def test_names_of_files_in_another_encoding(desk: Desk) -> None:
    """A stick from an older computer: its names are no text here, but they are names."""
    old = "\udcb9\udcab"
    desk.do("new", f"{old}.qd", *NEW_TOWNSHIP)
    desk.do("adopt", f"{old}.qd", "--field", "19")
    for ending, words in {"pdf": ("print", "catalogue"), "xlsx": ("table", "write"), "zwgk": ("export",)}.items():
        desk.do(*words, f"{old}.qd", "-o", f"{old}.{ending}")
    assert "交给上级" in desk.refused("import", f"{old}.qd", f"{old}.zwgk")
    assert "编码" in desk.misused("set", f"{old}.qd", "19-001", f"level3={old}")


def test_a_name_too_long_for_the_disk_is_told(township: Desk) -> None:
    long = "很" * 100
    assert "太长" in township.refused("new", f"{long}.qd", *NEW_TOWNSHIP)
    assert "太长" in township.refused("fields", f"{long}.qd")
    for words in (("export",), ("backup",), ("print", "catalogue"), ("table", "write")):
        ending = ".xlsx" if words[0] == "table" else ".pdf"
        assert "太长" in township.refused(*words, TOWNSHIP, "-o", long + ending), words


def test_missing_folders_are_made_for_what_is_written(township: Desk) -> None:
    for output, words in {
        "一/二/出.pdf": ("print", "catalogue", TOWNSHIP),
        "三/出.xlsx": ("table", "write", TOWNSHIP),
        "五/出.qdbak": ("backup", TOWNSHIP),
    }.items():
        township.do(*words, "-o", output)
        assert township.path(output).stat().st_size > 0
    assert "文件夹" in township.refused("export", TOWNSHIP, "-o", "没插好的U盘/出.zwgk")
    township.do("restore", "五/出.qdbak", "-o", "六/七/恢复.qd")
    assert len(township.entries("六/七/恢复.qd")) == 13


@pytest.mark.parametrize("words", [("fields", TOWNSHIP), ("--help",), ("doctor", TOWNSHIP)])
def test_a_reader_that_has_gone_is_no_fault(township: Desk, words: tuple[str, ...]) -> None:
    with township.start(*words) as process:
        process.stdout.close()
        complaint = process.stderr.read()
    assert complaint == ""
    assert process.returncode in (0, 1)


def test_no_standard_output_at_all(township: Desk) -> None:
    quoted = " ".join(f"'{word}'" for word in township.arguments(("set", TOWNSHIP, "05-003", "level3=甲")))
    done = subprocess.run(f"{quoted} >&- 2>&-", shell=True, cwd=township.folder, env=township.variables(), check=False)
    assert done.returncode == 0
    assert township.entries(TOWNSHIP)["05-003"]["values"]["level3"] == "甲"


def test_a_full_standard_output_is_told(township: Desk) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            township.arguments(("entries", TOWNSHIP, "--json")),
            cwd=township.folder,
            env=township.variables(),
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )
    assert done.returncode == 1
    assert "磁盘满了" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    "locale", ["C", *(pytest.param(each, marks=pytest.mark.drill) for each in ("POSIX", "zh_CN.GB18030"))]
)
def test_chinese_is_written_in_any_locale(township: Desk, tmp_path: Path, locale: str) -> None:
    foreign = copied(township, tmp_path / "别处")
    foreign.environment = {"LANG": locale, "LC_ALL": locale, "PYTHONIOENCODING": "ascii"}
    assert foreign.counts(TOWNSHIP)["兴隆镇", "05"]["name"] == "社会救助"
    assert "“没有.qd”" in foreign.refused("fields", "没有.qd")
    foreign.do("set", TOWNSHIP, "05-003", "level3=甲乙")
    assert foreign.entries(TOWNSHIP)["05-003"]["values"]["level3"] == "甲乙"
