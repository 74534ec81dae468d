"""The help as records: pages, one for each place of the window and some besides, and the glossary."""

from typing import Literal

from app.standards.records import Record

GLOSSARY_PAGE, GLOSSARY_TITLE = "glossary", "术语表"
"""What leads to the glossary where other codes lead to a page, and what it is called."""
Reader = Literal["township", "village", "county"]
"""Whose guide a page is part of."""


class Cited(Record):
    """What a page says of a law: where it stands, and the day (YYYY-MM-DD) on which that was read there."""

    title: str
    says: str
    checked: str
    article: str | None = None


class HelpPage(Record):
    """One page. `code` is the place of the window it is about, where there is one; `text` is in the signs of
    `app.help.markup`; `about` says in a sentence what the page is for."""

    code: str
    title: str
    about: str
    group: str
    order: int
    readers: tuple[Reader, ...]
    text: str
    laws: tuple[Cited, ...] = ()


class TourStep(Record):
    """A step of the tour: the part of the window it points at, and what is said of it."""

    at: str
    title: str
    text: str


class Term(Record):
    """A word of the trade, what it means, and the page that tells more."""

    term: str
    means: str
    page: str | None = None
    also: tuple[str, ...] = ()


class Help(Record):
    """All of the help: its pages in their order, the glossary and the tour."""

    pages: tuple[HelpPage, ...] = ()
    terms: tuple[Term, ...] = ()
    tour: tuple[TourStep, ...] = ()
