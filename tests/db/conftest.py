"""A folder that other users of the machine can reach."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder outside of pytest's own, which only its user may enter."""
    folder = Path(tempfile.mkdtemp(prefix="gkqd-"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)
