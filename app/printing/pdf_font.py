"""Fonts inside a PDF: one Type0 font for each font file (ISO 32000-1 9.7), whatever characters it shows.

reportlab cuts a TrueType font into subsets of 256 characters and writes wrong text codes beyond the basic plane, so
names like 李𬭎 cannot be searched or copied. Here a font has two-byte codes, one subset and a ToUnicode map in
UTF-16BE. With `pdf_canvas` this is all of the program that uses reportlab's internals; see there.
"""

import hashlib
import re
import sys
from array import array
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from reportlab.pdfbase import pdfdoc

from app.printing.fonts import FontFile
from app.printing.known_characters import KnownCharacters
from app.printing.pdf_canvas import PdfCanvas, pdf_stream

_WHOLE_EM = 1000
_STEM = 80  # width of a vertical stroke: viewers use it only to imitate a font that is not embedded
_CODES_PER_BLOCK = 100  # ToUnicode: the most entries one bfchar block may have
_BEYOND_BASIC = re.compile("[\U00010000-\U0010ffff]")
#: Bytes that mean something in a literal string (ISO 32000-1 7.3.4.2), the backslash first.
_ESCAPES = ((b"\\", b"\\\\"), (b"(", b"\\("), (b")", b"\\)"), (b"\r", b"\\r"))
_PRIVATE_USE, _BELOW = range(0xE000, 0xF900), range(1, 0xE000)
_CHARACTERS_ONLY_SYMBOLIC = 4  # font descriptor flag: the built-in encoding is not Adobe's standard one


class EmbeddedFont:
    """One font file inside one document; `name` is what content streams call it (``/F0 9 Tf``).

    The code of a character is its own number, so that text is encoded at the speed of UTF-16; one beyond the basic
    plane gets a number that this file draws nothing for.
    """

    def __init__(self, file: FontFile, name: str, not_shown: str = ""):
        """`not_shown` are marks in texts that no glyph is shown for: `encode_noted` makes UTF-16 of them."""
        self.file = file
        self.name = name
        self._used = KnownCharacters(not_shown)
        self._stand_ins: dict[str, str] = {}
        self._free = _free_codes(file)

    def unnoted(self, text: str) -> set[str]:
        """The characters of `text` that are not in the subset."""
        return self._used.others(text)

    def note(self, characters: Iterable[str]) -> None:
        """Have the characters in the subset; the file must have every one."""
        self._used.add(characters)

    def encode(self, text: str) -> str:
        """`text` as the inside of a literal string of a content stream, its characters noted."""
        self.note(self.unnoted(text))
        return self.encode_noted(text)

    def encode_noted(self, text: str) -> str:
        """The same for text whose characters were noted."""
        codes = text.encode("utf-16-be", "surrogatepass")
        if len(codes) != 2 * len(text):
            codes = _BEYOND_BASIC.sub(self._stand_in, text).encode("utf-16-be", "surrogatepass")
        for byte, escaped in _ESCAPES:
            codes = codes.replace(byte, escaped)
        return codes.decode("latin-1")

    def _stand_in(self, found: re.Match[str]) -> str:
        character = found.group()
        if character not in self._stand_ins:
            self._stand_ins[character] = next(self._free)
        return self._stand_ins[character]

    def write(self, canvas: PdfCanvas) -> None:
        """Add the font with the subset of characters used so far; once, before the document is saved."""
        document = canvas._doc
        by_code = sorted((self._stand_ins.get(character, character), character) for character in self._used.members)
        characters = {ord(code): character for code, character in by_code}
        glyphs = {code: self.file.outlines.glyph(character) for code, character in characters.items()}
        subset = self.file.outlines.subset(dict.fromkeys(glyphs.values()))
        base_name = pdfdoc.PDFName(f"{_subset_tag(subset)}+{self.file.full_name}")
        descendant = self._descendant(document, base_name, glyphs, subset)
        font = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("Type0"),
                "BaseFont": base_name,
                "Encoding": pdfdoc.PDFName("Identity-H"),
                "DescendantFonts": pdfdoc.PDFArray([document.Reference(descendant)]),
                "ToUnicode": document.Reference(pdf_stream(_to_unicode(characters), compress=True)),
            }
        )
        document.idToObject["BasicFonts"].dict[self.name] = document.Reference(font)

    def _descendant(
        self, document: pdfdoc.PDFDocument, base_name: str, glyphs: Mapping[int, int], subset: bytes
    ) -> pdfdoc.PDFDictionary:
        outlines = self.file.outlines
        descriptor = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("FontDescriptor"),
                "FontName": base_name,
                "Flags": _CHARACTERS_ONLY_SYMBOLIC,
                "FontBBox": pdfdoc.PDFArray(outlines.bounding_box),
                "ItalicAngle": 0,
                "Ascent": outlines.ascent,
                "Descent": outlines.descent,
                "CapHeight": outlines.ascent,
                "StemV": _STEM,
                "FontFile2": document.Reference(pdf_stream(subset, compress=True, Length1=len(subset))),
            }
        )
        system = {"Registry": pdfdoc.PDFString("Adobe"), "Ordering": pdfdoc.PDFString("Identity"), "Supplement": 0}
        glyph_of_code = pdf_stream(_glyph_of_code(glyphs), compress=True)
        return pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("CIDFontType2"),
                "BaseFont": base_name,
                "CIDSystemInfo": pdfdoc.PDFDictionary(system),
                "FontDescriptor": document.Reference(descriptor),
                "DW": _WHOLE_EM,
                "W": _widths({code: outlines.advance(glyph) for code, glyph in glyphs.items()}),
                "CIDToGIDMap": document.Reference(glyph_of_code),
            }
        )


