"""The user's guide on paper: cover, contents with page numbers, a chapter for each page of the help."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from app.help.contents import ShownPage
from app.help.markup import Block, Heading, Listing, Paragraph, Picture, Remark, Table, Words
from app.printing.page_content import BLACK, Colour
from app.printing.paper import MM, Paper, page_size
from app.printing.photos import Photo
from app.printing.text import Line, TextStyle, break_lines, fit_line, text_style

_SIZE = page_size("A4")
_LEFT, _TOP, _WIDTH, _BOTTOM, _FOOT = 24.0, 22.0, 162.0, 272.0, 280.0
_GREY, _PALE = (0.35, 0.35, 0.35), (0.94, 0.94, 0.94)
_INDENT, _PAD, _GAP = 7.0, 2.0, 2.6
_LEAST_COLUMN, _MOST_OF_WIDTH = 24.0, 0.55
_LEAST_UNDER_HEADING = 24.0
"""What must have room below a heading, mm: one that ends a page leads nowhere."""


@dataclass(frozen=True)
class Chapter:
    """A page of the help in the printed guide; `code` is what its bookmark is called."""

    code: str
    group: str
    page: ShownPage


@dataclass
class _Styles:
    title: TextStyle = field(default_factory=lambda: text_style("sans-bold", 18, 27))
    group: TextStyle = field(default_factory=lambda: text_style("sans-bold", 12, 20))
    section: TextStyle = field(default_factory=lambda: text_style("sans-bold", 12.5, 20))
    small: TextStyle = field(default_factory=lambda: text_style("sans-bold", 11, 18))
    body: TextStyle = field(default_factory=lambda: text_style("song", 11, 18))
    cell: TextStyle = field(default_factory=lambda: text_style("song", 10, 15))
    head: TextStyle = field(default_factory=lambda: text_style("sans-bold", 10, 15))
    note: TextStyle = field(default_factory=lambda: text_style("song", 9, 13))
    cover: TextStyle = field(default_factory=lambda: text_style("sans-bold", 30, 44))


def draw_guide(title: str, under: str, chapters: Sequence[Chapter], pictures: Mapping[str, Photo], day: date) -> bytes:
    """Return the guide as a PDF on A4. `under` stands below the title on the cover; `pictures` by the names that the
    chapters call them."""
    sheets = _Sheets(Paper(title, "", day, subject=under), pictures)
    sheets.cover(title, under)
    contents = sheets.leave_contents(len(chapters) + len({chapter.group for chapter in chapters}))
    begins = {}
    for group, of_group in groupby(chapters, key=lambda chapter: chapter.group):
        is_first = True
        for chapter in of_group:
            sheets.begin(chapter.page.title)
            if is_first:
                sheets.paper.bookmark(group, f"group-{chapter.code}")
                is_first = False
            sheets.paper.bookmark(chapter.page.title, chapter.code, 1)
            begins[chapter.code] = sheets.paper.page_number
            sheets.chapter(chapter)
    sheets.write_contents(contents, chapters, begins)
    sheets.number()
    return sheets.paper.content()


class _Sheets:
    """Writes from top to bottom; `y` is where the next thing begins, mm from the top."""

    def __init__(self, paper: Paper, pictures: Mapping[str, Photo]):
        self.paper, self.styles, self._pictures = paper, _Styles(), pictures
        self.y, self._title = _TOP, ""
        self._titles: dict[int, str] = {}

    def begin(self, title: str = "") -> None:
        """Begin a page of a chapter."""
        self._title = title or self._title
        self.paper.new_page(_SIZE)
        self._titles[self.paper.page_number] = self._title
        self.y = _TOP

    def cover(self, title: str, under: str) -> None:
        """The first page."""
        self.begin()
        self.y = 90.0
        self._write(title, self.styles.cover)
        self.y += 4
        self._write(under, self.styles.group)

    def leave_contents(self, lines: int) -> list[int]:
        """Begin as many pages as the contents take; returns their numbers."""
        pitch = self.styles.body.leading / MM
        on_one = int((_BOTTOM - _TOP - 16) / pitch)
        numbers = []
        for _ in range(-(-lines // on_one)):
            self.begin("目录")
            numbers.append(self.paper.page_number)
        return numbers

    def write_contents(self, pages: Sequence[int], chapters: Sequence[Chapter], begins: Mapping[str, int]) -> None:
        """Fill in the pages that were left for the contents."""
        rows = [
            row
            for group, of_group in groupby(chapters, key=lambda chapter: chapter.group)
            for row in ((group, ""), *((chapter.page.title, chapter.code) for chapter in of_group))
        ]
        pitch = self.styles.body.leading / MM
        on_one = -(-len(rows) // len(pages))
        for number, start in zip(pages, range(0, len(rows), on_one), strict=True):
            with self.paper.reopened(number):
                y = _TOP
                self.paper.text(_LEFT, y, "目录", self.styles.title)
                y += self.styles.title.leading / MM + 4
                for words, code in rows[start : start + on_one]:
                    style = self.styles.body if code else self.styles.group
                    self.paper.text(_LEFT + (_INDENT if code else 0), y, words, style)
                    if code:
                        self.paper.text(_LEFT, y, str(begins[code]), style, width=_WIDTH, align="right")
                        self.paper.link(_LEFT, y, _WIDTH, pitch, code)
                    y += pitch

    def chapter(self, chapter: Chapter) -> None:
        """Write a chapter onto the page begun for it."""
        self._write(chapter.page.title, self.styles.title)
        self._write(chapter.page.about, self.styles.body, colour=_GREY)
        self.y += _GAP
        for block in chapter.page.blocks:
            self._block(block)

    def number(self) -> None:
        """Write title and number at the foot of every page but the cover."""
        count = self.paper.page_count
        for page in range(2, count + 1):
            with self.paper.reopened(page):
                self.paper.text(_LEFT, _FOOT, self._titles[page], self.styles.note, colour=_GREY)
                words = f"第{page}页　共{count}页"
                self.paper.text(_LEFT, _FOOT, words, self.styles.note, width=_WIDTH, align="right", colour=_GREY)

    def _block(self, block: Block) -> None:
        match block:
            case Heading():
                self._room(_LEAST_UNDER_HEADING)
                self.y += _GAP if self.y > _TOP else 0
                self._write(_text(block.words), self.styles.section if block.level == 2 else self.styles.small)
            case Paragraph():
                self._write(_text(block.words), self.styles.body)
            case Listing():
                for number, point in enumerate(block.points, start=1):
                    self._point(f"{number}." if block.is_numbered else "•", _text(point))
            case Table():
                self._table(block)
            case Remark():
                self._remark(_text(block.words))
            case Picture():
                self._picture(block)
        self.y += _GAP / 2

    def _write(self, text: str, style: TextStyle, *, inset: float = 0.0, colour: Colour = BLACK) -> None:
        for line in self._broken(text, style, _WIDTH - inset):
            self._room(style.leading / MM)
            self.paper.block(_LEFT + inset, self.y, _WIDTH - inset, [line], style, colour=colour)
            self.y += style.leading / MM

    def _point(self, mark: str, text: str) -> None:
        self._room(self.styles.body.leading / MM)
        self.paper.text(_LEFT, self.y, mark, self.styles.body)
        self._write(text, self.styles.body, inset=_INDENT)

    def _remark(self, text: str) -> None:
        style = self.styles.body
        lines = self._broken(text, style, _WIDTH - 4 * _PAD)
        height = len(lines) * style.leading / MM + 2 * _PAD
        self._room(height)
        self.paper.rectangle(_LEFT, self.y, _WIDTH, height, line=None, fill=_PALE)
        self.paper.block(_LEFT + 2 * _PAD, self.y + _PAD, _WIDTH - 4 * _PAD, lines, style)
        self.y += height + _GAP

    def _picture(self, picture: Picture) -> None:
        shown = self._pictures[picture.name]
        height, caption = _WIDTH * shown.height / shown.width, self.styles.note.leading / MM
        self._room(height + caption + _GAP)
        self.paper.picture(_LEFT, self.y, _WIDTH, height, shown.jpeg)
        self.paper.rectangle(_LEFT, self.y, _WIDTH, height, colour=_GREY)
        self.y += height + 1
        self.paper.text(_LEFT, self.y, picture.words, self.styles.note, colour=_GREY)
        self.y += caption + _GAP

    def _table(self, table: Table) -> None:
        widths = self._widths(table)
        self._row(table.head, widths, is_head=True)
        for row in table.rows:
            if self._height(row, widths, self.styles.cell) > _BOTTOM - self.y:
                self.begin()
                self._row(table.head, widths, is_head=True)
            self._row(row, widths, is_head=False)
        self.y += _GAP

    def _row(self, cells: Sequence[Words], widths: Sequence[float], *, is_head: bool) -> None:
        style = self.styles.head if is_head else self.styles.cell
        height = self._height(cells, widths, style)
        self._room(height)
        left = _LEFT
        for cell, width in zip(cells, widths, strict=True):
            self.paper.rectangle(left, self.y, width, height, colour=_GREY, fill=_PALE if is_head else None)
            lines = self._broken(_text(cell), style, width - 2 * _PAD)
            self.paper.block(left + _PAD, self.y + _PAD / 2, width - 2 * _PAD, lines, style)
            left += width
        self.y += height

    def _height(self, cells: Sequence[Words], widths: Sequence[float], style: TextStyle) -> float:
        lines = max(
            len(self._broken(_text(cell), style, width - 2 * _PAD)) for cell, width in zip(cells, widths, strict=True)
        )
        return max(lines, 1) * style.leading / MM + _PAD

    def _widths(self, table: Table) -> list[float]:
        """Every column but the last as wide as its longest text, within reason; the last has the rest."""
        widths: list[float] = []
        for column in range(len(table.head) - 1):
            texts = (_text(row[column]) for row in (table.head, *table.rows))
            longest = max(fit_line(text, self.styles.head).width / MM if text else 0.0 for text in texts)
            widths.append(min(max(longest + 2 * _PAD, _LEAST_COLUMN), _WIDTH * _MOST_OF_WIDTH))
        return [*widths, _WIDTH - sum(widths)]

    def _broken(self, text: str, style: TextStyle, width: float) -> list[Line]:
        return break_lines(text, style, width * MM, prose=True)

    def _room(self, height: float) -> None:
        if self.y + height > _BOTTOM and self.y > _TOP:
            self.begin()


def _text(words: Words) -> str:
    """Words as they are printed: keys stand in brackets, for they have no ground of their own."""
    return "".join(f"［{span.text}］" if span.look == "key" else span.text for span in words)
