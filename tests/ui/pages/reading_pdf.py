"""What tests read back from PDF files that pages wrote."""

from pathlib import Path

import pypdfium2


def pages_of(path: Path) -> list[tuple[float, float, str]]:
    """Width and height in mm and the text without spaces of each page."""
    with pypdfium2.PdfDocument(path) as document:
        return [_page(document, index) for index in range(len(document))]


def _page(document: pypdfium2.PdfDocument, index: int) -> tuple[float, float, str]:
    width, height = (round(points / 72 * 25.4, 1) for points in document.get_page_size(index))
    text = document[index].get_textpage().get_text_range()
    return width, height, "".join(text.split())
