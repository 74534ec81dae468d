"""The program's typefaces: which font file draws a character, how wide it is, and what no font has.

A typeface is a chain of font files. Each character is drawn by the first file of the chain that has a glyph for it:
the chosen face, then those most like it, then HanaMinB, which has the rare characters of names and places. Every
chain ends in the same files, so that what one typeface can print every other can. Files are loaded when first needed;
HanaMinB mostly never.

The typefaces of official documents (小标宋, 仿宋, 楷体) begin with the office's own file where its computer has one
(`app.printing.office_fonts`); else a typeface of the bundle stands in for it, and `stand_ins` names it.

What cannot be printed as itself is decided here, once:

- line ends and tabs are white space; white space that a font lacks is drawn as a plain space;
- characters without ink (zero-width, bidirectional controls, variation selectors, soft hyphens) are left out;
- whatever else no font has, private-use characters and control characters are drawn as 〓, the mark that
  typesetters use for a sort they lack.

`missing_characters` names the last two kinds, so that nothing disappears in silence.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Literal, cast

from app.errors import UserFacingError
from app.printing.known_characters import KnownCharacters
from app.printing.office_fonts import FAMILIES, OfficeFace, Trouble, office_fonts
from app.printing.truetype import TrueTypeError, TrueTypeFile
from app.resources import resource_path

TypefaceName = Literal["sans", "sans-bold", "song", "song-bold", "kai", "fangsong", "xiaobiaosong"]

_NO_LETTER = re.compile(r"[^A-Za-z0-9-]")
#: Drawn in place of a character that no font has.
SUBSTITUTE = "〓"

#: So many places of a missing character are named one by one.
_PLACES_NAMED = 3
_OFFICE = "office-"
_FILES = {
    "sans": "NotoSansSC-Regular.ttf",
    "sans-bold": "NotoSansSC-Bold.ttf",
    "song": "NotoSerifSC-Regular.ttf",
    "song-bold": "NotoSerifSC-Bold.ttf",
    "kai": "LXGWWenKai-Regular.ttf",
    "rare": "HanaMinB.ttf",
}
_ALL = ("song", "sans", "kai", "rare")
_CHAINS: dict[TypefaceName, tuple[str, ...]] = {
    "sans": ("sans", *_ALL),
    "sans-bold": ("sans-bold", "song-bold", *_ALL),
    "song": _ALL,
    "song-bold": ("song-bold", "sans-bold", *_ALL),
    "kai": ("kai", *_ALL),
    "fangsong": _ALL,
    "xiaobiaosong": ("song-bold", "sans-bold", *_ALL),
}
_STAND_INS: dict[OfficeFace, str] = {"xiaobiaosong": "粗宋体", "fangsong": "宋体", "kai": "霞鹜文楷"}
_REASONS: dict[Trouble, str] = {
    "absent": "这台电脑没有装“{}”",
    "unreadable": "这台电脑的“{}”程序读不了",
    "not-embeddable": "“{}”的厂商不许把字体放进文件",
}
#: Variation selectors and the combining grapheme joiner: they ask for another form and draw nothing themselves.
_SELECTORS = frozenset(map(chr, (0x034F, *range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))


class FontFile:
    """One font file; `outlines` is its content, `full_name` what it is called inside a PDF."""

    def __init__(self, name: str, path: Path, full_name: str = "", directory: int = 0):
        self.name = name
        self.full_name = _NO_LETTER.sub("", full_name or path.stem) or "Font"
        try:
            self.outlines = TrueTypeFile(path, directory)
        except TrueTypeError as error:
            raise UserFacingError(
                "font-damaged",
                f"字体文件 {path.name} 坏了，没有打印。您的数据没有受影响，请重新安装本程序后再打印。",
                f"{path}: {error!r}",
            ) from error

    def advance(self, character: str) -> float | None:
        """Width of a character in em; None when the file does not draw it: it has no glyph for it, or one without
        ink although the character is no space."""
        glyph = self.outlines.glyph(character)
        if glyph == 0 or not (self.outlines.has_ink(glyph) or character.isspace()):
            return None
        return self.outlines.advance(glyph) / 1000


class Typeface:
    """A face with its fallbacks. `advances` holds the width in em of every character met so far, by character;
    `whole_em` those that are one em wide."""

    def __init__(self, name: TypefaceName):
        self.name = name
        self.advances: dict[str, float] = {}
        self.whole_em = KnownCharacters()
        self._elsewhere: dict[str, FontFile] = {}
        self._replacements: dict[int, str] = {}

    @property
    def file(self) -> FontFile:
        """The file of the face itself."""
        return _font_file(_chain(self.name)[0])

    def printable(self, text: str) -> str:
        """`text` as it will stand on the paper: see the head of this module. Every character of the result is in
        `advances`. Characters are counted, not glyphs shaped: right-to-left text keeps its stored order."""
        strange = set(text).difference(self.advances)
        if not strange:
            return text
        for character in strange:
            self._learn(character)
        return text.translate(self._replacements)

    def measured(self, text: str) -> tuple[str, float]:
        """`text` as `printable` gives it, and its width in em. Text whose characters were all met before, nearly every
        text, costs one look for each."""
        try:
            return text, sum(map(self.advances.__getitem__, text))
        except KeyError:
            printable = self.printable(text)
            return printable, sum(map(self.advances.__getitem__, printable))

    def missing(self, text: str) -> set[str]:
        """The characters of `text` that will not be printed as themselves; white space is not among them."""
        self.printable(text)
        return {
            character for character in set(text).difference(self.advances) if self._replacements[ord(character)] != " "
        }

    def width(self, text: str, size: float) -> float:
        """Width of printable text in points when set at `size` points."""
        if not text.isascii() and self.whole_em.first_other(text, 0) == len(text):
            return len(text) * size
        return sum(map(self.advances.__getitem__, text)) * size

    def drawn_elsewhere(self, characters: Iterable[str]) -> set[str]:
        """Those of these printable characters that come from another file than the face's own."""
        return self._elsewhere.keys() & set(characters) if self._elsewhere else set()

    def runs(self, text: str) -> list[tuple[FontFile, str]]:
        """Printable text cut where the font file changes."""
        if not self.drawn_elsewhere(text):
            return [(self.file, text)]
        runs: list[tuple[FontFile, str]] = []
        start = 0
        files = [self._elsewhere.get(character, self.file) for character in text]
        for index in range(1, len(text) + 1):
            if index == len(text) or files[index] is not files[start]:
                runs.append((files[start], text[start:index]))
                start = index
        return runs

    def _learn(self, character: str) -> None:
        if ord(character) in self._replacements:
            return
        if _has_no_ink(character):
            self._replacements[ord(character)] = ""
            return
        for file in self._files_for(character):
            width = file.advance(character)
            if width is not None:
                self.advances[character] = width
                if width == 1.0:
                    self.whole_em.add(character)
                if file is not self.file:
                    self._elsewhere[character] = file
                return
        replacement = " " if character.isspace() else SUBSTITUTE
        self._replacements[ord(character)] = replacement
        self.printable(replacement)

    def _files_for(self, character: str) -> Iterator[FontFile]:
        # Each font draws something of its own at a private-use code: none of them is what the writer saw. No font draws
        # a line break, and none is read to find that out. No other file is read for white space but the plain space,
        # which stands for all other and which an office's own font may lack.
        if unicodedata.category(character) in ("Co", "Cc"):
            return iter(())
        is_own = character.isspace() and character != " "
        return map(_font_file, _chain(self.name)[:1] if is_own else _chain(self.name))


