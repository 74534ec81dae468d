"""Names of files: no path, no longer than a file system takes, no two alike."""

from pathlib import Path

from app.file_names import file_name, unit_names
from tests.support import unit


def test_a_name_is_no_path():
    assert file_name("东/西村_上报.zwgk") == "东_西村_上报.zwgk"


def test_of_a_name_that_is_too_long_the_longest_part_is_cut(tmp_path: Path):
    name = file_name(f"{'很长的名称' * 30}_2026版_第3轮_2026-11-22.zwgk")
    assert name.startswith("很长的名称很长")
    assert name.endswith("_2026版_第3轮_2026-11-22.zwgk")
    (tmp_path / f"{name}.part").write_bytes(b"")


def test_units_with_the_same_long_beginning_get_names_of_their_own():
    units = [unit(number, "village", f"{'长' * 100}{number}") for number in (1, 2)] + [unit(3, "village", "白/马村")]
    names = unit_names(units)
    assert names[units[2].id] == "白_马村"
    assert len(set(names.values())) == 3
    assert all(len(name) <= 80 for name in names.values())