def _free_codes(file: FontFile) -> Iterator[str]:
    """Characters of the basic plane that the file has no glyph for: first those for private use, which no text shows.
    No font has so many glyphs that they would not do."""
    return (character for character in map(chr, (*_PRIVATE_USE, *_BELOW)) if not file.outlines.glyph(character))


def _subset_tag(subset: bytes) -> str:
    """Six letters that differ between subsets (ISO 32000-1 9.6.4), taken from the content."""
    return "".join(chr(ord("A") + byte % 26) for byte in hashlib.sha256(subset).digest()[:6])


def _glyph_of_code(glyphs: Mapping[int, int]) -> bytes:
    """The CIDToGIDMap. The subset holds each glyph once, in the order of codes, while two characters may share one (一
    and the radical ⼀): each keeps its own code, so that each is copied as itself."""
    places: dict[int, int] = {}
    table = array("H", bytes(2 * (max(glyphs, default=0) + 1)))
    for code, glyph in glyphs.items():
        table[code] = places.setdefault(glyph, len(places) + 1)
    if sys.byteorder == "little":
        table.byteswap()
    return table.tobytes()


def _widths(widths: Mapping[int, float]) -> pdfdoc.PDFArray:
    """The W array: runs of codes whose width is not a whole em."""
    entries: list[Any] = []
    previous = -1
    for code, width in widths.items():
        if width == _WHOLE_EM:
            continue
        if code != previous + 1:
            entries += [code, pdfdoc.PDFArray([])]
        entries[-1].sequence.append(round(width, 1))
        previous = code
    return pdfdoc.PDFArray(entries)


def _to_unicode(characters: Mapping[int, str]) -> bytes:
    rows = [f"<{code:04X}> <{character.encode('utf-16-be').hex()}>" for code, character in characters.items()]
    blocks = [rows[start : start + _CODES_PER_BLOCK] for start in range(0, len(rows), _CODES_PER_BLOCK)]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<0000> <FFFF>",
            "endcodespacerange",
            *(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks),
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        ]
    ).encode("ascii")
