"""What is too long to be made in one turn of the window's loop: built part by part."""

from collections.abc import Callable, Iterator
from typing import Self


class InParts:
    """Made at once, and built in parts after that. Whoever shows it asks for the `whole` of it before anything else."""

    _building: Iterator[None] | None = None
    _is_whole = False

    def build(self) -> Iterator[None]:
        """Make what it is made of, where that takes longer than a short turn; each `yield` ends one."""
        yield from ()

    @property
    def is_whole(self) -> bool:
        """Whether everything is built."""
        return self._is_whole

    def build_next(self) -> None:
        """Build the next part, if one is missing."""
        if self._building is None:
            self._building = self.build()
        self._is_whole = next(self._building, self) is self

    def parts(self) -> Iterator[Callable[[], object]]:
        """Yield what builds the next part, until everything is built."""
        while not self._is_whole:
            yield self.build_next

    def in_turns(self) -> Iterator[None]:
        """Build it within the building of what it is a part of; each `yield` ends a short turn."""
        for part in self.parts():
            part()
            yield

    def whole(self) -> Self:
        """Return it with everything built."""
        for part in self.parts():
            part()
        return self
