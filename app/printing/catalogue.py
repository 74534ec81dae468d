"""The catalogue as a document: cover, contents, one chapter for each field, in the ministries' table shape.

One chapter alone begins with its title and table; several get a cover and contents. Black lines and no fills: such
papers are photocopied. What the paper shows is data given by the caller; nothing here asks a store.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from app.printing.fonts import typeface
from app.printing.paper import MM, PageSize, Paper, page_size
from app.printing.table_cells import TableStyle
from app.printing.table_pages import Frame, TableWriter, balanced_lines
from app.printing.text import Line, TextStyle, break_lines, fit_line, text_style
from app.tables.official import BoxesCell, OfficialTable, TextCell, TickCell

_COVER_KEY = "cover"
_CONTENTS_KEY = "contents"
_CONTENTS_TITLE = "目　录"
#: Above and below a chapter's title block, between table and notes: mm.
_GAP = 2.0


@dataclass(frozen=True, slots=True)
class Chapter:
    """One field or checklist. `title` stands above the table, `name` in contents, bookmarks and at the foot of
    pages; `unconfirmed_line` lists entries nobody has compared with the official text; `notes` follow the table."""

    title: str
    name: str
    table: OfficialTable
    unconfirmed_line: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CatalogueJob:
    """What to print. `title` is the document's (cover, metadata), `edition` such as 2026年版, `statement` lines on
    the cover. `watermark`: 草案 until every chapter is final, 送审稿 without a review record, else empty."""

    title: str
    unit_name: str
    edition: str
    date: date
    chapters: tuple[Chapter, ...]
    paper: Literal["A3", "A4"] = "A3"
    watermark: str = ""
    statement: tuple[str, ...] = ()


class PrintCancelled(Exception):
    """The user stopped the printing; nothing was written."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Measures of a catalogue page in mm and its type."""

    size: PageSize
    margin: float
    top: float
    bottom: float
    foot: float
    table: TableStyle
    title: TextStyle
    small: TextStyle
    cover_title: TextStyle
    cover_text: TextStyle
    contents: TextStyle


def _sheet(paper: Literal["A3", "A4"]) -> _Sheet:
    """A3 as the ministries' guides are set; A4 with type of at least 7.5 points."""
    size = page_size(paper, landscape=True)
    if paper == "A3":
        return _Sheet(
            size,
            margin=15,
            top=17,
            bottom=276,
            foot=280,
            table=TableStyle(
                text_style("sans-bold", 10, 13.5),
                text_style("song", 10, 13.8),
                text_style("song", 9, 12.4),
                pad_x=1.5,
                pad_y=1.2,
            ),
            title=text_style("song-bold", 22, 30),
            small=text_style("song", 10.5, 15),
            cover_title=text_style("song-bold", 36, 52),
            cover_text=text_style("song", 18, 30),
            contents=text_style("song", 13, 20),
        )
    return _Sheet(
        size,
        margin=12,
        top=13,
        bottom=194,
        foot=197,
        table=TableStyle(
            text_style("sans-bold", 8, 10.6),
            text_style("song", 8, 10.8),
            text_style("song", 7.5, 10.2),
            pad_x=1.0,
            pad_y=0.8,
        ),
        title=text_style("song-bold", 18, 24),
        small=text_style("song", 9, 12.6),
        cover_title=text_style("song-bold", 26, 38),
        cover_text=text_style("song", 14, 24),
        contents=text_style("song", 10.5, 14.2),
    )


