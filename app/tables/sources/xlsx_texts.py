"""Texts of a workbook: shared or in the cell, in one font or several, and comments."""

import re
from collections.abc import Callable

from app.tables.sources.bounds import LONGEST_CELL, MOST_CHARACTERS, MOST_FILLED_CELLS, Reading
from app.tables.sources.sheet import Place
from app.tables.sources.symbols import is_picture_font, plain_marks
from app.tables.sources.xml_parts import Attributes, Begin, End, Handler, number

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_ROOM = LONGEST_CELL + 1
"""One letter more than a cell holds tells that it was too long."""
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
    return _ESCAPED.sub(lambda match: _character(int(match[1], 16)), text)


def _character(code: int) -> str:
    if 0xD800 <= code <= 0xDFFF or (code < 0x20 and code not in (9, 10, 13)):
        return ""
    return chr(code)


class TextReader(Handler):
    """Collects texts: of each element named `whole`, the runs in `t` without the readings above Chinese letters."""

    def __init__(self, whole: str, take: Callable[[Runs], None], pieces: list[str] | None = None) -> None:
        self.pieces: list[str] = [] if pieces is None else pieces
        self._take = take
        self._runs: list[tuple[str, str | None]] = []
        self._font: str | None = None
        self._in_reading = False
        self._room = _ROOM
        self._begins = {"r": self._begin_run, "rFont": self._see_font, "rPh": self._begin_reading, whole: self._begin}
        self._ends = {"t": self._end_letters, "rPh": self._end_reading, whole: self._end}

    def begin_of(self, name: str) -> Begin | None:
        """What is called where a whole text, a run or its letters begin."""
        return self._begins.get(name)

    def end_of(self, name: str) -> End | None:
        """What is called where they end."""
        return self._ends.get(name)

    def _begin(self, _: Attributes) -> None:
        self._runs, self._font, self._room = [], None, _ROOM

    def _begin_run(self, _: Attributes) -> None:
        self._font = None

    def _see_font(self, attributes: Attributes) -> None:
        self._font = attributes.get("val")

    def _begin_reading(self, _: Attributes) -> None:
        self._in_reading = True

    def _end_reading(self) -> None:
        self._in_reading = False

    def _end_letters(self) -> None:
        """Take letters, but not many beyond what a cell can hold."""
        if self._in_reading:
            return
        text = "".join(self.pieces)
        if len(text) > self._room:
            text = text[: max(self._room, 0)]
        self._room -= len(text)
        self._runs.append((unescaped(text) if "_x" in text else text, self._font))

    def _end(self) -> None:
        self._take(tuple(self._runs))


def shown_text(runs: Runs, font: str | None) -> str:
    """A text with its picture letters as plain marks; `font` is that of the cell where it shows pictures."""
    return "".join([plain_marks(text, own or font) for text, own in runs])


class SharedTexts(TextReader):
    """The texts that cells share, each as plain text and with its fonts where they matter."""

    def __init__(self, reading: Reading) -> None:
        super().__init__("si", self.keep)
        self._reading = reading
        self._texts: list[str] = []
        self._in_pictures: dict[int, Runs] = {}
        self._characters = 0

    def text(self, told: str, font: str | None) -> str:
        """The text of a cell in this font that points to the place `told`; "" when there is none such."""
        index = int(told) if told.isdecimal() and len(told) < 11 else number(told, -1)
        if not 0 <= index < len(self._texts):
            return ""
        if self._in_pictures and (runs := self._in_pictures.get(index)) is not None:
            return shown_text(runs, font)
        text = self._texts[index]
        return text if font is None else plain_marks(text, font)

    def keep(self, runs: Runs) -> None:
        """Take the next text; raises UserFacingError when there are too many."""
        if len(runs) == 1 and runs[0][1] is None:  # as mostly
            text = plain_marks(runs[0][0])
        else:
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

    def _begin(self, attributes: Attributes) -> None:
        super()._begin(attributes)
        self._place = place_of(attributes.get("ref", ""))

    def _keep(self, runs: Runs) -> None:
        text = shown_text(runs, None).strip()
        if self._place is not None and text:
            self.comments[self._place] = text
