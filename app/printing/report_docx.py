"""The yearly report as a Word document that can be edited: the same texts and tables, cells merged as on paper."""

import io
from datetime import datetime
from itertools import pairwise

from docx.document import Document as WordDocument
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt
from docx.table import Table, _Cell

from app.printing.annual_report import AnnualPaper, ReportPart
from app.printing.docx_pages import added_style, set_page
from app.printing.notice_measures import NoticeMeasures, notice_measures
from app.tables.catalogue_sheet import writable
from app.tables.docx_shell import BODY_FONT, CELL_FONT, HEAD_FONT, TITLE_FONT, bare_document, set_type
from app.tables.spanned import SpannedTable

_TITLE, _HEADING, _BODY, _CELL = "报告标题", "报告小标题", "报告正文", "报告表格"
_CELL_SIZE, _CELL_PITCH = 10.5, 1.2
_TITLE_SPACE = 1.0
_ALIGNMENTS = {"left": WD_ALIGN_PARAGRAPH.LEFT, "center": WD_ALIGN_PARAGRAPH.CENTER}


def report_docx(report: AnnualPaper) -> bytes:
    """Return the report as a .docx file; a report that bears a watermark on paper has the word below its title."""
    measures = notice_measures("A4", None, elder=False)[0]
    day = datetime(report.day.year, report.day.month, report.day.day)
    document = bare_document(writable(report.title), writable(report.unit), day)
    set_page(document, measures)
    _add_styles(document, measures)
    document.add_paragraph(writable(report.title), _TITLE)
    if report.watermark:
        document.add_paragraph(f"（{report.watermark}）", _BODY).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for part in report.parts:
        _write(document, part, measures)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _write(document: WordDocument, part: ReportPart, measures: NoticeMeasures) -> None:
    document.add_paragraph(writable(part.heading), _HEADING)
    for text in part.paragraphs:
        document.add_paragraph(writable(text), _BODY)
    if part.table is not None:
        _add_table(document, part.table, measures.width)


def _add_table(document: WordDocument, spanned: SpannedTable, width: float) -> None:
    table = document.add_table(len(spanned.rows), len(spanned.widths), "Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    share = width / sum(spanned.widths)
    for column, part in zip(table.columns, spanned.widths, strict=True):
        column.width = Mm(part * share)
    grid = [row.cells for row in table.rows]
    for cells in grid:
        for cell, part in zip(cells, spanned.widths, strict=True):
            cell.width = Mm(part * share)
    for row, column, about in spanned.cells():
        last = grid[row + about.rows - 1][column + about.columns - 1]
        cell = grid[row][column] if last is grid[row][column] else grid[row][column].merge(last)
        _fill(cell, about.text, about.align)
    _keep_rows(table, spanned.head)


def _fill(cell: _Cell, text: str, align: str) -> None:
    for before, _ in pairwise(cell.paragraphs):
        before._p.getparent().remove(before._p)
    paragraph = cell.paragraphs[0]
    paragraph.style, paragraph.text, paragraph.alignment = _CELL, writable(text), _ALIGNMENTS[align]
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER


def _keep_rows(table: Table, head: int) -> None:
    """No row is parted by the end of a page; the head stands on each."""
    for number, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if number < head:
            properties.append(OxmlElement("w:tblHeader"))


def _add_styles(document: WordDocument, measures: NoticeMeasures) -> None:
    styles, line = document.styles, measures.body.leading
    set_type(styles["Normal"], BODY_FONT, measures.body.size)
    set_type(styles["Footer"], CELL_FONT, measures.page_number.size)
    title = added_style(document, _TITLE, measures.title.leading)
    set_type(title, TITLE_FONT, measures.title.size)
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.space_after = Pt(_TITLE_SPACE * line)
    for name, font in ((_HEADING, HEAD_FONT), (_BODY, BODY_FONT)):
        style = added_style(document, name, line)
        set_type(style, font, measures.body.size)
        style.paragraph_format.alignment, style.paragraph_format.space_after = WD_ALIGN_PARAGRAPH.JUSTIFY, Pt(0)
        style.paragraph_format.first_line_indent = Pt(2 * measures.body.size)
    styles[_HEADING].paragraph_format.keep_with_next = True
    cell = added_style(document, _CELL, _CELL_SIZE * _CELL_PITCH)
    set_type(cell, CELL_FONT, _CELL_SIZE)
    cell.paragraph_format.space_after = Pt(0)
