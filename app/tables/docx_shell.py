"""The Word document around official tables: page, styles with the typefaces of official papers, footer, properties."""

import io
from datetime import datetime
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from app.practice import paper_mark

#: Width and height (mm) of each paper, landscape, and the type size (pt) of tables on it.
PAPERS = {"A3": (420.0, 297.0), "A4": (297.0, 210.0)}
POINTS = {"A3": 10.0, "A4": 7.5}
MARGIN_MM = 15.0
#: Style ids of paragraphs: the title of a section, the line under it, heads and cells of tables, lines below.
TITLE, EDITION, HEAD, NOTE = "Heading1", "CatalogueEdition", "CatalogueHead", "CatalogueNote"
BODY_STYLES = {"left": "CatalogueCell", "center": "CatalogueCellCentred", "right": "CatalogueCellRight"}
TITLE_FONT, BODY_FONT, CELL_FONT, HEAD_FONT = "方正小标宋简体", "仿宋", "宋体", "黑体"
_ALIGNMENTS = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}
#: What Word and WPS show in their list of styles.
_NAMES = {
    EDITION: "目录编制单位",
    HEAD: "目录表头",
    NOTE: "目录附注",
    "CatalogueCell": "目录表格",
    "CatalogueCellCentred": "目录表格居中",
    "CatalogueCellRight": "目录表格居右",
}


def shell(title: str, unit: str, made: datetime, paper: str) -> bytes:
    """A document without a body: landscape `paper`, styles, page numbers, and the properties a reader of it sees."""
    document = bare_document(title, unit, made)
    _set_page(document.sections[0], paper)
    _set_styles(document.styles, paper)
    _number_pages(document.sections[0].footer.paragraphs[0], POINTS[paper])
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def bare_document(title: str, unit: str, made: datetime) -> WordDocument:
    """A document in Chinese without text: of its properties only title, unit and day, nothing of who sat at the
    computer."""
    document = Document()
    package = document.part.package
    for name in [name for name, related in package.rels.items() if related.reltype.endswith("thumbnail")]:
        del package.rels[name]
    _set_properties(document.core_properties, title, unit, made)
    if mark := paper_mark():
        _mark(document.sections[0].header.paragraphs[0], mark)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "zh-CN")
        language.set(qn("w:eastAsia"), "zh-CN")
    return document


def _mark(head: Paragraph, mark: str) -> None:
    """Put a word on top of every page, where what stands below does not hide it."""
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = head.add_run(f"—— {mark} ——")
    run.bold = True
    run.font.size = Pt(22)
    run.font.color.rgb = RGBColor(0x99, 0x99, 0x99)


def _set_properties(properties: Any, title: str, unit: str, made: datetime) -> None:
    # Word takes 255 characters at most.
    properties.title, properties.author, properties.last_modified_by = title[:255], unit[:255], unit[:255]
    properties.comments = properties.keywords = properties.subject = ""
    properties.language = "zh-CN"
    properties.created = properties.modified = made
    properties.revision = 1


def _set_page(section: Section, paper: str) -> None:
    width, height = PAPERS[paper]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(MARGIN_MM)
    section.header_distance = section.footer_distance = Mm(8)


def _set_styles(styles: Any, paper: str) -> None:
    usual = styles["Normal"]
    set_type(usual, BODY_FONT, POINTS[paper] + 2)
    title = styles["Heading 1"]
    set_type(title, TITLE_FONT, 22 if paper == "A3" else 18)
    title.font.bold = False
    _remove(title.element.rPr, "w:color")
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.space_before, title.paragraph_format.space_after = Pt(0), Pt(6)
    width, _ = PAPERS[paper]
    edition = _added(styles, EDITION, BODY_FONT, POINTS[paper] + 2)
    edition.paragraph_format.tab_stops.add_tab_stop(Mm(width - 2 * MARGIN_MM), WD_TAB_ALIGNMENT.RIGHT)
    edition.paragraph_format.keep_with_next = True
    note = _added(styles, NOTE, BODY_FONT, POINTS[paper] + 1)
    note.paragraph_format.space_before = Pt(4)
    head = _added(styles, HEAD, HEAD_FONT, POINTS[paper])
    head.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for align, name in BODY_STYLES.items():
        _added(styles, name, CELL_FONT, POINTS[paper]).paragraph_format.alignment = _ALIGNMENTS[align]


def _added(styles: Any, id: str, font: str, points: float) -> ParagraphStyle:
    style = styles.add_style(_NAMES[id], WD_STYLE_TYPE.PARAGRAPH)
    style.element.set(qn("w:styleId"), id)
    style.base_style = styles["Normal"]
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing = 1.0
    set_type(style, font, points)
    return style


def set_type(style: ParagraphStyle, font: str, points: float) -> None:
    """Set the typeface for every script; the faces of the theme, which would win, go."""
    style.font.name, style.font.size = font, Pt(points)
    faces = style.element.rPr.find(qn("w:rFonts"))
    for name in list(faces.attrib):
        del faces.attrib[name]
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        faces.set(qn(f"w:{script}"), font)


def _remove(properties: Any, tag: str) -> None:
    for found in properties.findall(qn(tag)):
        properties.remove(found)


def _number_pages(paragraph: Paragraph, points: float) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for words, field in (("第 ", "PAGE"), (" 页，共 ", "NUMPAGES"), (" 页", "")):
        paragraph.add_run(words).font.size = Pt(points)
        if field:
            simple = OxmlElement("w:fldSimple")
            simple.set(qn("w:instr"), field)
            paragraph._p.append(simple)
