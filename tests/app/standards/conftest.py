import shutil
from pathlib import Path

import pytest

from app.resources import resource_root
from app.standards.library import load_library

SMALL = (
    "checklists/standard-catalogue.yaml",
    "checklists/exemption-list.yaml",
    "standards/05-social-assistance.yaml",
    "notices/rules.yaml",
    "notices/village-affairs-and-finance.yaml",
    "words/importer-vocabulary.yaml",
    "words/table-words.yaml",
    "words/aliases.yaml",
    "words/reasons.yaml",
    "words/comments.yaml",
    "words/offices.yaml",
    "words/wording.yaml",
    "words/places.yaml",
    "laws/laws.yaml",
)


@pytest.fixture
def small_root(tmp_path: Path) -> Path:
    """A resources folder with one file or two of each sort, to be edited and broken."""
    root = tmp_path / "resources"
    for name in SMALL:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(resource_root() / name, root / name)
    return root


@pytest.fixture
def fresh_library():
    """`load_library` without what it keeps, as a newly started program has it."""

    def load(root: Path):
        load_library.cache_clear()
        return load_library(root)

    yield load
    load_library.cache_clear()
