"""What taking something out did or is going to do, and what a person has to see to: the copies beyond reach."""

import json
import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from app.checks.office_parts import part_names
from app.errors import UserFacingError
from app.safekeeping.second_place import copies_of_unit
from app.safekeeping.series import backups_in, series_of_unit
from app.workspace import Workspace


@dataclass
class Redacted:
    """What was overwritten, and what a person has to see to: `left_house` says when and how it went out, `backups`
    and `attachments` still hold it or may."""

    element: str | None
    revisions: int = 0
    others: int = 0
    sheets: int = 0
    left_house: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    backups: tuple[Path, ...] = ()

    def told(self) -> list[str]:
        """Return what was done and what is left to do, in sentences."""
        lines = [f"已删去，改写了 {self.revisions} 个版本、别处 {self.others} 处。不能撤销，谁也找不回来。"]
        if self.sheets:
            lines.append(f"存着的打印件删掉了 {self.sheets} 份，要张贴请重新打印。")
        lines += [f"已经出门：{each}。请收回，或者请收到的人删掉。" for each in self.left_house]
        lines += [f"附件里还有：{each}。请换成删去以后的。" for each in self.attachments]
        lines += [f"备份里还有：{path}。请重新备份，把它删掉。" for path in self.backups]
        return [*lines, "放在U盘和别处的备份、发出去的文件，这里看不到，也请一并处理。"]


@dataclass(frozen=True)
class Prospect:
    """What taking something out is going to overwrite: revisions, those of how many other subjects among them,
    proposals and copies of what was posted; `left_house` and `backups` are beyond reach."""

    revisions: int
    elsewhere: int
    proposals: int
    sheets: int
    left_house: tuple[str, ...]
    backups: tuple[Path, ...]


def backups_beside(workspace: Workspace) -> tuple[Path, ...]:
    """Return the backups and older copies of this file that lie beside it, and the folders of those that the program
    made of this unit on this computer and in the second place: all were made before."""
    unit, folder = workspace.organisation, workspace.path.parent
    backups = [path for path in sorted(folder.glob("*.qdbak")) if _organisation_in(path) in (unit.name, None)]
    stem = re.escape(workspace.path.stem)
    older = re.compile(rf"{stem}\.(?:升级前-v\d+-\d+|恢复前\d+){re.escape(workspace.path.suffix)}")
    by_itself = [series for series in series_of_unit(unit.id) if backups_in(series)]
    by_itself += copies_of_unit(unit.id)
    return (*backups, *(path for path in sorted(folder.iterdir()) if older.fullmatch(path.name)), *by_itself)


def _organisation_in(backup: Path) -> str | None:
    """Whose a backup is; None where it does not say."""
    from zipfile import ZipFile

    with suppress(OSError, ValueError, KeyError, UserFacingError):
        part_names(backup, backup.name)
        with ZipFile(backup) as archive:
            return json.loads(archive.read("manifest.json")).get("organisation")
    return None
