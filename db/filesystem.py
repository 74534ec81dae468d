"""What kind of medium a path lies on, and files that are written whole or not at all."""

import contextlib
import ctypes
import errno
import os
import re
import sys
from collections.abc import Iterator
from contextvars import ContextVar
from pathlib import Path

from db.errors import UserFacingError
from db.workspace_mark import is_workspace_file

# Shared-memory files of the write-ahead log are unsafe on network shares and often fail on sticks.
_SHARED_OR_REMOVABLE = frozenset(
    (
        "nfs",
        "nfs4",
        "cifs",
        "smb",
        "smb3",
        "smbfs",
        "9p",
        "ceph",
        "afs",
        "davfs",
        "vfat",
        "exfat",
        "msdos",
        "ntfs",
        "ntfs3",
        "iso9660",
        "udf",
    )
)
# Through it come the shares that a file manager opens, sticks with NTFS, and nothing that a desktop's own disk is.
_FUSE = "fuse"
MOUNT_TABLE = Path("/proc/mounts")
_WINDOWS_REMOVABLE, _WINDOWS_REMOTE, _WINDOWS_CDROM = 2, 4, 5
_NOTING: ContextVar[list[Path] | None] = ContextVar("noting", default=None)


def allows_log(path: Path) -> bool:
    """Say whether a write-ahead log may be opened beside `path`: not on shares, sticks or discs."""
    if sys.platform == "win32":
        root = path.absolute().anchor
        kind = ctypes.windll.kernel32.GetDriveTypeW(root)
        return kind not in (_WINDOWS_REMOVABLE, _WINDOWS_REMOTE, _WINDOWS_CDROM) and not root.startswith("\\\\")
    kind = _mount_type(path)
    return kind not in _SHARED_OR_REMOVABLE and not kind.startswith(_FUSE)


def keeps_locks_to_itself(path: Path) -> bool:
    """Say whether the system's locks on `path` may be unknown to other computers that reach the same file.

    So it is with shares that come through FUSE (`fuse.gvfsd-fuse`, `fuse.sshfs` …). Sticks (`fuseblk`, `fuse`) are in
    one computer at a time; what the kernel mounts (cifs, nfs) and Windows pass locks on to the server.
    """
    return sys.platform != "win32" and _mount_type(path).startswith(f"{_FUSE}.")


def _mount_type(path: Path) -> str:
    # A folder on the desktop may be a link into a share.
    target, table = Path(os.path.realpath(path)), MOUNT_TABLE
    best, kind = Path("/"), ""
    if not table.exists():
        return kind
    for line in table.read_text(encoding="utf-8", errors="replace").splitlines():
        words = line.split(" ")
        mount = Path(words[1].replace("\\040", " "))
        if target.is_relative_to(mount) and len(mount.parts) >= len(best.parts):
            best, kind = mount, words[2]
    return kind


@contextlib.contextmanager
def written_whole(path: Path, *, force: bool = False) -> Iterator[Path]:
    """Yield a temporary path beside `path`; on success it is synced and takes the name, else it is removed.

    Raises `UserFacingError` when the target exists and `force` is not set, or when the disk says no.
    """
    with plain_disk_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with placed(path, force=force) as part:
            yield part


@contextlib.contextmanager
def noting_written() -> Iterator[list[Path]]:
    """Yield a list in which every file that takes its name within is noted, in this thread."""
    written: list[Path] = []
    token = _NOTING.set(written)
    try:
        yield written
    finally:
        _NOTING.reset(token)


def note_written(path: Path) -> None:
    """Note that a file, or a folder, took its name, where somebody wants to know: see `noting_written`."""
    if (written := _NOTING.get()) is not None:
        written.append(path)


def half_written(path: Path) -> Path:
    """Return what a file is called until it is whole; after a kill it may stay."""
    return path.with_name(f".{path.name}.part")


@contextlib.contextmanager
def placed(path: Path, *, force: bool = False, mode: int = 0o666) -> Iterator[Path]:
    """Yield an empty file beside `path` to write and check; then it is synced and takes the name.

    Under its name there is never half a file. After any failure the `.part` is removed; after a kill it may stay and
    the next call replaces it. Raises FileExistsError if `path` exists and `force` is not given, IsADirectoryError if it
    is a folder, `UserFacingError` (`workspace-in-the-way`) if it is a workspace all the same, OSError when the disk
    fails, and whatever is raised inside.
    """
    _refuse_existing(path, force)
    part = half_written(path)
    try:
        _make_empty(part, mode)
        yield part
        sync_file(part)
        _refuse_existing(path, force)
        _refuse_workspace(path)
        part.replace(path)
        note_written(path)
    except BaseException:
        # The first error is the one to tell; on a stick that is gone there is nothing left to remove.
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


