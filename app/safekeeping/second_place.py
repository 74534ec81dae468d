"""The second place for backups: a folder or a stick that the person at this computer chose."""

import hashlib
import json
import logging
import shutil
from dataclasses import dataclass
from pathlib import Path

from app.attachments import file_sha256, is_as_stored
from app.backups import Progress, backup_facts, verify_backup
from app.errors import UserFacingError
from app.linked_attachments import LINKED
from app.safekeeping.dropping import drop_outlived, drop_unlisted
from app.safekeeping.series import backups_in
from app.user_folder import data_home
from db.filesystem import plain_disk_errors, written_whole

_FILE = "second-backup.json"
_FOLDER = "公开清单助手备份"
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Second:
    """What became of the copy in the second place: where it is; `trouble` says why there is none this time."""

    folder: Path
    copied: bool
    trouble: str = ""


def second_place() -> Path | None:
    """Return the folder that was chosen, whether it is there now or not; None where none was."""
    try:
        chosen = json.loads((data_home() / _FILE).read_text(encoding="utf-8"))["folder"]
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        _LOG.warning("second place for backups not read: %s", type(error).__name__)
        return None
    return Path(chosen) if isinstance(chosen, str) and chosen else None


def choose_second_place(folder: Path | None) -> None:
    """Choose a folder, or none. Raises `UserFacingError` for one that is not there or cannot be written."""
    place = data_home() / _FILE
    if folder is None:
        with plain_disk_errors(place):
            place.unlink(missing_ok=True)
        return
    if not folder.is_dir():
        raise UserFacingError(
            "second-place-missing", f"“{folder}”不是文件夹，或者U盘没有插好，没有改。请插好U盘再选，或者换一个文件夹。"
        )
    with plain_disk_errors(folder):
        (folder / _FOLDER).mkdir(exist_ok=True)
    with written_whole(place, force=True) as part:
        part.write_text(json.dumps({"folder": str(folder.absolute())}, ensure_ascii=False), encoding="utf-8")


def copies_of_unit(organisation: str) -> list[Path]:
    """Return the folders in the second place, as far as it is there now, that hold backups of an organisation."""
    place = second_place()
    if place is None or not (place / _FOLDER).is_dir():
        return []
    return [each for each in sorted((place / _FOLDER).glob(f"{organisation}_*")) if backups_in(each)]


def copy_over(series: Path, place: Path, progress: Progress | None = None) -> Second:
    """Bring the newest backup of a series, with its attachments, to the second place, read back; thin out there, too.

    Raises nothing: a stick that is not there, or full, or what `progress` stops is told in the result.
    """
    folder = place / _FOLDER / series.name
    newest = backups_in(series)[-1]
    target, tell = folder / newest.path.name, progress or (lambda done, total: None)
    try:
        # A mount point without its stick is an empty folder; making ours there would fill the wrong disk.
        if not (place / _FOLDER).is_dir():
            return Second(
                folder, copied=False, trouble=f"“{place}”现在不在，这一次只备份在本机。插好U盘，下次关闭时会补上。"
            )
        if target.is_file() and target.stat().st_size == newest.size:
            return Second(folder, copied=False)
        # The backup comes last: where it lies, everything that it lists does.
        linked = backup_facts(newest.path).linked
        for number, member in enumerate(linked):
            tell(number, len(linked) + 1)
            lying = folder / LINKED / member.sha256
            if not (lying.is_file() and lying.stat().st_size == member.size and is_as_stored(lying)):
                _copy(series / LINKED / member.sha256, lying, member.sha256)
        tell(len(linked), len(linked) + 1)
        _copy(newest.path, target, file_sha256(newest.path))
        verify_backup(target)
        drop_outlived(folder)
        drop_unlisted(folder)
    except (UserFacingError, OSError) as error:
        told = error.message if isinstance(error, UserFacingError) else "读写出错，请看看U盘是否插好、有没有坏。"
        return Second(folder, copied=False, trouble=f"本机备份好了，第二处没有备份成：{told}")
    return Second(folder, copied=True)


def _copy(source: Path, target: Path, sha256: str) -> None:
    with plain_disk_errors(target), written_whole(target, force=True) as part:
        shutil.copyfile(source, part)
        with part.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
                raise UserFacingError(
                    "disk-error",
                    f"写到“{target.parent.name}”里的和本机的不一样，可能U盘坏了。请换一个U盘或者文件夹，再备份一次。",
                )
