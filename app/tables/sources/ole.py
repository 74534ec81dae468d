"""Old Office files (.xls, .doc, encrypted ones) as containers of streams, opened by olefile within bounds.

olefile takes sizes as the file tells them; where the file's own chains run in a circle, it would gather as much.
"""

import struct
from collections.abc import Sequence
from pathlib import Path

import olefile

from app.errors import UserFacingError
from app.tables.sources.bounds import Reading

_HEADER = 512
_SMALLEST_SECTOR = 512
#: Where the header counts the sectors of its tables.
_COUNTS = (44, 64, 72)

# MS-CFB 2.2: where the sizes of sectors stand, and what they are in every sound file.
_SECTOR_SIZES, _USUAL_SECTORS, _USUAL_SMALL_SECTOR = 30, (9, 12), 6


def ole_names(path: Path, reading: Reading) -> set[str]:
    """The names of all streams in small letters, folders before a slash; raises UserFacingError for damage."""
    try:
        with _opened(path, reading) as ole:
            return {"/".join(entry).casefold() for entry in ole.listdir()}
    except UserFacingError:
        raise
    except Exception as error:
        raise reading.damaged(f"olefile {type(error).__name__}: {error}") from error


def ole_stream(path: Path, names: Sequence[str], reading: Reading) -> bytes:
    """The first of these streams that is there; raises UserFacingError for damage."""
    try:
        with _opened(path, reading) as ole:
            name = next(filter(ole.exists, names))
            # Small streams lie within the root's.
            _require(max(ole.root.size, ole.get_size(name)), path, reading)
            return ole.openstream(name).read()
    except UserFacingError:
        raise
    except Exception as error:
        raise reading.damaged(f"olefile {type(error).__name__}: {error}") from error


def _opened(path: Path, reading: Reading) -> olefile.OleFileIO:
    with path.open("rb") as file:
        header = file.read(_HEADER)
    sector, small_sector = struct.unpack_from("<HH", header, _SECTOR_SIZES)
    # As powers of two: olefile reads a sector of whatever size is claimed, gigabytes too.
    if sector not in _USUAL_SECTORS or small_sector != _USUAL_SMALL_SECTOR:
        raise reading.damaged(f"sectors of 2^{sector} and 2^{small_sector} bytes are claimed")
    for place in _COUNTS:
        _require(_SMALLEST_SECTOR * struct.unpack_from("<I", header, place)[0], path, reading)
    return olefile.OleFileIO(path)


def _require(size: int, path: Path, reading: Reading) -> None:
    if size > path.stat().st_size:
        raise reading.damaged(f"{size} bytes are claimed within a file of {path.stat().st_size}")
