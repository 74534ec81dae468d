"""A drawing surface for PDF documents: pages in millimetres, the origin at the top left, type in points.

Whatever text is drawn is also recorded (`Paper.runs`, `Paper.texts`), so that the privacy gate reads what the paper
will show without opening the file. The same calls with the same dates give the same bytes.
"""

import math
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from itertools import groupby, islice, pairwise
from pathlib import Path
from struct import Struct
from typing import Literal, NamedTuple

from app.printing.fonts import FontFile, Typeface
from app.printing.pdf_canvas import PdfCanvas, visible
from app.printing.pdf_font import EmbeddedFont
from app.printing.text import Line, TextStyle, fit_line, is_gap, text_style
from db.filesystem import written_whole

#: Points in a millimetre.
MM = 72 / 25.4

Align = Literal["left", "center", "right"]
Colour = tuple[float, float, float]
BLACK: Colour = (0.0, 0.0, 0.0)
WHITE: Colour = (1.0, 1.0, 1.0)

#: A hairline that survives photocopying, mm.
HAIRLINE = 0.2

#: What part of the free room of a line is to its left.
_SHARES: dict[Align, float] = {"left": 0.0, "center": 0.5, "right": 1.0}
#: From the baseline up to the middle of a Chinese character, in em; the character's box reaches from -0.12 to 0.88.
_MIDDLE = 0.38
_ASCENT = 0.88
#: What lies unseen behind boxes and ticks, as the ministries type them.
_CHECKED, _UNCHECKED, _TICK = "■", "□", "√"
_BOX_SIZE = 0.72
_TICK_SIZE = 0.8
_TICK_WEIGHT = 0.11
_TICK_PATH = ((0.06, 0.45, "m"), (0.36, 0.14, "l"), (0.94, 0.82, "l"))
_WATERMARK_GREY: Colour = (0.92, 0.92, 0.92)
_WATERMARK_ANGLE = math.radians(30)
_QR_QUIET_ZONE = 4  # modules of white around the code, ISO/IEC 18004 clause 9.1

_A_SERIES = {"A4": (210, 297), "A3": (297, 420), "A2": (420, 594), "A1": (594, 841), "A0": (841, 1189)}


class PageSize(NamedTuple):
    """Width and height of a page in mm."""

    width: float
    height: float


def page_size(name: str, *, landscape: bool = False) -> PageSize:
    """The size of A4, A3, A2, A1 or A0. Raises KeyError for another name."""
    width, height = _A_SERIES[name]
    return PageSize(height, width) if landscape else PageSize(width, height)


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


#: A block as `_Runs` keeps it: page, number, count of lines, x, y, width, height, pitch, share.
_BLOCK = Struct("<i2I6f")


