"""The typefaces of official documents on the office's own computer: 小标宋, 仿宋_GB2312, 楷体_GB2312.

None of them may be handed on with a program, and nearly every office has them. They are looked for by family name in
the font folders of the system, not by the name of the file. A file is used only if its outlines can be read and its
maker allows embedding a subset (OS/2 fsType); any other is named with the reason.

Font files are other people's files: every read is bounded, and what is damaged is no font.
"""

import os
import struct
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Literal

from app.printing.truetype import TrueTypeError, TrueTypeFile

OfficeFace = Literal["xiaobiaosong", "fangsong", "kai"]

#: Family names of each face, the wanted one first; compared without spaces and case.
FAMILIES: Mapping[OfficeFace, tuple[str, ...]] = {
    "xiaobiaosong": (
        "方正小标宋简体",
        "方正小标宋_GBK",
        "小标宋体",
        "小标宋",
        "FZXiaoBiaoSong-B05S",
        "FZXiaoBiaoSong-B05",
    ),
    "fangsong": ("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong", "方正仿宋_GBK", "FZFangSong-Z02"),
    "kai": ("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi", "方正楷体_GBK", "FZKai-Z03"),
}
#: Every one of them must have these.
_SAMPLE = "一公开示，。1A"
_MOST_FILES, _MOST_FOLDERS, _LARGEST_FILE = 5_000, 500, 120_000_000
_MOST_TABLES, _MOST_FONTS, _LARGEST_NAMES = 100, 40, 200_000
_SUFFIXES = frozenset({".ttf", ".ttc", ".otf"})
_FAMILY, _FULL_NAME, _POSTSCRIPT, _TYPOGRAPHIC_FAMILY = 1, 4, 6, 16
_SHOWN_NAMES = frozenset({_FAMILY, _FULL_NAME, _TYPOGRAPHIC_FAMILY})
# OS/2 fsType.
_RESTRICTED, _LICENCE = 0x0002, 0x000F
_NO_SUBSET, _BITMAPS_ONLY = 0x0100, 0x0200

Trouble = Literal["absent", "unreadable", "not-embeddable"]


@dataclass(frozen=True)
class OfficeFont:
    """A font file that may be used: its family, where in the file it begins, its PostScript name."""

    family: str
    path: Path
    directory: int
    postscript: str


@dataclass(frozen=True)
class Search:
    """What the search for a face found: the font, or why there is none; `family` is what it is about."""

    family: str
    font: OfficeFont | None
    trouble: Trouble | None = None


@dataclass(frozen=True)
class _Candidate:
    path: Path
    directory: int
    names: frozenset[str]
    postscript: str
    may_be_embedded: bool


def font_folders() -> tuple[Path, ...]:
    """The folders in which this system keeps fonts, and those of the office suite that brings its own."""
    home = Path.home()
    if sys.platform == "win32":
        windows, local = os.environ.get("WINDIR", r"C:\Windows"), os.environ.get("LOCALAPPDATA", "")
        mine = (Path(local) / "Microsoft/Windows/Fonts",) if local else ()
        return Path(windows) / "Fonts", *mine
    return (
        Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"),
        home / ".local/share/fonts",
        home / ".fonts",
        Path("/opt/kingsoft/wps-office/office6/fonts"),
    )


@cache
def office_fonts() -> Mapping[OfficeFace, Search]:
    """What this computer has of each face; looked for once."""
    return find_fonts(font_folders())


def find_fonts(folders: Iterable[Path]) -> dict[OfficeFace, Search]:
    """What the folders have of each face. Folders and files that cannot be read are passed over."""
    wanted = {_plain(family) for families in FAMILIES.values() for family in families}
    found: dict[str, list[_Candidate]] = {}
    for path in islice(_font_files(folders), _MOST_FILES):
        for candidate in _candidates(path):
            for name in candidate.names & wanted:
                found.setdefault(name, []).append(candidate)
    return {face: _best(families, found) for face, families in FAMILIES.items()}


