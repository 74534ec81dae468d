"""Places to sit down at. What is slow to prepare is prepared once and copied for each test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.desk import Desk, warm_program

TOWNSHIP = "兴隆镇.qd"
COUNTY = "青山县.qd"
NEW_TOWNSHIP = ("--role", "township", "--name", "兴隆镇", "--code", "990124101", "--edition", "2026", "--as", "陈静")
NEW_COUNTY = ("--role", "county", "--name", "青山县", "--code", "990124", "--edition", "2026", "--as", "周敏")


@pytest.fixture(scope="session", autouse=True)
def _warm() -> Iterator[None]:
    yield
    warm_program().close()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """An empty desk."""
    return Desk(tmp_path)


@pytest.fixture(scope="session")
def _drafted(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    desk = Desk(tmp_path_factory.mktemp("drafted"))
    desk.do("new", TOWNSHIP, *NEW_TOWNSHIP)
    desk.do("adopt", TOWNSHIP, "--field", "05")
    return desk


@pytest.fixture
def township(tmp_path: Path, _drafted: Desk) -> Desk:
    """A township clerk's desk: 兴隆镇.qd with the items of 社会救助 adopted, made by hand."""
    return copied(_drafted, tmp_path / "兴隆镇")


@pytest.fixture(scope="session")
def _handed_in(tmp_path_factory: pytest.TempPathFactory, _drafted: Desk) -> tuple[Desk, Desk]:
    folder = tmp_path_factory.mktemp("handed-in")
    clerk = copied(_drafted, folder / "乡镇")
    clerk.do("export", TOWNSHIP, "-o", "上报1.zwgk")
    county = Desk(folder / "县")
    county.folder.mkdir()
    county.do("new", COUNTY, *NEW_COUNTY)
    county.do("roster", COUNTY, "add", "--name", "兴隆镇", "--code", "990124101")
    package = clerk.path("上报1.zwgk")
    county.do("roster", COUNTY, "admit", package, "--fingerprint", county.fingerprint(package))
    county.do("import", COUNTY, package)
    return clerk, county


@pytest.fixture
def handed_in(tmp_path: Path, _handed_in: tuple[Desk, Desk]) -> tuple[Desk, Desk]:
    """The desks of a township whose first round (上报1.zwgk) was taken in, and of its county."""
    clerk, county = _handed_in
    return copied(clerk, tmp_path / "乡镇"), copied(county, tmp_path / "县")


def copied(desk: Desk, folder: Path) -> Desk:
    """A desk like another one, keys included."""
    shutil.copytree(desk.folder, folder)
    return Desk(folder)
