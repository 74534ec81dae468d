"""The yearly report on paper: A4 upright by the measures of GB/T 9704-2012, texts and the tables in their places."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.printing.fonts import describe_missing_by_place, missing_by_place, stand_ins
from app.printing.full_lines import full_lines
from app.printing.notice_measures import NoticeMeasures, notice_measures
from app.printing.notice_sheets import NoticeSheets
from app.printing.paper import MM, Paper, TextRun
from app.printing.spanned_table import SpannedLayout
from app.printing.text import break_lines, text_style
from app.printing.title_lines import break_title
from app.tables.spanned import SpannedTable

_INDENT = "　　"
#: Sizes of type for tables, the largest in which one stands whole on a page.
_SIZES = (12.0, 10.5, 10.0, 9.5, 9.0)
_PITCH = 1.25
_TITLE_SPACE, _TABLE_SPACE = 1.0, 0.4


@dataclass(frozen=True)
class ReportPart:
    """A section: its heading, and paragraphs or a table."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    table: SpannedTable | None = None


@dataclass(frozen=True)
class AnnualPaper:
    """A report to be drawn. `watermark` is "" for one that is finished."""

    title: str
    unit: str
    day: date
    parts: tuple[ReportPart, ...]
    watermark: str = ""


@dataclass(frozen=True)
class PrintedReport:
    """What was printed: all that the file holds, for the privacy gate, sentences on characters that no font has and on
    typefaces that this computer lacks."""

    pages: int
    runs: tuple[TextRun, ...]
    texts: tuple[tuple[int, str], ...]
    outside: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...]
    stand_ins: tuple[str, ...]


def draw_report(report: AnnualPaper) -> tuple[bytes, PrintedReport]:
    """Draw the report as a PDF; returns the file's bytes and what stands in it."""
    measures = notice_measures("A4", None, elder=False)[0]
    paper = Paper(report.title, report.unit, report.day, watermark=report.watermark)
    sheets = NoticeSheets(paper, measures)
    title = break_title(report.title, measures.title, measures.width)
    sheets.lines(title, measures.title, align="center")
    sheets.skip(_TITLE_SPACE * measures.line)
    for part in report.parts:
        _draw_part(sheets, part)
    pages = sheets.number_pages()
    content = paper.content()
    faces = (measures.title, measures.body, measures.heading, measures.page_number)
    return content, PrintedReport(
        pages,
        tuple(paper.runs()),
        tuple(paper.texts()),
        tuple(paper.outside_texts()),
        describe_missing_by_place(missing_by_place(_placed_texts(report))),
        stand_ins(dict.fromkeys(style.typeface.name for style in faces)),
    )


def _draw_part(sheets: NoticeSheets, part: ReportPart) -> None:
    measures = sheets.measures
    layout = None if part.table is None else _layout(part.table, measures)
    # A heading stands with a line of its text, or with its table where that fits on a page.
    below = measures.line if layout is None else min(layout.height, measures.bottom - measures.top - 3 * measures.line)
    heading = break_lines(_INDENT + part.heading, measures.heading, measures.width * MM)
    if sheets.room < (len(heading) * measures.line + below):
        sheets.begin_sheet()
    sheets.lines(heading, measures.heading)
    for text in part.paragraphs:
        sheets.lines(full_lines(_INDENT + text, measures.body, measures.width * MM), measures.body)
    if layout is not None:
        sheets.skip(_TABLE_SPACE * measures.line)
        _draw_table(sheets, layout)
        sheets.skip(_TABLE_SPACE * measures.line)


def _draw_table(sheets: NoticeSheets, layout: SpannedLayout) -> None:
    start, rows = 0, len(layout.table.rows)
    while start < rows:
        stop = layout.rows_fitting(start, sheets.room)
        if stop == start and not sheets.is_fresh:
            sheets.begin_sheet()
            continue
        stop = max(stop, start + 1)
        sheets.y = layout.draw(sheets.paper, sheets.measures.left, sheets.y, start, stop)
        start = stop
        if start < rows:
            sheets.begin_sheet()


def _layout(table: SpannedTable, measures: NoticeMeasures) -> SpannedLayout:
    """The largest type in which the table stands on a page below its heading."""
    room = measures.bottom - measures.top - 2 * measures.line
    layouts = [SpannedLayout(table, text_style("song", size, size * _PITCH), measures.width) for size in _SIZES]
    return next((each for each in layouts if each.height <= room), layouts[-1])


def _placed_texts(report: AnnualPaper) -> Iterator[tuple[str, str]]:
    yield "标题", report.title
    for part in report.parts:
        yield part.heading, part.heading
        yield from ((part.heading, text) for text in part.paragraphs)
