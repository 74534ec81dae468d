"""What was drawn as text and where, kept so that the privacy gate reads what the paper shows without opening a file."""

from array import array
from collections.abc import Iterable, Iterator
from itertools import starmap
from struct import Struct
from typing import NamedTuple

from app.printing.fonts import Typeface
from app.printing.line_marks import LINE_END, PARAGRAPH_END, parted_lines

#: A block as it is kept: page, number, look, x, y, width.
_BLOCK = Struct("<i2I3f")


class TextRun(NamedTuple):
    """One line of text as drawn: page (from 1; within the first `Drawing` -1, within the next -2), the number of its
    block, its box in mm."""

    page: int
    block: int
    x: float
    y: float
    width: float
    height: float
    text: str


class Look(NamedTuple):
    """How the lines of a block stand: the height of their boxes and how far each is below the one before, in mm, and
    what part of their free room is to their left. `face` is set as large as the boxes are high; without it the width of
    each line is kept, not measured."""

    height: float
    pitch: float
    share: float
    face: Typeface | None


class TextRuns:
    """Text runs in little memory: a catalogue of ten thousand entries has half a million of them. Kept are blocks, as
    they were drawn; their lines and how wide they are is worked out when they are read."""

    def __init__(self) -> None:
        self._looks: dict[Look, int] = {}
        self._texts: list[str] = []
        self._places: list[tuple[int, int, int, float, float, float]] = []
        self._packed_texts: list[str] = []
        self._packed_places = bytearray()
        self._widths = array("f")

    def look(self, look: Look) -> int:
        """The number of a look, by which `add` knows it."""
        return self._looks.setdefault(look, len(self._looks))

    def add(self, page: int, block: int, look: int, x: float, y: float, width: float, text: str) -> None:
        """A text from `set_text`: its first line stands in the room `width` wide whose top left corner is (x, y)."""
        self._texts.append(text)
        self._places.append((page, block, look, x, y, width))

    def keep_widths(self, widths: Iterable[float]) -> None:
        """The width in mm of each line of the block added last, whose look has no face; -1 fills the room."""
        self._widths.extend(widths)

    def pack(self) -> None:
        """Join what was added since the last time: one long string takes a fifth of the room of many short ones."""
        if self._texts:
            self._packed_texts.append("\n".join(self._texts))
            self._packed_places += b"".join(starmap(_BLOCK.pack, self._places))
            self._texts.clear()
            self._places.clear()

    def runs(self) -> Iterator[TextRun]:
        """Each line that is not empty, in the order of drawing."""
        looks, kept = list(self._looks), iter(self._widths)
        for block_text, (page, block, place, x, y, room) in self._all():
            height, pitch, share, face = looks[place]
            for text, _ in parted_lines(block_text):
                width = next(kept) if face is None else face.width(text, height)
                if width < 0:
                    width = room
                if text:
                    yield TextRun(page, block, x + share * (room - width), y, width, height, text)
                y += pitch

    def texts(self) -> Iterator[tuple[int, str]]:
        """Every text with its first page: the lines that a paragraph was broken into joined again, so that a number
        broken over two lines is still found."""
        pages: dict[int, int] = {}
        parts: dict[int, list[str]] = {}
        for block_text, (page, block, *_) in self._all():
            text = "\n".join(filter(None, block_text.replace(LINE_END, "").split(PARAGRAPH_END)))
            if text:
                pages.setdefault(block, page)
                parts.setdefault(block, []).append(text if block_text.endswith(LINE_END) else f"{text}\n")
        for block, page in pages.items():
            yield page, "".join(parts[block]).removesuffix("\n")

    def _all(self) -> Iterator[tuple[str, tuple[int, int, int, float, float, float]]]:
        """The text of each block, and what was packed with it."""
        self.pack()
        texts = (text for each in self._packed_texts for text in each.split("\n"))
        return zip(texts, _BLOCK.iter_unpack(self._packed_places), strict=True)