def _best(families: Sequence[str], found: Mapping[str, Sequence[_Candidate]]) -> Search:
    """The first usable font in the order of the families, else the reason against the first that is there."""
    failed: list[Search] = []
    for family in families:
        for candidate in found.get(_plain(family), ()):
            trouble = _trouble(candidate)
            if trouble is None:
                font = OfficeFont(family, candidate.path, candidate.directory, candidate.postscript)
                return Search(family, font)
            failed.append(Search(family, None, trouble))
    return failed[0] if failed else Search(families[0], None, "absent")


def _trouble(candidate: _Candidate) -> Trouble | None:
    if not candidate.may_be_embedded:
        return "not-embeddable"
    try:
        outlines = TrueTypeFile(candidate.path, candidate.directory)
        outlines.require_sound()
        glyphs = [outlines.glyph(character) for character in _SAMPLE]
        has_sample = all(glyph and outlines.has_ink(glyph) for glyph in glyphs)
    except (TrueTypeError, OSError):
        return "unreadable"
    return None if has_sample else "unreadable"


def _font_files(folders: Iterable[Path]) -> Iterator[Path]:
    """Font files below the folders, in a fixed order. Links to folders are not followed: they may lead in a circle."""
    for folder in folders:
        for parent, below, names in islice(os.walk(folder), _MOST_FOLDERS):
            below.sort()
            for name in sorted(names):
                path = Path(parent, name)
                if path.suffix.lower() in _SUFFIXES and path.is_file():
                    yield path


def _candidates(path: Path) -> list[_Candidate]:
    """The fonts of a file by their names; none when it is damaged, too large or cannot be read."""
    try:
        if path.stat().st_size > _LARGEST_FILE:
            return []
        with path.open("rb") as file:
            return [_candidate(path, file, directory) for directory in _directories(file)]
    except (OSError, struct.error, ValueError):
        return []


def _directories(file: BinaryIO) -> list[int]:
    head = file.read(12)
    if head[:4] != b"ttcf":
        return [0]
    count = min(struct.unpack_from(">L", head, 8)[0], _MOST_FONTS)
    return list(struct.unpack(f">{count}L", file.read(4 * count)))


def _candidate(path: Path, file: BinaryIO, directory: int) -> _Candidate:
    file.seek(directory)
    (count,) = struct.unpack_from(">4xH", file.read(12))
    entries = file.read(16 * min(count, _MOST_TABLES))
    tables = {tag: (offset, length) for tag, offset, length in struct.iter_unpack(">4s4xLL", entries)}
    names = list(_names(_table(file, tables, b"name", _LARGEST_NAMES)))
    (licence,) = struct.unpack_from(">8xH", _table(file, tables, b"OS/2", 10))
    return _Candidate(
        path,
        directory,
        frozenset(_plain(name) for number, name in names if number in _SHOWN_NAMES),
        next((name for number, name in names if number == _POSTSCRIPT), path.stem),
        _may_be_embedded(licence),
    )


def _table(file: BinaryIO, tables: Mapping[bytes, tuple[int, int]], tag: bytes, most: int) -> bytes:
    offset, length = tables.get(tag, (0, 0))
    file.seek(offset)
    return file.read(min(length, most))


def _may_be_embedded(licence: int) -> bool:
    """Older fonts set several bits of the licence: the least restrictive holds."""
    is_restricted = licence & _LICENCE == _RESTRICTED
    return not (is_restricted or licence & (_NO_SUBSET | _BITMAPS_ONLY))


def _names(table: bytes) -> Iterator[tuple[int, str]]:
    """Numbers and texts of a name table, in the encodings that Chinese fonts use."""
    count, texts = struct.unpack_from(">2xHH", table)
    for platform, encoding, _, number, length, offset in struct.iter_unpack(">6H", table[6 : 6 + 12 * count]):
        raw = table[texts + offset : texts + offset + length]
        if platform == 1:
            yield number, raw.decode("gb18030" if encoding == 25 else "latin-1", "replace")
        else:
            yield number, raw.decode("utf-16-be", "replace")


def _plain(name: str) -> str:
    return "".join(name.split()).casefold()
