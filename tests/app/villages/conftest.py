"""A township's accountant: four villages and the township, each in a file of its own, all on the list."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.organisations import Organisation
from app.villages.splitting import Parted, part, split_template, village_table
from app.villages.units import MyUnit, MyUnits, add_files
from tests.support import TOWNSHIP, make_workspace, unit

BAIMA = unit(21, "village", "白马村", "990124101201", TOWNSHIP)
QINGSHI = unit(22, "village", "青石村", "990124101202", TOWNSHIP)
DONGMEN = unit(23, "community", "东门社区", "990124101001", TOWNSHIP)
HEADS = ("村名", "村民小组", "户主姓名", "补贴项目", "面积或数量", "到账金额（元）", "到账日期", "银行卡号（重名时加）")
TEMPLATE = "NT-12"


def row(village: str, name: str, amount: str = "100", card: str = "") -> tuple[str, ...]:
    """A line of the office's list."""
    return (village, "一组", name, "耕地地力", "1", amount, "2026-11-05", card)


@dataclass
class Office:
    """The folder with the files, and the list."""

    folder: Path
    mine: MyUnits

    def path(self, organisation: Organisation) -> Path:
        """The workspace file of a unit."""
        return self.folder / f"{organisation.name}.qd"

    def unit(self, organisation: Organisation) -> MyUnit:
        """A unit as it stands on the list."""
        return next(each for each in self.mine.units if each.id == organisation.id)

    def parted(self, rows: Sequence[Sequence[str]], answers: dict[str, str] | None = None) -> Parted:
        """A pasted table, parted."""
        table = village_table([HEADS, *rows], split_template(TEMPLATE))
        return part(table, self.mine.villages, answers)


def make_office(folder: Path) -> Office:
    """All units on the list."""
    made = Office(folder, MyUnits())
    for each in (BAIMA, QINGSHI, DONGMEN, TOWNSHIP):
        make_workspace(made.path(each), each)
    made.mine = add_files([made.path(each) for each in (BAIMA, QINGSHI, DONGMEN, TOWNSHIP)]).mine
    return made


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """All units on the list."""
    return make_office(tmp_path)


@pytest.fixture
def texts_of() -> Callable[[Path], str]:
    """Everything a workspace file holds, as far as it is text."""
    return lambda path: path.read_bytes().decode("utf-8", "ignore")
