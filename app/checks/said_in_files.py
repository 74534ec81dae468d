"""All that a file says, as plain texts: to look for a text that is known, in an attachment for example."""

import io
from collections.abc import Iterator
from pathlib import Path

from app.checks.document_text import DocumentText
from app.checks.office_parts import part_names
from app.checks.plain_text import PageText, decoded_text
from app.checks.workbook_text import WorkbookText
from app.errors import UserFacingError


def file_texts(path: Path) -> Iterator[str]:
    """Yield what a file says, shown or hidden; what cannot be read says nothing."""
    try:
        content = path.read_bytes()
        yield from _texts(content, path.name)
    except (OSError, UserFacingError):
        return


def _texts(content: bytes, name: str) -> Iterator[str]:
    if content.startswith(b"%PDF-"):
        yield from _pdf_texts(content, name)
    elif content.startswith(b"PK\x03\x04"):
        is_document = any(part.startswith("word/") for part in part_names(io.BytesIO(content), name))
        with (DocumentText if is_document else WorkbookText)(io.BytesIO(content), name) as file:
            yield from (cell.text for row in file.rows() for cell in row)
            yield from (loose.text for loose in file.loose_texts())
    else:
        text = decoded_text(content)
        yield text
        if "<" in text[:200]:
            page = PageText(content)
            yield from (cell.text for row in page.rows() for cell in row)
            yield from (loose.text for loose in page.loose_texts())


def _pdf_texts(content: bytes, name: str) -> Iterator[str]:
    # What reads PDF files takes long to load.
    from app.checks.pdf_text import open_pdf, outside_text, page_text

    with open_pdf(content, name) as document:
        for index in range(len(document)):
            yield page_text(document, index)[0]
        yield from (text for _, text in outside_text(document, name))
