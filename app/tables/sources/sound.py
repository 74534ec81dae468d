"""The sheets of a workbook one by one: a damaged one is named and does not take the others with it."""

import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable
from xml.parsers import expat

from app.errors import UserFacingError
from app.tables.sources.bounds import Reading
from app.tables.sources.sheet import Sheet

#: What archives and parsers raise where a file is not what it must be; a place before its start is an OSError.
DAMAGES = (
    *(zipfile.BadZipFile, zlib.error, struct.error, expat.ExpatError),
    *(OSError, EOFError, ValueError, RuntimeError, NotImplementedError),
)
_DAMAGED = "damaged-file"


def sound_sheets(named: Iterable[tuple[str, Callable[[], Sheet | None]]], reading: Reading) -> list[Sheet]:
    """The sheets that hold something, each read by its call; the names of damaged ones become a note.

    Raises UserFacingError when a sheet is refused for anything but damage, and for damage when no sheet can be read.
    """
    sheets: list[Sheet] = []
    damaged: dict[str, UserFacingError] = {}
    for name, read in named:
        try:
            sheet = read()
        except UserFacingError as error:
            if error.code != _DAMAGED:
                raise
            damaged[name] = error
        except DAMAGES as error:
            damaged[name] = reading.damaged(f"{type(error).__name__}: {error}")
        else:
            sheets += [sheet] if sheet is not None else []
    if damaged and not sheets:
        raise next(iter(damaged.values()))
    if damaged:
        names = "、".join(f"“{name}”" for name in damaged)
        reading.notes.append(
            f"工作表{names}坏了，没有读；其他工作表已经读出。请把这张表另存一次，或者向做表的人要原件。"
        )
    return sheets
