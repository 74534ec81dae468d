"""An official letter as a Word document that can be edited: the same text, by the same measures (GB/T 9704-2012)."""

import io
from datetime import datetime

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from app.printing.docx_pages import added_style, set_page
from app.printing.notice_measures import NoticeMeasures, notice_measures
from app.printing.official_letter import NUMBER_SPACE, TITLE_SPACE, OfficialLetter, require_text, signature_of
from app.tables.catalogue_sheet import writable
from app.tables.docx_shell import BODY_FONT, CELL_FONT, TITLE_FONT, bare_document, set_type
from app.tables.rows import written_date

_TITLE, _NUMBER, _ADDRESSEE, _BODY, _SIGNATURE = "公文标题", "公文文号", "公文称呼", "公文正文", "公文落款"
_CENTER, _RIGHT, _BOTH = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.JUSTIFY


def letter_docx(letter: OfficialLetter) -> bytes:
    """Return the letter as a .docx file. Raises UserFacingError (`letter-empty`) for a letter without text."""
    require_text(letter)
    measures = notice_measures("A4", None, elder=False)[0]
    day = datetime(letter.day.year, letter.day.month, letter.day.day)
    document = bare_document(writable(letter.title), writable(letter.organ), day)
    set_page(document, measures)
    _add_styles(document, measures)
    _write(document, letter, measures)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _write(document: WordDocument, letter: OfficialLetter, measures: NoticeMeasures) -> None:
    def add(text: str, style: str) -> Paragraph:
        return document.add_paragraph(writable(text), style)

    add(letter.heading, _TITLE)
    if letter.number:
        add(letter.number, _NUMBER)
    add(f"{letter.addressee}：", _ADDRESSEE)
    for text in letter.paragraphs:
        add(text, _BODY)
    signature = signature_of(letter, measures)
    for text, (space, _) in zip((letter.organ, written_date(letter.day)), signature.sealed, strict=True):
        signed = add(text, _SIGNATURE).paragraph_format
        signed.left_indent, signed.space_before = Mm(signature.inset), Mm(space)
        signed.keep_with_next = text == letter.organ
    # The seal stands on a page with text.
    document.paragraphs[-3].paragraph_format.keep_with_next = True


def _add_styles(document: WordDocument, measures: NoticeMeasures) -> None:
    styles, line = document.styles, measures.body.leading
    set_type(styles["Normal"], BODY_FONT, measures.body.size)
    set_type(styles["Footer"], CELL_FONT, measures.page_number.size)
    for name, align, below in (
        (_TITLE, _CENTER, TITLE_SPACE),
        (_NUMBER, _RIGHT, NUMBER_SPACE),
        (_ADDRESSEE, _BOTH, 0.0),
        (_BODY, _BOTH, 0.0),
        (_SIGNATURE, _CENTER, 0.0),
    ):
        style = added_style(document, name, line)
        style.paragraph_format.alignment, style.paragraph_format.space_after = align, Pt(below * line)
    title = styles[_TITLE]
    set_type(title, TITLE_FONT, measures.title.size)
    title.paragraph_format.line_spacing = Pt(measures.title.leading)
    _indent_first_line(styles[_BODY], measures.body.size)


def _indent_first_line(style: ParagraphStyle, size: float) -> None:
    """Two characters, whatever their size becomes; so many points for what does not count in characters."""
    style.paragraph_format.first_line_indent = Pt(2 * size)
    style.element.pPr.find(qn("w:ind")).set(qn("w:firstLineChars"), "200")
