"""Stopping while a table is being understood: whoever waits is asked now and then whether to go on."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from app.errors import UserFacingError

EVERY = 200
"""Rows between two questions."""

Ask = Callable[[], None]
"""Asks whether to go on; raises `UserFacingError` (`cancelled`) when not."""

_Thing = TypeVar("_Thing")


def asking(name: str, is_cancelled: Callable[[], bool] | None) -> Ask:
    """Return what asks `is_cancelled` whether the reading of a file goes on; without one it always does."""

    def ask() -> None:
        if is_cancelled is not None and is_cancelled():
            raise UserFacingError("cancelled", f"“{name}”没有读完：已经取消，什么也没有改。")

    return ask


def never() -> None:
    """Go on without asking anybody."""


def asked(things: Iterable[_Thing], ask: Ask) -> Iterator[_Thing]:
    """Yield things, asking before the first and every few hundred."""
    for place, thing in enumerate(things):
        if place % EVERY == 0:
            ask()
        yield thing
