"""What makes a printed document last: metadata, colours, links and syntax by the rules of PDF/A-2b."""

import re
from datetime import date
from xml.etree import ElementTree

import pytest

from app.printing.paper import PageSize, Paper, page_size
from app.printing.text import text_style
from app.resources import resource_bytes

from .pdf_reading import bookmarks

TITLE = "<兴隆镇> & \x07\ud800目录"


@pytest.fixture
def printed(tmp_path):
    paper = Paper(TITLE, "兴隆镇人民政府", date(2026, 11, 22), subject="2026年版")
    style = text_style("song", 12)
    paper.new_page(page_size("A4"))
    paper.bookmark(f"{TITLE}　一", "first")
    paper.link(10, 10, 20, 5, "first")
    with paper.drawing(PageSize(100, 50)) as drawing:
        paper.text(0, 0, "李𬭎", style)
    paper.place(drawing, 10, 20)
    path = tmp_path / "a.pdf"
    paper.save(path)
    return path


def test_metadata_is_sound_xml_and_says_the_same_as_the_title(printed):
    content = printed.read_bytes()
    packet = re.search(rb"<x:xmpmeta.*</x:xmpmeta>", content, re.S).group().decode("utf-8")
    texts = [element.text for element in ElementTree.fromstring(packet).iter() if element.text and element.text.strip()]
    assert texts[1:4] == ["<兴隆镇> & 目录", "兴隆镇人民政府", "2026年版"]
    assert "2026-11-22T00:00:00+08:00" in texts
    assert b"pdfaid" not in content, "no claim without a validator"


def test_bookmarks_take_any_title(printed):
    assert bookmarks(printed) == [(0, "<兴隆镇> & 目录　一", 0)]


def test_colours_are_defined_and_links_are_printed(printed):
    content = printed.read_bytes()
    assert b"/S /GTS_PDFA1" in content and b"/N 3" in content
    assert re.search(rb"/F 4\b", content)
    profile = resource_bytes("icc/srgb.icc")
    assert profile[36:40] == b"acsp" and int.from_bytes(profile[:4]) == len(profile)


def test_every_stream_ends_on_a_line_of_its_own(printed):
    content = printed.read_bytes()
    ends = [match.start() for match in re.finditer(rb"endstream\n", content)]
    assert len(ends) > 5 and all(content[end - 1 : end] == b"\n" for end in ends)


def test_no_font_but_embedded_ones_is_named(printed):
    content = printed.read_bytes()
    assert b"Helvetica" not in content
    assert content.count(b"/Subtype /CIDFontType2") == content.count(b"/FontFile2") == 1
