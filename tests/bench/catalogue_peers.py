"""Other ways to make the same table of the same rows: what the program's catalogue is measured against.

Each lays the rows out on A3 landscape with the same fonts, type sizes and column widths: first column merged, head
repeated, page x of y. What is not installed raises ModuleNotFoundError or FileNotFoundError.
"""

import importlib
import json
import subprocess
import tempfile
from collections.abc import Iterator
from html import escape
from itertools import groupby
from pathlib import Path

from tests.bench.catalogue_rows import HEADS, RIGHT_ALIGNED, TITLE, WIDTHS

FONTS = Path(__file__).resolve().parent.parent.parent / "resources" / "fonts"
BODY, BOLD = "NotoSerifSC-Regular.ttf", "NotoSansSC-Bold.ttf"
PAGE_WIDTH, PAGE_HEIGHT = 1190.55, 841.89
SIZE, LEADING, TITLE_SIZE = 10, 13.8, 22
MARGIN, PAD = 42.5, 4.0
COLUMN_WIDTHS = [width * (PAGE_WIDTH - 2 * MARGIN) / sum(WIDTHS) for width in WIDTHS]

Rows = list[tuple[str, ...]]


def groups(rows: Rows) -> Iterator[Rows]:
    """Rows that share the cell of the first column."""
    return (list(group) for _, group in groupby(rows, key=lambda row: row[0]))