def print_catalogue(
    job: CatalogueJob,
    path: Path,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Paper:
    """Draw the catalogue and write it to `path`, replacing a file of that name; returns the paper (its texts, its
    number of pages). See `draw_catalogue`, which a caller uses that reads the texts before anything is written.

    Raises UserFacingError when the file cannot be written."""
    paper = draw_catalogue(job, progress, cancelled)
    paper.save(path)
    return paper


def draw_catalogue(
    job: CatalogueJob,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Paper:
    """Draw the catalogue without writing it.

    `progress(done, total)` counts entries; `cancelled` is asked after each and ends the work with PrintCancelled.
    Raises UserFacingError when a font is missing or a table has too many columns for the paper."""
    return _CataloguePrint(job, progress, cancelled).draw()


def missing_in_catalogue(job: CatalogueJob) -> dict[str, list[str]]:
    """Characters that no font has, each with the places where it stands (社会救助第3行): to be named to the user
    before printing, since the paper will bear 〓 or nothing in their place."""
    song = typeface("song")
    places: dict[str, list[str]] = {}
    for place, text in _texts(job):
        for character in sorted(song.missing(text)):
            found = places.setdefault(character, [])
            if place not in found:
                found.append(place)
    return places


def _texts(job: CatalogueJob) -> Iterator[tuple[str, str]]:
    """Every text of the job with the name of its place."""
    for text in (job.title, job.unit_name, job.edition, *job.statement):
        yield "封面", text
    for chapter in job.chapters:
        head = [text for column in chapter.table.columns for text in (column.head, column.group or "")]
        for text in (chapter.title, chapter.name, chapter.unconfirmed_line or "", *chapter.notes, *head):
            yield chapter.name, text
        for number, row in enumerate(chapter.table.rows, start=1):
            for cell in row.cells:
                yield f"{chapter.name}第{number}行", _cell_text(cell)


def _cell_text(cell: TextCell | BoxesCell | TickCell) -> str:
    match cell:
        case TextCell(lines):
            return "\n".join(lines)
        case BoxesCell(boxes):
            return "\n".join(box.label + box.text for box in boxes)
        case TickCell(_, note):
            return note


class _CataloguePrint:
    """One printing: the paper and how far it has come."""

    def __init__(
        self,
        job: CatalogueJob,
        progress: Callable[[int, int], None] | None,
        cancelled: Callable[[], bool] | None,
    ):
        self._job = job
        self._sheet = _sheet(job.paper)
        self._progress = progress
        self._cancelled = cancelled
        self._rows_done = 0
        self._rows = sum(len(chapter.table.rows) for chapter in job.chapters)
        self._paper = Paper(job.title, job.unit_name, job.date, subject=job.edition, watermark=job.watermark)
        self._width = self._sheet.size.width - 2 * self._sheet.margin
        self._feet: list[tuple[int, str]] = []

    def draw(self) -> Paper:
        job = self._job
        first_pages: list[int] = []
        contents: list[tuple[int, range]] = []
        if len(job.chapters) > 1:
            self._draw_cover()
            contents = self._draw_contents()
        for number, chapter in enumerate(job.chapters):
            self._draw_chapter(number, chapter)
            first_pages.append(self._chapter_start)
        self._draw_feet()
        for page, numbers in contents:
            self._draw_page_numbers(page, numbers, first_pages)
        return self._paper

    def _draw_cover(self) -> None:
        sheet, job, paper = self._sheet, self._job, self._paper
        paper.new_page(sheet.size)
        paper.bookmark("封面", _COVER_KEY)
        height = sheet.size.height
        lines = balanced_lines(job.title, sheet.cover_title, self._width * 0.8 * MM)
        top = height * 0.34 - len(lines) * sheet.cover_title.leading / MM / 2
        paper.block(sheet.margin, top, self._width, lines, sheet.cover_title, align="center")
        self._draw_centred(height * 0.5, f"（{job.edition}）" if job.edition else "")
        statement = break_lines("\n".join(job.statement), sheet.small, self._width * 0.7 * MM)
        inset = sheet.margin + self._width * 0.15
        paper.block(inset, height * 0.6, self._width * 0.7, statement, sheet.small, align="center")
        self._draw_centred(height * 0.76, job.unit_name)
        self._draw_centred(height * 0.76 + sheet.cover_text.leading / MM, _day(job.date))

    def _draw_centred(self, y: float, text: str) -> None:
        lines = balanced_lines(text, self._sheet.cover_text, self._width * MM)
        self._paper.block(self._sheet.margin, y, self._width, lines, self._sheet.cover_text, align="center")

    def _draw_contents(self) -> list[tuple[int, range]]:
        """The contents without their page numbers; returns each page with the chapters it lists."""
        sheet, paper = self._sheet, self._paper
        pitch = sheet.contents.leading / MM
        top = sheet.top + sheet.title.leading / MM + 2 * _GAP
        on_a_page = int((sheet.bottom - top) / pitch)
        pages = []
        for first in range(0, len(self._job.chapters), on_a_page):
            numbers = range(first, min(first + on_a_page, len(self._job.chapters)))
            self._new_page(_CONTENTS_TITLE)
            if first == 0:
                paper.bookmark(_CONTENTS_TITLE, _CONTENTS_KEY)
            paper.text(sheet.margin, sheet.top, _CONTENTS_TITLE, sheet.title, width=self._width, align="center")
            for place, number in enumerate(numbers):
                self._draw_contents_line(number, top + place * pitch)
            pages.append((paper.page_number, numbers))
        return pages

    def _contents_edges(self) -> tuple[float, float]:
        inset = self._width * 0.14
        return self._sheet.margin + inset, self._sheet.margin + self._width - inset

    def _draw_contents_line(self, number: int, y: float) -> None:
        style, chapter = self._sheet.contents, self._job.chapters[number]
        left, right = self._contents_edges()
        page_room = 3 * style.size / MM
        text = f"{number + 1}. {chapter.name}（{len(chapter.table.rows)}项）"
        line = break_lines(text, style, (right - left - page_room) * MM)[0]
        self._paper.block(left, y, right - left, [line], style)
        dots_left = left + (line.width + style.size / 2) / MM
        dots_y = y + (style.leading / 2 + 0.25 * style.size) / MM
        self._paper.rules([(dots_left, dots_y, right - page_room, dots_y)], dash=(0.3, 1.2), width=0.3)
        self._paper.link(left, y, right - left, style.leading / MM, _chapter_key(number))

    def _draw_page_numbers(self, page: int, numbers: range, first_pages: list[int]) -> None:
        style = self._sheet.contents
        left, right = self._contents_edges()
        top = self._sheet.top + self._sheet.title.leading / MM + 2 * _GAP
        with self._paper.reopened(page):
            for place, number in enumerate(numbers):
                y = top + place * style.leading / MM
                self._paper.text(left, y, str(first_pages[number]), style, width=right - left, align="right")

    def _draw_chapter(self, number: int, chapter: Chapter) -> None:
        sheet, job, paper = self._sheet, self._job, self._paper
        self._new_page(chapter.name)
        self._chapter_start = paper.page_number
        paper.bookmark(chapter.name, _chapter_key(number))
        title = balanced_lines(chapter.title, sheet.title, self._width * MM)
        paper.block(sheet.margin, sheet.top, self._width, title, sheet.title, align="center")
        y = sheet.top + len(title) * sheet.title.leading / MM + _GAP
        edition = fit_line("　".join(part for part in (job.edition, _day(job.date)) if part), sheet.small)
        paper.block(sheet.margin, y, self._width, [edition], sheet.small, align="right")
        unit_room = self._width * MM - edition.width - 2 * sheet.small.size
        unit = break_lines(f"编制单位：{job.unit_name}", sheet.small, unit_room)
        paper.block(sheet.margin, y, self._width, unit, sheet.small)
        y += len(unit) * sheet.small.leading / MM + _GAP / 2
        frame = Frame(sheet.margin, sheet.margin + self._width, sheet.bottom)
        writer = TableWriter(paper, chapter.table, sheet.table, frame, lambda: self._next_page(chapter), self._row_done)
        notes = self._notes(chapter)
        height = sum(map(len, notes)) * sheet.small.leading / MM
        end = writer.draw(y, sheet.top, below=height + _GAP if notes else 0.0)
        self._draw_notes(chapter, notes, end + _GAP)

    def _notes(self, chapter: Chapter) -> list[list[Line]]:
        """What stands below the table, each note in lines."""
        notes = (*chapter.notes, chapter.unconfirmed_line or "")
        return [break_lines(note, self._sheet.small, self._width * MM) for note in notes if note]

    def _draw_notes(self, chapter: Chapter, notes: list[list[Line]], y: float) -> None:
        sheet = self._sheet
        for lines in notes:
            block = None
            while lines:
                count = int((sheet.bottom - y) * MM / sheet.small.leading)
                if count < 1:
                    y = self._next_page(chapter)
                    continue
                fitting, lines = lines[:count], lines[count:]
                block = self._paper.block(sheet.margin, y, self._width, fitting, sheet.small, continues=block)
                y += len(fitting) * sheet.small.leading / MM

    def _new_page(self, name: str) -> None:
        self._paper.new_page(self._sheet.size)
        self._feet.append((self._paper.page_number, name))

    def _next_page(self, chapter: Chapter) -> float:
        self._new_page(chapter.name)
        return self._sheet.top

    def _draw_feet(self) -> None:
        """The foot of every page but the cover's, with the number of pages known only now."""
        sheet, paper = self._sheet, self._paper
        last = paper.page_number
        for page, name in self._feet:
            with paper.reopened(page):
                paper.text(sheet.margin, sheet.foot, f"{name}　{self._job.unit_name}", sheet.small)
                number = f"第 {page} 页，共 {last} 页"
                paper.text(sheet.margin, sheet.foot, number, sheet.small, width=self._width, align="right")

    def _row_done(self) -> None:
        self._rows_done += 1
        if self._progress is not None:
            self._progress(self._rows_done, self._rows)
        if self._cancelled is not None and self._cancelled():
            raise PrintCancelled


def _chapter_key(number: int) -> str:
    return f"chapter{number}"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
