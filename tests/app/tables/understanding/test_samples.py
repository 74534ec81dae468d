"""Whole tables scored against what an attentive reader finds in them: samples, wild shapes, reshaped samples."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.tables.sources.reading import read_source
from app.tables.sources.sheet import Source
from app.tables.understanding.catalogue import as_json
from app.tables.understanding.understand import understand
from tests.app.tables.understanding import published_tables, wild_tables, wilder_tables
from tests.app.tables.understanding.reshaping import SHAPES
from tests.app.tables.understanding.wild_tables import Wild
from tests.data.samples.score import compare

SAMPLES = Path(__file__).parents[3] / "data" / "samples"
FILES = Path(__file__).parents[3] / "data" / "wild"
NAMES = sorted(path.name.removesuffix(".expected.json") for path in SAMPLES.glob("*.expected.json"))
LARGE = "one-sheet-per-field-1000-rows.xlsx"

# What nobody can tell any more: which levels ticks without heads mean, where a blank tick ended.
_MANY_HEADS = {"header-on-every-page.xlsx", "several-fields-one-sheet.xlsx"}
_LEAST = {"without_heads": 88, "unmerged": 95}


def _truth(name: str) -> dict[str, Any]:
    return json.loads((SAMPLES / f"{name}.expected.json").read_text(encoding="utf-8"))


def _result(source: Source, truth: dict[str, Any]) -> dict[str, Any]:
    return compare(truth, as_json(understand(source)))


@pytest.mark.parametrize("name", NAMES)
def test_samples_are_read_as_an_attentive_reader_does(name: str):
    result = _result(read_source(SAMPLES / name), _truth(name))
    assert result["total"] >= 99, result["wrong"][:3]
    assert not result["missing"] and not result["extra"]


@pytest.mark.parametrize(
    "wild", [*wild_tables.WILD, *wilder_tables.WILD, *published_tables.WILD], ids=lambda wild: wild.__name__
)
def test_wild_shapes_are_read_whole(wild: Callable[[], Wild]):
    source, truth = wild()
    result = _result(source, truth)
    assert result["total"] >= 97, result["wrong"][:3]
    assert not result["missing"] and not result["extra"]


@pytest.mark.parametrize("path", sorted(FILES.glob("*.expected.json")), ids=lambda path: path.name)
def test_wild_files_are_read_whole(path: Path):
    truth = json.loads(path.read_text(encoding="utf-8"))
    result = _result(read_source(path.with_name(path.name.removesuffix(".expected.json"))), truth)
    assert result["total"] >= 97, result["wrong"][:3]
    assert not result["missing"] and not result["extra"]


@pytest.mark.parametrize("shape", SHAPES)
def test_reshaped_samples_say_the_same(shape: str):
    for name in NAMES:
        if name == LARGE or (shape == "without_heads" and name in _MANY_HEADS):
            continue
        truth = _truth(name)
        if shape in ("without_titles", "without_heads"):
            for row in (row for table in truth["tables"] for row in table["rows"]):
                row.setdefault("also", {}).setdefault("field", []).append(None)
        result = _result(SHAPES[shape](read_source(SAMPLES / name)), truth)
        assert result["total"] >= _LEAST.get(shape, 97), (name, result["wrong"][:3])
        assert not result["missing"] and not result["extra"], name
