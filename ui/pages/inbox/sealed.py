"""A file under a password, opened into a private folder that lives as long as its row."""

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from app.exchange.sealing import unsealed


@dataclass(frozen=True)
class Opened:
    """The plain copy of a file; `close` removes it."""

    plain: Path
    _folder: ExitStack

    def close(self) -> None:
        """Remove the plain copy."""
        self._folder.close()


def open_sealed(path: Path, password: str) -> Opened:
    """Open a file under a password; takes about a second. Raises `UserFacingError` as `unsealed` does."""
    folder = ExitStack()
    return Opened(folder.enter_context(unsealed(path, password)), folder)
