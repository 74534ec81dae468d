"""Finished PDFs become one: every page as it was, with a list of contents and a title."""

import io
import re
import zlib
from datetime import date
from xml.etree import ElementTree

import pypdfium2
import pytest

from app.pdfium import PDFIUM
from app.printing.bookmarks import Bookmark
from app.printing.joining import join_pdfs
from app.printing.notice import draw_notice
from app.printing.pdf_update import Properties, completed
from app.resources import resource_bytes

from .notice_examples import example_notice


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
    assert len(listed) == 7
    for number, place in listed:
        assert joined[int(place) :].startswith(b"%s 0 obj\n" % number)


@pytest.mark.parametrize("marks", [[], [Bookmark("青石村", 0), Bookmark("白马村", 1)]])
def test_what_is_joined_keeps_the_rules_of_its_parts(marks) -> None:
    parts = [
        draw_notice(example_notice(3), issuer=unit, created=date(2026, 11, day))[0]
        for unit, day in (("青石村", 23), ("白马村", 25), ("青石村", 24))
    ]
    joined = join_pdfs(parts, "本月 <公示> & \x07账", marks)
    with pypdfium2.PdfDocument(joined) as pdf:
        told = pdf.get_metadata_dict(skip_empty=True)
        assert len(pdf) == 3 and pdf.get_version() == 17
    assert told["Title"] == "本月 <公示> & 账" and told["Author"] == "青石村、白马村"
    assert told["CreationDate"] == told["ModDate"] == "D:20261125000000+08'00'"
    assert told["Creator"] == told["Producer"] == "公开清单助手"
    packet = re.search(rb"<x:xmpmeta.*</x:xmpmeta>", joined, re.S).group().decode("utf-8")
    said = [element.text for element in ElementTree.fromstring(packet).iter() if element.text and element.text.strip()]
    assert said[1:3] == [told["Title"], told["Author"]] and "2026-11-25T00:00:00+08:00" in said
    catalog = joined[joined.rindex(b"/Catalog") :]
    assert re.search(rb"/Metadata \d+ 0 R", catalog) and b"/Lang(zh-CN)" in catalog
    profile = re.search(rb"/OutputIntents\[<<.*?/S/GTS_PDFA1.*?/DestOutputProfile (\d+) 0 R", catalog)[1]
    content = re.search(rb"\n%s 0 obj\n<</N 3.*?stream\n(.*?)\nendstream" % profile, joined, re.S)[1]
    assert zlib.decompress(content) == resource_bytes("icc/srgb.icc")
    assert re.search(rb"/ID\[<([0-9a-f]{32})><\1>\]>>\nstartxref", joined)
    ends = [match.start() for match in re.finditer(rb"endstream", joined)]
    assert len(ends) > 5 and all(joined[end - 1 : end] == b"\n" for end in ends)
    names = re.findall(rb"/BaseFont ?/([\w+-]+)", joined)
    assert names and all(re.match(rb"[A-Z]{6}\+", name) for name in names) and b"/FontFile2" in joined


def test_a_single_document_without_bookmarks_is_not_touched() -> None:
    single = document(100)
    assert join_pdfs([single]) is single
    with pytest.raises(ValueError, match="PDFium"):
        completed(b"%PDF-1.4 broken", Properties("", "", "", date(2026, 11, 23)))
    with pytest.raises(ValueError, match="nothing"):
        join_pdfs([])
