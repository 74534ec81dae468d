"""The program's typefaces: which font file draws a character, how wide it is, and what no font has.

A typeface is a chain of font files. Each character is drawn by the first file of the chain that has a glyph for it:
the chosen face, then the other Noto family, then HanaMinB, which has the rare characters of names and places. Files
are loaded when first needed; HanaMinB mostly never.

What cannot be printed as itself is decided here, once:

- line ends and tabs are white space; white space that a font lacks is drawn as a plain space;
- characters without ink (zero-width, bidirectional controls, variation selectors, soft hyphens) are left out;
- whatever else no font has, private-use characters and control characters are drawn as 〓, the mark that
  typesetters use for a sort they lack.

`missing_characters` names the last two kinds, so that nothing disappears in silence.
"""

import struct
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Literal

from reportlab.pdfbase.ttfonts import TTFError, TTFontFace

from app.errors import UserFacingError
from app.resources import resource_path

TypefaceName = Literal["sans", "sans-bold", "song", "song-bold", "kai"]

#: Drawn in place of a character that no font has.
SUBSTITUTE = "〓"

_FILES = {
    "sans": "NotoSansSC-Regular.ttf",
    "sans-bold": "NotoSansSC-Bold.ttf",
    "song": "NotoSerifSC-Regular.ttf",
    "song-bold": "NotoSerifSC-Bold.ttf",
    "kai": "LXGWWenKai-Regular.ttf",
    "rare": "HanaMinB.ttf",
}
_CHAINS: dict[TypefaceName, tuple[str, ...]] = {
    "sans": ("sans", "song", "rare"),
    "sans-bold": ("sans-bold", "song-bold", "rare"),
    "song": ("song", "sans", "rare"),
    "song-bold": ("song-bold", "sans-bold", "rare"),
    "kai": ("kai", "song", "rare"),
}
_COMBINING_GRAPHEME_JOINER = "\u034f"
_MONGOLIAN_SELECTORS = "\u180b\u180c\u180d\u180f"


class FontFile:
    """One TrueType file of the bundle. `face` is reportlab's reading of it."""

    def __init__(self, name: str, path: Path):
        self.name = name
        try:
            self.face = TTFontFace(str(path))
        except (TTFError, struct.error, ValueError, IndexError) as error:
            raise UserFacingError(
                "font_damaged",
                f"字体文件 {path.name} 坏了，没有打印。您的数据没有受影响，请重新安装本程序后再打印。",
                f"{path}: {error!r}",
            ) from error

    def has(self, character: str) -> bool:
        """Whether the file draws `character`: it has a glyph, and the glyph has ink unless it is a space."""
        glyph = self.face.charToGlyph.get(ord(character), 0)
        if glyph == 0:
            return False
        return self.face.glyphPos[glyph] != self.face.glyphPos[glyph + 1] or character.isspace()

    def advance(self, character: str) -> float:
        """Width of a character that the file has, in em."""
        return self.face.charWidths[ord(character)] / 1000


class Typeface:
    """A face with its fallbacks. `advances` holds the width in em of every character met so far, by character."""

    def __init__(self, name: TypefaceName):
        self.name = name
        self.advances: dict[str, float] = {}
        self._elsewhere: dict[str, FontFile] = {}
        self._replacements: dict[int, str] = {}

    @property
    def file(self) -> FontFile:
        """The file of the face itself."""
        return _font_file(_CHAINS[self.name][0])

    def printable(self, text: str) -> str:
        """`text` as it will stand on the paper: see the head of this module. Every character of the result is in
        `advances`. Characters are counted, not glyphs shaped: right-to-left text keeps its stored order."""
        strange = set(text).difference(self.advances)
        if not strange:
            return text
        for character in strange:
            self._learn(character)
        return text.translate(self._replacements)

    def missing(self, text: str) -> set[str]:
        """The characters of `text` that will not be printed as themselves; white space is not among them."""
        self.printable(text)
        return {
            character for character in set(text).difference(self.advances) if self._replacements[ord(character)] != " "
        }

    def width(self, text: str, size: float) -> float:
        """Width of printable text in points when set at `size` points."""
        return sum(map(self.advances.__getitem__, text)) * size

    def runs(self, text: str) -> list[tuple[FontFile, str]]:
        """Printable text cut where the font file changes."""
        if not self._elsewhere or self._elsewhere.keys().isdisjoint(text):
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
        file = self._file_for(character)
        if file is None:
            replacement = " " if character.isspace() else SUBSTITUTE
            self._replacements[ord(character)] = replacement
            self.printable(replacement)
            return
        self.advances[character] = file.advance(character)
        if file is not self.file:
            self._elsewhere[character] = file

    def _file_for(self, character: str) -> FontFile | None:
        # Each font draws something of its own at a private-use code: none of them is what the writer saw.
        if unicodedata.category(character) == "Co":
            return None
        chain = map(_font_file, _CHAINS[self.name])
        return next((file for file in chain if file.has(character)), None)


def _has_no_ink(character: str) -> bool:
    return (
        unicodedata.category(character) == "Cf"
        or "\ufe00" <= character <= "\ufe0f"
        or "\U000e0100" <= character <= "\U000e01ef"
        or character in _MONGOLIAN_SELECTORS
        or character == _COMBINING_GRAPHEME_JOINER
    )


@cache
def _font_file(name: str) -> FontFile:
    return FontFile(name, resource_path(f"fonts/{_FILES[name]}"))


@cache
def typeface(name: TypefaceName) -> Typeface:
    """The typeface of that name, loaded once. Raises UserFacingError when a font file is missing or damaged."""
    face = Typeface(name)
    face.printable(" ")
    return face


def missing_characters(text: str, name: TypefaceName) -> set[str]:
    """The characters of `text` that typeface `name` and its fallbacks cannot print as themselves."""
    return typeface(name).missing(text)


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
        parts.append(f"字体里没有{named}，印成了“{SUBSTITUTE}”。")
    if unseen:
        parts.append(f"看不见的控制字符没有印：{'、'.join(f'U+{ord(character):04X}' for character in unseen)}。")
    return "".join(parts)
