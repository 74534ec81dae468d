"""The arrows of combo and spin boxes as files: a style sheet takes pictures from nowhere else."""

import logging
import tempfile
from pathlib import Path

from PySide6.QtGui import QColor

from ui.theme.icons import coloured_svg

_LOG = logging.getLogger(__name__)


class ArrowFiles:
    """A folder of this process with an icon for each colour asked for; it goes with the process."""

    def __init__(self) -> None:
        self._folder: tempfile.TemporaryDirectory | None = None

    def url(self, name: str, colour: QColor) -> str:
        """Return how a style sheet calls an icon in a colour; "none" where the computer lets no file be written."""
        try:
            return f'url("{self._file(name, colour).as_posix()}")'
        except OSError as error:
            _LOG.warning("arrows cannot be written: %s", error)
            return "none"

    def _file(self, name: str, colour: QColor) -> Path:
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="gkqd-", ignore_cleanup_errors=True)
        path = Path(self._folder.name) / f"{name}-{colour.name()[1:]}.svg"
        if not path.exists():
            path.write_bytes(coloured_svg(name, colour))
        return path
