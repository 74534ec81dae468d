"""The arrows of combo and spin boxes as files: a style sheet takes pictures from nowhere else."""

import logging
import zlib
from pathlib import Path

from PySide6.QtGui import QColor

from app.user_folder import data_home
from ui.theme.icons import coloured_svg

_LOG = logging.getLogger(__name__)


class ArrowFiles:
    """A folder of the user's with an icon for each colour asked for, kept from run to run."""

    def __init__(self) -> None:
        self._folder = data_home() / "arrows"

    def url(self, name: str, colour: QColor) -> str:
        """Return how a style sheet calls an icon in a colour; "none" where the computer lets no file be written."""
        try:
            return f'url("{self._file(name, colour).as_posix()}")'
        except OSError as error:
            _LOG.warning("arrows cannot be written: %s", error)
            return "none"

    def _file(self, name: str, colour: QColor) -> Path:
        drawing = coloured_svg(name, colour)
        # Another version of the program may draw another arrow.
        path = self._folder / f"{name}-{zlib.crc32(drawing):08x}.svg"
        # What a power cut left half is written again.
        if not path.exists() or path.stat().st_size != len(drawing):
            self._folder.mkdir(parents=True, exist_ok=True)
            path.write_bytes(drawing)
        return path
