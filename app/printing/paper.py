"""A drawing surface for PDF documents: pages in millimetres, the origin at the top left, type in points.

Whatever text is drawn is also recorded (`Paper.runs`, `Paper.texts`), so that the privacy gate reads what the paper
will show without opening the file. The same calls with the same dates give the same bytes.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Literal, NamedTuple

from app.collector import collector_paused
from app.practice import paper_mark
from app.printing.fonts import Typeface
from app.printing.line_marks import LINE_END, measured_lines
from app.printing.page_content import BLACK, HAIRLINE, MIDDLE, MM, Colour, DocumentFonts, PageContent
from app.printing.pdf_canvas import PdfCanvas, visible
from app.printing.qr_code import qr_code
from app.printing.sheet_sizes import PageSize
from app.printing.sheet_sizes import page_size as page_size
from app.printing.text import Line, TextStyle, fit_line, joined_lines
from app.printing.text_runs import Look, TextRun, TextRuns
from app.printing.watermark import draw_watermark
from db.filesystem import written_whole

Align = Literal["left", "center", "right"]
WHITE: Colour = (1.0, 1.0, 1.0)

#: What part of the free room of a line is to its left.
_SHARES: dict[Align, float] = {"left": 0.0, "center": 0.5, "right": 1.0}
#: The box of a Chinese character reaches so far above the baseline, in em.
_ASCENT = 0.88
#: What lies unseen behind boxes and ticks, as the ministries type them.
_CHECKED, _UNCHECKED, _TICK = "■", "□", "√"
_TICK_SIZE = 0.8


class _Look(NamedTuple):
    """What text of a style and alignment needs: the number and the share of its look, from the top of a line down to
    its baseline in points, and down to the top of its characters' boxes in mm."""

    style: TextStyle
    number: int
    share: float
    drop: float
    rise: float


class Drawing:
    """Something drawn once that `Paper.place` puts on pages, whole, scaled or cut: a board on its tiles."""

    def __init__(self, name: str, size: PageSize):
        self.name = name
        self.size = size


