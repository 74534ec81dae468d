"""The user's guide: a web page for each reader without dead ends, and a PDF in which everything can be read."""

from datetime import date
from pathlib import Path

import pytest
from lxml import html
from pypdfium2 import PdfDocument

from app.errors import UserFacingError
from app.help.guide import PDF, READERS, write_guide
from app.standards.library import load_library

LIBRARY = load_library()
DAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("guide") / "使用说明"
    write_guide(LIBRARY, folder, DAY)
    return folder


def test_no_link_and_no_picture_leads_nowhere(guide: Path) -> None:
    names = {path.name for path in guide.iterdir()}
    pages = {path.name: html.fromstring(path.read_text(encoding="utf-8")) for path in guide.glob("*.html")}
    assert set(pages) == {"index.html", *(f"{reader}.html" for reader in READERS)}
    anchors = {f"{name}#{each}" for name, page in pages.items() for each in page.xpath("//@id")}
    for name, page in pages.items():
        for end in page.xpath("//a/@href"):
            assert (f"{name}{end}" if end.startswith("#") else end) in anchors | names, (name, end)
        assert set(page.xpath("//img/@src")) <= names
        assert all(page.xpath("//img/@alt"))


@pytest.mark.parametrize("reader", READERS)
def test_each_reader_has_the_pages_meant_for_them(guide: Path, reader: str) -> None:
    page = html.fromstring((guide / f"{reader}.html").read_text(encoding="utf-8"))
    own = [each.title for each in LIBRARY.help_pages.values() if reader in each.readers]
    assert [each.text for each in page.xpath("//section/h2")] == [*own, "术语表"]


def test_the_printed_guide_holds_every_page_where_its_contents_say(guide: Path) -> None:
    document = PdfDocument(str(guide / PDF))
    texts = [page.get_textpage().get_text_range() for page in document]
    begins = {item.get_title(): item.get_dest().get_index() for item in document.get_toc(max_depth=2)}
    # Whether a new line or a space comes between them is up to the reader.
    contents = " ".join("".join(texts[1:3]).split())
    for page in LIBRARY.help_pages.values():
        assert page.title in texts[begins[page.title]].splitlines()[0]
        assert f"{page.title} {begins[page.title] + 1} " in contents
    assert all(term.means[:6] in "".join(texts) for term in LIBRARY.glossary)
    # Stands for what no font has, and is spoken of once.
    assert "".join(texts).count("〓") == sum(page.text.count("〓") for page in LIBRARY.help_pages.values())


def test_a_guide_of_before_is_replaced_only_when_that_is_said(guide: Path) -> None:
    with pytest.raises(UserFacingError, match="已经有了"):
        write_guide(LIBRARY, guide, DAY)
    assert write_guide(LIBRARY, guide, DAY, force=True).files > 30
