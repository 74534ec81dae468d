"""Putting a finished file in place so that a full disk or a pulled stick never leaves half of one."""

import contextlib
import errno
import os
from pathlib import Path

from app.errors import UserFacingError

REASONS = {
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "磁盘满了",
    errno.EACCES: "它正被别的程序打开，或者这个文件夹不许写",
    errno.EPERM: "它正被别的程序打开，或者这个文件夹不许写",
    errno.EROFS: "这个磁盘只能读",
    errno.ENOENT: "文件夹不在了，U盘可能已经拔出",
    errno.ENAMETOOLONG: "文件名太长",
}


def replace_file(path: Path, content: bytes) -> None:
    """Write `content` beside `path`, sync it and rename it: afterwards `path` is the whole new file, or on failure
    what it was before. Raises UserFacingError with the reason in plain words."""
    beside = path.with_name(f".{path.name}.part")
    try:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        reason = REASONS.get(error.errno, "磁盘没有写进去")
        raise UserFacingError(
            "file_not_written",
            f"“{path.name}”没有保存：{reason}。原来的文件没有动。请处理后再保存一次，或者换一个地方保存。",
            str(error),
        ) from error
