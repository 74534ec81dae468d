"""What every test may use: a township at work. No test may touch the keys of the person who runs it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.drafting.adopting import adopt
from app.printing import office_fonts
from app.user_folder import DATA_HOME_VARIABLE
from tests.in_memory import LEAST_FREE, LEAST_FREE_FOR_DRILLS, make_room
from tests.support import TOWNSHIP, Computer, computer


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Keep the files of the tests in memory unless the caller named a folder."""
    least_free = LEAST_FREE_FOR_DRILLS if config.option.markexpr == "drill" else LEAST_FREE
    config.option.basetemp = config.option.basetemp or make_room(least_free)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Free the memory; the files of tests that failed stay until the next run."""
    folder = session.config.option.basetemp
    if folder and exitstatus == pytest.ExitCode.OK:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(autouse=True, scope="session")
def _own_computer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What lives longer than a test, as the application of the windows does, has a folder of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(DATA_HOME_VARIABLE, str(tmp_path_factory.mktemp("computer")))
        yield


@pytest.fixture(autouse=True)
def _files_outlive_fixtures(tmp_path: Path) -> None:
    """Make a test's folder first: it is removed after whatever still works in it has ended."""


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
