"""What stood in the way of work on many villages, told a line for each."""

import sys
from collections.abc import Iterable

from app.cli.hints import hint_lines
from app.errors import UserFacingError
from app.villages.units import MyUnit


def say_troubles(troubles: Iterable[tuple[MyUnit, UserFacingError | None]], command: str) -> int:
    """Tell on standard error what stood in the way of which village; returns the exit code."""
    told = [(unit, trouble) for unit, trouble in troubles if trouble is not None]
    for unit, trouble in told:
        # Many speak of the file, which may be called anything.
        village = "" if f"“{unit.name}”" in trouble.message else f"{unit.name}："
        print(f"{village}{trouble.message}", file=sys.stderr)
    for line in hint_lines([trouble.code for _, trouble in told], command):
        print(line, file=sys.stderr)
    return 1 if told else 0
