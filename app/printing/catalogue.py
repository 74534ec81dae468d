"""The catalogue as a document: cover, contents, one chapter for each field, as a table or as cards, and an annex.

One chapter alone begins with its title and table; several get a cover and contents. Black lines and no fills: such
papers are photocopied. What the paper shows is data given by the caller; nothing here asks a store.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from app.collector import collector_paused
from app.printing.catalogue_cards import CardWriter
from app.printing.catalogue_job import Annex, CatalogueJob, Chapter
from app.printing.catalogue_sheet import sheet_for
from app.printing.fonts import stand_ins
from app.printing.paper import MM, Align, Paper
from app.printing.table_pages import TableWriter, balanced_lines
from app.printing.text import Line, TextStyle, break_lines, fit_line
from app.printing.title_lines import break_title

_COVER_KEY = "cover"
_CONTENTS_KEY = "contents"
_CONTENTS_TITLE = "目　录"
#: Above and below a chapter's title block, between table and notes: mm.
_GAP = 2.0
#: The table of differences begins on a page only if this part of it is still free.
_LEAST_FOR_CHANGES = 0.2
_TITLE_END = "基层政务公开"
_INDENT = "　　"
_SIGNATURE_EM = 4


class PrintCancelled(Exception):
    """The user stopped the printing; nothing was written."""


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
    with collector_paused():  # looking at each of a hundred thousand cells again and again takes a tenth of the time
        return _CataloguePrint(job, progress, cancelled).draw()


def catalogue_stand_ins(job: CatalogueJob) -> tuple[str, ...]:
    """A Chinese sentence for each typeface of its titles that this computer lacks, naming what is printed instead."""
    sheet = sheet_for(job.form, job.paper)
    return stand_ins(dict.fromkeys(style.typeface.name for style in (sheet.title, sheet.cover_title)))


class _CataloguePrint:
    """One printing: the paper and how far it has come."""

    def __init__(
        self,
        job: CatalogueJob,
        progress: Callable[[int, int], None] | None,
        cancelled: Callable[[], bool] | None,
    ):
        self._job = job
        self._sheet = sheet_for(job.form, job.paper)
        self._progress = progress
        self._cancelled = cancelled
        self._entries_done = 0
        self._entries = sum(map(job.entries_in, job.chapters))
        self._paper = Paper(job.title, job.unit_name, job.date, subject=job.edition, watermark=job.watermark)
        self._feet: list[tuple[int, str]] = []

    @property
    def _parts(self) -> list[Chapter | Annex]:
        """What contents and bookmarks list."""
        return [*self._job.chapters, *([self._job.annex] if self._job.annex else [])]

    def draw(self) -> Paper:
        first_pages: list[int] = []
        contents: list[tuple[int, range]] = []
        if len(self._parts) > 1:
            self._draw_cover()
            contents = self._draw_contents()
        for number, part in enumerate(self._parts):
            self._new_page(part.name)
            first_pages.append(self._paper.page_number)
            self._paper.bookmark(part.name, _chapter_key(number))
            if isinstance(part, Annex):
                self._draw_annex(part)
            else:
                self._draw_chapter(part)
        self._draw_feet()
        for page, numbers in contents:
            self._draw_page_numbers(page, numbers, first_pages)
        return self._paper

    # --- cover and contents ----------------------------------------------------------------------------------------

    def _draw_cover(self) -> None:
        sheet, job, paper = self._sheet, self._job, self._paper
        paper.new_page(sheet.size)
        paper.bookmark("封面", _COVER_KEY)
        height = sheet.size.height
        lines = _title_lines(job.title, sheet.cover_title, sheet.width * 0.8)
        top = height * 0.34 - len(lines) * sheet.pitch(sheet.cover_title) / 2
        self._block(top, lines, sheet.cover_title, "center")
        self._draw_centred(height * 0.34 + len(lines) * sheet.pitch(sheet.cover_title), self._edition_on_cover())
        statement = break_lines("\n".join(job.statement), sheet.small, sheet.width * 0.7 * MM)
        inset = sheet.margin + sheet.width * 0.15
        paper.block(inset, height * 0.6, sheet.width * 0.7, statement, sheet.small, align="center")
        self._draw_centred(height * 0.76, job.unit_name)
        self._draw_centred(height * 0.76 + sheet.pitch(sheet.cover_text), _day(job.date))

    def _edition_on_cover(self) -> str:
        compared = f"，标出与{self._job.compared_with}的不同" if self._job.compared_with else ""
        return f"（{self._job.edition}{compared}）" if self._job.edition else ""

    def _draw_centred(self, y: float, text: str) -> None:
        style = self._sheet.cover_text
        self._block(y, balanced_lines(text, style, self._sheet.width * MM), style, "center")

    def _draw_contents(self) -> list[tuple[int, range]]:
        """The contents without their page numbers; returns each page with the parts it lists."""
        sheet, paper = self._sheet, self._paper
        on_a_page = int((sheet.bottom - self._contents_top) / sheet.pitch(sheet.contents))
        pages = []
        for first in range(0, len(self._parts), on_a_page):
            numbers = range(first, min(first + on_a_page, len(self._parts)))
            self._new_page(_CONTENTS_TITLE)
            if first == 0:
                paper.bookmark(_CONTENTS_TITLE, _CONTENTS_KEY)
            self._block(sheet.top, [fit_line(_CONTENTS_TITLE, sheet.title)], sheet.title, "center")
            for place, number in enumerate(numbers):
                self._draw_contents_line(number, self._contents_top + place * sheet.pitch(sheet.contents))
            pages.append((paper.page_number, numbers))
        return pages

    @property
    def _contents_top(self) -> float:
        return self._sheet.top + self._sheet.pitch(self._sheet.title) + 2 * _GAP

    def _contents_edges(self) -> tuple[float, float]:
        inset = self._sheet.width * self._sheet.contents_inset
        return self._sheet.margin + inset, self._sheet.margin + self._sheet.width - inset

    def _draw_contents_line(self, number: int, y: float) -> None:
        style, part = self._sheet.contents, self._parts[number]
        left, right = self._contents_edges()
        page_room = 3 * style.size / MM
        line = break_lines(self._contents_text(number, part), style, (right - left - page_room) * MM)[0]
        self._paper.block(left, y, right - left, [line], style)
        dots_left = left + (line.width + style.size / 2) / MM
        dots_y = y + (style.leading / 2 + 0.25 * style.size) / MM
        if dots_left < right - page_room:
            self._paper.rules([(dots_left, dots_y, right - page_room, dots_y)], dash=(0.3, 1.2), width=0.3)
        self._paper.link(left, y, right - left, self._sheet.pitch(style), _chapter_key(number))

    def _contents_text(self, number: int, part: Chapter | Annex) -> str:
        if isinstance(part, Annex):
            return f"附　{part.name}"
        if part.is_index:
            return part.name
        counted = number + 1 - sum(chapter.is_index for chapter in self._job.chapters[:number])
        return f"{counted}. {part.name}（{self._job.entries_in(part)}项）"

    def _draw_page_numbers(self, page: int, numbers: range, first_pages: list[int]) -> None:
        style = self._sheet.contents
        left, right = self._contents_edges()
        with self._paper.reopened(page):
            for place, number in enumerate(numbers):
                y = self._contents_top + place * self._sheet.pitch(style)
                self._paper.text(left, y, str(first_pages[number]), style, width=right - left, align="right")

    # --- chapters --------------------------------------------------------------------------------------------------

    def _draw_chapter(self, chapter: Chapter) -> None:
        y = self._draw_chapter_head(chapter)
        notes = self._notes(chapter)
        end = self._draw_table(chapter, y, notes) if self._job.form == "table" else self._draw_cards(chapter, y)
        frame = self._sheet.frame
        end = self._draw_lines(chapter, notes, end + _GAP, self._sheet.small, frame.left, frame.right)
        if self._job.form == "table" and chapter.changes is not None:
            self._draw_changes(chapter, end)

    def _draw_chapter_head(self, chapter: Chapter) -> float:
        """Title, unit, edition and day; returns where the entries begin."""
        sheet, job = self._sheet, self._job
        title = _title_lines(chapter.title, sheet.title, sheet.width)
        self._block(sheet.top, title, sheet.title, "center")
        y = sheet.top + len(title) * sheet.pitch(sheet.title) + _GAP
        edition = fit_line("　".join(part for part in (job.edition, _day(job.date)) if part), sheet.small)
        unit_text = f"编制单位：{job.unit_name}"
        unit_room = sheet.width * MM - edition.width - 2 * sheet.small.size
        is_beside = fit_line(unit_text, sheet.small).width <= unit_room or job.form == "table"
        unit = break_lines(unit_text, sheet.small, unit_room if is_beside else sheet.width * MM)
        self._block(y, unit, sheet.small)
        if not is_beside:
            y += len(unit) * sheet.pitch(sheet.small)
            unit = [edition]
        self._block(y, [edition], sheet.small, "right" if is_beside else "left")
        return y + len(unit) * sheet.pitch(sheet.small) + _GAP / 2

    def _draw_table(self, chapter: Chapter, y: float, notes: list[list[Line]]) -> float:
        sheet = self._sheet
        writer = TableWriter(
            self._paper,
            chapter.table,
            sheet.table,
            sheet.frame,
            lambda: self._next_page(chapter),
            self._entry_done,
            chapter.marks,
        )
        below = sum(map(len, notes)) * sheet.pitch(sheet.small)
        return writer.draw(y, sheet.top, below=below + _GAP if notes else 0.0)

    def _draw_cards(self, chapter: Chapter, y: float) -> float:
        sheet = self._sheet
        writer = CardWriter(
            self._paper,
            sheet.table,
            sheet.card,
            sheet.frame,
            lambda: self._next_page(chapter),
            self._entry_done,
            self._job.compared_with,
        )
        return writer.draw(chapter.cards, y + _GAP / 2, sheet.top)

    def _draw_changes(self, chapter: Chapter, y: float) -> None:
        """The table of all that differs from the edition compared with, under a line that says so."""
        sheet = self._sheet
        if sheet.bottom - y < _LEAST_FOR_CHANGES * (sheet.bottom - sheet.top):
            y = self._next_page(chapter)
        else:
            y += 2 * _GAP
        heading = fit_line(f"与{self._job.compared_with}的不同", sheet.table.head)
        self._block(y, [heading], sheet.table.head)
        frame, y = sheet.frame, y + sheet.pitch(sheet.table.head) + _GAP / 2
        changes = TableWriter(
            self._paper, chapter.changes, sheet.table, frame, lambda: self._next_page(chapter), lambda: None
        )
        changes.draw(y, sheet.top)

    def _notes(self, chapter: Chapter) -> list[list[Line]]:
        """What stands below the entries, each note in lines."""
        notes = (*chapter.notes, self._changes_note(chapter), chapter.unconfirmed_line or "")
        return [break_lines(note, self._sheet.small, self._sheet.width * MM) for note in notes if note]

    def _changes_note(self, chapter: Chapter) -> str:
        """How much differs from the edition compared with, and how it is marked."""
        if not chapter.changes_line:
            return ""
        legend = "左边有粗竖线的是改过的内容。" if _has_bars(chapter) else ""
        return f"与{self._job.compared_with}相比：{chapter.changes_line}{legend}"

    def _draw_annex(self, annex: Annex) -> None:
        """Running text in lines no longer than contents', signed as official letters are: four characters from the
        right edge."""
        sheet, job = self._sheet, self._job
        title = _title_lines(annex.title, sheet.title, sheet.width)
        self._block(sheet.top, title, sheet.title, "center")
        y = sheet.top + len(title) * sheet.pitch(sheet.title) + 2 * _GAP
        left, right = self._contents_edges()
        paragraphs = [
            break_lines(f"{_INDENT}{text}", sheet.text, (right - left) * MM, justify=True, prose=True)
            for text in annex.paragraphs
        ]
        y = self._draw_lines(annex, paragraphs, y, sheet.text, left, right) + 2 * _GAP
        signature = [fit_line(text, sheet.text) for text in (job.unit_name, _day(job.date))]
        if sheet.bottom - y < 2 * sheet.pitch(sheet.text):
            y = self._next_page(annex)
        width = right - left - _SIGNATURE_EM * sheet.text.size / MM
        self._paper.block(left, y, width, signature, sheet.text, align="right")

    def _draw_lines(
        self, part: Chapter | Annex, texts: list[list[Line]], y: float, style: TextStyle, left: float, right: float
    ) -> float:
        """Texts one under the other, over as many pages as they need; returns where they end."""
        sheet = self._sheet
        for lines in texts:
            block = None
            while lines:
                count = int((sheet.bottom - y) * MM / style.leading)
                if count < 1:
                    y = self._next_page(part)
                    continue
                fitting, lines = lines[:count], lines[count:]
                block = self._paper.block(left, y, right - left, fitting, style, continues=block)
                y += len(fitting) * sheet.pitch(style)
        return y

    # --- pages -----------------------------------------------------------------------------------------------------

    def _block(self, y: float, lines: list[Line], style: TextStyle, align: Align = "left") -> None:
        """Lines between the margins."""
        self._paper.block(self._sheet.margin, y, self._sheet.width, lines, style, align=align)

    def _new_page(self, name: str) -> None:
        self._paper.new_page(self._sheet.size)
        self._feet.append((self._paper.page_number, name))

    def _next_page(self, part: Chapter | Annex) -> float:
        self._new_page(part.name)
        return self._sheet.top

    def _draw_feet(self) -> None:
        """The foot of every page but the cover's, with the number of pages known only now."""
        style, last = self._sheet.foot_text, self._paper.page_number
        for page, name in self._feet:
            with self._paper.reopened(page):
                number = fit_line(f"第 {page} 页，共 {last} 页", style)
                room = self._sheet.width * MM - number.width - style.size
                self._block(self._sheet.foot, self._foot_line(name, room), style)
                self._block(self._sheet.foot, [number], style, "right")

    def _foot_line(self, name: str, room: float) -> list[Line]:
        """Name and unit in the room beside the page number; the unit only where it fits."""
        style = self._sheet.foot_text
        whole = fit_line(f"{name}　{self._job.unit_name}", style)
        return [whole] if whole.width <= room else break_lines(name, style, room)[:1]

    def _entry_done(self) -> None:
        self._entries_done += 1
        if self._progress is not None:
            self._progress(self._entries_done, self._entries)
        if self._cancelled is not None and self._cancelled():
            raise PrintCancelled


def _title_lines(title: str, style: TextStyle, width: float) -> list[Line]:
    """A title in one line, else parted before what every such title ends with, else where `break_title` parts it."""
    name, end, rest = title.partition(_TITLE_END)
    lines = [fit_line(text, style) for text in (name, end + rest)]
    if end and name and fit_line(title, style).width > width * MM and max(line.width for line in lines) <= width * MM:
        return [lines[0]._replace(last=False), lines[1]]
    return break_title(title, style, width)


def _has_bars(chapter: Chapter) -> bool:
    """Whether anything is marked as changed, in the table or on the cards."""
    return any(chapter.marks.values()) or any(part.before is not None for card in chapter.cards for part in card.parts)


def _chapter_key(number: int) -> str:
    return f"chapter{number}"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