@contextlib.contextmanager
def scratch_beside(path: Path) -> Iterator[Path]:
    """Yield an empty hidden file in the folder of `path`, readable by its owner only, and remove it afterwards.

    What is too large or too private for the system's temporary folder. After a kill it may stay and the next call
    for the same path replaces it. Raises OSError when the disk fails, and whatever is raised inside.
    """
    scratch = path.with_name(f".{path.name}.copy.part")
    try:
        _make_empty(scratch, 0o600)
        yield scratch
    finally:
        with contextlib.suppress(OSError):
            scratch.unlink(missing_ok=True)


def _make_empty(path: Path, mode: int) -> None:
    path.unlink(missing_ok=True)
    # Exclusive, so that a link somebody put there is not followed.
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode))


def sync_file(path: Path) -> None:
    """Bring a written file onto the medium; what is read next comes from there, not from memory."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _refuse_existing(path: Path, force: bool) -> None:
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, "is a folder", str(path))
    if path.exists() and not force:
        raise FileExistsError(errno.EEXIST, "exists", str(path))


def _refuse_workspace(path: Path) -> None:
    """Whoever lets a paper replace an older one does not mean a year's work by it. What takes the place of a workspace
    sets it aside first."""
    if is_workspace_file(path):
        raise UserFacingError(
            "workspace-in-the-way", f"“{path.name}”是工作文件，没有覆盖它，里面填的都还在。请换一个文件名再存。"
        )


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return  # Windows cannot open a folder; NTFS logs the rename itself.
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        # Some network and FUSE file systems do not know this call; there the rename is all there is.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.ENOSYS):
            raise
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def plain_disk_errors(path: Path) -> Iterator[None]:
    """Turn the operating system's refusals into sentences that say what to do."""
    try:
        yield
    except OSError as error:
        sentence = _SENTENCES.get(error.errno or 0, _OTHER)
        raise UserFacingError(sentence[0], sentence[1].format(name=told_name(path)), details=str(error)) from error


def told_name(path: Path) -> str:
    """Return the name people know: a part (see `placed`) or scratch is called as the file it is for."""
    part = re.fullmatch(r"\.(.+?)(\.copy)?\.part", path.name)
    return part[1] if part else path.name or str(path)


_OTHER = (
    "disk-error",
    "读写“{name}”时出错，这一步没有做成。请看看磁盘、U盘是否还在，共享的文件夹网络通不通，再试一次。",
)
_SENTENCES = {
    errno.EEXIST: ("file-exists", "“{name}”已经有了，没有覆盖它。请换一个文件名，或者确认要覆盖它。"),
    errno.ENOSPC: ("disk-full", "磁盘满了，“{name}”没有写成。请删掉一些不用的文件，或者换一个地方再存。"),
    errno.EDQUOT: ("disk-full", "磁盘空间用完了，“{name}”没有写成。请删掉一些不用的文件，或者换一个地方再存。"),
    errno.EFBIG: ("disk-full", "“{name}”没有写成，这里存不下这么大的文件。请换一个地方再存。"),
    errno.EACCES: ("no-permission", "没有权限读写“{name}”，这一步没有做。请换一个文件夹，或者请管理员开放权限。"),
    errno.EPERM: ("no-permission", "没有权限读写“{name}”，这一步没有做。请换一个文件夹，或者请管理员开放权限。"),
    errno.EROFS: ("read-only", "“{name}”所在的位置只能看不能改，没有写成。请换到本机的文件夹再存。"),
    errno.ENOENT: ("file-missing", "找不到“{name}”。请检查文件名和所在的文件夹，U盘是否插好。"),
    errno.EISDIR: ("not-a-file", "“{name}”是一个文件夹，这里要的是文件。请重新选。"),
    errno.ENOTDIR: ("not-a-folder", "“{name}”上面的路径里有一个不是文件夹，没有写成。请换一个位置。"),
    errno.ENAMETOOLONG: ("name-too-long", "“{name}”这个文件名太长，没有写成。请换短一些的名字。"),
}
