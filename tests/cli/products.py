"""Reading what the program made, with the readers other people have."""

from pathlib import Path

import pypdfium2
from openpyxl import load_workbook


def pdf_text(path: Path) -> str:
    """All text of a PDF as a reader copies it, without line breaks and spaces."""
    with pypdfium2.PdfDocument(path) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    return "".join("".join(pages).split())


def cells(path: Path) -> list[str]:
    """Every filled cell of a workbook as text, sheet by sheet."""
    book = load_workbook(path)
    return [
        str(value) for sheet in book for row in sheet.iter_rows(values_only=True) for value in row if value is not None
    ]
