"""The map of the program (docs/architecture.md) names every folder of the code, and nothing that is not there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MAP = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
TOPS = ("app", "ui", "db")
_FOLDER = re.compile(r"^(?:(?P<top>[a-z]+)/|  (?P<inner>[a-z_]+)/)\s", re.MULTILINE)
_NAMED = re.compile(r"`((?:[a-z_]+/)*[a-z_]+\.py|(?:[a-z_]+/)+[a-z_]+)`")


def _folders(top: str) -> set[str]:
    return {path.parent.name for path in (ROOT / top).glob("*/__init__.py")}


@pytest.mark.parametrize("top", TOPS)
def test_every_folder_of_the_code_is_on_the_map(top: str) -> None:
    missing = {name for name in _folders(top) if not re.search(rf"(?<![\w/]){name}/", MAP)}
    assert not missing


def test_every_folder_on_the_map_is_there() -> None:
    top = ""
    named = []
    for found in _FOLDER.finditer(MAP):
        top = found["top"] or top
        named.append(ROOT / top if found["top"] else ROOT / top / found["inner"])
    assert len(named) > 20
    assert [str(path.relative_to(ROOT)) for path in named if not path.is_dir()] == []


def test_every_file_that_the_map_names_is_there() -> None:
    below = [
        ROOT,
        *(ROOT / top for top in TOPS),
        *(path for top in TOPS for path in (ROOT / top).rglob("*") if path.is_dir()),
    ]
    named = set(_NAMED.findall(MAP))
    assert len(named) > 60
    gone = {name for name in named if not any((folder / name).exists() for folder in below)}
    assert gone == set()
