"""What a reader of the help sees: its contents by group, and each page with what it says of laws and the glossary."""

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from app.help.markup import Block, Heading, Listing, Paragraph, Span, Table, parse
from app.standards.help_records import GLOSSARY_PAGE, GLOSSARY_TITLE, Cited, HelpPage, Term
from app.standards.library import Library

FIRST_PAGE = "start"
"""The page for whoever is at none."""


class ShownPage(NamedTuple):
    """A page as it is read: what it is for stands under its title, the laws it cites behind its text."""

    title: str
    about: str
    blocks: tuple[Block, ...]


def contents(library: Library) -> list[tuple[str, list[HelpPage]]]:
    """Return the groups of pages in their order, each with its pages; the glossary is none of them."""
    return [(group, list(pages)) for group, pages in groupby(library.help_pages.values(), key=lambda page: page.group)]


def has_page(library: Library, code: str) -> bool:
    """Return whether there is a page of that code."""
    return code == GLOSSARY_PAGE or code in library.help_pages


def shown_page(library: Library, code: str) -> ShownPage:
    """Return a page, or the glossary; the first page for a code that is none."""
    if code == GLOSSARY_PAGE:
        return glossary_page(library.glossary)
    page = library.help_pages.get(code, library.help_pages[FIRST_PAGE])
    return ShownPage(page.title, page.about, (*parse(page.text), *_laws(page.laws)))


def glossary_page(terms: Iterable[Term]) -> ShownPage:
    """Return the glossary as a page."""
    rows = tuple(_row(term) for term in terms)
    head = ((Span("词"),), (Span("意思"),))
    return ShownPage(GLOSSARY_TITLE, "这里常用的词是什么意思。", (Table(head, rows),))


def _row(term: Term) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    also = f"（{'、'.join(term.also)}）" if term.also else ""
    more = (Span("　"), Span("详细说明", target=term.page)) if term.page else ()
    return (Span(term.term, "strong"), Span(also)), (Span(term.means), *more)


def _laws(laws: Iterable[Cited]) -> tuple[Block, ...]:
    points = tuple((Span(f"{_place(law)}：{law.says}（{law.checked} 核对）"),) for law in laws)
    if not points:
        return ()
    warning = Paragraph((Span("法规会改，照现行的文本办；改过的在“法规登记”里看。"),))
    return Heading(2, (Span("依据"),)), Listing(points, False), warning


def _place(law: Cited) -> str:
    return f"《{law.title}》{law.article or ''}"
