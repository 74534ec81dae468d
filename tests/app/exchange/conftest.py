"""A county and its township, each at a computer of its own, the township admitted by its fingerprint."""

from pathlib import Path

import pytest

from tests.app.exchange.desks import admit_sender
from tests.support import COUNTY, Computer, computer


@pytest.fixture
def county(tmp_path: Path) -> Computer:
    """青山县, with nobody on its roster."""
    return computer(tmp_path / "青山县", COUNTY, person="王主任")


@pytest.fixture
def admitted(county: Computer, township: Computer) -> Computer:
    """The same county after 兴隆镇's first round was admitted; nothing is taken in yet."""
    admit_sender(county, township.export("第一轮.zwgk").path, "兴隆镇")
    return county
