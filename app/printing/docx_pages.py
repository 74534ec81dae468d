"""What official papers share as Word documents: their pages with the number at the outer edge, and styles of
paragraphs (GB/T 9704-2012)."""

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from app.printing.notice_measures import NoticeMeasures

_LEFT, _RIGHT = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT


def set_page(document: WordDocument, measures: NoticeMeasures) -> None:
    """Let a document have the pages of official papers, numbered at the outer edge."""
    section, size = document.sections[0], measures.size
    section.page_width, section.page_height = Mm(size.width), Mm(size.height)
    section.left_margin, section.right_margin = Mm(measures.left), Mm(size.width - measures.left - measures.width)
    section.top_margin, section.bottom_margin = Mm(measures.top), Mm(size.height - measures.bottom)
    section.footer_distance = Mm(size.height - measures.bottom - 12)
    document.settings.odd_and_even_pages_header_footer = True
    for footer, align in ((section.footer, _RIGHT), (section.even_page_footer, _LEFT)):
        _number_page(footer.paragraphs[0], align, measures)


def added_style(document: WordDocument, name: str, line: float) -> ParagraphStyle:
    """Add a style of paragraphs whose lines are so many points high."""
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    layout = style.paragraph_format
    layout.space_before, layout.line_spacing_rule, layout.line_spacing = Pt(0), WD_LINE_SPACING.EXACTLY, Pt(line)
    return style


def _number_page(paragraph: Paragraph, align: WD_ALIGN_PARAGRAPH, measures: NoticeMeasures) -> None:
    """— 1 — at the outer edge, one character from it."""
    paragraph.alignment = align
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(measures.em)
    paragraph.add_run("— ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)
    paragraph.add_run(" —")