class _Runs:
    """Text runs in little memory: a catalogue of ten thousand entries has half a million of them. Kept are blocks, as
    they were drawn; their lines are worked out when they are read."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._packed: list[str] = []
        self._widths = array("f")
        self._last = bytearray()
        self._blocks = bytearray()

    def add(
        self,
        page: int,
        block: int,
        box: tuple[float, float, float, float],
        pitch: float,
        share: float,
        texts: Sequence[str],
        widths: Iterable[float],
        last: Iterable[bool],
    ) -> None:
        """Lines whose first has the `box` (x, y, width, height) to stand in, each `pitch` below the one before and
        with `share` of its free room to its left. A line of width -1 fills its room."""
        self._texts += texts
        self._widths.extend(widths)
        self._last.extend(last)
        self._blocks += _BLOCK.pack(page, block, len(texts), *box, pitch, share)

    def pack(self) -> None:
        """Join the texts added since the last time: one long string takes a fifth of the room of many short ones."""
        if self._texts:
            self._packed.append("\n".join(self._texts))
            self._texts.clear()

    def __iter__(self) -> Iterator[tuple[TextRun, bool]]:
        """Each run, and whether a paragraph ends with it."""
        self.pack()
        lines = zip((text for each in self._packed for text in each.split("\n")), self._widths, self._last, strict=True)
        for page, block, count, x, y, room, height, pitch, share in _BLOCK.iter_unpack(self._blocks):
            for number, (text, points, last) in enumerate(islice(lines, count)):
                width = room if points < 0 else points / MM
                left = x + share * (room - width)
                if text:
                    yield TextRun(page, block, left, y + number * pitch, width, height, text), bool(last)


class _Content:
    """Content operators of one page or drawing, in points from the bottom left, with the graphics state they leave."""

    def __init__(self, size: PageSize):
        self.height = size.height * MM
        self.operators = ["2 J"]  # square line ends: the corners of a frame close
        #: Shapes that stand among text and are drawn after it, so that the text need not be left for each.
        self.marks: list[str] = []
        self._in_text = False
        self._font = ("", 0.0)
        self._fill = self._stroke = BLACK
        self._line_width = -1.0
        self._leading = 0.0

    def begin_text(self, name: str, size: float, colour: Colour, leading: float | None = None) -> None:
        """Make ready to show text in font `name`; `leading` is what the operator ' goes down before it shows."""
        if not self._in_text:
            self.operators.append("BT")
            self._in_text = True
        if colour != self._fill:
            self.fill(colour)
        if (name, size) != self._font:
            self.font(name, size)
        if leading is not None and leading != self._leading:
            self.operators.append(f"{leading:g} TL")
            self._leading = leading

    def font(self, name: str, size: float) -> None:
        if self._font != (name, size):
            self.operators.append(f"/{name} {size:g} Tf")
            self._font = (name, size)

    def show_lines(self, left: float, baseline: float, lines: Iterable[str]) -> None:
        """Show encoded lines in the font and with the leading made ready, the first with its baseline from there, the
        others below it."""
        above = baseline + self._leading
        self.operators.append(f"1 0 0 1 {left:.2f} {above:.2f} Tm <" + "> '\n<".join(lines) + "> '")

    def shapes(self) -> list[str]:
        """Make ready to draw shapes; returns the list to add operators to."""
        if self._in_text:
            self.operators.append("ET")
            self._in_text = False
        return self.operators

    def fill(self, colour: Colour) -> None:
        if colour != self._fill:
            self.operators.append(_colour(colour, "g", "rg"))
            self._fill = colour

    def pen(self, width: float, colour: Colour) -> None:
        if width != self._line_width:
            self.operators.append(f"{width * MM:.3f} w")
            self._line_width = width
        if colour != self._stroke:
            self.operators.append(_colour(colour, "G", "RG"))
            self._stroke = colour

    @contextmanager
    def saved(self) -> Iterator[list[str]]:
        """Within the block the graphics state may be changed freely; afterwards it is as before."""
        operators = self.shapes()
        operators.append("q")
        state = self._font, self._fill, self._stroke, self._line_width, self._leading
        yield operators
        self.shapes().append("Q")
        self._font, self._fill, self._stroke, self._line_width, self._leading = state

    def literal(self) -> str:
        """All operators so far, taken out."""
        self.shapes()
        if self.marks:
            self.fill(BLACK)
            self.pen(HAIRLINE, BLACK)
            self.operators += self.marks
            self.marks.clear()
        text = "\n".join(self.operators)
        self.operators.clear()
        return text


def _colour(colour: Colour, grey_operator: str, colour_operator: str) -> str:
    if len(set(colour)) == 1:
        return f"{colour[0]:g} {grey_operator}"
    return f"{' '.join(f'{part:.3g}' for part in colour)} {colour_operator}"


class Drawing:
    """Something drawn once that `Paper.place` puts on pages, whole, scaled or cut: a board on its tiles."""

    def __init__(self, name: str, size: PageSize):
        self.name = name
        self.size = size


