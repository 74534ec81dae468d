"""A county with three units below it that adopted the same field, one of them with something of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.workspace import Workspace
from tests.app.county.whole_desk import filled_county


@pytest.fixture
def county(tmp_path: Path) -> Iterator[Workspace]:
    """The county's open workspace: see `filled_county`."""
    with filled_county(tmp_path / "county").working() as workspace:
        yield workspace
