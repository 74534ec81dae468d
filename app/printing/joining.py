"""Several finished PDFs as one: their pages one after the other, as they are."""

import io
from collections.abc import Sequence

import pypdfium2

from app.pdfium import PDFIUM


def join_pdfs(pdfs: Sequence[bytes]) -> bytes:
    """Return the pages of all documents in one, in order; a single one as it is. Raises ValueError for none."""
    if not pdfs:
        raise ValueError("nothing to join")
    if len(pdfs) == 1:
        return pdfs[0]
    with PDFIUM, pypdfium2.PdfDocument.new() as joined:
        for pdf in pdfs:
            with pypdfium2.PdfDocument(pdf) as one:
                joined.import_pages(one)
        content = io.BytesIO()
        joined.save(content)
        return content.getvalue()
