"""The content operators of one page or drawing, in points from the bottom left (ISO 32000-1 8 and 9)."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby, pairwise

from app.printing.fonts import FontFile
from app.printing.lengths import MM
from app.printing.line_marks import LINE_END, PARAGRAPH_END, parted_lines
from app.printing.pdf_font import EmbeddedFont
from app.printing.text import Line, TextStyle, is_gap

Colour = tuple[float, float, float]
BLACK: Colour = (0.0, 0.0, 0.0)

#: A hairline that survives photocopying, mm.
HAIRLINE = 0.2

#: From the baseline up to the middle of a Chinese character, in em.
MIDDLE = 0.38
#: Size of a box in em; path and weight of a tick as parts of its size.
_BOX_SIZE = 0.72
_TICK_PATH = ((0.06, 0.45, "m"), (0.36, 0.14, "l"), (0.94, 0.82, "l"))
_TICK_WEIGHT = 0.1375
#: Between texts that are encoded in one; as `LINE_END` in no printable text.
_TEXT_END = "\ud8dc"
_ENCODED_TEXT_END, *_ENCODED_LINE_ENDS = (
    end.encode("utf-16-be", "surrogatepass").decode("latin-1") for end in (_TEXT_END, LINE_END, PARAGRAPH_END)
)
_NEXT_LINE = ") '\n("
#: Text rendering mode 3: no ink.
_UNSEEN, _SEEN = "3 Tr ", " 0 Tr"


class DocumentFonts:
    """The fonts of a document, each embedded once, in the order of their first use."""

    def __init__(self) -> None:
        self._fonts: dict[str, EmbeddedFont] = {}

    def of(self, file: FontFile) -> EmbeddedFont:
        """The font of a file, which is in the document from now on."""
        font = self._fonts.get(file.name)
        if font is None:
            font = self._fonts[file.name] = EmbeddedFont(
                file, f"F{len(self._fonts)}", LINE_END + PARAGRAPH_END + _TEXT_END
            )
        return font

    def __iter__(self) -> Iterator[EmbeddedFont]:
        return iter(self._fonts.values())


class PageContent:
    """Operators with the graphics state they leave. Texts are kept back until something else is drawn, so that those
    of many cells are encoded in one."""

    def __init__(self, height: float, fonts: DocumentFonts):
        self.height = height
        #: Boxes and ticks stand among text and are drawn after it, so that the text need not be left for each.
        self._marks: list[str] = []
        self._operators = ["2 J"]  # square line ends: the corners of a frame close
        self._fonts = fonts
        self._texts: list[str] = []
        self._starts: list[tuple[float, float, bool]] = []
        self._look: tuple[TextStyle | None, Colour] = (None, BLACK)
        self._in_text = False
        self._font = ("", 0.0)
        self._fill = self._stroke = BLACK
        self._line_width = -1.0
        self._leading = 0.0

    # Text

    def text(
        self, left: float, baseline: float, text: str, style: TextStyle, colour: Colour, *, unseen: bool = False
    ) -> None:
        """Show a text from `set_text`, its first line with the baseline from there. One that is not seen is still found
        and copied."""
        kept_style, kept_colour = self._look
        if style is not kept_style or colour is not kept_colour:
            self._show_texts()
            self._look = (style, colour)
        self._starts.append((left, baseline, unseen))
        self._texts.append(text)

    def line(self, left: float, baseline: float, line: Line, style: TextStyle, colour: Colour) -> None:
        """Show a line with its baseline from there, whatever fonts and spacing it needs."""
        self._show_texts()
        self._show_line(left, baseline, line, style, colour)

    def _show_texts(self) -> None:
        """Show the texts kept back. Those of which another font file draws a character are shown line by line."""
        texts, starts = self._texts, self._starts
        if not texts:
            return
        self._texts, self._starts = [], []
        style, _ = self._look
        font = self._fonts.of(style.typeface.file)
        joined = _TEXT_END.join(texts)
        strange = font.unnoted(joined)
        elsewhere = style.typeface.drawn_elsewhere(strange)
        font.note(strange - elsewhere)
        if not elsewhere:
            self._show_encoded(font, starts, joined)
            return
        for is_own, group in groupby(zip(starts, texts, strict=True), key=lambda each: elsewhere.isdisjoint(each[1])):
            if is_own:
                some_starts, some_texts = zip(*group, strict=True)
                self._show_encoded(font, some_starts, _TEXT_END.join(some_texts))
            else:
                for (left, baseline, unseen), text in group:
                    self._show_mixed(left, baseline, text, unseen)

    def _show_encoded(self, font: EmbeddedFont, starts: Sequence[tuple[float, float, bool]], joined: str) -> None:
        style, colour = self._look
        leading = style.leading
        self._begin_text(font, style.size, colour)
        if leading != self._leading:
            self._operators.append(f"{leading:g} TL")
            self._leading = leading
        encoded = font.encode_noted(joined)
        for end in _ENCODED_LINE_ENDS:
            encoded = encoded.replace(end, _NEXT_LINE)
        shown = zip(starts, encoded.split(_ENCODED_TEXT_END), strict=True)
        # The operator ' goes down a line before it shows.
        before, after = ("", _UNSEEN), ("", _SEEN)
        self._operators += [
            f"1 0 0 1 {left:.2f} {baseline + leading:.2f} Tm {before[unseen]}({text}) '{after[unseen]}"
            for (left, baseline, unseen), text in shown
        ]

    def _show_mixed(self, left: float, baseline: float, text: str, unseen: bool) -> None:
        style, colour = self._look
        if unseen:
            self._operators.append(_UNSEEN)
        for line, _ in parted_lines(text):
            if line:
                self._show_line(left, baseline, Line(line, 0.0), style, colour)
            baseline -= style.leading
        if unseen:
            self._operators.append(_SEEN)

    def _show_line(self, left: float, baseline: float, line: Line, style: TextStyle, colour: Colour) -> None:
        size = style.size
        runs = style.typeface.runs(line.text)
        self._begin_text(self._fonts.of(runs[0][0]), size, colour)
        self._operators.append(f"1 0 0 1 {left:.2f} {baseline:.2f} Tm")
        spacing = _spacing(line, size) if line.stretch or line.squeezed else None
        done = 0
        for file, text in runs:
            font = self._fonts.of(file)
            self._choose(font, size)
            if spacing is None:
                self._operators.append(f"({font.encode(text)}) Tj")
            else:
                self._operators.append(_spread(font, text, spacing[done : done + len(text)]))
            done += len(text)

    def _begin_text(self, font: EmbeddedFont, size: float, colour: Colour) -> None:
        if not self._in_text:
            self._operators.append("BT")
            self._in_text = True
        self._set_fill(colour)
        self._choose(font, size)

    def _choose(self, font: EmbeddedFont, size: float) -> None:
        if self._font != (font.name, size):
            self._operators.append(f"/{font.name} {size:g} Tf")
            self._font = (font.name, size)

    # Shapes

    def box_mark(self, left: float, middle: float, size: float, *, full: bool) -> None:
        """A box beside text of that size, full or empty, its middle so high."""
        inset = HAIRLINE * MM / 2
        side = _BOX_SIZE * size - 2 * inset
        bottom = middle - _BOX_SIZE * size / 2 + inset
        self._marks.append(f"{left + inset:.2f} {bottom:.2f} {side:.2f} {side:.2f} re {'B' if full else 'S'}")

    def tick_mark(self, left: float, middle: float, size: float) -> None:
        """A tick that is `size` wide and high, its middle so high."""
        bottom = middle - size / 2
        path = " ".join(
            f"{left + dx * size:.2f} {bottom + dy * size:.2f} {operator}" for dx, dy, operator in _TICK_PATH
        )
        self._marks.append(f"q {_TICK_WEIGHT * size:.2f} w 1 J 1 j {path} S Q")

    def shapes(self) -> list[str]:
        """Make ready to draw shapes; returns the list to add operators to."""
        self._show_texts()
        if self._in_text:
            self._operators.append("ET")
            self._in_text = False
        return self._operators

    def fill(self, colour: Colour) -> None:
        """Choose the colour that shapes are filled with."""
        self._show_texts()
        self._set_fill(colour)

    def _set_fill(self, colour: Colour) -> None:
        if colour != self._fill:
            self._operators.append(_colour(colour, "g", "rg"))
            self._fill = colour

    def pen(self, width: float, colour: Colour) -> None:
        """Choose the width in mm and the colour of lines."""
        if width != self._line_width:
            self._operators.append(f"{width * MM:.3f} w")
            self._line_width = width
        if colour != self._stroke:
            self._operators.append(_colour(colour, "G", "RG"))
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
        if self._marks:
            self.fill(BLACK)
            self.pen(HAIRLINE, BLACK)
            self._operators += self._marks
            self._marks.clear()
        text = "\n".join(self._operators)
        self._operators.clear()
        return text


def _colour(colour: Colour, grey_operator: str, colour_operator: str) -> str:
    if len(set(colour)) == 1:
        return f"{colour[0]:g} {grey_operator}"
    return f"{' '.join(f'{part:.3g}' for part in colour)} {colour_operator}"


def _spacing(line: Line, size: float) -> list[float]:
    """What is added behind each character of a line, points. The line ends with its last: what is added behind that
    does not matter."""
    spacing = [line.stretch if is_gap(before, after) else 0.0 for before, after in pairwise(line.text)]
    for place in line.squeezed:
        spacing[place] -= size / 2
    return [*spacing, *(spacing[-1:] or [0.0])]


def _spread(font: EmbeddedFont, text: str, spacing: Sequence[float]) -> str:
    """Operators that show `text` with so many points added behind each character.

    Character spacing (Tc) and not TJ: readers take the gaps of TJ for spaces and copy 村 务 for 村务."""
    operators = []
    for points, group in groupby(zip(text, spacing, strict=True), key=lambda pair: pair[1]):
        piece = font.encode("".join(character for character, _ in group))
        operators.append(f"{points:.3f} Tc ({piece}) Tj")
    return f"{' '.join(operators)} 0 Tc"
