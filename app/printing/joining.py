"""Several finished PDFs as one: their pages one after the other, as they are."""

import io
from collections.abc import Sequence

import pypdfium2

from app.pdfium import PDFIUM
from app.printing.bookmarks import Bookmark, with_bookmarks


def join_pdfs(pdfs: Sequence[bytes], title: str = "", bookmarks: Sequence[Bookmark] = ()) -> bytes:
    """Return the pages of all documents in one, in order, with a list of contents where bookmarks are given.

    A single one without bookmarks is returned as it is. Raises ValueError for none.
    """
    if not pdfs:
        raise ValueError("nothing to join")
    if len(pdfs) == 1 and not bookmarks:
        return pdfs[0]
    joined = _joined(pdfs)
    return with_bookmarks(joined, title, bookmarks) if bookmarks else joined


def _joined(pdfs: Sequence[bytes]) -> bytes:
    with PDFIUM, pypdfium2.PdfDocument.new() as joined:
        for pdf in pdfs:
            with pypdfium2.PdfDocument(pdf) as one:
                joined.import_pages(one)
        content = io.BytesIO()
        joined.save(content)
        return content.getvalue()
