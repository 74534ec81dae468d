"""A township at work, and a folder that other users of the machine can reach."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.drafting.adopting import adopt
from tests.support import TOWNSHIP, Computer, computer


@pytest.fixture
def township(tmp_path: Path) -> Computer:
    """兴隆镇 with the field 社会救助 adopted."""
    made = computer(tmp_path / "兴隆镇", TOWNSHIP)
    with made.working() as workspace:
        adopt(workspace, field="05")
    return made


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder outside of pytest's own, which only its user may enter."""
    folder = Path(tempfile.mkdtemp(prefix="gkqd-"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)
