"""What every test may use: a township at work. No test may touch the keys of the person who runs it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.drafting.adopting import adopt
from app.printing import office_fonts
from app.user_folder import DATA_HOME_VARIABLE
from tests.support import TOWNSHIP, Computer, computer


@pytest.fixture(autouse=True)
def _own_key_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path_factory.mktemp("keys")
    monkeypatch.setenv(DATA_HOME_VARIABLE, str(folder))
    return folder


@pytest.fixture(autouse=True, scope="session")
def _no_office_fonts() -> Iterator[None]:
    """Paper comes out the same, whatever typefaces the computer has that runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(office_fonts, "font_folders", tuple)
        yield


@pytest.fixture
def township(tmp_path: Path) -> Computer:
    """A computer of 兴隆镇 with the field 社会救助 (05) adopted: 13 entries."""
    made = computer(tmp_path / "兴隆镇", TOWNSHIP)
    with made.working() as workspace:
        adopt(workspace, field="05")
    return made