class Paper:
    """A PDF document being drawn, page by page.

    `author` is the unit that issues the document, `created` the date in its metadata; `watermark` stands large and
    grey beneath the content of every page. All positions and lengths are mm; `style` sizes are points.
    """

    def __init__(self, title: str, author: str, created: date, *, subject: str = "", watermark: str = ""):
        self._canvas = PdfCanvas(title, author, subject, created)
        self._properties = (title, author, subject)
        self._bookmarks: list[str] = []
        self._coded: list[str] = []
        self._watermark = watermark
        self._fonts: dict[str, EmbeddedFont] = {}
        self._fonts_of_faces: dict[Typeface, EmbeddedFont] = {}
        self._runs = _Runs()
        self._sizes: list[PageSize] = []
        self._blocks = 0
        self._drawings = 0
        self._content: _Content | None = None
        self.page_number = 0

    # Pages

    @property
    def page_count(self) -> int:
        """How many pages there are so far."""
        return len(self._sizes)

    @property
    def page_sizes(self) -> list[tuple[float, float]]:
        """Width and height of every page so far in points."""
        return [(size.width * MM, size.height * MM) for size in self._sizes]

    def new_page(self, size: PageSize) -> None:
        """Finish the page before and begin one of that size."""
        self._finish_page()
        self._sizes.append(size)
        self._canvas.setPageSize((size.width * MM, size.height * MM))
        self._content = _Content(size)
        self.page_number += 1
        if self._watermark:
            self._draw_watermark(size)

    def trim(self, bleed: float) -> None:
        """Say in the file that so much is cut off the pages from here on, all around: print shops go by that."""
        size = self._sizes[-1]
        edge = bleed * MM
        self._canvas.setTrimBox((edge, edge, size.width * MM - edge, size.height * MM - edge))

    @contextmanager
    def reopened(self, page_number: int) -> Iterator[None]:
        """Within the block everything drawn is added to a finished page (from 1): the number of pages, say, which is
        known only at the end. The page being drawn is finished first; afterwards `new_page` must come."""
        self._finish_page()
        last_page = self.page_number
        self._content, self.page_number = _Content(self._sizes[page_number - 1]), page_number
        yield
        self._canvas.add_to_page(page_number, self._content.literal())
        self._runs.pack()
        self._content, self.page_number = None, last_page

    def bookmark(self, title: str, key: str, level: int = 0) -> None:
        """List this page in the reader's side panel; `key` is what `link` names."""
        self._bookmarks.append(title)
        self._canvas.add_bookmark(title, key, level)

    def link(self, x: float, y: float, width: float, height: float, key: str) -> None:
        """Make a rectangle lead to the page with bookmark `key`, which may come later."""
        left, top = x * MM, self._content.height - y * MM
        self._canvas.add_link((left, top - height * MM, left + width * MM, top), key)

    @contextmanager
    def drawing(self, size: PageSize) -> Iterator[Drawing]:
        """Within the block everything drawn goes into the `Drawing`, not on the page; `place` shows it."""
        outer, outer_page = self._content, self.page_number
        self._drawings += 1
        drawing = Drawing(f"drawing{self._drawings}", size)
        self._content, self.page_number = _Content(size), -self._drawings
        yield drawing
        self._canvas.add_drawing(drawing.name, size.width * MM, size.height * MM, self._content.literal())
        self._content, self.page_number = outer, outer_page

    def place(
        self,
        drawing: Drawing,
        x: float,
        y: float,
        *,
        scale: float = 1.0,
        clip: tuple[float, float, float, float] | None = None,
    ) -> None:
        """Show a drawing with its top left corner at (x, y), which may lie outside the page; only the part inside
        `clip` (x, y, width, height on the page) is shown. Its text is recorded once, where it was drawn."""
        with self._content.saved() as operators:
            if clip is not None:
                operators.append(f"{self._box(*clip)} re W n")
            bottom = self._content.height - (y + drawing.size.height * scale) * MM
            operators.append(f"{scale:.6g} 0 0 {scale:.6g} {x * MM:.3f} {bottom:.3f} cm")
            self._canvas.addLiteral(self._content.literal())
            self._canvas.doForm(drawing.name)

    # Text

    def text(
        self,
        x: float,
        y: float,
        text: str,
        style: TextStyle,
        *,
        width: float = 0.0,
        align: Align = "left",
        colour: Colour = BLACK,
    ) -> None:
        """One line of text with the top of its line at `y`: from `x`, or aligned within `width`."""
        self.block(x, y, width, [fit_line(text, style)], style, align=align, colour=colour)

    def block(
        self,
        x: float,
        y: float,
        width: float,
        lines: Sequence[Line],
        style: TextStyle,
        *,
        align: Align = "left",
        colour: Colour = BLACK,
        continues: int | None = None,
    ) -> int:
        """Lines from `break_lines`, the first at the top `y`, aligned within `width`. Returns the number of the
        block; given as `continues` with the lines that follow on another page, both are one text to `texts`."""
        block = continues
        if block is None:
            self._blocks += 1
            block = self._blocks
        if not lines:
            return block
        texts, widths, stretches, last, squeezed = zip(*lines, strict=False)
        joined = "".join(texts)
        face, size, leading = style.typeface, style.size, style.leading
        share = _SHARES[align]
        baseline = self._content.height - y * MM - leading / 2 - _MIDDLE * size
        is_spaced = any(stretches) or any(squeezed)
        font = self._fonts_of_faces.get(face) or self._font_of_face(face)
        # Mostly the font has shown every character before: then no other need be asked, nor any noted.
        is_known = font.has_shown(joined)
        if is_spaced or (share and len(lines) > 1) or (not is_known and face.needs_fallback(joined)):
            self._show_each(lines, style, colour, (x * MM, width * MM, share), baseline)
        else:
            if not is_known:
                font.note(joined)
            left = x * MM + (share and share * (width * MM - widths[0]))
            self._content.begin_text(font.name, size, colour, leading)
            self._content.show_lines(left, baseline, font.encode_lines(texts, joined))
        if is_spaced:
            widths = [-1.0 if line.stretch else line.width for line in lines]
        top = y + (leading / 2 + (_MIDDLE - _ASCENT) * size) / MM
        self._runs.add(self.page_number, block, (x, top, width, size / MM), leading / MM, share, texts, widths, last)
        return block

    def choice(self, x: float, y: float, label: Line, style: TextStyle, checked: bool) -> None:
        """A box, full or empty, and its label one em to the right of `x`, in the line of text whose top is `y`.

        The box is a shape that survives photocopying; an unseen ■ or □ lies behind it, so that what is checked can
        still be searched, copied and read aloud."""
        size = style.size
        left = x * MM
        baseline = self._content.height - y * MM - style.leading / 2 - _MIDDLE * size
        mark = _CHECKED if checked else _UNCHECKED
        self._show_unseen(mark, style, left, baseline)
        if label.text:
            self._show(label, style, BLACK, left + size, baseline)
        inset = HAIRLINE * MM / 2
        side = _BOX_SIZE * size - 2 * inset
        bottom = baseline + (_MIDDLE - _BOX_SIZE / 2) * size + inset
        paint = "B" if checked else "S"
        self._content.marks.append(f"{left + inset:.2f} {bottom:.2f} {side:.2f} {side:.2f} re {paint}")
        top = y + (style.leading / 2 + (_MIDDLE - _ASCENT) * size) / MM
        self._record((x, top, (size + label.width) / MM, size / MM), mark + label.text, label.last)

    def tick(self, x: float, y: float, width: float, style: TextStyle) -> None:
        """A tick centred within `width` in the line of text whose top is `y`; behind the shape lies an unseen √."""
        size = style.size
        left = x * MM + (width * MM - _TICK_SIZE * size) / 2
        baseline = self._content.height - y * MM - style.leading / 2 - _MIDDLE * size
        self._show_unseen(_TICK, style, left, baseline)
        bottom = baseline + (_MIDDLE - _TICK_SIZE / 2) * size
        path = " ".join(
            f"{left + dx * _TICK_SIZE * size:.2f} {bottom + dy * _TICK_SIZE * size:.2f} {operator}"
            for dx, dy, operator in _TICK_PATH
        )
        self._content.marks.append(f"q {_TICK_WEIGHT * size:.2f} w 1 J 1 j {path} S Q")
        top = y + (style.leading / 2 + (_MIDDLE - _ASCENT) * size) / MM
        self._record((left / MM, top, _TICK_SIZE * size / MM, size / MM), _TICK)

    def runs(self) -> Iterator[TextRun]:
        """Every line of text drawn so far, in the order of drawing."""
        return (run for run, _ in self._runs)

    def texts(self) -> Iterator[tuple[int, str]]:
        """Every text drawn so far with its first page: the lines that a paragraph was broken into joined again,
        so that a number broken over two lines is still found."""
        pages: dict[int, int] = {}
        parts: dict[int, list[str]] = {}
        for run, last in self._runs:
            pages.setdefault(run.block, run.page)
            parts.setdefault(run.block, []).append(f"{run.text}\n" if last else run.text)
        for block, page in pages.items():
            yield page, "".join(parts[block]).removesuffix("\n")

    def outside_texts(self) -> Iterator[tuple[str, str]]:
        """Every text of the file that nobody reads on a page, with the name of its place."""
        yield from (("文档属性", visible(text)) for text in self._properties)
        yield from (("书签", visible(title)) for title in self._bookmarks)
        yield from (("二维码", data) for data in self._coded)

    # Shapes

    def rules(
        self,
        segments: Iterable[tuple[float, float, float, float]],
        *,
        width: float = HAIRLINE,
        colour: Colour = BLACK,
        dash: tuple[float, float] | None = None,
    ) -> None:
        """Straight lines (x1, y1, x2, y2), solid or with dashes and gaps of the two lengths."""
        height = self._content.height
        operators = self._content.shapes()
        self._content.pen(width, colour)
        if dash is not None:
            operators.append(f"[{dash[0] * MM:.2f} {dash[1] * MM:.2f}] 0 d 0 J")
        operators.extend(
            f"{x1 * MM:.2f} {height - y1 * MM:.2f} m {x2 * MM:.2f} {height - y2 * MM:.2f} l"
            for x1, y1, x2, y2 in segments
        )
        operators.append("S" if dash is None else "S [] 0 d 2 J")

    def rectangle(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        line: float | None = HAIRLINE,
        colour: Colour = BLACK,
        fill: Colour | None = None,
    ) -> None:
        """A rectangle with a frame `line` mm thick (None: without) and, if given, a fill."""
        operators = self._content.shapes()
        if fill is not None:
            self._content.fill(fill)
        if line is not None:
            self._content.pen(line, colour)
        paint = {(True, True): "B", (True, False): "S", (False, True): "f"}[line is not None, fill is not None]
        operators.append(f"{self._box(x, y, width, height)} re {paint}")

    def qr(self, x: float, y: float, size: float, data: str) -> None:
        """A QR code (level M) in a square of that size, its white margin included, as vectors.

        Raises segno.DataOverflowError when `data` is longer than a code can hold."""
        matrix = _qr_matrix(data)
        self._coded.append(data)
        module = size / (len(matrix) + 2 * _QR_QUIET_ZONE)
        self.rectangle(x, y, size, size, line=None, fill=WHITE)
        self._content.fill(BLACK)
        operators = self._content.shapes()
        for row, modules in enumerate(matrix):
            top = y + (row + _QR_QUIET_ZONE) * module
            column = 0
            for dark, group in groupby(modules):
                count = len(list(group))
                if dark:
                    left = x + (column + _QR_QUIET_ZONE) * module
                    operators.append(f"{self._box(left, top, count * module, module * 1.01)} re")
                column += count
        operators.append("f")

    # The file

    def save(self, path: Path) -> None:
        """Write the document, whole or not at all; a file of that name is replaced. Afterwards nothing can be drawn.

        Raises UserFacingError when the disk is full or does not let the file be written."""
        with written_whole(path, force=True) as part:
            part.write_bytes(self.content())

    def content(self) -> bytes:
        """The finished document. Afterwards nothing can be drawn."""
        self._finish_page()
        for font in self._fonts.values():
            font.write(self._canvas)
        return self._canvas.getpdfdata()

    def _finish_page(self) -> None:
        if self._content is not None:
            self._canvas.addLiteral(self._content.literal())
            self._canvas.showPage()
            self._runs.pack()
            self._content = None

    def _box(self, x: float, y: float, width: float, height: float) -> str:
        bottom = self._content.height - (y + height) * MM
        return f"{x * MM:.2f} {bottom:.2f} {width * MM:.2f} {height * MM:.2f}"

    def _font(self, file: FontFile) -> EmbeddedFont:
        font = self._fonts.get(file.name)
        if font is None:
            font = self._fonts[file.name] = EmbeddedFont(file, f"F{len(self._fonts)}")
        return font

    def _font_of_face(self, face: Typeface) -> EmbeddedFont:
        font = self._fonts_of_faces[face] = self._font(face.file)
        return font

    def _record(self, box: tuple[float, float, float, float], text: str, last: bool = True) -> None:
        """Note one line of text that fills a box (x, y, width, height) as a block of its own."""
        self._blocks += 1
        self._runs.add(self.page_number, self._blocks, box, 0.0, 0.0, [text], [box[2] * MM], [last])

    def _show_each(
        self,
        lines: Sequence[Line],
        style: TextStyle,
        colour: Colour,
        room: tuple[float, float, float],
        baseline: float,
    ) -> None:
        """Show lines that begin at different places or need several fonts or gaps. `room` is where they stand: left
        edge, width, and what part of their free room is to their left."""
        edge, width, share = room
        for line in lines:
            if line.text:
                left = edge if line.stretch else edge + share * (width - line.width)
                self._show(line, style, colour, left, baseline)
            baseline -= style.leading

    def _show(self, line: Line, style: TextStyle, colour: Colour, x: float, y: float) -> None:
        """Show a line with its baseline from (x, y) points, whatever fonts and spacing it needs."""
        content, size = self._content, style.size
        runs = style.typeface.runs(line.text)
        content.begin_text(self._font(runs[0][0]).name, size, colour)
        content.operators.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm")
        spacing = _spacing(line, size) if line.stretch or line.squeezed else None
        done = 0
        for file, text in runs:
            font = self._font(file)
            content.font(font.name, size)
            if spacing is None:
                content.operators.append(f"<{font.encode(text)}> Tj")
            else:
                content.operators.append(_spread(font, text, spacing[done : done + len(text)]))
            done += len(text)

    def _show_unseen(self, text: str, style: TextStyle, x: float, y: float) -> None:
        """Show text without ink (text rendering mode 3): it is found and copied, not seen."""
        printable = style.typeface.printable(text)
        font = self._font(style.typeface.runs(printable)[0][0])
        self._content.begin_text(font.name, style.size, BLACK)
        self._content.operators.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm 3 Tr <{font.encode(printable)}> Tj 0 Tr")

    def _draw_watermark(self, size: PageSize) -> None:
        text = self._watermark
        type_size = 0.3 * min(size.width, size.height) * MM / max(1.0, len(text) / 2)
        style = text_style("song-bold", type_size, type_size)
        line = fit_line(text, style)
        sine, cosine = math.sin(_WATERMARK_ANGLE), math.cos(_WATERMARK_ANGLE)
        centre = f"{size.width * MM / 2:.2f} {size.height * MM / 2:.2f}"
        with self._content.saved() as operators:
            operators.append(f"{cosine:.4f} {sine:.4f} {-sine:.4f} {cosine:.4f} {centre} cm")
            self._show(line, style, _WATERMARK_GREY, -line.width / 2, -_MIDDLE * type_size)
        width, height = line.width / MM, type_size / MM
        box_width, box_height = width * cosine + height * sine, width * sine + height * cosine
        x, y = (size.width - box_width) / 2, (size.height - box_height) / 2
        self._record((x, y, box_width, box_height), line.text)


def _spacing(line: Line, size: float) -> list[float]:
    """What is added behind each character of a line, points. The line ends with its last: what is added behind that
    does not matter."""
    spacing = [line.stretch if is_gap(before, after) else 0.0 for before, after in pairwise(line.text)]
    for place in line.squeezed:
        spacing[place] -= size / 2
    return [*spacing, *(spacing[-1:] or [0.0])]


@lru_cache(maxsize=64)
def _qr_matrix(data: str) -> tuple[bytearray, ...]:
    """The modules of a code. Kept: looking for the best mask takes its time, and a board is drawn often."""
    import segno  # a page without a code need not load it

    return segno.make_qr(data, error="m").matrix


def _spread(font: EmbeddedFont, text: str, spacing: Sequence[float]) -> str:
    """Operators that show `text` with so many points added behind each character.

    Character spacing (Tc) and not TJ: readers take the gaps of TJ for spaces and copy 村 务 for 村务."""
    operators = []
    for points, group in groupby(zip(text, spacing, strict=True), key=lambda pair: pair[1]):
        piece = font.encode("".join(character for character, _ in group))
        operators.append(f"{points:.3f} Tc <{piece}> Tj")
    return f"{' '.join(operators)} 0 Tc"
