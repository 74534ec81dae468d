"""The files that were looked at and wait in the table, until they are taken in or put away."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from app.exchange.looking import Look


class FoundFiles:
    """Each file once, in the order in which they came."""

    def __init__(self) -> None:
        self._looks: dict[Path, Look] = {}

    def __iter__(self) -> Iterator[Look]:
        return iter(self._looks.values())

    def __len__(self) -> int:
        return len(self._looks)

    def __getitem__(self, path: Path) -> Look:
        return self._looks[path]

    @property
    def ready(self) -> list[Look]:
        """Those that bring something."""
        return [look for look in self if look.result == "ready"]

    @property
    def faulty(self) -> list[Look]:
        """Those that can neither be taken in nor be made so by admitting their sender."""
        return [look for look in self if look.result == "refused" and not look.claim]

    def sent_by(self, sender: str) -> list[Path]:
        """Where the files of a unit lie, named by its id."""
        return [look.path for look in self if look.sender and look.sender.id == sender]

    def add(self, looks: Iterable[Look]) -> None:
        """Add files; one that is there already is shown as it was found last."""
        self._looks |= {look.path: look for look in looks}

    def renew(self, looks: Iterable[Look]) -> None:
        """Show files as they were found now, save those put away meanwhile."""
        self._looks |= {look.path: look for look in looks if look.path in self._looks}

    def put_away(self, looks: Iterable[Look]) -> None:
        """Forget files; they stay where they lie."""
        for look in looks:
            self._looks.pop(look.path, None)
