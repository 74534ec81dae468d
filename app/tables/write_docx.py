"""The official table as a Word document that can be edited: a section with a heading for each field.

The shell (styles, page, footer) is made with python-docx; the tables are written as XML at once, because building
them cell by cell takes a time that grows with the square of their rows.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from xml.sax.saxutils import escape

from app.tables.catalogue_sheet import (
    BODY_POINTS,
    CatalogueSheet,
    cell_text,
    group_runs,
    require_sheets,
    text_height,
    writable,
)
from app.tables.docx_shell import BODY_STYLES, EDITION, HEAD, MARGIN_MM, NOTE, PAPERS, POINTS, TITLE, shell
from app.tables.official import row_spans
from db.filesystem import written_whole

TWIPS_PER_MM = 1440 / 25.4
#: A row higher than this share of the page may be parted by its end; others stay whole.
HIGHEST_WHOLE_ROW = 0.4
_POINTS_PER_MM = 72 / 25.4
_EPOCH = (1980, 1, 1, 0, 0, 0)
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_REPEATED = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
_WHOLE = "<w:trPr><w:cantSplit/></w:trPr>"
_BEGUN, _CONTINUED = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def write_catalogue_docx(sheets: Sequence[CatalogueSheet], path: Path, *, made_on: date, paper: str = "A3") -> None:
    """Write the tables to `path`, one section each, replacing a file that is there; the same input gives the same
    bytes. `paper` is A3 or A4, landscape.

    Raises UserFacingError when there is nothing to write or the file cannot be written.
    """
    require_sheets(sheets)
    made = datetime(made_on.year, made_on.month, made_on.day)
    frame = shell(writable(sheets[0].title), writable(sheets[0].unit), made, paper)
    body = (part for place, sheet in enumerate(sheets) for part in _section(sheet, paper, place))
    with written_whole(path, force=True) as part:
        part.write_bytes(_filled(frame, body))


def _filled(frame: bytes, body: Iterable[str]) -> bytes:
    """The document with a body in it, its parts without the time of day."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(frame)) as parts, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as filled:
        for name in parts.namelist():
            told = zipfile.ZipInfo(name, _EPOCH)
            told.compress_type = zipfile.ZIP_DEFLATED
            with filled.open(told, "w") as part:
                start, mark, end = parts.read(name).partition(b"<w:sectPr" if name == "word/document.xml" else b"\0\0")
                part.write(start)
                for piece in body if mark else ():
                    part.write(piece.encode("utf-8"))
                part.write(mark + end)
    return buffer.getvalue()


def _section(sheet: CatalogueSheet, paper: str, place: int) -> Iterator[str]:
    yield _paragraph(TITLE, sheet.title, properties="<w:pageBreakBefore/>" if place else "")
    yield _paragraph(EDITION, sheet.unit_line, sheet.edition_line)
    yield from _TableWriter(sheet, paper).table()
    for line in sheet.lines_below:
        yield _paragraph(NOTE, line)
    if not sheet.lines_below:
        yield _paragraph(NOTE, "")  # two tables must not touch, and a document does not end with one


def _paragraph(style: str, *parts: str, properties: str = "") -> str:
    """A paragraph; tabs stand between its parts."""
    runs = "<w:tab/>".join(
        f'<w:t xml:space="preserve">{escape(writable(part))}</w:t>' if part else "" for part in parts
    )
    inside = f"<w:r>{runs}</w:r>" if runs else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{inside}</w:p>'


@dataclass(frozen=True)
class _Drawn:
    """A column as its cells need it: width in mm at body type, and the properties and style of its cells."""

    width_mm: float
    width: str
    style: str


class _TableWriter:
    """The XML of one table: grid, repeated head of one or two rows, rows."""

    def __init__(self, sheet: CatalogueSheet, paper: str):
        self._sheet = sheet
        self._columns = sheet.table.columns
        wide, high = PAPERS[paper]
        scale = (wide - 2 * MARGIN_MM) / sum(column.width_mm for column in self._columns)
        self._twips = [round(column.width_mm * scale * TWIPS_PER_MM) for column in self._columns]
        # Smaller type on smaller paper: what fits into a line is counted in body type.
        self._drawn = [
            _Drawn(
                column.width_mm * scale * BODY_POINTS / POINTS[paper],
                f'<w:tcW w:w="{twips}" w:type="dxa"/>',
                BODY_STYLES[column.align],
            )
            for column, twips in zip(self._columns, self._twips, strict=True)
        ]
        self._highest_whole = HIGHEST_WHOLE_ROW * high * _POINTS_PER_MM * BODY_POINTS / POINTS[paper]

    def table(self) -> Iterator[str]:
        """Yield the table piece by piece."""
        title = escape(writable(self._sheet.title), {'"': "&quot;", "\n": " "})
        yield (
            f'<w:tbl><w:tblPr><w:tblW w:w="{sum(self._twips)}" w:type="dxa"/><w:jc w:val="center"/>'
            f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/>'
            '<w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar>'
            f'<w:tblLook w:val="0020" w:firstRow="1"/><w:tblCaption w:val="{title}"/></w:tblPr><w:tblGrid>'
        )
        yield "".join(f'<w:gridCol w:w="{twips}"/>' for twips in self._twips)
        yield "</w:tblGrid>"
        yield from self._head()
        yield from self._rows()
        yield "</w:tbl>"

    def _head(self) -> Iterator[str]:
        two = self._sheet.head_rows == 2
        upper, lower = [], []
        for first, last, group in group_runs(self._columns):
            if group is not None:
                across = sum(self._twips[first : last + 1])
                properties = f'<w:tcW w:w="{across}" w:type="dxa"/><w:gridSpan w:val="{last - first + 1}"/>'
                upper.append(_cell(properties, HEAD, group))
            for index in range(first, last + 1):
                width, head = self._drawn[index].width, self._columns[index].head
                if group is None:
                    upper.append(_cell(width + _BEGUN * two, HEAD, head))
                lower.append(_cell(width + _CONTINUED, HEAD, "") if group is None else _cell(width, HEAD, head))
        yield f"<w:tr>{_REPEATED}{''.join(upper)}</w:tr>"
        if two:
            yield f"<w:tr>{_REPEATED}{''.join(lower)}</w:tr>"

    def _rows(self) -> Iterator[str]:
        spans = row_spans(self._sheet.table)
        for number, row in enumerate(self._sheet.table.rows):
            texts = [cell_text(cell, drawn.width_mm) for cell, drawn in zip(row.cells, self._drawn, strict=True)]
            cells = [
                self._body_cell(drawn, text, spans[index][number] if index in spans else 1)
                for index, (drawn, text) in enumerate(zip(self._drawn, texts, strict=True))
            ]
            is_whole = all(
                text_height(text, drawn.width_mm) < self._highest_whole
                for text, drawn in zip(texts, self._drawn, strict=True)
            )
            yield f"<w:tr>{_WHOLE * is_whole}{''.join(cells)}</w:tr>"

    def _body_cell(self, drawn: _Drawn, text: str, span: int) -> str:
        if not span:
            return _cell(drawn.width + _CONTINUED, drawn.style, "")
        return _cell(drawn.width + (_BEGUN if span > 1 else ""), drawn.style, text)


def _cell(properties: str, style: str, text: str) -> str:
    lines = "".join(_paragraph(style, line) for line in text.split("\n"))
    return f'<w:tc><w:tcPr>{properties}<w:vAlign w:val="center"/></w:tcPr>{lines}</w:tc>'
