"""Handing over: a verified backup with all attachments and the sheet in one folder; taking over on the other side."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.attachments import file_sha256
from app.backups import back_up
from app.errors import UserFacingError
from app.exchange.keys import device_key, find_device_key
from app.handover.gathering import Handover, gather
from app.handover.sheet import PRODUCT, require_presentable, write_sheet
from app.persons import choose_person
from app.workspace import Workspace


@dataclass(frozen=True)
class HandedOver:
    """What was written."""

    handover: Handover
    backup: Path
    sheet: Path
    pages: int


@dataclass(frozen=True)
class TakenOver:
    """Who works here now, and by what this computer is known to others. `is_new`: nobody knows it yet."""

    person: str
    fingerprint: str
    is_new: bool


def hand_over(
    workspace: Workspace,
    taker: str,
    folder: Path,
    *,
    force: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> HandedOver:
    """Write a backup of everything, read back and checked, and the sheet for it into a folder.

    Raises `UserFacingError` where something of the work is damaged (then it must not pass for handed over), names are
    taken, personal data would stand on the sheet, or the disk refuses; a backup without its sheet is not left.
    """
    found = gather(workspace, taker)
    stem = f"{found.unit}_工作交接_{found.day.isoformat()}"
    backup, sheet = folder / f"{stem}.qdbak", folder / f"{stem}_{PRODUCT}.pdf"
    if sheet.exists() and not force:
        raise UserFacingError("file-exists", f"“{sheet.name}”已经有了，没有覆盖它。请换一个文件夹，或者确认要覆盖它。")
    require_presentable(found, backup.name, sheet.name, workspace.organisation.public_phones)
    done = back_up(workspace, backup, force=force, progress=progress)
    try:
        if done.damaged:
            names = "、".join(path.name for path in done.damaged)
            raise UserFacingError(
                "attachments-damaged",
                f"有 {len(done.damaged)} 个附件和存进来时不一样了，没有交接：{names}。"
                "请先用以前的备份恢复它们，再交接。",
            )
        pages = write_sheet(found, backup.name, file_sha256(backup), sheet, force=force)
    except UserFacingError:
        backup.unlink(missing_ok=True)
        raise
    return HandedOver(found, backup, sheet, pages)


def take_over(workspace: Workspace, taker: str) -> TakenOver:
    """Let somebody work here from now on, and make this computer's key where it has none.

    A new computer is admitted by whoever takes our files: by its fingerprint, read out on the phone.
    """
    is_new = find_device_key(workspace.organisation.id) is None
    person = choose_person(workspace, taker)
    return TakenOver(person, device_key(workspace.organisation.id).fingerprint, is_new)
