"""A county that compares what came in."""

from pathlib import Path

import pytest

from tests.support import Computer
from tests.ui.pages.exchange_desks import Exchange, make_exchange


@pytest.fixture
def exchange(tmp_path: Path, township: Computer) -> Exchange:
    """A county that knows nobody yet, and a township with 13 entries."""
    return make_exchange(tmp_path, township)