def longtable(rows: Rows, path: Path) -> None:
    """reportlab's platypus as its manual teaches it: LongTable, Paragraph cells, SPAN, repeated head, page x of y."""
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate

    class CountingCanvas(Canvas):
        """Keeps the pages until their number is known, the usual recipe."""

        def __init__(self, *arguments: object, **options: object):
            super().__init__(*arguments, **options)
            self._finished: list[dict[str, object]] = []

        def showPage(self) -> None:
            self._finished.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            for number, state in enumerate(self._finished, start=1):
                self.__dict__.update(state)
                self.setFont("body", SIZE)
                self.drawRightString(PAGE_WIDTH - MARGIN, 30, f"第 {number} 页，共 {len(self._finished)} 页")
                super().showPage()
            super().save()

    pdfmetrics.registerFont(TTFont("body", FONTS / BODY))
    pdfmetrics.registerFont(TTFont("bold", FONTS / BOLD))
    body = ParagraphStyle("body", fontName="body", fontSize=SIZE, leading=LEADING, wordWrap="CJK")
    right = ParagraphStyle("right", parent=body, alignment=2)
    head = ParagraphStyle("head", parent=body, fontName="bold", alignment=1)
    title = ParagraphStyle("title", parent=head, fontSize=TITLE_SIZE, leading=TITLE_SIZE * 1.4)
    style: list[tuple[object, ...]] = [("GRID", (0, 0), (-1, -1), 0.5, 0), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
    style += [(f"{side}PADDING", (0, 0), (-1, -1), PAD) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")]
    cells: list[list[object]] = [[Paragraph(text, head) for text in HEADS]]
    first = 1
    for number, row in enumerate(rows, start=1):
        starts = number == 1 or row[0] != rows[number - 2][0]
        if starts:
            style.append(("SPAN", (0, first), (0, max(first, number - 1))))
            first = number
        texts = [Paragraph(escape(text), right if place in RIGHT_ALIGNED else body) for place, text in enumerate(row)]
        cells.append([texts[0] if starts else "", *texts[1:]])
    style.append(("SPAN", (0, first), (0, len(rows))))
    document = SimpleDocTemplate(
        str(path),
        pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=MARGIN,
        bottomMargin=MARGIN,
        initialFontName="body",
    )
    table = LongTable(cells, colWidths=COLUMN_WIDTHS, repeatRows=1, style=style)
    document.build([Paragraph(TITLE, title), table], canvasmaker=CountingCanvas)


def typst(rows: Rows, path: Path) -> None:
    """Typst through its Python package: table with row spans and a repeated head."""
    # Not in requirements: who measures against it installs it.
    compiler = importlib.import_module("typst")

    aligned = ", ".join(
        "right + horizon" if place in RIGHT_ALIGNED else "left + horizon" for place in range(len(HEADS))
    )
    heads = ", ".join(f'text(font: "Noto Sans SC", weight: 700)[{head}]' for head in HEADS)
    source = f"""#set page(width: {PAGE_WIDTH}pt, height: {PAGE_HEIGHT}pt, margin: {MARGIN}pt)
#set page(footer: context align(right)[
  第 #counter(page).display() 页，共 #counter(page).final().first() 页])
#set text(font: "Noto Serif SC", size: {SIZE}pt, lang: "zh", top-edge: 0.8em, bottom-edge: -0.2em)
#set par(leading: {LEADING - SIZE:.1f}pt)
#let rows = json("rows.json")
#align(center, text(font: "Noto Serif SC", size: {TITLE_SIZE}pt)[{TITLE}])
#let cells = ()
#let first = 0
#while first < rows.len() {{
  let end = first
  while end < rows.len() and rows.at(end).at(0) == rows.at(first).at(0) {{ end += 1 }}
  for number in range(first, end) {{
    if number == first {{ cells.push(table.cell(rowspan: end - first, rows.at(first).at(0))) }}
    for place in range(1, {len(HEADS)}) {{ cells.push(rows.at(number).at(place)) }}
  }}
  first = end
}}
#table(columns: ({", ".join(f"{width}pt" for width in COLUMN_WIDTHS)}), stroke: .5pt, inset: {PAD}pt,
  align: ({aligned}), table.header({heads}), ..cells)"""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "rows.json").write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
        main = Path(folder) / "main.typ"
        main.write_text(source, encoding="utf-8")
        compiler.compile(str(main), output=str(path), font_paths=[str(FONTS)], ignore_system_fonts=True)


def fpdf2(rows: Rows, path: Path) -> None:
    """fpdf2's table with row spans."""
    fpdf = importlib.import_module("fpdf")

    class Document(fpdf.FPDF):
        def footer(self) -> None:
            self.set_y(-30)
            self.set_font("body", size=SIZE)
            self.cell(0, SIZE, f"第 {self.page_no()} 页，共 {{nb}} 页", align="R")

    document = Document("landscape", "pt", (PAGE_HEIGHT, PAGE_WIDTH))
    document.set_margin(MARGIN)
    document.set_auto_page_break(auto=True, margin=MARGIN)
    document.add_font("body", fname=FONTS / BODY)
    document.add_font("bold", fname=FONTS / BOLD)
    document.add_page()
    document.set_font("body", size=TITLE_SIZE)
    document.cell(0, TITLE_SIZE * 1.4, TITLE, align="C", new_x="LMARGIN", new_y="NEXT")
    document.set_font("body", size=SIZE)
    enums = importlib.import_module("fpdf.enums")
    faces = importlib.import_module("fpdf.fonts")
    align = tuple("RIGHT" if place in RIGHT_ALIGNED else "LEFT" for place in range(len(HEADS)))
    with document.table(
        col_widths=COLUMN_WIDTHS,
        text_align=align,
        line_height=LEADING,
        padding=PAD,
        v_align=enums.VAlign.M,
        wrapmode="CHAR",
        headings_style=faces.FontFace("bold"),
    ) as table:
        table.row(HEADS)
        for group in groups(rows):
            for number, row in enumerate(group):
                line = table.row()
                if number == 0:
                    line.cell(row[0], rowspan=len(group))
                for text in row[1:]:
                    line.cell(text)
    document.output(str(path))


def weasyprint(rows: Rows, path: Path) -> None:
    """WeasyPrint: an HTML table with row spans and a repeated head."""
    maker = importlib.import_module("weasyprint")
    configuration = importlib.import_module("weasyprint.text.fonts").FontConfiguration()
    lines = []
    for group in groups(rows):
        for number, row in enumerate(group):
            first = f"<td rowspan={len(group)}>{escape(row[0])}</td>" if number == 0 else ""
            rest = "".join(
                f"<td{' class=right' if place in RIGHT_ALIGNED else ''}>{escape(text)}</td>"
                for place, text in enumerate(row)
                if place
            )
            lines.append(f"<tr>{first}{rest}</tr>")
    style = f"""@font-face {{font-family: body; src: url({(FONTS / BODY).as_uri()})}}
@font-face {{font-family: bold; src: url({(FONTS / BOLD).as_uri()})}}
@page {{size: {PAGE_WIDTH}pt {PAGE_HEIGHT}pt; margin: {MARGIN}pt;
  @bottom-right {{content: "第 " counter(page) " 页，共 " counter(pages) " 页"; font: {SIZE}pt body}}}}
body {{font: {SIZE}pt/{LEADING}pt body; margin: 0}}
h1 {{font: {TITLE_SIZE}pt/1.4 body; text-align: center; margin: 0}}
table {{border-collapse: collapse; table-layout: fixed; width: 100%}}
td, th {{border: .5pt solid #000; padding: {PAD}pt; vertical-align: middle}}
th {{font-family: bold; font-weight: normal}} .right {{text-align: right}} tr {{break-inside: avoid}}"""
    columns = "".join(f"<col style=width:{width}pt>" for width in COLUMN_WIDTHS)
    heads = "".join(f"<th>{head}</th>" for head in HEADS)
    page = (
        f"<html lang=zh><style>{style}</style><h1>{TITLE}</h1><table><colgroup>{columns}</colgroup>"
        f"<thead><tr>{heads}</tr></thead><tbody>{''.join(lines)}</tbody></table>"
    )
    maker.HTML(string=page).write_pdf(path, font_config=configuration)


def libreoffice(rows: Rows, path: Path) -> None:
    """LibreOffice without a window, from an xlsx written here. It does not fit the heights of rows when it only
    converts: they are estimated and written."""
    from xlsxwriter import Workbook

    with tempfile.TemporaryDirectory() as folder:
        book = Workbook(Path(folder) / "table.xlsx")
        sheet = book.add_worksheet()
        plain = {"font_name": "Noto Serif SC", "font_size": SIZE, "border": 1, "text_wrap": True, "valign": "vcenter"}
        body, right = book.add_format(plain), book.add_format({**plain, "align": "right"})
        head = book.add_format({**plain, "font_name": "Noto Sans SC", "bold": True, "align": "center"})
        for place, width in enumerate(COLUMN_WIDTHS):
            sheet.set_column_pixels(place, place, round(width * 96 / 72))
        sheet.merge_range(0, 0, 0, len(HEADS) - 1, TITLE, head)
        sheet.write_row(1, 0, HEADS, head)
        line = 2
        for group in groups(rows):
            if len(group) > 1:
                sheet.merge_range(line, 0, line + len(group) - 1, 0, group[0][0], body)
            else:
                sheet.write_string(line, 0, group[0][0], body)
            for row in group:
                widths = zip(row[1:], COLUMN_WIDTHS[1:], strict=True)
                lines = max(-(-len(text) * SIZE // (width - 2 * PAD)) for text, width in widths)
                sheet.set_row(line, lines * LEADING + 2 * PAD)
                for place in range(1, len(HEADS)):
                    sheet.write_string(line, place, row[place], right if place in RIGHT_ALIGNED else body)
                line += 1
        sheet.set_landscape()
        sheet.set_paper(8)  # A3
        sheet.repeat_rows(1)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&R第 &P 页，共 &N 页")
        book.close()
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, f"{folder}/table.xlsx"]
        subprocess.run(command, check=True, capture_output=True)
        (Path(folder) / "table.pdf").rename(path)
