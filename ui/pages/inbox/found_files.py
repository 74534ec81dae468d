"""The files that were looked at and wait in the table, until they are taken in or put away."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from app.exchange.looking import Look
from ui.pages.inbox.sealed import Opened


class FoundFiles:
    """Each file once, in the order in which they came. A file that was under a password has a plain copy that is kept
    as long as its row."""

    def __init__(self) -> None:
        self._looks: dict[Path, Look] = {}
        self._opened: dict[Path, Opened] = {}

    def __iter__(self) -> Iterator[Look]:
        return iter(self._looks.values())

    def __len__(self) -> int:
        return len(self._looks)

    def __getitem__(self, path: Path) -> Look:
        return self._looks[path]

    def __contains__(self, path: Path) -> bool:
        return path in self._looks

    @property
    def ready(self) -> list[Look]:
        """Those that bring something."""
        return [look for look in self if look.result == "ready"]

    def readable(self, path: Path) -> Path:
        """Where a file can be read: its plain copy, if it was under a password."""
        opened = self._opened.get(path)
        return opened.plain if opened else path

    def sent_by(self, senders: Iterable[str]) -> list[Path]:
        """Return which files came from these units, named by their ids."""
        wanted = set(senders)
        return [look.path for look in self if look.sender and look.sender.id in wanted]

    def add(self, looks: Iterable[Look]) -> None:
        """Add files; one that is there already is shown as it was found last."""
        self._looks |= {look.path: look for look in looks}

    def renew(self, looks: Iterable[Look]) -> None:
        """Show files as they were found now, save those put away meanwhile."""
        self._looks |= {look.path: look for look in looks if look.path in self._looks}

    def unlock(self, path: Path, opened: Opened, look: Look) -> bool:
        """Keep the plain copy of a file and what was found in it; False where the row has gone meanwhile."""
        if path not in self._looks:
            return False
        self._opened[path] = opened
        self._looks[path] = look
        return True

    def refuse(self, path: Path, code: str, message: str) -> None:
        """Say in the row of a file why it cannot be opened."""
        if path in self._looks:
            self._looks[path] = replace(self._looks[path], code=code, message=message)

    def put_away(self, looks: Iterable[Look]) -> list[Opened]:
        """Forget files; they stay where they lie. Returns the plain copies that nobody needs any longer."""
        paths = [look.path for look in looks]
        for path in paths:
            self._looks.pop(path, None)
        return [self._opened.pop(path) for path in paths if path in self._opened]
