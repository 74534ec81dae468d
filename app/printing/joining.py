"""Several finished PDFs as one: their pages one after the other, as they are."""

import io
import re
from collections.abc import Sequence
from datetime import date

import pypdfium2

from app.pdfium import PDFIUM
from app.printing.bookmarks import Bookmark
from app.printing.pdf_update import Properties, completed

_DAY = re.compile(r"D:(\d{4})(\d\d)(\d\d)")


def join_pdfs(pdfs: Sequence[bytes], title: str = "", bookmarks: Sequence[Bookmark] = ()) -> bytes:
    """Return the pages of all documents in one, in order, with a list of contents where bookmarks are given.

    It is by all authors and of the day of the newest, and keeps the rules that its parts keep. A single one without
    bookmarks is returned as it is. Raises ValueError for none.
    """
    if not pdfs:
        raise ValueError("nothing to join")
    if len(pdfs) == 1 and not bookmarks:
        return pdfs[0]
    content = io.BytesIO()
    authors: list[str] = []
    days: list[date] = []
    with PDFIUM, pypdfium2.PdfDocument.new() as joined:
        for pdf in pdfs:
            with pypdfium2.PdfDocument(pdf) as one:
                joined.import_pages(one)
                authors.append(one.get_metadata_value("Author"))
                days += _days(one.get_metadata_value("CreationDate"))
        joined.save(content)
    author = "、".join(dict.fromkeys(filter(None, authors)))
    return completed(content.getvalue(), Properties(title, author, "", max(days, default=date.today())), bookmarks)


def _days(written: str) -> list[date]:
    """The day that a document names, if it does."""
    found = _DAY.match(written)
    return [date(*map(int, found.groups()))] if found else []
