"""Draw the program's mark (resources/icons/mark.svg) in the sizes that desktops ask for.

usage: python scripts/make_icons.py FOLDER      writes FOLDER/SIZE.png for each size, and FOLDER/mark.ico for Windows
"""

import struct
import sys
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

MARK = Path(__file__).resolve().parent.parent / "resources" / "icons" / "mark.svg"
SIZES = (16, 24, 32, 48, 64, 128, 256)
_HEADER, _ENTRY = struct.Struct("<HHH"), struct.Struct("<BBBBHHII")
_ICON, _PLANES, _BITS = 1, 1, 32


def draw_mark(size: int) -> bytes:
    """Return the mark as a PNG with sides of `size` pixels."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(MARK)).render(painter, QRectF(0, 0, size, size))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


def windows_icon(pictures: dict[int, bytes]) -> bytes:
    """Return an .ico file of PNG pictures by their size, which Windows has read since Vista."""
    entries, place = b"", _HEADER.size + _ENTRY.size * len(pictures)
    for size, picture in pictures.items():
        # 256 does not fit into a byte and is written as 0.
        entries += _ENTRY.pack(size % 256, size % 256, 0, 0, _PLANES, _BITS, len(picture), place)
        place += len(picture)
    return _HEADER.pack(0, _ICON, len(pictures)) + entries + b"".join(pictures.values())


def make_icons(folder: Path) -> Path:
    """Write all of them into a folder; returns the path of the .ico."""
    folder.mkdir(parents=True, exist_ok=True)
    pictures = {size: draw_mark(size) for size in SIZES}
    for size, picture in pictures.items():
        (folder / f"{size}.png").write_bytes(picture)
    icon = folder / "mark.ico"
    icon.write_bytes(windows_icon(pictures))
    return icon


if __name__ == "__main__":
    make_icons(Path(sys.argv[1]))
