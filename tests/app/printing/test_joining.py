"""Finished PDFs become one: every page as it was, with a list of contents and a title."""

import io
import re

import pypdfium2
import pytest

from app.pdfium import PDFIUM
from app.printing.bookmarks import Bookmark, with_bookmarks
from app.printing.joining import join_pdfs


def document(*widths: int) -> bytes:
    """A PDF with a page of each width."""
    with PDFIUM, pypdfium2.PdfDocument.new() as made:
        for width in widths:
            made.new_page(width, 200)
        content = io.BytesIO()
        made.save(content)
        return content.getvalue()


def test_pages_stay_in_order_and_each_bookmark_leads_to_its_own() -> None:
    marks = [
        Bookmark("白马村", 0, (Bookmark("公示（一）\\ <b>", 0), Bookmark("李𬭎", 1))),
        Bookmark("青石村", 2),
        Bookmark("东门社区", 3, (Bookmark("三", 3),)),
    ]
    joined = join_pdfs([document(100, 110), document(120), document(130, 140)], "本月（十一月）", marks)
    with pypdfium2.PdfDocument(joined) as pdf:
        assert [round(page.get_width()) for page in pdf] == [100, 110, 120, 130, 140]
        found = [(mark.level, mark.get_title(), mark.get_dest().get_index()) for mark in pdf.get_toc()]
        assert pdf.get_metadata_value("Title") == "本月（十一月）"
    assert found == [
        (0, "白马村", 0),
        (1, "公示（一）\\ <b>", 0),
        (1, "李𬭎", 1),
        (0, "青石村", 2),
        (0, "东门社区", 3),
        (1, "三", 3),
    ]


def test_every_object_stands_where_the_table_says() -> None:
    joined = join_pdfs([document(100), document(120)], "本月", [Bookmark("一", 0), Bookmark("二", 1)])
    start = int(re.search(rb"startxref\s+(\d+)\s+%%EOF\s*$", joined)[1])
    listed = re.findall(rb"(\d+) 1\n(\d{10}) 00000 n \n", joined[start:])
    assert len(listed) == 5
    for number, place in listed:
        assert joined[int(place) :].startswith(b"%s 0 obj\n" % number)


def test_a_single_document_without_bookmarks_is_not_touched() -> None:
    single = document(100)
    assert join_pdfs([single]) is single
    with pytest.raises(ValueError, match="PDFium"):
        with_bookmarks(b"%PDF-1.4 broken", "", [Bookmark("一", 0)])
    with pytest.raises(ValueError, match="nothing"):
        join_pdfs([])
