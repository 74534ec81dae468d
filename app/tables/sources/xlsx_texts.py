"""Texts of a workbook: shared or in the cell, in one font or several, and comments."""

import re
from collections.abc import Callable

from app.tables.sources.bounds import LONGEST_CELL, MOST_CHARACTERS, MOST_FILLED_CELLS, Reading
from app.tables.sources.sheet import Place
from app.tables.sources.symbols import is_picture_font, plain_marks
from app.tables.sources.xml_parts import Attributes, Handler

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")

Runs = tuple[tuple[str, str | None], ...]
"""Pieces of a text with the font of each; None where it is the cell's font."""


def place_of(reference: str) -> Place | None:
    """Row and column, from 0, of a reference such as B7; None when it is none."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1


def unescaped(text: str) -> str:
    """Text without the codes that workbooks write for control characters; those become nothing but line feeds."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda match: _character(int(match[1], 16)), text)


def _character(code: int) -> str:
    if 0xD800 <= code <= 0xDFFF or (code < 0x20 and code not in (9, 10, 13)):
        return ""
    return chr(code)


class TextReader(Handler):
    """Collects texts: of each element named `whole`, the runs in `t` without the readings above Chinese letters."""

    def __init__(self, whole: str, take: Callable[[Runs], None]) -> None:
        self._whole, self._take = whole, take
        self._runs: list[tuple[str, str | None]] = []
        self._pieces: list[str] | None = None
        self._font: str | None = None
        self._in_reading = False
        self._length = 0

    def start(self, name: str, attributes: Attributes) -> None:
        """Begin a whole text, a run or its letters."""
        if name == self._whole:
            self._runs, self._font, self._length = [], None, 0
        elif name == "r":
            self._font = None
        elif name == "rFont":
            self._font = attributes.get("val")
        elif name == "rPh":
            self._in_reading = True
        elif name == "t" and not self._in_reading:
            self._pieces = []

    def data(self, text: str) -> None:
        """Take letters, but none beyond what a cell can hold."""
        if self._pieces is not None and self._length <= LONGEST_CELL:
            self._pieces.append(text)
            self._length += len(text)

    def end(self, name: str) -> None:
        """End a whole text, a run or its letters."""
        if name == "t" and self._pieces is not None:
            self._runs.append((unescaped("".join(self._pieces)), self._font))
            self._pieces = None
        elif name == "rPh":
            self._in_reading = False
        elif name == self._whole:
            self._take(tuple(self._runs))


def shown_text(runs: Runs, font: str | None) -> str:
    """A text with its picture letters as plain marks; `font` is that of the cell."""
    return "".join([plain_marks(text, own or font) for text, own in runs])


class SharedTexts(TextReader):
    """The texts that cells share, each as plain text and with its fonts where they matter."""

    def __init__(self, reading: Reading) -> None:
        super().__init__("si", self.keep)
        self._reading = reading
        self._texts: list[str] = []
        self._in_pictures: dict[int, Runs] = {}
        self._characters = 0

    def text(self, index: int, font: str | None) -> str:
        """The text of a cell in this font that points to `index`; "" when there is none such."""
        if not 0 <= index < len(self._texts):
            return ""
        runs = self._in_pictures.get(index)
        if runs is not None:
            return shown_text(runs, font)
        text = self._texts[index]
        return plain_marks(text, font) if is_picture_font(font) else text

    def keep(self, runs: Runs) -> None:
        """Take the next text; raises UserFacingError when there are too many."""
        if any(is_picture_font(own) for _, own in runs):
            self._in_pictures[len(self._texts)] = runs
        text = plain_marks("".join([piece for piece, _ in runs]))
        self._characters += len(text)
        if len(self._texts) >= MOST_FILLED_CELLS or self._characters > MOST_CHARACTERS:
            raise self._reading.too_much("shared texts")
        self._texts.append(text)


class CommentReader(TextReader):
    """Collects the comments of a sheet by their places."""

    def __init__(self) -> None:
        super().__init__("comment", self._keep)
        self.comments: dict[Place, str] = {}
        self._place: Place | None = None

    def start(self, name: str, attributes: Attributes) -> None:
        """Begin a comment or a part of it."""
        super().start(name, attributes)
        if name == "comment":
            self._place = place_of(attributes.get("ref", ""))

    def _keep(self, runs: Runs) -> None:
        text = shown_text(runs, None).strip()
        if self._place is not None and text:
            self.comments[self._place] = text