class Paper:
    """A PDF document being drawn, page by page.

    `author` is the unit that issues the document, `created` the date in its metadata; `watermark` stands large and
    grey beneath the content of every page, behind 练习 where somebody practises. What covers its whole ground says so
    itself (`marks_practice` False). All positions and lengths are mm; `style` sizes are points.
    """

    def __init__(
        self,
        title: str,
        author: str,
        created: date,
        *,
        subject: str = "",
        watermark: str = "",
        marks_practice: bool = True,
    ):
        self._canvas = PdfCanvas(title, author, subject, created)
        self._properties = (title, author, subject)
        self._bookmarks: list[str] = []
        self._coded: list[str] = []
        self._watermark = (paper_mark() if marks_practice else "") + watermark
        self._fonts = DocumentFonts()
        self._runs = TextRuns()
        #: By the number of a style, which stays its own while the look holds it: to compare styles costs more.
        self._looks: dict[tuple[int, Align], _Look] = {}
        self._sizes: list[PageSize] = []
        self._blocks = 0
        self._drawings = 0
        self._content: PageContent | None = None
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
        self._content = PageContent(size.height * MM, self._fonts)
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
        self._content, self.page_number = (
            PageContent(self._sizes[page_number - 1].height * MM, self._fonts),
            page_number,
        )
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
        self._content, self.page_number = PageContent(size.height * MM, self._fonts), -self._drawings
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
        text = joined_lines(lines)
        if not any(line.stretch or line.squeezed for line in lines):
            return self.lines(x, y, width, text, style, align=align, colour=colour, continues=continues)
        block = self._block_number(continues)
        look = self._new_look(style, align, None)
        baseline = self._content.height - y * MM - look.drop
        for line in lines:
            if line.text:
                left = x * MM if line.stretch else x * MM + look.share * (width * MM - line.width)
                self._content.line(left, baseline, line, style, colour)
            baseline -= style.leading
        self._runs.add(self.page_number, block, look.number, x, y + look.rise, width, text)
        self._runs.keep_widths(-1.0 if line.stretch else line.width / MM for line in lines)
        return block

    def lines(
        self,
        x: float,
        y: float,
        width: float,
        text: str,
        style: TextStyle,
        *,
        align: Align = "left",
        colour: Colour = BLACK,
        continues: int | None = None,
    ) -> int:
        """The same for a text from `set_text`; it ends with `LINE_END` where its last paragraph continues."""
        block = self._block_number(continues)
        if not text:
            return block
        look = self._look(style, align)
        left, baseline = x * MM, self._content.height - y * MM - look.drop
        if look.share:
            for line, em in measured_lines(text, style.typeface):
                if line:
                    free = width * MM - em * style.size
                    self._content.text(left + look.share * free, baseline, line, style, colour)
                baseline -= style.leading
        else:
            self._content.text(left, baseline, text.removesuffix(LINE_END), style, colour)
        self._runs.add(self.page_number, block, look.number, x, y + look.rise, width, text)
        return block

    def choice(self, x: float, y: float, label: Line, style: TextStyle, checked: bool) -> None:
        """A box, full or empty, and its label one em to the right of `x`, in the line of text whose top is `y`.

        The box is a shape that survives photocopying; an unseen ■ or □ lies behind it, so that what is checked can
        still be searched, copied and read aloud."""
        size = style.size
        left = x * MM
        look = self._look(style, "left")
        baseline = self._content.height - y * MM - look.drop
        mark = _CHECKED if checked else _UNCHECKED
        self._content.text(left, baseline, style.typeface.printable(mark), style, BLACK, unseen=True)
        if label.text:
            self._content.text(left + size, baseline, label.text, style, BLACK)
        self._content.box_mark(left, baseline + MIDDLE * size, size, full=checked)
        self._record((x, y + look.rise, (size + label.width) / MM, size / MM), mark + label.text, label.last)

    def tick(self, x: float, y: float, width: float, style: TextStyle) -> None:
        """A tick centred within `width` in the line of text whose top is `y`; behind the shape lies an unseen √."""
        size = style.size
        left = x * MM + (width * MM - _TICK_SIZE * size) / 2
        look = self._look(style, "left")
        baseline = self._content.height - y * MM - look.drop
        self._content.text(left, baseline, style.typeface.printable(_TICK), style, BLACK, unseen=True)
        self._content.tick_mark(left, baseline + MIDDLE * size, _TICK_SIZE * size)
        self._record((left / MM, y + look.rise, _TICK_SIZE * size / MM, size / MM), _TICK)

    def runs(self) -> Iterator[TextRun]:
        """Every line of text drawn so far, in the order of drawing."""
        return self._runs.runs()

    def texts(self) -> Iterator[tuple[int, str]]:
        """Every text drawn so far with its first page: the lines that a paragraph was broken into joined again."""
        return self._runs.texts()

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
        code = qr_code(data)
        self._coded.append(data)
        module = size / code.modules
        self.rectangle(x, y, size, size, line=None, fill=WHITE)
        self._content.fill(BLACK)
        self._content.shapes().extend(
            f"{self._box(x + column * module, y + row * module, count * module, module * 1.01)} re"
            for column, row, count in code.bars
        )
        self._content.shapes().append("f")

    def picture(self, x: float, y: float, width: float, height: float, jpeg: bytes) -> None:
        """A photo, stretched to fill a box. What stands in it is not recorded: the privacy gate cannot read it."""
        bottom = self._content.height - (y + height) * MM
        with self._content.saved():
            self._canvas.addLiteral(self._content.literal())
            self._canvas.add_picture(x * MM, bottom, width * MM, height * MM, jpeg)

    # The file

    def save(self, path: Path) -> None:
        """Write the document, whole or not at all; a file of that name is replaced. Afterwards nothing can be drawn.

        Raises UserFacingError when the disk is full or does not let the file be written."""
        with written_whole(path, force=True) as part:
            part.write_bytes(self.content())

    def content(self) -> bytes:
        """The finished document. Afterwards nothing can be drawn."""
        self._finish_page()
        with collector_paused():
            for font in self._fonts:
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

    def _look(self, style: TextStyle, align: Align) -> "_Look":
        look = self._looks.get((id(style), align))
        if look is None:
            look = self._looks[id(style), align] = self._new_look(style, align, style.typeface)
        return look

    def _new_look(self, style: TextStyle, align: Align, face: Typeface | None) -> "_Look":
        share = _SHARES[align]
        number = self._runs.look(Look(style.size / MM, style.leading / MM, share, face))
        drop = style.leading / 2 + MIDDLE * style.size
        return _Look(style, number, share, drop, (drop - _ASCENT * style.size) / MM)

    def _block_number(self, continues: int | None) -> int:
        if continues is not None:
            return continues
        self._blocks += 1
        return self._blocks

    def _record(self, box: tuple[float, float, float, float], text: str, last: bool = True) -> None:
        """Note one line of text that fills a box (x, y, width, height) as a block of its own."""
        self._blocks += 1
        x, y, width, height = box
        look = self._runs.look(Look(height, 0.0, 0.0, None))
        self._runs.add(self.page_number, self._blocks, look, x, y, width, text if last else text + LINE_END)
        self._runs.keep_widths([width])

    def _draw_watermark(self, size: PageSize) -> None:
        box, text = draw_watermark(self._content, self._watermark, size.width, size.height)
        self._record(box, text)
