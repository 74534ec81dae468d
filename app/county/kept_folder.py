"""A folder that is written whole or not at all. A former one is replaced only if it bears our mark and holds nothing
that is not ours."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.errors import UserFacingError
from db.filesystem import half_written, note_written, plain_disk_errors, sync_file

MARK = "本文件夹的文件.txt"
_HEADING = "这个文件夹是公开清单助手做的，重做时会整个换掉。里面的文件："


@contextmanager
def folder_written_whole(path: Path, *, force: bool = False) -> Iterator[Path]:
    """Yield an empty folder beside `path` to write and check files in; on success it takes the name.

    Raises `UserFacingError` when something else stands there, when a former folder of ours does and `force` is not
    given, or when the disk says no; then nothing has changed.
    """
    path = path.absolute()
    part, former = half_written(path), path.with_name(f".{path.name}.former.part")
    with plain_disk_errors(path):
        if former.exists() and not path.exists():
            former.rename(path)
        _require_free(path, force=force)
        path.parent.mkdir(parents=True, exist_ok=True)
        _clear(part)
        part.mkdir()
        try:
            yield part
            _finish(part)
            _require_free(path, force=force)
            _put_in_place(part, path, former)
        finally:
            _clear(part)


def _require_free(path: Path, *, force: bool) -> None:
    if path.is_symlink() or (path.exists() and not path.is_dir()):
        raise UserFacingError("not-a-folder", f"“{path.name}”已经有了，不是文件夹，没有动它。请换一个名字。")
    if not path.exists() or not any(path.iterdir()):
        return
    strange = _strange(path)
    if strange is None:
        raise UserFacingError(
            "folder-not-empty", f"“{path.name}”里已经有别的东西，什么也没有动。请换一个新的文件夹名。"
        )
    if strange:
        raise UserFacingError(
            "folder-not-ours",
            f"“{path.name}”里有后来放进去的东西（{'、'.join(strange[:3])}），什么也没有动。"
            "请先把它们拿到别处，或者换一个新的文件夹名。",
        )
    if not force:
        raise UserFacingError("file-exists", f"“{path.name}”已经有了，没有换掉它。请换一个名字，或者确认要换掉它。")


def _strange(path: Path) -> list[str] | None:
    """What stands in a folder of ours besides what we put there; None where the folder is not ours."""
    mark = path / MARK
    if not mark.is_file() or mark.is_symlink():
        return None
    lines = mark.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    if lines[:1] != [_HEADING]:
        return None
    return sorted(each.name for each in path.iterdir() if each.name not in {*lines[1:], MARK} or each.is_dir())


def _finish(part: Path) -> None:
    names = sorted(each.name for each in part.iterdir())
    # The mark at the beginning tells old Windows programs that it is UTF-8.
    (part / MARK).write_text("\n".join([_HEADING, *names, ""]), encoding="utf-8-sig", newline="\r\n")
    for each in part.iterdir():
        sync_file(each)


def _put_in_place(part: Path, path: Path, former: Path) -> None:
    _clear(former)
    if path.exists():
        path.rename(former)
    try:
        part.rename(path)
    except OSError:
        if former.exists():
            former.rename(path)
        raise
    note_written(path)
    _clear(former)


def _clear(folder: Path) -> None:
    if folder.is_dir() and not folder.is_symlink():
        shutil.rmtree(folder)
    elif os.path.lexists(folder):
        folder.unlink()
