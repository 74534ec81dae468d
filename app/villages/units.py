"""The units a person keeps on this computer: a list of workspace files, each of its own and never merged.

It belongs to the computer and the person, not to any workspace; taking a unit off the list leaves its file alone.
"""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Literal

import msgspec
from msgspec import Struct

from app.errors import UserFacingError
from app.opening import open_workspace
from app.organisations import KINDS, Organisation
from app.standards.models import Role
from app.user_folder import data_home
from app.workspace import Workspace
from db.filesystem import plain_disk_errors, written_whole

_FILE = "units.json"
Rhythm = Literal["month", "quarter", "year"]


class MyUnit(Struct, frozen=True):
    """A unit on the list: its workspace file and whose it is, as of the time it was put there."""

    path: Path
    id: str
    kind: Role
    name: str
    code: str = ""
    parent_name: str = ""

    @property
    def is_village(self) -> bool:
        """Whether it is a village or a community: they get the rows of a split table and owe sheets."""
        return KINDS[self.kind].level == "village"


class ExpectedSheet(Struct, frozen=True):
    """A sheet that every village owes: a template's code, and how often."""

    template: str
    rhythm: Rhythm


class MyUnits(Struct, frozen=True):
    """The list, and the sheets the person wants to see from every village; None: those the templates speak of."""

    units: tuple[MyUnit, ...] = ()
    expected: tuple[ExpectedSheet, ...] | None = None

    @property
    def villages(self) -> tuple[MyUnit, ...]:
        """The villages and communities on the list."""
        return tuple(unit for unit in self.units if unit.is_village)


class Added(Struct, frozen=True):
    """What became of files to be put on the list: the list as it is now, those new on it, why the others are not."""

    mine: MyUnits
    new: tuple[MyUnit, ...]
    refused: tuple[tuple[Path, UserFacingError], ...]


def load_units() -> MyUnits:
    """Return the list; empty before anything was put there. Raises `UserFacingError` when it cannot be read."""
    path = data_home() / _FILE
    try:
        with plain_disk_errors(path):
            content = path.read_bytes()
        return msgspec.json.decode(content, type=MyUnits, dec_hook=_as_path)
    except UserFacingError as error:
        if error.code == "file-missing":
            return MyUnits()
        raise
    except (msgspec.MsgspecError, ValueError) as error:
        raise UserFacingError(
            "units-unreadable",
            f"记着有哪些单位的文件“{path}”读不出来，各单位的工作文件没有动。"
            "请把这个文件改个名字放到一边，再重新添加各单位的工作文件。",
            str(error),
        ) from error


def save_units(mine: MyUnits) -> None:
    """Write the list, whole or not at all. Raises `UserFacingError` when the disk says no."""
    path = data_home() / _FILE
    with plain_disk_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    with written_whole(path, force=True) as part:
        part.write_bytes(msgspec.json.format(msgspec.json.encode(mine, enc_hook=str)))


def add_files(paths: Iterable[Path], open_now: Workspace | None = None) -> Added:
    """Put workspace files on the list. A unit stands there once; what cannot be put there is returned with the reason.

    `open_now` is the workspace that is open already, if any.
    """
    mine = load_units()
    units, new, refused = list(mine.units), [], []
    for path in map(_plain_path, paths):
        try:
            unit = _unit_of(path, open_now)
            _refuse_second(unit, units)
        except UserFacingError as error:
            refused.append((path, error))
            continue
        if unit not in units:
            # The same file again: its unit may have been renamed meanwhile.
            units = [each for each in units if each.path != path] + [unit]
            new.append(unit)
    mine = msgspec.structs.replace(mine, units=tuple(units))
    if new:
        save_units(mine)
    return Added(mine, tuple(new), tuple(refused))


def remove_unit(unit: MyUnit) -> MyUnits:
    """Take a unit off the list; its file stays. Returns the list as it is now."""
    mine = load_units()
    mine = msgspec.structs.replace(mine, units=tuple(each for each in mine.units if each.path != unit.path))
    save_units(mine)
    return mine


def renew_units(now: Iterable[MyUnit]) -> MyUnits:
    """Take up units as their files have them now: a name may have changed. Returns the list as it is now."""
    mine, fresh = load_units(), {unit.path: unit for unit in now}
    renewed = msgspec.structs.replace(mine, units=tuple(fresh.get(unit.path, unit) for unit in mine.units))
    if renewed != mine:
        save_units(renewed)
    return renewed


def expect_sheets(expected: Sequence[ExpectedSheet] | None) -> MyUnits:
    """Choose the sheets every village owes; None goes back to those the templates speak of."""
    mine = msgspec.structs.replace(load_units(), expected=None if expected is None else tuple(expected))
    save_units(mine)
    return mine


def require_villages(mine: MyUnits) -> tuple[MyUnit, ...]:
    """Return the villages and communities on the list. Raises `UserFacingError` when there is none."""
    if not mine.villages:
        raise UserFacingError("no-villages", "列表里还没有村，什么也没有做。请先把各村的工作文件加进列表。")
    return mine.villages


def find_unit(mine: MyUnits, name: str) -> MyUnit:
    """Return a unit of the list by its name, code or file name. Raises `UserFacingError` for none or several."""
    # Most villages have no code: an empty name is nobody's.
    found = [unit for unit in mine.units if name and name in (unit.name, unit.code, unit.path.name, str(unit.path))]
    if not found:
        raise UserFacingError("unit-not-listed", f"列表里没有“{name}”，什么也没有做。请先把它的工作文件加进列表。")
    if len(found) > 1:
        names = "、".join(f"{unit.parent_name}{unit.name}" for unit in found)
        raise UserFacingError(
            "unit-several", f"列表里叫“{name}”的不止一个（{names}），什么也没有做。请写它的区划代码或者文件名。"
        )
    return found[0]


def listed_unit(path: Path, organisation: Organisation) -> MyUnit:
    """Return how a unit stands on the list."""
    return MyUnit(
        path, organisation.id, organisation.kind, organisation.name, organisation.code, organisation.parent_name
    )


def _unit_of(path: Path, open_now: Workspace | None) -> MyUnit:
    if open_now is not None and is_same_file(open_now.path, path):
        return listed_unit(path, open_now.organisation)
    with open_to_read(path) as workspace:
        return listed_unit(path, workspace.organisation)


def open_to_read(path: Path, **desk: Any) -> Workspace:
    """Open a workspace for looking only. One that an earlier program wrote is upgraded first, after a backup, as
    opening it in the window would: nobody opens twenty files one by one for that."""
    try:
        return open_workspace(path, read_only=True, **desk)
    except UserFacingError as error:
        if error.code != "workspace-older":
            raise
    return open_workspace(path, **desk)


def is_same_file(one: Path, other: Path) -> bool:
    """Whether two paths name one file, also one that is not there at the moment."""
    return _plain_path(one) == _plain_path(other)


def _plain_path(path: Path) -> Path:
    """The path from the root, without looking at the disk."""
    return Path(os.path.normpath(path.absolute()))


def _refuse_second(unit: MyUnit, units: Sequence[MyUnit]) -> None:
    """Two files of one unit would make it unclear which of them gets what."""
    other = next((each for each in units if each.id == unit.id and each.path != unit.path), None)
    if other is not None:
        raise UserFacingError(
            "unit-listed",
            f"“{unit.name}”已经在列表里，用的是“{other.path}”，“{unit.path.name}”没有加进去。"
            "要换成这一个文件，请先把原来那一个从列表去掉。",
        )


def _as_path(kind: type, value: str) -> Path:
    return kind(value)
