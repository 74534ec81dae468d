"""The one place that knows where the resources folder lies, in a source checkout and in a built program."""

import sys
from pathlib import Path

from app.errors import UserFacingError

# Following links asks the disk for each part of the path: once, not for every icon.
_SOURCE = Path(__file__).resolve().parent.parent


def resource_root() -> Path:
    """The folder `resources/`: beside `app/` in a source tree, unpacked by the launcher in a frozen program."""
    frozen_folder = getattr(sys, "_MEIPASS", None)
    base = Path(frozen_folder) if frozen_folder else _SOURCE
    return base / "resources"


def resource_path(name: str) -> Path:
    """Path of a resource by its name with forward slashes, such as ``fonts/NotoSansSC-Regular.ttf``.

    Raises UserFacingError when it is missing: then the installation itself is damaged.
    """
    path = resource_root() / name
    if not path.exists():
        raise UserFacingError(
            "resource-missing",
            f"程序文件不完整：缺少 resources/{name}。您的数据没有受影响，请重新安装本程序后再打开。",
            str(path),
        )
    return path


def resource_bytes(name: str) -> bytes:
    """Content of a resource file. Raises UserFacingError as `resource_path` does."""
    return resource_path(name).read_bytes()
