"""An installation with a faulty or missing part: the part is named, and what does not need it works."""

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import TOWNSHIP
from tests.cli.desk import PROJECT, Desk
from tests.support import dump

PACK = "standards/05-social-assistance.yaml"


@pytest.fixture
def installation(township: Desk, tmp_path: Path) -> Path:
    """The resources folder of a copied program that the township clerk's desk runs."""
    program = tmp_path / "程序 目录"
    for name in ("app", "db"):
        shutil.copytree(PROJECT / name, program / name)
    resources = program / "resources"
    shutil.copytree(PROJECT / "resources", resources, ignore=shutil.ignore_patterns("*.ttf", "compiled.msgpack"))
    for font in (PROJECT / "resources" / "fonts").glob("*.ttf"):
        (resources / "fonts" / font.name).symlink_to(font)
    shutil.copy2(PROJECT / "resources" / "compiled.msgpack", resources)
    township.program = program
    return resources


def edit(path: Path, old: str, new: str) -> None:
    """Change the first place in a resource file that reads `old`."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_pack_with_a_missing_key_names_file_item_and_key(township: Desk, installation: Path) -> None:
    before = dump(township.path(TOWNSHIP))
    edit(installation / PACK, "\n  level1:", "\n  levelx:")
    told = township.refused("set", TOWNSHIP, "05-003", "level3=甲")
    assert "05-social-assistance.yaml" in told and "05-001" in told and "一级事项" in told
    assert dump(township.path(TOWNSHIP)) == before


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        pytest.param(
            lambda file: file.write_text("items: [", encoding="utf-8"), "05-social-assistance.yaml", id="no YAML"
        ),
        pytest.param(
            lambda file: file.write_bytes(b"\xff\xfe\x00"),
            "05-social-assistance.yaml",
            id="no text",
            marks=pytest.mark.drill,
        ),
        pytest.param(lambda file: file.unlink(), "05", id="gone", marks=pytest.mark.drill),
    ],
)
def test_a_pack_that_cannot_be_read_is_named(township: Desk, installation: Path, fault, told: str) -> None:
    fault(installation / PACK)
    assert told in township.refused("fields", TOWNSHIP)


def test_a_damaged_compiled_file_is_made_anew(township: Desk, installation: Path) -> None:
    compiled = installation / "compiled.msgpack"
    content = compiled.read_bytes()
    compiled.write_bytes(content[:5000] + b"\xff" * 100 + content[5100:])
    assert township.counts(TOWNSHIP)["兴隆镇", "05"]["items"] == 13


@pytest.mark.parametrize(
    "damage", ["gone", *(pytest.param(each, marks=pytest.mark.drill) for each in ("cut off", "another file"))]
)
def test_a_missing_or_damaged_font_is_named_and_the_rest_works(township: Desk, installation: Path, damage: str) -> None:
    font = installation / "fonts" / "NotoSerifSC-Regular.ttf"
    content = font.read_bytes()
    font.unlink()
    if damage != "gone":
        font.write_bytes(content[:100_000] if damage == "cut off" else b"%PDF-1.7" + bytes(1000))
    told = township.refused("print", "catalogue", TOWNSHIP, "-o", "目录.pdf")
    assert "NotoSerifSC-Regular.ttf" in told
    assert not list(township.folder.glob("*.p*"))
    township.do("table", "write", TOWNSHIP, "-o", "目录.xlsx")
    township.do("set", TOWNSHIP, "05-003", "level3=甲")


@pytest.mark.drill
def test_a_font_for_rare_characters_is_asked_for_only_where_one_is(township: Desk, installation: Path) -> None:
    (installation / "fonts" / "HanaMinB.ttf").unlink()
    township.do("print", "catalogue", TOWNSHIP, "-o", "目录.pdf")
    township.do("set", TOWNSHIP, "05-003", "level3=龙𬭎𪚥")
    assert "HanaMinB.ttf" in township.refused("print", "catalogue", TOWNSHIP, "-o", "目录2.pdf")
