"""Files in every format that leaves the house, each with leaks in one of the places where a text may hide."""

import io
import json
import zipfile
from collections.abc import Callable, Sequence
from html import escape

import xlsxwriter
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from app.resources import resource_path

_FONT, _SIZE = "LeakSans", 8
_LINES_OF_PAGE = 20
_W = nsdecls("w")

Made = tuple[str, bytes]
Writer = Callable[[Sequence[str]], Made]


def _pdf(draw: Callable[[Canvas, int, str], object], texts: Sequence[str], finish: Callable[[Canvas], object]) -> Made:
    pdfmetrics.registerFont(TTFont(_FONT, str(resource_path("fonts/NotoSansSC-Regular.ttf"))))
    content = io.BytesIO()
    canvas = Canvas(content, initialFontName=_FONT)
    for number, text in enumerate(texts):
        if number and number % _LINES_OF_PAGE == 0:
            canvas.showPage()
        canvas.setFont(_FONT, _SIZE)
        draw(canvas, number, text)
    finish(canvas)
    canvas.showPage()
    canvas.save()
    return "产品.pdf", content.getvalue()


def _line(canvas: Canvas, number: int, text: str) -> None:
    top = 800 - number % _LINES_OF_PAGE * 5 * _SIZE
    for row, line in enumerate(text.splitlines()):
        canvas.drawString(60, top - row * 1.3 * _SIZE, line)


def _row(canvas: Canvas, number: int, text: str) -> None:
    for column, cell in enumerate(text.split("\t")):
        canvas.drawString(60 + column * 160, 800 - number % _LINES_OF_PAGE * 5 * _SIZE, cell)


def _column(canvas: Canvas, number: int, text: str) -> None:
    for row, cell in enumerate(text.split("\t")):
        canvas.drawString(60, 800 - (number % _LINES_OF_PAGE * 5 + row * 1.4) * _SIZE, cell)


def _pale(canvas: Canvas, number: int, text: str) -> None:
    canvas.setFillColorRGB(1, 1, 1)
    _line(canvas, number, text)


def _note(canvas: Canvas, number: int, text: str) -> None:
    canvas.textAnnotation(text, (20, 20, 60, 60))


def _mark(canvas: Canvas, number: int, text: str) -> None:
    canvas.bookmarkPage(str(number))
    canvas.addOutlineEntry(text, str(number))


def _workbook(fill: Callable[[xlsxwriter.Workbook, xlsxwriter.worksheet.Worksheet, int, str], object]) -> Writer:
    def write(texts: Sequence[str]) -> Made:
        content = io.BytesIO()
        book = xlsxwriter.Workbook(content)
        sheet = book.add_worksheet("目录")
        for number, text in enumerate(texts):
            fill(book, sheet, number * 3, text)
        book.close()
        return "产品.xlsx", content.getvalue()

    return write


def _hidden_sheet(book: xlsxwriter.Workbook, sheet: object, number: int, text: str) -> None:
    hidden = book.add_worksheet(f"表{number}")
    hidden.write_string(3, 2, text)
    hidden.very_hidden() if number % 2 else hidden.hide()


def _document(fill: Callable[[Document, str], object]) -> Writer:
    def write(texts: Sequence[str]) -> Made:
        made, content = Document(), io.BytesIO()
        for text in texts:
            fill(made, text)
        made.save(content)
        return "产品.docx", content.getvalue()

    return write


def _table(made: Document, *texts: str) -> None:
    for cell, text in zip(made.add_table(1, len(texts)).rows[0].cells, texts, strict=True):
        cell.text = text


def _changed(tag: str, inner: str) -> Callable[[Document, str], object]:
    def fill(made: Document, text: str) -> None:
        xml = (
            f'<w:p {_W}><w:{tag} w:id="1" w:author="a"><w:r><w:{inner}>{escape(text)}</w:{inner}></w:r></w:{tag}></w:p>'
        )
        made.element.body.insert(0, parse_xml(xml))

    return fill


def _with_part(part: str, tag: str) -> Writer:
    """A document with footnotes or comments, which its library does not write."""

    def write(texts: Sequence[str]) -> Made:
        _, plain = _document(lambda made, text: None)(texts)
        said = "".join(f"<w:{tag}><w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p></w:{tag}>" for text in texts)
        content = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(plain)) as old, zipfile.ZipFile(content, "w") as new:
            for name in old.namelist():
                if name != f"word/{part}.xml":
                    new.writestr(name, old.read(name))
            new.writestr(f"word/{part}.xml", f"<w:{part} {_W}>{said}</w:{part}>")
        return "产品.docx", content.getvalue()

    return write


def _page(shape: str) -> Writer:
    def write(texts: Sequence[str]) -> Made:
        body = "".join(shape.format(escape(text)) for text in texts)
        return "产品.html", f"<!DOCTYPE html><html><body>{body}</body></html>".encode()

    return write


