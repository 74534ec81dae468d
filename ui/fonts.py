"""The window's own font: Chinese shows on a system that has no Chinese font at all."""

from pathlib import Path

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication

from app.errors import UserFacingError
from app.resources import resource_path

# One family; Qt picks the file by weight, so that bold is drawn, not smeared from regular.
FONT_FILES = ("fonts/NotoSansSC-Regular.ttf", "fonts/NotoSansSC-Bold.ttf")


def load_application_fonts(app: QApplication) -> None:
    """Register the bundled Noto Sans SC and make it the application's font, keeping the font size.

    Raises UserFacingError naming the font file when it is missing or damaged.
    """
    families = [_register(name) for name in FONT_FILES]
    font = app.font()
    font.setFamily(families[0])
    app.setFont(font)


def _register(name: str) -> str:
    """Add one font file to Qt and return the name of its family."""
    path = resource_path(name)
    handle = QFontDatabase.addApplicationFont(str(path)) if _is_whole(path) else -1
    if handle == -1:
        raise UserFacingError(
            "font-damaged",
            f"程序文件损坏：字体 resources/{name} 打不开，窗口没有打开。您的数据没有受影响，请重新安装本程序后再打开。",
            str(path),
        )
    return QFontDatabase.applicationFontFamilies(handle)[0]


def _is_whole(path: Path) -> bool:
    """Whether a font file is as long as its table directory says: Qt accepts a cut one and then draws boxes."""
    with path.open("rb") as file:
        table_count = int.from_bytes(file.read(12)[4:6], "big")
        directory = file.read(16 * table_count)
    # One entry of 16 bytes a table: tag, checksum, offset, length.
    entries = [directory[start : start + 16] for start in range(0, len(directory), 16)]
    ends = [int.from_bytes(entry[8:12], "big") + int.from_bytes(entry[12:], "big") for entry in entries]
    return bool(ends) and max(ends) <= path.stat().st_size