def _has_no_ink(character: str) -> bool:
    return unicodedata.category(character) == "Cf" or character in _SELECTORS


@cache
def _chain(name: TypefaceName) -> tuple[str, ...]:
    """The names of the files of a typeface, the office's own first."""
    search = office_fonts()[cast(OfficeFace, name)] if name in FAMILIES else None
    return (f"{_OFFICE}{name}", *_CHAINS[name]) if search and search.font else _CHAINS[name]


@cache
def _font_file(name: str) -> FontFile:
    if name.startswith(_OFFICE):
        font = office_fonts()[cast(OfficeFace, name.removeprefix(_OFFICE))].font
        return FontFile(name, font.path, font.postscript, font.directory)
    return FontFile(name, resource_path(f"fonts/{_FILES[name]}"))


@cache
def typeface(name: TypefaceName) -> Typeface:
    """The typeface of that name, loaded once. Raises UserFacingError when a font file is missing or damaged."""
    face = Typeface(name)
    face.printable(" ")
    return face


def stand_ins(names: Iterable[TypefaceName]) -> tuple[str, ...]:
    """A Chinese sentence for each of these typefaces that the office does not have, naming what is printed instead."""
    sentences = []
    for name in (cast(OfficeFace, each) for each in names if each in FAMILIES):
        search = office_fonts()[name]
        if search.trouble:
            sentences.append(f"{_REASONS[search.trouble].format(search.family)}，用{_STAND_INS[name]}代替。")
    return tuple(sentences)


def missing_characters(text: str, name: TypefaceName = "song") -> set[str]:
    """The characters of `text` that typeface `name` and its fallbacks cannot print as themselves. Every typeface of the
    bundle gives the same answer."""
    return typeface(name).missing(text)


def missing_by_place(texts: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Each character that no font has with the places where it stands, from texts with the name of their place: to be
    named to the user before printing, since the paper will bear 〓 or nothing in its stead."""
    places: dict[str, list[str]] = {}
    for place, text in texts:
        for character in sorted(missing_characters(text)):
            found = places.setdefault(character, [])
            if place not in found:
                found.append(place)
    return places


def describe_missing_by_place(places: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """A sentence for each group of places in which the same characters are missing."""
    groups: dict[str, list[str]] = {}
    for character, found in places.items():
        more = f"等{len(found)}处" if len(found) > _PLACES_NAMED else ""
        groups.setdefault("、".join(found[:_PLACES_NAMED]) + more, []).append(character)
    return tuple(f"{where}：{describe_missing(characters)}" for where, characters in groups.items())


def describe_missing(characters: Iterable[str]) -> str:
    """Missing characters in plain Chinese with their numbers, for a message; "" when there are none."""
    unseen = sorted(character for character in characters if _has_no_ink(character))
    lacking = sorted(set(characters).difference(unseen))
    parts = []
    if lacking:
        named = "、".join(
            f"“{character}”（U+{ord(character):04X}）" if character.isprintable() else f"U+{ord(character):04X}"
            for character in lacking
        )
        parts.append(f"字体里没有{named}，印出来是“{SUBSTITUTE}”。")
    if unseen:
        parts.append(f"看不见的控制字符不印：{'、'.join(f'U+{ord(character):04X}' for character in unseen)}。")
    return "".join(parts)
