"""The USB sticks that are plugged in, so that nobody has to search for them in a file dialog."""

import sys
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStorageInfo

_MOUNT_FOLDERS = ("/media/", "/run/media/", "/Volumes/")
_REMOVABLE_DRIVE = 2


@dataclass(frozen=True)
class Stick:
    """A removable volume that can be written to; `free` in bytes."""

    name: str
    folder: Path
    free: int


def sticks() -> list[Stick]:
    """Return the removable volumes. Asking can wait for slow media: do it on a lane, not on the window's thread."""
    found = []
    for volume in QStorageInfo.mountedVolumes():
        if volume.isValid() and volume.isReady() and not volume.isReadOnly() and _is_removable(volume.rootPath()):
            name = volume.displayName() or volume.rootPath()
            found.append(Stick(name, Path(volume.rootPath()), volume.bytesAvailable()))
    return found


def _is_removable(root: str) -> bool:
    if sys.platform == "win32":
        import ctypes

        return ctypes.windll.kernel32.GetDriveTypeW(root) == _REMOVABLE_DRIVE
    return root.startswith(_MOUNT_FOLDERS)
