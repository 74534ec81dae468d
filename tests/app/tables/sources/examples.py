"""Files to read, made on the spot."""

import zipfile
from pathlib import Path

from docx import Document
from docx.table import Table

from app.tables.sources.reading import read_source
from app.tables.sources.sheet import Sheet

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def only_sheet(path: Path) -> Sheet:
    """The one sheet of a file."""
    (sheet,) = read_source(path).sheets
    return sheet


def text_file(folder: Path, name: str, content: str | bytes, encoding: str = "utf-8") -> Path:
    """A file with this content."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


def archive(path: Path, **parts: str | bytes) -> Path:
    """An Office file of these parts; `__` in a name stands for a slash and `_xml` at its end for .xml."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return path


def bare_document(path: Path, body: str, **parts: str) -> Path:
    """A .docx with this inside its body."""
    return archive(path, word__document_xml=f"<w:document {W}><w:body>{body}</w:body></w:document>", **parts)


def bare_workbook(path: Path, sheet_data: str, before: str = "", after: str = "") -> Path:
    """An .xlsx of one sheet with these rows."""
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns:r="{relation}"><sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>',
        )
        file.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships><Relationship Id="rId1" Type="{relation}/worksheet" Target="worksheets/sheet1.xml"/>'
            "</Relationships>",
        )
        file.writestr(
            "xl/worksheets/sheet1.xml",
            f"<worksheet>{before}<sheetData>{sheet_data}</sheetData>{after}</worksheet>",
        )
    return path


def filled(document: Document, rows: list[list[str]]) -> Table:
    """A table of these texts at the end of a document."""
    table = document.add_table(len(rows), len(rows[0]))
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    return table