def _csv(texts: Sequence[str]) -> Made:
    return "产品.csv", "\r\n".join(f'1,"{text}",无' for text in texts).encode("utf-8-sig")


def _rows(shape: Callable[[str], object]) -> Writer:
    def write(texts: Sequence[str]) -> Made:
        return "entries.jsonl", "\n".join(json.dumps(shape(text), ensure_ascii=False) for text in texts).encode()

    return write


def _no_finish(canvas: Canvas) -> None:
    """Nothing outside the pages."""


PLACES: dict[str, Writer] = {
    "pdf 正文": lambda texts: _pdf(_line, texts, _no_finish),
    "pdf 白字": lambda texts: _pdf(_pale, texts, _no_finish),
    "pdf 批注": lambda texts: _pdf(_note, texts, _no_finish),
    "pdf 书签": lambda texts: _pdf(_mark, texts, _no_finish),
    "pdf 属性": lambda texts: _pdf(_line, ["无"], lambda canvas: canvas.setSubject("；".join(texts))),
    "xlsx 单元格": _workbook(lambda book, sheet, row, text: sheet.write_string(row, 2, text)),
    "xlsx 隐藏的工作表": _workbook(_hidden_sheet),
    "xlsx 批注": _workbook(lambda book, sheet, row, text: sheet.write_comment(row, 0, text)),
    "xlsx 文本框": _workbook(lambda book, sheet, row, text: sheet.insert_textbox(row, 0, text)),
    "docx 正文": _document(lambda made, text: made.add_paragraph(text)),
    "docx 表格": _document(lambda made, text: _table(made, "姓名", text)),
    "docx 页眉": _document(lambda made, text: made.sections[0].header.add_paragraph(text)),
    "docx 页脚": _document(lambda made, text: made.sections[0].footer.add_paragraph(text)),
    "docx 删去的修订": _document(_changed("del", "delText")),
    "docx 添加的修订": _document(_changed("ins", "t")),
    "docx 脚注": _with_part("footnotes", "footnote"),
    "docx 批注": _with_part("comments", "comment"),
    "html 正文": _page("<p>{}</p>"),
    "html 表格": _page("<table><tr><td>甲</td><td>{}</td></tr></table>"),
    "html 属性": _page('<p title="{}">甲</p>'),
    "html 注释": _page("<!-- {} --><p>甲</p>"),
    "html 隐藏": _page("<div hidden style='display:none'>{}</div>"),
    "csv 单元格": _csv,
    "package 登记的值": _rows(lambda text: {"id": "1", "content": {"values": {"elements": ["甲", text]}}}),
    "package 登记的键": _rows(lambda text: {"content": {text: True}}),
}
"""How texts are put where, by format and place."""

OF_ONE_LINE = ("pdf 批注", "pdf 书签", "pdf 属性")
"""Places in which no text is broken into lines."""


def _pieces(texts: Sequence[str], border: str, end: str) -> str:
    return end.join(text.replace("\t", border) for text in texts)


def _html_rows(texts: Sequence[str]) -> Made:
    rows = _pieces(texts, "</td><td>", "</td></tr><tr><td>")
    return "产品.html", f"<!DOCTYPE html><table><tr><td>{rows}</td></tr></table>".encode()


def _docx_rows(texts: Sequence[str]) -> Made:
    made, content = Document(), io.BytesIO()
    table = made.add_table(0, max(text.count("\t") for text in texts) + 1)
    for text in texts:
        for cell, piece in zip(table.add_row().cells, text.split("\t"), strict=False):
            cell.text = piece
    made.save(content)
    return "产品.docx", content.getvalue()


def _xlsx_rows(texts: Sequence[str]) -> Made:
    return _workbook(
        lambda book, sheet, row, text: [sheet.write_string(row, at, cell) for at, cell in enumerate(text.split("\t"))]
    )(texts)


def _xlsx_column(texts: Sequence[str]) -> Made:
    return _workbook(
        lambda book, sheet, row, text: [
            sheet.write_string(row + at, 1, cell) for at, cell in enumerate(text.split("\t"))
        ]
    )(texts)


SPLITS: dict[str, Writer] = {
    "pdf 同一行": lambda texts: _pdf(_row, texts, _no_finish),
    "pdf 同一列": lambda texts: _pdf(_column, texts, _no_finish),
    "xlsx 同一行": _xlsx_rows,
    "xlsx 同一列": _xlsx_column,
    "docx 同一行": _docx_rows,
    "docx 同一列": lambda texts: _docx_rows("\n\n".join(texts).replace("\t", "\n").splitlines()),
    "html 同一行": _html_rows,
    "html 同一列": lambda texts: _html_rows("\n\n".join(texts).replace("\t", "\n").splitlines()),
    "csv 同一行": lambda texts: ("产品.csv", _pieces(texts, ",", ",,无\n").encode()),
    "csv 同一列": lambda texts: ("产品.csv", _pieces(texts, "\n", "\n\n").encode()),
}
"""How the pieces that a tab parts are put into cells beside or below each other; the first text is the heading."""
